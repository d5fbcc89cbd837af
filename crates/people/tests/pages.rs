//! Every page and route of this slice, end to end, for a case worker and for an evaluator.

mod common;

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::{Extension, Router};
use common::{fresh, household, place};
use kernel::{MemberId, OrganisationId, Role};
use network::rules::organisation::OrganisationKind;
use network::store::organisations::{self, Organisation};
use people::store::households::Household;
use programmes::catalogue::Catalogue;
use serde_json::{Value, json};
use store::{Db, Scope, Store, Stored, System};
use testkit::on_both;
use tower::ServiceExt;
use web::{Caller, Doorkeeper, Doors, GrantHeld, Settings, Via, Web};

/// Lets in whoever says a role and an organisation: `case-worker ID`.
struct Porter;

fn caller(secret: &str, via: Via) -> Option<Caller> {
    let (role, organisation) = secret.split_once('_')?;
    let role = Role::from_word(role)?;
    let scope = Scope {
        programme: "fra-noi".parse().ok(),
        organisation: organisation.parse().ok(),
        territory: "lombardia".parse().ok(),
        names: role != Role::Evaluator,
    };
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
    router: Router,
    home: Household,
    other: OrganisationId,
    worker: String,
    evaluator: String,
}

async fn house(engine: testkit::Engine) -> House {
    let store: Store = fresh(engine).await;
    let partner = Organisation::new("Cooperativa Ponte", OrganisationKind::Cooperative);
    organisations::add(&store.system(System::Demo), &partner).await.unwrap();
    let school = Organisation::new("Scuola Arcobaleno", OrganisationKind::Cooperative);
    organisations::add(&store.system(System::Demo), &school).await.unwrap();
    let home = household(&store, &place(partner.id, "lombardia"), "Amina", "Bah", "1990-03-12").await;
    let modules = vec![network::module(), programmes::module(), people::module()];
    let (_, router) = Web::build(store.clone(), Box::new(Porter), Settings::default(), modules).unwrap();
    let router = router.layer(Extension(Arc::new(Catalogue::read(None).unwrap())));
    let says = |role: Role, at: OrganisationId| format!("{role}_{at}");
    let (worker, evaluator) = (says(Role::CaseWorker, partner.id), says(Role::Evaluator, partner.id));
    House { router, home, other: school.id, worker, evaluator }
}

impl House {
    async fn ask(&self, request: Request<Body>) -> (StatusCode, String, String) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let place = response
            .headers()
            .get(header::LOCATION)
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default();
        let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
        (status, place, String::from_utf8(bytes.to_vec()).unwrap().replace("&#x2f;", "/"))
    }

    async fn get(&self, who: &str, path: &str) -> (StatusCode, String) {
        let request =
            Request::get(path).header(header::COOKIE, format!("__Host-soglia={who}")).body(Body::empty()).unwrap();
        let (status, _, body) = self.ask(request).await;
        (status, body)
    }

    async fn post(&self, who: &str, path: &str, fields: &str) -> (StatusCode, String, String) {
        let request = Request::post(path)
            .header(header::COOKIE, format!("__Host-soglia={who}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("csrf=c&{fields}")))
            .unwrap();
        self.ask(request).await
    }

    async fn api(&self, who: &str, method: &str, path: &str, body: Value) -> (StatusCode, Value) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {who}"))
            .body(if body.is_null() { Body::empty() } else { Body::from(body.to_string()) })
            .unwrap();
        let (status, _, body) = self.ask(request).await;
        (status, serde_json::from_str(&body).unwrap_or(Value::Null))
    }
}

on_both! {
    async fn a_case_worker_writes_a_household_down_page_by_page(engine) {
        let house = house(engine).await;
        let (who, home) = (house.worker.as_str(), house.home.id);
        let mother = house.home.reference_id.unwrap();
        let (status, body) = house.get(who, "/people?q=bah%20amina").await;
        assert!(status == StatusCode::OK && body.contains("Amina Bah") && body.contains(&house.home.code), "{body}");
        for path in ["/people".to_owned(), "/people?q=nessuno".into(), format!("/households/{home}/people/new")] {
            assert_eq!(house.get(who, &path).await.0, StatusCode::OK, "{path}");
        }

        // A twin is asked about before being written down, and is written down when nobody else is meant.
        let new = format!("/households/{home}/people/new");
        let twin = "given=Aminah&family=Bah&born=1990&sex=female&relation=sibling";
        let (status, _, body) = house.post(who, &new, twin).await;
        assert!(status == StatusCode::OK && body.contains("Forse la conosciamo") && body.contains("Aminah"), "{status} {body}");
        let (status, place, _) = house.post(who, &new, &format!("{twin}&new-anyway=yes")).await;
        assert_eq!((status, place), (StatusCode::SEE_OTHER, format!("/households/{home}?done=person-added")));
        let (status, _, body) = house.post(who, &new, &format!("known={mother}")).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && body.contains("fa già parte"), "{status}");
        let (status, _, body) = house.post(who, &new, "given=&born=2090-01-01").await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && body.contains("almeno il nome") && body.contains("2090-01-01"));

        let edit = format!("/people/{mother}/edit");
        assert!(house.get(who, &edit).await.1.contains("value=\"12/03/1990\""));
        let (status, place, _) = house.post(who, &edit, "given=Amina&family=Ba&born=1991&sex=female&citizenship=NG&version=0").await;
        assert_eq!((status, place), (StatusCode::SEE_OTHER, format!("/people/{mother}?done=saved")));
        let (status, _, body) = house.post(who, &edit, "given=Mina&family=Ba&version=0").await;
        assert!(status == StatusCode::CONFLICT && body.contains("value=\"Mina\""), "{status} {body}");

        for (path, good, bad, shown) in [
            (format!("/people/{mother}/permits/new"), "state=requested", "state=issued&issued-on=2024-01-02&expires-on=2024-01-01", "prima di essere rilasciato"),
            (format!("/people/{mother}/stays/new"), "circuit=cas&leaving=inside", "leaving=left", "data di uscita"),
        ] {
            assert_eq!(house.get(who, &path).await.0, StatusCode::OK, "{path}");
            let (status, _, body) = house.post(who, &path, bad).await;
            assert!(status == StatusCode::UNPROCESSABLE_ENTITY && body.contains(shown), "{path}: {body}");
            assert_eq!(house.post(who, &path, good).await.0, StatusCode::SEE_OTHER, "{path}");
        }
        let (status, body) = house.get(who, &format!("/people/{mother}")).await;
        assert!(status == StatusCode::OK && body.contains("ricevuta del primo rilascio") && body.contains("CAS") && body.contains("Nigeria"), "{body}");
        for stem in ["/permits/", "/stays/"] {
            let at = body.find(stem).unwrap();
            let path: String = body[at..].chars().take_while(|c| *c != '"').collect();
            let (status, form) = house.get(who, &path).await;
            assert!(status == StatusCode::OK && form.contains("method=\"post\""), "{path}");
        }

        let facts = format!("/households/{home}/edit");
        assert_eq!(house.get(who, &facts).await.0, StatusCode::OK);
        let (status, _, _) = house.post(who, &facts, "municipality=Pioltello&everyone-listed=yes&hardship=yes&version=1").await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let (status, body) = house.get(who, &format!("/households/{home}")).await;
        assert!(status == StatusCode::OK && body.contains("Pioltello (MI)") && body.contains("Aminah Bah"), "{body}");
    }

    async fn a_tax_code_is_never_needed_and_what_it_says_otherwise_is_told_not_refused(engine) {
        let house = house(engine).await;
        let (who, mother) = (house.worker.as_str(), house.home.reference_id.unwrap());
        let (page, edit) = (format!("/people/{mother}"), format!("/people/{mother}/edit"));
        let plain = "given=Amina&family=Bah&born=1990-03-12&sex=female";

        let (status, _, body) = house.post(who, &edit, &format!("{plain}&tax-code=BHAFTM90A41Z329X&version=0")).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && body.contains("Ricopialo dal tesserino"), "{body}");
        assert!(body.contains("value=\"BHAFTM90A41Z329X\""), "what was typed comes back: {body}");
        let (status, _, _) = house.post(who, &edit, &format!("{plain}&tax-code=bha+ftm+90a41+z329q&version=0")).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let (_, body) = house.get(who, &page).await;
        for told in ["BHAFTM90A41Z329Q", "Mali", "altra data di nascita", "lettere del nome sono altre"] {
            assert!(body.contains(told), "{told}: {body}");
        }
        assert!(!body.contains("altro sesso"), "{body}");

        let path = format!("/api/v1/people/{mother}");
        let (_, told) = house.api(who, "GET", &path, Value::Null).await;
        assert_eq!((&told["identity"]["birth-country"], &told["identity"]["birth-town"]), (&json!("ML"), &Value::Null));
        assert_eq!(told["identity"]["tax-code-remarks"], json!(["other-birth", "other-given"]), "{told}");
        let (_, wrong) = house.api(who, "PATCH", &path, json!({"tax-code": "12345678901"})).await;
        assert_eq!(wrong["errors"][0]["code"], json!("tax-code-check"), "{wrong}");
        let (_, gone) = house.api(who, "PATCH", &path, json!({"tax-code": null})).await;
        assert_eq!((&gone["identity"]["tax-code"], &gone["identity"]["tax-code-remarks"]), (&Value::Null, &json!([])));
    }

    async fn languages_are_written_one_by_one_spoken_and_read_apart(engine) {
        let house = house(engine).await;
        let (who, mother) = (house.worker.as_str(), house.home.reference_id.unwrap());
        let (page, new) = (format!("/people/{mother}"), format!("/people/{mother}/languages/new"));
        assert!(house.get(who, &new).await.1.contains("<option value=\"ti\">tigrino</option>"));
        let (status, _, body) = house.post(who, &new, "language=&speaks=well&reads=no&script=Ethi").await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && body.contains("non serve la scrittura"), "{body}");
        let tigrinya = "language=ti&mother-tongue=yes&speaks=well&reads=no&interpreter=yes";
        let (status, place, _) = house.post(who, &new, tigrinya).await;
        assert_eq!((status, place), (StatusCode::SEE_OTHER, format!("{page}?done=saved#languages")));
        let (status, _, body) = house.post(who, &new, "language=ti&speaks=some").await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && body.contains("c&#x27;è già"), "{body}");
        house.post(who, &new, "language=it&speaks=some&reads=yes&script=Latn").await;
        let (_, body) = house.get(who, &page).await;
        for told in ["tigrino", "lingua madre", "non la legge", "interprete", "italiano", "la parla un po", "latino"] {
            assert!(body.contains(told), "{told}: {body}");
        }

        let edit: String = body[body.find("/person-languages/").unwrap()..].chars().take_while(|c| *c != '"').collect();
        assert!(house.get(who, &edit).await.1.contains("Togli questa lingua"));
        let (status, _, _) = house.post(who, &edit, &format!("{tigrinya}&version=7")).await;
        assert_eq!(status, StatusCode::CONFLICT);
        let (status, _, _) = house.post(who, &edit, &format!("{tigrinya}&remove=yes&version=0")).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        assert!(!house.get(who, &page).await.1.contains("tigrino"));

        let path = format!("/api/v1/people/{mother}/languages");
        let (status, made) = house.api(who, "POST", &path, json!({"language": "fuf", "reads": "yes", "script": "Adlm"})).await;
        assert_eq!((status, &made["speaks"], &made["interpreter"]), (StatusCode::CREATED, &json!("well"), &json!(false)));
        let (_, wrong) = house.api(who, "POST", &path, json!({"language": "fuf"})).await;
        assert_eq!(wrong["errors"][0]["code"], json!("language-listed-already"));
        let at = format!("/api/v1/languages/{}", made["id"].as_str().unwrap());
        let (_, put) = house.api(who, "PATCH", &at, json!({"interpreter": true, "version": 0})).await;
        assert_eq!((&put["interpreter"], &put["script"], &put["version"]), (&json!(true), &json!("Adlm"), &json!(1)));
        let (_, told) = house.api(who, "GET", &format!("/api/v1/people/{mother}"), Value::Null).await;
        assert_eq!((&told["languages"][0]["language"], &told["languages"][1]["language"]), (&json!("fuf"), &json!("it")));
        assert_eq!(house.api(who, "DELETE", &at, Value::Null).await.0, StatusCode::NO_CONTENT);
        assert_eq!(house.api(who, "DELETE", &at, Value::Null).await.0, StatusCode::NOT_FOUND);

        let (_, body) = house.get(&house.evaluator, &page).await;
        assert!(!body.contains("italiano") && !body.contains("id=\"languages\""), "{body}");
    }

    async fn two_records_are_compared_side_by_side_and_settled_by_a_person(engine) {
        let house = house(engine).await;
        let (who, home) = (house.worker.as_str(), house.home.id);
        let mother = house.home.reference_id.unwrap();
        let twin = "given=Aminah&family=Bah&born=12/03/1990&sex=female&citizenship=NG&relation=other&new-anyway=yes";
        assert_eq!(house.post(who, &format!("/households/{home}/people/new"), twin).await.0, StatusCode::SEE_OTHER);
        let (status, body) = house.get(who, "/people/duplicates").await;
        assert!(status == StatusCode::OK && body.contains("Aminah Bah") && body.contains("scritto in un altro modo"), "{body}");
        let at = body.find("/people/duplicates/").unwrap();
        let path: String = body[at..].chars().take_while(|c| *c != '"').collect();
        let (status, body) = house.get(who, &path).await;
        assert!(status == StatusCode::OK && body.contains("12/03/1990") && body.contains("stessa data"), "{body}");

        let (status, _, body) = house.post(who, &path, "act=link&reason=&version=0").await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && body.contains("aria-invalid"), "{body}");
        let (status, place, _) = house.post(who, &path, "act=link&reason=stesso+documento&version=0").await;
        assert_eq!((status, place), (StatusCode::SEE_OTHER, format!("{path}?done=duplicate-linked")));
        assert!(house.get(who, &path).await.1.contains("stesso documento"));
        let person = house.get(who, &format!("/people/{mother}")).await.1;
        assert!(person.contains("È anche Aminah Bah"), "{person}");
        let (status, _, body) = house.post(who, &path, "act=reopen&reason=mi+sono+sbagliata&version=0").await;
        assert!(status == StatusCode::CONFLICT && body.contains("mi sono sbagliata"), "{status} {body}");
        assert_eq!(house.post(who, &path, "act=reopen&reason=mi+sono+sbagliata&version=1").await.0, StatusCode::SEE_OTHER);
        let (status, place, _) = house.post(who, "/people/duplicates", "").await;
        assert_eq!((status, place.as_str()), (StatusCode::SEE_OTHER, "/people/duplicates?next=all&done=duplicates-not-found"));
        for path in ["/people/duplicates?standing=apart".to_owned(), format!("/people/duplicates?next={mother}"), place] {
            assert_eq!(house.get(who, &path).await.0, StatusCode::OK, "{path}");
        }
        assert_eq!(house.get(&house.evaluator, "/people/duplicates").await.0, StatusCode::FORBIDDEN);
        assert_eq!(house.get(&house.evaluator, &path).await.0, StatusCode::NOT_FOUND);

        let (status, list) = house.api(who, "GET", "/api/v1/duplicates", Value::Null).await;
        assert_eq!((status, &list["total"]), (StatusCode::OK, &json!(1)), "{list}");
        let one = format!("/api/v1/duplicates/{}", list["items"][0]["id"].as_str().unwrap());
        let (_, pair) = house.api(who, "GET", &one, Value::Null).await;
        assert_eq!((&pair["class"], &pair["findings"][0]["sign"]), (&json!("same"), &json!("name-spelling")), "{pair}");
        let (status, wrong) = house.api(who, "PATCH", &one, json!({"act": "link"})).await;
        assert_eq!((status, &wrong["errors"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("reason")), "{wrong}");
        let (status, told) = house.api(who, "PATCH", &one, json!({"act": "tell-apart", "reason": "gemelle"})).await;
        assert_eq!((status, &told["standing"]), (StatusCode::OK, &json!("apart")), "{told}");
        assert_eq!(house.api(who, "PATCH", &one, json!({"act": "reopen", "reason": "x", "version": 0})).await.0, StatusCode::CONFLICT);
        let (_, sought) = house.api(who, "POST", "/api/v1/duplicates/search", json!({})).await;
        assert_eq!((&sought["looked"], &sought["found"], &sought["before"]), (&json!(2), &json!(0), &Value::Null), "{sought}");
        let (_, questions) = house.api(who, "GET", &format!("/api/v1/people/{mother}/questions"), Value::Null).await;
        assert_eq!(questions, json!({"ask": [], "still-to-ask": false, "asked-by": []}));
    }

    async fn an_evaluator_sees_code_sex_and_age_band_and_nothing_more(engine) {
        let house = house(engine).await;
        let mother = house.home.reference_id.unwrap();
        house.post(&house.worker, &format!("/people/{mother}/permits/new"), "state=requested").await;
        let who = house.evaluator.as_str();
        for path in [format!("/people/{mother}"), format!("/households/{}", house.home.id), format!("/people?q={}", house.home.code)] {
            let (status, body) = house.get(who, &path).await;
            assert_eq!(status, StatusCode::OK, "{path}");
            assert!(body.contains("da 26 a 40 anni") && body.contains("A-"), "{path}: {body}");
            for secret in ["Amina", "Bah", "1990", "Nigeria", "ricevuta", "36 anni"] {
                assert!(!body.contains(secret), "{path} tells {secret}");
            }
        }
        assert!(!house.get(who, "/people?q=Amina").await.1.contains("/people/"));
        assert_eq!(house.get(who, &format!("/people/{mother}/edit")).await.0, StatusCode::NOT_FOUND);
        let (_, told) = house.api(who, "GET", &format!("/api/v1/people/{mother}"), Value::Null).await;
        assert_eq!((&told["identity"], &told["born"], &told["legal-status"], &told["age-band"]), (&Value::Null, &Value::Null, &Value::Null, &json!("26-40")));
    }

    async fn a_permit_is_asked_renewed_and_told_page_by_page(engine) {
        let house = house(engine).await;
        let (who, mother) = (house.worker.as_str(), house.home.reference_id.unwrap());
        let new = format!("/people/{mother}/permits/new");
        house.post(who, &new, "state=issued&kind=asylum&issued-on=2021-12-01&expires-on=2026-12-01").await;
        let (status, body) = house.get(who, "/people/alerts").await;
        assert!(status == StatusCode::OK && body.contains("ora di chiedere il rinnovo") && body.contains("Amina Bah"), "{body}");
        assert!(body.contains("da verificare") && body.contains("art. 5 c. 4"));
        let (_, body) = house.get(who, &format!("/people/{mother}")).await;
        let at = body.find("/permits/").unwrap();
        let edit: String = body[at..].chars().take_while(|c| *c != '"').collect();
        let path = edit.replace("/edit", "/act");
        let (status, form) = house.get(who, &format!("{path}?act=ask-renewal")).await;
        assert!(status == StatusCode::OK && form.contains("name=\"receipt\"") && !form.contains("name=\"expires-on\""), "{form}");
        let (status, _, form) = house.post(who, &path, "act=ask-renewal&on=2026-12-24&receipt=R-12&version=0").await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && form.contains("R-12"), "{form}");
        let (status, _, form) = house.post(who, &path, "act=issue&version=0").await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && form.contains("questo non può succedere"), "{form}");
        let asked = "act=ask-renewal&on=2026-11-02&receipt=R-12&version=0";
        assert_eq!(house.post(who, &path, asked).await.0, StatusCode::SEE_OTHER);
        let (status, _, form) = house.post(who, &path, asked).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && form.contains("R-12"), "it is asked for already: {form}");
        let renewed = "act=renew&on=2026-11-20&number=N-9&expires-on=2031-11-20&version=1";
        assert_eq!(house.post(who, &path, renewed).await.0, StatusCode::SEE_OTHER);
        let (_, body) = house.get(who, &format!("/people/{mother}")).await;
        for told in ["rinnovato", "segue un permesso precedente", "La storia dei permessi", "È stato chiesto il rinnovo", "N-9"] {
            assert!(body.contains(told), "{told}: {body}");
        }
        assert!(house.get(who, "/people/alerts").await.1.contains("Nessuna scadenza"));
        assert_eq!(house.get(&house.evaluator, "/people/alerts").await.0, StatusCode::FORBIDDEN);

        let path = format!("/api/v1/people/{mother}/permit-history");
        let (status, told) = house.api(who, "GET", &path, Value::Null).await;
        assert_eq!((status, told["items"].as_array().map(Vec::len)), (StatusCode::OK, Some(4)), "{told}");
        let next = told["items"].as_array().unwrap().iter().find(|event| event["day"] == "2026-11-20" && event["act"].is_null()).unwrap();
        let acts = format!("/api/v1/permits/{}/acts", next["permit"].as_str().unwrap());
        let (status, wrong) = house.api(who, "POST", &acts, json!({"act": "convert"})).await;
        assert_eq!((status, &wrong["errors"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("kind")), "{wrong}");
        let (status, done) = house.api(who, "POST", &acts, json!({"act": "convert", "kind": "work", "expires-on": "2027-01-10"})).await;
        assert_eq!((status, &done["permit"]["state"], &done["next"]["kind"]), (StatusCode::CREATED, &json!("converted"), &json!("work")), "{done}");
        let (_, alerts) = house.api(who, "GET", "/api/v1/alerts", Value::Null).await;
        assert_eq!((&alerts["total"], &alerts["items"][0]["kind"], &alerts["items"][0]["days-left"]), (&json!(1), &json!("renewal-due"), &json!(49)));
    }

    async fn a_stay_is_extended_and_goes_on_elsewhere_page_by_page(engine) {
        let house = house(engine).await;
        let (who, mother) = (house.worker.as_str(), house.home.reference_id.unwrap());
        let new = format!("/people/{mother}/stays/new");
        house.post(who, &new, "circuit=cas&leaving=inside&entered-on=2026-06-01&ends-on=2026-12-01").await;
        let (_, body) = house.get(who, &format!("/people/{mother}")).await;
        assert!(body.contains("fine prevista il"), "{body}");
        let at = body.find("/stays/").unwrap();
        let path: String = body[at..].chars().take_while(|c| *c != '"').collect();
        let (extension, transfer) = (path.replace("/edit", "/extension"), path.replace("/edit", "/transfer"));
        for page in [&extension, &transfer] {
            let (status, form) = house.get(who, page).await;
            assert!(status == StatusCode::OK && form.contains("method=\"post\""), "{page}");
        }
        let (status, _, form) = house.post(who, &extension, "until=2026-11-30&ground=health&version=0").await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && form.contains("non va oltre"), "{form}");
        let good = "until=2027-05-31&ground=health&decision=Prefettura+prot.+7&version=0";
        assert_eq!(house.post(who, &extension, good).await.0, StatusCode::SEE_OTHER);
        assert_eq!(house.post(who, &extension, "until=2027-06-30&ground=health&version=0").await.0, StatusCode::CONFLICT);
        assert_eq!(house.post(who, &transfer, "on=2026-11-10&circuit=sai&place=Cesena&version=1").await.0, StatusCode::SEE_OTHER);
        let (_, body) = house.get(who, &format!("/people/{mother}")).await;
        for told in ["Prefettura prot. 7", "Cesena", "dopo un trasferimento"] {
            assert!(body.contains(told), "{told}: {body}");
        }
        let (_, full) = house.api(who, "GET", &format!("/api/v1/people/{mother}"), Value::Null).await;
        let stays = full["legal-status"]["stays"].as_array().unwrap();
        let inside = stays.iter().find(|stay| stay["leaving"] == "inside").unwrap()["id"].as_str().unwrap();
        let at = format!("/api/v1/stays/{inside}");
        let (status, out) = house.api(who, "POST", &format!("{at}/extensions"), json!({"until": "2027-05-10", "ground": "vulnerable"})).await;
        assert_eq!((status, &out["ends-on"]), (StatusCode::CREATED, &json!("2027-05-10")), "{out}");
        let (status, out) = house.api(who, "POST", &format!("{at}/transfer"), json!({"on": "2026-11-20", "place": "Forlì"})).await;
        assert_eq!((status, &out["follows"], &out["circuit"]), (StatusCode::CREATED, &json!(inside), &json!("sai")), "{out}");
    }

    async fn who_was_split_off_is_shared_with_the_new_household_and_nobody_of_the_old_one(engine) {
        let house = house(engine).await;
        let (who, home, mother) = (house.worker.as_str(), house.home.id, house.home.reference_id.unwrap());
        let people = format!("/api/v1/households/{home}/people");
        let mut ids = Vec::new();
        for (given, born, relation) in [("Musa", "1988", "partner"), ("Sira", "2015-04-01", "child")] {
            let (_, made) = house.api(who, "POST", &people, json!({"given": given, "family": "Bah", "born": born, "relation": relation})).await;
            ids.push(made["person"]["id"].as_str().unwrap().to_owned());
        }
        let (father, child) = (&ids[0], &ids[1]);
        let apart = json!({"leaving": [mother, child], "reference": mother, "stays-reference": father, "on": "2026-11-20", "sure": true});
        let (status, new) = house.api(who, "POST", &format!("/api/v1/households/{home}/split"), apart).await;
        assert_eq!(status, StatusCode::CREATED, "{new}");

        // The form says by name who "the whole household" is.
        let form = format!("/people/{mother}/sharing/new");
        let (_, page) = house.get(who, &form).await;
        assert!(page.contains("<li>Amina Bah</li>") && page.contains("<li>Sira Bah</li>") && !page.contains("Musa"), "{page}");
        let terms = json!({"whole-household": true, "to-organisation": house.other, "purpose": "school", "basis": "public-task", "what": ["identity"], "until": "2026-12-31"});
        let (status, agreed) = house.api(who, "POST", &format!("/api/v1/people/{mother}/sharing"), terms).await;
        assert_eq!((status, &agreed["household"]), (StatusCode::CREATED, &new["id"]), "{agreed}");
        for (person, sharings) in [(mother.to_string(), 1), (child.clone(), 1), (father.clone(), 0)] {
            let (_, told) = house.api(who, "GET", &format!("/api/v1/people/{person}/sharing"), Value::Null).await;
            assert_eq!(told["items"].as_array().map(Vec::len), Some(sharings), "{told}");
        }
    }

    async fn a_try_that_finds_nobody_in_an_emergency_is_shown_to_the_coordinator(engine) {
        let house = house(engine).await;
        let (who, coordinator) = (house.worker.as_str(), house.worker.replace("case-worker", "coordinator"));
        assert!(!house.get(&coordinator, "/emergencies").await.1.contains("Tentativi a vuoto"));
        let sought = "given=Nessuna&family=Persona&born=1990-01-01&reason=Arrivata+in+pronto+soccorso+da+sola";
        let (status, _, body) = house.post(who, "/emergencies/new", sought).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && body.contains("Nessuna persona corrisponde"), "{body}");
        let (_, body) = house.get(&coordinator, "/emergencies").await;
        assert!(body.contains("Tentativi a vuoto") && body.contains("Arrivata in pronto soccorso da sola"), "{body}");
        assert_eq!(house.get(who, "/emergencies").await.0, StatusCode::FORBIDDEN);
    }

    async fn a_household_is_split_and_left_page_by_page_and_a_minor_alone_is_to_be_filled(engine) {
        let house = house(engine).await;
        let (who, home, mother) = (house.worker.as_str(), house.home.id, house.home.reference_id.unwrap());
        let people = format!("/api/v1/households/{home}/people");
        let mut ids = Vec::new();
        for (given, born, relation) in [("Musa", "1988", "partner"), ("Sira", "2015-04-01", "child"), ("Lamin", "2011-01-01", "relative")] {
            let (_, made) = house.api(who, "POST", &people, json!({"given": given, "family": "Bah", "born": born, "relation": relation})).await;
            ids.push(made["person"]["id"].as_str().unwrap().to_owned());
        }
        let (father, child, nephew) = (&ids[0], &ids[1], &ids[2]);
        let at = format!("/households/{home}");
        let (_, body) = house.get(who, &at).await;
        assert!(body.contains("un genitore del nucleo") && body.contains("non si sa chi risponde"), "{body}");
        let (_, listed) = house.get(who, "/people/unanswered").await;
        assert!(listed.contains("Lamin Bah") && !listed.contains("Sira"), "{listed}");
        let answers = format!("/people/{nephew}/answers/new");
        let (status, form) = house.get(who, &answers).await;
        assert!(status == StatusCode::OK && form.contains("Musa Bah") && !form.contains("Sira Bah"), "{form}");
        let (status, _, form) = house.post(who, &answers, "kind=guardian&decision=TM+12").await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && form.contains("Scrivi chi risponde") && form.contains("TM 12"), "{form}");
        let written = house.post(who, &answers, "kind=volunteer-guardian&name=Ada+Prova&decision=TM+12").await;
        assert_eq!(written.0, StatusCode::SEE_OTHER);
        assert!(house.get(who, "/people/unanswered").await.1.contains("Di ogni minore si sa chi risponde"));
        let (_, body) = house.get(who, &format!("/people/{nephew}")).await;
        assert!(body.contains("volontario") && body.contains("Ada Prova"), "{body}");
        assert!(!house.get(&house.evaluator, &format!("/people/{nephew}")).await.1.contains("Ada Prova"));
        let path = format!("/api/v1/people/{nephew}/answers");
        let (_, standing) = house.api(who, "GET", &path, Value::Null).await;
        assert_eq!(standing["answered"], "recorded", "{standing}");
        let row = format!("/api/v1/answers/{}", standing["rows"][0]["id"].as_str().unwrap());
        let (status, _) = house.api(who, "PATCH", &row, json!({"until": "2026-11-01"})).await;
        assert_eq!(status, StatusCode::OK);
        let (_, minors) = house.api(who, "GET", "/api/v1/unanswered-minors", Value::Null).await;
        assert_eq!((&minors["total"], &minors["items"][0]["id"]), (&json!(1), &json!(nephew)));

        for page in ["leaving", "role", "split"] {
            let (status, form) = house.get(who, &format!("{at}/{page}")).await;
            assert!(status == StatusCode::OK && form.contains("Musa Bah"), "{page}: {form}");
            assert_eq!(house.get(&house.evaluator, &format!("{at}/{page}")).await.0, StatusCode::NOT_FOUND);
        }
        let said = format!("leaving={mother}&leaving={child}&reference={mother}&on=2026-11-10&goes-with=staying&reason=casa&version=3");
        let (status, _, form) = house.post(who, &format!("{at}/split"), &said).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && form.contains("Scegli una persona di riferimento"), "{form}");
        let said = format!("{said}&stays-reference={father}");
        let (status, _, form) = house.post(who, &format!("{at}/split"), &said).await;
        assert!(status == StatusCode::OK && form.contains("i nuclei saranno due") && form.contains("value=\"casa\""), "{form}");
        assert!(!house.get(who, &at).await.1.contains("una parte ha formato"), "nothing is done before it is meant");
        let (status, to, _) = house.post(who, &format!("{at}/split"), &format!("{said}&sure=yes")).await;
        assert_eq!((status, to), (StatusCode::SEE_OTHER, format!("{at}?done=saved")));
        let (_, body) = house.get(who, &at).await;
        assert!(body.contains("una parte ha formato un altro nucleo") && body.contains("Chi ne ha fatto parte"), "{body}");
        let (_, all) = house.api(who, "GET", &format!("/api/v1/households?person={child}"), Value::Null).await;
        assert_eq!(all["total"], 2, "{all}");

        let (status, _, form) = house.post(who, &format!("{at}/leaving"), &format!("leaving={child}&on=2026-11-20&version=4")).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && form.contains("oggi non fa parte"), "{form}");
        let leaving = format!("/api/v1{at}/leaving");
        let (status, left) = house.api(who, "POST", &leaving, json!({"leaving": nephew, "on": "2026-11-20"})).await;
        assert_eq!((status, &left["size"]), (StatusCode::OK, &json!(1)), "{left}");
        let role = format!("/api/v1{at}/role");
        let (status, wrong) = house.api(who, "POST", &role, json!({"person": father, "relation": "other"})).await;
        assert_eq!((status, &wrong["errors"][0]["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("reference-stays")), "{wrong}");
        let (status, history) = house.api(who, "GET", &format!("/api/v1{at}/history"), Value::Null).await;
        assert_eq!((status, history["happenings"].as_array().map(Vec::len)), (StatusCode::OK, Some(2)), "{history}");
        assert_eq!(history["earlier"][0]["relation"], "partner", "{history}");
    }

    async fn a_wrong_day_of_belonging_is_put_right_by_page_and_by_api(engine) {
        let house = house(engine).await;
        let (who, home) = (house.worker.as_str(), house.home.id);
        let at = format!("/households/{home}");
        let new = "given=Musa&family=Bah&born=2019-04-01&sex=male&relation=child&since=2026-10-01";
        assert_eq!(house.post(who, &format!("{at}/people/new"), new).await.0, StatusCode::SEE_OTHER);
        let (_, full) = house.api(who, "GET", &format!("/api/v1{at}"), Value::Null).await;
        let child = full["people"][1]["person"]["id"].as_str().unwrap().to_owned();
        let days = format!("{at}/days");
        assert!(house.get(who, &at).await.1.contains(&format!("href=\"{days}\"")));
        let (status, list) = house.get(who, &days).await;
        assert!(status == StatusCode::OK && list.contains(&format!("{days}?person={child}")) && list.contains("Amina Bah"), "{list}");
        let form_at = format!("{days}?person={child}");
        let (status, form) = house.get(who, &form_at).await;
        assert!(status == StatusCode::OK && form.contains("value=\"01/10/2026\"") && !form.contains("name=\"until\""), "{form}");
        assert_eq!(house.get(&house.evaluator, &form_at).await.0, StatusCode::NOT_FOUND);

        let (status, _, form) = house.post(who, &form_at, &format!("person={child}&since=2019-03-31&version=1")).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && form.contains("value=\"2019-03-31\""), "{form}");
        let (status, to, _) = house.post(who, &form_at, &format!("person={child}&since=2026-09-01&version=1")).await;
        assert_eq!((status, to), (StatusCode::SEE_OTHER, format!("{at}?done=saved")));
        let shown = house.get(who, &at).await.1;
        assert!(shown.contains("01/09/2026") && shown.contains("le date di Musa Bah sono state corrette"), "{shown}");
        // Whoever was slower is shown both days.
        let (status, _, both) = house.post(who, &form_at, &format!("person={child}&since=2026-08-15&version=1")).await;
        assert!(status == StatusCode::CONFLICT && both.contains("15/08/2026") | both.contains("2026-08-15") && both.contains("01/09/2026"), "{both}");

        let api = format!("/api/v1{days}");
        let (status, refused) = house.api(who, "POST", &api, json!({"person": child, "until": "2026-11-01"})).await;
        assert_eq!((status, &refused["errors"][0]["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("leaving-is-elsewhere")), "{refused}");
        let leaving = json!({"leaving": child, "on": "2026-11-10"});
        assert_eq!(house.api(who, "POST", &format!("/api/v1{at}/leaving"), leaving).await.0, StatusCode::OK);
        let (status, put) = house.api(who, "POST", &api, json!({"person": child, "until": "2026-10-31"})).await;
        assert_eq!((status, &put["people"][1]["until"], &put["people"][1]["since"]), (StatusCode::OK, &json!("2026-10-31"), &json!("2026-09-01")), "{put}");
        let (status, back) = house.api(who, "POST", &api, json!({"person": child, "until": null})).await;
        assert_eq!((status, &back["people"][1]["until"], &back["size"]), (StatusCode::OK, &Value::Null, &json!(2)), "{back}");
        assert_eq!(house.api(who, "POST", &api, json!({"person": child, "since": "", "version": 0})).await.0, StatusCode::CONFLICT);
    }

    async fn the_api_does_what_the_pages_do(engine) {
        let house = house(engine).await;
        let who = house.worker.as_str();
        let (status, made) = house
            .api(who, "POST", "/api/v1/households", json!({"given": "Tesfay", "born": "1988", "municipality": "Pioltello", "hardship": true}))
            .await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        assert_eq!((&made["size"], &made["hardship"], &made["housing-distress"]), (&json!(1), &json!(true), &Value::Null));
        let home = made["id"].as_str().unwrap();
        let father = made["people"][0]["person"]["id"].as_str().unwrap();

        let (status, refused) = house.api(who, "POST", "/api/v1/households", json!({"given": "X", "territory": "toscana"})).await;
        assert_eq!((status, &refused["errors"][0]["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("out-of-reach")), "{refused}");

        let (status, found) = house.api(who, "GET", "/api/v1/people?q=tesfai", Value::Null).await;
        assert_eq!((status, &found["items"][0]["person"]["id"]), (StatusCode::OK, &json!(father)));
        assert!(found["items"][0]["score"].as_u64().unwrap() > 80 && found["items"][0]["why"][0] == "similar-name", "{found}");

        let path = format!("/api/v1/people/{father}");
        let (status, changed) = house.api(who, "PATCH", &path, json!({"family": "Gebre", "version": 0})).await;
        assert_eq!((status, &changed["identity"]["given"], &changed["born"]), (StatusCode::OK, &json!("Tesfay"), &json!("1988")));
        assert_eq!(house.api(who, "PATCH", &path, json!({"given": "Y", "version": 0})).await.0, StatusCode::CONFLICT);
        let (_, wrong) = house.api(who, "PATCH", &path, json!({"born": "2090", "citizenship": "Nigeria"})).await;
        assert_eq!(wrong["errors"].as_array().unwrap().len(), 2, "{wrong}");

        let (status, permit) = house.api(who, "POST", &format!("{path}/permits"), json!({"state": "in-renewal", "kind": "asylum"})).await;
        assert_eq!(status, StatusCode::CREATED);
        let at = format!("/api/v1/permits/{}", permit["id"].as_str().unwrap());
        let (status, permit) = house.api(who, "PATCH", &at, json!({"expires-on": "2028-01-01"})).await;
        assert_eq!((status, &permit["kind"], &permit["version"]), (StatusCode::OK, &json!("asylum"), &json!(1)));
        let (status, stay) = house.api(who, "POST", &format!("{path}/stays"), json!({"leaving": "left", "left-on": "2026-01-31"})).await;
        assert_eq!(status, StatusCode::CREATED);
        let at = format!("/api/v1/stays/{}", stay["id"].as_str().unwrap());
        assert_eq!(house.api(who, "PATCH", &at, json!({"leaving": "inside"})).await.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(house.api(who, "PATCH", &at, json!({"circuit": "sai"})).await.0, StatusCode::OK);

        let people = format!("/api/v1/households/{home}/people");
        let (status, child) = house.api(who, "POST", &people, json!({"given": "Selam", "relation": "child", "born": "2018-05-02"})).await;
        assert_eq!((status, &child["relation"]), (StatusCode::CREATED, &json!("child")), "{child}");
        let at = format!("/api/v1/households/{home}");
        let (status, put) = house.api(who, "PATCH", &at, json!({"everyone-listed": true, "hardship": null})).await;
        assert_eq!((status, &put["everyone-listed"], &put["hardship"], &put["size"]), (StatusCode::OK, &json!(true), &Value::Null, &json!(2)));
        let (_, shown) = house.api(who, "GET", &path, Value::Null).await;
        assert_eq!((&shown["legal-status"]["stays"][0]["circuit"], &shown["households"][0]["id"]), (&json!("sai"), &json!(home)));
        let (_, full) = house.api(who, "GET", &at, Value::Null).await;
        assert_eq!(full["people"].as_array().unwrap().len(), 2);
        let (_, list) = house.api(who, "GET", &format!("/api/v1/households?person={father}"), Value::Null).await;
        assert_eq!((&list["total"], &list["items"][0]["id"]), (&json!(1), &json!(home)));
        let (_, all) = house.api(who, "GET", "/api/v1/households", Value::Null).await;
        assert_eq!((&all["total"], &all["items"][0]["id"]), (&json!(2), &json!(home)));
    }
}
