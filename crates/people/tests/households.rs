//! Households in time, on both engines: who leaves and comes back, one becomes two, two become one, who answers.

mod common;

use common::{fresh, household, place, somebody};
use kernel::{Day, HouseholdId, MemberId, OrganisationId, PersonId};
use people::rules::answering::{Answered, AnsweringDays, AnsweringKind, answered};
use people::rules::household::Relation;
use people::rules::moving::{GoesWith, HouseholdHappening};
use people::rules::spell::{Spell, days_corrected};
use people::store::answers::{self, AnswersFor, AnswersForId};
use people::store::household_moves::{self, Splitting, earlier_of, events_of, inmates, merge};
use people::store::households::{self, Household, Newcomer, Place, counted_on, make_known, members_of, place_of};
use people::store::persons::{KnownAt, Person};
use people::store::spells;
use store::{Db, Entry, Fact, JournalEntry, JournalPerson, PageAsk, Reach, Scope, Store, StoreError, System};
use testkit::{on_both, today};

fn at(store: &Store, organisation: OrganisationId) -> Db {
    let scope = Scope { organisation: Some(organisation), names: true, ..Scope::default() };
    let member = MemberId::fresh();
    store.for_member(member, "edit-people", Reach::of(member, vec![scope]))
}

fn days(ahead: i64) -> Day {
    today().plus_days(ahead)
}

async fn one(db: &Db, id: HouseholdId) -> Household {
    db.rows::<Household>().id(id).one().await.unwrap()
}

async fn more(db: &Db, home: HouseholdId, given: &str, born: &str, relation: Relation) -> PersonId {
    let (person, identity) = somebody(given, "Bah", born);
    households::add_person(db, db.held(home).await.unwrap(), Newcomer::new(person, identity), relation).await.unwrap()
}

/// A mother, a father and a child, at one place.
async fn family(store: &Store, here: &Place) -> (HouseholdId, [PersonId; 3]) {
    let home = household(store, here, "Amina", "Bah", "1990").await;
    let db = store.system(System::Demo);
    let father = more(&db, home.id, "Musa", "1988", Relation::Partner).await;
    let child = more(&db, home.id, "Sira", "2015-04-01", Relation::Child).await;
    (home.id, [home.reference_id.unwrap(), father, child])
}

#[derive(serde::Serialize)]
struct Received;
impl Fact for Received {
    fn kind(&self) -> &'static str {
        "referral-received"
    }
}

async fn counted_fact(db: &Db, of: HouseholdId, at: &Place, on: Day) {
    let people = counted_on(db, of, on).await.unwrap();
    let entry = Entry::new(&Received, of).household(of).on(on);
    let entry = entry.within(&at.programme, at.organisation, &at.territory).people(people);
    db.change().await.unwrap().commit(entry).await.unwrap();
}

async fn roles(db: &Db, home: HouseholdId) -> Vec<(PersonId, Relation)> {
    let mut roles: Vec<_> = inmates(db, home).await.unwrap().iter().map(|one| (one.person, one.relation)).collect();
    roles.sort_unstable();
    roles
}

fn sorted(mut roles: Vec<(PersonId, Relation)>) -> Vec<(PersonId, Relation)> {
    roles.sort_unstable();
    roles
}

async fn split(db: &Db, home: HouseholdId, how: Splitting) -> HouseholdId {
    household_moves::split(db, db.held(home).await.unwrap(), how).await.unwrap()
}

on_both! {
    async fn who_leaves_counts_until_the_day_before_and_who_comes_back_from_the_day_on(engine) {
        let store = fresh(engine).await;
        let here = place(OrganisationId::fresh(), "lombardia");
        let (home, [_, father, _]) = family(&store, &here).await;
        let db = at(&store, here.organisation);
        for on in [days(-20), days(-5)] {
            counted_fact(&store.system(System::Demo), home, &here, on).await;
        }
        household_moves::leave(&db, db.held(home).await.unwrap(), father, days(-10), Some("lavoro".into()), None).await.unwrap();
        assert_eq!(one(&db, home).await.size, 2);
        assert_eq!(counted_on(&db, home, days(-11)).await.unwrap().len(), 3);
        assert_eq!(counted_on(&db, home, days(-10)).await.unwrap().len(), 2);
        let demo = store.system(System::Demo);
        let of_him = JournalPerson::person_id.eq(father);
        assert_eq!(demo.rows::<JournalPerson>().filter(of_him).count().await.unwrap(), 1, "the fact after the leaving counts him no longer");

        let back = Newcomer::known(db.held::<Person>(father).await.unwrap());
        households::add_person(&db, db.held(home).await.unwrap(), back, Relation::Partner).await.unwrap();
        assert_eq!((one(&db, home).await.size, inmates(&db, home).await.unwrap().len()), (3, 3));
        let ever = [(days(-11), 3), (days(-1), 2), (days(0), 3)];
        for (on, people) in ever {
            assert_eq!(counted_on(&db, home, on).await.unwrap().len(), people, "{on}");
        }
        let earlier = earlier_of(&db, home).await.unwrap();
        assert_eq!(earlier.iter().map(|spell| (spell.person_id, spell.until)).collect::<Vec<_>>(), [(father, days(-11))]);
        assert_eq!(events_of(&db, home).await.unwrap()[0].kind, HouseholdHappening::Left);
        let again = Newcomer::known(db.held::<Person>(father).await.unwrap());
        let again = households::add_person(&db, db.held(home).await.unwrap(), again, Relation::Partner).await;
        assert!(matches!(again, Err(StoreError::Taken(_))));
    }

    async fn who_is_said_to_be_there_since_a_day_counts_from_it_and_a_baby_from_birth(engine) {
        let store = fresh(engine).await;
        let here = place(OrganisationId::fresh(), "lombardia");
        let (home, [_, father, _]) = family(&store, &here).await;
        let db = at(&store, here.organisation);
        // The household was written down months ago, and facts have counted it since.
        store.clock().advance_seconds(90 * 24 * 3600);
        let ago = |days: i64| db.today().plus_days(-days);
        for on in [ago(60), ago(20), ago(0)] {
            counted_fact(&store.system(System::Demo), home, &here, on).await;
        }
        let (baby, names) = somebody("Awa", "Bah", &ago(30).to_string());
        let (aunt, aunts) = somebody("Fanta", "Bah", "1985-01-01");
        let joins = async |who: Newcomer, since: Option<Day>| {
            let held = db.held(home).await.unwrap();
            households::add_person_since(&db, held, who, Relation::Relative, since).await
        };
        joins(Newcomer::new(baby, names), None).await.unwrap();
        joins(Newcomer::new(aunt, aunts), Some(ago(70))).await.unwrap();
        let counted = async |on: Day| counted_on(&db, home, on).await.unwrap().len();
        assert_eq!([counted(ago(71)).await, counted(ago(70)).await, counted(ago(31)).await, counted(ago(30)).await], [3, 4, 4, 5]);
        let all = store.system(System::Demo).rows::<JournalPerson>().count().await.unwrap();
        assert_eq!(all, 4 + 5 + 5, "the facts written before count them too");

        household_moves::leave(&db, db.held(home).await.unwrap(), father, ago(50), None, None).await.unwrap();
        let back = || async { Newcomer::known(db.held::<Person>(father).await.unwrap()) };
        assert!(matches!(joins(back().await, Some(ago(51))).await, Err(StoreError::Taken(_))), "he had not left by then");
        joins(back().await, Some(ago(40))).await.unwrap();
        assert_eq!([counted(ago(41)).await, counted(ago(40)).await], [3, 4]);
    }

    async fn a_wrong_day_of_belonging_is_put_right_and_what_was_counted_follows(engine) {
        let store = fresh(engine).await;
        let here = place(OrganisationId::fresh(), "lombardia");
        let (home, [mother, father, child]) = family(&store, &here).await;
        let (db, demo) = (at(&store, here.organisation), store.system(System::Demo));
        for on in [days(-40), days(-20), days(-5)] {
            counted_fact(&demo, home, &here, on).await;
        }
        let counts = async || {
            let mut of_day = Vec::new();
            for on in [days(-40), days(-20), days(-5)] {
                let entry = demo.rows::<JournalEntry>().filter(JournalEntry::day.eq(on).and(JournalEntry::kind.eq("referral-received".to_owned())));
                let entry = entry.first().await.unwrap().unwrap();
                let rows = demo.rows::<JournalPerson>().filter(JournalPerson::entry_id.eq(entry.id)).count().await.unwrap();
                assert_eq!(rows, counted_on(&demo, home, on).await.unwrap().len() as u64, "rows and figures agree on {on}");
                of_day.push(rows);
            }
            of_day
        };
        let correct = async |person: PersonId, since: Option<Day>, until: Option<Day>| {
            let kept = spells::of(&db, home).await.unwrap();
            let at = kept.iter().position(|one| one.spell.person == person && one.id.is_none()).unwrap();
            let all: Vec<Spell> = kept.iter().map(|one| one.spell).collect();
            let new = days_corrected(&all, at, since, until, None, db.today()).unwrap();
            spells::correct(&db, db.held(home).await.unwrap(), &kept, &new, person).await
        };
        assert_eq!(counts().await, [3, 3, 3]);
        correct(child, Some(days(-30)), None).await.unwrap();
        assert_eq!(counts().await, [2, 3, 3]);
        household_moves::leave(&db, db.held(home).await.unwrap(), father, days(-10), None, None).await.unwrap();
        assert_eq!(counts().await, [2, 3, 2]);
        correct(father, None, Some(days(-21))).await.unwrap();
        assert_eq!((counts().await, one(&db, home).await.size), (vec![2, 2, 2], 2));
        correct(father, None, None).await.unwrap();
        assert_eq!((counts().await, one(&db, home).await.size), (vec![2, 3, 3], 3));
        assert_eq!(inmates(&db, home).await.unwrap().len(), 3);
        let happened = events_of(&db, home).await.unwrap();
        assert_eq!(happened.iter().filter(|event| event.kind == HouseholdHappening::DaysCorrected).count(), 3);

        // A change of the reference person moves as one, and counts nobody otherwise.
        household_moves::change_role(&db, db.held(home).await.unwrap(), father, Relation::Reference, Some(days(-3))).await.unwrap();
        correct(mother, Some(days(-25)), None).await.unwrap();
        assert_eq!(counts().await, [2, 3, 3]);
        let kept = spells::of(&db, home).await.unwrap();
        let turned = kept.iter().filter(|one| one.spell.since == Some(days(-25)) || one.spell.until == Some(days(-26)));
        assert_eq!(turned.count(), 4, "{kept:?}");

        // What would leave a fact without anybody is refused, and nothing of it is kept.
        let alone = household(&store, &here, "Fanta", "Bah", "1985").await;
        counted_fact(&demo, alone.id, &here, days(-5)).await;
        let kept = spells::of(&db, alone.id).await.unwrap();
        let later = [Spell { since: Some(days(-1)), ..kept[0].spell }];
        let refused = spells::correct(&db, db.held(alone.id).await.unwrap(), &kept, &later, kept[0].spell.person).await;
        assert!(matches!(refused, Err(StoreError::Needed(_))), "{refused:?}");
        assert_eq!(spells::of(&db, alone.id).await.unwrap(), kept);
        let (first, second) = (db.held(home).await.unwrap(), db.held(home).await.unwrap());
        let kept = spells::of(&db, home).await.unwrap();
        let same: Vec<Spell> = kept.iter().map(|one| one.spell).collect();
        spells::correct(&db, first, &kept, &same, child).await.unwrap();
        assert!(matches!(spells::correct(&db, second, &kept, &same, child).await, Err(StoreError::Stale)));
    }

    async fn who_left_does_not_become_known_to_a_partner_who_comes_later(engine) {
        let store = fresh(engine).await;
        let here = place(OrganisationId::fresh(), "lombardia");
        let (home, [_, father, child]) = family(&store, &here).await;
        let db = at(&store, here.organisation);
        household_moves::leave(&db, db.held(home).await.unwrap(), father, days(-1), None, None).await.unwrap();
        let later = place(OrganisationId::fresh(), "toscana");
        let demo = store.system(System::Demo);
        let mut change = demo.change().await.unwrap();
        make_known(&demo, &mut change, home, &later).await.unwrap();
        change.commit(Entry::new(&Received, home)).await.unwrap();
        let other = at(&store, later.organisation);
        assert!(other.rows::<Person>().id(child).first().await.unwrap().is_some());
        assert!(other.rows::<Person>().id(father).first().await.unwrap().is_none());
        assert!(db.rows::<Person>().id(father).first().await.unwrap().is_some(), "the history stays");
    }

    async fn a_mother_leaves_with_her_child_and_the_household_goes_on_with_whom_it_is_said(engine) {
        for goes_with in GoesWith::ALL.iter().copied() {
            let store = fresh(engine).await;
            let here = place(OrganisationId::fresh(), "lombardia");
            let elsewhere = place(OrganisationId::fresh(), "toscana");
            let (home, [mother, father, child]) = family(&store, &here).await;
            let (db, demo) = (at(&store, here.organisation), store.system(System::Demo));
            let mut change = demo.change().await.unwrap();
            make_known(&demo, &mut change, home, &elsewhere).await.unwrap();
            change.commit(Entry::new(&Received, home)).await.unwrap();
            let held = db.held::<Household>(home).await.unwrap();
            let lives = Household { municipality: Some("015175".into()), ..held.clone() };
            households::put(&db, held, lives).await.unwrap();
            for on in [days(-8), days(0)] {
                counted_fact(&demo, home, &here, on).await;
            }

            let how = Splitting {
                leaving: vec![mother, child],
                reference: mother,
                stays_reference: Some(father),
                on: days(-3),
                reason: Some("separazione".into()),
                goes_with,
            };
            let new = split(&db, home, how).await;
            let (with_mother, with_father) = if goes_with == GoesWith::Staying { (new, home) } else { (home, new) };
            assert_eq!(roles(&db, with_mother).await, sorted(vec![(mother, Relation::Reference), (child, Relation::Child)]));
            assert_eq!(roles(&db, with_father).await, [(father, Relation::Reference)]);
            assert_eq!((one(&db, with_mother).await.size, one(&db, with_father).await.size), (2, 1));
            assert_eq!(one(&db, with_mother).await.reference_id, Some(mother));
            assert_eq!(one(&db, with_father).await.reference_id, Some(father));
            // Who does not move keeps the address.
            assert_eq!(one(&db, with_father).await.municipality.as_deref(), Some("015175"));
            assert_eq!(one(&db, with_mother).await.municipality, None);
            // Every day counts everybody once, in one of the two.
            for on in [days(-8), days(-4), days(-3), days(0)] {
                let all = counted_on(&db, home, on).await.unwrap().len() + counted_on(&db, new, on).await.unwrap().len();
                assert_eq!(all, 3, "{on}");
            }
            let counted = demo.rows::<JournalPerson>().count().await.unwrap();
            assert_eq!(counted, 3 + inmates(&db, home).await.unwrap().len() as u64);
            // Known where the one who split it reaches, and nowhere else.
            assert_eq!(place_of(&db, new).await.unwrap(), Some(here.clone()));
            let other = at(&store, elsewhere.organisation);
            assert!(other.rows::<Household>().id(new).first().await.unwrap().is_none());
            assert!(other.rows::<Household>().id(home).first().await.unwrap().is_some());
            let kinds = |events: Vec<household_moves::HouseholdEvent>| events.iter().map(|event| (event.kind, event.other_id)).collect::<Vec<_>>();
            assert_eq!(kinds(events_of(&db, home).await.unwrap()), [(HouseholdHappening::SplitOff, Some(new))]);
            assert_eq!(kinds(events_of(&db, new).await.unwrap()), [(HouseholdHappening::CameFrom, Some(home))]);
        }
    }

    async fn two_households_become_one_and_everybody_is_known_where_it_is(engine) {
        let store = fresh(engine).await;
        let here = place(OrganisationId::fresh(), "lombardia");
        let (home, [mother, father, child]) = family(&store, &here).await;
        let elsewhere = place(OrganisationId::fresh(), "toscana");
        let demo = store.system(System::Demo);
        let aunt = household(&store, &elsewhere, "Fanta", "Bah", "1985").await;
        let cousin = more(&demo, aunt.id, "Lamin", "2012-01-01", Relation::Child).await;
        let (from, into) = (demo.held(aunt.id).await.unwrap(), demo.held(home).await.unwrap());
        merge(&demo, from, into, days(-2), Relation::Sibling, None).await.unwrap();
        let fanta = aunt.reference_id.unwrap();
        let expected = vec![
            (mother, Relation::Reference),
            (father, Relation::Partner),
            (child, Relation::Child),
            (fanta, Relation::Sibling),
            (cousin, Relation::Relative),
        ];
        assert_eq!(roles(&demo, home).await, sorted(expected));
        assert_eq!((one(&demo, home).await.size, one(&demo, aunt.id).await.size), (5, 0));
        assert!(inmates(&demo, aunt.id).await.unwrap().is_empty());
        assert_eq!(counted_on(&demo, aunt.id, days(-3)).await.unwrap().len(), 2);
        assert_eq!(counted_on(&demo, home, days(-3)).await.unwrap().len(), 3);
        assert_eq!(counted_on(&demo, home, days(-2)).await.unwrap().len(), 5);
        let db = at(&store, here.organisation);
        assert!(db.rows::<Person>().id(cousin).first().await.unwrap().is_some());
        assert_eq!(members_of(&db, home).await.unwrap().len(), 5);
        let theirs = at(&store, elsewhere.organisation);
        assert!(theirs.rows::<Person>().id(child).first().await.unwrap().is_none(), "nobody else becomes known there");
        assert_eq!(theirs.rows::<KnownAt>().count().await.unwrap(), 2);

        // Split again: both come back to where they were not, and the rows keep every spell.
        let how = Splitting {
            leaving: vec![fanta, cousin],
            reference: fanta,
            stays_reference: None,
            on: days(0),
            reason: None,
            goes_with: GoesWith::Staying,
        };
        let new = split(&demo, home, how).await;
        assert_eq!(roles(&demo, new).await, sorted(vec![(fanta, Relation::Reference), (cousin, Relation::Relative)]));
        assert_eq!(counted_on(&demo, home, days(-1)).await.unwrap().len(), 5);
    }

    async fn another_role_keeps_the_one_before_and_a_correction_does_not(engine) {
        let store = fresh(engine).await;
        let here = place(OrganisationId::fresh(), "lombardia");
        let (home, [mother, father, child]) = family(&store, &here).await;
        let db = at(&store, here.organisation);
        let held = || async { db.held::<Household>(home).await.unwrap() };
        household_moves::change_role(&db, held().await, child, Relation::Relative, None).await.unwrap();
        assert!(earlier_of(&db, home).await.unwrap().is_empty());
        household_moves::change_role(&db, held().await, child, Relation::Child, None).await.unwrap();
        household_moves::change_role(&db, held().await, father, Relation::Reference, Some(days(-30))).await.unwrap();
        let expected = vec![(mother, Relation::Partner), (father, Relation::Reference), (child, Relation::Child)];
        assert_eq!(roles(&db, home).await, sorted(expected));
        assert_eq!(one(&db, home).await.reference_id, Some(father));
        let earlier: Vec<_> = earlier_of(&db, home).await.unwrap().iter().map(|spell| (spell.person_id, spell.relation)).collect();
        assert_eq!(sorted(earlier), sorted(vec![(mother, Relation::Reference), (father, Relation::Partner)]));
        for on in [days(-31), days(-30), days(0)] {
            assert_eq!(counted_on(&db, home, on).await.unwrap().len(), 3, "{on}");
        }
    }

    async fn of_two_who_split_a_household_the_second_is_told_and_nothing_of_it_is_kept(engine) {
        let store = fresh(engine).await;
        let here = place(OrganisationId::fresh(), "lombardia");
        let (home, [mother, father, child]) = family(&store, &here).await;
        let db = at(&store, here.organisation);
        let (first, second) = (db.held::<Household>(home).await.unwrap(), db.held::<Household>(home).await.unwrap());
        let how = |leaving: Vec<PersonId>, reference| Splitting {
            leaving, reference, stays_reference: Some(father), on: days(0), reason: None, goes_with: GoesWith::Staying,
        };
        household_moves::split(&db, first, how(vec![mother, child], mother)).await.unwrap();
        let again = household_moves::split(&db, second, how(vec![mother], mother)).await;
        assert!(again.is_err());
        assert_eq!(db.rows::<Household>().count().await.unwrap(), 2);
        let stranger = at(&store, OrganisationId::fresh());
        assert!(matches!(stranger.held::<Household>(home).await, Err(StoreError::NotFound)));
        assert!(events_of(&stranger, home).await.unwrap().is_empty());
    }

    async fn minors_for_whom_nobody_answers_are_listed_as_the_rule_says_of_each(engine) {
        let store = fresh(engine).await;
        let here = place(OrganisationId::fresh(), "lombardia");
        let (home, _) = family(&store, &here).await;
        let db = at(&store, here.organisation);
        let mut minors = Vec::new();
        for (at, born) in ["2008-11-21", "2008-11-22", "2008-11-23", "2009", "2008", "2020-02-29", "2012"].into_iter().enumerate() {
            let relation = [Relation::Relative, Relation::Other, Relation::Child][at % 3];
            minors.push(more(&db, home, &format!("M{at}"), born, relation).await);
        }
        let row = |person: PersonId, until: Option<Day>| AnswersFor {
            id: AnswersForId::fresh(),
            version: 0,
            person_id: person,
            kind: AnsweringKind::VolunteerGuardian,
            by_id: None,
            name: Some("Ada Prova".into()),
            contact: None,
            decision: Some("Tribunale per i minorenni, n. 12".into()),
            since: None,
            until,
        };
        answers::add(&db, &row(minors[3], None)).await.unwrap();
        answers::add(&db, &row(minors[6], Some(days(-1)))).await.unwrap();

        let known = answers::of_people(&db, minors.iter().copied()).await.unwrap();
        let mut expected = Vec::new();
        for (spell, person, _) in members_of(&db, home).await.unwrap() {
            let days: Vec<AnsweringDays> = known.get(&person.id).into_iter().flatten().map(AnswersFor::days).collect();
            if answered(person.born, &[spell.relation], &days, today()) == Answered::Nobody {
                expected.push(person.id);
            }
        }
        expected.sort_unstable();
        let page = answers::unanswered(&db, PageAsk::new(1, 50)).await.unwrap();
        let mut listed: Vec<PersonId> = page.items.iter().map(|person| person.id).collect();
        listed.sort_unstable();
        assert_eq!(listed, expected);
        assert_eq!((listed.len() as u64, listed.contains(&minors[6])), (page.total, true));

        let held = db.held::<AnswersFor>(known[&minors[6]][0].id).await.unwrap();
        let now = AnswersFor { until: None, ..held.clone() };
        answers::put(&db, held, now).await.unwrap();
        assert_eq!(answers::unanswered(&db, PageAsk::new(1, 50)).await.unwrap().total, page.total - 1);

        let blind = Scope { organisation: Some(here.organisation), names: false, ..Scope::default() };
        let member = MemberId::fresh();
        let blind = store.for_member(member, "view-people", Reach::of(member, vec![blind]));
        assert!(answers::of_people(&blind, minors.iter().copied()).await.unwrap().is_empty());
        assert!(answers::of_people(&at(&store, OrganisationId::fresh()), minors).await.unwrap().is_empty());
    }
}
