//! Confirmations: never beyond the room there is, even at the same instant; the others are freed with them.

use kernel::Cents;
use pathways::store::caseload::Whose;
use placement::rules::offer::{OfferKind, OfferStatus};
use placement::rules::placement::{EndReason, PlacementKind, PlacementStatus};
use placement::rules::proposal::ProposalStatus;
use placement::rules::{Refusal, StayRefusal};
use placement::store::declined::StayDeclined;
use placement::store::offers::{Offer, OfferFact, Turn, turn};
use placement::store::parts::Job;
use placement::store::placements::Placement;
use placement::store::proposals::{self, NewProposal, Proposal, Split, duties, propose};
use placement::store::stays::{self, Ending, end};
use serde_json::json;
use store::{Entry, System};
use testkit::on_both;

use super::super::world::{ADA, EVA, World};
use super::{FEMALE, MALE, agreed, along, both_say_yes, confirm, home, offer, one, placed, refused, three, today};

on_both! {
    async fn a_confirmation_needs_both_answers_takes_the_offer_and_frees_the_others(engine) {
        let world = World::fresh(engine).await;
        let (home, other) = (home(&world).await, home(&world).await);
        let (family, reserve) = (three(&world, "Amina").await, three(&world, "Bilal").await);
        let first = propose(&world.db(ADA), along(home, &family)).await.unwrap().id;
        assert_eq!(refused(confirm(&world, first).await), Refusal::ProposalNotSo);
        both_say_yes(&world, first).await;
        let second = agreed(&world, home, &reserve).await;
        let elsewhere = propose(&world.db(ADA), along(other, &family)).await.unwrap().id;
        let kept = propose(&world.db(ADA), along(other, &reserve)).await.unwrap().id;
        confirm(&world, first).await.unwrap();
        let status = async |id| one(&world, id).await.status;
        assert_eq!(status(first).await, ProposalStatus::Confirmed);
        assert_eq!(status(second).await, ProposalStatus::Freed, "the home is taken");
        assert_eq!(status(elsewhere).await, ProposalStatus::Freed, "they have found a home");
        assert_eq!(status(kept).await, ProposalStatus::Made, "others go on");
        assert_eq!(world.db(EVA).rows::<Offer>().id(home).one().await.unwrap().status, OfferStatus::Taken);
        assert_eq!(world.db(EVA).rows::<Offer>().id(other).one().await.unwrap().status, OfferStatus::Open);
        let told = duties::freed(&world.db(ADA), Whose::Mine, world.members[ADA]).await.unwrap();
        assert_eq!(told.len(), 2, "their worker is told");
        world.days_later(8);
        assert!(duties::freed(&world.db(ADA), Whose::Mine, world.members[ADA]).await.unwrap().is_empty());
        assert_eq!(refused(confirm(&world, second).await), Refusal::ProposalNotSo);
    }

    async fn those_of_other_partners_are_freed_too(engine) {
        let world = World::fresh(engine).await;
        let home = home(&world).await;
        let ours = three(&world, "Amina").await;
        let theirs = world.family(EVA, "Eshe", &[(FEMALE, 1980), (MALE, 2010)]).await;
        let first = agreed(&world, home, &ours).await;
        let second = propose(&world.db(EVA), along(home, &theirs)).await.unwrap().id;
        assert!(world.db(ADA).rows::<Proposal>().id(second).one().await.is_err(), "and Ada never saw it");
        confirm(&world, first).await.unwrap();
        let freed = world.db(EVA).rows::<Proposal>().id(second).one().await.unwrap();
        assert_eq!(freed.status, ProposalStatus::Freed);
        assert_eq!(duties::freed(&world.db(EVA), Whose::Mine, world.members[EVA]).await.unwrap().len(), 1);
    }

    async fn of_two_confirmations_at_the_same_instant_one_is_told_that_it_is_full(engine) {
        let world = World::fresh(engine).await;
        for round in 0..4 {
            let home = home(&world).await;
            let (one_family, other) = (three(&world, "Amina").await, three(&world, "Bilal").await);
            let (first, second) = (agreed(&world, home, &one_family).await, agreed(&world, home, &other).await);
            let (left, right) = tokio::join!(confirm(&world, first), confirm(&world, second));
            assert!(left.is_ok() != right.is_ok(), "round {round}: {left:?} {right:?}");
            let (mut stand, ids) = (Vec::new(), [first, second]);
            for id in ids {
                stand.push(one(&world, id).await.status);
            }
            stand.sort();
            assert_eq!(stand, [ProposalStatus::Confirmed, ProposalStatus::Freed], "round {round}");
        }
    }

    async fn of_two_homes_confirmed_for_one_household_at_the_same_instant_one_holds(engine) {
        let world = World::fresh(engine).await;
        for round in 0..4 {
            let (first_home, second_home, family) = (home(&world).await, home(&world).await, three(&world, "Amina").await);
            let (first, second) = (agreed(&world, first_home, &family).await, agreed(&world, second_home, &family).await);
            let (left, right) = tokio::join!(confirm(&world, first), confirm(&world, second));
            assert!(left.is_ok() != right.is_ok(), "round {round}: {left:?} {right:?}");
        }
    }

    async fn a_cohousing_takes_families_as_long_as_there_are_beds_and_rooms(engine) {
        let world = World::fresh(engine).await;
        let house = offer(&world, EVA, json!({
            "kind": "home", "title": "Cohousing", "owner-kind": "cohousing", "letting": "rooms",
            "room-beds": ["3", "3", "2"], "room-for": ["anyone", "anyone", "anyone"], "open": true,
        })).await;
        let mut ids = Vec::new();
        for name in ["Amina", "Bilal"] {
            let family = three(&world, name).await;
            ids.push(agreed(&world, house, &family).await);
        }
        let large = three(&world, "Chidi").await;
        let third = agreed(&world, house, &large).await;
        let couple = world.family(ADA, "Dina", &[(FEMALE, 1990), (MALE, 1988)]).await;
        let fourth = agreed(&world, house, &couple).await;
        confirm(&world, ids[0]).await.unwrap();
        assert_eq!(world.db(EVA).rows::<Offer>().id(house).one().await.unwrap().status, OfferStatus::Open, "beds are left");
        confirm(&world, ids[1]).await.unwrap();
        assert_eq!(one(&world, third).await.status, ProposalStatus::Freed, "three do not fit in two beds");
        assert_eq!(one(&world, fourth).await.status, ProposalStatus::Agreed, "two do");
        confirm(&world, fourth).await.unwrap();
        assert_eq!(world.db(EVA).rows::<Offer>().id(house).one().await.unwrap().status, OfferStatus::Taken);
    }

    async fn an_employer_takes_as_many_as_were_looked_for(engine) {
        let world = World::fresh(engine).await;
        let job = offer(&world, EVA, json!({ "kind": "work", "title": "Mensa", "places": "2", "open": true })).await;
        let mut ids = Vec::new();
        for name in ["Amina", "Bilal", "Chidi"] {
            let family = three(&world, name).await;
            let new = NewProposal { person: Some(family.people[0]), ..along(job, &family) };
            let id = propose(&world.db(ADA), new).await.unwrap().id;
            both_say_yes(&world, id).await;
            ids.push(id);
        }
        confirm(&world, ids[0]).await.unwrap();
        assert_eq!(one(&world, ids[2]).await.status, ProposalStatus::Agreed);
        confirm(&world, ids[1]).await.unwrap();
        assert_eq!(one(&world, ids[2]).await.status, ProposalStatus::Freed);
    }

    async fn whoever_was_placed_without_a_proposal_takes_room_too(engine) {
        let world = World::fresh(engine).await;
        let job = offer(&world, EVA, json!({ "kind": "work", "title": "Mensa", "places": "2", "open": true })).await;
        let (there, second, third) = (three(&world, "Amina").await, three(&world, "Bilal").await, three(&world, "Chidi").await);
        let mut ids = Vec::new();
        for family in [&second, &third] {
            let new = NewProposal { person: Some(family.people[0]), ..along(job, family) };
            let id = propose(&world.db(ADA), new).await.unwrap().id;
            both_say_yes(&world, id).await;
            ids.push(id);
        }
        stays::plan(&world.db(ADA), placed(&world, &there, PlacementKind::Contract, job)).await.unwrap();
        confirm(&world, ids[0]).await.unwrap();
        assert_eq!(one(&world, ids[1]).await.status, ProposalStatus::Freed, "two places, one of them given without a proposal");
        assert_eq!(world.db(EVA).rows::<Offer>().id(job).one().await.unwrap().status, OfferStatus::Taken);

        let home = home(&world).await;
        let agreed_on = agreed(&world, home, &second).await;
        let planned = stays::plan(&world.db(ADA), placed(&world, &there, PlacementKind::Tenancy, home)).await.unwrap();
        assert_eq!((planned.size, refused(confirm(&world, agreed_on).await)), (Some(3), Refusal::OfferFull));
        let held = world.db(ADA).held::<Placement>(planned.id).await.unwrap();
        end(&world.db(ADA), held, Ending { on: today(&world), reason: EndReason::HouseholdWithdrew, words: None }).await.unwrap();
        confirm(&world, agreed_on).await.unwrap();
    }

    async fn a_cohousing_counts_the_beds_of_those_placed_without_a_proposal(engine) {
        let world = World::fresh(engine).await;
        let house = offer(&world, EVA, json!({
            "kind": "home", "title": "Cohousing", "letting": "rooms", "room-beds": ["3", "3"], "room-for": ["anyone", "anyone"],
            "open": true,
        })).await;
        let (there, second, third) = (three(&world, "Amina").await, three(&world, "Bilal").await, three(&world, "Chidi").await);
        let (second, third) = (agreed(&world, house, &second).await, agreed(&world, house, &third).await);
        stays::plan(&world.db(ADA), placed(&world, &there, PlacementKind::Tenancy, house)).await.unwrap();
        confirm(&world, second).await.unwrap();
        assert_eq!(one(&world, third).await.status, ProposalStatus::Freed);
    }

    async fn a_beginning_counts_those_confirmed_who_have_not_begun(engine) {
        let world = World::fresh(engine).await;
        let job = offer(&world, EVA, json!({ "kind": "work", "title": "Mensa", "places": "2", "open": true })).await;
        let (there, other) = (three(&world, "Amina").await, three(&world, "Bilal").await);
        let new = NewProposal { person: Some(other.people[0]), ..along(job, &other) };
        let id = propose(&world.db(ADA), new).await.unwrap().id;
        both_say_yes(&world, id).await;
        confirm(&world, id).await.unwrap();
        assert_eq!(world.db(EVA).rows::<Offer>().id(job).one().await.unwrap().status, OfferStatus::Open);
        let direct = placed(&world, &there, PlacementKind::Contract, job);
        stays::plan_and_begin(&world.db(ADA), direct, today(&world)).await.unwrap();
        assert_eq!(world.db(EVA).rows::<Offer>().id(job).one().await.unwrap().status, OfferStatus::Taken);
    }

    async fn an_end_is_not_taken_back_into_a_home_that_was_given_to_others(engine) {
        let world = World::fresh(engine).await;
        let (ada, home) = (world.db(ADA), home(&world).await);
        let (family, next) = (three(&world, "Amina").await, three(&world, "Bilal").await);
        let first = agreed(&world, home, &family).await;
        confirm(&world, first).await.unwrap();
        let own = Placement::proposal_id.eq(Some(first.to_string()));
        let id = ada.rows::<Placement>().filter(own).one().await.unwrap().id;
        stays::begin(&ada, ada.held(id).await.unwrap(), today(&world)).await.unwrap();
        let over = || Ending { on: today(&world), reason: EndReason::Moved, words: None };
        end(&ada, ada.held(id).await.unwrap(), over()).await.unwrap();
        turn(&world.db(EVA), world.db(EVA).held::<Offer>(home).await.unwrap(), Turn::Reopen).await.unwrap();
        let offer = async || world.db(EVA).rows::<Offer>().id(home).one().await.unwrap().status;

        stays::take_back_ending(&ada, ada.held(id).await.unwrap()).await.unwrap();
        assert_eq!((offer().await, one(&world, first).await.holds), (OfferStatus::Taken, true), "it is theirs again");
        end(&ada, ada.held(id).await.unwrap(), over()).await.unwrap();
        turn(&world.db(EVA), world.db(EVA).held::<Offer>(home).await.unwrap(), Turn::Reopen).await.unwrap();
        let second = agreed(&world, home, &next).await;
        confirm(&world, second).await.unwrap();
        let told = stays::take_back_ending(&ada, ada.held(id).await.unwrap()).await;
        assert!(matches!(told, Err(StayDeclined::Refused(StayRefusal::NoRoomLeft))), "{told:?}");
        let still = ada.rows::<Placement>().id(id).one().await.unwrap();
        assert_eq!((still.status, one(&world, first).await.holds), (PlacementStatus::Ended, false), "nothing was kept of it");
    }

    async fn an_end_is_not_taken_back_by_who_found_another_home(engine) {
        let world = World::fresh(engine).await;
        let (ada, family) = (world.db(ADA), three(&world, "Amina").await);
        let first = agreed(&world, home(&world).await, &family).await;
        confirm(&world, first).await.unwrap();
        let own = Placement::proposal_id.eq(Some(first.to_string()));
        let id = ada.rows::<Placement>().filter(own).one().await.unwrap().id;
        let off = Ending { on: today(&world), reason: EndReason::HouseholdWithdrew, words: None };
        end(&ada, ada.held(id).await.unwrap(), off).await.unwrap();
        let second = agreed(&world, home(&world).await, &family).await;
        confirm(&world, second).await.unwrap();
        let told = stays::take_back_ending(&ada, ada.held(id).await.unwrap()).await;
        assert!(matches!(told, Err(StayDeclined::Refused(StayRefusal::PlacedElsewhere))), "{told:?}");
    }

    async fn an_internship_that_breaks_a_rule_is_confirmed_with_the_reason_why(engine) {
        let world = World::fresh(engine).await;
        let job = offer(&world, EVA, json!({
            "kind": "work", "form": "internship", "pay": "800", "municipality": "Roma", "title": "Mensa", "open": true,
        })).await;
        // The rule is newer than the offer.
        let mut change = world.store.system(System::Demo).change().await.unwrap();
        change.set::<Job, _>(Job::offer_id.eq(job), Job::pay, Some(Cents::new(50_000))).await.unwrap();
        change.commit(Entry::new(&OfferFact::OfferChanged { kind: OfferKind::Work }, job)).await.unwrap();
        let family = three(&world, "Amina").await;
        let new = NewProposal { person: Some(family.people[0]), ..along(job, &family) };
        let id = propose(&world.db(ADA), new).await.unwrap().id;
        let path = format!("/proposals/{id}");
        for member in [ADA, EVA] {
            let page = world.page(member, &path).await;
            assert!(page.contains("L’indennità è sotto il minimo di 800,00 € al mese."), "told from the start: {page}");
        }
        both_say_yes(&world, id).await;
        let without = world.api(ADA, "POST", &format!("/api/v1{path}/confirmation"), &json!({})).await;
        assert_eq!(without.wrong(), [("rule-note".to_owned(), "placement-internship-rule".to_owned())]);
        assert_eq!(one(&world, id).await.status, ProposalStatus::Agreed, "and nothing was kept");
        assert!(world.page(ADA, &path).await.contains("name=\"rule-note\""));
        let told = world.post(ADA, &format!("{path}/confirmation"), &[("version", "2"), ("rule-note", "Delibera controllata")]).await;
        assert!(told.place.ends_with("?done=proposal-confirmed"), "{}", told.body);
        let planned = world.db(ADA).rows::<Placement>().filter(Placement::offer_id.eq(job)).one().await.unwrap();
        assert_eq!((planned.kind, planned.rule_note.as_deref()), (PlacementKind::Internship, Some("Delibera controllata")));
    }

    async fn a_household_has_one_home_unless_it_asked_to_be_parted(engine) {
        let world = World::fresh(engine).await;
        let family = three(&world, "Amina").await;
        let (first, second, third) = (home(&world).await, home(&world).await, home(&world).await);
        let part = |offer, people| NewProposal {
            split: Some(Split { asked_by: Some("Amina".into()), asked_on: Some(today(&world)), people }),
            ..along(offer, &family)
        };
        let (one_part, other) = (
            propose(&world.db(ADA), part(first, 1)).await.unwrap().id,
            propose(&world.db(ADA), part(second, 2)).await.unwrap().id,
        );
        both_say_yes(&world, one_part).await;
        both_say_yes(&world, other).await;
        confirm(&world, one_part).await.unwrap();
        confirm(&world, other).await.unwrap();
        let whole = agreed(&world, third, &family).await;
        assert_eq!(refused(confirm(&world, whole).await), Refusal::PlacedAlready);
    }

    async fn who_confirms_from_an_old_page_is_told_so(engine) {
        let world = World::fresh(engine).await;
        let (home, family) = (home(&world).await, three(&world, "Amina").await);
        let id = agreed(&world, home, &family).await;
        let told = proposals::confirm(&world.db(ADA), id, Some(0)).await;
        assert!(format!("{told:?}").contains("Stale"), "{told:?}");
        assert_eq!(one(&world, id).await.status, ProposalStatus::Agreed);
        assert!(proposals::confirm(&world.db(EVA), id, None).await.is_err(), "the offer's side confirms nobody");
    }

    async fn what_is_offered_again_has_its_room_back(engine) {
        let world = World::fresh(engine).await;
        let home = home(&world).await;
        let (family, next) = (three(&world, "Amina").await, three(&world, "Bilal").await);
        let first = agreed(&world, home, &family).await;
        confirm(&world, first).await.unwrap();
        let held = world.db(EVA).held::<Offer>(home).await.unwrap();
        turn(&world.db(EVA), held, Turn::Reopen).await.unwrap();
        let second = agreed(&world, home, &next).await;
        confirm(&world, second).await.unwrap();
    }

    async fn a_confirmation_plans_what_begins_and_its_end_gives_the_room_back(engine) {
        let world = World::fresh(engine).await;
        let house = offer(&world, EVA, json!({
            "kind": "home", "title": "Cohousing", "letting": "rooms", "rent": "300", "room-beds": ["3"],
            "room-for": ["anyone"], "open": true,
        })).await;
        let (family, next) = (three(&world, "Amina").await, three(&world, "Bilal").await);
        let first = agreed(&world, house, &family).await;
        confirm(&world, first).await.unwrap();
        let ada = world.db(ADA);
        let from = Placement::proposal_id.eq(Some(first.to_string()));
        let planned = ada.rows::<Placement>().filter(from).one().await.unwrap();
        assert_eq!((planned.kind, planned.status), (PlacementKind::Tenancy, PlacementStatus::Planned));
        assert_eq!((planned.offer_id, planned.pathway_id), (Some(house), Some(family.pathway)));
        assert_eq!(planned.monthly.map(|rent| rent.to_string()).as_deref(), Some("300,00"));
        let held = world.db(EVA).held::<Offer>(house).await.unwrap();
        turn(&world.db(EVA), held, Turn::Reopen).await.unwrap();
        let second = agreed(&world, house, &next).await;
        assert_eq!(refused(confirm(&world, second).await), Refusal::OfferFull, "offered again, and still lived in");
        let held = ada.held::<Placement>(planned.id).await.unwrap();
        let ending = Ending { on: today(&world), reason: EndReason::HouseholdWithdrew, words: None };
        end(&ada, held, ending).await.unwrap();
        confirm(&world, second).await.unwrap();
    }
}
