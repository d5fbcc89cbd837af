//! Sharing and emergencies on both engines: what another organisation reads, and when it no longer does.

mod common;

use common::{fresh, household, place};
use kernel::{Day, MemberId, OrganisationId, PersonId, Shareable, machine};
use people::rules::household::Relation;
use people::rules::need::NeedKind;
use people::rules::person::Sex;
use people::rules::sharing::{Basis, Purpose, Standing, Terms, Way, What, transitions};
use people::store::emergencies::{self, Emergency, Opening, Sought};
use people::store::emergency_tries::{MOST_TRIES_A_DAY, last_missed};
use people::store::household_moves;
use people::store::households::{Household, Membership, Newcomer, Place, add_person};
use people::store::needs::{self, Need, NeedId};
use people::store::notices::{self, NewNotice, Notice, all_informed};
use people::store::papers::{self, Permit};
use people::store::persons::{Identity, KnownAt, Person};
use people::store::search::search;
use people::store::sharing::{self, Received, Sharing};
use people::store::sightings::{self, Seen, Sighting};
use programmes::rules::PermitState;
use store::{Db, JournalEntry, PageAsk, Reach, Scope, Store, StoreError, System};
use testkit::{Engine, on_both, printed, today};

#[test]
fn the_page_of_the_states_says_what_the_code_does() {
    let page = machine::page(
        "States of a sharing",
        "What one organisation lets another read of somebody. The calendar begins and ends it; it is never edited.",
        &Standing::Ahead,
        &transitions(),
    );
    printed("docs/states/sharing.md", &page);
}

/// A member of an organisation.
struct Worker {
    member: MemberId,
    scope: Scope,
}

impl Worker {
    fn of(organisation: OrganisationId) -> Self {
        let scope = Scope { organisation: Some(organisation), names: true, ..Scope::default() };
        Self { member: MemberId::fresh(), scope }
    }

    /// The handle of a permission that reads what is shared of this kind; of one that changes, without.
    fn at(&self, store: &Store, reads: Option<Shareable>) -> Db {
        let reach = Reach::of(self.member, vec![self.scope.clone()]).reading_shared(reads);
        store.for_member(self.member, "test", reach)
    }
}

struct Two {
    store: Store,
    ours: Worker,
    theirs: Worker,
    here: Place,
    home: Household,
    person: PersonId,
}

async fn two(engine: Engine) -> Two {
    let store = fresh(engine).await;
    let (one, other) = (OrganisationId::fresh(), OrganisationId::fresh());
    let here = place(one, "lombardia");
    let home = household(&store, &here, "Amina", "Bah", "1990-03-12").await;
    household(&store, &here, "Olena", "Shevchenko", "1979-01-01").await;
    let person = home.reference_id.unwrap();
    Two { store, ours: Worker::of(one), theirs: Worker::of(other), here, home, person }
}

impl Two {
    fn terms(&self, what: &[Shareable], from: Day, until: Day) -> Terms {
        Terms {
            from_organisation: self.ours.scope.organisation.unwrap(),
            to_organisation: self.theirs.scope.organisation.unwrap(),
            purpose: Purpose::Home,
            basis: Basis::Consent,
            what: what.iter().copied().collect(),
            from,
            until,
        }
    }

    async fn share(&self, what: &[Shareable], from: Day, until: Day) -> Sharing {
        let db = self.ours.at(&self.store, None);
        let terms = self.terms(what, from, until);
        sharing::agree(&db, self.home.id, self.here.clone(), &[self.person], &terms).await.unwrap()
    }

    /// What the other organisation reads with a permission: people, identities, permits.
    async fn read(&self, who: &Worker, reads: Option<Shareable>) -> [u64; 3] {
        let db = who.at(&self.store, reads);
        let people = db.rows::<Person>().count().await.unwrap();
        [people, db.rows::<Identity>().count().await.unwrap(), db.rows::<Permit>().count().await.unwrap()]
    }

    async fn permit(&self) -> Permit {
        let permit = Permit::new(self.person, PermitState::Requested);
        papers::add(&self.store.system(System::Demo), &permit).await.unwrap();
        permit
    }
}

on_both! {
    async fn another_organisation_reads_just_what_is_shared_while_it_holds(engine) {
        let two = two(engine).await;
        let permit = two.permit().await;
        let (identity, status) = (Some(Shareable::Identity), Some(Shareable::LegalStatus));
        for reads in [identity, status, None] {
            assert_eq!(two.read(&two.theirs, reads).await, [0, 0, 0], "before anything is shared");
        }

        let shared = two.share(&[Shareable::Identity], today(), today().plus_days(30)).await;
        assert_eq!(two.read(&two.theirs, identity).await, [1, 1, 0], "names, and no permit");
        assert_eq!(two.read(&two.theirs, status).await, [0, 0, 0], "the legal status is not shared");
        assert_eq!(two.read(&two.theirs, Some(Shareable::PathwaySummary)).await, [0, 0, 0]);
        assert_eq!(two.read(&two.theirs, None).await, [0, 0, 0], "a permission that changes is not widened");
        assert_eq!(two.read(&Worker::of(OrganisationId::fresh()), identity).await, [0, 0, 0], "nor is a third organisation");

        let duties = two.theirs.at(&two.store, identity).without_shared();
        assert_eq!(duties.rows::<Person>().count().await.unwrap(), 0, "duties are those of whoever accompanies");

        let status_too = two.share(&[Shareable::LegalStatus], today(), today()).await;
        assert_eq!(two.read(&two.theirs, status).await, [1, 0, 1], "the permit, and no name with it");

        // Read, never held: what is only shared cannot be changed, whatever handle finds it.
        let db = two.theirs.at(&two.store, status);
        assert!(matches!(db.held::<Permit>(permit.id).await, Err(StoreError::NotFound)));
        let db = two.theirs.at(&two.store, identity);
        assert!(matches!(db.held::<Person>(two.person).await, Err(StoreError::NotFound)));
        assert_eq!(db.rows::<Household>().count().await.unwrap(), 0);
        assert_eq!(db.rows::<Membership>().count().await.unwrap(), 0);
        assert_eq!(db.rows::<KnownAt>().count().await.unwrap(), 0);
        assert_eq!(db.rows::<Sharing>().count().await.unwrap(), 0, "the agreement itself is for those who accompany");
        let received = sharing::received(&db, PageAsk::new(1, 10)).await.unwrap();
        assert_eq!(received.items.iter().map(|row| row.id).collect::<Vec<_>>(), [shared.id]);
        assert_eq!(received.items[0].what(), What::from([Shareable::Identity]));

        // They find the shared one by name, as their own; nobody else of ours.
        let found = search(&db, "amina bah", 10).await.unwrap();
        assert_eq!(found.iter().map(|one| one.person.id).collect::<Vec<_>>(), [two.person]);
        assert!(search(&db, "olena shevchenko", 10).await.unwrap().is_empty());

        let ours = two.ours.at(&two.store, None);
        for row in [shared, status_too] {
            let held = ours.held::<Sharing>(row.id).await.unwrap();
            let row = sharing::withdraw(&ours, held).await.unwrap();
            assert_eq!((row.standing(today()), row.withdrawn_by), (Standing::Withdrawn, Some(two.ours.member)));
        }
        for reads in [identity, status] {
            assert_eq!(two.read(&two.theirs, reads).await, [0, 0, 0], "withdrawn: gone with the next query");
        }
        assert!(search(&db, "amina bah", 10).await.unwrap().is_empty());
        assert_eq!(db.rows::<Received>().count().await.unwrap(), 0);
    }

    async fn a_sharing_opens_nothing_before_its_first_day_and_after_its_last(engine) {
        let two = two(engine).await;
        let identity = Some(Shareable::Identity);
        two.share(&[Shareable::Identity], today().plus_days(1), today().plus_days(9)).await;
        assert_eq!(two.read(&two.theirs, identity).await, [0, 0, 0], "tomorrow is not today");
        two.share(&[Shareable::Identity], today().plus_days(-9), today().plus_days(-1)).await;
        assert_eq!(two.read(&two.theirs, identity).await, [0, 0, 0], "yesterday was the last day");
        two.share(&[Shareable::Identity], today().plus_days(-9), today()).await;
        assert_eq!(two.read(&two.theirs, identity).await, [1, 1, 0], "the last day counts");
        assert_eq!(sharing::sharings_of(&two.ours.at(&two.store, None), two.person).await.unwrap().len(), 3);
    }

    async fn pseudonyms_and_the_whole_network_are_no_guests(engine) {
        let two = two(engine).await;
        two.share(&[Shareable::Identity], today(), today()).await;
        let mut blind = Worker::of(two.theirs.scope.organisation.unwrap());
        blind.scope.names = false;
        assert_eq!(two.read(&blind, Some(Shareable::Identity)).await, [0, 0, 0]);
        let all = Worker { member: MemberId::fresh(), scope: Scope { names: true, ..Scope::default() } };
        assert_eq!(two.read(&all, Some(Shareable::Identity)).await, [2, 2, 0]);
    }

    async fn nobody_shares_a_household_that_others_accompany(engine) {
        let two = two(engine).await;
        let db = two.theirs.at(&two.store, None);
        let terms = two.terms(&[Shareable::Identity], today(), today());
        let refused = sharing::agree(&db, two.home.id, two.here.clone(), &[two.person], &terms).await;
        assert!(matches!(refused, Err(StoreError::NotFound)), "{refused:?}");
        assert_eq!(two.store.system(System::Demo).rows::<Sharing>().count().await.unwrap(), 0);
    }

    async fn an_emergency_opens_to_the_end_of_tomorrow_and_is_told(engine) {
        let two = two(engine).await;
        two.permit().await;
        let named = |given: &str, born: &str| Sought::Named { given: given.into(), family: "bah".into(), born: born.parse().unwrap() };
        let db = two.theirs.at(&two.store, None);
        let reason = "È in ospedale e non sanno chi chiamare";
        for wrong in [named("Amina", "1990-03-13"), named("Am", "1990-03-12"), Sought::Numbered("BHAMNA90C52Z353X".into())] {
            assert_eq!(emergencies::open(&db, &wrong, reason).await.unwrap(), Opening::Nobody, "{wrong:?}");
        }
        assert_eq!(two.read(&two.theirs, Some(Shareable::Identity)).await, [0, 0, 0]);

        assert_eq!(emergencies::open(&db, &named("AMINA", "1990-03-12"), reason).await.unwrap(), Opening::Now(two.person));
        assert_eq!(two.read(&two.theirs, Some(Shareable::Identity)).await, [1, 1, 0]);
        assert_eq!(two.read(&two.theirs, Some(Shareable::LegalStatus)).await, [1, 0, 1]);
        assert_eq!(two.read(&two.theirs, None).await, [0, 0, 0], "for reading alone");
        let colleague = Worker::of(two.theirs.scope.organisation.unwrap());
        assert_eq!(two.read(&colleague, Some(Shareable::Identity)).await, [0, 0, 0], "for the one who gave the reason");

        // Those who accompany the person see it, so does the side of the one who opened; nobody else.
        let ours = two.ours.at(&two.store, None);
        let told = emergencies::of(&ours, two.person).await.unwrap();
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].reason.as_str(), told[0].member_id, told[0].until_day), (reason, two.theirs.member, today().plus_days(1)));
        assert_eq!(colleague.at(&two.store, None).rows::<Emergency>().count().await.unwrap(), 1);
        assert_eq!(Worker::of(OrganisationId::fresh()).at(&two.store, None).rows::<Emergency>().count().await.unwrap(), 0);
        let entries = |kind: &str| JournalEntry::kind.eq(kind);
        assert_eq!(ours.rows::<JournalEntry>().filter(entries("emergency-opened")).count().await.unwrap(), 1);
        let all = two.store.system(System::Demo);
        assert_eq!(all.rows::<JournalEntry>().filter(entries("emergency-missed")).count().await.unwrap(), 3);

        let again = emergencies::open(&ours, &named("Amina", "1990-03-12"), reason).await.unwrap();
        assert_eq!(again, Opening::InReach(two.person), "nothing to open where one accompanies");
    }

    async fn in_an_emergency_one_of_many_namesakes_is_found_by_the_day_of_birth(engine) {
        let two = two(engine).await;
        let born = |day: i64| "1960-01-01".parse::<kernel::Day>().unwrap().plus_days(day);
        let namesakes: Vec<Person> =
            (0..60).map(|day| Person::new(Sex::Male, Some(kernel::BirthDay::Day(born(day))), None)).collect();
        let names: Vec<Identity> = namesakes.iter().map(|one| Identity::new(one.id, "Mohamed", "Ahmed")).collect();
        let mut bulk = two.store.bulk().await.unwrap();
        bulk.add(&namesakes).await.unwrap();
        bulk.add(&names).await.unwrap();
        bulk.commit().await.unwrap();
        let db = two.theirs.at(&two.store, None);
        for at in [0, 59] {
            let sought = Sought::Named { given: "Mohamed".into(), family: "Ahmed".into(), born: kernel::BirthDay::Day(born(at)) };
            let found = emergencies::open(&db, &sought, "È in ospedale e non sanno chi chiamare").await.unwrap();
            assert_eq!(found, Opening::Now(namesakes[at as usize].id));
        }
    }

    async fn the_eleventh_try_of_a_day_finds_nobody_also_the_right_one(engine) {
        let two = two(engine).await;
        let db = two.theirs.at(&two.store, None);
        let named = |born: &str| Sought::Named { given: "Amina".into(), family: "Bah".into(), born: born.parse().unwrap() };
        let reason = "È in ospedale e non sanno chi chiamare";
        for day in 1..=MOST_TRIES_A_DAY {
            let wrong = named(&format!("1990-04-{day:02}"));
            assert_eq!(emergencies::open(&db, &wrong, reason).await.unwrap(), Opening::Nobody);
        }
        let right = named("1990-03-12");
        for _ in 0..2 {
            assert_eq!(emergencies::open(&db, &right, reason).await.unwrap(), Opening::TooMany);
        }
        assert_eq!(two.read(&two.theirs, Some(Shareable::Identity)).await, [0, 0, 0]);
        // A colleague has tries of their own; both sides' misses are for their own side to see.
        let colleague = Worker::of(two.theirs.scope.organisation.unwrap()).at(&two.store, None);
        assert_eq!(emergencies::open(&colleague, &right, reason).await.unwrap(), Opening::Now(two.person));
        let missed = last_missed(&colleague, 50).await.unwrap();
        assert_eq!(missed.len() as u64, MOST_TRIES_A_DAY);
        assert!(missed.iter().all(|one| one.member_id == two.theirs.member && one.reason == reason));
        assert!(last_missed(&two.ours.at(&two.store, None), 50).await.unwrap().is_empty());

        two.store.clock().advance_seconds(25 * 3600);
        assert_eq!(emergencies::open(&db, &right, reason).await.unwrap(), Opening::Now(two.person));
    }

    async fn seeing_is_noted_once_a_day_and_told_to_those_who_accompany(engine) {
        let two = two(engine).await;
        let db = two.ours.at(&two.store, None);
        for _ in 0..3 {
            sightings::note(&db, [two.person], Seen::Person).await.unwrap();
        }
        sightings::note(&db, [two.person], Seen::Pathway).await.unwrap();
        sightings::note(&two.store.system(System::Demo), [two.person], Seen::Person).await.unwrap();
        two.share(&[Shareable::Identity], today(), today()).await;
        sightings::note(&two.theirs.at(&two.store, Some(Shareable::Identity)), [two.person], Seen::Person).await.unwrap();
        let page = sightings::of(&db, two.person, PageAsk::new(1, 10)).await.unwrap();
        assert_eq!(page.total, 3);
        let theirs = page.items.iter().find(|row| row.member_id == two.theirs.member).unwrap();
        assert_eq!((theirs.day, theirs.organisation_id), (today(), two.theirs.scope.organisation));
        assert_eq!(two.theirs.at(&two.store, Some(Shareable::Identity)).rows::<Sighting>().count().await.unwrap(), 0);
    }

    async fn a_notice_to_a_parent_stands_for_a_child_and_not_for_another_adult(engine) {
        let two = two(engine).await;
        let db = two.ours.at(&two.store, None);
        let (child, names) = common::somebody("Fatou", "Bah", "2018-05-02");
        let (sister, sisters) = common::somebody("Awa", "Bah", "1995");
        let (child_id, sister_id) = (child.id, sister.id);
        for (person, names) in [(child, names), (sister, sisters)] {
            let held = db.held::<Household>(two.home.id).await.unwrap();
            add_person(&db, held, Newcomer::new(person, names), Relation::Relative).await.unwrap();
        }
        let informed = async |people: &[PersonId], by| all_informed(&db, two.home.id, people, by).await.unwrap();
        assert!(!informed(&[two.person], today()).await);
        let new = NewNotice { text: "network/2026-1".into(), language: "fr".into(), given_on: today(), way: Way::WithInterpreter };
        let notice = notices::give(&db, two.person, new).await.unwrap();
        assert_eq!((notice.given_by, notice.organisation_id), (Some(two.ours.member), two.ours.scope.organisation));
        assert!(informed(&[two.person, child_id], today()).await);
        assert!(!informed(&[two.person], today().plus_days(-1)).await);
        assert!(!informed(&[two.person, sister_id], today()).await);
        assert_eq!(two.theirs.at(&two.store, Some(Shareable::Identity)).rows::<Notice>().count().await.unwrap(), 0);
    }

    async fn a_notice_to_a_parent_who_left_does_not_stand_for_the_child(engine) {
        let two = two(engine).await;
        let db = two.ours.at(&two.store, None);
        let mut family = Vec::new();
        for (given, born, relation) in [("Musa", "1988-01-01", Relation::Partner), ("Fatou", "2018-05-02", Relation::Child)] {
            let (person, names) = common::somebody(given, "Bah", born);
            family.push(person.id);
            let held = db.held::<Household>(two.home.id).await.unwrap();
            add_person(&db, held, Newcomer::new(person, names), relation).await.unwrap();
        }
        let (father, child) = (family[0], family[1]);
        let given_on = today().plus_days(-9);
        let new = NewNotice { text: "network/2026-1".into(), language: "fr".into(), given_on, way: Way::Orally };
        notices::give(&db, father, new).await.unwrap();
        assert!(all_informed(&db, two.home.id, &[child], today()).await.unwrap());
        let held = db.held::<Household>(two.home.id).await.unwrap();
        household_moves::leave(&db, held, father, today().plus_days(-2), None, None).await.unwrap();
        assert!(!all_informed(&db, two.home.id, &[child], today()).await.unwrap());
        assert!(all_informed(&db, two.home.id, &[child], today().plus_days(-3)).await.unwrap(), "while he was there he stood for her");
        assert!(all_informed(&db, two.home.id, &[father], today()).await.unwrap(), "and for himself he stands still");
    }

    async fn needs_of_support_stay_in_their_own_table_and_leave_no_name_in_the_journal(engine) {
        let two = two(engine).await;
        let db = two.ours.at(&two.store, None);
        let need = Need {
            id: NeedId::fresh(),
            version: 0,
            person_id: two.person,
            kind: NeedKind::Mobility,
            support: "Una casa senza scale".into(),
            since: None,
            until: None,
            noted_by: Some(two.ours.member),
            noted_at: db.now(),
        };
        needs::add(&db, &need).await.unwrap();
        let held = db.held::<Need>(need.id).await.unwrap();
        needs::put(&db, held, Need { support: "Un piano terra".into(), ..need.clone() }).await.unwrap();
        assert_eq!(needs::of(&db, two.person).await.unwrap()[0].support, "Un piano terra");
        two.share(&[Shareable::Identity, Shareable::LegalStatus, Shareable::PathwaySummary], today(), today()).await;
        for reads in Shareable::ALL {
            let theirs = two.theirs.at(&two.store, Some(*reads));
            assert_eq!(theirs.rows::<Need>().count().await.unwrap(), 0, "never shared");
        }
        let entries = db.rows::<JournalEntry>().filter(JournalEntry::kind.is_in(["need-recorded", "need-changed"]));
        let entries = entries.all().await.unwrap();
        assert_eq!(entries.len(), 2);
        for entry in entries {
            assert_eq!((entry.household_id, entry.subject), (None, need.id.to_string()));
            assert!(!entry.fact.contains("mobility") && !entry.fact.contains(&two.person.to_string()), "{}", entry.fact);
        }
        let stranger = Need { id: NeedId::fresh(), ..need };
        assert!(matches!(needs::add(&two.theirs.at(&two.store, None), &stranger).await, Err(StoreError::NotFound)));
    }
}
