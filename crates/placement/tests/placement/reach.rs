//! Who sees what: the keeper's own, what is offered to the network, and contacts that never leave the keeper.

use axum::http::StatusCode;
use kernel::Role;
use serde_json::{Value, json};
use testkit::on_both;

use super::world::{ADA, EVA, UGO, World, code, id};

fn private() -> Value {
    json!({ "kind": "home", "title": "Bilocale", "contact-name": "Sig. Prova", "contact-phone": "02 5555 0103", "address": "Via Roma 1", "notes": "Chiamare di sera", "open": true })
}

on_both! {
    async fn the_network_sees_an_offer_but_not_whom_to_ring(engine) {
        let world = World::fresh(engine).await;
        let home = world.offer(ADA, private()).await;
        world.act(ADA, &home, "talks", json!({ "how": "phone", "words": "Parlato con il figlio" })).await;
        world.act(ADA, &home, "upkeep-visits", json!({ "done-on": "2026-11-20", "findings": "Muffa in bagno" })).await;
        let path = format!("/offers/{}", id(&home));
        assert_eq!(world.listed(EVA, "").await, [code(&home)]);
        assert_eq!((world.listed(EVA, "?own=yes").await.len(), world.listed(UGO, "?own=yes").await), (0, vec![code(&home)]));
        let api = world.api(EVA, "GET", &format!("/api/v1{path}"), &json!({})).await;
        assert_eq!((api.json()["contact"].clone(), api.json()["own"].clone()), (Value::Null, json!(false)));
        let page = world.page(EVA, &path).await;
        assert!(page.contains("Bilocale") && page.contains("Questa offerta è seguita da Ponte"), "{page}");
        for secret in ["Prova</dd>", "5555", "Via Roma", "di sera", "figlio", "Muffa", "Offerta scritta", "Modifica", "Tieni per"] {
            assert!(!page.contains(secret) && !api.body.contains(secret), "{secret}");
        }
        let colleague = world.page(UGO, &path).await;
        assert!(colleague.contains("5555") && colleague.contains("figlio") && colleague.contains("Muffa"), "{colleague}");
    }

    async fn what_a_partner_offers_can_be_seen_and_not_touched(engine) {
        let world = World::fresh(engine).await;
        let home = world.offer(ADA, private()).await;
        for act in ["opening", "confirmation", "hold", "release", "taking", "withdrawal", "reopening", "talks", "upkeep-visits", "host-steps"] {
            let told = world.act(EVA, &home, act, json!({ "until": "2026-12-01", "held-for": "P-1", "reason": "other" })).await;
            assert_eq!(told.status, StatusCode::NOT_FOUND, "{act}: {}", told.body);
            let page = world.post(EVA, &format!("/offers/{}/{act}", id(&home)), &[("until", "01/12/2026")]).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{act}: {}", page.body);
        }
        let patch = world.api(EVA, "PATCH", &format!("/api/v1/offers/{}", id(&home)), &json!({ "title": "Mia" })).await;
        assert_eq!(patch.status, StatusCode::NOT_FOUND);
        for log in ["talks", "upkeep-visits", "host-steps"] {
            let told = world.api(EVA, "GET", &format!("/api/v1/offers/{}/{log}", id(&home)), &json!({})).await;
            assert_eq!(told.status, StatusCode::NOT_FOUND, "{log}");
        }
        let edit = world.get_as(&world.says(EVA, Role::CaseWorker), &format!("/offers/{}/edit", id(&home)), "it").await;
        assert_eq!(edit.status, StatusCode::NOT_FOUND);
    }

    async fn drafts_and_what_is_kept_to_oneself_are_not_there_for_others(engine) {
        let world = World::fresh(engine).await;
        let draft = world.offer(ADA, json!({ "kind": "home" })).await;
        let own = world.offer(ADA, json!({ "kind": "home", "shared-with": "organisation", "room-beds": ["2"], "open": true })).await;
        assert_eq!(world.listed(EVA, "?status=all").await, [""; 0]);
        assert_eq!(world.listed(UGO, "?status=all").await.len(), 2);
        for offer in [&draft, &own] {
            let path = format!("/offers/{}", id(offer));
            let theirs = world.get_as(&world.says(EVA, Role::CaseWorker), &path, "it").await;
            assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{}", theirs.body);
        }
        let export = world.get_as(&world.says(EVA, Role::CaseWorker), "/offers/export?format=csv&status=all", "it").await;
        assert!(!export.body.contains(&code(&own)), "{}", export.body);
    }

    async fn nobody_writes_an_offer_down_for_another_partner(engine) {
        let world = World::fresh(engine).await;
        let theirs = json!({ "kind": "home", "programme": "fra-noi-2", "territory": "lombardia", "organisation": world.partners[0], "title": "Loro" });
        let told = world.api(EVA, "POST", "/api/v1/offers", &theirs).await;
        assert_eq!(told.wrong(), [("organisation".to_owned(), "unknown-choice".to_owned())]);
        let mine = world.offer(EVA, json!({ "kind": "home" })).await;
        let given = world.api(EVA, "PATCH", &format!("/api/v1/offers/{}", id(&mine)), &json!({ "organisation": world.partners[0] })).await;
        assert_eq!(given.wrong(), [("organisation".to_owned(), "unknown-choice".to_owned())], "nor gives one away");
    }

    async fn the_lead_partner_and_the_mobile_team_look_and_do_not_touch(engine) {
        let world = World::fresh(engine).await;
        let home = world.offer(ADA, private()).await;
        let path = format!("/api/v1/offers/{}", id(&home));
        let lead = format!("lead-partner_all_{}", world.members[EVA]);
        let seen = world.api_as(&lead, "GET", &path, &json!({})).await;
        assert_eq!((seen.status, seen.json()["own"].clone()), (StatusCode::OK, json!(true)));
        assert!(!seen.body.contains("5555") && !seen.body.contains("Via Roma"), "the lead partner rings nobody: {}", seen.body);
        assert_eq!(world.api_as(&lead, "GET", &format!("{path}/talks"), &json!({})).await.status, StatusCode::NOT_FOUND);
        let team = world.says(ADA, Role::MobileTeam);
        assert!(world.api_as(&team, "GET", &path, &json!({})).await.body.contains("5555"));
        for who in [&lead, &team, &world.says(ADA, Role::Trainer)] {
            for act in ["hold", "taking", "withdrawal", "confirmation"] {
                let told = world.api_as(who, "POST", &format!("{path}/{act}"), &json!({})).await;
                assert_eq!(told.status, StatusCode::NOT_FOUND, "{who} {act}");
            }
            let made = world.api_as(who, "POST", "/api/v1/offers", &json!({ "kind": "home" })).await;
            assert_eq!(made.status, StatusCode::FORBIDDEN, "{who}");
        }
        assert_eq!(world.api_as(&world.says(ADA, Role::Trainer), "GET", "/api/v1/offers", &json!({})).await.status, StatusCode::FORBIDDEN);
        let page = world.get_as(&lead, &format!("/offers/{}", id(&home)), "it").await;
        assert!(page.status == StatusCode::OK && !page.body.contains("5555") && !page.body.contains("Modifica"), "{}", page.body);
    }
}
