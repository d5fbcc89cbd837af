//! The pages and the API of placements: who may, who reads what, forms, lists.

use axum::http::StatusCode;
use kernel::{PersonId, Role};
use pathways::store::pathways::Pathway;
use serde_json::{Value, json};
use testkit::on_both;

use super::world::{ADA, EVA, UGO, World, code, id};

/// A placement that must come into being.
async fn placed(world: &World, pathway: &Pathway, said: Value) -> Value {
    let mut said = said;
    said["pathway"] = json!(pathway.id);
    let told = world.api(ADA, "POST", "/api/v1/placements", &said).await;
    assert_eq!(told.status, StatusCode::CREATED, "{said}: {}", told.body);
    told.json()
}

async fn tenancy(world: &World) -> (Value, Pathway, PersonId) {
    let (pathway, person) = world.pathway(ADA, "Amina").await;
    (placed(world, &pathway, json!({ "kind": "tenancy", "began-on": "2026-11-01" })).await, pathway, person)
}

async fn along(world: &World, placement: &Value, what: &str) -> Vec<Value> {
    let told = world.api(ADA, "GET", &format!("/api/v1/placements/{}/{what}", id(placement)), &json!({})).await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.body);
    told.json()["items"].as_array().unwrap().clone()
}

async fn listed(world: &World, member: usize, query: &str) -> Vec<String> {
    let told = world.api(member, "GET", &format!("/api/v1/placements{query}"), &json!({})).await;
    assert_eq!(told.status, StatusCode::OK, "{query}: {}", told.body);
    told.json()["items"].as_array().unwrap().iter().map(code).collect()
}

on_both! {
    async fn a_placement_goes_from_the_pathway_through_its_pages_to_its_end(engine) {
        let world = World::fresh(engine).await;
        let home = world.offer(ADA, json!({ "kind": "home", "title": "Trilocale", "open": true })).await;
        let (pathway, _) = world.pathway(ADA, "Amina").await;
        let page = world.page(ADA, &format!("/pathways/{}", pathway.id)).await;
        assert!(page.contains(&format!("/placements?pathway={}", pathway.id)), "{page}");
        let at = format!("/pathways/{}/placements/new", pathway.id);
        assert!(world.page(ADA, &at).await.contains("Amina Prova"));
        let wrong = world.post(ADA, &at, &[("kind", "tenancy"), ("offer", "O-0000-0000")]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("Non c’è un’offerta aperta"), "{}", wrong.body);
        let made = world.post(ADA, &at, &[("kind", "tenancy"), ("offer", &code(&home).to_lowercase()), ("planned-from", "01/11/2026"), ("monthly", "450")]).await;
        assert!(made.place.ends_with("?done=placement-written"), "{}", made.body);
        let path = made.place.split('?').next().unwrap().to_owned();
        let page = world.page(ADA, &path).await;
        assert!(page.contains("Amina Prova") && page.contains("Trilocale") && page.contains("450,00") && page.contains("Previsto"), "{page}");
        world.page(ADA, &format!("{path}/edit")).await;
        assert!(world.page(ADA, &format!("{path}/beginning")).await.contains("01/11/2026"), "the planned day is proposed");
        let begun = world.post(ADA, &format!("{path}/beginning"), &[("began-on", "02/11/2026"), ("version", "0")]).await;
        assert!(begun.place.contains("placement-began"), "{}", begun.body);
        assert!(world.page(ADA, &format!("/offers/{}", id(&home))).await.contains("Presa"));
        let page = world.page(ADA, &path).await;
        assert!(page.contains("Dopo una settimana") && page.contains("09/11/2026") && page.contains("1 aggiornamento in ritardo"), "{page}");
        world.page(ADA, &format!("{path}/ending")).await;
        let ended = world.post(ADA, &format!("{path}/ending"), &[("ended-on", "20/11/2026"), ("reason", "rent-unpaid"), ("words", "Tre mesi"), ("version", "1")]).await;
        assert!(ended.place.contains("placement-ended"), "{}", ended.body);
        let page = world.page(ADA, &path).await;
        for text in ["Affitto non pagato", "Tre mesi", "Esito difficile", "Riapri l’offerta", "Finito prima"] {
            assert!(page.contains(text), "{text}: {page}");
        }
        let told = world.page(ADA, &format!("/pathways/{}/timeline", pathway.id)).await;
        assert!(told.contains("Inserimento iniziato") && told.contains("Casa in affitto") && !told.contains("Tre mesi"), "{told}");
    }

    async fn a_check_in_is_held_from_the_day_in_one_press_and_put_right_on_its_page(engine) {
        let world = World::fresh(engine).await;
        let (placement, ..) = tenancy(&world).await;
        let row = along(&world, &placement, "check-ins").await.remove(0);
        let path = format!("/check-ins/{}", id(&row));
        world.page(ADA, &path).await;
        let quick = [("spoken-with", "household"), ("household", "shaky"), ("version", "0"), ("next", "/")];
        let held = world.post(ADA, &path, &quick).await;
        assert_eq!(held.place, "/?done=check-in-held", "{}", held.body);
        let row = along(&world, &placement, "check-ins").await.remove(0);
        assert_eq!((row["standing"].as_str(), row["household"].as_str(), row["held-by"].as_str()), (Some("held"), Some("shaky"), Some("Ada Prova")));
        assert_eq!(row["held-on"], "2026-11-22");
        // Somebody else's form is older: both versions are shown.
        let stale = world.post(UGO, &path, &[("spoken-with", "both"), ("household", "good"), ("other-side", "good"), ("held-on", "21/11/2026"), ("version", "0")]).await;
        assert!(stale.status == StatusCode::CONFLICT && stale.body.contains("così così"), "{}", stale.body);
        let wrong = world.post(ADA, &path, &[("spoken-with", "both"), ("household", "good"), ("version", "1")]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("Scegli come va per ognuno"), "{}", wrong.body);
        let right = world.post(ADA, &path, &[("spoken-with", "both"), ("household", "good"), ("other-side", "at-risk"), ("words", "Rumori la sera"), ("version", "1")]).await;
        assert!(right.place.contains("#check-ins"), "{}", right.body);
        let page = world.page(ADA, &format!("/placements/{}", id(&placement))).await;
        assert!(page.contains("a rischio") && page.contains("Rumori la sera"), "{page}");
        let unseen = world.api(ADA, "POST", &format!("/api/v1{path}/held"), &json!({ "spoken-with": "nobody" })).await;
        assert_eq!(unseen.wrong()[0].1, "placement-done-already", "whoever says no version has not seen it");
    }

    async fn check_ins_are_moved_dropped_and_taken_up(engine) {
        let world = World::fresh(engine).await;
        let (placement, ..) = tenancy(&world).await;
        let row = along(&world, &placement, "check-ins").await.remove(0);
        let path = format!("/check-ins/{}", id(&row));
        for form in ["moving", "dropping"] {
            world.page(ADA, &format!("{path}/{form}")).await;
        }
        let past = world.post(ADA, &format!("{path}/moving"), &[("due-on", "21/11/2026"), ("reason", "worker"), ("version", "0")]).await;
        assert!(past.body.contains("Scegli oggi o un giorno che viene"), "{}", past.body);
        assert_eq!(listed(&world, ADA, "?late=true").await.len(), 1);
        let moved = world.post(ADA, &format!("{path}/moving"), &[("due-on", "25/11/2026"), ("reason", "worker"), ("version", "0")]).await;
        assert!(moved.place.contains("check-in-moved"), "{}", moved.body);
        assert_eq!(listed(&world, ADA, "?late=true").await, [""; 0]);
        let dropped = world.post(ADA, &format!("{path}/dropping"), &[("reason", "not-needed"), ("version", "1")]).await;
        assert!(dropped.place.contains("check-in-dropped"), "{}", dropped.body);
        let page = world.page(ADA, &format!("/placements/{}", id(&placement))).await;
        assert!(page.contains("Non serve") && page.contains("Riprendi"), "{page}");
        let up = world.api(ADA, "POST", &format!("/api/v1{path}/moving"), &json!({ "due-on": "2026-12-01", "reason": "household-asked" })).await;
        assert_eq!((up.status, up.json()["standing"].clone()), (StatusCode::OK, json!("ahead")));
    }

    async fn problems_stand_on_top_until_they_are_solved(engine) {
        let world = World::fresh(engine).await;
        let (placement, ..) = tenancy(&world).await;
        let path = format!("/placements/{}", id(&placement));
        world.page(ADA, &format!("{path}/problems")).await;
        let noted = world.post(ADA, &format!("{path}/problems"), &[("kind", "neighbours"), ("noted-on", "10/11/2026"), ("words", "Lamentele")]).await;
        assert!(noted.place.contains("problem-noted"), "{}", noted.body);
        assert_eq!(listed(&world, ADA, "?problems=true").await.len(), 1);
        let page = world.page(ADA, &path).await;
        assert!(page.find("Lamentele").unwrap() < page.find("Dopo una settimana").unwrap(), "{page}");
        let problem = along(&world, &placement, "problems").await.remove(0);
        let solving = format!("/placement-problems/{}/solution", id(&problem));
        world.page(ADA, &solving).await;
        let solved = world.post(ADA, &solving, &[("solved-on", "20/11/2026"), ("words", "Orari concordati"), ("version", "0")]).await;
        assert!(solved.place.contains("problem-solved"), "{}", solved.body);
        assert_eq!(listed(&world, ADA, "?problems=true").await, [""; 0]);
        let reopened = world.post(ADA, &format!("/placement-problems/{}/reopening", id(&problem)), &[]).await;
        assert!(reopened.place.contains("problem-reopened"), "{}", reopened.body);
        world.page(ADA, &format!("{path}/mediation-visits")).await;
        let unsaid = world.post(ADA, &format!("{path}/mediation-visits"), &[("held-on", "20/11/2026")]).await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY, "how did it end?");
        world.post(ADA, &format!("{path}/mediation-visits"), &[("planned-on", "22/11/2026"), ("who", "Proprietario")]).await;
        let visit = along(&world, &placement, "mediation-visits").await.remove(0);
        let done = format!("/mediation-visits/{}/done", id(&visit));
        assert!(world.page(ADA, &done).await.contains("Proprietario"));
        let told = world.post(ADA, &done, &[("held-on", "22/11/2026"), ("outcome", "agreed"), ("who", "Proprietario"), ("version", "0")]).await;
        assert!(told.place.contains("mediation-noted"), "{}", told.body);
        assert!(world.page(ADA, &path).await.contains("Accordo trovato"));
        let gone = world.api(ADA, "DELETE", &format!("/api/v1/mediation-visits/{}", id(&visit)), &json!({})).await;
        assert_eq!(gone.wrong()[0].1, "placement-done-already");
    }

    async fn an_internship_warns_of_its_rules_and_turns_into_a_contract(engine) {
        let world = World::fresh(engine).await;
        let job = world.offer(ADA, json!({ "kind": "work", "form": "internship", "pay": "800", "municipality": "Roma", "title": "Mensa", "open": true })).await;
        let (pathway, person) = world.pathway(ADA, "Amina").await;
        let (person, offer) = (person.to_string(), code(&job));
        let at = format!("/pathways/{}/placements/new", pathway.id);
        let mut said = vec![("kind", "internship"), ("person", person.as_str()), ("offer", offer.as_str()), ("began-on", "04/05/2026"), ("monthly", "500")];
        let warned = world.post(ADA, &at, &said).await;
        assert!(warned.status == StatusCode::UNPROCESSABLE_ENTITY && warned.body.contains("almeno 800,00 €"), "{}", warned.body);
        said.push(("rule-note", "Delibera controllata"));
        let made = world.post(ADA, &at, &said).await;
        assert!(made.place.contains("placement-written"), "{}", made.body);
        let path = made.place.split('?').next().unwrap().to_owned();
        let page = world.page(ADA, &path).await;
        assert!(page.contains("Delibera controllata") && page.contains("sotto il minimo") && page.contains("Diventa un contratto"), "{page}");
        let turning = format!("{path}/transformation");
        assert!(world.page(ADA, &turning).await.contains(&offer), "the place of the internship is proposed");
        let turned = world.post(ADA, &turning, &[("kind", "contract"), ("ended-on", "03/11/2026"), ("began-on", "04/11/2026"), ("offer", &offer), ("version", "1")]).await;
        assert!(turned.place.contains("placement-transformed"), "{}", turned.body);
        let page = world.page(ADA, turned.place.split('?').next().unwrap()).await;
        assert!(page.contains("Come è cambiato") && page.contains(&path), "{page}");
        let before = world.page(ADA, &path).await;
        assert!(before.contains("Esito buono") && !before.contains("Diventa un contratto"), "{before}");
        let fixed = world.page(ADA, &format!("{path}/ending")).await;
        assert!(!fixed.contains("name=\"reason\""), "the reason is the next one: {fixed}");
    }

    async fn another_partner_finds_nothing_of_it(engine) {
        let world = World::fresh(engine).await;
        let (placement, pathway, _) = tenancy(&world).await;
        let row = along(&world, &placement, "check-ins").await.remove(0);
        let one = format!("/api/v1/placements/{}", id(&placement));
        let check_in = format!("/api/v1/check-ins/{}", id(&row));
        for (method, path) in [
            ("GET", one.clone()), ("PATCH", one.clone()), ("POST", format!("{one}/beginning")), ("DELETE", format!("{one}/beginning")),
            ("POST", format!("{one}/ending")), ("DELETE", format!("{one}/ending")), ("POST", format!("{one}/transformation")),
            ("GET", format!("{one}/check-ins")), ("GET", format!("{one}/problems")), ("POST", format!("{one}/problems")),
            ("GET", format!("{one}/mediation-visits")), ("POST", format!("{one}/mediation-visits")),
            ("POST", format!("{check_in}/held")), ("POST", format!("{check_in}/moving")), ("POST", format!("{check_in}/dropping")),
        ] {
            let told = world.api(EVA, method, &path, &json!({})).await;
            assert_eq!(told.status, StatusCode::NOT_FOUND, "{method} {path}: {}", told.body);
        }
        let says = world.says(EVA, Role::CaseWorker);
        for path in ["", "/edit", "/beginning", "/ending", "/transformation", "/problems", "/mediation-visits"] {
            let told = world.get_as(&says, &format!("/placements/{}{path}", id(&placement)), "it").await;
            assert_eq!(told.status, StatusCode::NOT_FOUND, "{path}");
        }
        let theirs = json!({ "kind": "tenancy", "pathway": pathway.id });
        let made = world.api(EVA, "POST", "/api/v1/placements", &theirs).await;
        assert_eq!(made.wrong(), [("pathway".to_owned(), "unknown-choice".to_owned())]);
        assert_eq!(listed(&world, EVA, "").await, [""; 0]);
        assert_eq!(listed(&world, UGO, "").await, [code(&placement)]);
    }

    async fn the_lead_partner_looks_the_mobile_team_accompanies_and_words_stay_with_those_who_read_contacts(engine) {
        let world = World::fresh(engine).await;
        let (placement, ..) = tenancy(&world).await;
        let row = along(&world, &placement, "check-ins").await.remove(0);
        let one = format!("/api/v1/placements/{}", id(&placement));
        let said = json!({ "spoken-with": "other-side", "other-side": "shaky", "who": "Signora Rosa", "words": "Paga tardi" });
        let held = world.api_as(&world.says(ADA, Role::MobileTeam), "POST", &format!("/api/v1/check-ins/{}/held", id(&row)), &said).await;
        assert_eq!(held.status, StatusCode::OK, "{}", held.body);
        let lead = format!("lead-partner_all_{}", world.members[EVA]);
        let told = world.api_as(&lead, "GET", &format!("{one}/check-ins"), &json!({})).await;
        assert!(told.status == StatusCode::OK && told.body.contains("shaky"), "{}", told.body);
        assert!(!told.body.contains("Rosa") && !told.body.contains("Paga tardi"), "{}", told.body);
        for path in [format!("/placements/{}", id(&placement)), format!("/check-ins/{}", id(&row))] {
            let page = world.get_as(&lead, &path, "it").await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.body);
            for hidden in ["Rosa", "Paga tardi", "È finito", "Scrivi un problema", "Correggi"] {
                assert!(!page.body.contains(hidden), "{path} {hidden}: {}", page.body);
            }
        }
        for who in [lead.clone(), world.says(ADA, Role::MobileTeam)] {
            for (method, path) in [("POST", "beginning"), ("POST", "ending"), ("DELETE", "ending"), ("POST", "transformation")] {
                let told = world.api_as(&who, method, &format!("{one}/{path}"), &json!({})).await;
                assert_eq!(told.status, StatusCode::NOT_FOUND, "{who} {path}");
            }
            let made = world.api_as(&who, "POST", "/api/v1/placements", &json!({})).await;
            assert_eq!(made.status, StatusCode::FORBIDDEN, "{who}");
        }
        let noted = world.api_as(&lead, "POST", &format!("{one}/problems"), &json!({ "kind": "upkeep" })).await;
        assert_eq!(noted.status, StatusCode::NOT_FOUND);
        let trainer = world.api_as(&world.says(ADA, Role::Trainer), "GET", "/api/v1/placements", &json!({})).await;
        assert_eq!(trainer.status, StatusCode::FORBIDDEN);
    }

    async fn the_list_is_narrowed_and_taken_away(engine) {
        let world = World::fresh(engine).await;
        let (home, pathway, person) = tenancy(&world).await;
        let job = placed(&world, &pathway, json!({ "kind": "contract", "person": person, "planned-from": "2026-12-01" })).await;
        assert_eq!(listed(&world, ADA, "?kind=tenancy").await, [code(&home)]);
        assert_eq!(listed(&world, ADA, "?status=planned").await, [code(&job)]);
        assert_eq!(listed(&world, ADA, &format!("?q={}", code(&job).to_lowercase())).await, [code(&job)]);
        assert_eq!(listed(&world, ADA, &format!("?pathway={}&sort=began-on", pathway.id)).await.len(), 2);
        assert_eq!(world.api(ADA, "GET", "/api/v1/placements?kind=sky", &json!({})).await.wrong()[0].0, "kind");
        let page = world.page(ADA, &format!("/placements?pathway={}", pathway.id)).await;
        assert!(page.contains(&pathway.code) && page.contains("Nuovo inserimento") && page.contains("Case (1)"), "{page}");
        let csv = world.get_as(&world.says(ADA, Role::CaseWorker), "/placements/export?format=csv&kind=contract", "it").await;
        assert!(csv.body.contains(&code(&job)) && !csv.body.contains(&code(&home)) && !csv.body.contains("Amina"), "{}", csv.body);
        let book = world.get_as(&world.says(ADA, Role::CaseWorker), "/placements/export", "it").await;
        assert_eq!(book.status, StatusCode::OK);
    }

    async fn what_was_agreed_and_both_days_are_put_right_by_the_api(engine) {
        let world = World::fresh(engine).await;
        let (placement, ..) = tenancy(&world).await;
        let one = format!("/api/v1/placements/{}", id(&placement));
        let agreed = world.api(ADA, "PATCH", &one, &json!({ "monthly": "480", "planned-until": "2028-10-31" })).await.json();
        let again = world.api(ADA, "PATCH", &one, &json!({ "monthly": "490" })).await.json();
        assert_eq!((again["monthly"].clone(), again["planned-until"].clone()), (json!(49_000), agreed["planned-until"].clone()));
        let stale = world.api(ADA, "PATCH", &one, &json!({ "monthly": "500", "version": 0 })).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let right = world.api(ADA, "POST", &format!("{one}/beginning"), &json!({ "began-on": "2026-10-20" })).await.json();
        assert_eq!((right["began-on"].clone(), right["next-check-in"].clone(), right["late"].clone()), (json!("2026-10-20"), json!("2026-10-27"), json!(2)));
        let unsaid = world.api(ADA, "POST", &format!("{one}/ending"), &json!({ "ended-on": "2026-11-20" })).await;
        assert_eq!(unsaid.wrong(), [("reason".to_owned(), "required".to_owned())]);
        world.api(ADA, "POST", &format!("{one}/ending"), &json!({ "ended-on": "2026-11-20", "reason": "moved" })).await;
        let fixed = world.api(ADA, "POST", &format!("{one}/ending"), &json!({ "ended-on": "2026-11-19", "reason": "own-home" })).await.json();
        assert_eq!((fixed["ended-on"].clone(), fixed["end-reason"].clone(), fixed["mark"].clone()), (json!("2026-11-19"), json!("own-home"), json!("to-verify")));
        assert_eq!(world.api(ADA, "DELETE", &format!("{one}/ending"), &json!({})).await.json()["status"], "under-way");
        assert_eq!(world.api(ADA, "DELETE", &format!("{one}/beginning"), &json!({})).await.json()["status"], "planned");
    }
}
