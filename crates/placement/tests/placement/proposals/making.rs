//! Making a proposal: to whom, how many at once, and with what to say for it.

use kernel::PathwayId;
use pathways::rules::pathway::PathwayStatus;
use pathways::store::pathways::Pathway;
use placement::rules::Refusal;
use placement::rules::proposal::TakenBack;
use placement::store::offers::OfferId;
use placement::store::proposals::{NewProposal, Proposal, Split, propose, withdraw};
use placement::store::searches::{self, Search, SearchTurn};
use serde_json::json;
use testkit::on_both;

use super::super::world::{ADA, EVA, World};
use super::pages::search;
use super::{FEMALE, along, home, offer, one, refused, three, today};

on_both! {
    async fn a_proposal_tells_the_offers_side_how_many_they_are_and_no_name(engine) {
        let world = World::fresh(engine).await;
        let (home, family) = (home(&world).await, three(&world, "Amina").await);
        let made = propose(&world.db(ADA), along(home, &family)).await.unwrap();
        assert_eq!((made.size, &*made.people), (3, "female:26-40 male:under-18 male:under-18"));
        assert_eq!(made.code.split('-').count(), 3, "{}", made.code);
        assert_eq!(made, one(&world, made.id).await);
    }

    async fn the_same_offer_is_on_the_way_to_the_same_people_once(engine) {
        let world = World::fresh(engine).await;
        let (home, family) = (home(&world).await, three(&world, "Amina").await);
        let first = propose(&world.db(ADA), along(home, &family)).await.unwrap();
        assert_eq!(refused(propose(&world.db(ADA), along(home, &family)).await), Refusal::ProposedAlready);
        let held = world.db(ADA).held::<Proposal>(first.id).await.unwrap();
        withdraw(&world.db(ADA), held, TakenBack::Mistake).await.unwrap();
        propose(&world.db(ADA), along(home, &family)).await.unwrap();
    }

    async fn an_offer_has_a_first_choice_and_two_in_reserve_at_most(engine) {
        let world = World::fresh(engine).await;
        let home = home(&world).await;
        for name in ["Amina", "Bilal", "Chidi"] {
            let family = three(&world, name).await;
            propose(&world.db(ADA), NewProposal { reserve: name != "Amina", ..along(home, &family) }).await.unwrap();
        }
        let fourth = three(&world, "Dina").await;
        assert_eq!(refused(propose(&world.db(ADA), along(home, &fourth)).await), Refusal::TooManyProposals);
    }

    async fn what_is_not_open_is_not_proposed_and_what_nobody_sees_is_not_there(engine) {
        let world = World::fresh(engine).await;
        let family = three(&world, "Amina").await;
        let own = offer(&world, EVA, json!({ "kind": "home", "shared-with": "organisation", "room-beds": ["2"], "open": true })).await;
        let told = propose(&world.db(ADA), along(own, &family)).await;
        assert!(format!("{told:?}").contains("NotFound"), "{told:?}");
        let draft = offer(&world, ADA, json!({ "kind": "home" })).await;
        assert_eq!(refused(propose(&world.db(ADA), along(draft, &family)).await), Refusal::OfferNotOpen);
        let theirs = world.family(EVA, "Eshe", &[(FEMALE, 1980)]).await;
        let home = home(&world).await;
        let told = propose(&world.db(ADA), along(home, &theirs)).await;
        assert!(format!("{told:?}").contains("NotFound"), "of another partner's household: {told:?}");
    }

    async fn work_is_for_a_person_of_the_household_and_a_home_for_the_household(engine) {
        let world = World::fresh(engine).await;
        let (home, family) = (home(&world).await, three(&world, "Amina").await);
        let other = three(&world, "Bilal").await;
        let job = offer(&world, EVA, json!({ "kind": "work", "title": "Mensa", "places": "2", "open": true })).await;
        assert_eq!(refused(propose(&world.db(ADA), along(job, &family)).await), Refusal::PersonMissing);
        let to = |person| NewProposal { person: Some(person), ..along(job, &family) };
        assert_eq!(refused(propose(&world.db(ADA), to(other.people[0])).await), Refusal::NoSuchMember);
        let made = propose(&world.db(ADA), to(family.people[0])).await.unwrap();
        assert_eq!((made.size, &*made.people), (1, "female:26-40"));
        let wrong = NewProposal { person: Some(family.people[0]), ..along(home, &family) };
        assert_eq!(refused(propose(&world.db(ADA), wrong).await), Refusal::PersonNotWanted);
    }

    async fn work_is_proposed_to_nobody_who_is_surely_too_young(engine) {
        let world = World::fresh(engine).await;
        let family = world.family(ADA, "Amina", &[(FEMALE, 1990), (FEMALE, 2010), (FEMALE, 2011)]).await;
        let job = offer(&world, EVA, json!({ "kind": "work", "title": "Mensa", "places": "3", "open": true })).await;
        let to = |person: usize| NewProposal { person: Some(family.people[person]), ..along(job, &family) };
        assert_eq!(refused(propose(&world.db(ADA), to(2)).await), Refusal::TooYoung);
        propose(&world.db(ADA), to(1)).await.expect("nobody knows whether her birthday was");
        let form = world.page(ADA, &format!("/proposals/new?offer={job}")).await;
        let there = |person: usize| form.contains(&family.people[person].to_string());
        assert_eq!((there(0), there(1), there(2)), (true, true, false), "{form}");
    }

    async fn nothing_is_proposed_along_a_closed_pathway(engine) {
        let world = World::fresh(engine).await;
        let (home, family) = (home(&world).await, three(&world, "Amina").await);
        let id = propose(&world.db(ADA), along(home, &family)).await.unwrap().id;
        let held = world.db(ADA).held::<Proposal>(id).await.unwrap();
        withdraw(&world.db(ADA), held, TakenBack::Changed).await.unwrap();
        let open = world.db(ADA).rows::<Pathway>().id(family.pathway).one().await.unwrap();
        let closed = Pathway { id: PathwayId::fresh(), code: "P-CLOSED".into(), status: PathwayStatus::Closed, open_key: None, ..open };
        let mut bulk = world.store.bulk().await.unwrap();
        bulk.add(std::slice::from_ref(&closed)).await.unwrap();
        bulk.commit().await.unwrap();
        let new = NewProposal { pathway: Some(closed.id), ..along(home, &family) };
        assert_eq!(refused(propose(&world.db(ADA), new).await), Refusal::PathwayClosed);
        propose(&world.db(ADA), along(home, &family)).await.unwrap();
    }

    async fn what_rests_or_has_ended_is_not_answered_without_a_word(engine) {
        let world = World::fresh(engine).await;
        let (ada, home, family) = (world.db(ADA), home(&world).await, three(&world, "Amina").await);
        let search = search(&world, &family).await;
        let turned = async |turn| searches::turn(&ada, ada.held::<Search>(search.id).await.unwrap(), turn).await.unwrap();
        turned(SearchTurn::Pause).await;
        assert_eq!(refused(propose(&ada, along(home, &family)).await), Refusal::SearchPaused);
        turned(SearchTurn::Resume).await;
        turned(SearchTurn::Meet).await;
        let named = || NewProposal { search: Some(search.id), ..along(home, &family) };
        assert_eq!(refused(propose(&ada, named()).await), Refusal::SearchNotSo);
        turned(SearchTurn::Reopen).await;
        assert_eq!(propose(&ada, named()).await.unwrap().search_id, Some(search.id));
    }

    async fn another_option_than_the_engines_is_taken_with_a_reason(engine) {
        let world = World::fresh(engine).await;
        let (home, family) = (home(&world).await, three(&world, "Amina").await);
        let instead = |reason: Option<&str>| NewProposal {
            run: Some("run-1".into()),
            instead_of: Some(OfferId::fresh()),
            override_reason: reason.map(str::to_owned),
            ..along(home, &family)
        };
        assert_eq!(refused(propose(&world.db(ADA), instead(Some("  "))).await), Refusal::OverrideReasonMissing);
        let made = propose(&world.db(ADA), instead(Some("Conosce il quartiere"))).await.unwrap();
        assert_eq!(made.override_reason.as_deref(), Some("Conosce il quartiere"));
        let told = placement::store::proposals::timeline(&world.db(ADA), made.id).await.unwrap();
        assert!(told[0].fact.contains("\"overridden\":true") && !told[0].fact.contains("quartiere"), "{}", told[0].fact);
        assert_eq!(told[0].pathway_id, Some(family.pathway), "it stands in the pathway's timeline");
    }

    async fn a_household_is_parted_only_when_it_asked_for_it(engine) {
        let world = World::fresh(engine).await;
        let (home, family) = (home(&world).await, three(&world, "Amina").await);
        let part = |people, asked_by: Option<&str>| NewProposal {
            split: Some(Split { asked_by: asked_by.map(str::to_owned), asked_on: asked_by.map(|_| today(&world)), people }),
            ..along(home, &family)
        };
        assert_eq!(refused(propose(&world.db(ADA), part(2, None)).await), Refusal::SplitNotAsked);
        assert_eq!(refused(propose(&world.db(ADA), part(2, Some(" "))).await), Refusal::SplitNotAsked);
        assert_eq!(refused(propose(&world.db(ADA), part(3, Some("Amina"))).await), Refusal::PartTooLarge);
        let made = propose(&world.db(ADA), part(2, Some("Amina"))).await.unwrap();
        assert_eq!((made.size, made.split_asked_by.as_deref(), &*made.people), (2, Some("Amina"), ""));
    }
}
