//! Every page of the slice, as a browser gets it: the real router, a real database, both languages.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::{Extension, Router};
use kernel::{MemberId, Role};
use programmes::catalogue::Catalogue;
use programmes::definition::{Counted, SourceKind, Texts};
use programmes::rules::{Circuit, PermitKind, Requirement, Sector, Whom};
use serde_json::Value;
use store::{Db, Scope, Stored};
use testkit::Engine;
use tower::ServiceExt;
use web::{Caller, Doorkeeper, Doors, GrantHeld, Language, Settings, Via, Web};

/// Takes whoever shows any cookie or token for one and the same member.
struct OneCaller(Caller);

impl Doorkeeper for OneCaller {
    fn by_session<'a>(&'a self, _: &'a Db, _: &'a str) -> Doors<'a, Stored<Option<Caller>>> {
        Box::pin(async { Ok(Some(self.0.clone())) })
    }

    fn by_token<'a>(&'a self, _: &'a Db, _: &'a str) -> Doors<'a, Stored<Option<Caller>>> {
        Box::pin(async { Ok(Some(Caller { via: Via::Token { only: None }, ..self.0.clone() })) })
    }
}

struct House {
    router: Router,
    web: Web,
    catalogue: Arc<Catalogue>,
}

impl House {
    async fn of(role: Role) -> Self {
        Self::within(role, Scope::default()).await
    }

    async fn within(role: Role, scope: Scope) -> Self {
        let module = programmes::module();
        let store = Engine::Sqlite.store(&module.steps).await;
        let caller = Caller {
            member: MemberId::fresh(),
            name: "Elena Prova".to_owned(),
            language: None,
            grants: vec![GrantHeld { role, scope }],
            via: Via::Session { csrf: "token".to_owned() },
        };
        let doorkeeper = Box::new(OneCaller(caller));
        let (web, router) = Web::build(store, doorkeeper, Settings::default(), vec![module]).unwrap();
        let catalogue = Arc::new(Catalogue::read(None).unwrap());
        Self { router: router.layer(Extension(Arc::clone(&catalogue))), web, catalogue }
    }

    async fn asks(&self, request: Request<Body>) -> (StatusCode, String) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    async fn page(&self, path: &str, language: Language) -> (StatusCode, String) {
        let cookie = format!("__Host-soglia=x; __Host-soglia-language={language}");
        self.asks(Request::get(path).header("cookie", cookie).body(Body::empty()).unwrap()).await
    }

    async fn posts(&self, path: &str, form: &str) -> (StatusCode, String) {
        let request = Request::post(path)
            .header("cookie", "__Host-soglia=x; __Host-soglia-language=it")
            .header("content-type", "application/x-www-form-urlencoded");
        self.asks(request.body(Body::from(format!("csrf=token&{form}"))).unwrap()).await
    }

    async fn api(&self, method: &str, path: &str, body: &str) -> (StatusCode, Value) {
        let request = Request::builder().method(method).uri(path).header("authorization", "Bearer x");
        let request = request.header("accept-language", "en").body(Body::from(body.to_owned())).unwrap();
        let (status, text) = self.asks(request).await;
        (status, serde_json::from_str(&text).unwrap())
    }
}

/// The text as templates write it into HTML.
fn escaped(text: &str) -> String {
    let pairs = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#x27;"), ("/", "&#x2f;")];
    pairs.iter().fold(text.to_owned(), |text, (plain, safe)| text.replace(plain, safe))
}

#[tokio::test]
async fn every_programme_is_shown_whole_in_both_languages() {
    let house = House::of(Role::SystemAdministrator).await;
    let programmes: Vec<_> = house.catalogue.all().cloned().collect();
    assert!(programmes.len() >= 5);
    for language in Language::ALL.iter().copied() {
        let say = |texts: &Texts| escaped(texts.get(language.word()));
        let (status, index) = house.page("/programmes", language).await;
        assert_eq!(status, StatusCode::OK, "{index}");
        for programme in &programmes {
            let path = format!("/programmes/{}", programme.code);
            assert!(index.contains(&format!("href=\"{}\"", escaped(&path))), "the list leads to {path}");
            let (status, page) = house.page(&path, language).await;
            assert_eq!(status, StatusCode::OK, "{path} in {language}");
            let mut wanted = vec![escaped(&programme.name), escaped(&programme.lead.name)];
            let axes = programme.axes.iter().chain(&programme.packages).chain(&programme.boards);
            wanted.extend(axes.chain(&programme.outputs).chain(&programme.targets).map(|item| say(&item.name)));
            wanted.extend(programme.actions.iter().map(|action| say(&action.item.name)));
            wanted.extend(programme.rules.iter().map(|rule| say(&rule.because)));
            wanted.extend(programme.rules.iter().filter_map(|rule| rule.note.as_ref()).map(say));
            wanted.extend(programme.partners.iter().map(|partner| escaped(&partner.name)));
            wanted.extend(programme.territories.iter().map(|territory| escaped(&territory.name)));
            wanted.extend(programme.sources.iter().map(|source| escaped(&source.title)));
            let others = programme.counts.iter().flat_map(|(_, count)| &count.also);
            wanted.extend(others.map(|other| format!("<strong>{}</strong>", other.value)));
            for text in wanted {
                assert!(page.contains(&text), "{path} in {language} does not say `{text}`");
            }
            for key in ["programme-", "nav-", "reason-", "permit-kind-", "circuit-", "sector-"] {
                assert!(!page.contains(&format!(">{key}")), "{path} shows a key {key}…");
            }
        }
    }
}

#[tokio::test]
async fn every_word_that_another_file_may_use_has_its_text() {
    let house = House::of(Role::CaseWorker).await;
    let mut keys: Vec<String> = Counted::ALL.iter().map(|word| format!("programme-count-{word}")).collect();
    keys.extend(SourceKind::ALL.iter().map(|word| format!("programme-source-{word}")));
    keys.extend(Whom::ALL.iter().map(|word| format!("programme-whom-{word}")));
    keys.extend(PermitKind::ALL.iter().map(|word| format!("permit-kind-{word}")));
    keys.extend(Circuit::ALL.iter().map(|word| format!("circuit-{word}")));
    keys.extend(Sector::ALL.iter().map(|word| format!("sector-{word}")));
    let requirements = [
        Requirement::OutOfReception,
        Requirement::ThirdCountry,
        Requirement::RegularStay,
        Requirement::MinorChild,
        Requirement::HousingDistress,
        Requirement::Hardship,
    ];
    for requirement in requirements {
        let word = serde_json::to_value(&requirement).unwrap()["is"].as_str().unwrap().to_owned();
        keys.push(format!("programme-requires-{word}"));
    }
    let compound =
        ["permit", "left-reception", "circuits", "within", "also-leaving", "lives-in", "works-in", "and", "or"];
    keys.extend(compound.map(|word| format!("programme-requires-{word}")));
    keys.extend(
        ["start", "end", "fund", "objective", "call", "project", "cup", "money"].map(|of| format!("programme-{of}")),
    );
    for language in Language::ALL.iter().copied() {
        let said = house.web.texts().keys(language);
        for key in &keys {
            assert!(said.contains(&key.as_str()), "{key} is not said in {language}");
        }
    }
}

#[tokio::test]
async fn a_conflicting_sum_is_shown_with_both_values() {
    let house = House::of(Role::Evaluator).await;
    let (_, page) = house.page("/programmes/abitare-insieme", Language::Italian).await;
    for sum in ["839.000,00 €", "389.000,00 €", "le fonti non concordano", "Fuori dal Comune"] {
        assert!(page.contains(sum), "{sum}");
    }
}

#[tokio::test]
async fn an_edition_is_set_and_shown_and_a_backward_one_comes_back_as_typed() {
    let house = House::of(Role::LeadPartner).await;
    let path = "/programmes/intarsi/edition";
    let (status, page) = house.posts(path, "from=01%2F03%2F2026&to=28%2F02%2F2026").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("La fine viene prima") && page.contains("28&#x2f;02&#x2f;2026"), "{page}");
    let (_, page) = house.page("/programmes/intarsi", Language::Italian).await;
    assert!(page.contains("Non attivo qui"), "nothing was set");
    let (status, _) = house.posts(path, "from=01%2F03%2F2026&to=").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, page) = house.page("/programmes/intarsi", Language::Italian).await;
    assert!(page.contains("Attivo qui") && page.contains("01&#x2f;03&#x2f;2026"), "{page}");
    let (status, _) = house.posts("/programmes/no-such/edition", "from=01%2F03%2F2026").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_edition_set_by_somebody_faster_is_not_overwritten_unseen() {
    let house = House::of(Role::LeadPartner).await;
    let (path, page) = ("/programmes/intarsi/edition", "/programmes/intarsi");
    let seen = async || {
        let (_, page) = house.page(page, Language::Italian).await;
        let form = page.split("<form").find(|form| form.contains("/edition\"")).unwrap().to_owned();
        form.split("name=\"version\" value=\"").nth(1).map(|rest| rest.split('"').next().unwrap().to_owned())
    };
    assert_eq!(seen().await.unwrap_or_default(), "", "nothing is set yet");
    assert_eq!(house.posts(path, "version=&from=01%2F03%2F2026&to=").await.0, StatusCode::SEE_OTHER);
    let first = seen().await.unwrap();
    let (status, both) = house.posts(path, "version=&from=01%2F04%2F2026&to=").await;
    assert_eq!(status, StatusCode::CONFLICT, "whoever saw nothing set");
    assert!(both.contains("01&#x2f;03&#x2f;2026") && both.contains("01&#x2f;04&#x2f;2026"), "{both}");
    let change = format!("version={first}&from=01%2F03%2F2026&to=31%2F12%2F2026");
    assert_eq!(house.posts(path, &change).await.0, StatusCode::SEE_OTHER);
    assert_eq!(house.posts(path, &format!("version={first}&from=01%2F05%2F2026&to=")).await.0, StatusCode::CONFLICT);
    let (_, shown) = house.page(page, Language::Italian).await;
    assert!(shown.contains("31&#x2f;12&#x2f;2026") && !shown.contains("01&#x2f;05&#x2f;2026"), "{shown}");
}

#[tokio::test]
async fn a_case_worker_reads_the_programmes_and_sets_nothing() {
    let house = House::of(Role::CaseWorker).await;
    let (status, page) = house.page("/programmes/fra-noi", Language::English).await;
    assert_eq!(status, StatusCode::OK);
    assert!(!page.contains("/edition\""), "the form is offered");
    let (status, _) = house.posts("/programmes/fra-noi/edition", "from=01%2F03%2F2026").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(house.page("/programmes/no-such", Language::English).await.0, StatusCode::NOT_FOUND);
    assert_eq!(house.page("/programmes/Not%20a%20code", Language::English).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_lead_of_one_programme_sets_no_edition_of_another() {
    let scope = Scope { programme: Some("intarsi".parse().unwrap()), ..Scope::default() };
    let house = House::within(Role::LeadPartner, scope).await;
    let (_, own) = house.page("/programmes/intarsi", Language::English).await;
    let (_, other) = house.page("/programmes/fra-noi", Language::English).await;
    assert!(own.contains("/edition\"") && !other.contains("/edition\""));
    let from = "from=01%2F03%2F2026";
    assert_eq!(house.posts("/programmes/intarsi/edition", from).await.0, StatusCode::SEE_OTHER);
    assert_eq!(house.posts("/programmes/fra-noi/edition", from).await.0, StatusCode::NOT_FOUND);
    let body = r#"{"from": "2026-03-01"}"#;
    assert_eq!(house.api("PUT", "/api/v1/programmes/fra-noi/edition", body).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_api_lists_the_programmes_and_tells_one_whole() {
    let house = House::of(Role::LeadPartner).await;
    let edition = "/api/v1/programmes/fra-noi-2/edition";
    let (status, _) = house.api("PUT", edition, r#"{"from": "2026-05-01", "to": "2026-04-30"}"#).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, set) = house.api("PUT", edition, r#"{"from": "2026-05-01", "to": "2026-11-22"}"#).await;
    assert_eq!(status, StatusCode::OK, "{set}");
    let (_, list) = house.api("GET", "/api/v1/programmes", "").await;
    let items = list["items"].as_array().unwrap();
    let running: Vec<&Value> = items.iter().filter(|item| item["active"] == true).collect();
    assert_eq!(running.len(), 1);
    assert_eq!(running[0]["code"], "fra-noi-2");
    assert_eq!((&running[0]["runs-from"], &running[0]["runs-to"]), (&"2026-05-01".into(), &"2026-11-22".into()));
    assert!(running[0]["axes"].as_array().unwrap().iter().any(|axis| axis["name"] == "Home"), "{list}");
    let (status, whole) = house.api("GET", "/api/v1/programmes/fra-noi-2", "").await;
    assert_eq!(status, StatusCode::OK);
    let programme = house.catalogue.get(&"fra-noi-2".parse().unwrap()).unwrap();
    assert_eq!(whole, serde_json::to_value(&**programme).unwrap());
    assert_eq!(house.api("GET", "/api/v1/programmes/no-such", "").await.0, StatusCode::NOT_FOUND);
}
