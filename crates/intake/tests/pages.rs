//! A sheet sent in from the browser and over the API: looked at, answered, taken over, taken back.

use std::sync::Arc;

use accounts::store::Member;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::{Extension, Router};
use intake::rules::import::{ImportAct, ImportStatus, after};
use kernel::{MemberId, Role};
use network::rules::organisation::OrganisationKind;
use network::store::organisations::Organisation;
use pathways::rules::machine;
use programmes::catalogue::Catalogue;
use programmes::store::editions::{self, Edition};
use serde_json::Value;
use store::{Db, Scope, Stored, System};
use testkit::{on_both, printed};
use tower::ServiceExt;
use web::{Caller, Doorkeeper, Doors, GrantHeld, Settings, Via, Web};

/// Lets in whoever says a role, an organisation and a member.
struct Porter;

fn caller(secret: &str, via: Via) -> Option<Caller> {
    let parts: Vec<&str> = secret.split('_').collect();
    let [role, organisation, member] = parts[..] else { return None };
    let scope = Scope { organisation: organisation.parse().ok(), names: true, ..Scope::default() };
    let grants = vec![GrantHeld { role: Role::from_word(role)?, scope }];
    Some(Caller { member: member.parse().ok()?, name: "Ada Prova".into(), language: None, grants, via })
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
    router: Router,
    organisation: String,
    worker: String,
    other: String,
}

async fn house(engine: testkit::Engine) -> House {
    let modules = || {
        vec![
            accounts::module(),
            network::module(),
            programmes::module(),
            people::module(),
            pathways::module(),
            intake::module(),
        ]
    };
    let steps: Vec<store::Step> = modules().into_iter().flat_map(|module| module.steps).collect();
    let store = engine.store(&steps).await;
    let partners: Vec<Organisation> =
        ["Ponte", "Altra sponda"].map(|name| Organisation::new(name, OrganisationKind::Cooperative)).into();
    let member = Member::new(MemberId::fresh(), "ada@example.org", "Ada Prova", store.clock().now());
    let mut bulk = store.bulk().await.unwrap();
    bulk.add(&partners).await.unwrap();
    bulk.add(std::slice::from_ref(&member)).await.unwrap();
    bulk.commit().await.unwrap();
    let edition =
        Edition { programme: "fra-noi-2".parse().unwrap(), begins: "2020-01-01".parse().unwrap(), ends: None };
    editions::set(&store.system(System::Demo), edition).await.unwrap();
    let (_, router) = Web::build(store, Box::new(Porter), Settings::default(), modules()).unwrap();
    let says = |at: usize| format!("{}_{}_{}", Role::Coordinator, partners[at].id, member.id);
    House {
        router: router.layer(Extension(Arc::new(Catalogue::read(None).unwrap()))),
        organisation: partners[0].id.to_string(),
        worker: says(0),
        other: says(1),
    }
}

type Told = (StatusCode, String, String);

impl House {
    async fn ask(&self, request: Request<Body>) -> Told {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let place = response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
        let bytes = to_bytes(response.into_body(), 50_000_000).await.unwrap();
        let body = String::from_utf8_lossy(&bytes).replace("&#x2f;", "/").replace("&#x27;", "'");
        (status, place.unwrap_or_default(), body)
    }

    async fn get(&self, who: &str, path: &str) -> (StatusCode, String) {
        let request = Request::get(path)
            .header(header::COOKIE, format!("__Host-soglia={who}"))
            .header(header::AUTHORIZATION, format!("Bearer {who}"));
        let (status, _, body) = self.ask(request.body(Body::empty()).unwrap()).await;
        (status, body)
    }

    async fn post(&self, who: &str, path: &str, form: &str) -> Told {
        let request = Request::post(path)
            .header(header::COOKIE, format!("__Host-soglia={who}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(format!("csrf=c&{form}"))).unwrap()).await
    }

    async fn send(&self, path: &str, fields: &[(&str, &str)], file: &[u8]) -> Told {
        let mut body = Vec::new();
        for (name, text) in
            [("csrf", "c")].iter().chain(fields).filter(|(name, _)| !path.starts_with("/api") || *name != "csrf")
        {
            body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").bytes());
        }
        body.extend(b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"elenco.csv\"\r\n\r\n");
        body.extend_from_slice(file);
        body.extend(b"\r\n--b--\r\n");
        let request = Request::post(path)
            .header(header::COOKIE, format!("__Host-soglia={}", self.worker))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.worker))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .header(header::CONTENT_LENGTH, body.len());
        self.ask(request.body(Body::from(body)).unwrap()).await
    }

    /// A page that must be there, with no text left out in either language.
    async fn page(&self, path: &str) -> String {
        let mut last = String::new();
        for language in ["en", "it"] {
            let cookie = format!("__Host-soglia={}; __Host-soglia-language={language}", self.worker);
            let request = Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
            let (status, _, body) = self.ask(request).await;
            assert_eq!(status, StatusCode::OK, "{path}: {body}");
            for stem in [
                "import", "standing", "meaning", "remark", "remedy", "columns", "sign", "permit", "circuit",
                "relation", "sex", "learnt",
            ] {
                for before in [">", "> ", "· "] {
                    assert!(!body.contains(&format!("{before}{stem}-")), "{path} in {language} lacks a text: {body}");
                }
            }
            last = body;
        }
        last
    }
}

const SHEET: &str = "Nucleo n.;Cognome;Nome;Sesso;Data di nascita;Cittadinanza;Tipo permesso;Comune;Telefono\n\
    1;DIALLO;Awa;F;01/01/1999;Mali;asilo;Lecco;3471234567\n\
    2;OKAFOR;John;M;31/02/1990;Nigeria;asilo;Lecco;3339998877\n\
    3;NWOSU;Ada;F;12/05/1991;Nigeria;asilo;Lecc;\n\
    3;NWOSU;Ada;F;12/05/1991;Nigeria;asilo;Lecc;\n";

on_both! {
    async fn a_coordinator_sends_looks_answers_takes_over_and_takes_back(engine) {
        let house = house(engine).await;
        let new = house.page("/imports/new").await;
        assert!(new.contains("multipart/form-data"));
        let fields = [("programme", "fra-noi-2"), ("organisation", house.organisation.as_str()), ("sender", "Cooperativa Prova")];
        let (status, place, body) = house.send("/imports/new", &fields, SHEET.as_bytes()).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
        let path = place.split('?').next().unwrap().to_owned();
        let shown = house.page(&path).await;
        assert!(shown.contains("31/02/1990") && shown.contains("Prendi 2 nuclei"), "{shown}");
        assert!(shown.contains("Forse: "), "the nearest towns are named");
        let (_, again, _) = house.send("/imports/new", &fields, SHEET.as_bytes()).await;
        assert!(again.starts_with(&path) && again.contains("import-known"), "the same file is the same import: {again}");
        house.page(&format!("{path}/columns")).await;

        let answers = "version=0&asked=2&year-only=2&taking=3:without";
        let (status, place, body) = house.post(&house.worker, &path, answers).await;
        assert_eq!((status, place.contains("import-answered")), (StatusCode::SEE_OTHER, true), "{body}");
        let (status, _, body) = house.post(&house.worker, &path, "version=0&asked=2").await;
        assert_ne!(status, StatusCode::SEE_OTHER, "an answer given on an older page overwrites nothing");
        assert!(body.contains("Nel frattempo"), "{body}");

        let (status, place, body) = house.post(&house.worker, &format!("{path}/take"), "").await;
        assert_eq!((status, place.contains("import-taken")), (StatusCode::SEE_OTHER, true), "{body}");
        let taken = house.page(&path).await;
        assert_eq!(taken.matches("href=\"/referrals/").count(), 3);
        let (_, referrals) = house.get(&house.worker, "/referrals").await;
        assert!(referrals.contains("Awa Diallo") && referrals.contains("John Okafor") && referrals.contains("Ada Nwosu"));
        assert_eq!(house.get(&house.other, &path).await.0, StatusCode::NOT_FOUND);
        assert_eq!(house.post(&house.other, &format!("{path}/undo"), "").await.0, StatusCode::NOT_FOUND);

        let (status, place, body) = house.post(&house.worker, &format!("{path}/undo"), "").await;
        assert_eq!((status, place.contains("import-undone")), (StatusCode::SEE_OTHER, true), "{body}");
        let (_, referrals) = house.get(&house.worker, "/referrals").await;
        assert!(!referrals.contains("Diallo"));
        house.page("/imports").await;
    }

    async fn what_was_chosen_comes_back_with_the_news_and_can_be_sent_again(engine) {
        let house = house(engine).await;
        let fields = [("programme", "fra-noi-2"), ("organisation", house.organisation.as_str())];
        let sheet = "Cognome;Nome;Etichetta;Data di nascita\nDIALLO;Awa;X;01/01/1999\nOKAFOR;John;Y;12/03/1990\n";
        let (_, place, _) = house.send("/imports/new", &fields, sheet.as_bytes()).await;
        let path = place.split('?').next().unwrap().to_owned();
        let columns = format!("{path}/columns");
        let says = |version: i64, of_label: &str, row: &str| {
            let rest = "header=Data+di+nascita&meaning=birth";
            format!("version={version}&header-row={row}&header=Cognome&meaning=family&header=Nome&meaning=given&header=Etichetta&meaning={of_label}&{rest}")
        };
        let of_label = |body: &str| {
            let select = body.split(": Etichetta\">").nth(1).unwrap().split("</select>").next().unwrap();
            select.split("<option value=\"").find(|option| option.contains("selected")).map(|option| option.split('"').next().unwrap().to_owned())
        };
        let (status, _, body) = house.post(&house.worker, &columns, &says(0, "notes", "mai")).await;
        assert_eq!((status, of_label(&body).as_deref()), (StatusCode::UNPROCESSABLE_ENTITY, Some("notes")), "{body}");
        let (status, _, body) = house.post(&house.worker, &columns, &says(0, "needs", "")).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
        let (status, _, body) = house.post(&house.worker, &columns, &says(0, "notes", "")).await;
        assert_ne!(status, StatusCode::SEE_OTHER);
        assert!(body.contains("Nel frattempo") && body.contains("name=\"version\" value=\"1\""), "{body}");
        assert_eq!(of_label(&body).as_deref(), Some("notes"), "{body}");
        let (status, _, body) = house.post(&house.worker, &columns, &says(1, "notes", "")).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{body}");

        let (_, _, body) = house.post(&house.worker, &path, "version=0&asked=2&year-only=2&taking=2:leave-out&all-year-only=yes").await;
        assert!(body.contains("Nel frattempo") && body.contains("name=\"version\" value=\"2\""), "{body}");
        for kept in ["name=\"year-only\" value=\"2\" checked", "value=\"2:leave-out\" selected", "value=\"yes\" checked"] {
            assert!(body.contains(kept), "{kept} is lost: {body}");
        }
        let (status, _, body) = house.post(&house.worker, &path, "version=2&asked=2&year-only=2&taking=2:leave-out").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
    }

    async fn what_was_learnt_of_a_sender_is_seen_and_forgotten_by_whoever_receives_its_sheets(engine) {
        let house = house(engine).await;
        let fields = [("programme", "fra-noi-2"), ("organisation", house.organisation.as_str()), ("sender", "Cooperativa Prova")];
        let odd = "Etichetta;Appellativo;Colore;Data di nascita;Sesso\nDIALLO;Awa;X;12/03/1999;F\n";
        assert!(house.page("/imports/learnt").await.contains("Non abbiamo ancora imparato nulla"));
        let (_, place, _) = house.send("/imports/new", &fields, odd.as_bytes()).await;
        let path = place.split('?').next().unwrap().to_owned();
        let said = "version=0&header=Etichetta&meaning=family&header=Appellativo&meaning=given&header=Colore&meaning=";
        assert_eq!(house.post(&house.worker, &format!("{path}/columns"), said).await.0, StatusCode::SEE_OTHER);
        let (status, _, body) = house.post(&house.worker, &format!("{path}/take"), "").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{body}");

        assert!(house.page("/imports").await.contains("href=\"/imports/learnt\""));
        let learnt = house.page("/imports/learnt").await;
        assert!(learnt.contains("cooperativa prova") && learnt.contains("value=\"etichetta\"") && learnt.contains("value=\"colore\""), "{learnt}");
        let (_, list) = house.get(&house.worker, "/api/v1/imports/learnt").await;
        assert!(list.contains("\"header\":\"appellativo\"") && list.contains("\"meaning\":\"given\""), "{list}");
        let of = format!("organisation={}&sender=cooperativa+prova", house.organisation);
        assert!(!house.get(&house.other, "/imports/learnt").await.1.contains("etichetta"), "another partner learns nothing of it");
        assert_eq!(house.post(&house.other, "/imports/learnt", &format!("{of}&all=yes")).await.0, StatusCode::NOT_FOUND);
        let (status, _, body) = house.post(&house.worker, "/imports/learnt", &of).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && body.contains("Scegli almeno una colonna"), "{status} {body}");

        let (status, place, _) = house.post(&house.worker, "/imports/learnt", &format!("{of}&header=etichetta")).await;
        assert_eq!((status, place.as_str()), (StatusCode::SEE_OTHER, "/imports/learnt?done=learnt-forgotten"));
        let left = house.page("/imports/learnt").await;
        assert!(!left.contains("value=\"etichetta\"") && left.contains("value=\"appellativo\""), "{left}");
        let json = |body: Value| {
            let request = Request::post("/api/v1/imports/learnt")
                .header(header::AUTHORIZATION, format!("Bearer {}", house.worker))
                .header(header::CONTENT_TYPE, "application/json");
            house.ask(request.body(Body::from(body.to_string())).unwrap())
        };
        let all = serde_json::json!({ "organisation": house.organisation, "sender": "Cooperativa Prova", "all": true });
        let (status, _, body) = json(all.clone()).await;
        assert!(status == StatusCode::OK && body.starts_with("{\"forgotten\":"), "{status} {body}");
        assert_eq!(json(all).await.0, StatusCode::NOT_FOUND, "there is nothing more");
        assert!(house.page("/imports/learnt").await.contains("Non abbiamo ancora imparato nulla"));
    }

    async fn the_api_has_the_same_powers(engine) {
        let house = house(engine).await;
        let fields = [("programme", "fra-noi-2"), ("organisation", house.organisation.as_str())];
        let (status, place, body) = house.send("/api/v1/imports", &fields, SHEET.as_bytes()).await;
        assert_eq!(status, StatusCode::CREATED, "{body}");
        let report: Value = serde_json::from_str(&body).unwrap();
        assert_eq!((report["people"].as_u64(), report["header-row"].as_u64()), (Some(4), Some(1)));
        let faults: Vec<&Value> = report["cells"].as_array().unwrap().iter().filter(|cell| cell["fault"] == true).collect();
        assert_eq!((faults[0]["row"].as_u64(), faults[0]["column"].as_str(), faults[0]["value"].as_str()), (Some(3), Some("E"), Some("31/02/1990")));
        assert!(faults[0]["remedy"].as_str().unwrap().len() > 10);
        let json = |path: String, body: Value| {
            let request = Request::post(path)
                .header(header::AUTHORIZATION, format!("Bearer {}", house.worker))
                .header(header::CONTENT_TYPE, "application/json");
            house.ask(request.body(Body::from(body.to_string())).unwrap())
        };
        let (status, _, body) = json(format!("{place}/answers"), serde_json::json!({ "taking": ["3:leave-out"], "all-year-only": true })).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        let (status, _, body) = json(format!("{place}/take"), serde_json::json!({})).await;
        let report: Value = serde_json::from_str(&body).unwrap();
        assert_eq!((status, report["status"].as_str(), report["taken"].as_array().unwrap().len()), (StatusCode::OK, Some("taken"), 2));
        let (status, book) = house.get(&house.worker, "/api/v1/imports/export?format=csv").await;
        assert!(status == StatusCode::OK && book.contains("\"Nwosu\""), "{book}");
        let (status, book) = house.get(&house.other, "/api/v1/imports/export?format=csv").await;
        assert!(status == StatusCode::OK && !book.contains("Nwosu"), "another partner takes nothing of it away: {book}");
        let officer = house.worker.replace(Role::Coordinator.word(), Role::MonitoringOfficer.word());
        for path in ["/api/v1/imports/export", "/imports/export"] {
            assert_eq!(house.get(&officer, path).await.0, StatusCode::FORBIDDEN, "{path}: whoever only reads takes no list away");
        }
        let (status, _, body) = json(format!("{place}/undo"), serde_json::json!({})).await;
        assert_eq!((status, body.contains("\"gone\":2")), (StatusCode::OK, true), "{body}");
        let (status, _, body) = json(format!("{place}/undo"), serde_json::json!({})).await;
        assert_eq!(status, StatusCode::CONFLICT, "{body}");
    }

    async fn what_is_no_sheet_is_told_and_what_was_typed_comes_back(engine) {
        let house = house(engine).await;
        let fields = [("programme", "fra-noi-2"), ("organisation", house.organisation.as_str()), ("sender", "Casa Prova")];
        let (status, _, body) = house.send("/imports/new", &fields, b"\x7fELF\0\0\0").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(body.contains("Casa Prova") && body.contains("Non è un foglio"), "{body}");
        let (status, place, _) = house.send("/imports/new", &fields, b"ciao;mondo\n1;2\n").await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let shown = house.page(place.split('?').next().unwrap()).await;
        assert!(shown.contains("Non troviamo la riga delle intestazioni"), "{shown}");
        let other = [("programme", "fra-noi-2"), ("organisation", house.other.split('_').nth(1).unwrap())];
        let (status, _, body) = house.send("/imports/new", &other, SHEET.as_bytes()).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && body.contains("non arriva a questa organizzazione"), "{body}");
    }
}

#[test]
fn the_page_of_the_states_says_what_the_code_does() {
    let transitions = machine::table(ImportStatus::ALL, ImportAct::ALL, |status, act| after(status, act).ok());
    let page = machine::page(
        "States of an import",
        "A sheet that a partner sent, on its way into the records.",
        &ImportStatus::Ready,
        &transitions,
    );
    printed("docs/states/import.md", &page);
}
