//! The main job over the API: a household from referral to closing, and the monitoring officer who reads the result.

use kernel::Role;
use serde_json::{Value, json};
use testkit::{Engine, on_both};

use super::world::{Asker, World};

struct Desk<'w> {
    world: &'w World,
    asker: Asker,
}

impl Desk<'_> {
    async fn send(&self, method: &str, path: &str, body: Value, expected: u16) -> Value {
        let told = self.world.send(&self.asker, method, path, &body).await;
        assert_eq!(told.status, expected, "{method} {path} {body}: {}", told.body);
        if told.body.is_empty() { Value::Null } else { told.json() }
    }

    async fn get(&self, path: &str) -> Value {
        let told = self.world.get(Some(&self.asker), path).await;
        assert_eq!(told.status, 200, "GET {path}: {}", told.body);
        told.json()
    }
}

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap_or_else(|| panic!("no id in {value}")).to_owned()
}

/// How often something was counted in the monitoring table.
fn events(table: &Value, kind: &str, detail: Option<&str>) -> u64 {
    let rows = table["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["kind"] == kind && row["detail"].as_str() == detail);
    row.map_or(0, |row| row["events"].as_u64().unwrap())
}

async fn monitoring(officer: &Desk<'_>) -> Value {
    officer.get("/api/v1/figures/fra-noi-2/monitoring?from=2026-11-22&to=2026-11-22").await
}

on_both! {
    async fn a_household_crosses_the_threshold(engine) {
        let world = World::fresh(engine, 200).await;
        let worker = Desk { world: &world, asker: world.asker(Role::CaseWorker).await };
        let coordinator = Desk { world: &world, asker: world.asker(Role::Coordinator).await };
        let officer = Desk { world: &world, asker: world.asker(Role::MonitoringOfficer).await };
        let before = monitoring(&officer).await;

        // Referral: one call with the first person; the exit day is not known yet.
        let person = json!({
            "given": "Fatoumata", "family": "Traoré", "born": "12/3/1999", "sex": "female", "citizenship": "ML",
            "permit-kind": "subsidiary", "permit-state": "in-renewal", "circuit": "sai",
            "sender-name": "SAI di prova", "needs": ["home", "work"],
        });
        let referral = id(&worker.send("POST", "/api/v1/referrals", person, 201).await);
        worker.send("POST", &format!("/api/v1/referrals/{referral}/receipt"), json!({}), 200).await;

        // Known already: another spelling and order finds her.
        let found = worker.get("/api/v1/people?q=traore%20fatumata").await;
        assert!(found["total"].as_u64().unwrap() >= 1, "{found}");
        let person = found["items"].as_array().unwrap().iter().find(|p| p["person"]["identity"]["family"] == "Traoré").map(|p| id(&p["person"])).unwrap();

        // Verdicts: Fra Noi 2 needs to know the exit day, and says so.
        let verdicts = worker.get(&format!("/api/v1/referrals/{referral}/verdicts")).await;
        let of = |verdicts: &Value, code: &str| {
            verdicts["items"].as_array().unwrap().iter().find(|v| v["programme"] == code).cloned().unwrap()
        };
        let verdict = of(&verdicts, "fra-noi-2");
        assert_eq!(verdict["answer"], "needs-to-know", "{verdict}");
        assert!(verdict.to_string().contains("exit-day"), "{verdict}");
        assert_eq!(verdicts["total"], 5, "one verdict for each programme that runs");

        // The missing fact is learnt, and the verdict turns.
        let known = worker.get(&format!("/api/v1/people/{person}")).await;
        let stay = id(&known["legal-status"]["stays"][0]);
        let left = json!({ "circuit": "sai", "leaving": "left", "left-on": "2026-03-01" });
        worker.send("PATCH", &format!("/api/v1/stays/{stay}"), left, 200).await;
        let verdicts = worker.get(&format!("/api/v1/referrals/{referral}/verdicts")).await;
        assert_eq!(of(&verdicts, "fra-noi-2")["answer"], "yes", "{}", of(&verdicts, "fra-noi-2"));

        // Taken in charge, with the verdict frozen.
        let opening = json!({ "referral": referral, "programme": "fra-noi-2" });
        let pathway = id(&worker.send("POST", "/api/v1/pathways", opening.clone(), 201).await);
        worker.send("POST", "/api/v1/pathways", opening, 409).await;
        let at = |tail: &str| format!("/api/v1/pathways/{pathway}{tail}");

        // Baseline, plan.
        worker.send("POST", &at("/baseline"), json!({ "kind": "baseline", "taken-on": "2026-11-22", "home": 2, "work": 1, "language": 3 }), 201).await;
        worker.send("POST", &at("/plan/approval"), json!({}), 404).await;
        let refused = coordinator.world.send(&coordinator.asker, "POST", &at("/plan/approval"), &json!({})).await;
        assert!(matches!(refused.status, 409 | 422), "a plan without goals is not approved: {}", refused.body);
        let goal = json!({ "axis": "home", "words": "Una stanza vicino al lavoro" });
        let goal = id(&worker.send("POST", &at("/goals"), goal, 201).await);
        let step = json!({ "goal": goal, "what": "Versare il deposito", "responsible": "worker", "due-on": "2026-12-20", "cost": "900,00" });
        let step = id(&worker.send("POST", &at("/steps"), step, 201).await);
        worker.send("PATCH", &at("/plan"), json!({ "ours": "Un incontro ogni due settimane", "theirs": "Il corso di italiano", "review-on": "2027-02-01" }), 200).await;
        coordinator.send("POST", &at("/plan/approval"), json!({}), 201).await;
        worker.send("POST", &at("/plan/signature"), json!({ "signed-on": "2026-11-22", "signed-by": "Fatoumata Traoré", "read-in": "francese" }), 201).await;

        // Steps, notes, services, reviews.
        worker.send("PATCH", &format!("/api/v1/steps/{step}"), json!({ "status": "done", "done-on": "2026-11-22" }), 200).await;
        worker.send("POST", &at("/notes"), json!({ "words": "Contratto firmato." }), 201).await;
        worker.send("POST", &at("/services"), json!({ "kind": "family-doctor", "activated-on": "2026-11-22" }), 201).await;
        worker.send("POST", &at("/reviews"), json!({ "held-on": "2026-11-22", "done": "Casa trovata", "next-review": "2027-03-01" }), 201).await;

        // Closing, and a second closing that comes too late.
        let closing = json!({ "closed-on": "2026-11-22", "reason": "autonomy-reached", "result": "Casa e lavoro", "home": "own", "work": "stable", "ties": "some" });
        worker.send("POST", &at("/closing"), closing.clone(), 201).await;
        let late = world.send(&coordinator.asker, "POST", &at("/closing"), &closing).await;
        assert!(matches!(late.status, 409 | 422), "{}", late.body);
        let follow_ups = worker.get(&at("/follow-ups")).await;
        let due: Vec<_> = follow_ups["items"].as_array().unwrap().iter().map(|f| f["due-on"].as_str().unwrap().to_owned()).collect();
        assert_eq!(due, ["2027-02-22", "2027-05-22", "2027-11-22"]);
        let timeline = worker.get(&at("/timeline?page-size=100")).await;
        assert!(timeline["total"].as_u64().unwrap() >= 12, "{timeline}");

        // The monitoring officer reads the same facts.
        let after = monitoring(&officer).await;
        for (kind, detail) in [
            ("referral-received", None),
            ("pathway-opened", None),
            ("plan-signed", None),
            ("step-done", Some("home")),
            ("service-activated", Some("family-doctor")),
            ("review-held", None),
            ("pathway-closed", Some("autonomy-reached")),
        ] {
            assert_eq!(events(&after, kind, detail), events(&before, kind, detail) + 1, "{kind} {detail:?}: {after}");
        }
        let shown = world.get(Some(&officer.asker), &at("/notes")).await;
        assert_eq!(shown.status, 404, "a monitoring officer reads no notes");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_input_is_named_field_by_field_in_the_reader_s_language() {
    let world = World::fresh(Engine::Sqlite, 60).await;
    let worker = world.asker(Role::CaseWorker).await;
    let wrong = json!({ "given": "Amina", "born": "31/02/1999", "municipality": "Piotello", "colour": "red" });
    let told = world.send(&worker, "POST", "/api/v1/referrals", &wrong).await;
    assert_eq!(told.status, 422, "{}", told.body);
    let problem = told.json();
    let errors = problem["errors"].as_array().unwrap();
    let detail = |field: &str| {
        let error = errors.iter().find(|error| error["field"] == field);
        error.unwrap_or_else(|| panic!("{field} is not named in {problem}"))["detail"].as_str().unwrap().to_owned()
    };
    detail("born");
    detail("colour");
    assert!(detail("municipality").contains("Pioltello"), "{}", detail("municipality"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_narrower_than_its_owner_opens_nothing_else() {
    let world = World::fresh(Engine::Sqlite, 60).await;
    let member = world.member(Role::CaseWorker).await;
    let only = Some(vec!["view-programmes".to_owned()]);
    let new = accounts::NewToken { label: "narrow".into(), only, expires: None };
    let (_, token) = accounts::make_token(&world.db(), member, new).await.unwrap();
    let narrow = Asker { token, ..world.asker(Role::CaseWorker).await };
    assert_eq!(world.get(Some(&narrow), "/api/v1/programmes").await.status, 200);
    assert_eq!(world.get(Some(&narrow), "/api/v1/pathways").await.status, 403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_list_of_the_api_answers_items_total_and_next() {
    let world = World::fresh(Engine::Sqlite, 300).await;
    let coordinator = world.asker(Role::Coordinator).await;
    for path in ["referrals", "pathways", "programmes", "organisations", "people?q=a", "households"] {
        let told = world.get(Some(&coordinator), &format!("/api/v1/{path}")).await;
        assert_eq!(told.status, 200, "{path}: {}", told.body);
        let list = told.json();
        assert!(list["items"].is_array() && list["total"].is_u64() && list.get("next").is_some(), "{path}: {list}");
    }
    let first = world.get(Some(&coordinator), "/api/v1/pathways?page-size=2").await.json();
    let (total, next) = (first["total"].as_u64().unwrap(), first["next"].as_str().unwrap().to_owned());
    let mut seen = first["items"].as_array().unwrap().len() as u64;
    let mut open = Some(next);
    while let Some(path) = open {
        let page = world.get(Some(&coordinator), &path).await.json();
        seen += page["items"].as_array().unwrap().len() as u64;
        open = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!(seen, total, "the pages hold exactly the total");
    let counted = world.get(Some(&coordinator), "/api/v1/figures/caseload?by=territory,status").await.json();
    assert_eq!(counted["total"].as_u64().unwrap(), total, "{counted}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_invented_network_s_journal_agrees_with_its_rows() {
    let world = World::fresh(Engine::Sqlite, 800).await;
    let catalogue = soglia::house::catalogue(&soglia::config::Config::default()).unwrap();
    let span = figures::rules::period::Span { from: testkit::today().plus_months(-30), to: testkit::today() };
    for programme in catalogue.all() {
        let differences = figures::rebuild::differences(&world.db(), programme, span).await.unwrap();
        assert!(differences.is_empty(), "{}: {differences:#?}", programme.code);
    }
}
