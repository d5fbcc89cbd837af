//! Placements, as kept: days, check-ins, the offer they come from, what they turn into, and what the journal counts.

use kernel::{Day, PersonId};
use pathways::store::pathways::Pathway;
use placement::rules::StayRefusal;
use placement::rules::check_in::{CheckInReason, CheckInStanding, Goes, SpokenWith, Told};
use placement::rules::offer::OfferStatus;
use placement::rules::placement::{EndReason, PlacementKind, PlacementStatus};
use placement::rules::problem::{MediationOutcome, ProblemKind};
use placement::store::declined::{StayActed, StayDeclined};
use placement::store::mediation::{self, MediationSaid};
use placement::store::offers::{Offer, OfferId};
use placement::store::placements::{self, Placement};
use placement::store::stays::{self, Ending, NewPlacement, Next, Terms};
use placement::store::{check_ins, placement_words, problems};
use serde_json::json;
use store::{JournalEntry, JournalPerson, Order, StoreError, System};
use testkit::on_both;

use super::proposals::{agreed, confirm, home, one, three};
use super::world::{ADA, EVA, World, id};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn new(pathway: &Pathway, kind: PlacementKind, person: Option<PersonId>, offer: Option<OfferId>) -> NewPlacement {
    NewPlacement {
        kind,
        household_id: pathway.household_id,
        person_id: person,
        pathway_id: Some(pathway.id),
        offer_id: offer,
        proposal_id: None,
        programme: pathway.programme.clone(),
        organisation_id: pathway.organisation_id,
        territory: pathway.territory.clone(),
        terms: Terms::default(),
        follows: None,
    }
}

fn refused<T: std::fmt::Debug>(acted: StayActed<T>) -> StayRefusal {
    match acted {
        Err(StayDeclined::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn ending(on: &str, reason: EndReason) -> Ending {
    Ending { on: day(on), reason, words: None }
}

/// The facts of a kind that hold: not voided, with the day and how many people each counts.
async fn facts(world: &World, kind: &str) -> Vec<(String, Day, usize)> {
    let db = world.store.system(System::Demo);
    let all = db.rows::<JournalEntry>().sort(JournalEntry::id, Order::Rising).all().await.unwrap();
    let voided: Vec<_> = all.iter().filter_map(|entry| entry.voids).collect();
    let mut told = Vec::new();
    for entry in all.iter().filter(|entry| entry.kind == kind && !voided.contains(&entry.id)) {
        let people = db.rows::<JournalPerson>().filter(JournalPerson::entry_id.eq(entry.id)).all().await.unwrap();
        told.push((entry.detail.clone().unwrap_or_default(), entry.day, people.len()));
    }
    told
}

async fn offer_status(world: &World, offer: OfferId) -> OfferStatus {
    world.store.system(System::Demo).rows::<Offer>().id(offer).one().await.unwrap().status
}

async fn begun(world: &World, kind: PlacementKind, on: &str) -> (Placement, Pathway, PersonId) {
    let (pathway, person) = world.pathway(ADA, "Amina").await;
    let who = kind.of_one_person().then_some(person);
    let placement = stays::plan_and_begin(&world.db(ADA), new(&pathway, kind, who, None), day(on)).await.unwrap();
    (placement, pathway, person)
}

on_both! {
    async fn a_beginning_schedules_four_check_ins_and_counts_the_household(engine) {
        let world = World::fresh(engine).await;
        let (placement, pathway, _) = begun(&world, PlacementKind::Tenancy, "2026-11-01").await;
        assert_eq!((placement.status, placement.began_on), (PlacementStatus::UnderWay, Some(day("2026-11-01"))));
        let rows = check_ins::of(&world.db(ADA), placement.id).await.unwrap();
        let due: Vec<_> = rows.iter().map(|row| (row.days, row.due_on.to_string())).collect();
        let meant = [(7, "2026-11-08"), (30, "2026-12-01"), (90, "2027-01-30"), (180, "2027-04-30")];
        assert_eq!(due, meant.map(|(days, on)| (days, on.to_owned())));
        assert_eq!(rows[0].standing(placement.status, testkit::today()), CheckInStanding::Late);
        assert_eq!(rows[1].standing(placement.status, testkit::today()), CheckInStanding::Ahead);
        assert_eq!(facts(&world, "placement-began").await, [("tenancy".to_owned(), day("2026-11-01"), 1)]);
        let db = world.store.system(System::Demo);
        let along = db.rows::<JournalEntry>().filter(JournalEntry::pathway_id.eq(pathway.id)).all().await.unwrap();
        assert!(along.iter().any(|entry| entry.kind == "placement-began" && entry.household_id == Some(pathway.household_id)));
    }

    async fn nothing_begins_or_ends_ahead_of_time_and_nothing_ends_before_it_begins(engine) {
        let world = World::fresh(engine).await;
        let (pathway, _) = world.pathway(ADA, "Amina").await;
        let db = world.db(ADA);
        let planned = stays::plan(&db, new(&pathway, PlacementKind::Tenancy, None, None)).await.unwrap();
        let held = || db.held::<Placement>(planned.id);
        assert_eq!(refused(stays::begin(&db, held().await.unwrap(), day("2026-11-23")).await), StayRefusal::BeginsInTheFuture);
        assert_eq!(refused(stays::take_back_ending(&db, held().await.unwrap()).await), StayRefusal::NotSo);
        stays::begin(&db, held().await.unwrap(), day("2026-06-01")).await.unwrap();
        assert_eq!(refused(stays::begin(&db, held().await.unwrap(), day("2026-06-01")).await), StayRefusal::NotSo);
        let end = |ending: Ending| async { refused(stays::end(&db, held().await.unwrap(), ending).await) };
        assert_eq!(end(ending("2026-05-31", EndReason::Moved)).await, StayRefusal::EndsBeforeItBegins);
        assert_eq!(end(ending("2026-11-23", EndReason::Moved)).await, StayRefusal::EndsInTheFuture);
        assert_eq!(end(ending("2026-11-22", EndReason::Dismissed)).await, StayRefusal::NoSuchReason);
        assert_eq!(end(ending("2026-11-22", EndReason::Other)).await, StayRefusal::SayWhy);
        let ended = stays::end(&db, held().await.unwrap(), ending("2026-11-22", EndReason::Moved)).await.unwrap();
        assert_eq!((ended.status, ended.end_reason), (PlacementStatus::Ended, Some(EndReason::Moved)));
        assert_eq!(end(ending("2026-11-22", EndReason::Moved)).await, StayRefusal::NotSo);
        assert_eq!(facts(&world, "placement-ended").await, [("moved".to_owned(), day("2026-11-22"), 1)]);
    }

    async fn a_wrong_day_is_put_right_and_the_journal_counts_it_once(engine) {
        let world = World::fresh(engine).await;
        let (placement, ..) = begun(&world, PlacementKind::Tenancy, "2026-11-01").await;
        let db = world.db(ADA);
        let rows = check_ins::of(&db, placement.id).await.unwrap();
        let told = Told { held_on: day("2026-11-09"), with: SpokenWith::Household, household: Some(Goes::Good), other_side: None };
        check_ins::hold(&db, db.held(rows[0].id).await.unwrap(), told, None, None).await.unwrap();
        check_ins::postpone(&db, db.held(rows[2].id).await.unwrap(), day("2027-02-15"), CheckInReason::Worker).await.unwrap();
        let held = || db.held::<Placement>(placement.id);
        assert_eq!(refused(stays::correct_beginning(&db, held().await.unwrap(), day("2026-11-10")).await), StayRefusal::SomethingBefore);
        assert_eq!(refused(stays::take_back_beginning(&db, held().await.unwrap()).await), StayRefusal::SomethingBefore);
        stays::correct_beginning(&db, held().await.unwrap(), day("2026-11-03")).await.unwrap();
        assert_eq!(facts(&world, "placement-began").await, [("tenancy".to_owned(), day("2026-11-03"), 1)]);
        let due: Vec<_> = check_ins::of(&db, placement.id).await.unwrap().iter().map(|row| row.due_on.to_string()).collect();
        assert_eq!(due, ["2026-11-08", "2026-12-03", "2027-02-15", "2027-05-02"], "what was held or moved stays");
        assert_eq!(refused(stays::end(&db, held().await.unwrap(), ending("2026-11-08", EndReason::Moved)).await), StayRefusal::CheckedInAfter);
        stays::end(&db, held().await.unwrap(), ending("2026-11-20", EndReason::Moved)).await.unwrap();
        stays::correct_ending(&db, held().await.unwrap(), ending("2026-11-15", EndReason::Conflict)).await.unwrap();
        assert_eq!(facts(&world, "placement-ended").await, [("conflict".to_owned(), day("2026-11-15"), 1)]);
        let back = stays::take_back_ending(&db, held().await.unwrap()).await.unwrap();
        assert_eq!((back.status, back.ended_on, back.end_reason), (PlacementStatus::UnderWay, None, None));
        assert_eq!(facts(&world, "placement-ended").await, []);
    }

    async fn what_did_not_begin_is_called_off_and_can_be_planned_again(engine) {
        let world = World::fresh(engine).await;
        let (placement, ..) = begun(&world, PlacementKind::Tenancy, "2026-11-01").await;
        let db = world.db(ADA);
        let held = || db.held::<Placement>(placement.id);
        let back = stays::take_back_beginning(&db, held().await.unwrap()).await.unwrap();
        assert_eq!((back.status, back.began_on), (PlacementStatus::Planned, None));
        assert_eq!(facts(&world, "placement-began").await, []);
        assert_eq!(check_ins::of(&db, placement.id).await.unwrap(), []);
        let wrong = stays::end(&db, held().await.unwrap(), ending("2026-11-22", EndReason::RentUnpaid)).await;
        assert_eq!(refused(wrong), StayRefusal::NoSuchReason);
        stays::end(&db, held().await.unwrap(), ending("2026-11-22", EndReason::OffererWithdrew)).await.unwrap();
        assert_eq!(facts(&world, "placement-ended").await, [], "what never began has not ended");
        assert_eq!(facts(&world, "placement-called-off").await, [("offerer-withdrew".to_owned(), day("2026-11-22"), 0)]);
        let again = stays::take_back_ending(&db, held().await.unwrap()).await.unwrap();
        assert_eq!(again.status, PlacementStatus::Planned);
    }

    async fn work_is_one_persons_and_a_home_is_the_households(engine) {
        let world = World::fresh(engine).await;
        let (pathway, person) = world.pathway(ADA, "Amina").await;
        let (_, stranger) = world.pathway(ADA, "Bahar").await;
        let db = world.db(ADA);
        let plan = |kind, who| stays::plan(&db, new(&pathway, kind, who, None));
        assert_eq!(refused(plan(PlacementKind::Contract, None).await), StayRefusal::WhoWorks);
        assert_eq!(refused(plan(PlacementKind::Contract, Some(stranger)).await), StayRefusal::NotOfHousehold);
        assert_eq!(refused(plan(PlacementKind::Tenancy, Some(person)).await), StayRefusal::NotOnePerson);
        let job = plan(PlacementKind::Contract, Some(person)).await.unwrap();
        assert_eq!(refused(plan(PlacementKind::Contract, Some(person)).await), StayRefusal::ThereAlready);
        stays::begin(&db, db.held(job.id).await.unwrap(), day("2026-11-02")).await.unwrap();
        let demo = world.store.system(System::Demo);
        let began = demo.rows::<JournalEntry>().filter(JournalEntry::kind.eq("placement-began".to_owned())).one().await.unwrap();
        assert_eq!((began.household_id, began.pathway_id), (None, Some(pathway.id)), "a newcomer to the household does not work there");
    }

    async fn what_is_written_twice_at_the_same_instant_is_there_once(engine) {
        let world = World::fresh(engine).await;
        let db = world.db(ADA);
        for round in 0..4 {
            let (pathway, _) = world.pathway(ADA, "Amina").await;
            let plan = || stays::plan(&db, new(&pathway, PlacementKind::Tenancy, None, None));
            let (left, right) = tokio::join!(plan(), plan());
            assert!(left.is_ok() != right.is_ok(), "round {round}: {left:?} {right:?}");
            let wrong = if left.is_ok() { right } else { left };
            assert_eq!(refused(wrong), StayRefusal::ThereAlready, "round {round}");
        }
    }

    async fn what_ended_and_was_planned_anew_does_not_come_back_beside_it(engine) {
        let world = World::fresh(engine).await;
        let db = world.db(ADA);
        let (first, pathway, _) = begun(&world, PlacementKind::Tenancy, "2026-11-01").await;
        stays::end(&db, db.held(first.id).await.unwrap(), ending("2026-11-20", EndReason::Moved)).await.unwrap();
        let second = stays::plan(&db, new(&pathway, PlacementKind::Tenancy, None, None)).await.unwrap();
        let back = async || stays::take_back_ending(&db, db.held(first.id).await.unwrap()).await;
        assert_eq!(refused(back().await), StayRefusal::ThereAlready);
        stays::end(&db, db.held(second.id).await.unwrap(), ending("2026-11-22", EndReason::HouseholdWithdrew)).await.unwrap();
        assert_eq!(back().await.unwrap().status, PlacementStatus::UnderWay);
    }

    async fn nothing_happens_along_what_is_said_not_to_have_begun(engine) {
        let world = World::fresh(engine).await;
        let db = world.db(ADA);
        for round in 0..6 {
            let (placement, ..) = begun(&world, PlacementKind::Tenancy, "2026-11-01").await;
            let row = check_ins::of(&db, placement.id).await.unwrap().remove(0);
            let told = Told { held_on: day("2026-11-09"), with: SpokenWith::Nobody, household: None, other_side: None };
            let (check_in, held) = (db.held(row.id).await.unwrap(), db.held(placement.id).await.unwrap());
            let undone = stays::take_back_beginning(&db, held);
            let happened = async {
                match round % 2 {
                    0 => check_ins::hold(&db, check_in, told, None, None).await.is_ok(),
                    _ => problems::note(&db, &placement, ProblemKind::Upkeep, day("2026-11-09"), None).await.is_ok(),
                }
            };
            let (undone, happened) = tokio::join!(undone, happened);
            assert!(undone.is_ok() != happened, "round {round}: {undone:?}");
        }
    }

    async fn whoever_ends_a_placement_from_an_old_page_sees_what_happened_since(engine) {
        let world = World::fresh(engine).await;
        let db = world.db(ADA);
        let (placement, ..) = begun(&world, PlacementKind::Tenancy, "2026-11-01").await;
        let held = db.held::<Placement>(placement.id).await.unwrap();
        problems::note(&db, &placement, ProblemKind::Upkeep, day("2026-11-09"), None).await.unwrap();
        let told = stays::end(&db, held, ending("2026-11-20", EndReason::Moved)).await;
        assert!(matches!(told, Err(StayDeclined::Store(StoreError::Stale))), "{told:?}");
    }

    async fn an_offer_is_taken_by_the_beginning_also_where_a_partner_keeps_it(engine) {
        let world = World::fresh(engine).await;
        let home = world.offer(EVA, json!({ "kind": "home", "open": true, "title": "Bilocale" })).await;
        let offer: OfferId = id(&home).parse().unwrap();
        let (pathway, person) = world.pathway(ADA, "Amina").await;
        let db = world.db(ADA);
        assert!(matches!(db.held::<Offer>(offer).await, Err(StoreError::NotFound)), "it stays the partner's");
        let wrong = stays::plan(&db, new(&pathway, PlacementKind::Contract, Some(person), Some(offer))).await;
        assert_eq!(refused(wrong), StayRefusal::OtherKindOfOffer);
        let planned = stays::plan(&db, new(&pathway, PlacementKind::Tenancy, None, Some(offer))).await.unwrap();
        assert_eq!(offer_status(&world, offer).await, OfferStatus::Open);
        stays::begin(&db, db.held(planned.id).await.unwrap(), day("2026-11-20")).await.unwrap();
        assert_eq!(offer_status(&world, offer).await, OfferStatus::Taken);
        let told = world.page(EVA, &format!("/offers/{offer}")).await;
        assert!(told.contains("Offerta presa"), "{told}");
    }

    async fn work_with_places_left_stays_open_until_they_are_filled(engine) {
        let world = World::fresh(engine).await;
        let job = world.offer(ADA, json!({ "kind": "work", "form": "permanent", "places": 2, "open": true })).await;
        let offer: OfferId = id(&job).parse().unwrap();
        let db = world.db(ADA);
        for (given, after) in [("Amina", OfferStatus::Open), ("Bahar", OfferStatus::Taken)] {
            let (pathway, person) = world.pathway(ADA, given).await;
            let said = new(&pathway, PlacementKind::Contract, Some(person), Some(offer));
            stays::plan_and_begin(&db, said, day("2026-11-20")).await.unwrap();
            assert_eq!(offer_status(&world, offer).await, after, "{given}");
        }
    }

    async fn a_home_by_the_room_stays_open_until_each_room_has_its_household(engine) {
        let world = World::fresh(engine).await;
        let said = json!({ "kind": "home", "letting": "rooms", "room-beds": ["2", "3"], "room-for": ["anyone", "anyone"], "open": true });
        let offer: OfferId = id(&world.offer(ADA, said).await).parse().unwrap();
        let db = world.db(ADA);
        for (given, after) in [("Amina", OfferStatus::Open), ("Bahar", OfferStatus::Taken)] {
            let (pathway, _) = world.pathway(ADA, given).await;
            let said = new(&pathway, PlacementKind::Tenancy, None, Some(offer));
            stays::plan_and_begin(&db, said, day("2026-11-20")).await.unwrap();
            assert_eq!(offer_status(&world, offer).await, after, "{given}");
        }
    }

    async fn what_was_confirmed_gives_its_room_back_when_it_ends(engine) {
        let world = World::fresh(engine).await;
        let (family, offer) = (three(&world, "Amina").await, home(&world).await);
        let proposal = agreed(&world, offer, &family).await;
        confirm(&world, proposal).await.unwrap();
        let db = world.db(ADA);
        let planned = db.rows::<Placement>().one().await.unwrap();
        assert_eq!((planned.status, planned.proposal_id.clone()), (PlacementStatus::Planned, Some(proposal.to_string())));
        assert!(one(&world, proposal).await.holds);
        stays::begin(&db, db.held(planned.id).await.unwrap(), day("2026-11-20")).await.unwrap();
        assert!(one(&world, proposal).await.holds);
        stays::end(&db, db.held(planned.id).await.unwrap(), ending("2026-11-22", EndReason::Moved)).await.unwrap();
        assert!(!one(&world, proposal).await.holds);
    }

    async fn an_internship_that_breaks_a_rule_needs_a_reason_to_go_on(engine) {
        let world = World::fresh(engine).await;
        let job = world.offer(ADA, json!({ "kind": "work", "form": "internship", "pay": "800", "municipality": "Roma", "meant-for": "ordinary", "staff": 4, "open": true })).await;
        let offer: OfferId = id(&job).parse().unwrap();
        let (pathway, person) = world.pathway(ADA, "Amina").await;
        let db = world.db(ADA);
        let with = |terms: Terms| NewPlacement { terms, ..new(&pathway, PlacementKind::Internship, Some(person), Some(offer)) };
        let months = |until| Terms { planned_from: Some(day("2026-11-01")), planned_until: Some(day(until)), ..Terms::default() };
        assert_eq!(refused(stays::plan(&db, with(months("2027-05-31"))).await), StayRefusal::InternshipRule, "seven months");
        let poor = Terms { monthly: Some(kernel::Cents::new(50_000)), ..Terms::default() };
        assert_eq!(refused(stays::plan(&db, with(poor.clone())).await), StayRefusal::InternshipRule);
        let noted = Terms { rule_note: Some("Delibera controllata".into()), ..poor };
        let planned = stays::plan(&db, with(noted)).await.unwrap();
        let kept = stays::agree(&db, db.held(planned.id).await.unwrap(), months("2027-04-30")).await.unwrap();
        assert_eq!(kept.planned_until, Some(day("2027-04-30")));
        assert_eq!(refused(stays::agree(&db, db.held(planned.id).await.unwrap(), months("2027-05-31")).await), StayRefusal::InternshipRule);
        // Four of staff have one intern at once.
        let (other, her) = world.pathway(ADA, "Bahar").await;
        let second = stays::plan(&db, new(&other, PlacementKind::Internship, Some(her), Some(offer))).await;
        assert_eq!(refused(second), StayRefusal::InternshipRule);
    }

    async fn an_internship_turns_into_a_contract_in_one_change(engine) {
        let world = World::fresh(engine).await;
        let (placement, _, person) = begun(&world, PlacementKind::Internship, "2026-05-04").await;
        let db = world.db(ADA);
        let next = |kind, ended: &str, began: Option<&str>| Next {
            kind,
            ended_on: day(ended),
            began_on: began.map(day),
            offer_id: None,
            terms: Terms::default(),
        };
        let turn = |next| async { stays::transform(&db, db.held(placement.id).await.unwrap(), next).await };
        assert_eq!(refused(turn(next(PlacementKind::Tenancy, "2026-11-03", None)).await), StayRefusal::DoesNotBecome);
        let ahead = turn(next(PlacementKind::Contract, "2026-11-03", Some("2026-11-23"))).await;
        assert_eq!(refused(ahead), StayRefusal::BeginsInTheFuture);
        let same = placements::one(&db, placement.id).await.unwrap();
        assert_eq!(same.status, PlacementStatus::UnderWay, "nothing was kept of what was refused");
        let contract = turn(next(PlacementKind::Contract, "2026-11-03", Some("2026-11-04"))).await.unwrap();
        assert_eq!((contract.status, contract.person_id, contract.follows), (PlacementStatus::UnderWay, Some(person), Some(placement.id)));
        assert_eq!(check_ins::of(&db, contract.id).await.unwrap().len(), 4);
        let before = placements::one(&db, placement.id).await.unwrap();
        assert_eq!((before.status, before.end_reason), (PlacementStatus::Ended, Some(EndReason::Transformed)));
        assert_eq!(facts(&world, "placement-ended").await, [("transformed".to_owned(), day("2026-11-03"), 1)]);
        assert_eq!(facts(&world, "placement-transformed").await.len(), 1);
        assert_eq!(facts(&world, "placement-began").await.len(), 2);
        for of in [&before, &contract] {
            let chain = placements::chain(&db, of).await.unwrap();
            assert_eq!(chain.iter().map(|one| one.id).collect::<Vec<_>>(), [placement.id, contract.id]);
        }
        let back = stays::take_back_ending(&db, db.held(placement.id).await.unwrap()).await;
        assert_eq!(refused(back), StayRefusal::GoesOnElsewhere);
        let day_alone = stays::correct_ending(&db, db.held(placement.id).await.unwrap(), ending("2026-11-02", EndReason::Dismissed)).await.unwrap();
        assert_eq!((day_alone.ended_on, day_alone.end_reason), (Some(day("2026-11-02")), Some(EndReason::Transformed)));
        // The way back: the contract had not begun, is called off, and the internship goes on.
        stays::take_back_beginning(&db, db.held(contract.id).await.unwrap()).await.unwrap();
        stays::end(&db, db.held(contract.id).await.unwrap(), ending("2026-11-22", EndReason::OffererWithdrew)).await.unwrap();
        let again = stays::take_back_ending(&db, db.held(placement.id).await.unwrap()).await.unwrap();
        assert_eq!(again.status, PlacementStatus::UnderWay);
    }

    async fn a_check_in_is_held_put_right_moved_or_dropped(engine) {
        let world = World::fresh(engine).await;
        let (placement, ..) = begun(&world, PlacementKind::Cohabitation, "2026-10-01").await;
        let db = world.db(ADA);
        let rows = check_ins::of(&db, placement.id).await.unwrap();
        let told = |on: &str, goes| Told { held_on: day(on), with: SpokenWith::Both, household: Some(goes), other_side: Some(Goes::Good) };
        let hold = |told: Told, words: Option<&str>| {
            let (db, row, words) = (db.clone(), rows[0].id, words.map(str::to_owned));
            async move { check_ins::hold(&db, db.held(row).await.unwrap(), told, None, words).await }
        };
        assert_eq!(refused(hold(told("2026-09-30", Goes::Good), None).await), StayRefusal::OutsideThePlacement);
        hold(told("2026-10-08", Goes::Good), Some("Si trovano bene")).await.unwrap();
        hold(told("2026-10-09", Goes::Shaky), Some("Orari diversi")).await.unwrap();
        assert_eq!(facts(&world, "check-in-held").await, [("7".to_owned(), day("2026-10-09"), 1)]);
        let words = placement_words::of(&db, placement.id).await.unwrap();
        assert_eq!(words.values().map(String::as_str).collect::<Vec<_>>(), ["Orari diversi"]);
        let second = || db.held::<check_ins::CheckIn>(rows[1].id);
        let late = check_ins::postpone(&db, second().await.unwrap(), day("2026-11-21"), CheckInReason::Worker).await;
        assert_eq!(refused(late), StayRefusal::MovedToThePast);
        check_ins::drop_it(&db, second().await.unwrap(), CheckInReason::NotNeeded).await.unwrap();
        assert_eq!(refused(check_ins::hold(&db, second().await.unwrap(), told("2026-11-01", Goes::Good), None, None).await), StayRefusal::DoneAlready);
        let up = check_ins::postpone(&db, second().await.unwrap(), day("2026-11-30"), CheckInReason::HouseholdAsked).await.unwrap();
        assert_eq!(up.standing(PlacementStatus::UnderWay, testkit::today()), CheckInStanding::Ahead);
        let done = check_ins::postpone(&db, db.held(rows[0].id).await.unwrap(), day("2026-11-30"), CheckInReason::Worker).await;
        assert_eq!(refused(done), StayRefusal::DoneAlready);
        stays::end(&db, db.held(placement.id).await.unwrap(), ending("2026-11-20", EndReason::OwnHome)).await.unwrap();
        let over = check_ins::of(&db, placement.id).await.unwrap();
        assert_eq!(over[3].standing(PlacementStatus::Ended, testkit::today()), CheckInStanding::Over);
        assert_eq!(refused(check_ins::drop_it(&db, second().await.unwrap(), CheckInReason::Worker).await), StayRefusal::NotSo);
    }

    async fn problems_and_visits_are_noted_and_settled(engine) {
        let world = World::fresh(engine).await;
        let (placement, ..) = begun(&world, PlacementKind::Tenancy, "2026-10-01").await;
        let db = world.db(ADA);
        assert_eq!(refused(problems::note(&db, &placement, ProblemKind::Other, day("2026-11-01"), None).await), StayRefusal::SayWhich);
        assert_eq!(refused(problems::note(&db, &placement, ProblemKind::Upkeep, day("2026-11-23"), None).await), StayRefusal::NotYet);
        let arrears = problems::note(&db, &placement, ProblemKind::Arrears, day("2026-11-01"), Some("Due mesi".into())).await.unwrap();
        let early = problems::solve(&db, db.held(arrears.id).await.unwrap(), day("2026-10-31"), None).await;
        assert_eq!(refused(early), StayRefusal::OutsideThePlacement);
        problems::solve(&db, db.held(arrears.id).await.unwrap(), day("2026-11-20"), Some("Piano di rientro".into())).await.unwrap();
        assert_eq!(refused(problems::solve(&db, db.held(arrears.id).await.unwrap(), day("2026-11-20"), None).await), StayRefusal::DoneAlready);
        problems::reopen(&db, db.held(arrears.id).await.unwrap()).await.unwrap();
        let planned = MediationSaid { planned_on: Some(day("2026-11-25")), who: Some("Proprietario".into()), ..MediationSaid::default() };
        let visit = mediation::add(&db, &placement, planned.clone()).await.unwrap();
        let other = mediation::add(&db, &placement, planned).await.unwrap();
        mediation::cancel(&db, db.held(other.id).await.unwrap()).await.unwrap();
        let ahead = mediation::finish(&db, db.held(visit.id).await.unwrap(), (day("2026-11-25"), MediationOutcome::Agreed), None, None).await;
        assert_eq!(refused(ahead), StayRefusal::NotYet);
        mediation::finish(&db, db.held(visit.id).await.unwrap(), (day("2026-11-22"), MediationOutcome::Agreed), Some("Proprietario".into()), None).await.unwrap();
        assert_eq!(refused(mediation::cancel(&db, db.held(visit.id).await.unwrap()).await), StayRefusal::DoneAlready);
        let kinds: Vec<String> = placements::timeline(&db, placement.id).await.unwrap().into_iter().map(|entry| entry.kind).collect();
        assert_eq!(kinds, [
            "mediation-held", "mediation-planned", "problem-reopened", "problem-solved", "problem-noted", "placement-began",
            "placement-planned",
        ], "what was cancelled has nothing left to hang on");
    }

    async fn another_partner_neither_finds_nor_touches_a_placement(engine) {
        let world = World::fresh(engine).await;
        let (placement, pathway, _) = begun(&world, PlacementKind::Tenancy, "2026-11-01").await;
        let row = check_ins::of(&world.db(ADA), placement.id).await.unwrap().remove(0);
        let eva = world.db(EVA);
        assert!(matches!(eva.held::<Placement>(placement.id).await, Err(StoreError::NotFound)));
        assert!(matches!(eva.held::<check_ins::CheckIn>(row.id).await, Err(StoreError::NotFound)));
        assert_eq!(placement_words::of(&eva, placement.id).await.unwrap().len(), 0);
        let theirs = stays::plan(&eva, new(&pathway, PlacementKind::Cohabitation, None, None)).await;
        assert!(matches!(theirs, Err(StayDeclined::Store(StoreError::NotFound))), "{theirs:?}");
    }
}
