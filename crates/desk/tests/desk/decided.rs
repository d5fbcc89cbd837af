//! What people have decided already: no run proposes it again, and nothing it holds is given to others.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::{on_both, today};

use super::stories::{accompanied, home, seeks_home, worked_out};
use super::world::{ADA, EVA, UGO, World, id};

/// A proposal that must come into being, as a case worker makes it.
async fn proposed(world: &World, member: usize, search: &Value, offer: &Value, more: Value) -> Value {
    let mut said = json!({ "offer": id(offer), "pathway": search["pathway"], "search": id(search) });
    for (name, value) in more.as_object().unwrap() {
        said[name] = value.clone();
    }
    let made = world.api(member, "POST", "/api/v1/proposals", &said).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    made.json()
}

async fn answered(world: &World, member: usize, proposal: &Value, side: &str, answer: Value) {
    let mut said = json!({ "told-by": "Amina", "how": "phone", "on-day": today() });
    for (name, value) in answer.as_object().unwrap() {
        said[name] = value.clone();
    }
    let path = format!("/api/v1/proposals/{}/{side}", id(proposal));
    let told = world.api(member, "POST", &path, &said).await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.body);
}

/// What the plan of a run says of a household: the offer, and whether a person holds it.
fn takes(run: &Value, who: &str) -> Option<(String, bool)> {
    let rows = run["proposals"].as_array().unwrap();
    let row = rows.iter().find(|row| row["seeker"]["label"].as_str() == Some(who))?;
    Some((row["offer"]["label"].as_str().unwrap().to_owned(), !row["decided"].is_null()))
}

fn decisions(run: &Value) -> Vec<&str> {
    run["decided"].as_array().unwrap().iter().map(|one| one["decision"].as_str().unwrap()).collect()
}

on_both! {
    async fn a_proposal_under_way_keeps_its_household_and_its_home(engine) {
        let world = World::fresh(engine).await;
        seeks_home(&world, ADA, "Amina", 200).await;
        let bana = seeks_home(&world, ADA, "Bana", 20).await;
        let flat = home(&world, ADA, "Bilocale", "450").await;
        let before = worked_out(&world, ADA, "home").await;
        assert_eq!(takes(&before, "Amina Prova"), Some(("Bilocale".into(), false)), "who waits longer");
        let proposal = proposed(&world, ADA, &bana, &flat, json!({})).await;
        let page = world.page(ADA, &format!("/desk/runs/{}", id(&before["run"]))).await;
        assert!(page.contains("/proposals/new?"), "of Amina nothing was decided: {page}");
        let told = worked_out(&world, ADA, "home").await;
        assert_eq!(takes(&told, "Bana Prova"), Some(("Bilocale".into(), true)), "a person decided otherwise");
        assert_eq!(takes(&told, "Amina Prova"), None);
        assert_eq!((told["proven"].clone(), decisions(&told)), (json!(true), vec!["under-way"]));
        let line = &told["proposals"][0];
        assert!(line["propose"].is_null() && line["decided"]["proposal"] == proposal["id"], "{line}");
        let page = world.page(UGO, &format!("/desk/runs/{}", id(&told["run"]))).await;
        assert!(page.contains("Già proposto") && page.contains(&format!("/proposals/{}", id(&proposal))), "{page}");
        let page = world.page(UGO, &format!("/desk/runs/{}?part=decided", id(&told["run"]))).await;
        assert!(page.contains("Bana Prova") && page.contains("si aspettano le risposte"), "{page}");
        let page = world.page(ADA, &format!("/desk/runs/{}/searches/{}", id(&told["run"]), id(&bana))).await;
        assert!(page.contains("si aspettano le risposte") && !page.contains("instead-of"), "{page}");
    }

    async fn what_was_proposed_since_the_run_is_not_offered_there_again(engine) {
        let world = World::fresh(engine).await;
        let amina = seeks_home(&world, ADA, "Amina", 200).await;
        let flat = home(&world, ADA, "Bilocale", "450").await;
        let run = worked_out(&world, ADA, "home").await;
        let proposal = proposed(&world, ADA, &amina, &flat, json!({ "run": id(&run["run"]) })).await;
        let page = world.page(ADA, &format!("/desk/runs/{}", id(&run["run"]))).await;
        assert!(page.contains(&format!("/proposals/{}", id(&proposal))) && !page.contains("/proposals/new?"), "{page}");
    }

    async fn a_no_keeps_the_two_apart_until_something_changes(engine) {
        let world = World::fresh(engine).await;
        let amina = seeks_home(&world, ADA, "Amina", 200).await;
        let flat = home(&world, ADA, "Bilocale", "450").await;
        let proposal = proposed(&world, ADA, &amina, &flat, json!({})).await;
        answered(&world, ADA, &proposal, "household-answer", json!({ "answer": "no", "reason": "too-dear", "then": "look-further" })).await;
        let told = worked_out(&world, ADA, "home").await;
        assert_eq!((takes(&told, "Amina Prova"), decisions(&told)), (None, vec!["declined-by-household"]));
        let story = format!("/desk/runs/{}/searches/{}?offer={}", id(&told["run"]), id(&amina), id(&flat));
        let page = world.page(ADA, &story).await;
        assert!(page.contains("Il nucleo ha detto di no") && page.contains(&format!("/proposals/{}", id(&proposal))), "{page}");
        world.clock.advance_seconds(3600);
        world.api(ADA, "PATCH", &format!("/api/v1/offers/{}", id(&flat)), &json!({ "rent": "400" })).await;
        let told = worked_out(&world, ADA, "home").await;
        assert_eq!(takes(&told, "Amina Prova"), Some(("Bilocale".into(), false)), "it costs less by now");
        assert_eq!(decisions(&told), Vec::<&str>::new());
    }

    async fn never_again_holds_for_good_on_either_side(engine) {
        let world = World::fresh(engine).await;
        let amina = seeks_home(&world, ADA, "Amina", 200).await;
        let (first, second) = (home(&world, ADA, "Bilocale", "450").await, home(&world, ADA, "Trilocale", "450").await);
        let no = proposed(&world, ADA, &amina, &first, json!({})).await;
        answered(&world, ADA, &no, "household-answer", json!({ "answer": "no", "reason": "not-this-one", "then": "veto-offer" })).await;
        let no = proposed(&world, ADA, &amina, &second, json!({})).await;
        answered(&world, ADA, &no, "offerer-answer", json!({ "answer": "no", "reason": "not-at-ease", "then": "veto-household" })).await;
        world.clock.advance_seconds(3600);
        for offer in [&first, &second] {
            world.api(ADA, "PATCH", &format!("/api/v1/offers/{}", id(offer)), &json!({ "rent": "300" })).await;
        }
        let told = worked_out(&world, ADA, "home").await;
        assert_eq!((takes(&told, "Amina Prova"), told["run"]["placed"].clone()), (None, json!(0)));
        let mut said = decisions(&told);
        said.sort_unstable();
        assert_eq!(said, ["veto-household", "veto-offer"]);
    }

    async fn a_home_that_another_partner_has_proposed_is_given_to_nobody_else(engine) {
        let world = World::fresh(engine).await;
        let amina = seeks_home(&world, ADA, "Amina", 200).await;
        let dalia = seeks_home(&world, EVA, "Dalia", 20).await;
        let flat = home(&world, ADA, "Bilocale", "450").await;
        proposed(&world, EVA, &dalia, &flat, json!({})).await;
        let told = worked_out(&world, ADA, "home").await;
        assert_eq!((takes(&told, "Amina Prova"), told["run"]["offers"].clone()), (None, json!(0)));
        let page = world.page(ADA, &format!("/desk/runs/{}/searches/{}?offer={}", id(&told["run"]), id(&amina), id(&flat))).await;
        assert!(page.contains("È già impegnata") && !page.contains("Dalia"), "{page}");
    }

    async fn a_reserve_leaves_household_and_home_free_but_not_for_each_other(engine) {
        let world = World::fresh(engine).await;
        let amina = seeks_home(&world, ADA, "Amina", 200).await;
        seeks_home(&world, ADA, "Bana", 20).await;
        let flat = home(&world, ADA, "Bilocale", "450").await;
        proposed(&world, ADA, &amina, &flat, json!({ "reserve": true })).await;
        let told = worked_out(&world, ADA, "home").await;
        assert_eq!(takes(&told, "Bana Prova"), Some(("Bilocale".into(), false)));
        assert_eq!((takes(&told, "Amina Prova"), decisions(&told)), (None, vec!["reserve"]));
    }

    async fn whoever_is_proposed_against_a_rule_is_left_to_people_and_no_plan_fails_by_it(engine) {
        let world = World::fresh(engine).await;
        let amina = seeks_home(&world, ADA, "Amina", 200).await;
        seeks_home(&world, ADA, "Bana", 20).await;
        let dear = home(&world, ADA, "Attico", "900").await;
        home(&world, ADA, "Bilocale", "450").await;
        proposed(&world, ADA, &amina, &dear, json!({})).await;
        let told = worked_out(&world, ADA, "home").await;
        assert_eq!((told["run"]["outcome"].clone(), decisions(&told)), (json!("optimal"), vec!["against-rules"]));
        assert_eq!(takes(&told, "Bana Prova"), Some(("Bilocale".into(), false)), "Amina is spoken for");
        assert_eq!(takes(&told, "Amina Prova"), None);
    }

    async fn of_an_opening_for_two_one_that_is_spoken_for_leaves_one(engine) {
        let world = World::fresh(engine).await;
        let work = json!({ "kind": "work", "title": "Mensa", "municipality": "Pioltello", "places": 2, "open": true });
        let work = world.offer(ADA, work).await;
        for (name, reserve) in [("Amina", false), ("Bana", true)] {
            let (pathway, person, _) = accompanied(&world, ADA, name).await;
            let said = json!({ "pathway": pathway.id, "kind": "work", "person": person, "urgency": "routine" });
            let search = world.api(ADA, "POST", "/api/v1/searches", &said).await.json();
            proposed(&world, ADA, &search, &work, json!({ "person": person, "reserve": reserve })).await;
        }
        let told = worked_out(&world, ADA, "work").await;
        assert_eq!((told["run"]["placed"].clone(), told["run"]["outcome"].clone()), (json!(1), json!("optimal")));
        let mut said = decisions(&told);
        said.sort_unstable();
        assert_eq!(said, ["reserve", "under-way"]);
    }
}
