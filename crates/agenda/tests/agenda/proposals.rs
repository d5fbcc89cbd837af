//! Proposals in the day: each side is asked for its half, whoever coordinates hears of what stands still.

use kernel::{Moment, Role};
use placement::rules::offer::ContactHow;
use placement::rules::offer::{OfferKind, OfferStatus, SharedWith};
use placement::store::offers::{Offer, OfferId};
use placement::store::proposals::meetings::Met;
use placement::store::proposals::told::Known;
use placement::store::proposals::{
    NewProposal, Proposal, ProposalId, ProposalKept, Said, confirm, household_yes, offerer_yes, propose,
};
use serde_json::{Value, json};
use testkit::on_both;

use super::world::{ADA, EVA, UGO, World};

/// A home that Eva's partner offers to the network.
async fn home(world: &World) -> OfferId {
    let place = world.place(EVA);
    let id = OfferId::fresh();
    let offer = Offer {
        id,
        version: 0,
        code: people::rules::code::of('O', id.as_uuid()),
        kind: OfferKind::Home,
        title: Some("Casa di prova".into()),
        title_key: "casa di prova".into(),
        programme: place.programme,
        organisation_id: place.organisation,
        territory: place.territory,
        municipality: None,
        status: OfferStatus::Open,
        shared_with: SharedWith::Network,
        available_from: None,
        available_to: None,
        heard_on: testkit::today(),
        held_until: None,
        withdrawn_for: None,
        changed_at: Moment::from_millis(0),
    };
    world.add(&[offer]).await;
    id
}

async fn proposed(world: &World, home: OfferId, given: &str) -> ProposalId {
    let pathway = world.pathway(ADA, given).await;
    let new = NewProposal { pathway: Some(pathway.id), ..NewProposal::of(home, pathway.household_id) };
    propose(&world.db(ADA, "make-proposals"), new).await.unwrap().id
}

fn said(world: &World) -> Said {
    Said { told_by: "Amina".into(), how: ContactHow::Phone, on: world.clock.today(), words: None }
}

async fn household_says_yes(world: &World, id: ProposalId) {
    let db = world.db(ADA, "answer-proposals");
    let held = db.held::<Proposal>(id).await.unwrap();
    household_yes(&db, held, said(world), Some(Met::On(world.clock.today())), Known::default()).await.unwrap();
}

async fn of_kind(world: &World, who: &str, query: &str, kind: &str) -> Vec<Value> {
    let request = axum::http::Request::get(format!("/api/v1/day{query}"))
        .header(axum::http::header::AUTHORIZATION, format!("Bearer {who}"))
        .body(axum::body::Body::empty())
        .unwrap();
    let told = world.ask(request).await.json();
    told["tasks"].as_array().unwrap().iter().filter(|task| task["kind"] == kind).cloned().collect()
}

on_both! {
    async fn each_side_finds_its_half_of_a_proposal_with_its_day(engine) {
        let world = World::fresh(engine).await;
        let home = home(&world).await;
        let id = proposed(&world, home, "Amina").await;
        let (ada, eva) = (world.says(ADA, Role::CaseWorker), world.says(EVA, Role::CaseWorker));
        let mine = of_kind(&world, &ada, "", "proposal").await;
        assert_eq!((mine.len(), mine[0]["due"].clone(), mine[0]["label"].clone()), (1, json!("2026-11-29"), json!("Amina Prova")));
        assert_eq!(mine[0]["href"], json!(format!("/proposals/{id}")));
        assert!(of_kind(&world, &world.says(UGO, Role::CaseWorker), "?whose=mine", "proposal").await.is_empty());
        assert!(of_kind(&world, &eva, "", "proposal").await.is_empty());
        let page = world.page(ADA, "/").await;
        assert!(page.contains("L’incontro · Casa") && page.contains("Proposta che aspetta"), "{page}");
        household_says_yes(&world, id).await;
        assert!(of_kind(&world, &ada, "", "proposal").await.is_empty());
        let theirs = of_kind(&world, &eva, "?whose=mine", "proposal").await;
        assert_eq!(theirs.len(), 1);
        assert!(theirs[0]["label"].as_str().unwrap().starts_with("C-"), "a code, and no name: {}", theirs[0]);
    }

    async fn what_stands_still_reaches_the_coordinator_and_nobody_else(engine) {
        let world = World::fresh(engine).await;
        let home = home(&world).await;
        let id = proposed(&world, home, "Amina").await;
        household_says_yes(&world, id).await;
        let coordinator = world.says(UGO, Role::Coordinator);
        world.clock.advance_seconds(10 * 86_400);
        assert!(of_kind(&world, &coordinator, "?whose=mine", "proposal-stalled").await.is_empty(), "late, and not yet stalled");
        world.clock.advance_seconds(86_400);
        assert_eq!(of_kind(&world, &coordinator, "?whose=mine", "proposal-stalled").await.len(), 1);
        assert!(of_kind(&world, &world.says(UGO, Role::CaseWorker), "?whose=mine", "proposal-stalled").await.is_empty());
    }

    async fn whoever_had_a_freed_proposal_in_hand_is_told(engine) {
        let world = World::fresh(engine).await;
        let home = home(&world).await;
        let (first, second) = (proposed(&world, home, "Amina").await, proposed(&world, home, "Bilal").await);
        household_says_yes(&world, first).await;
        let db = world.db(EVA, "answer-proposals");
        let held = db.held::<ProposalKept>(first).await.unwrap();
        offerer_yes(&db, held, said(&world), None, Known::default()).await.unwrap();
        confirm(&world.db(ADA, "confirm-proposals"), first, None).await.unwrap();
        let told = of_kind(&world, &world.says(ADA, Role::CaseWorker), "", "proposal-freed").await;
        assert_eq!((told.len(), told[0]["href"].clone()), (1, json!(format!("/proposals/{second}"))));
        let page = world.page(ADA, "/").await;
        assert!(page.contains("Proposta liberata"), "{page}");
    }
}
