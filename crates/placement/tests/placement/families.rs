//! Host families: through preparation and suitability, with a facilitator.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::on_both;

use super::world::{ADA, EVA, World, id};

async fn step(world: &World, family: &Value, kind: &str, more: Value) -> super::world::Told {
    let mut said = json!({ "kind": kind, "done-on": "2026-11-20" });
    said.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    world.act(ADA, family, "host-steps", said).await
}

on_both! {
    async fn a_family_goes_through_its_steps_and_is_offered_once_it_is_suitable(engine) {
        let world = World::fresh(engine).await;
        let early = json!({ "kind": "family", "programme": "fra-noi-2", "territory": "lombardia", "title": "Prova", "open": true });
        assert_eq!(world.api(ADA, "POST", "/api/v1/offers", &early).await.wrong()[0].1, "family-not-suitable");
        let family = world.offer(ADA, json!({
            "kind": "family", "adults": 2, "children": 1, "languages": "it, en", "rooms": 1, "beds": 1,
            "wishes": "Cene insieme", "limits": "Due gatti", "facilitator": world.members[ADA],
        })).await;
        assert_eq!((family["status"].as_str(), family["family"]["facilitator-name"].as_str()), (Some("draft"), Some("Ada Prova")));
        let path = format!("/offers/{}", id(&family));
        let page = world.page(ADA, &path).await;
        assert!(page.contains("In preparazione") && page.contains("Il prossimo passo: Incontro informativo.") && !page.contains("Tieni per qualcuno"), "{page}");
        assert!(page.contains("2 adulti, 1 minore") && page.contains("Due gatti") && page.contains("italiano, inglese"), "{page}");
        assert_eq!(world.act(ADA, &family, "opening", json!({})).await.wrong()[0].1, "family-not-suitable");
        let given = json!({ "outcome": "given" });
        assert_eq!(step(&world, &family, "suitability", given.clone()).await.wrong(), [("outcome".to_owned(), "family-steps-missing".to_owned())]);
        assert_eq!(step(&world, &family, "matching-interview", json!({})).await.wrong()[0].1, "family-not-suitable");
        for kind in ["information-meeting", "interview", "home-visit", "training"] {
            assert_eq!(step(&world, &family, kind, json!({})).await.status, StatusCode::CREATED, "{kind}");
        }
        assert_eq!(step(&world, &family, "suitability", json!({})).await.wrong()[0].1, "step-no-such-result", "somebody must say it");
        assert_eq!(step(&world, &family, "suitability", given).await.status, StatusCode::CREATED);
        assert_eq!(world.act(ADA, &family, "opening", json!({})).await.json()["status"], "open");
        assert_eq!(step(&world, &family, "matching-interview", json!({ "words": "Si sono piaciuti" })).await.status, StatusCode::CREATED);
        let page = world.page(ADA, &path).await;
        assert!(page.contains("Idonea") && page.contains("Si sono piaciuti") && page.contains("Tieni per qualcuno"), "{page}");
        assert_eq!(step(&world, &family, "suitability", json!({ "outcome": "refused", "done-on": "2026-11-21" })).await.status, StatusCode::CREATED);
        let held = world.act(ADA, &family, "hold", json!({ "until": "2026-12-01", "held-for": "P-1" })).await;
        assert_eq!(held.wrong()[0].1, "family-not-suitable");
    }

    async fn a_step_is_planned_and_then_told(engine) {
        let world = World::fresh(engine).await;
        let family = world.offer(ADA, json!({ "kind": "family" })).await;
        world.page(ADA, &format!("/offers/{}/host-steps", id(&family))).await;
        let planned = world.act(ADA, &family, "host-steps", json!({ "kind": "interview", "planned-on": "2026-11-22" })).await.json();
        assert_eq!(planned["done-on"], Value::Null);
        let other = world.act(ADA, &family, "host-steps", json!({ "kind": "training", "planned-on": "2026-12-22" })).await;
        let gone = world.api(ADA, "DELETE", &format!("/api/v1/host-steps/{}", id(&other.json())), &json!({})).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.body);
        let path = format!("/host-steps/{}/done", id(&planned));
        world.page(ADA, &path).await;
        let told = world.post(ADA, &path, &[("done-on", "22/11/2026"), ("outcome", "done"), ("words", "Tutti presenti"), ("version", "0")]).await;
        assert!(told.place.contains("host-step-noted"), "{}", told.body);
        let steps = world.api(ADA, "GET", &format!("/api/v1/offers/{}/host-steps", id(&family)), &json!({})).await.json();
        assert_eq!((steps["items"][0]["words"].as_str(), steps["items"][0]["noted-by"].as_str()), (Some("Tutti presenti"), Some("Ada Prova")));
        let again = world.api(ADA, "POST", &format!("/api/v1{path}"), &json!({ "done-on": "2026-11-22" })).await;
        assert_eq!(again.wrong()[0].1, "done-already");
        let home = world.offer(ADA, json!({ "kind": "home" })).await;
        assert_eq!(step(&world, &home, "interview", json!({})).await.wrong()[0].1, "offer-not-a-family");
    }

    async fn a_facilitator_is_a_colleague_and_languages_are_codes(engine) {
        let world = World::fresh(engine).await;
        let said = |more: Value| {
            let mut said = json!({ "kind": "family", "programme": "fra-noi-2", "territory": "lombardia", "title": "Prova" });
            said.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            said
        };
        let stranger = world.api(ADA, "POST", "/api/v1/offers", &said(json!({ "facilitator": world.members[EVA] }))).await;
        assert_eq!(stranger.wrong(), [("facilitator".to_owned(), "unknown-choice".to_owned())]);
        let words = world.api(ADA, "POST", "/api/v1/offers", &said(json!({ "languages": "italiano" }))).await;
        assert_eq!(words.wrong(), [("languages".to_owned(), "not-a-language".to_owned())]);
    }
}
