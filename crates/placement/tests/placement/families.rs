//! Host families: through preparation and suitability, with a facilitator.

use axum::http::StatusCode;
use placement::rules::family::{HostOutcome, HostStepKind};
use placement::rules::offer::OfferStatus;
use placement::rules::{Refusal, StayRefusal};
use placement::store::declined::StayDeclined;
use placement::store::host_steps::{HostStep, HostStepId};
use placement::store::offers::{Offer, OfferId};
use placement::store::placements::Placement;
use placement::store::proposals::meetings::Met;
use placement::store::proposals::{Proposal, ProposalId, ProposalKept, household_yes, offerer_yes, propose};
use placement::store::stays;
use serde_json::{Value, json};
use testkit::on_both;

use super::proposals::{along, confirm, named, offer, refused, said, three, today};
use super::world::{ADA, EVA, Family, World, id};

/// A suitable host family of Eva's partner, offered to the network.
pub(crate) async fn suitable(world: &World) -> OfferId {
    let hosts =
        offer(world, EVA, json!({ "kind": "family", "title": "Famiglia di prova", "adults": "2", "beds": "3" })).await;
    for kind in ["interview", "home-visit"] {
        let done = json!({ "kind": kind, "done-on": "2026-11-19" });
        world.api(EVA, "POST", &format!("/api/v1/offers/{hosts}/host-steps"), &done).await;
    }
    assert_eq!(decided(world, hosts, "given", "2026-11-19").await, StatusCode::CREATED);
    let opened = world.api(EVA, "POST", &format!("/api/v1/offers/{hosts}/opening"), &json!({})).await;
    assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
    hosts
}

async fn decided(world: &World, hosts: OfferId, outcome: &str, on: &str) -> StatusCode {
    let said = json!({ "kind": "suitability", "done-on": on, "outcome": outcome });
    world.api(EVA, "POST", &format!("/api/v1/offers/{hosts}/host-steps"), &said).await.status
}

/// Ada's guests and Eva's hosts have said yes.
async fn wanted_by_both(world: &World, hosts: OfferId, guests: &Family) -> ProposalId {
    let id = propose(&world.db(ADA), along(hosts, guests)).await.unwrap().id;
    let met = Some(Met::LeftOut("Si conoscono da un anno".into()));
    let held = world.db(ADA).held::<Proposal>(id).await.unwrap();
    household_yes(&world.db(ADA), held, said(world), met, named("Amina Persona")).await.unwrap();
    let held = world.db(EVA).held::<ProposalKept>(id).await.unwrap();
    offerer_yes(&world.db(EVA), held, said(world), None, named("Sig. Prova")).await.unwrap();
    id
}

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
        let told = world.api(ADA, "GET", &format!("/api/v1{path}"), &json!({})).await.json();
        assert_eq!((told["status"].as_str(), told["withdrawn-for"].as_str()), (Some("withdrawn"), Some("not-suitable")));
        let again = world.act(ADA, &family, "reopening", json!({})).await;
        assert_eq!(again.wrong()[0].1, "family-not-suitable");
    }

    async fn a_family_found_unsuitable_is_offered_no_longer_and_nobody_moves_in(engine) {
        let world = World::fresh(engine).await;
        let (ada, guests) = (world.db(ADA), three(&world, "Amina").await);
        let hosts = suitable(&world).await;
        let first = wanted_by_both(&world, hosts, &guests).await;
        assert_eq!(decided(&world, hosts, "refused", "2026-11-21").await, StatusCode::CREATED);
        assert_eq!(world.db(EVA).rows::<Offer>().id(hosts).one().await.unwrap().status, OfferStatus::Withdrawn);
        assert_eq!(refused(confirm(&world, first).await), Refusal::OfferNotOpen);
        assert_eq!(refused(propose(&ada, along(hosts, &three(&world, "Bilal").await)).await), Refusal::OfferNotOpen);

        // Confirmed before: the offer is taken, the placement planned.
        let hosts = suitable(&world).await;
        let second = wanted_by_both(&world, hosts, &three(&world, "Chidi").await).await;
        confirm(&world, second).await.unwrap();
        let planned = ada.rows::<Placement>().filter(Placement::offer_id.eq(hosts)).one().await.unwrap();
        assert_eq!(decided(&world, hosts, "refused", "2026-11-21").await, StatusCode::CREATED);
        let told = stays::begin(&ada, ada.held(planned.id).await.unwrap(), today(&world)).await;
        assert!(matches!(told, Err(StayDeclined::Refused(StayRefusal::HostsNotSuitable))), "{told:?}");
        let page = world.page(EVA, &format!("/offers/{hosts}")).await;
        assert!(page.contains("Un inserimento con questa famiglia è previsto o in corso"), "{page}");
        let page = world.page(ADA, &format!("/placements/{}", planned.id)).await;
        assert!(page.contains("è stata valutata non idonea"), "{page}");
        stays::begin(&ada, ada.held(planned.id).await.unwrap(), "2026-11-20".parse().unwrap()).await.expect("it began while she was suitable");
    }

    async fn an_offer_left_open_by_an_old_refusal_is_not_proposed(engine) {
        let world = World::fresh(engine).await;
        let (hosts, guests) = (suitable(&world).await, three(&world, "Amina").await);
        let agreed = wanted_by_both(&world, hosts, &guests).await;
        let step = HostStep {
            id: HostStepId::fresh(), version: 0, offer_id: hosts, kind: HostStepKind::Suitability, planned_on: None,
            done_on: Some(today(&world)), outcome: Some(HostOutcome::Refused), words: None, member_id: None,
        };
        let mut bulk = world.store.bulk().await.unwrap();
        bulk.add(&[step]).await.unwrap();
        bulk.commit().await.unwrap();
        assert_eq!(refused(confirm(&world, agreed).await), Refusal::NotSuitable);
        assert_eq!(refused(propose(&world.db(ADA), along(hosts, &three(&world, "Bilal").await)).await), Refusal::NotSuitable);
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
