//! Drafts: whose they are, how long they last, what is never kept.

mod common;

use accounts::store::{Draft, drafts_for, drafts_of, drop_draft, keep_draft};
use accounts::{Accounts, Member};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use common::{PASSWORD, fresh, member, role};
use kernel::{Clock, Role};
use serde_json::{Value, json};
use store::{Json, Reach, Store, System};
use testkit::on_both;
use tower::ServiceExt;
use web::{Settings, Web};

const NOTE: &str = "/pathways/x/notes";

fn draft(store: &Store, whose: &Member, form: &str, words: &str) -> Draft {
    Draft {
        member_id: whose.id,
        form: form.into(),
        page: form.into(),
        title: "Scrivi una nota".into(),
        typed: Json(vec![("words".into(), words.into())]),
        saved_at: store.clock().now(),
    }
}

struct House {
    store: Store,
    clock: Clock,
    router: Router,
}

async fn house(engine: testkit::Engine) -> House {
    let (store, clock) = fresh(engine).await;
    let modules = vec![accounts::module()];
    let (_, router) = Web::build(store.clone(), Box::new(Accounts), Settings::default(), modules).unwrap();
    House { store, clock, router }
}

impl House {
    async fn ask(&self, request: Request<Body>) -> (StatusCode, String, String) {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let text = |name| answer.headers().get(name).map(|v: &header::HeaderValue| v.to_str().unwrap().to_owned());
        let cookie = text(header::SET_COOKIE).unwrap_or_default();
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), 10_000_000).await.unwrap();
        (status, cookie, String::from_utf8(bytes.to_vec()).unwrap().replace("&#x2f;", "/"))
    }

    async fn get(&self, path: &str, cookie: &str) -> (StatusCode, String) {
        let request = Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
        let (status, _, body) = self.ask(request).await;
        (status, body)
    }

    async fn post(&self, path: &str, cookie: &str, pairs: &[(&str, &str)]) -> (StatusCode, String, String) {
        let quoted = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        let body: Vec<_> = pairs.iter().map(|(name, value)| format!("{}={}", quoted(name), quoted(value))).collect();
        let request = Request::post(path)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")))
            .unwrap();
        self.ask(request).await
    }

    async fn sign_in(&self, who: &Member) -> (String, String) {
        let (_, cookie, _) = self.post("/sign-in", "", &[("email", &who.email), ("password", PASSWORD)]).await;
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let (_, page) = self.get("/account", &cookie).await;
        let csrf = page.split_once("name=\"csrf\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
        (cookie, csrf)
    }

    /// The drafts that the script is given for one form.
    async fn kept(&self, cookie: &str, form: &str) -> Vec<Value> {
        let (status, body) = self.get(&format!("/drafts/kept?form={form}"), cookie).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        serde_json::from_str::<Value>(&body).unwrap()["items"].as_array().unwrap().clone()
    }
}

on_both! {
    async fn a_draft_is_its_member_s_alone_and_takes_the_place_of_the_one_before(engine) {
        let (store, _) = fresh(engine).await;
        let door = store.system(System::SignIn);
        let (anna, bruno) = (member(&store, "Anna Bo", vec![role(Role::SystemAdministrator, None)]).await, member(&store, "Bruno Ca", vec![]).await);
        keep_draft(&door, draft(&store, &anna, NOTE, "Prima")).await.unwrap().unwrap();
        keep_draft(&door, draft(&store, &anna, NOTE, "Poi")).await.unwrap().unwrap();
        keep_draft(&door, draft(&store, &bruno, NOTE, "Di Bruno")).await.unwrap().unwrap();

        // Whatever a member's roles reach, drafts are reached by nobody else: not even asked for by name.
        let of_anna = store.for_member(anna.id, "signed-in", Reach::of(anna.id, vec![store::Scope::default()]));
        let seen: Vec<_> = of_anna.rows::<Draft>().all().await.unwrap().into_iter().map(|one| one.typed.0[0].1.clone()).collect();
        assert_eq!(seen, ["Poi"]);
        assert!(drafts_of(&of_anna, bruno.id).await.unwrap().is_empty());
        assert!(drafts_for(&of_anna, bruno.id, &[NOTE]).await.unwrap().is_empty());

        drop_draft(&door, anna.id, NOTE).await.unwrap();
        assert!(drafts_of(&of_anna, anna.id).await.unwrap().is_empty());
        let of_bruno = store.for_member(bruno.id, "signed-in", Reach::of(bruno.id, vec![]));
        assert_eq!(drafts_of(&of_bruno, bruno.id).await.unwrap().len(), 1);
    }

    async fn drafts_expire_after_thirty_days_and_the_hundredth_is_the_last(engine) {
        let (store, clock) = fresh(engine).await;
        let door = store.system(System::SignIn);
        let anna = member(&store, "Anna Bo", vec![]).await;
        for number in 0..100 {
            keep_draft(&door, draft(&store, &anna, &format!("/steps/{number}/edit"), "x")).await.unwrap().unwrap();
        }
        let refused = keep_draft(&door, draft(&store, &anna, NOTE, "x")).await.unwrap();
        assert_eq!(refused, Err(accounts::rules::DraftRefusal::TooMany));
        // One that is there already may still change.
        keep_draft(&door, draft(&store, &anna, "/steps/1/edit", "y")).await.unwrap().unwrap();
        assert_eq!(drafts_of(&door, anna.id).await.unwrap().len(), 100, "none is thrown away unasked");

        clock.advance_seconds(31 * 24 * 3600);
        assert!(drafts_of(&door, anna.id).await.unwrap().is_empty(), "expired ones are not shown");
        keep_draft(&door, draft(&store, &anna, NOTE, "x")).await.unwrap().unwrap();
        assert_eq!(door.rows::<Draft>().count().await.unwrap(), 1, "and are swept away on the occasion");
    }

    async fn a_draft_is_kept_offered_listed_and_gone_once_its_form_is_taken(engine) {
        let house = house(engine).await;
        let anna = member(&house.store, "Anna Bo", vec![]).await;
        let (cookie, csrf) = house.sign_in(&anna).await;
        let typed = json!([["name", "Anna Bò"], ["csrf", "segreto"], ["new-password", "segreto"]]).to_string();
        let sent = [("csrf", csrf.as_str()), ("form", "/account"), ("page", "/account?x=1"), ("title", "Il mio accesso"), ("typed", &typed)];
        let (status, _, body) = house.post("/drafts", &cookie, &sent).await;
        assert!(status == StatusCode::OK && body.contains("Bozza salvata alle"), "{status} {body}");

        // From another device, after another sign-in: the same draft, without token and password.
        let (elsewhere, _) = house.sign_in(&anna).await;
        let kept = house.kept(&elsewhere, "/account").await;
        assert_eq!(kept[0]["typed"], json!([["name", "Anna Bò"]]));
        assert!(house.kept(&elsewhere, NOTE).await.is_empty());
        let (_, list) = house.get("/drafts", &elsewhere).await;
        assert!(list.contains("Il mio accesso") && list.contains("href=\"/account?x=1\""), "{list}");
        house.clock.advance_seconds(24 * 3600);
        let (later, csrf) = house.sign_in(&anna).await;
        assert!(house.kept(&later, "/account").await[0]["said"].as_str().unwrap().starts_with("Bozza salvata il "));

        // Refused, the form keeps its draft; taken, it has none.
        let (status, _, _) = house.post("/account", &later, &[("csrf", &csrf), ("version", "0"), ("name", "")]).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && house.kept(&later, "/account").await.len() == 1);
        let (status, _, _) = house.post("/account", &later, &[("csrf", &csrf), ("version", "0"), ("name", "Anna Bò")]).await;
        assert!(status == StatusCode::SEE_OTHER && house.kept(&later, "/account").await.is_empty());
    }

    async fn another_member_is_never_offered_a_draft_and_a_forged_one_is_refused(engine) {
        let house = house(engine).await;
        let (anna, bruno) = (member(&house.store, "Anna Bo", vec![]).await, member(&house.store, "Bruno Ca", vec![]).await);
        let (cookie, csrf) = house.sign_in(&anna).await;
        let typed = json!([["words", "Una nota"]]).to_string();
        let sent = |csrf: &'static str| [("csrf", csrf), ("form", NOTE)];
        let with = |csrf: &str| [("csrf", csrf.to_owned()), ("form", NOTE.to_owned()), ("typed", typed.clone())];
        let post = |cookie: String, csrf: String| {
            let pairs = with(&csrf);
            let house = &house;
            async move {
                let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
                house.post("/drafts", &cookie, &pairs).await.0
            }
        };
        assert_eq!(post(cookie.clone(), "forged".into()).await, StatusCode::FORBIDDEN);
        assert_eq!(post(String::new(), csrf.clone()).await, StatusCode::UNAUTHORIZED, "the session ended: kept in the browser");
        assert_eq!(post(cookie.clone(), csrf.clone()).await, StatusCode::OK);
        let (other, other_csrf) = house.sign_in(&bruno).await;
        assert!(house.kept(&other, NOTE).await.is_empty());
        assert!(!house.get("/drafts", &other).await.1.contains(NOTE));
        let (status, _, _) = house.post("/drafts/discard", &other, &[("csrf", &other_csrf), ("form", NOTE)]).await;
        assert!(status == StatusCode::SEE_OTHER && house.kept(&cookie, NOTE).await.len() == 1, "nobody throws away another's");
        house.post("/drafts/discard", &cookie, &sent("forged")).await;
        assert_eq!(house.kept(&cookie, NOTE).await.len(), 1);
        let (status, _, _) = house.post("/drafts/discard", &cookie, &[("csrf", &csrf), ("form", NOTE), ("next", "//evil.example")]).await;
        assert!(status == StatusCode::SEE_OTHER && house.kept(&cookie, NOTE).await.is_empty());
    }

    async fn too_long_a_draft_and_one_of_a_form_with_secrets_are_refused_in_words(engine) {
        let house = house(engine).await;
        let anna = member(&house.store, "Anna Bo", vec![]).await;
        let (cookie, csrf) = house.sign_in(&anna).await;
        let long = json!([["words", "x".repeat(300 * 1024)]]).to_string();
        for (form, typed, expected) in [
            (NOTE, long.as_str(), StatusCode::PAYLOAD_TOO_LARGE),
            (NOTE, "no list", StatusCode::BAD_REQUEST),
            ("/account/password", "[]", StatusCode::BAD_REQUEST),
            ("https://evil.example", "[]", StatusCode::BAD_REQUEST),
        ] {
            let (status, _, body) = house.post("/drafts", &cookie, &[("csrf", &csrf), ("form", form), ("typed", typed)]).await;
            assert_eq!(status, expected, "{form}: {body}");
        }
        for number in 0..100 {
            let some = draft(&house.store, &anna, &format!("/steps/{number}/edit"), "x");
            keep_draft(&house.store.system(System::SignIn), some).await.unwrap().unwrap();
        }
        let (status, _, body) = house.post("/drafts", &cookie, &[("csrf", &csrf), ("form", NOTE), ("typed", "[]")]).await;
        assert!(status == StatusCode::CONFLICT && body.contains("troppe bozze"), "{status} {body}");
    }
}
