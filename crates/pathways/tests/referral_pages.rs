//! From the search to the opened pathway, in the browser and over the API, end to end.

use std::sync::Arc;

use accounts::store::Member;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::{Extension, Router};
use kernel::{MemberId, Role};
use network::rules::organisation::OrganisationKind;
use network::store::organisations::Organisation;
use programmes::catalogue::Catalogue;
use programmes::store::editions::{self, Edition};
use serde_json::{Value, json};
use store::{Db, Scope, Stored, System};
use testkit::on_both;
use tower::ServiceExt;
use web::{Caller, Doorkeeper, Doors, GrantHeld, Settings, Via, Web};

/// Lets in whoever says a role, an organisation and a member: `case-worker_ORGANISATION_MEMBER`.
struct Porter;

fn caller(secret: &str, via: Via) -> Option<Caller> {
    let parts: Vec<&str> = secret.split('_').collect();
    let [role, organisation, member] = parts[..] else { return None };
    let role = Role::from_word(role)?;
    let scope = Scope {
        programme: "fra-noi-2".parse().ok(),
        organisation: organisation.parse().ok(),
        territory: "lombardia".parse().ok(),
        names: true,
    };
    let grants = vec![GrantHeld { role, scope }];
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
    worker: String,
    other: String,
    administrator: String,
}

async fn house(engine: testkit::Engine) -> House {
    let modules =
        || vec![accounts::module(), network::module(), programmes::module(), people::module(), pathways::module()];
    let steps: Vec<store::Step> = modules().into_iter().flat_map(|module| module.steps).collect();
    let store = engine.store(&steps).await;
    let partners: Vec<Organisation> =
        ["Ponte", "Altra sponda"].map(|name| Organisation::new(name, OrganisationKind::Cooperative)).into();
    let member = Member::new(MemberId::fresh(), "ada@example.org", "Ada Prova", store.clock().now());
    let mut bulk = store.bulk().await.unwrap();
    bulk.add(&partners).await.unwrap();
    bulk.add(std::slice::from_ref(&member)).await.unwrap();
    bulk.commit().await.unwrap();
    for programme in ["fra-noi-2", "intarsi"] {
        let edition =
            Edition { programme: programme.parse().unwrap(), begins: "2020-01-01".parse().unwrap(), ends: None };
        editions::set(&store.system(System::Demo), edition).await.unwrap();
    }
    let (_, router) = Web::build(store, Box::new(Porter), Settings::default(), modules()).unwrap();
    let says = |role: Role, at: usize| format!("{role}_{}_{}", partners[at].id, member.id);
    House {
        router: router.layer(Extension(Arc::new(Catalogue::read(None).unwrap()))),
        worker: says(Role::CaseWorker, 0),
        other: says(Role::CaseWorker, 1),
        administrator: says(Role::SystemAdministrator, 0),
    }
}

type Told = (StatusCode, String, String);

impl House {
    async fn ask(&self, request: Request<Body>) -> Told {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let place = response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
        let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
        let body = String::from_utf8(bytes.to_vec()).unwrap().replace("&#x2f;", "/").replace("&#x27;", "'");
        (status, place.unwrap_or_default(), body)
    }

    async fn get(&self, who: &str, path: &str) -> (StatusCode, String) {
        let cookie = format!("__Host-soglia={who}");
        let (status, _, body) =
            self.ask(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await;
        (status, body)
    }

    /// A page that must be there, with no text left out in either language.
    async fn page(&self, path: &str) -> String {
        for language in ["en", "it"] {
            let cookie = format!("__Host-soglia={}; __Host-soglia-language={language}", self.worker);
            let request = Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
            let (status, _, body) = self.ask(request).await;
            assert_eq!(status, StatusCode::OK, "{path}: {body}");
            for stem in [
                "referral", "verdict", "opening", "kept", "reason", "missing", "answer", "person", "match", "web",
                "urgency",
            ] {
                assert!(!body.contains(&format!(">{stem}-")), "{path} in {language} lacks a text: {body}");
            }
            if language == "it" {
                return body;
            }
        }
        unreachable!()
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Told {
        let pairs: Vec<String> =
            fields.iter().map(|(n, v)| format!("{n}={}", v.replace(' ', "+").replace('/', "%2F"))).collect();
        let request = Request::post(path)
            .header(header::COOKIE, format!("__Host-soglia={}", self.worker))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("csrf=c&{}", pairs.join("&"))))
            .unwrap();
        self.ask(request).await
    }

    async fn api(&self, who: &str, method: &str, path: &str, body: Value) -> (StatusCode, Value) {
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {who}"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(body)
            .unwrap();
        let (status, _, body) = self.ask(request).await;
        (status, serde_json::from_str(&body).unwrap_or_else(|_| panic!("{path}: {body}")))
    }
}

/// The value of a hidden or typed field on a page.
fn value_of(page: &str, name: &str) -> String {
    let at = page.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no field {name} on {page}"));
    let rest = &page[at..];
    let rest = &rest[rest.find("value=\"").unwrap() + 7..];
    rest[..rest.find('"').unwrap()].to_owned()
}

on_both! {
    async fn a_case_worker_goes_from_the_search_to_the_opened_pathway(engine) {
        let house = house(engine).await;
        assert!(house.page("/referrals").await.contains("Nessuna segnalazione"));
        house.page("/referrals/new").await;
        let asked = house.page("/referrals/new?asked=yes&given=Amina&born=1995").await;
        assert!(asked.contains("Ponte") && asked.contains("Fra Noi 2"));
        let place = [
            ("programme", "fra-noi-2".to_owned()),
            ("organisation", house.worker.split('_').nth(1).unwrap().to_owned()),
            ("territory", "lombardia".to_owned()),
        ];
        let mut fields: Vec<(&str, &str)> = place.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fields.extend([("given", "Amina"), ("family", "Prova"), ("born", "1995"), ("phone", ""), ("person", "")]);
        let (status, edit, body) = house.post("/referrals/new", &fields).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
        let path = edit.trim_end_matches("/edit").to_owned();

        let page = house.page(&edit).await;
        let (id, seen) = (value_of(&page, "p1-id"), value_of(&page, "p1-seen"));
        let household_seen = value_of(&page, "household-seen");
        let typed = [
            ("household-seen", household_seen.as_str()), ("p1-id", id.as_str()), ("p1-seen", seen.as_str()),
            ("p1-given", "Amina"), ("p1-family", "Prova"), ("p1-born", "1995"), ("p1-relation", "reference"), ("p1-sex", "female"),
            ("p1-citizenship", "NG"), ("p1-permit-kind", "asylum"), ("p1-permit-state", "in-renewal"), ("p1-circuit", "sai"),
            ("p2-given", "Musa"), ("p2-born", "2020"), ("p2-relation", "child"),
            ("sender-name", "SAI di prova"), ("needs", "home"), ("needs", "work"), ("urgency", "soon"), ("municipality", "Pioltello"),
        ];
        let with = |more: &[(&'static str, &'static str)]| -> Vec<(&str, &str)> { typed.iter().copied().chain(more.iter().copied()).collect() };

        let (status, _, wrong) = house.post(&edit, &with(&[("p1-exit-day", "31/02/2026")])).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.contains("31/02/2026") && wrong.contains("SAI di prova"), "what was typed comes back");

        let (status, show, body) = house.post(&edit, &with(&[("then", "receive")])).await;
        assert_eq!((status, show.starts_with(&path)), (StatusCode::SEE_OTHER, true), "{body}");
        let page = house.page(&path).await;
        assert!(page.contains("Serve sapere") && page.contains("Amina Prova: il giorno di uscita"), "{page}");
        assert!(page.contains(&format!("{path}/edit#field-p1-exit-day")), "the missing fact leads to its field");
        assert!(page.contains("INTARSI"), "every programme that runs answers");

        let (status, _, stale) = house.post(&edit, &with(&[])).await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert!(stale.contains("SAI di prova"));

        house.page(&format!("{path}/open?programme=fra-noi-2")).await;
        let (status, _, body) = house.post(&format!("{path}/open"), &[("programme", "fra-noi-2")]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(body.contains("scrivi perché"));
        let (status, place, body) =
            house.post(&format!("{path}/open"), &[("programme", "fra-noi-2"), ("reason", "Uscita confermata a voce")]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
        assert!(place.starts_with("/pathways/"));

        let page = house.page(&path).await;
        assert!(page.contains("Presa in carico"));
        let at = page.find("/verdicts/").unwrap();
        let kept = &page[at..at + "/verdicts/".len() + 36];
        assert!(house.page(kept).await.contains("Uscita confermata a voce"));
        assert!(house.page("/referrals?status=taken-in-charge").await.contains("Amina Prova"));

        for path in [path.as_str(), kept] {
            assert_eq!(house.get(&house.other, path).await.0, StatusCode::NOT_FOUND, "{path} of another partner");
        }
        let (status, seen) = house.get(&house.administrator, &path).await;
        assert_eq!(status, StatusCode::OK);
        assert!(!seen.contains("/verdicts/") && seen.contains("il tuo ruolo non vede"), "no legal status for the administrator");
    }

    async fn the_same_goes_over_the_api_in_four_calls(engine) {
        let house = house(engine).await;
        let worker = &house.worker;
        let body = json!({
            "given": "Amina", "family": "Prova", "born": "1995", "sex": "female", "citizenship": "NG",
            "permit-kind": "asylum", "permit-state": "requested", "circuit": "cas", "exit-day": "2026-06-30",
            "needs": ["home", "work"], "urgency": "soon", "municipality": "Pioltello", "sender-name": "Sportello",
        });
        let (status, referral) = house.api(worker, "POST", "/referrals", body).await;
        assert_eq!(status, StatusCode::CREATED, "{referral}");
        assert_eq!((referral["status"].as_str(), referral["needs"].as_array().map(Vec::len)), (Some("draft"), Some(2)));
        let path = format!("/referrals/{}", referral["id"].as_str().unwrap());

        let (status, received) = house.api(worker, "POST", &format!("{path}/receipt"), json!({})).await;
        assert_eq!((status, received["received-on"].as_str()), (StatusCode::OK, Some("2026-11-22")), "{received}");
        let (_, told) = house.api(worker, "GET", &format!("{path}/verdicts"), Value::Null).await;
        assert_eq!(told["total"], 2);
        let first = &told["items"][0];
        assert_eq!((first["programme"].as_str(), first["answer"].as_str()), (Some("fra-noi-2"), Some("yes")), "{told}");
        assert!(first["rules"].as_array().unwrap().iter().all(|rule| !rule["text"].as_str().unwrap().starts_with("reason-")));

        let offered: Vec<_> = told["items"].as_array().unwrap().iter().filter(|one| one["may-open"] == true).collect();
        assert_eq!(offered.len(), 1, "taking in charge is offered only in programmes of one's own: {told}");

        let open = json!({ "referral": referral["id"], "programme": "fra-noi-2" });
        let (status, pathway) = house.api(worker, "POST", "/pathways", open.clone()).await;
        assert_eq!((status, pathway["status"].as_str()), (StatusCode::CREATED, Some("taken-in-charge")), "{pathway}");
        let (status, again) = house.api(worker, "POST", "/pathways", open).await;
        assert_eq!((status, again["code"].as_str()), (StatusCode::CONFLICT, Some("referral-not-from-here")));
        let (_, list) = house.api(worker, "GET", "/referrals?status=taken-in-charge&page-size=1", Value::Null).await;
        assert_eq!(list["total"], 1);
        let (_, none) = house.api(&house.other, "GET", "/referrals", Value::Null).await;
        assert_eq!((none["total"].as_u64(), none["next"].is_null()), (Some(0), true));
    }

    async fn an_empty_referral_is_saved_and_filled_later_over_the_api(engine) {
        let house = house(engine).await;
        let (status, referral) = house.api(&house.worker, "POST", "/referrals", json!({})).await;
        assert_eq!(status, StatusCode::CREATED, "{referral}");
        let path = format!("/referrals/{}", referral["id"].as_str().unwrap());
        let (status, refused) = house.api(&house.worker, "POST", &format!("{path}/receipt"), json!({})).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused["errors"][0]["code"], "nobody-named");
        let (status, added) = house.api(&house.worker, "POST", &format!("{path}/people"), json!({ "given": "Musa" })).await;
        assert_eq!(status, StatusCode::CREATED, "{added}");
        let (status, changed) = house.api(&house.worker, "PATCH", &path, json!({ "urgency": "urgent", "hardship": true })).await;
        assert_eq!((status, changed["urgency"].as_str()), (StatusCode::OK, Some("urgent")), "{changed}");
        let stale = json!({ "urgency": "soon", "version": 0 });
        assert_eq!(house.api(&house.worker, "PATCH", &path, stale).await.0, StatusCode::CONFLICT);
        let (status, _) = house.api(&house.worker, "POST", &format!("{path}/receipt"), json!({})).await;
        assert_eq!(status, StatusCode::OK);
        let wrong = json!({ "municipality": "Nonesiste", "received-on": "2030-01-01" });
        let (status, told) = house.api(&house.worker, "PATCH", &path, wrong).await;
        assert_eq!((status, told["errors"].as_array().map(Vec::len)), (StatusCode::UNPROCESSABLE_ENTITY, Some(2)), "{told}");
    }

    async fn a_renewed_permit_reopens_the_verdict_on_the_pages_until_somebody_has_looked(engine) {
        let house = house(engine).await;
        let who = house.worker.clone();
        let organisation = who.split('_').nth(1).unwrap();
        let (_, made) = house.api(&who, "POST", "/referrals", json!({
            "programme": "fra-noi-2", "organisation": organisation, "territory": "lombardia",
            "given": "Amina", "family": "Prova", "born": "1990-05-01",
        })).await;
        let (id, home) = (made["id"].as_str().unwrap(), made["household"].as_str().unwrap());
        let (_, full) = house.api(&who, "GET", &format!("/households/{home}"), Value::Null).await;
        let person = full["people"][0]["person"]["id"].as_str().unwrap().to_owned();
        let issued = json!({"state": "issued", "kind": "asylum", "expires-on": "2026-12-01"});
        let (status, permit) = house.api(&who, "POST", &format!("/people/{person}/permits"), issued).await;
        assert_eq!(status, StatusCode::CREATED, "{permit}");
        let permit = permit["id"].as_str().unwrap();
        house.api(&who, "POST", &format!("/people/{person}/stays"), json!({"circuit": "sai", "leaving": "left", "left-on": "2026-06-01"})).await;
        house.api(&who, "POST", &format!("/referrals/{id}/receipt"), json!({})).await;
        house.api(&who, "POST", &format!("/referrals/{id}/verdicts"), json!({})).await;
        assert!(!house.page(&format!("/referrals/{id}")).await.contains("è da riguardare"));
        let asked = json!({"act": "ask-renewal", "receipt": "R-1"});
        let (status, told) = house.api(&who, "POST", &format!("/permits/{permit}/acts"), asked).await;
        assert_eq!(status, StatusCode::CREATED, "{told}");
        let page = house.page(&format!("/referrals/{id}")).await;
        assert!(page.contains("Il verdetto è da riguardare") && page.contains("in rinnovo, con ricevuta"), "{page}");

        let opening = json!({"referral": id, "programme": "fra-noi-2", "reason": "Uscita confermata"});
        let (status, pathway) = house.api(&who, "POST", "/pathways", opening).await;
        assert_eq!(status, StatusCode::CREATED, "{pathway}");
        let at = format!("/pathways/{}", pathway["id"].as_str().unwrap());
        assert!(house.page(&format!("{at}/verdict")).await.contains("Da allora non è cambiato niente"));
        assert!(!house.page("/caseload").await.contains("verdetto da riguardare"));
        let renewed = json!({"act": "renew", "expires-on": "2031-11-22", "number": "N-1"});
        house.api(&who, "POST", &format!("/permits/{permit}/acts"), renewed).await;
        assert!(house.page(&at).await.contains("Il verdetto è da riguardare"));
        let caseload = house.page("/caseload").await;
        assert!(caseload.contains("Un verdetto da riguardare") && caseload.contains(&format!("{at}/verdict")), "{caseload}");
        let page = house.page(&format!("{at}/verdict")).await;
        for told in ["rinnovato", "22/11/2031", "Regole toccate", "Amina Prova"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let (_, listed) = house.api(&who, "GET", "/reopened-verdicts", Value::Null).await;
        assert_eq!((&listed["total"], &listed["items"][0]["topics"][0]), (&json!(1), &json!("permits")), "{listed}");
        assert_eq!(house.api(&house.other, "GET", &format!("{at}/verdict"), Value::Null).await.0, StatusCode::NOT_FOUND);

        let version = value_of(&page, "version");
        let (status, place, body) = house.post(&format!("{at}/verdict"), &[("reason", "Tutto in ordine"), ("version", &version)]).await;
        assert_eq!((status, place), (StatusCode::SEE_OTHER, format!("{at}/verdict?done=saved")), "{body}");
        assert!(house.page(&format!("{at}/verdict")).await.contains("Tutto in ordine"));
        let (status, again) = house.api(&who, "POST", &format!("{at}/verdict"), json!({"reason": "x"})).await;
        assert_eq!((status, &again["errors"][0]["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("verdict-unchanged")), "{again}");

        // A household with an open pathway does not end; another may come into it.
        let newcomer = json!({"programme": "fra-noi-2", "organisation": organisation, "territory": "lombardia", "given": "Fanta", "family": "Prova", "born": "1985"});
        let (status, other) = house.api(&who, "POST", "/households", newcomer).await;
        assert_eq!(status, StatusCode::CREATED, "{other}");
        let (other, code) = (other["id"].as_str().unwrap(), full["code"].as_str().unwrap());
        let ends = format!("/households/{home}/merge");
        house.page(&ends).await;
        let (status, refused) = house.api(&who, "POST", &ends, json!({"into": other, "on": "2026-11-22", "link": "sibling"})).await;
        assert_eq!((status, &refused["errors"][0]["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("merge-still-open")), "{refused}");
        let comes = format!("/households/{other}/merge");
        let said = [("into", code), ("on", "2026-11-22"), ("link", "sibling"), ("version", "0")];
        let (status, _, form) = house.post(&comes, &said).await;
        assert!(status == StatusCode::OK && form.contains("Ecco che cosa succede") && form.contains(code), "{status} {form}");
        let sure = [said.as_slice(), &[("sure", "yes")]].concat();
        let (status, place, body) = house.post(&comes, &sure).await;
        assert_eq!((status, place), (StatusCode::SEE_OTHER, format!("/households/{home}?done=saved")), "{body}");
        let (_, merged) = house.api(&who, "GET", &format!("/households/{home}"), Value::Null).await;
        assert_eq!(merged["size"], 2, "{merged}");
    }
}
