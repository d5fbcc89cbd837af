//! Who reads and writes what: the household's side, the offer's side, and everybody else.

use kernel::{MemberId, OrganisationId};
use placement::rules::Refusal;
use placement::rules::proposal::{MeetingKind, ProposalStatus, Side};
use placement::store::offers::{Offer, OfferSeen, Turn, turn};
use placement::store::proposals::meetings::{self, Met};
use placement::store::proposals::told::{of_household, of_offerer};
use placement::store::proposals::{
    Listed, Proposal, ProposalAsk, ProposalKept, ProposalSeen, SORTINGS, answers, household_yes, offerer_yes, page,
    propose, sides, timeline,
};
use serde_json::json;
use store::{Db, PageAsk, Reach, Scope};
use testkit::on_both;

use super::super::families::suitable;
use super::super::world::{ADA, EVA, UGO, World};
use super::declines::household;
use super::{FEMALE, along, both_say_yes, confirm, home, named, offer, one, refused, said, three, today};

async fn listed(db: &Db, ask: &ProposalAsk) -> usize {
    page(db, ask, SORTINGS[0], PageAsk::new(1, 50)).await.unwrap().items.len()
}

on_both! {
    async fn each_side_holds_its_own_half_and_both_read_where_it_stands(engine) {
        let world = World::fresh(engine).await;
        let (home, family) = (home(&world).await, three(&world, "Amina").await);
        let id = propose(&world.db(ADA), along(home, &family)).await.unwrap().id;
        let (ada, ugo, eva) = (world.db(ADA), world.db(UGO), world.db(EVA));
        assert!(ada.held::<ProposalKept>(id).await.is_err() && eva.held::<Proposal>(id).await.is_err());
        ugo.held::<Proposal>(id).await.unwrap();
        for (db, side) in [(&ada, Side::Household), (&eva, Side::Offerer)] {
            let seen = db.rows::<ProposalSeen>().id(id).one().await.unwrap();
            assert_eq!(sides(db.reach(), &seen), [side]);
        }
        let stranger = MemberId::fresh();
        let scope = Scope { organisation: Some(OrganisationId::fresh()), names: true, ..Scope::default() };
        let other = world.store.for_member(stranger, "test", Reach::of(stranger, vec![scope]));
        assert!(other.rows::<ProposalSeen>().id(id).one().await.is_err(), "another partner's id leads nowhere");
        assert_eq!(listed(&other, &ProposalAsk { listed: Some(Listed::All), ..ProposalAsk::default() }).await, 0);
    }

    async fn a_name_passes_with_the_households_yes_and_a_telephone_with_the_owners(engine) {
        let world = World::fresh(engine).await;
        let (home, family) = (home(&world).await, three(&world, "Amina").await);
        let id = propose(&world.db(ADA), along(home, &family)).await.unwrap().id;
        let (ada, eva) = (world.db(ADA), world.db(EVA));
        let held = ada.held::<Proposal>(id).await.unwrap();
        household_yes(&ada, held, said(&world), Some(Met::On(today(&world))), named("Amina Persona")).await.unwrap();
        assert_eq!(of_household(&eva, id).await.unwrap(), Some(named("Amina Persona")));
        assert_eq!(of_offerer(&ada, id).await.unwrap(), None);
        assert!(answers::of(&eva, id).await.unwrap().is_empty(), "the words of the answer stay with its side");
        let held = eva.held::<ProposalKept>(id).await.unwrap();
        let agreed = offerer_yes(&eva, held, said(&world), None, named("Sig. Prova")).await.unwrap();
        assert_eq!(agreed.status, ProposalStatus::Agreed);
        assert_eq!(of_offerer(&ada, id).await.unwrap(), Some(named("Sig. Prova")));
        let pseudonyms = Scope { organisation: Some(world.partners[1]), names: false, ..Scope::default() };
        let lead = world.store.for_member(world.members[EVA], "test", Reach::of(world.members[EVA], vec![pseudonyms]));
        assert_eq!(of_household(&lead, id).await.unwrap(), None, "names are for who reads names");
        let declining = household(placement::rules::decline::HouseholdReason::NoReason);
        let held = ada.held::<Proposal>(id).await.unwrap();
        placement::store::proposals::household_no(&ada, held, said(&world), declining).await.unwrap();
        assert_eq!((of_household(&eva, id).await.unwrap(), of_offerer(&ada, id).await.unwrap()), (None, None), "a no takes it back");
    }

    async fn the_answers_come_in_either_order_and_after_they_have_met(engine) {
        let world = World::fresh(engine).await;
        let (home, family) = (home(&world).await, three(&world, "Amina").await);
        let id = propose(&world.db(ADA), along(home, &family)).await.unwrap().id;
        let (ada, eva) = (world.db(ADA), world.db(EVA));
        let held = eva.held::<ProposalKept>(id).await.unwrap();
        assert_eq!(refused(offerer_yes(&eva, held, said(&world), None, named("x")).await), Refusal::NotMet);
        let held = eva.held::<ProposalKept>(id).await.unwrap();
        meetings::note(&eva, held, MeetingKind::Visit, Met::Planned(today(&world).plus_days(2)), None).await.unwrap();
        assert_eq!(one(&world, id).await.met_on, None);
        let held = ada.held::<Proposal>(id).await.unwrap();
        assert_eq!(refused(meetings::note(&ada, held, MeetingKind::Interview, Met::On(today(&world)), None).await), Refusal::NotAStep);
        let held = ada.held::<Proposal>(id).await.unwrap();
        let words = Some("Piace la cucina".to_owned());
        meetings::note(&ada, held, MeetingKind::Visit, Met::On(today(&world)), words.clone()).await.unwrap();
        let noted = meetings::of(&eva, id).await.unwrap();
        assert_eq!((noted.len(), noted[0].words.clone()), (1, words), "one visit, read by both sides");
        let held = eva.held::<ProposalKept>(id).await.unwrap();
        offerer_yes(&eva, held, said(&world), None, named("x")).await.unwrap();
        let held = ada.held::<Proposal>(id).await.unwrap();
        household_yes(&ada, held, said(&world), None, named("x")).await.unwrap();
        assert_eq!(one(&world, id).await.status, ProposalStatus::Agreed);
    }

    async fn a_family_is_met_and_tried_before_anybody_says_yes(engine) {
        let world = World::fresh(engine).await;
        let family = three(&world, "Amina").await;
        let hosts = offer(&world, EVA, json!({ "kind": "family", "title": "Famiglia di prova", "adults": "2", "beds": "3" })).await;
        let path = format!("/api/v1/offers/{hosts}");
        for (step, outcome) in [("interview", "done"), ("home-visit", "done"), ("suitability", "given")] {
            let told = world.api(EVA, "POST", &format!("{path}/host-steps"), &json!({ "kind": step, "done-on": "2026-11-20", "outcome": outcome })).await;
            assert_eq!(told.status, axum::http::StatusCode::CREATED, "{}", told.body);
        }
        let opened = world.api(EVA, "POST", &format!("{path}/opening"), &json!({})).await;
        assert_eq!(opened.status, axum::http::StatusCode::OK, "{}", opened.body);
        let ada = world.db(ADA);
        let id = propose(&ada, along(hosts, &family)).await.unwrap().id;
        let held = ada.held::<Proposal>(id).await.unwrap();
        meetings::note(&ada, held, MeetingKind::MatchingInterview, Met::On(today(&world)), None).await.unwrap();
        let held = ada.held::<Proposal>(id).await.unwrap();
        assert_eq!(refused(household_yes(&ada, held, said(&world), None, named("x")).await), Refusal::NotMet, "the days together are missing");
        let held = ada.held::<Proposal>(id).await.unwrap();
        let without = Some(Met::LeftOut("Si conoscono da un anno".into()));
        household_yes(&ada, held, said(&world), without, named("x")).await.unwrap();
        let noted = meetings::of(&ada, id).await.unwrap();
        assert_eq!(noted.len(), 2);
        assert!(noted[1].left_out_for.is_some() && noted[0].done_on.is_some());
    }

    async fn an_offer_that_goes_to_another_keeper_takes_its_proposals_along(engine) {
        let world = World::fresh(engine).await;
        let (home, family) = (home(&world).await, world.family(EVA, "Eshe", &[(FEMALE, 1980)]).await);
        let (ugo, eva) = (world.db(UGO), world.db(EVA));
        let id = propose(&eva, along(home, &family)).await.unwrap().id;
        let held = eva.held::<Proposal>(id).await.unwrap();
        household_yes(&eva, held, said(&world), Some(Met::On(today(&world))), named("Eshe Persona")).await.unwrap();
        let old = eva.held::<ProposalKept>(id).await.unwrap();
        assert!(ugo.rows::<ProposalSeen>().id(id).first().await.unwrap().is_none());

        let coordinator = format!("coordinator_all_{}", world.members[EVA]);
        let to = json!({ "organisation": world.partners[0] });
        let told = world.api_as(&coordinator, "PATCH", &format!("/api/v1/offers/{home}"), &to).await;
        assert_eq!(told.status, axum::http::StatusCode::OK, "{}", told.body);
        let overtaken = offerer_yes(&eva, old, said(&world), None, named("x")).await;
        assert!(format!("{overtaken:?}").contains("Stale"), "who kept it before answers no more: {overtaken:?}");
        assert!(eva.held::<ProposalKept>(id).await.is_err());
        assert_eq!(of_household(&ugo, id).await.unwrap(), Some(named("Eshe Persona")));
        let kinds: Vec<String> = timeline(&eva, id).await.unwrap().into_iter().map(|entry| entry.kind).collect();
        assert_eq!(kinds[0], "proposal-handed-over", "the household's side reads it");
        let held = ugo.held::<ProposalKept>(id).await.unwrap();
        offerer_yes(&ugo, held, said(&world), None, named("Sig. Prova")).await.unwrap();
        placement::store::proposals::confirm(&eva, id, None).await.unwrap();
        turn(&ugo, ugo.held::<Offer>(home).await.unwrap(), Turn::Reopen).await.unwrap();
        assert!(!eva.rows::<Proposal>().id(id).one().await.unwrap().holds, "whoever keeps it gives its room back");
    }

    async fn a_yes_says_of_each_step_no_more_than_was_told(engine) {
        let world = World::fresh(engine).await;
        let (ada, hosts) = (world.db(ADA), suitable(&world).await);
        let id = propose(&ada, along(hosts, &three(&world, "Amina").await)).await.unwrap().id;
        let (met, told) = (today(&world).plus_days(-4), || Some(Met::On(today(&world).plus_days(-4))));
        let held = ada.held::<Proposal>(id).await.unwrap();
        assert_eq!(refused(household_yes(&ada, held, said(&world), told(), named("x")).await), Refusal::NotMet, "one day is one step's");
        assert!(meetings::of(&ada, id).await.unwrap().is_empty(), "nothing was kept");
        let held = ada.held::<Proposal>(id).await.unwrap();
        let both = Some(Met::OnAndWithout(met, "Si conoscono da un anno".into()));
        household_yes(&ada, held, said(&world), both, named("x")).await.unwrap();
        let noted: Vec<_> = meetings::of(&ada, id).await.unwrap().into_iter().map(|one| (one.kind, one.done_on)).collect();
        assert_eq!(noted, [(MeetingKind::MatchingInterview, Some(met)), (MeetingKind::TrialDays, None)]);

        let home = home(&world).await;
        let id = propose(&ada, along(home, &three(&world, "Bilal").await)).await.unwrap().id;
        let held = ada.held::<Proposal>(id).await.unwrap();
        let yes = household_yes(&ada, held, said(&world), told(), named("x")).await.unwrap();
        assert_eq!((yes.met_on, yes.since), (Some(met), today(&world)), "the day told; the other side's time begins today");
        let id = propose(&ada, along(home, &three(&world, "Chidi").await)).await.unwrap().id;
        let held = ada.held::<Proposal>(id).await.unwrap();
        meetings::note(&ada, held, MeetingKind::Visit, Met::On(met), None).await.unwrap();
        let noted = one(&world, id).await;
        assert_eq!((noted.met_on, noted.since), (Some(met), today(&world)));
    }

    async fn what_was_proposed_goes_on_being_seen_when_the_keeper_shares_it_no_more(engine) {
        let world = World::fresh(engine).await;
        let (home, family) = (home(&world).await, three(&world, "Amina").await);
        let id = propose(&world.db(ADA), along(home, &family)).await.unwrap().id;
        both_say_yes(&world, id).await;
        let held = world.db(EVA).held::<Offer>(home).await.unwrap();
        let path = format!("/api/v1/offers/{home}");
        let told = world.api(EVA, "PATCH", &path, &json!({ "shared-with": "organisation", "version": held.version })).await;
        assert_eq!(told.status, axum::http::StatusCode::OK, "{}", told.body);
        world.db(ADA).rows::<OfferSeen>().id(home).one().await.unwrap();
        assert!(world.db(ADA).held::<Offer>(home).await.is_err(), "seen, and not touched");
        let held = world.db(EVA).held::<Offer>(home).await.unwrap();
        turn(&world.db(EVA), held, Turn::Withdraw(placement::rules::offer::WithdrawReason::Ended)).await.unwrap();
        assert_eq!(refused(confirm(&world, id).await), Refusal::OfferNotOpen);
    }
}
