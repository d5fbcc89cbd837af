//! Appointments and the shared calendar: who reads what, in which time, and what becomes of them.

use axum::http::StatusCode;
use kernel::Role;
use serde_json::{Value, json};
use testkit::on_both;

use super::world::{ADA, EVA, UGO, World};

async fn planned(world: &World, member: usize, body: Value) -> Value {
    let told = world.api(member, "POST", "/api/v1/appointments", &body).await;
    assert_eq!(told.status, StatusCode::CREATED, "{body}: {}", told.body);
    told.json()
}

fn kinds(calendar: &Value) -> Vec<&str> {
    calendar["appointments"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect()
}

on_both! {
    async fn an_appointment_with_a_household_is_read_by_who_reaches_it_and_by_nobody_else(engine) {
        let world = World::fresh(engine).await;
        let pathway = world.pathway(ADA, "Amina").await;
        let one = planned(&world, ADA, json!({ "kind": "home-visit", "day": "2026-11-25", "from": "15:00", "minutes": 60, "with": pathway.code, "words": "Muffa in cucina", "place": "Via Roma 1" })).await;
        assert_eq!((one["starts"].as_str(), one["to"].as_str()), (Some("2026-11-25T14:00:00.000Z"), Some("16:00")));
        assert_eq!(one["label"], "Amina Prova");
        let week = "/api/v1/appointments?from=2026-11-23&to=2026-11-29";
        let ugo = world.api(UGO, "GET", week, &json!({})).await.json();
        assert_eq!(kinds(&ugo), ["home-visit"], "a colleague of the same partner reaches the household");
        let eva = world.api(EVA, "GET", week, &json!({})).await;
        assert_eq!(kinds(&eva.json()), [""; 0]);
        assert_eq!(eva.json()["busy"], json!([]));
        for member in [ADA, UGO] {
            let page = world.page(member, "/calendar?day=2026-11-25").await;
            assert!(page.contains("Visita a casa · Amina Prova · Muffa in cucina") && page.contains("15:00–16:00"), "{page}");
        }
        let path = format!("/appointments/{}", one["id"].as_str().unwrap());
        assert!(world.page(ADA, &path).await.contains("Via Roma 1"));
        assert_eq!(world.get_as(&world.says(EVA, Role::CaseWorker), &path, "it").await.status, StatusCode::NOT_FOUND);
    }

    async fn what_is_private_shows_colleagues_only_that_somebody_is_busy(engine) {
        let world = World::fresh(engine).await;
        planned(&world, ADA, json!({ "kind": "other", "day": "2026-11-24", "from": "9.30", "minutes": 45, "words": "Dal medico" })).await;
        planned(&world, ADA, json!({ "kind": "meeting", "day": "2026-11-24", "from": "11:00", "minutes": 60, "words": "Equipe", "shared": true })).await;
        let week = "/api/v1/appointments?from=2026-11-23&to=2026-11-29";
        let ugo = world.api(UGO, "GET", week, &json!({})).await;
        assert_eq!(kinds(&ugo.json()), ["meeting"]);
        assert_eq!(ugo.json()["busy"][0]["members"], json!(["Ada Prova"]));
        assert_eq!(ugo.json()["busy"][0]["from"], "09:30");
        assert!(!ugo.body.contains("medico"), "{}", ugo.body);
        let page = world.page(UGO, "/calendar?day=2026-11-24&view=day").await;
        assert!(page.contains("Occupato") && page.contains("Equipe") && !page.contains("medico"), "{page}");
        let eva = world.api(EVA, "GET", week, &json!({})).await;
        assert_eq!((kinds(&eva.json()).len(), eva.json()["busy"].as_array().unwrap().len()), (0, 0));
    }

    async fn whoever_takes_part_reads_it_and_a_clash_is_a_warning(engine) {
        let world = World::fresh(engine).await;
        let both = json!([world.members[ADA], world.members[UGO]]);
        planned(&world, UGO, json!({ "kind": "other", "day": "2026-11-24", "from": "10:00", "minutes": 60 })).await;
        let one = planned(&world, ADA, json!({ "kind": "meeting", "day": "2026-11-24", "from": "10:30", "minutes": 60, "members": both })).await;
        let mine = world.api(UGO, "GET", "/api/v1/appointments?from=2026-11-24&whose=mine", &json!({})).await.json();
        assert_eq!(kinds(&mine), ["other", "meeting"]);
        let page = world.page(ADA, &format!("/appointments/{}", one["id"].as_str().unwrap())).await;
        assert!(page.contains("Ugo Prova ha un altro appuntamento dalle 10:00 alle 11:00."), "{page}");
    }

    async fn how_it_went_is_said_after_it_began_and_a_cancelled_one_comes_back(engine) {
        let world = World::fresh(engine).await;
        let one = planned(&world, ADA, json!({ "kind": "call", "day": "2026-11-22", "from": "15:00", "minutes": 30 })).await;
        let path = format!("/api/v1/appointments/{}", one["id"].as_str().unwrap());
        let act = async |word: &str| world.api(ADA, "PATCH", &path, &json!({ "act": word })).await;
        let early = act("hold").await;
        assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.body.contains("appointment-not-yet"), "{}", early.body);
        assert_eq!(act("cancel").await.json()["state"], "cancelled");
        assert!(act("cancel").await.body.contains("appointment-not-so"));
        assert_eq!(act("restore").await.json()["state"], "planned");
        world.clock.advance_seconds(4 * 3600);
        assert_eq!(act("miss").await.json()["state"], "missed");
        let late = world.api(ADA, "PATCH", &path, &json!({ "from": "16:00" })).await;
        assert!(late.body.contains("appointment-not-so"), "what is over is not moved: {}", late.body);
    }

    async fn a_form_that_cannot_be_taken_comes_back_with_what_was_typed(engine) {
        let world = World::fresh(engine).await;
        let wrong = [("kind", "call"), ("day", "29/03/2027"), ("from", "25:00"), ("minutes", "60"), ("words", "Scritto qui")];
        let told = world.post(ADA, "/appointments/new", &wrong).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(told.body.contains("Scritto qui") && told.body.contains("Scrivi l’ora come 15:00"), "{}", told.body);
        // On the last Sunday of March clocks jump from two to three.
        let gap = world.post(ADA, "/appointments/new", &[("kind", "call"), ("day", "28/03/2027"), ("from", "02:30"), ("minutes", "60")]).await;
        assert!(gap.body.contains("ora legale"), "{}", gap.body);
        let stranger = world.post(ADA, "/appointments/new", &[("kind", "call"), ("day", "24/11/2026"), ("from", "9"), ("minutes", "60"), ("with", "P-NESSUNO")]).await;
        assert!(stranger.body.contains("Nessun percorso"), "{}", stranger.body);
        let fine = world.post(ADA, "/appointments/new", &[("kind", "call"), ("day", "24/11/2026"), ("from", "9"), ("minutes", "60")]).await;
        assert!(fine.place.ends_with("?done=appointment-planned"), "{}", fine.body);
        world.page(ADA, fine.place.split('?').next().unwrap()).await;
        world.page(ADA, "/appointments/new").await;
    }

    async fn two_who_change_one_appointment_are_told_of_each_other(engine) {
        let world = World::fresh(engine).await;
        let pathway = world.pathway(ADA, "Amina").await;
        let one = planned(&world, ADA, json!({ "kind": "call", "day": "2026-11-24", "from": "9:00", "minutes": 30, "with": pathway.code })).await;
        let path = format!("/appointments/{}/edit", one["id"].as_str().unwrap());
        world.page(UGO, &path).await;
        let fields = |from: &'static str| [("kind", "call"), ("day", "24/11/2026"), ("from", from), ("minutes", "30"), ("version", "0")];
        assert_eq!(world.post(UGO, &path, &fields("10:00")).await.status, StatusCode::SEE_OTHER);
        let late = world.post(ADA, &path, &fields("11:00")).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("11:00") && late.body.contains("name=\"version\" value=\"1\""), "{}", late.body);
    }
}
