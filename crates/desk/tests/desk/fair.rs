//! What a run means for whom, and policies tried on the past before anybody adopts them.

use axum::http::StatusCode;
use kernel::Role;
use serde_json::{Value, json};
use testkit::on_both;

use super::stories::{home, seeks_home, worked_out};
use super::world::{ADA, EVA, World, id};

async fn fairness(world: &World, run: &Value) -> Value {
    let path = format!("/api/v1/match-runs/{}/fairness", id(&run["run"]));
    let told = world.api(ADA, "GET", &path, &json!({})).await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.body);
    told.json()
}

fn group<'v>(told: &'v Value, name: &str) -> &'v Value {
    let rows = told["tables"].as_array().unwrap().iter().flat_map(|table| table["rows"].as_array().unwrap());
    rows.into_iter().find(|row| row["group"] == json!(name)).unwrap_or_else(|| panic!("{name} in {told}"))
}

fn count(told: &Value, outcome: &str) -> u64 {
    let all = told.as_array().unwrap().iter().find(|one| one["outcome"] == json!(outcome));
    all.map_or(0, |one| one["count"].as_u64().unwrap())
}

/// A coordinator of the whole programme.
fn coordinator(world: &World) -> String {
    format!("coordinator_all_{}", world.members[ADA])
}

async fn tried(world: &World, more: Value) -> Value {
    let mut said = json!({ "programme": "fra-noi-2", "kind": "home" });
    for (name, value) in more.as_object().unwrap() {
        said[name] = value.clone();
    }
    let told = world.api_as(&coordinator(world), "POST", "/api/v1/match-trials", &said).await;
    assert_eq!(told.status, StatusCode::CREATED, "{}", told.body);
    told.json()
}

fn adoption(trial: &Value) -> String {
    format!("/api/v1/match-trials/{}/adopt", id(&trial["trial"]))
}

on_both! {
    async fn small_groups_are_not_told_and_larger_ones_are_with_their_interval(engine) {
        let world = World::fresh(engine).await;
        for name in ["Amina", "Bana", "Celine", "Dalia"] {
            seeks_home(&world, ADA, name, 100).await;
        }
        home(&world, ADA, "Bilocale", "450").await;
        let told = fairness(&world, &worked_out(&world, ADA, "home").await).await;
        let four = group(&told, "women");
        assert_eq!((four["told"].clone(), four["placed"].clone(), four["all"].clone()), (json!(false), Value::Null, Value::Null));
        seeks_home(&world, ADA, "Esin", 100).await;
        let run = worked_out(&world, ADA, "home").await;
        let five = group(&fairness(&world, &run).await, "women").clone();
        assert_eq!((five["placed"].clone(), five["all"].clone(), five["percent"].clone()), (json!(1), json!(5), json!(20)));
        assert_eq!((five["interval"].clone(), five["left"].clone(), five["waited"].clone()), (Value::Null, Value::Null, Value::Null), "too few to say more");
        let page = world.page(ADA, &format!("/desk/runs/{}", id(&run["run"]))).await;
        assert!(page.contains(&format!("/desk/runs/{}/fairness", id(&run["run"]))), "one press away: {page}");
        let page = world.page(ADA, &format!("/desk/runs/{}/fairness", id(&run["run"]))).await;
        assert!(page.contains("Solo donne") && page.contains("1 su 5, 20 %") && page.contains("nessuna soglia"), "{page}");
    }

    async fn who_does_worse_than_in_the_queue_is_counted_and_named_to_whoever_accompanies_them(engine) {
        let world = World::fresh(engine).await;
        seeks_home(&world, ADA, "Amina", 200).await;
        let bana = seeks_home(&world, EVA, "Bana", 20).await;
        world.api(EVA, "PATCH", &format!("/api/v1/searches/{}", id(&bana)), &json!({ "rent": "460" })).await;
        home(&world, ADA, "Bilocale", "450").await;
        home(&world, ADA, "Trilocale", "495").await;
        let all = coordinator(&world);
        let made = world.api_as(&all, "POST", "/api/v1/match-runs", &json!({ "programme": "fra-noi-2", "kind": "home" })).await.json();
        assert_eq!(made["placed"], 2, "Bana can pay the Bilocale alone, so Amina goes elsewhere");
        let path = format!("/api/v1/match-runs/{}/fairness", id(&made));
        let told = world.api(ADA, "GET", &path, &json!({})).await.json();
        assert_eq!((told["worse"].clone(), count(&told["against"], "worse"), count(&told["against"], "gained")), (json!(1), 1, 1), "{told}");
        assert_eq!(told["losers"][0]["seeker"]["label"], "Amina Prova");
        let told = world.api(EVA, "GET", &path, &json!({})).await.json();
        assert_eq!((told["worse"].clone(), told["losers"].clone()), (json!(1), json!([])), "counted, and not named");
    }

    async fn where_people_decided_otherwise_stands_with_the_reason_and_what_it_cost(engine) {
        let world = World::fresh(engine).await;
        let amina = seeks_home(&world, ADA, "Amina", 200).await;
        seeks_home(&world, ADA, "Bana", 20).await;
        let (good, dear) = (home(&world, ADA, "Bilocale", "450").await, home(&world, ADA, "Attico", "900").await);
        let run = worked_out(&world, ADA, "home").await;
        assert_eq!(fairness(&world, &run).await["overrides"], json!([]));
        let said = json!({
            "offer": id(&dear), "pathway": amina["pathway"], "search": id(&amina), "run": id(&run["run"]),
            "instead-of": id(&good), "override-reason": "Vicino alla nonna",
        });
        let made = world.api(ADA, "POST", "/api/v1/proposals", &said).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let told = fairness(&world, &run).await;
        let one = &told["overrides"][0];
        assert_eq!((one["reason"].clone(), one["planned"]["label"].clone(), one["offer"]["label"].clone()), (json!("Vicino alla nonna"), json!("Bilocale"), json!("Attico")));
        let page = world.page(ADA, &format!("/desk/runs/{}/fairness", id(&run["run"]))).await;
        assert!(page.contains("Vicino alla nonna"), "{page}");
        let theirs = world.api(EVA, "GET", &format!("/api/v1/match-runs/{}/fairness", id(&run["run"])), &json!({})).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "a run of one partner");
    }

    async fn a_policy_is_tried_on_the_past_and_changes_nothing_until_it_is_adopted_with_a_reason(engine) {
        let world = World::fresh(engine).await;
        seeks_home(&world, ADA, "Amina", 200).await;
        home(&world, ADA, "Attico", "700").await;
        let trial = tried(&world, json!({ "off": ["rent"], "weight-short-ways": 0, "months": 12 })).await;
        assert_eq!((trial["in-force"]["placed"].clone(), trial["proposed"]["placed"].clone()), (json!(0), json!(1)), "{trial}");
        assert_eq!((trial["in-force"]["placed-now"].clone(), trial["proposed"]["placed-now"].clone()), (json!(0), json!(1)));
        assert_eq!(count(&trial["change"], "gained"), 1);
        let changed = trial["trial"]["changed"].to_string();
        assert!(changed.contains("da 3000 a 0") && changed.contains("spenta la regola «Il canone si può pagare»"), "{changed}");
        assert_eq!(worked_out(&world, ADA, "home").await["run"]["placed"], 0, "trying changes nothing");
        let who = coordinator(&world);
        let page = world.get_as(&who, &format!("/desk/trials/{}", id(&trial["trial"])), "it").await;
        assert!(page.status == StatusCode::OK && page.body.contains("Adotta come nuova versione"), "{}", page.body);
        let none = world.api_as(&who, "POST", &adoption(&trial), &json!({})).await;
        assert_eq!(none.wrong(), [("because".to_owned(), "required".to_owned())]);
        let why = json!({ "because": "Un fondo paga la differenza" });
        let made = world.api_as(&who, "POST", &adoption(&trial), &why).await;
        assert_eq!((made.status, made.json()["version"].clone()), (StatusCode::CREATED, json!(2)), "{}", made.body);
        let run = worked_out(&world, ADA, "home").await;
        assert_eq!((run["run"]["placed"].clone(), run["run"]["policy-version"].clone()), (json!(1), json!(2)));
        assert_eq!(run["proven"], json!(true));
        let page = world.page(ADA, "/desk/policy?programme=fra-noi-2").await;
        assert!(page.contains("Un fondo paga la differenza") && page.contains("Versione 2") && page.contains("Regole spente"), "{page}");
        let old = world.api_as(&who, "POST", &adoption(&trial), &why).await;
        assert_eq!(old.wrong(), [("because".to_owned(), "desk-tried-beside-another".to_owned())], "once, and beside what holds");
    }

    async fn only_whoever_stands_for_the_programme_or_its_territory_adopts(engine) {
        let world = World::fresh(engine).await;
        seeks_home(&world, ADA, "Amina", 200).await;
        let trial = tried(&world, json!({ "weight-short-ways": 9 })).await;
        let why = json!({ "because": "Prova" });
        let partner = world.says(ADA, Role::Coordinator);
        assert_eq!(world.api_as(&partner, "POST", &adoption(&trial), &why).await.status, StatusCode::NOT_FOUND);
        let worker = world.says(ADA, Role::CaseWorker);
        assert_eq!(world.api_as(&worker, "POST", &adoption(&trial), &why).await.status, StatusCode::NOT_FOUND);
        let made = world.api_as(&worker, "POST", "/api/v1/match-trials", &json!({ "programme": "fra-noi-2", "kind": "home" })).await;
        assert_eq!(made.status, StatusCode::FORBIDDEN);
        let wrong = json!({ "programme": "fra-noi-2", "kind": "home", "off": ["fits-beds"], "weight-contract": -1, "floor-women": 101 });
        let wrong = world.api_as(&coordinator(&world), "POST", "/api/v1/match-trials", &wrong).await.wrong();
        let fields: Vec<&str> = wrong.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["off", "weight-contract", "floor-women"], "what protects people stays on");
    }

    async fn a_floor_once_adopted_is_told_with_its_cost_and_moves_nobody(engine) {
        let world = World::fresh(engine).await;
        for name in ["Amina", "Bana", "Celine", "Dalia", "Esin"] {
            seeks_home(&world, ADA, name, 100).await;
        }
        home(&world, ADA, "Bilocale", "450").await;
        let before = worked_out(&world, ADA, "home").await;
        let trial = tried(&world, json!({ "floor-women": 20, "floor-with-minors": 60 })).await;
        let made = world.api_as(&coordinator(&world), "POST", &adoption(&trial), &json!({ "because": "Lo chiede la rete" })).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let run = worked_out(&world, ADA, "home").await;
        assert_eq!(run["run"]["placed"], before["run"]["placed"]);
        let told = fairness(&world, &run).await;
        let costs: Vec<&str> = told["floors"].as_array().unwrap().iter().map(|one| one["costs"].as_str().unwrap()).collect();
        assert!(costs[0].contains("non costa niente") && costs[1].contains("3 posti adatti"), "{costs:?}");
        let page = world.page(ADA, "/desk/policy?programme=fra-noi-2").await;
        assert!(page.contains("Solo donne: almeno 20 su 100"), "{page}");
    }

    async fn the_pages_try_and_adopt_too(engine) {
        let world = World::fresh(engine).await;
        seeks_home(&world, ADA, "Amina", 200).await;
        home(&world, ADA, "Attico", "700").await;
        let who = coordinator(&world);
        let page = world.get_as(&who, "/desk/trials?programme=fra-noi-2&kind=home", "it").await;
        assert!(page.status == StatusCode::OK && page.body.contains("weight-short-ways") && !page.body.contains("weight-contract"), "{}", page.body);
        let sent = world.post_as(&who, "/desk/trials", &[("programme", "fra-noi-2"), ("kind", "home"), ("off", "none"), ("off", "rent"), ("months", "6")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let mut place = sent.place.split('?').next().unwrap().to_owned();
        for _ in 0..30 {
            if place.starts_with("/desk/trials/") {
                break;
            }
            let told = world.get_as(&who, &place, "it").await;
            if told.status == StatusCode::SEE_OTHER {
                place = told.place.split('?').next().unwrap().to_owned();
            }
        }
        let page = world.get_as(&who, &place, "it").await;
        assert!(page.body.contains("avrebbe avuto un posto solo con la proposta"), "{}", page.body);
        let empty = world.post_as(&who, &format!("{place}/adopt"), &[("because", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", empty.body);
        let adopted = world.post_as(&who, &format!("{place}/adopt"), &[("because", "Perché sì")]).await;
        assert_eq!(adopted.status, StatusCode::SEE_OTHER, "{}", adopted.body);
        let wrong = world.post_as(&who, "/desk/trials", &[("programme", "fra-noi-2"), ("kind", "home"), ("months", "0")]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("weight-short-ways"), "{}", wrong.body);
    }
}
