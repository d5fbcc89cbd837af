//! Every page and route of this slice, end to end, as browsers and programs use them.

use std::sync::Arc;

use super::common::{fresh, key, place, somebody};
use attachments::safe::{KeyFault, Safe};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::{Extension, Router};
use kernel::{MemberId, OrganisationId, PersonId, Role};
use network::rules::organisation::OrganisationKind;
use network::store::organisations::{self, Organisation};
use programmes::catalogue::Catalogue;
use serde_json::{Value, json};
use store::{Db, JournalEntry, Scope, Store, Stored, System};
use testkit::on_both;
use tower::ServiceExt;
use web::{Caller, Doorkeeper, Doors, GrantHeld, Settings, Via, Web};

/// Lets in whoever says a role and an organisation: `case-worker ID`.
struct Porter;

fn caller(secret: &str, via: Via) -> Option<Caller> {
    let (role, organisation) = secret.split_once('_')?;
    let role = Role::from_word(role)?;
    let scope = Scope { organisation: organisation.parse().ok(), names: true, ..Scope::default() };
    let grants = vec![GrantHeld { role, scope }];
    Some(Caller { member: MemberId::fresh(), name: "Anna Bo".into(), language: None, grants, via })
}

impl Doorkeeper for Porter {
    fn by_session<'a>(&'a self, _: &'a Db, secret: &'a str) -> Doors<'a, Stored<Option<Caller>>> {
        Box::pin(async move { Ok(caller(secret, Via::Session { csrf: "c".into() })) })
    }
    fn by_token<'a>(&'a self, _: &'a Db, secret: &'a str) -> Doors<'a, Stored<Option<Caller>>> {
        Box::pin(async move { Ok(caller(secret, Via::Token { only: None })) })
    }
}

struct House {
    store: Store,
    router: Router,
    person: PersonId,
    organisation: OrganisationId,
}

async fn house(engine: testkit::Engine, safe: Safe) -> House {
    let store = fresh(engine).await;
    let partner = Organisation::new("Cooperativa Ponte", OrganisationKind::Cooperative);
    organisations::add(&store.system(System::Demo), &partner).await.unwrap();
    let person = somebody(&store, &place(partner.id), "Amina").await;
    let modules = vec![network::module(), programmes::module(), people::module(), attachments::module()];
    let (_, router) = Web::build(store.clone(), Box::new(Porter), Settings::default(), modules).unwrap();
    let router = router.layer(Extension(Arc::new(Catalogue::read(None).unwrap()))).layer(Extension(safe));
    House { store, router, person, organisation: partner.id }
}

fn open() -> Safe {
    Safe::new(Ok(key()), None)
}

struct Answered {
    status: StatusCode,
    head: HeaderMap,
    bytes: Vec<u8>,
}

impl Answered {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).replace("&#x2f;", "/").replace("&#x27;", "'")
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    fn head(&self, name: &str) -> &str {
        self.head.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl House {
    fn who(&self, role: Role) -> String {
        format!("{role}_{}", self.organisation)
    }

    fn list(&self) -> String {
        format!("/people/{}/attachments", self.person)
    }

    async fn ask(&self, role: Role, method: &str, path: &str, kind: &str, body: Vec<u8>) -> Answered {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, format!("__Host-soglia={}", self.who(role)))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.who(role)))
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, head) = (response.status(), response.headers().clone());
        Answered { status, head, bytes: to_bytes(response.into_body(), 20_000_000).await.unwrap().to_vec() }
    }

    async fn get(&self, role: Role, path: &str) -> Answered {
        self.ask(role, "GET", path, "text/plain", Vec::new()).await
    }

    async fn post(&self, role: Role, path: &str, fields: &str) -> Answered {
        let body = format!("csrf=c&{fields}").into_bytes();
        self.ask(role, "POST", path, "application/x-www-form-urlencoded", body).await
    }

    async fn api(&self, role: Role, method: &str, path: &str, body: Value) -> Answered {
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        self.ask(role, method, path, "application/json", body).await
    }

    /// Sends a file with its fields, to a page or to the API.
    async fn upload(&self, role: Role, path: &str, fields: &[(&str, &str)], name: &str, file: &[u8]) -> Answered {
        let mut body = Vec::new();
        for (field, text) in [("csrf", "c")].iter().chain(fields) {
            body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{text}\r\n").bytes());
        }
        let head = format!(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend_from_slice(file);
        body.extend(b"\r\n--b--\r\n");
        self.ask(role, "POST", path, "multipart/form-data; boundary=b", body).await
    }

    /// The only attachment of the list, by the address of its file.
    async fn only(&self, role: Role) -> String {
        let body = self.get(role, &self.list()).await.text();
        let at = body.find("\"/attachments/").unwrap_or_else(|| panic!("no attachment: {body}")) + 1;
        body[at..].split("/file").next().unwrap().to_owned()
    }
}

const WORKER: Role = Role::CaseWorker;
const COORDINATOR: Role = Role::Coordinator;
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n";

/// A photograph of 30 by 10 points that says where it was taken.
fn photograph() -> Vec<u8> {
    let picture: image::DynamicImage = image::RgbImage::new(30, 10).into();
    let mut out = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut out, image::ImageFormat::Jpeg).unwrap();
    let jpeg = out.into_inner();
    let exif = b"Exif\0\0GPS 45.4642 N";
    [&jpeg[..2], &[0xff, 0xe1, 0, exif.len() as u8 + 2], exif, &jpeg[2..]].concat()
}

on_both! {
    async fn a_document_is_attached_listed_taken_put_right_and_removed(engine) {
        let house = house(engine, open()).await;
        let page = house.get(WORKER, &format!("/people/{}", house.person)).await.text();
        assert!(page.contains(&format!("href=\"{}\"", house.list())), "the person's page leads here: {page}");
        assert!(house.get(WORKER, &house.list()).await.text().contains("Nessun documento allegato"));
        let new = format!("{}/new", house.list());
        let form = house.get(WORKER, &new).await.text();
        assert!(form.contains("multipart/form-data") && form.contains("Al massimo 10 MB") && form.contains("Vaccinazioni"));

        let fields = [("kind", "permit"), ("expires-on", "31/12/2026"), ("note", "Copia <b>di</b> Milano")];
        let done = house.upload(WORKER, &new, &fields, "permesso.pdf", PDF).await;
        assert_eq!((done.status, done.head("location")), (StatusCode::SEE_OTHER, &*format!("{}?done=attachment-added", house.list())), "{}", done.text());
        let list = house.get(WORKER, &house.list()).await.text();
        for told in ["Permesso di soggiorno", "permesso.pdf", "31/12/2026", "Scade presto", "Copia &lt;b&gt;di"] {
            assert!(list.contains(told), "{told}: {list}");
        }

        let at = house.only(WORKER).await;
        let file = house.get(WORKER, &format!("{at}/file")).await;
        assert_eq!((file.status, file.bytes.as_slice()), (StatusCode::OK, PDF));
        assert_eq!(file.head("content-type"), "application/pdf");
        assert_eq!(file.head("content-disposition"), "attachment; filename=\"permesso.pdf\"; filename*=UTF-8''permesso.pdf");
        assert_eq!((file.head("x-content-type-options"), file.head("cache-control")), ("nosniff", "no-store"));
        assert!(file.head("content-security-policy").starts_with("sandbox;"), "{}", file.head("content-security-policy"));

        let seen = house.get(WORKER, &format!("/people/{}/seen", house.person)).await.text();
        assert!(seen.contains("documenti allegati"), "who looked is told: {seen}");

        let edit = house.get(WORKER, &format!("{at}/edit")).await.text();
        assert!(edit.contains("value=\"2026-12-31\"") || edit.contains("value=\"31/12/2026\""), "{edit}");
        let wrong = house.post(WORKER, &format!("{at}/edit"), "expires-on=31/02/2027&version=0").await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains("31/02/2027"));
        assert_eq!(house.post(WORKER, &format!("{at}/edit"), "expires-on=2026-11-01&version=0").await.status, StatusCode::SEE_OTHER);
        assert_eq!(house.post(WORKER, &format!("{at}/edit"), "note=mia&version=0").await.status, StatusCode::CONFLICT);
        assert!(house.get(WORKER, &house.list()).await.text().contains("Scaduto"));

        assert_eq!(house.post(WORKER, &format!("{at}/removal"), "").await.status, StatusCode::SEE_OTHER);
        let list = house.get(WORKER, &house.list()).await.text();
        assert!(list.contains("Non ci sono più") && !list.contains("permesso.pdf"), "{list}");
        let gone = house.get(WORKER, &format!("{at}/file")).await;
        assert!(gone.status == StatusCode::CONFLICT && gone.text().contains("non c’è più"), "{}", gone.text());
    }

    async fn what_may_not_be_attached_is_refused_with_a_remedy_and_what_was_typed(engine) {
        let house = house(engine, open()).await;
        let new = format!("{}/new", house.list());
        let large = [PDF, &vec![b'x'; 10 << 20]].concat();
        let cases: [(&str, &[u8], &str); 6] = [
            ("foto.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "salvalo come PDF"),
            ("permesso.pdf", b"MZ\x90\0\x03\0\0\0\x04\0", "è un programma"),
            ("foto.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "Salvala come JPEG"),
            ("foto.png", b"\x89PNG\r\n\x1a\n", "è rovinata"),
            ("tanto.pdf", &large, "al massimo 10 MB"),
            ("", b"", "Scegli un file"),
        ];
        for (name, bytes, told) in cases {
            let fields = [("kind", "permit"), ("note", "Parole mie")];
            let refused = house.upload(WORKER, &new, &fields, name, bytes).await;
            let text = refused.text();
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {text}");
            assert!(text.contains(told) && text.contains("value=\"Parole mie\""), "{told}: {text}");
        }
        let refused = house.upload(WORKER, &new, &[("kind", "torta")], "a.pdf", PDF).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text().contains("Scegli di nuovo il file"));
        assert!(house.get(WORKER, &house.list()).await.text().contains("Nessun documento allegato"));
    }

    async fn a_photograph_goes_out_without_where_it_was_taken_and_under_the_name_of_what_it_is(engine) {
        let house = house(engine, open()).await;
        let photo = photograph();
        let done = house.upload(WORKER, &format!("{}/new", house.list()), &[("kind", "identity")], "carta d'identità.pdf", &photo).await;
        assert!(done.head("location").ends_with("?done=attachment-renamed"), "{} {}", done.status, done.text());
        let at = house.only(WORKER).await;
        let file = house.get(WORKER, &format!("{at}/file")).await;
        assert_eq!(file.head("content-type"), "image/jpeg");
        assert!(file.head("content-disposition").ends_with("UTF-8''carta%20d%27identit%C3%A0.jpg"), "{}", file.head("content-disposition"));
        assert!(!file.bytes.windows(3).any(|window| window == b"GPS"));
        assert_eq!(image::load_from_memory(&file.bytes).unwrap().into_rgb8().dimensions(), (30, 10));
    }

    async fn documents_about_health_are_seen_and_added_only_by_those_who_may(engine) {
        let house = house(engine, open()).await;
        let new = format!("{}/new", house.list());
        assert_eq!(house.upload(WORKER, &new, &[("kind", "disability")], "verbale.pdf", PDF).await.status, StatusCode::SEE_OTHER);
        let at = house.only(WORKER).await;
        assert!(house.get(WORKER, &house.list()).await.text().contains("verbale.pdf"));
        assert_eq!(house.get(Role::MobileTeam, &format!("{at}/file")).await.bytes, PDF);

        let list = house.get(COORDINATOR, &house.list()).await.text();
        assert!(!list.contains("verbale") && !list.contains("Invalidità") && list.contains("li vede solo chi segue"), "{list}");
        for path in [format!("{at}/file"), format!("{at}/edit"), format!("/api/v1{at}"), format!("/api/v1{at}/file")] {
            assert_eq!(house.get(COORDINATOR, &path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(house.post(COORDINATOR, &format!("{at}/removal"), "").await.status, StatusCode::NOT_FOUND);
        assert!(!house.get(COORDINATOR, &new).await.text().contains("Vaccinazioni"));
        let refused = house.upload(COORDINATOR, &new, &[("kind", "vaccination")], "libretto.pdf", PDF).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text().contains("solo chi può vederli"));
        let (_, told) = (0, house.api(COORDINATOR, "GET", &format!("/api/v1/people/{}/attachments", house.person), Value::Null).await.json());
        assert_eq!(told["total"], json!(0));
        for role in [Role::LeadPartner, Role::Evaluator, Role::SystemAdministrator] {
            assert_eq!(house.get(role, &house.list()).await.status, StatusCode::NOT_FOUND, "{role}");
        }
    }

    async fn all_are_erased_with_a_reason_and_never_open_again(engine) {
        let house = house(engine, open()).await;
        let new = format!("{}/new", house.list());
        for kind in ["permit", "vaccination"] {
            assert_eq!(house.upload(WORKER, &new, &[("kind", kind)], "a.pdf", PDF).await.status, StatusCode::SEE_OTHER);
        }
        let erasure = format!("{}/erasure", house.list());
        assert_eq!(house.post(WORKER, &erasure, "reason=asked").await.status, StatusCode::NOT_FOUND);
        let refused = house.post(COORDINATOR, &erasure, "reason=").await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text().contains("Questo dato serve"));
        let done = house.post(COORDINATOR, &erasure, "reason=consent-withdrawn").await;
        assert!(done.head("location").ends_with("?done=attachments-erased"), "{}", done.text());
        let list = house.get(WORKER, &house.list()).await.text();
        assert!(list.contains("Cancellato con la chiave") && !list.contains("/file\""), "{list}");
        let again = house.post(COORDINATOR, &erasure, "reason=asked").await;
        assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.text().contains("non ha documenti da cancellare"));
        let erased = JournalEntry::kind.eq("attachments-erased".to_owned());
        let told = house.store.system(System::Demo).rows::<JournalEntry>().filter(erased).one().await.unwrap();
        assert_eq!((told.detail.as_deref(), told.purpose.as_str()), (Some("consent-withdrawn"), "erase-attachments"));
        assert!(told.fact.contains("\"count\":2"), "{}", told.fact);
    }

    async fn the_api_does_what_the_pages_do(engine) {
        let house = house(engine, open()).await;
        let list = format!("/api/v1/people/{}/attachments", house.person);
        let made = house.upload(WORKER, &list, &[("kind", "school"), ("expires-on", "2027-05-01")], "pagella.pdf", PDF).await;
        let row = made.json();
        assert_eq!((made.status, &row["media"], &row["size"], &row["state"]), (StatusCode::CREATED, &json!("pdf"), &json!(17), &json!("kept")), "{row}");
        let at = made.head("location").to_owned();
        assert_eq!(at, format!("/api/v1/attachments/{}", row["id"].as_str().unwrap()));
        let missing = house.api(WORKER, "POST", &list, json!({"kind": "school"})).await;
        assert_eq!((missing.status, &missing.json()["errors"][0]["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("file-missing")));
        let refused = house.upload(WORKER, &list, &[("kind", "school")], "a.html", b"<html>").await.json();
        assert_eq!((&refused["errors"][0]["field"], &refused["errors"][0]["code"]), (&json!("file"), &json!("file-is-markup")));

        let all = house.api(WORKER, "GET", &list, Value::Null).await.json();
        assert_eq!((&all["total"], &all["items"][0]["name"]), (&json!(1), &json!("pagella.pdf")));
        assert_eq!(house.get(WORKER, &format!("{at}/file")).await.bytes, PDF);
        let put = house.api(WORKER, "PATCH", &at, json!({"note": "Prima media", "version": 0})).await.json();
        assert_eq!((&put["note"], &put["expires-on"], &put["version"]), (&json!("Prima media"), &json!("2027-05-01"), &json!(1)), "{put}");
        assert_eq!(house.api(WORKER, "PATCH", &at, json!({"note": "x", "version": 0})).await.status, StatusCode::CONFLICT);
        let gone = house.api(WORKER, "DELETE", &at, Value::Null).await.json();
        assert_eq!((&gone["state"], &gone["name"]), (&json!("removed"), &json!("")));
        assert_eq!(house.api(WORKER, "DELETE", &at, Value::Null).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(house.api(WORKER, "PATCH", &at, json!({"note": "x"})).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(house.api(WORKER, "GET", &at, Value::Null).await.json()["state"], json!("removed"));
        house.upload(WORKER, &list, &[("kind", "other")], "a.pdf", PDF).await;
        let erased = house.api(COORDINATOR, "POST", &format!("{list}/erasure"), json!({"reason": "asked"})).await;
        assert_eq!((erased.status, erased.json()), (StatusCode::OK, json!({"erased": 1})));
    }
}

#[tokio::test]
async fn without_its_key_the_installation_says_so_and_serves_everything_else() {
    let safe = Safe::new(Err(KeyFault::Missing("soglia.key".into())), None);
    let house = house(testkit::Engine::Sqlite, safe).await;
    assert_eq!(house.get(WORKER, &format!("/people/{}", house.person)).await.status, StatusCode::OK);
    let list = house.get(WORKER, &house.list()).await;
    assert!(
        list.status == StatusCode::OK && list.text().contains("manca la chiave") && !list.text().contains("/new\"")
    );
    let new = format!("{}/new", house.list());
    let refused = house.upload(WORKER, &new, &[("kind", "permit")], "a.pdf", PDF).await;
    assert!(
        refused.status == StatusCode::SERVICE_UNAVAILABLE && refused.text().contains("manca la chiave"),
        "{}",
        refused.text()
    );
    assert_eq!(house.get(WORKER, &new).await.status, StatusCode::SERVICE_UNAVAILABLE);
    let api = format!("/api/v1/people/{}/attachments", house.person);
    let told = house.upload(WORKER, &api, &[("kind", "permit")], "a.pdf", PDF).await;
    assert_eq!(
        (told.status, &told.json()["code"]),
        (StatusCode::SERVICE_UNAVAILABLE, &json!("attachment-key-missing"))
    );
}

#[tokio::test]
async fn a_scanner_that_is_away_or_finds_something_keeps_the_file_out() {
    for (scanner, told) in [("clamd:127.0.0.1:9", "non ha risposto"), ("command:/bin/false", "ha fermato questo file")]
    {
        let house = house(testkit::Engine::Sqlite, Safe::new(Ok(key()), Some(scanner.parse().unwrap()))).await;
        let fields = [("kind", "permit"), ("note", "Parole mie")];
        let refused = house.upload(WORKER, &format!("{}/new", house.list()), &fields, "a.pdf", PDF).await;
        let text = refused.text();
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && text.contains(told), "{scanner}: {text}");
        assert!(text.contains("value=\"Parole mie\""), "{text}");
        assert!(house.get(WORKER, &house.list()).await.text().contains("Nessun documento allegato"));
    }
    let house = house(testkit::Engine::Sqlite, Safe::new(Ok(key()), Some("command:/bin/cat".parse().unwrap()))).await;
    let kept = house.upload(WORKER, &format!("{}/new", house.list()), &[("kind", "permit")], "a.pdf", PDF).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
}
