//! The opened pathway in the browser and over the API: every page in both languages, the clicks, the refusals.

use std::collections::BTreeMap;
use std::sync::Arc;

use accounts::store::{Member, RoleGrant};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::{Extension, Router};
use kernel::{MemberId, OrganisationId, PathwayId, Role};
use network::rules::organisation::OrganisationKind;
use network::store::organisations::Organisation;
use pathways::rules::pathway::PathwayStatus;
use pathways::store::pathways::Pathway;
use pathways::store::verdicts::KeptVerdict;
use people::rules::person::Sex;
use people::store::households::{self, Household, Newcomer, Place};
use people::store::persons::{Identity, Person};
use people::store::sightings::Sighting;
use programmes::catalogue::Catalogue;
use programmes::store::editions::{self, Edition};
use serde_json::{Value, json};
use store::{Db, Entry, Fact, Scope, Store, Stored, System, Where};
use testkit::on_both;
use tower::ServiceExt;
use web::{Caller, Doorkeeper, Doors, GrantHeld, RouteCard, Settings, Via, Web};

/// Lets in whoever says a role, an organisation and a member: `case-worker_ORGANISATION_MEMBER`.
struct Porter;

fn caller(secret: &str, via: Via) -> Option<Caller> {
    let parts: Vec<&str> = secret.split('_').collect();
    let [role, organisation, member] = parts[..] else { return None };
    let role = Role::from_word(role)?;
    let scope = Scope { organisation: organisation.parse().ok(), names: role != Role::Evaluator, ..Scope::default() };
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
    store: Store,
    cards: Vec<RouteCard>,
    router: Router,
    pathway: PathwayId,
    member: MemberId,
    partners: [OrganisationId; 2],
}

async fn house(engine: testkit::Engine) -> House {
    let modules =
        || vec![accounts::module(), network::module(), programmes::module(), people::module(), pathways::module()];
    let steps: Vec<store::Step> = modules().into_iter().flat_map(|module| module.steps).collect();
    let store = engine.store(&steps).await;
    let demo = store.system(System::Demo);
    let partners = ["Ponte", "Altra sponda"].map(|name| Organisation::new(name, OrganisationKind::Cooperative));
    let member = Member::new(MemberId::fresh(), "ada@example.org", "Ada Prova", demo.now());
    let other = Member::new(MemberId::fresh(), "ugo@example.org", "Ugo Prova", demo.now());
    let grant = accounts::NewGrant {
        organisation: Some(partners[0].id),
        ..accounts::NewGrant::everywhere(Role::CaseWorker, testkit::today())
    };
    let mut bulk = store.bulk().await.unwrap();
    bulk.add(&partners).await.unwrap();
    bulk.add(&[member.clone(), other.clone()]).await.unwrap();
    bulk.add(&[RoleGrant::new(other.id, &grant)]).await.unwrap();
    bulk.commit().await.unwrap();
    let place = Place {
        programme: "fra-noi-2".parse().unwrap(),
        organisation: partners[0].id,
        territory: "lombardia".parse().unwrap(),
    };
    let person = Person::new(Sex::Female, "1990-05-01".parse().ok(), None);
    let identity = Identity::new(person.id, "Amina", "<Prova>");
    let household =
        households::create(&demo, Household::new(demo.now()), &place, Newcomer::new(person, identity)).await.unwrap();
    let id = PathwayId::fresh();
    let pathway = Pathway {
        id,
        version: 0,
        code: people::rules::code::of('P', id.as_uuid()),
        programme: place.programme.clone(),
        organisation_id: place.organisation,
        territory: place.territory.clone(),
        household_id: household.id,
        referral_id: None,
        case_worker: member.id,
        status: PathwayStatus::TakenInCharge,
        opened_on: "2026-03-01".parse().unwrap(),
        closed_on: None,
        last_activity: demo.now(),
        open_key: Some(Pathway::key_of(household.id, &place.programme)),
    };
    let mut bulk = store.bulk().await.unwrap();
    bulk.add(&[pathway]).await.unwrap();
    bulk.commit().await.unwrap();
    let (web, router) = Web::build(store.clone(), Box::new(Porter), Settings::default(), modules()).unwrap();
    House {
        store,
        cards: web.cards().to_vec(),
        router: router.layer(Extension(Arc::new(Catalogue::read(None).unwrap()))),
        pathway: id,
        member: member.id,
        partners: [partners[0].id, partners[1].id],
    }
}

type Told = (StatusCode, String, String);

impl House {
    fn says(&self, role: Role, partner: usize) -> String {
        format!("{role}_{}_{}", self.partners[partner], self.member)
    }

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

    /// A page that must be there, in both languages; the Italian one is given back.
    async fn page(&self, role: Role, path: &str) -> String {
        let mut told = String::new();
        for language in ["en", "it"] {
            let cookie = format!("__Host-soglia={}; __Host-soglia-language={language}", self.says(role, 0));
            let (status, _, body) =
                self.ask(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await;
            assert_eq!(status, StatusCode::OK, "{path} as {role} in {language}: {body}");
            for stem in ["fact", "scale", "closing", "service", "goal", "step", "plan", "follow-up", "home-state"] {
                assert!(!body.contains(&format!(">{stem}-")), "{path} in {language} lacks a text of `{stem}`: {body}");
            }
            told = body;
        }
        told
    }

    async fn post_as(&self, role: Role, path: &str, fields: &[(&str, &str)]) -> Told {
        let quoted = |text: &str| text.replace('%', "%25").replace('&', "%26").replace('/', "%2F").replace(' ', "+");
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", quoted(value))).collect();
        let request = Request::post(path)
            .header(header::COOKIE, format!("__Host-soglia={}", self.says(role, 0)))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("csrf=c&{}", pairs.join("&"))))
            .unwrap();
        self.ask(request).await
    }

    /// Sends a form that must be taken.
    async fn sent(&self, path: &str, fields: &[(&str, &str)]) {
        let (status, _, body) = self.post_as(Role::Coordinator, path, fields).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{path}: {body}");
    }

    async fn api_as(&self, who: &str, method: &str, path: &str, body: Value) -> (StatusCode, Value) {
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {who}"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(body)
            .unwrap();
        let (status, _, body) = self.ask(request).await;
        let told = if body.is_empty() {
            Value::Null
        } else {
            serde_json::from_str(&body).unwrap_or_else(|_| panic!("{body}"))
        };
        (status, told)
    }

    async fn api(&self, method: &str, path: &str, body: Value) -> (StatusCode, Value) {
        self.api_as(&self.says(Role::Coordinator, 0), method, path, body).await
    }

    fn at(&self, rest: &str) -> String {
        format!("/pathways/{}{rest}", self.pathway)
    }
}

/// Reading routes that name something of a household and show nobody: no name, no words about anybody.
const NOBODY_IS_SHOWN: &[&str] = &[
    // The code of a household, and whether it is in distress.
    "/households/{id}/edit",
    // An empty form; who looks alike is shown after it was sent.
    "/households/{id}/people/new",
    // Ids, relations and days.
    "/api/v1/households/{id}/history",
    // Who looked, on which day.
    "/api/v1/people/{id}/seen",
    // With which organisation something is shared, for what and until when.
    "/sharing/{id}/withdrawal",
];

#[derive(serde::Serialize)]
struct Forgotten;

impl Fact for Forgotten {
    fn kind(&self) -> &'static str {
        "sightings-forgotten"
    }
}

impl House {
    /// Makes one of everything that a route can name; gives their ids by the noun before them.
    async fn one_of_everything(&self) -> BTreeMap<&'static str, String> {
        let made = async |path: String, body: Value| {
            let (status, told) = self.api("POST", &path, body).await;
            assert_eq!(status, StatusCode::CREATED, "{path}: {told}");
            told["id"].as_str().unwrap_or_default().to_owned()
        };
        let id = |of: &Value| of.as_str().unwrap().to_owned();
        let (_, pathway) = self.api("GET", &self.at("?with=people"), Value::Null).await;
        let (person, home) = (id(&pathway["people"][0]["id"]), id(&pathway["household"]));
        let mut ids = BTreeMap::from([("people", person.clone()), ("pathways", self.pathway.to_string())]);
        for (given, born) in [("Amina", "1990-05-01"), ("Sira", "2015-04-01")] {
            let body = json!({ "given": given, "family": "Prova", "born": born, "relation": "child" });
            let (_, told) = self.api("POST", &format!("/households/{home}/people"), body).await;
            ids.insert("child", id(&told["person"]["id"]));
        }
        let child = ids["child"].clone();
        for (noun, of, body) in [
            ("permits", &person, json!({ "state": "issued" })),
            ("stays", &person, json!({ "leaving": "inside" })),
            ("languages", &person, json!({ "language": "ti" })),
            ("needs", &person, json!({ "kind": "mobility", "support": "Un piano terra" })),
            ("answers", &child, json!({ "kind": "guardian", "name": "Ada" })),
            (
                "sharing",
                &person,
                json!({ "to-organisation": self.partners[1], "purpose": "home", "basis": "public-task", "what": ["identity"], "until": testkit::today() }),
            ),
        ] {
            ids.insert(noun, made(format!("/people/{of}/{noun}"), body).await);
        }
        ids.insert("person-languages", ids["languages"].clone());
        let (_, pairs) = self.api("GET", "/duplicates", Value::Null).await;
        ids.insert("duplicates", id(&pairs["items"][0]["id"]));
        let goal = made(self.at("/goals"), json!({ "axis": "home", "words": "Una casa" })).await;
        ids.insert(
            "steps",
            made(self.at("/steps"), json!({ "goal": goal, "what": "Visita", "responsible": "worker" })).await,
        );
        ids.insert("goals", goal);
        let demo = self.store.system(System::Demo);
        let begins = "2020-01-01".parse().unwrap();
        editions::set(&demo, Edition { programme: "fra-noi-2".parse().unwrap(), begins, ends: None }).await.unwrap();
        let referral =
            made("/referrals".into(), json!({ "given": "Olena", "family": "Prova", "born": "1979-02-11", "programme": "fra-noi-2", "territory": "lombardia" })).await;
        let (status, told) = self.api("POST", &format!("/referrals/{referral}/receipt"), json!({})).await;
        assert_eq!(status, StatusCode::OK, "{told}");
        ids.insert("referrals", referral);
        ids.insert("verdicts", demo.rows::<KeptVerdict>().first().await.unwrap().unwrap().id.to_string());
        ids.insert("households", home);
        ids
    }

    /// The reading routes of these nouns that a case worker may read and that note nobody as seen, and how many were read.
    async fn unseen(&self, ids: &BTreeMap<&'static str, String>) -> (usize, Vec<&'static str>) {
        let worker = self.says(Role::CaseWorker, 0);
        let demo = self.store.system(System::Demo);
        let (mut read, mut unseen) = (0, Vec::new());
        for card in self.cards.iter().filter(|card| card.method == "GET") {
            let parts: Vec<&str> = card.path.split('/').collect();
            let Some(at) = parts.iter().position(|part| *part == "{id}") else { continue };
            let Some(id) = ids.get(parts[at - 1]) else { continue };
            let path = card.path.replace("{id}", id);
            let mut change = demo.change().await.unwrap();
            change.remove::<Sighting>(Where::everything()).await.unwrap();
            change.commit(Entry::new(&Forgotten, "all")).await.unwrap();
            let status = match path.strip_prefix("/api/v1") {
                Some(path) => self.api_as(&worker, "GET", path, Value::Null).await.0,
                None => self.get(&worker, &path).await.0,
            };
            // What a case worker may not read, and ways back to another page.
            if status != StatusCode::OK {
                continue;
            }
            read += 1;
            if demo.rows::<Sighting>().count().await.unwrap() == 0 {
                unseen.push(card.path);
            }
        }
        (read, unseen)
    }
}

/// The path of the first link or form that holds a piece of text.
fn path_with(page: &str, begins: &str, ends: &str) -> String {
    let all = page.split('"').find(|path| path.starts_with(begins) && path.ends_with(ends));
    all.unwrap_or_else(|| panic!("no {begins}…{ends} on {page}")).to_owned()
}

/// The version that a page's form carries for an action.
fn version_at(page: &str, action: &str) -> String {
    let form = page
        .split("<form")
        .find(|form| form.contains(&format!("action=\"{action}\"")))
        .unwrap_or_else(|| panic!("{action}"));
    let rest =
        form.split("name=\"version\" value=\"").nth(1).unwrap_or_else(|| panic!("no version at {action}: {form}"));
    rest.split('"').next().unwrap().to_owned()
}

on_both! {
    async fn the_whole_life_goes_through_the_pages(engine) {
        let house = house(engine).await;
        let worker = Role::CaseWorker;
        let page = house.page(worker, "/caseload").await;
        assert!(page.contains("Amina &lt;Prova&gt;") && page.contains(&house.at("/notes")));
        house.page(worker, "/pathways").await;
        house.page(worker, &house.at("")).await;
        house.page(worker, &house.at("/plan")).await;

        house.sent(&house.at("/baseline"), &[("kind", "baseline"), ("taken-on", "2/3/2026"), ("home", "2"), ("work", ""), ("words", "")]).await;
        assert!(house.page(worker, &house.at("/baseline")).await.contains("2 · Ha un posto provvisorio"));
        house.sent(&house.at("/goals/new"), &[("axis", "home"), ("words", "Una casa vicina alla scuola")]).await;
        let plan = house.page(worker, &house.at("/plan")).await;
        let goal = path_with(&plan, "/goals/", "/edit");
        house.page(worker, &goal).await;
        let steps = path_with(&plan, "/goals/", "/steps/new");
        house.page(worker, &steps).await;
        house.sent(&steps, &[("what", "Chiedere la residenza"), ("responsible", "person"), ("due-on", "1/11/2026"), ("cost", "16,00")]).await;
        let plan = house.page(worker, &house.at("/plan")).await;
        house.page(worker, &path_with(&plan, "/steps/", "/edit")).await;
        let version = version_at(&plan, &house.at("/plan"));
        house.sent(&house.at("/plan"), &[("theirs", "Frequentare il corso\r\nCercare casa"), ("ours", "Un incontro al mese"), ("review-on", "1/12/2026"), ("version", &version)]).await;

        // An unsigned plan is approved by the coordinator, from the caseload's list of things to do.
        assert!(house.page(Role::Coordinator, "/caseload?whose=partner").await.contains("1 progetto da approvare"));
        let page = house.page(Role::Coordinator, &house.at("")).await;
        let version = version_at(&page, &house.at("/plan/approval"));
        house.sent(&house.at("/plan/approval"), &[("version", &version)]).await;
        house.page(worker, &house.at("/plan/signature")).await;
        house.sent(&house.at("/plan/signature"), &[("signed-on", "1/4/2026"), ("signed-by", "Amina Prova"), ("read-in", "somalo"), ("interpreter", "")]).await;
        let printed = house.page(worker, &house.at("/plan/print")).await;
        assert!(printed.contains("class=\"paper\"") && printed.contains("Frequentare il corso") && printed.contains("16,00"));

        let page = house.page(worker, &house.at("")).await;
        let done = path_with(&page, "/steps/", "/done");
        assert!(page.contains("In ritardo") || page.contains("in ritardo"));
        house.page(worker, &done).await;
        let version = version_at(&page, &done);
        house.sent(&done, &[("done-on", "2/11/2026"), ("version", &version)]).await;
        let page = house.page(worker, &house.at("")).await;
        let state = path_with(&page, "/steps/", "/state");
        house.sent(&state, &[("act", "undo"), ("version", &version_at(&page, &state))]).await;

        house.sent(&house.at("/notes"), &[("words", "Una nota"), ("next", "/caseload")]).await;
        house.page(worker, &house.at("/notes")).await;
        house.sent(&house.at("/services"), &[("kind", "residence"), ("activated-on", "3/6/2026"), ("activated-by", ""), ("provider", "Anagrafe")]).await;
        house.page(worker, &house.at("/services")).await;
        house.sent(&house.at("/reviews"), &[("held-on", "1/9/2026"), ("done", "Residenza"), ("not-done", ""), ("decisions", "Avanti"), ("next-review", "1/12/2026")]).await;
        house.page(worker, &house.at("/reviews")).await;
        let form = house.page(worker, &house.at("/closing")).await;
        let version = version_at(&form, &house.at("/closing"));
        let closing = [("closed-on", "20/11/2026"), ("reason", "autonomy-reached"), ("result", "Casa e lavoro"), ("home", "own"), ("work", "stable"), ("ties", "some"), ("version", version.as_str())];
        house.sent(&house.at("/closing"), &closing).await;
        let page = house.page(Role::Coordinator, &house.at("")).await;
        assert!(page.contains("Autonomia raggiunta") && page.contains("Richiamo a 12 mesi"));
        let due = page.split('"').find(|path| path.starts_with("/follow-ups/")).unwrap().to_owned();
        let form = house.page(worker, &due).await;
        let version = version_at(&form, &due);
        house.sent(&due, &[("done-on", "22/11/2026"), ("reached", "yes"), ("home", "own"), ("words", "Bene"), ("version", &version)]).await;
        house.page(worker, &due).await;
        // Who was slower sees the colleague's outcome beside the own.
        let late = [("done-on", "22/11/2026"), ("reached", "no"), ("words", "Non risponde"), ("version", version.as_str())];
        let (status, _, body) = house.post_as(worker, &due, &late).await;
        assert_eq!(status, StatusCode::CONFLICT, "{body}");
        let form = body.split("<form").find(|form| form.contains(&format!("action=\"{due}\""))).unwrap();
        assert!(form.contains("Non risponde") && form.contains("Bene"), "{form}");
        // Sent again from the page that showed both, it takes the place of what stood, and is counted once.
        let version = version_at(&body, &due);
        house.sent(&due, &[("done-on", "22/11/2026"), ("reached", "no"), ("words", "Non risponde"), ("version", &version)]).await;
        let page = house.page(worker, &due).await;
        assert!(page.contains("Non risponde") && !page.contains("Bene") && page.contains("Correggi quello che è scritto"), "{page}");
        let (_, told) = house.api("GET", &house.at("/timeline"), Value::Null).await;
        let told: Vec<&Value> = told["items"].as_array().unwrap().iter().filter(|one| one["kind"] == "follow-up-done").collect();
        assert_eq!((told.len(), &told[0]["voids"], &told[1]["voids"]), (2, &told[1]["id"], &Value::Null), "{told:?}");
        let outcome = format!("{due}/outcome");
        let again = json!({ "done-on": "2026-11-21", "reached": false });
        let (status, refused) = house.api("POST", &outcome, again).await;
        assert_eq!((status, &refused["errors"][0]["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("follow-up-already-done")), "{refused}");
        let knowing = json!({ "done-on": "2026-11-21", "reached": false, "version": version.parse::<i64>().unwrap() + 1 });
        let (status, put) = house.api("POST", &outcome, knowing.clone()).await;
        assert_eq!((status, &put["done-on"]), (StatusCode::CREATED, &json!("2026-11-21")), "{put}");
        assert_eq!(house.api("POST", &outcome, knowing).await.0, StatusCode::CONFLICT);
        let told = house.page(worker, &house.at("/timeline")).await;
        for words in ["Progetto firmato", "Servizio attivato", "Residenza anagrafica", "Richiamo fatto", "Percorso chiuso"] {
            assert!(told.contains(words), "{words}: {told}");
        }
        house.sent(&house.at("/reopening"), &[]).await;
        house.page(Role::Coordinator, &house.at("/case-worker")).await;
    }

    async fn nothing_typed_is_lost_when_a_form_is_refused(engine) {
        let house = house(engine).await;
        let note = [("words", "Una nota lunga"), ("day", "31/02/2026")];
        let (status, _, body) = house.post_as(Role::CaseWorker, &house.at("/notes"), &note).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(body.contains("Una nota lunga") && body.contains("31/02/2026") && body.contains("Questo giorno non esiste"));
        let (status, _, body) = house.post_as(Role::CaseWorker, &house.at("/goals/new"), &[("axis", "sky"), ("words", "Volare")]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert!(body.contains("Volare"));

        let form = house.page(Role::CaseWorker, &house.at("/closing")).await;
        let version = version_at(&form, &house.at("/closing"));
        let closing = |result: &'static str| {
            vec![("closed-on", "20/11/2026"), ("reason", "moved-away"), ("result", result), ("home", "own"), ("work", "stable"), ("ties", "some")]
        };
        let mut first = closing("La prima");
        first.push(("version", &version));
        house.sent(&house.at("/closing"), &first).await;
        let mut second = closing("La seconda");
        second.push(("version", &version));
        let (status, _, body) = house.post_as(Role::CaseWorker, &house.at("/closing"), &second).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert!(body.contains("La seconda") && body.contains("La prima"));
        assert!(body.contains("Il percorso è già stato chiuso"), "{body}");
    }

    async fn a_note_goes_back_to_where_it_was_written(engine) {
        let house = house(engine).await;
        let (_, to, _) = house.post_as(Role::CaseWorker, &house.at("/notes"), &[("words", "x"), ("next", "/caseload?whose=mine")]).await;
        assert_eq!(to, "/caseload?whose=mine&done=note-written");
        for foreign in ["//example.org", "https://example.org", "/caseloads"] {
            let (_, to, _) = house.post_as(Role::CaseWorker, &house.at("/notes"), &[("words", "x"), ("next", foreign)]).await;
            assert_eq!(to, format!("{}?done=note-written", house.at("")));
        }
    }

    async fn the_api_takes_a_pathway_from_goal_to_closing(engine) {
        let house = house(engine).await;
        let (status, goal) = house.api("POST", &house.at("/goals"), json!({ "axis": "home", "words": "Una casa" })).await;
        assert_eq!(status, StatusCode::CREATED, "{goal}");
        let (_, step) = house.api("POST", &house.at("/steps"), json!({ "goal": goal["id"], "what": "Visita", "responsible": "worker", "cost": "12,50" })).await;
        assert_eq!(step["cost-cents"], 1250, "{step}");
        let (status, told) = house.api("POST", &house.at("/plan/signature"), json!({ "signed-on": "2026-04-01", "signed-by": "Amina", "read-in": "it" })).await;
        assert_eq!((status, told["errors"][0]["code"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some("plan-not-approved")));
        let (status, _) = house.api("PATCH", &house.at("/plan"), json!({ "ours": ["Uno", "Due"], "review-on": "2026-12-01" })).await;
        assert_eq!(status, StatusCode::OK);
        let (status, _) = house.api("POST", &house.at("/plan/approval"), Value::Null).await;
        assert_eq!(status, StatusCode::CREATED);
        let (status, plan) = house.api("POST", &house.at("/plan/signature"), json!({ "signed-on": "2026-04-01", "signed-by": "Amina", "read-in": "it" })).await;
        assert_eq!((status, plan["status"].as_str()), (StatusCode::CREATED, Some("signed")), "{plan}");
        let (_, done) = house.api("PATCH", &format!("/steps/{}", step["id"].as_str().unwrap()), json!({ "status": "done", "done-on": "2026-05-01" })).await;
        assert_eq!(done["done-on"], "2026-05-01", "{done}");
        let (_, one) = house.api("GET", &house.at("?with=plan,people"), Value::Null).await;
        assert_eq!((one["goals"][0]["steps"][0]["status"].as_str(), one["people"][0]["age"].as_i64()), (Some("done"), Some(36)), "{one}");
        let (status, _) = house.api("GET", &house.at("?with=notes"), Value::Null).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        let (_, bare) = house.api("GET", &house.at(""), Value::Null).await;
        assert!(bare.get("goals").is_none() && bare["status"] == "under-way");
        let (_, list) = house.api("GET", "/pathways?territory=lombardia&status=under-way&sort=-last-activity&page-size=50", Value::Null).await;
        assert_eq!(list["total"], 1, "{list}");
        let (status, service) = house.api("POST", &house.at("/services"), json!({ "kind": "school", "activated-on": "2026-05-01" })).await;
        assert_eq!(status, StatusCode::CREATED);
        let (status, _) = house.api("DELETE", &format!("/services/{}", service["id"].as_str().unwrap()), Value::Null).await;
        assert_eq!(status, StatusCode::NO_CONTENT);
        let (_, timeline) = house.api("GET", &house.at("/timeline?page-size=2"), Value::Null).await;
        assert_eq!(timeline["items"][0]["kind"], "service-removed");
        assert!(timeline["next"].is_string());
        let closing = json!({ "closed-on": "2026-10-01", "reason": "returned", "result": "x", "home": "unknown", "work": "unknown", "ties": "unknown" });
        let (status, _) = house.api("POST", &house.at("/closing"), closing.clone()).await;
        assert_eq!(status, StatusCode::CREATED);
        let (status, told) = house.api("POST", &house.at("/closing"), closing).await;
        assert_eq!((status, told["errors"][0]["code"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some("pathway-already-closed")));
        let (_, due) = house.api("GET", &house.at("/follow-ups"), Value::Null).await;
        assert_eq!(due["total"], 3);
        let (status, _) = house.api("POST", &house.at("/reopening"), Value::Null).await;
        assert_eq!(status, StatusCode::OK);
    }

    async fn whoever_reads_of_somebody_is_noted_on_every_page_and_route(engine) {
        let house = house(engine).await;
        let ids = house.one_of_everything().await;
        let (read, mut unseen) = house.unseen(&ids).await;
        assert!(read > 50, "{read}");
        let closing = json!({ "closed-on": "2026-10-01", "reason": "returned", "result": "x", "home": "unknown", "work": "unknown", "ties": "unknown" });
        house.api("POST", &house.at("/closing"), closing).await;
        let (_, due) = house.api("GET", &house.at("/follow-ups"), Value::Null).await;
        let of_closed = BTreeMap::from([("follow-ups", due["items"][0]["id"].as_str().unwrap().to_owned())]);
        unseen.extend(house.unseen(&of_closed).await.1);
        unseen.sort_unstable();
        let mut excused = NOBODY_IS_SHOWN.to_vec();
        excused.sort_unstable();
        assert_eq!(unseen, excused);
    }

    async fn what_keeps_a_household_from_ending_is_named_with_its_link(engine) {
        let house = house(engine).await;
        let (_, pathway) = house.api("GET", &house.at(""), Value::Null).await;
        let merge = format!("/households/{}/merge", pathway["household"].as_str().unwrap());
        let link = format!("href=\"{}\"", house.at(""));
        let page = house.page(Role::CaseWorker, &merge).await;
        assert!(page.contains("ancora aperto") && page.contains(&link) && !page.contains("un'altra organizzazione"), "{page}");

        let own = house.store.system(System::Demo).rows::<Pathway>().id(house.pathway).one().await.unwrap();
        let (id, programme) = (PathwayId::fresh(), "intarsi".parse().unwrap());
        let open_key = Some(Pathway::key_of(own.household_id, &programme));
        let code = people::rules::code::of('P', id.as_uuid());
        let theirs = Pathway { id, code, organisation_id: house.partners[1], programme, open_key, ..own };
        let mut bulk = house.store.bulk().await.unwrap();
        bulk.add(std::slice::from_ref(&theirs)).await.unwrap();
        bulk.commit().await.unwrap();
        let closing = json!({ "closed-on": "2026-10-01", "reason": "returned", "result": "x", "home": "unknown", "work": "unknown", "ties": "unknown" });
        assert_eq!(house.api("POST", &house.at("/closing"), closing).await.0, StatusCode::CREATED);
        let page = house.page(Role::CaseWorker, &merge).await;
        assert!(page.contains("un'altra organizzazione") && !page.contains(&link) && !page.contains(&theirs.code), "{page}");
    }

    async fn an_evaluator_reads_structure_and_no_words(engine) {
        let house = house(engine).await;
        house.sent(&house.at("/goals/new"), &[("axis", "home"), ("words", "Parole segrete")]).await;
        house.sent(&house.at("/notes"), &[("words", "Nota segreta")]).await;
        let page = house.page(Role::Evaluator, &house.at("")).await;
        assert!(!page.contains("segret") && !page.contains("Amina"));
        house.page(Role::Evaluator, "/caseload").await;
        let who = house.says(Role::Evaluator, 0);
        let (_, one) = house.api_as(&who, "GET", &house.at("?with=plan&with=people"), Value::Null).await;
        assert!(one["goals"][0]["words"].is_null() && one["people"][0]["name"].is_null(), "{one}");
        let (status, _) = house.api_as(&who, "GET", &house.at("/notes"), Value::Null).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let worker = house.says(Role::CaseWorker, 0);
        for (reader, named) in [(&who, false), (&worker, true)] {
            let (_, told) = house.api_as(reader, "GET", &house.at("/timeline"), Value::Null).await;
            assert_eq!(told["items"].as_array().unwrap().iter().any(|item| item["who"].is_string()), named, "{told}");
        }
    }

    async fn another_partner_s_pathway_reads_as_not_there(engine) {
        let house = house(engine).await;
        let stranger = house.says(Role::Coordinator, 1);
        for path in ["", "/plan", "/notes", "/services", "/reviews", "/closing", "/timeline", "/baseline", "/plan/print", "/case-worker"] {
            assert_eq!(house.get(&stranger, &house.at(path)).await.0, StatusCode::NOT_FOUND, "{path}");
        }
        for path in ["", "/plan", "/goals", "/steps", "/notes", "/services", "/reviews", "/closing", "/timeline", "/follow-ups", "/baseline"] {
            assert_eq!(house.api_as(&stranger, "GET", &house.at(path), Value::Null).await.0, StatusCode::NOT_FOUND, "{path}");
        }
        let (_, list) = house.api_as(&stranger, "GET", "/pathways", Value::Null).await;
        assert_eq!(list["total"], 0);
    }
}
