//! Forms with a file, as browsers and programs send them.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use kernel::MemberId;
use serde_json::json;
use store::{Db, Stored};
use testkit::Engine;
use tower::ServiceExt;
use web::api::{ApiCard, given};
use web::field::{Field, Kind};
use web::{
    Answer, Caller, Doorkeeper, Doors, Language, May, Module, Posted, Routes, Settings, SignedIn, Uploaded, Via, Web,
};

const MOST: usize = 1 << 20;
const FIELDS: &[Field] = &[Field::new("note", Kind::Text(50), "A note.").required()];

/// Lets in whoever brings anything but `ended`.
struct Porter;

fn caller(via: Via) -> Caller {
    Caller { member: MemberId::fresh(), name: "Anna Bo".into(), language: None, grants: Vec::new(), via }
}

impl Doorkeeper for Porter {
    fn by_session<'a>(&'a self, _: &'a Db, secret: &'a str) -> Doors<'a, Stored<Option<Caller>>> {
        Box::pin(async move { Ok((secret != "ended").then(|| caller(Via::Session { csrf: "c".into() }))) })
    }
    fn by_token<'a>(&'a self, _: &'a Db, _: &'a str) -> Doors<'a, Stored<Option<Caller>>> {
        Box::pin(async { Ok(Some(caller(Via::Token { only: None }))) })
    }
}

async fn take(_: May<SignedIn>, mut sent: Uploaded) -> Answer {
    sent.form.check(FIELDS);
    let file = sent.file("file");
    match file {
        Some(file) if sent.form.errors().is_empty() => {
            given(json!({ "note": sent.form.typed("note"), "name": file.name, "bytes": file.bytes.len() }))
        }
        _ => Err(sent.form.problem()),
    }
}

async fn router() -> Router {
    let routes = Routes::new()
        .upload(SignedIn, "/file", MOST, take)
        .post(
            SignedIn,
            "/form",
            |_: May<SignedIn>, Posted(form): Posted| async move { given(form.typed("note").len()) },
        )
        .api(
            SignedIn,
            Method::POST,
            "/api/v1/file",
            take,
            ApiCard::new("Takes a file.").takes(FIELDS).takes_file(MOST),
        );
    let texts = vec![(Language::Italian, ""), (Language::English, "")];
    let module = Module { routes, texts, ..Module::new("test") };
    let store = Engine::Sqlite.store(&[]).await;
    Web::build(store, Box::new(Porter), Settings::default(), vec![module]).unwrap().1
}

struct Part<'p> {
    name: &'p str,
    file: Option<&'p str>,
    bytes: &'p [u8],
}

fn field<'p>(name: &'p str, text: &'p str) -> Part<'p> {
    Part { name, file: None, bytes: text.as_bytes() }
}

fn file<'p>(name: &'p str, bytes: &'p [u8]) -> Part<'p> {
    Part { name: "file", file: Some(name), bytes }
}

async fn send(path: &str, session: &str, parts: &[Part<'_>]) -> (StatusCode, String) {
    let mut body = Vec::new();
    for Part { name, file, bytes } in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--b--\r\n");
    post(path, session, "multipart/form-data; boundary=b", body).await
}

async fn post(path: &str, session: &str, kind: &str, body: Vec<u8>) -> (StatusCode, String) {
    let request = Request::post(path)
        .header(header::COOKIE, format!("__Host-soglia={session}"))
        .header(header::AUTHORIZATION, "Bearer t")
        .header(header::ACCEPT_LANGUAGE, "it")
        .header(header::CONTENT_TYPE, kind)
        .header(header::CONTENT_LENGTH, body.len())
        .body(Body::from(body))
        .unwrap();
    let response = router().await.oneshot(request).await.unwrap();
    let status = response.status();
    let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

#[tokio::test]
async fn fields_and_file_arrive_together() {
    let parts = [field("csrf", "c"), field("note", "Permesso"), file("C:\\scans\\uno.pdf", &[0, 255, 13, 10])];
    let told = r#"{"bytes":4,"name":"uno.pdf","note":"Permesso"}"#;
    assert_eq!(send("/file", "s", &parts).await, (StatusCode::OK, told.to_owned()));
    assert_eq!(send("/api/v1/file", "", &parts[1..]).await, (StatusCode::OK, told.to_owned()));
}

#[tokio::test]
async fn a_form_with_a_file_from_elsewhere_is_refused() {
    for parts in
        [vec![field("note", "x"), file("a", b"a")], vec![field("csrf", "d"), field("note", "x"), file("a", b"a")]]
    {
        assert_eq!(send("/file", "s", &parts).await.0, StatusCode::FORBIDDEN);
    }
    assert_eq!(
        post("/file", "s", "application/x-www-form-urlencoded", b"note=x".to_vec()).await.0,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_file_that_cannot_be_taken_is_told_beside_the_other_wrong_fields() {
    let large = vec![b'x'; MOST + 1];
    for (parts, told) in [
        (vec![field("csrf", "c"), file("a", &large)], "al massimo 1 MB"),
        (vec![field("csrf", "c"), file("a", b"")], "Il file è vuoto"),
        (vec![field("csrf", "c"), file("", b"")], "Scegli un file"),
        (vec![field("csrf", "c"), file("a", b"a"), file("b", b"b")], "un file alla volta"),
    ] {
        let (status, body) = send("/file", "s", &parts).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert!(body.contains(told) && body.contains("Questo dato serve"), "{told}: {body}");
    }
    let whole = vec![b'x'; MOST];
    assert_eq!(
        send("/file", "s", &[field("csrf", "c"), field("note", "n"), file("a", &whole)]).await.0,
        StatusCode::OK
    );
    let (status, body) = post("/api/v1/file", "", "application/json", b"{\"note\":\"n\"}".to_vec()).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && body.contains("file-missing"), "{body}");
}

#[tokio::test]
async fn what_exceeds_the_limits_several_times_is_refused_unread() {
    let huge = vec![b'x'; 6 * MOST];
    assert_eq!(send("/file", "s", &[field("csrf", "c"), file("a", &huge)]).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    let words = "x".repeat(MOST + 1);
    assert_eq!(send("/file", "s", &[field("csrf", "c"), field("note", &words)]).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    let form = format!("csrf=c&note={words}").into_bytes();
    let kind = "application/x-www-form-urlencoded";
    assert_eq!(post("/form", "s", kind, form).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(post("/form", "s", kind, b"csrf=c&note=abc".to_vec()).await, (StatusCode::OK, "3".to_owned()));
}

#[tokio::test]
async fn what_was_typed_beside_a_file_comes_back_when_the_session_has_ended() {
    let (status, body) =
        send("/file", "ended", &[field("csrf", "c"), field("note", "Parole mie"), file("a", b"a")]).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(body.contains("<blockquote class=\"typed\">Parole mie</blockquote>"), "{body}");
}

#[tokio::test]
async fn half_a_form_is_told_as_such() {
    let cut = b"--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhal".to_vec();
    let (status, body) = post("/file", "s", "multipart/form-data; boundary=b", cut).await;
    assert!(status == StatusCode::BAD_REQUEST && body.contains("incompleto"), "{body}");
}
