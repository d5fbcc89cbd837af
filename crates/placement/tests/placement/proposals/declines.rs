//! What follows from a no, and from no answer at all.

use pathways::store::caseload::Whose;
use placement::rules::Refusal;
use placement::rules::deadline::ESCALATES_AFTER;
use placement::rules::decline::{Consequence, HouseholdReason, OffererReason};
use placement::rules::offer::{OfferKind, OfferStatus};
use placement::rules::proposal::{ProposalStatus, TakenBack};
use placement::rules::search::VetoBy;
use placement::store::offers::{Offer, OfferSeen};
use placement::store::proposals::{
    Declining, Listed, Proposal, ProposalAsk, ProposalKept, SORTINGS, answers, duties, household_no, lapse, lift_veto,
    offerer_no, page, propose, reopen, wait_until, withdraw,
};
use placement::store::searches::Search;
use placement::store::vetoes::{self, SearchVeto, VetoSaid};
use serde_json::json;
use store::PageAsk;
use testkit::on_both;

use super::super::world::{ADA, EVA, UGO, World};
use super::pages::search;
use super::{along, home, named, offer, one, refused, said, three, today};

pub(super) fn household(reason: HouseholdReason) -> Declining<HouseholdReason> {
    Declining { reason, then: reason.proposes(), until: None }
}

on_both! {
    async fn never_this_one_again_is_kept_and_other_offers_are_not_touched(engine) {
        let world = World::fresh(engine).await;
        let (first, second, family) = (home(&world).await, home(&world).await, three(&world, "Amina").await);
        let ada = world.db(ADA);
        let id = propose(&ada, along(first, &family)).await.unwrap().id;
        let held = ada.held::<Proposal>(id).await.unwrap();
        household_no(&ada, held, said(&world), household(HouseholdReason::NotThisOne)).await.unwrap();
        assert_eq!(refused(propose(&ada, along(first, &family)).await), Refusal::Vetoed);
        propose(&ada, along(second, &family)).await.unwrap();
        let other = three(&world, "Bilal").await;
        propose(&ada, along(first, &other)).await.unwrap();
        let held = ada.held::<Proposal>(id).await.unwrap();
        reopen(&ada, held).await.unwrap();
        assert_eq!(one(&world, id).await.veto, None, "whoever thinks it over takes the veto back");
    }

    async fn never_this_owner_again_holds_for_all_they_offer(engine) {
        let world = World::fresh(engine).await;
        let family = three(&world, "Amina").await;
        let of = |owner: &str| json!({ "kind": "home", "owner-name": owner, "title": "Casa", "open": true });
        let (first, same) = (offer(&world, EVA, of("Agenzia Prova")).await, offer(&world, EVA, of("agenzia PROVA")).await);
        let other = offer(&world, EVA, of("Ente Buono")).await;
        let ada = world.db(ADA);
        let id = propose(&ada, along(first, &family)).await.unwrap().id;
        let held = ada.held::<Proposal>(id).await.unwrap();
        household_no(&ada, held, said(&world), household(HouseholdReason::NotAtEase)).await.unwrap();
        assert_eq!(refused(propose(&ada, along(same, &family)).await), Refusal::Vetoed);
        propose(&ada, along(other, &family)).await.unwrap();
    }

    async fn a_no_to_all_that_an_unknown_owner_offers_is_kept_and_told_as_one_to_this_offer(engine) {
        let world = World::fresh(engine).await;
        let (ada, family) = (world.db(ADA), three(&world, "Amina").await);
        let search = search(&world, &family).await;
        let (first, second) = (home(&world).await, home(&world).await);
        let id = propose(&ada, along(first, &family)).await.unwrap().id;
        let owners = "Niente di chi offre si propone più a questa famiglia";
        assert!(!world.page(ADA, &format!("/proposals/{id}/household-answer")).await.contains(owners));
        let held = ada.held::<Proposal>(id).await.unwrap();
        household_no(&ada, held, said(&world), household(HouseholdReason::NotAtEase)).await.unwrap();
        assert_eq!(one(&world, id).await.veto, Some(Consequence::VetoOffer));
        assert_eq!(answers::of(&ada, id).await.unwrap()[0].then, Some(Consequence::VetoOffer));
        let noes = vetoes::of(&ada, &[search.id]).await.unwrap().remove(&search.id).unwrap();
        assert_eq!((noes.len(), noes[0].offer_id, noes[0].owner_key.clone()), (1, Some(first), None));
        assert!(!world.page(ADA, &format!("/proposals/{id}")).await.contains(owners));
        propose(&ada, along(second, &family)).await.unwrap();

        let agency = json!({ "kind": "home", "owner-name": "Agenzia Prova", "title": "Casa", "open": true });
        let known = propose(&ada, along(offer(&world, EVA, agency).await, &family)).await.unwrap().id;
        assert!(world.page(ADA, &format!("/proposals/{known}/household-answer")).await.contains(owners));
    }

    async fn an_owner_who_is_not_at_ease_is_asked_no_more_for_them(engine) {
        let world = World::fresh(engine).await;
        let (home, family) = (home(&world).await, three(&world, "Amina").await);
        let id = propose(&world.db(ADA), along(home, &family)).await.unwrap().id;
        let held = world.db(EVA).held::<ProposalKept>(id).await.unwrap();
        let no = Declining { reason: OffererReason::NotAtEase, then: Consequence::VetoHousehold, until: None };
        offerer_no(&world.db(EVA), held, said(&world), no).await.unwrap();
        assert_eq!(refused(propose(&world.db(ADA), along(home, &family)).await), Refusal::Vetoed);
        assert!(answers::of(&world.db(ADA), id).await.unwrap().is_empty(), "why is not told to the household's side");
        assert_eq!(answers::of(&world.db(EVA), id).await.unwrap().len(), 1);
    }

    async fn what_whoever_offers_refused_is_lifted_by_their_side_alone(engine) {
        let world = World::fresh(engine).await;
        let (ada, eva, home, family) = (world.db(ADA), world.db(EVA), home(&world).await, three(&world, "Amina").await);
        let id = propose(&ada, along(home, &family)).await.unwrap().id;
        let held = eva.held::<ProposalKept>(id).await.unwrap();
        assert_eq!(refused(lift_veto(&eva, held).await), Refusal::ProposalNotSo);
        let no = Declining { reason: OffererReason::NotAtEase, then: Consequence::VetoHousehold, until: None };
        let held = eva.held::<ProposalKept>(id).await.unwrap();
        offerer_no(&eva, held, said(&world), no).await.unwrap();
        assert_eq!(refused(reopen(&ada, ada.held::<Proposal>(id).await.unwrap()).await), Refusal::Vetoed);
        assert_eq!(one(&world, id).await.veto, Some(Consequence::VetoHousehold), "and it stands");
        let path = format!("/proposals/{id}");
        assert!(!world.page(ADA, &path).await.contains("A questa famiglia l’offerta non si propone più"), "whose no it was is not told");
        let page = world.page(EVA, &path).await;
        assert!(page.contains("A questa famiglia l’offerta non si propone più") && page.contains("Togli il «mai più»"), "{page}");
        let api = async |member| world.api(member, "GET", &format!("/api/v1{path}"), &json!({})).await.json()["veto"].clone();
        assert_eq!((api(ADA).await, api(EVA).await), (json!(null), json!("veto-household")));
        assert_eq!(world.post(ADA, &format!("{path}/veto-lifting"), &[]).await.status, axum::http::StatusCode::NOT_FOUND);
        let told = world.post(EVA, &format!("{path}/veto-lifting"), &[]).await;
        assert!(told.place.ends_with("?done=proposal-veto-lifted"), "{}", told.body);
        reopen(&ada, ada.held::<Proposal>(id).await.unwrap()).await.unwrap();
    }

    async fn what_a_household_refused_is_not_told_to_whoever_offers(engine) {
        let world = World::fresh(engine).await;
        let (ada, family) = (world.db(ADA), three(&world, "Amina").await);
        let id = propose(&ada, along(home(&world).await, &family)).await.unwrap().id;
        let held = ada.held::<Proposal>(id).await.unwrap();
        household_no(&ada, held, said(&world), household(HouseholdReason::NotThisOne)).await.unwrap();
        let path = format!("/proposals/{id}");
        assert!(world.page(ADA, &path).await.contains("Questa offerta non si propone più a questa famiglia"));
        assert!(!world.page(EVA, &path).await.contains("non si propone più a questa famiglia"));
        let api = async |member| world.api(member, "GET", &format!("/api/v1{path}"), &json!({})).await.json()["veto"].clone();
        assert_eq!((api(ADA).await, api(EVA).await), (json!("veto-offer"), json!(null)));
        let listed = world.api(EVA, "GET", "/api/v1/proposals?listed=all", &json!({})).await;
        assert_eq!(listed.json()["items"][0]["veto"], json!(null), "{}", listed.body);
    }

    async fn a_proposal_made_again_leaves_every_other_no_where_it_is(engine) {
        let world = World::fresh(engine).await;
        let (ada, family) = (world.db(ADA), three(&world, "Amina").await);
        let search = search(&world, &family).await;
        let of = |owner: &str| json!({ "kind": "home", "owner-name": owner, "title": "Casa", "open": true });
        let (first, second) = (offer(&world, EVA, of("Agenzia Prova")).await, offer(&world, EVA, of("Agenzia Prova")).await);
        let declined = propose(&ada, along(first, &family)).await.unwrap().id;
        let other = propose(&ada, along(second, &family)).await.unwrap().id;
        let held = ada.held::<Proposal>(declined).await.unwrap();
        household_no(&ada, held, said(&world), household(HouseholdReason::NotAtEase)).await.unwrap();
        withdraw(&ada, ada.held::<Proposal>(other).await.unwrap(), TakenBack::Changed).await.unwrap();
        assert_eq!(refused(reopen(&ada, ada.held::<Proposal>(other).await.unwrap()).await), Refusal::Vetoed, "of the same owner");

        let said_no = |by, offer, owner: Option<&str>| VetoSaid { offer, owner: owner.map(str::to_owned), by, reason: None };
        let held = ada.held::<Search>(search.id).await.unwrap();
        let theirs = vetoes::add(&ada, &held, &ada, said_no(VetoBy::Offerer, Some(first), None)).await.unwrap();
        let again = async || reopen(&ada, ada.held::<Proposal>(declined).await.unwrap()).await;
        assert_eq!(refused(again().await), Refusal::Vetoed, "whoever offers said no beforehand");
        assert_eq!(vetoes::of(&ada, &[search.id]).await.unwrap()[&search.id].len(), 2, "and both stand");
        vetoes::take_back(&ada, ada.held::<SearchVeto>(theirs.id).await.unwrap()).await.unwrap();
        again().await.unwrap();
        assert!(vetoes::of(&ada, &[search.id]).await.unwrap().is_empty());
    }

    async fn what_is_no_longer_offered_is_not_proposed_again(engine) {
        let world = World::fresh(engine).await;
        let (ada, family) = (world.db(ADA), three(&world, "Amina").await);
        let last = today(&world).plus_days(3);
        let home = offer(&world, EVA, json!({ "kind": "home", "title": "Casa", "available-to": last, "open": true })).await;
        let id = propose(&ada, along(home, &family)).await.unwrap().id;
        withdraw(&ada, ada.held::<Proposal>(id).await.unwrap(), TakenBack::Changed).await.unwrap();
        world.days_later(4);
        assert_eq!(refused(reopen(&ada, ada.held::<Proposal>(id).await.unwrap()).await), Refusal::OfferNotOpen);
    }

    async fn a_no_taken_back_on_the_search_is_taken_back_on_the_proposal_too(engine) {
        let world = World::fresh(engine).await;
        let (ada, family) = (world.db(ADA), three(&world, "Amina").await);
        let search = search(&world, &family).await;
        let of = |owner: &str| json!({ "kind": "home", "owner-name": owner, "title": "Casa", "open": true });
        let (first, second) = (offer(&world, EVA, of("Agenzia Prova")).await, offer(&world, EVA, of("Agenzia Prova")).await);
        let refuse = async |offer, reason| {
            let id = propose(&ada, along(offer, &family)).await.unwrap().id;
            let held = ada.held::<Proposal>(id).await.unwrap();
            household_no(&ada, held, said(&world), household(reason)).await.unwrap();
            id
        };
        let this_one = refuse(first, HouseholdReason::NotThisOne).await;
        let owner = refuse(second, HouseholdReason::NotAtEase).await;
        assert_eq!(refused(propose(&ada, along(first, &family)).await), Refusal::Vetoed);
        let take_back = async |row: &SearchVeto| {
            vetoes::take_back(&ada, ada.held::<SearchVeto>(row.id).await.unwrap()).await.unwrap();
        };
        let noes = vetoes::of(&ada, &[search.id]).await.unwrap().remove(&search.id).unwrap();
        take_back(noes.iter().find(|no| no.owner_key.is_some()).unwrap()).await;
        assert_eq!(one(&world, owner).await.veto, None);
        assert_eq!(one(&world, this_one).await.veto, Some(Consequence::VetoOffer), "another no");
        propose(&ada, along(second, &family)).await.unwrap();
        assert_eq!(refused(propose(&ada, along(first, &family)).await), Refusal::Vetoed);
        take_back(noes.iter().find(|no| no.owner_key.is_none()).unwrap()).await;
        propose(&ada, along(first, &family)).await.unwrap();
    }

    async fn an_offer_is_withdrawn_with_the_no_only_when_the_worker_says_so(engine) {
        let world = World::fresh(engine).await;
        let family = three(&world, "Amina").await;
        for (then, stands) in [(Consequence::LookFurther, OfferStatus::Open), (Consequence::WithdrawOffer, OfferStatus::Withdrawn)] {
            let home = home(&world).await;
            let id = propose(&world.db(ADA), along(home, &family)).await.unwrap().id;
            let eva = world.db(EVA);
            let no = |then| Declining { reason: OffererReason::Discriminates, then, until: None };
            let held = eva.held::<ProposalKept>(id).await.unwrap();
            assert_eq!(refused(offerer_no(&eva, held, said(&world), no(Consequence::Park)).await), Refusal::NoSuchConsequence);
            let held = eva.held::<ProposalKept>(id).await.unwrap();
            offerer_no(&eva, held, said(&world), no(then)).await.unwrap();
            assert_eq!(eva.rows::<Offer>().id(home).one().await.unwrap().status, stands);
            assert_eq!(one(&world, id).await.status, ProposalStatus::DeclinedByOfferer);
        }
    }

    async fn who_hears_second_that_it_is_given_elsewhere_writes_it_down_too(engine) {
        let world = World::fresh(engine).await;
        let (eva, home) = (world.db(EVA), home(&world).await);
        let no = Declining { reason: OffererReason::GivenElsewhere, then: Consequence::WithdrawOffer, until: None };
        let mut ids = Vec::new();
        for name in ["Amina", "Bilal"] {
            ids.push(propose(&world.db(ADA), along(home, &three(&world, name).await)).await.unwrap().id);
        }
        for id in ids {
            let held = eva.held::<ProposalKept>(id).await.unwrap();
            offerer_no(&eva, held, said(&world), no).await.unwrap();
            assert_eq!(one(&world, id).await.status, ProposalStatus::DeclinedByOfferer);
        }
        assert_eq!(eva.rows::<Offer>().id(home).one().await.unwrap().status, OfferStatus::Withdrawn);
    }

    async fn agreeing_to_wait_leaves_nobody_less_time(engine) {
        let world = World::fresh(engine).await;
        let (ada, eva) = (world.db(ADA), world.db(EVA));
        let id = propose(&ada, along(home(&world).await, &three(&world, "Amina").await)).await.unwrap().id;
        let due = one(&world, id).await.due().unwrap();
        let wait = async |until| wait_until(&eva, eva.held::<ProposalKept>(id).await.unwrap(), until).await;
        assert_eq!(refused(wait(today(&world)).await), Refusal::UntilShorter);
        wait(due.plus_days(10)).await.unwrap();
        assert_eq!(refused(wait(due.plus_days(9)).await), Refusal::UntilShorter, "what was agreed on holds");
        assert_eq!(one(&world, id).await.due(), Some(due.plus_days(10)));
        let form = world.page(ADA, &format!("/proposals/{id}/wait")).await;
        let (now, later) = (due.plus_days(10).italian(), due.plus_days(11).italian());
        assert!(form.contains(&now) && form.contains(&later), "{form}");
    }

    async fn a_rest_needs_its_last_day(engine) {
        let world = World::fresh(engine).await;
        let (home, family) = (home(&world).await, three(&world, "Amina").await);
        let ada = world.db(ADA);
        let id = propose(&ada, along(home, &family)).await.unwrap().id;
        let no = |until| Declining { reason: HouseholdReason::NotReady, then: Consequence::Park, until };
        let held = ada.held::<Proposal>(id).await.unwrap();
        assert_eq!(refused(household_no(&ada, held, said(&world), no(None)).await), Refusal::UntilMissing);
        let held = ada.held::<Proposal>(id).await.unwrap();
        assert_eq!(refused(household_no(&ada, held, said(&world), no(Some(today(&world)))).await), Refusal::UntilWrong);
        let held = ada.held::<Proposal>(id).await.unwrap();
        household_no(&ada, held, said(&world), no(Some(today(&world).plus_days(30)))).await.unwrap();
        let told = answers::of(&ada, id).await.unwrap();
        assert_eq!((told[0].until, told[0].yes), (Some(today(&world).plus_days(30)), false));
    }

    async fn the_lists_of_late_and_escalated_say_day_by_day_what_the_rules_say(engine) {
        let world = World::fresh(engine).await;
        let home = home(&world).await;
        let job = offer(&world, EVA, json!({ "kind": "work", "title": "Mensa", "open": true })).await;
        let family = three(&world, "Amina").await;
        let ada = world.db(ADA);
        let visit = propose(&ada, along(home, &family)).await.unwrap().id;
        let work = placement::store::proposals::NewProposal { person: Some(family.people[0]), ..along(job, &family) };
        let waits = propose(&ada, work).await.unwrap().id;
        let held = ada.held::<Proposal>(waits).await.unwrap();
        wait_until(&ada, held, today(&world).plus_days(20)).await.unwrap();
        for day in 0..30 {
            let now = today(&world);
            let ask = ProposalAsk { listed: Some(Listed::Live), late: true, ..ProposalAsk::default() };
            let late: Vec<_> = page(&ada, &ask, SORTINGS[0], PageAsk::new(1, 50)).await.unwrap().items;
            let escalated = duties::escalated(&ada).await.unwrap();
            for id in [visit, waits] {
                let row = one(&world, id).await;
                assert_eq!(late.iter().any(|late| late.id == id), row.is_late(now), "day {day}");
                assert_eq!(escalated.iter().any(|late| late.id == id), row.is_escalated(now), "day {day}");
            }
            world.days_later(1);
        }
        assert!(one(&world, visit).await.is_escalated(today(&world)) && ESCALATES_AFTER > 0);
    }

    async fn a_proposal_lapses_by_somebodys_act_and_not_before_its_day(engine) {
        let world = World::fresh(engine).await;
        let (home, family) = (home(&world).await, three(&world, "Amina").await);
        let ada = world.db(ADA);
        let id = propose(&ada, along(home, &family)).await.unwrap().id;
        let held = ada.held::<Proposal>(id).await.unwrap();
        assert_eq!(refused(lapse(&ada, held).await), Refusal::NotLate);
        world.days_later(8);
        assert_eq!(one(&world, id).await.status, ProposalStatus::Made, "nothing happens by itself");
        let held = ada.held::<Proposal>(id).await.unwrap();
        lapse(&ada, held).await.unwrap();
        assert_eq!(one(&world, id).await.status, ProposalStatus::Lapsed);
        assert_eq!(ada.rows::<OfferSeen>().id(home).one().await.unwrap().kind, OfferKind::Home);
    }

    async fn my_day_asks_each_side_for_its_half(engine) {
        let world = World::fresh(engine).await;
        let (home, family) = (home(&world).await, three(&world, "Amina").await);
        let (ada, ugo, eva) = (world.db(ADA), world.db(UGO), world.db(EVA));
        let id = propose(&ada, along(home, &family)).await.unwrap().id;
        let mine = async |db: &store::Db, member: usize| duties::waiting(db, Whose::Mine, world.members[member]).await.unwrap().len();
        assert_eq!((mine(&ada, ADA).await, mine(&ugo, UGO).await, mine(&eva, EVA).await), (1, 0, 0));
        let held = ada.held::<Proposal>(id).await.unwrap();
        let met = Some(placement::store::proposals::meetings::Met::On(today(&world)));
        placement::store::proposals::household_yes(&ada, held, said(&world), met, named("x")).await.unwrap();
        assert_eq!((mine(&ada, ADA).await, mine(&eva, EVA).await), (0, 1));
    }
}
