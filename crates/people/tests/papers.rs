//! Permits and stays in time, on both engines: what happens to them, what is told of them, and to whom.

mod common;

use common::{fresh, household, place};
use kernel::{Day, MemberId, OrganisationId, PersonId, machine};
use people::rules::alert::{Alert, AlertKind, Paper, alerts};
use people::rules::permit::{self, PermitAct};
use people::rules::stay::{Departure, ExtensionGround};
use people::store::alerts as told;
use people::store::papers::{self, Permit, ReceptionStay, permits_of};
use people::store::permit_events::{self, Acting};
use people::store::stay_moves::{self, Extending};
use programmes::rules::{PermitKind, PermitState};
use store::{Db, JournalEntry, PageAsk, Reach, Scope, Store, StoreError};
use testkit::{on_both, printed, today};

#[test]
fn the_page_of_the_states_says_what_the_code_does() {
    let page = machine::page(
        "States of a residence permit",
        "One permit or receipt. A renewal or a conversion ends it and begins another that names it; what the network \
         first sees of a permit may stand anywhere.",
        &PermitState::Requested,
        &permit::transitions(),
    );
    printed("docs/states/permit.md", &page);
}

fn at(store: &Store, organisation: OrganisationId) -> Db {
    let scope = Scope { organisation: Some(organisation), names: true, ..Scope::default() };
    let member = MemberId::fresh();
    store.for_member(member, "edit-people", Reach::of(member, vec![scope]))
}

fn days(ahead: i64) -> Day {
    today().plus_days(ahead)
}

fn issued(person: PersonId, expires_in: i64) -> Permit {
    Permit {
        kind: Some(PermitKind::Asylum),
        issued_on: Some(days(expires_in - 1_800)),
        expires_on: Some(days(expires_in)),
        ..Permit::new(person, PermitState::Issued)
    }
}

async fn act(db: &Db, permit: &Permit, act: PermitAct, on: Day, next: Option<Permit>) -> Result<(), StoreError> {
    let held = db.held::<Permit>(permit.id).await?.at_version(permit.version)?;
    let state = permit::after(held.state, act).expect("the test acts within the table");
    let asked_on = if act.is_request() { Some(on) } else { held.asked_on };
    let new = Permit { state, asked_on, ..held.clone() };
    permit_events::act(db, held, Acting { act, on, reason: None, new, next }).await
}

async fn one(db: &Db, permit: &Permit) -> Permit {
    db.rows::<Permit>().id(permit.id).one().await.unwrap()
}

on_both! {
    async fn a_renewed_permit_keeps_its_history_and_the_next_one_names_it(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let home = household(&store, &place(ours, "lombardia"), "Amina", "Bah", "1990").await;
        let (db, person) = (at(&store, ours), home.reference_id.unwrap());
        let first = issued(person, 20);
        papers::add(&db, &first).await.unwrap();
        act(&db, &one(&db, &first).await, PermitAct::AskRenewal, days(-10), None).await.unwrap();
        let next = Permit { follows_id: Some(first.id), ..issued(person, 1_700) };
        act(&db, &one(&db, &first).await, PermitAct::Renew, today(), Some(next.clone())).await.unwrap();

        assert_eq!(one(&db, &first).await.state, PermitState::Renewed);
        assert_eq!(one(&db, &next).await.follows_id, Some(first.id));
        let history = permit_events::of_person(&db, person).await.unwrap();
        let of_first: Vec<_> = history.iter().rev().filter(|event| event.permit_id == first.id).collect();
        let acts: Vec<_> = of_first.iter().map(|event| (event.act, event.before, event.after)).collect();
        let (issued, waiting, renewed) = (PermitState::Issued, PermitState::InRenewal, PermitState::Renewed);
        assert_eq!(acts.len(), 3);
        assert!(acts.contains(&(None, None, issued)));
        assert!(acts.contains(&(Some(PermitAct::AskRenewal), Some(issued), waiting)));
        assert!(acts.contains(&(Some(PermitAct::Renew), Some(waiting), renewed)));
        assert!(history.iter().all(|event| event.member_id == db.act().member));
        let entries = db.rows::<JournalEntry>().filter(JournalEntry::kind.eq("permit-renewal-asked".to_owned())).all().await.unwrap();
        assert!(entries.len() == 1 && entries[0].day == days(-10) && entries[0].household_id == Some(home.id));
    }

    async fn of_two_who_act_on_a_permit_the_second_is_told_and_nothing_of_it_is_kept(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let home = household(&store, &place(ours, "lombardia"), "Amina", "Bah", "1990").await;
        let (db, person) = (at(&store, ours), home.reference_id.unwrap());
        let first = issued(person, 20);
        papers::add(&db, &first).await.unwrap();
        let seen = one(&db, &first).await;
        act(&db, &seen, PermitAct::AskRenewal, today(), None).await.unwrap();
        let next = issued(person, 1_000);
        assert!(matches!(act(&db, &seen, PermitAct::Renew, today(), Some(next)).await, Err(StoreError::Stale)));
        assert_eq!(permits_of(&db, [person]).await.unwrap()[&person].len(), 1);
    }

    async fn a_correction_is_kept_in_the_history_and_writing_the_same_again_is_not(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let home = household(&store, &place(ours, "lombardia"), "Amina", "Bah", "1990").await;
        let (db, person) = (at(&store, ours), home.reference_id.unwrap());
        let permit = issued(person, 20);
        papers::add(&db, &permit).await.unwrap();
        papers::put(&db, db.held::<Permit>(permit.id).await.unwrap(), permit.clone()).await.unwrap();
        let right = Permit { expires_on: Some(days(40)), ..permit.clone() };
        papers::put(&db, db.held::<Permit>(permit.id).await.unwrap(), right).await.unwrap();
        let history = permit_events::of_person(&db, person).await.unwrap();
        assert_eq!(history.len(), 2);
        assert_eq!((history[0].act, history[0].before), (None, Some(PermitState::Issued)));
        assert!(permit_events::of_person(&at(&store, OrganisationId::fresh()), person).await.unwrap().is_empty());
    }

    async fn alerts_are_those_of_the_rule_in_its_order_page_by_page_and_within_reach(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let home = household(&store, &place(ours, "lombardia"), "Amina", "Bah", "1990").await;
        let foreign = household(&store, &place(OrganisationId::fresh(), "toscana"), "Selam", "Gebre", "1990").await;
        let db = at(&store, ours);
        let all = store.system(store::System::Demo);
        let (mut permits, mut stays) = (Vec::new(), Vec::new());
        for step in 0..40_i64 {
            let person = home.reference_id.unwrap();
            let mut permit = issued(person, step * 11 - 150);
            if step % 4 == 1 {
                permit.state = PermitState::InRenewal;
                permit.asked_on = (step % 8 == 1).then(|| days(-step * 3));
            }
            if step % 4 == 2 {
                permit.state = PermitState::ALL[(step as usize) % PermitState::ALL.len()];
            }
            if step == 12 {
                permit.kind = Some(PermitKind::LongTermEu);
            }
            papers::add(&db, &permit).await.unwrap();
            let leaving = Departure::ALL[(step as usize) % 3];
            let stay = ReceptionStay {
                left_on: (leaving == Departure::Left).then(today),
                ends_on: (step % 5 != 0).then(|| days(step * 7 - 120)),
                ..ReceptionStay::new(person, leaving)
            };
            papers::add(&db, &stay).await.unwrap();
            permits.push(permit.facts());
            stays.push(stay.facts(today()));
        }
        papers::add(&all, &issued(foreign.reference_id.unwrap(), 5)).await.unwrap();
        let expected: Vec<Alert> = alerts(&permits, &stays, today());
        assert!(AlertKind::ALL.iter().all(|kind| expected.iter().any(|alert| alert.kind == *kind)), "{expected:?}");
        let mut found = Vec::new();
        for number in 1..=9 {
            let page = told::due(&db, today(), PageAsk::new(number, 7)).await.unwrap();
            assert_eq!(page.total, expected.len() as u64);
            found.extend(page.items);
        }
        assert_eq!(found, expected);
        assert_eq!(told::of_people(&db, home.reference_id, today()).await.unwrap(), expected);
        assert!(told::of_people(&db, foreign.reference_id, today()).await.unwrap().is_empty());
        assert_eq!(told::due(&all, today(), PageAsk::new(1, 5)).await.unwrap().total, expected.len() as u64 + 1);
    }

    async fn what_comes_due_later_is_told_when_a_later_day_is_asked(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let home = household(&store, &place(ours, "lombardia"), "Amina", "Bah", "1990").await;
        let db = at(&store, ours);
        papers::add(&db, &issued(home.reference_id.unwrap(), 95)).await.unwrap();
        assert!(told::due(&db, today(), PageAsk::new(1, 10)).await.unwrap().items.is_empty());
        let ahead = told::due(&db, days(7), PageAsk::new(1, 10)).await.unwrap().items;
        assert_eq!(ahead.iter().map(|alert| alert.days_left).collect::<Vec<_>>(), [95]);
    }

    async fn a_day_of_leaving_that_is_still_to_come_is_told_ahead_and_may_be_put_off(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let home = household(&store, &place(ours, "lombardia"), "Amina", "Bah", "1990").await;
        let (db, person) = (at(&store, ours), home.reference_id.unwrap());
        let stay = ReceptionStay { left_on: Some(days(40)), ..ReceptionStay::new(person, Departure::Left) };
        let gone = ReceptionStay { left_on: Some(today()), ..ReceptionStay::new(person, Departure::Left) };
        for stay in [&stay, &gone] {
            papers::add(&db, stay).await.unwrap();
        }
        let told = async |by: Day| {
            let page = told::due(&db, by, PageAsk::new(1, 10)).await.unwrap();
            assert_eq!(page.total, page.items.len() as u64);
            page.items.iter().map(|alert| (alert.kind, alert.paper, alert.days_left)).collect::<Vec<_>>()
        };
        assert_eq!(told(today()).await, [(AlertKind::StayEnds, Paper::Stay(stay.id), 40)]);
        let how = Extending { until: days(100), ground: ExtensionGround::Health, decided_on: None, decision: None };
        stay_moves::extend(&db, db.held(stay.id).await.unwrap(), how).await.unwrap();
        assert!(told(today()).await.is_empty());
        assert_eq!(told(days(50)).await, [(AlertKind::StayEnds, Paper::Stay(stay.id), 100)]);
        assert_eq!(told(days(150)).await, [(AlertKind::StayOver, Paper::Stay(stay.id), 100)], "told for a day on which it is over");
        store.clock().advance_seconds(101 * 24 * 3600);
        assert!(told(db.today()).await.is_empty(), "who was to leave has left");
    }

    async fn an_extended_stay_ends_later_and_a_transfer_leads_to_the_next(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let home = household(&store, &place(ours, "lombardia"), "Amina", "Bah", "1990").await;
        let (db, person) = (at(&store, ours), home.reference_id.unwrap());
        let stay = ReceptionStay { ends_on: Some(days(10)), ..ReceptionStay::new(person, Departure::Inside) };
        papers::add(&db, &stay).await.unwrap();
        let how = Extending {
            until: days(190),
            ground: ExtensionGround::Health,
            decided_on: Some(today()),
            decision: Some("Servizio centrale, prot. 12".into()),
        };
        stay_moves::extend(&db, db.held(stay.id).await.unwrap(), how).await.unwrap();
        assert_eq!(db.rows::<ReceptionStay>().id(stay.id).one().await.unwrap().ends_on, Some(days(190)));
        assert_eq!(stay_moves::of_person(&db, person).await.unwrap().len(), 1);

        let to = ReceptionStay::new(person, Departure::Inside);
        stay_moves::transfer(&db, db.held(stay.id).await.unwrap(), today(), to.clone()).await.unwrap();
        let before = db.rows::<ReceptionStay>().id(stay.id).one().await.unwrap();
        let after = db.rows::<ReceptionStay>().id(to.id).one().await.unwrap();
        assert_eq!((before.leaving, before.left_on), (Departure::Left, Some(today())));
        assert_eq!((after.entered_on, after.follows_id), (Some(today()), Some(stay.id)));
        assert!(stay_moves::of_person(&at(&store, OrganisationId::fresh()), person).await.unwrap().is_empty());
    }
}
