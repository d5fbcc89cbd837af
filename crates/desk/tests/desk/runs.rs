//! Runs: proven, explained, each read as far as one's reach goes, and counting as nothing.

use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use desk::gather::{About, Sources};
use desk::making::{self, NoRun};
use desk::store::runs::{self, MatchProblem, MatchRun};
use kernel::Role;
use placement::rules::offer::OfferKind;
use placement::store::searches::Search;
use serde_json::{Value, json};
use store::System;
use testkit::on_both;

use super::stories::{accompanied, home, seeks_home, worked_out};
use super::world::{ADA, EVA, UGO, World, id};

fn of<'v>(rows: &'v Value, label: &str) -> &'v Value {
    let found = rows.as_array().unwrap().iter().find(|row| row["seeker"]["label"].as_str() == Some(label));
    found.unwrap_or_else(|| panic!("{label} in {rows}"))
}

on_both! {
    async fn a_run_finds_the_best_for_all_together_and_proves_it(engine) {
        let world = World::fresh(engine).await;
        let amina = seeks_home(&world, ADA, "Amina", 200).await;
        seeks_home(&world, ADA, "Bana", 20).await;
        home(&world, ADA, "Bilocale", "450").await;
        let told = worked_out(&world, ADA, "home").await;
        assert_eq!((told["run"]["outcome"].clone(), told["proven"].clone()), (json!("optimal"), json!(true)));
        assert_eq!((told["run"]["searches"].clone(), told["run"]["placed"].clone(), told["run"]["persons"].clone()), (json!(2), json!(1), json!(2)));
        let first = of(&told["proposals"], "Amina Prova");
        assert_eq!(first["offer"]["label"], "Bilocale", "who has waited longer comes first");
        let without = of(&told["without"], "Bana Prova");
        assert!(without["why"].as_str().unwrap().contains("serve di più ad altri"), "{without}");
        assert!(told["lacks"][0].as_str().unwrap().contains("Pioltello (MI)"), "{}", told["lacks"]);
        let page = world.page(ADA, &format!("/desk/runs/{}", id(&told["run"]))).await;
        assert!(page.contains("nessun altro piano è migliore") && page.contains("Amina Prova") && page.contains("Bilocale"), "{page}");
        for part in ["without", "questions", "lacks"] {
            world.page(ADA, &format!("/desk/runs/{}?part={part}", id(&told["run"]))).await;
        }
        let kept: Search = world.store.system(System::Catalogue).rows::<Search>().id(id(&amina).parse().unwrap()).one().await.unwrap();
        assert_eq!(kept.status.to_string(), "open", "a run counts as nothing");
    }

    async fn what_is_not_known_is_asked_and_never_a_no(engine) {
        let world = World::fresh(engine).await;
        let amina = seeks_home(&world, ADA, "Amina", 200).await;
        let flat = home(&world, ADA, "Bilocale", "450").await;
        let path = format!("/api/v1/offers/{}", id(&flat));
        assert_eq!(world.api(ADA, "PATCH", &path, &json!({ "rent": "" })).await.status, StatusCode::OK);
        let told = worked_out(&world, ADA, "home").await;
        assert_eq!(told["run"]["placed"], 0);
        assert!(of(&told["without"], "Amina Prova")["why"].as_str().unwrap().contains("aspetta una risposta"), "{}", told["without"]);
        let page = world.page(ADA, &format!("/desk/runs/{}?part=questions", id(&told["run"]))).await;
        assert!(page.contains("Qual è il canone?") && page.contains("può cambiare il piano") && page.contains("Bilocale"), "{page}");
        let story = world.page(ADA, &format!("/desk/runs/{}/searches/{}?offer={}", id(&told["run"]), id(&amina), id(&flat))).await;
        assert!(story.contains("Prima bisogna sapere") && story.contains("Andrebbe a Bilocale (O-") && story.contains("la risposta fosse favorevole: Qual è il canone?"), "{story}");
        assert!(story.contains(&format!("href=\"/offers/{}/edit\"", id(&flat))), "where the answer is written down: {story}");
    }

    async fn why_this_why_not_that_and_what_would_change_it(engine) {
        let world = World::fresh(engine).await;
        let amina = seeks_home(&world, ADA, "Amina", 200).await;
        let bana = seeks_home(&world, ADA, "Bana", 20).await;
        let flat = home(&world, ADA, "Bilocale", "450").await;
        let dear = home(&world, ADA, "Attico", "700").await;
        let told = worked_out(&world, ADA, "home").await;
        let run = id(&told["run"]).to_owned();
        let page = world.page(ADA, &format!("/desk/runs/{run}/searches/{}", id(&amina))).await;
        assert!(page.contains("L’unica casa possibile") && page.contains("è dove vogliono vivere") && page.contains("resterebbe senza"), "{page}");
        let page = world.page(ADA, &format!("/desk/runs/{run}/searches/{}?offer={}", id(&amina), id(&dear))).await;
        assert!(page.contains("Il canone è 700") && page.contains("il contributo al canone fosse di 200"), "{page}");
        let api = format!("/api/v1/match-runs/{run}/searches/{}", id(&bana));
        let story = world.api(ADA, "GET", &format!("{api}?offer={}", id(&flat)), &json!({})).await.json();
        assert!(story["story"]["not"][0].as_str().unwrap().contains("È per Amina Prova"), "{story}");
        let story = world.api(ADA, "GET", &api, &json!({})).await.json();
        let changes = story["story"]["changes"].to_string();
        assert!(story["story"]["same-facts"] == json!(true) && changes.contains("il contributo al canone"), "{changes}");
        let latest = world.get_as(&world.says(ADA, Role::CaseWorker), &format!("/desk/searches/{}", id(&amina)), "it").await;
        assert_eq!(latest.place, format!("/desk/runs/{run}/searches/{}", id(&amina)));
    }

    async fn each_stated_change_when_it_comes_turns_the_result(engine) {
        let world = World::fresh(engine).await;
        let amina = seeks_home(&world, ADA, "Amina", 200).await;
        home(&world, ADA, "Attico", "700").await;
        let before = worked_out(&world, ADA, "home").await;
        let api = format!("/api/v1/match-runs/{}/searches/{}", id(&before["run"]), id(&amina));
        let story = world.api(ADA, "GET", &api, &json!({})).await.json();
        assert!(story["story"]["changes"][0]["ways"][0].as_str().unwrap().contains("200,00 €"), "{story}");
        world.api(ADA, "PATCH", &format!("/api/v1/searches/{}", id(&amina)), &json!({ "rent-support": "200" })).await;
        let after = worked_out(&world, ADA, "home").await;
        assert_eq!((before["run"]["placed"].clone(), after["run"]["placed"].clone()), (json!(0), json!(1)));
    }

    async fn of_another_partner_only_that_there_is_a_household(engine) {
        let world = World::fresh(engine).await;
        let amina = seeks_home(&world, ADA, "Amina", 20).await;
        let dalia = seeks_home(&world, EVA, "Dalia", 200).await;
        let flat = home(&world, ADA, "Bilocale", "450").await;
        let all = format!("coordinator_all_{}", world.members[EVA]);
        let made = world.api_as(&all, "POST", "/api/v1/match-runs", &json!({ "programme": "fra-noi-2", "kind": "home" })).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let run = id(&made.json()).to_owned();
        let page = world.page(ADA, &format!("/desk/runs/{run}")).await;
        assert!(page.contains("un nucleo di un altro partner") && !page.contains("Dalia"), "{page}");
        let story = world.page(ADA, &format!("/desk/runs/{run}/searches/{}?offer={}", id(&amina), id(&flat))).await;
        assert!(!story.contains("Dalia") && story.contains("un nucleo di un altro partner"), "{story}");
        let theirs = world.get_as(&world.says(ADA, Role::CaseWorker), &format!("/desk/runs/{run}/searches/{}", id(&dalia)), "it").await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND);
        let own = worked_out(&world, EVA, "home").await;
        let hidden = world.get_as(&world.says(ADA, Role::CaseWorker), &format!("/desk/runs/{}", id(&own["run"])), "it").await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND, "a run of one partner is read by that partner");
    }

    async fn what_a_partner_keeps_to_itself_is_planned_for_nobody_else_and_explained_to_nobody_else(engine) {
        let world = World::fresh(engine).await;
        let amina = seeks_home(&world, ADA, "Amina", 200).await;
        seeks_home(&world, EVA, "Dalia", 20).await;
        let kept = home(&world, EVA, "Bilocale", "450").await;
        let share = json!({ "shared-with": "organisation" });
        let told = world.api(EVA, "PATCH", &format!("/api/v1/offers/{}", id(&kept)), &share).await;
        assert_eq!(told.status, StatusCode::OK, "{}", told.body);
        let all = format!("coordinator_all_{}", world.members[EVA]);
        let made = world.api_as(&all, "POST", "/api/v1/match-runs", &json!({ "programme": "fra-noi-2", "kind": "home" })).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let run = format!("/api/v1/match-runs/{}", id(&made.json()));
        assert_eq!(made.json()["placed"], 1, "Amina has waited for longer, and the home is not for her");
        let read = world.api(ADA, "GET", &run, &json!({})).await;
        assert!(read.status == StatusCode::OK && !read.body.contains(id(&kept)), "{}", read.body);
        let asked = format!("{run}/searches/{}?offer={}", id(&amina), id(&kept));
        assert_eq!(world.api(ADA, "GET", &asked, &json!({})).await.status, StatusCode::NOT_FOUND);
        let page = format!("/desk/runs/{}/searches/{}?offer={}", id(&made.json()), id(&amina), id(&kept));
        assert_eq!(world.get_as(&world.says(ADA, Role::CaseWorker), &page, "it").await.status, StatusCode::NOT_FOUND);
    }

    async fn a_certificate_that_was_tampered_with_is_not_believed(engine) {
        let world = World::fresh(engine).await;
        seeks_home(&world, ADA, "Amina", 200).await;
        seeks_home(&world, ADA, "Bana", 20).await;
        home(&world, ADA, "Bilocale", "450").await;
        let told = worked_out(&world, ADA, "home").await;
        let db = world.store.system(System::Catalogue);
        let kept: MatchRun = db.rows::<MatchRun>().id(id(&told["run"]).parse().unwrap()).one().await.unwrap();
        let problem = db.rows::<MatchProblem>().filter(MatchProblem::run_id.eq(kept.id)).one().await.unwrap().problem.0;
        let proposal = runs::whole(&db, kept).await.unwrap().proposal.unwrap();
        assert!(problem.prove(&proposal).is_ok());
        for level in 0..matching::Worth::LEVELS {
            let mut forged = proposal.clone();
            let mut levels = forged.worth.levels();
            levels[level] += 1;
            forged.worth = matching::Worth::of(levels);
            assert!(problem.prove(&forged).is_err(), "worth, level {level}");
        }
        for dearer in [1_000_000, -1_000_000] {
            let mut forged = proposal.clone();
            forged.prices[0].price.persons += dearer;
            assert!(problem.prove(&forged).is_err(), "a price that nobody would pay, or that gives a home away");
        }
        let mut forged = proposal.clone();
        forged.taken.clear();
        assert!(problem.prove(&forged).is_err(), "a plan that leaves out what is best");
    }

    async fn the_wrong_role_and_whoever_holds_none_find_nothing(engine) {
        let world = World::fresh(engine).await;
        seeks_home(&world, ADA, "Amina", 200).await;
        let told = worked_out(&world, ADA, "home").await;
        let path = format!("/api/v1/match-runs/{}", id(&told["run"]));
        for role in [Role::Trainer, Role::MonitoringOfficer, Role::PartnerAdministrator, Role::Evaluator] {
            let who = world.says(ADA, role);
            assert_eq!(world.api_as(&who, "GET", &path, &json!({})).await.status, StatusCode::NOT_FOUND, "{role}");
            let made = world.api_as(&who, "POST", "/api/v1/match-runs", &json!({ "programme": "fra-noi-2", "kind": "home" })).await;
            assert_eq!(made.status, StatusCode::FORBIDDEN, "{role}");
        }
        let team = world.says(ADA, Role::MobileTeam);
        assert_eq!(world.api_as(&team, "GET", &path, &json!({})).await.status, StatusCode::OK);
        assert_eq!(world.api_as(&team, "POST", "/api/v1/match-runs", &json!({ "programme": "fra-noi-2", "kind": "home" })).await.status, StatusCode::FORBIDDEN);
        let other = world.api(ADA, "POST", "/api/v1/match-runs", &json!({ "programme": "nowhere", "kind": "home" })).await;
        assert_eq!(other.wrong(), [("programme".to_owned(), "unknown-choice".to_owned())]);
        let far = world.api(ADA, "POST", "/api/v1/match-runs", &json!({ "programme": "fra-noi-2", "kind": "home", "territory": "nowhere" })).await;
        assert_eq!(far.wrong(), [("territory".to_owned(), "desk-other-territory".to_owned())]);
    }

    async fn what_a_body_needs_is_told_to_those_who_may_read_it(engine) {
        let world = World::fresh(engine).await;
        let amina = seeks_home(&world, ADA, "Amina", 200).await;
        let flat = home(&world, ADA, "Bilocale", "450").await;
        let access = format!("/api/v1/searches/{}/access", id(&amina));
        let people = world.api(ADA, "GET", &access, &json!({})).await.json();
        let ids: Vec<Value> = people["items"].as_array().unwrap().iter().map(|one| one["person"].clone()).collect();
        let put = world.api(ADA, "PUT", &access, &json!({ "person": ids, "needs": ["wheelchair", "stairs"] })).await;
        assert_eq!(put.status, StatusCode::OK, "{}", put.body);
        let told = worked_out(&world, ADA, "home").await;
        let path = format!("/desk/runs/{}/searches/{}?offer={}", id(&told["run"]), id(&amina), id(&flat));
        assert!(world.page(UGO, &path).await.contains("Qualcuno ha bisogno di: Spazio per una carrozzina"));
        let lead = format!("lead-partner_all_{}", world.members[EVA]);
        let seen = world.get_as(&lead, &path, "it").await;
        assert!(seen.status == StatusCode::OK && !seen.body.contains("carrozzina") && seen.body.contains("Una regola che qui non si può spiegare"), "{}", seen.body);
    }

    async fn after_a_change_the_old_run_says_so_and_tells_the_rules_of_today(engine) {
        let world = World::fresh(engine).await;
        let amina = seeks_home(&world, ADA, "Amina", 200).await;
        let flat = home(&world, ADA, "Bilocale", "450").await;
        let made = worked_out(&world, ADA, "home").await["run"].clone();
        world.api(ADA, "PATCH", &format!("/api/v1/offers/{}", id(&flat)), &json!({ "rent": "900" })).await;
        for _ in 0..5 {
            // Later runs push the table of the first one out of memory.
            worked_out(&world, ADA, "home").await;
        }
        let page = world.page(ADA, &format!("/desk/runs/{}/searches/{}?offer={}", id(&made), id(&amina), id(&flat))).await;
        assert!(page.contains("Dopo il calcolo qualcosa è cambiato") && page.contains("Il canone è 900"), "{page}");
    }

    async fn work_and_families_are_matched_too(engine) {
        let world = World::fresh(engine).await;
        let (pathway, amina, _) = accompanied(&world, ADA, "Amina").await;
        for said in [json!({ "kind": "work", "person": amina }), json!({ "kind": "family" })] {
            let mut said = said;
            said["pathway"] = json!(pathway.id);
            said["urgency"] = json!("urgent");
            assert_eq!(world.api(ADA, "POST", "/api/v1/searches", &said).await.status, StatusCode::CREATED);
        }
        world.offer(ADA, json!({ "kind": "work", "title": "Mensa", "municipality": "Pioltello", "open": true })).await;
        for kind in ["work", "family"] {
            let told = worked_out(&world, ADA, kind).await;
            assert_eq!(told["run"]["searches"], 1, "{kind}");
            world.page(ADA, &format!("/desk/runs/{}?part=questions", id(&told["run"]))).await;
        }
        let made = world.post(ADA, "/desk", &[("programme", "fra-noi-2"), ("kind", "work")]).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        let page = world.page(ADA, "/desk?programme=fra-noi-2").await;
        assert!(page.contains("/desk/runs/"), "{page}");
        let policy = world.page(ADA, "/desk/policy?programme=fra-noi-2").await;
        assert!(policy.contains("I minori sono tutelati") && policy.contains("è dove vogliono vivere"), "{policy}");
    }

    async fn a_run_can_be_stopped_before_each_of_its_parts_and_leaves_nothing(engine) {
        let world = World::fresh(engine).await;
        seeks_home(&world, ADA, "Amina", 200).await;
        home(&world, ADA, "Bilocale", "450").await;
        let db = world.store.system(System::CommandLine);
        let about = About { programme: "fra-noi-2".parse().unwrap(), kind: OfferKind::Home, territory: None };
        let parts = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&parts);
        let tell = move |part: &'static str| {
            heard.lock().unwrap().push(part);
            true
        };
        making::make(&db, &Sources::one(&db), about.clone(), Some(1), tell).await.unwrap();
        let parts = parts.lock().unwrap().clone();
        assert_eq!(parts, ["searches", "offers", "people", "pairs", "plan", "proof", "explanations"]);
        for part in parts {
            let made = making::make(&db, &Sources::one(&db), about.clone(), Some(1), move |now| now != part).await;
            assert!(matches!(made, Err(NoRun::Stopped)), "{part}");
        }
        assert_eq!(db.rows::<MatchRun>().count().await.unwrap(), 0);
        let unknown = world.get_as(&world.says(ADA, Role::CaseWorker), "/desk/works/01a20509-a134-705e-84bc-786e81b3ea41", "it").await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    }

    async fn the_same_seed_draws_the_same_and_a_kept_place_breaks_no_better_plan(engine) {
        let world = World::fresh(engine).await;
        for name in ["Amina", "Bana"] {
            seeks_home(&world, ADA, name, 30).await;
        }
        for title in ["Bilocale", "Trilocale"] {
            home(&world, ADA, title, "450").await;
        }
        let told = [worked_out(&world, ADA, "home").await, worked_out(&world, ADA, "home").await];
        let pair = |one: &Value| (one["seeker"]["search"].clone(), one["offer"]["id"].clone());
        let taken = |run: &Value| run["proposals"].as_array().unwrap().iter().map(pair).collect::<Vec<_>>();
        assert_eq!(taken(&told[0]).len(), 2);
        assert_eq!(taken(&told[0]), taken(&told[1]), "where all else is equal everybody keeps the place of before");
    }
}
