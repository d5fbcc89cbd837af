//! What becomes of forms that were sent: taken, overtaken by somebody else, or answered with a problem.

use std::borrow::Cow;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use kernel::MemberId;
use serde_json::json;
use store::{Db, Stored};
use testkit::Engine;
use tower::ServiceExt;
use web::field::{Field, Kind};
use web::{
    Answer, Caller, Doorkeeper, Doors, Form, Language, May, Module, Posted, Problem, Routes, Settings, SignedIn, Via,
    Web,
};

const FIELDS: &[Field] = &[
    Field::new("name", Kind::Text(50), "A name."),
    Field::new("story", Kind::Prose(500), "A story."),
    Field::new("axis", Kind::Word(|| vec!["home", "job"]), "An axis."),
    Field::new("needs", Kind::Words(|| vec!["home", "job"]), "Needs."),
    Field::new("listed", Kind::Flag, "Whether all are listed."),
];

const PAGE: &str = r#"{% from "macros/forms.html" import errors, csrf, text, area, select, checkbox, checkboxes, submit %}
{{ errors(form) }}<form method="post">{{ csrf(form) }}{{ text(form, "name", "Nome") }}{{ area(form, "story", "Storia") }}
{{ select(form, "axis", "Asse", axes, blank="") }}{{ checkboxes(form, "needs", "Bisogni", axes) }}{{ checkbox(form, "listed", "Tutti") }}</form>"#;

const NOW: i64 = 4;

struct Porter;

impl Doorkeeper for Porter {
    fn by_session<'a>(&'a self, _: &'a Db, _: &'a str) -> Doors<'a, Stored<Option<Caller>>> {
        let via = Via::Session { csrf: "c".into() };
        let caller =
            Caller { member: MemberId::fresh(), name: "Anna Bo".into(), language: None, grants: Vec::new(), via };
        Box::pin(async { Ok(Some(caller)) })
    }
    fn by_token<'a>(&'a self, _: &'a Db, _: &'a str) -> Doors<'a, Stored<Option<Caller>>> {
        Box::pin(async { Ok(None) })
    }
}

async fn show(may: May<SignedIn>) -> Answer {
    let form = Form::blank()
        .with("name", "Amina B.")
        .with("story", "Loro.\r\nDue righe.")
        .with("axis", "job")
        .with_all("needs", ["home"])
        .with("listed", "yes")
        .with("version", NOW);
    let axes = json!([{ "value": "home", "label": "Casa" }, { "value": "job", "label": "Lavoro" }]);
    may.form("thing.html", &form, json!({ "axes": axes }))
}

async fn save(may: May<SignedIn>, Posted(mut form): Posted) -> Answer {
    if !form.check(FIELDS) {
        return Err(form.problem());
    }
    if form.version() != Some(NOW) {
        return Err(Problem::Stale);
    }
    let kept = ["name", "story", "axis", "listed"].map(|name| form.typed(name).replace("\r\n", "/"));
    may.see(&format!("/kept/{}/{}", kept.join("/"), form.chosen("needs").join("+")))
}

async fn router() -> Router {
    let routes = Routes::new().get(SignedIn, "/thing", show).post(SignedIn, "/thing", save).post(
        SignedIn,
        "/elsewhere",
        |_: May<SignedIn>, _: Posted| async { Err::<axum::response::Response, _>(Problem::Stale) },
    );
    let template = |name: &str| (name == "thing.html").then_some(Cow::Borrowed(PAGE.as_bytes()));
    let texts = vec![(Language::Italian, ""), (Language::English, "")];
    let module = Module { routes, texts, template, ..Module::new("test") };
    let store = Engine::Sqlite.store(&[]).await;
    Web::build(store, Box::new(Porter), Settings::default(), vec![module]).unwrap().1
}

struct Told {
    status: StatusCode,
    place: String,
    cookie: String,
    body: String,
}

async fn post(path: &str, pairs: &[(&str, &str)]) -> Told {
    let quoted = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let all = pairs.iter().chain(&[("csrf", "c")]);
    let body: Vec<String> = all.map(|(name, value)| format!("{}={}", quoted(name), quoted(value))).collect();
    let request = Request::post(path)
        .header(header::COOKIE, "__Host-soglia=s")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body.join("&")))
        .unwrap();
    let answer = router().await.oneshot(request).await.unwrap();
    let text = |name| answer.headers().get(name).map(|v: &header::HeaderValue| v.to_str().unwrap().to_owned());
    let (place, cookie) = (text(header::LOCATION).unwrap_or_default(), text(header::SET_COOKIE).unwrap_or_default());
    let status = answer.status();
    let bytes = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    let body = String::from_utf8(bytes.to_vec()).unwrap();
    Told { status, place, cookie, body: body.replace("&#x2f;", "/").replace("&quot;", "\"") }
}

/// What the form held when its page was made: another name, nothing of the rest, everybody listed.
const BASE: &str = r#"{"name":["Amina"],"axis":["job"],"listed":["yes"],"version":["3"]}"#;
const STALE: &[(&str, &str)] =
    &[("base", BASE), ("version", "3"), ("name", "Amina"), ("story", "La mia."), ("axis", "job"), ("needs", "job")];

/// Whether a choice stands on the page, and is the one proposed.
fn choice(page: &str, name: &str, side: &str) -> Option<bool> {
    let input = page.split("<input").find(|input| {
        input.contains(&format!("name=\"take.{name}\"")) && input.contains(&format!("value=\"{side}\""))
    })?;
    Some(input.split('>').next()?.contains("checked"))
}

#[tokio::test]
async fn a_stale_form_shows_both_versions_of_each_field_that_differs() {
    let told = post("/thing", STALE).await;
    assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.body);
    let page = &told.body;
    // Untouched, and changed by somebody else: theirs is proposed. Typed: one's own is.
    assert_eq!((choice(page, "name", "mine"), choice(page, "name", "theirs")), (Some(false), Some(true)));
    assert!(page.contains("value=\"Amina\"") && page.contains(">Amina B.</strong>"), "{page}");
    assert_eq!((choice(page, "story", "mine"), choice(page, "story", "theirs")), (Some(true), Some(false)));
    assert!(page.contains("La mia.</textarea>") && page.contains("Loro.\r\nDue righe.</strong>"), "{page}");
    assert_eq!(choice(page, "needs", "mine"), Some(true));
    assert!(page.contains(">Casa</strong>"), "choices are told by their labels: {page}");
    // The box was ticked when the page was made, and is not any more: that is one's own doing.
    assert_eq!(choice(page, "listed", "mine"), Some(true));
    // Where both agree, nothing is asked and the field is folded away.
    assert_eq!((choice(page, "axis", "mine"), page.matches("field-agrees").count()), (None, 1), "{page}");
    assert!(page.contains("name=\"version\" value=\"4\""), "whoever has compared may save");
}

#[tokio::test]
async fn the_choices_of_a_stale_form_are_what_is_saved() {
    let page = post("/thing", STALE).await.body;
    let base = page.split_once("name=\"base\" value=\"").unwrap().1.split_once("\">").unwrap().0.to_owned();
    let again = |takes: &'static [(&'static str, &'static str)]| {
        let mut sent: Vec<(&str, &str)> = STALE[2..].to_vec();
        sent.extend([("base", base.as_str()), ("version", "4")]);
        sent.extend(takes);
        let sent: Vec<(String, String)> = sent.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
        async move {
            let sent: Vec<(&str, &str)> = sent.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            post("/thing", &sent).await
        }
    };
    let mixed = &[("take.name", "theirs"), ("take.story", "mine"), ("take.needs", "theirs"), ("take.listed", "theirs")];
    assert_eq!(again(mixed).await.place, "/kept/Amina B./La mia./job/yes/home");
    let mine = &[("take.name", "mine"), ("take.story", "mine"), ("take.needs", "mine"), ("take.listed", "mine")];
    let told = again(mine).await;
    assert_eq!(told.place, "/kept/Amina/La mia./job//job");
    assert!(
        told.cookie.starts_with("__Host-soglia-taken=/thing;"),
        "the browser may forget its draft: {}",
        told.cookie
    );
}

#[tokio::test]
async fn where_no_page_can_show_both_versions_what_was_typed_is_given_back() {
    let told = post("/elsewhere", &[("version", "3"), ("story", "La mia storia."), ("new-password", "segreto")]).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.body.contains("La mia storia.") && !told.body.contains("segreto"), "{}", told.body);
}
