//! Households and people on both engines: who is found, who is seen, who counts.

mod common;

use common::{fresh, household, place, somebody};
use kernel::{Day, HouseholdId, MemberId, OrganisationId};
use people::rules::household::Relation;
use people::rules::identity::Match;
use people::rules::language::{Reads, Speaks};
use people::rules::person::Sex;
use people::store::households::{
    self, Household, Membership, Newcomer, Whereabouts, counted_on, make_known, members_of, members_of_many,
};
use people::store::languages::{self, PersonLanguage, PersonLanguageId};
use people::store::papers::{self, Permit, permits_of};
use people::store::persons::{self, Identity, KnownAt, Person, identities_of};
use people::store::search::{PersonKey, look_alikes, naming, search};
use programmes::rules::PermitState;
use store::{AgeBand, Db, Entry, Fact, JournalPerson, Reach, Scope, Store, StoreError, System, TallyAsk};
use testkit::{on_both, today};

/// A handle that reaches one organisation, with names or with pseudonyms only.
fn at(store: &Store, organisation: OrganisationId, names: bool) -> Db {
    let scope = Scope { organisation: Some(organisation), names, ..Scope::default() };
    let member = MemberId::fresh();
    store.for_member(member, "edit-people", Reach::of(member, vec![scope]))
}

/// Somebody more in a household.
async fn more(db: &Db, household: &Household, given: &str, family: &str, born: &str) -> kernel::PersonId {
    let (person, identity) = somebody(given, family, born);
    let held = db.held::<Household>(household.id).await.unwrap();
    households::add_person(db, held, Newcomer::new(person, identity), Relation::Child).await.unwrap()
}

#[derive(serde::Serialize)]
struct Received;
impl Fact for Received {
    fn kind(&self) -> &'static str {
        "referral-received"
    }
}

/// A fact that counts the people of a household today.
async fn counted_fact(store: &Store, of: &Household, at: &households::Place) {
    let db = store.system(System::Demo);
    let people = counted_on(&db, of.id, today()).await.unwrap();
    let entry = Entry::new(&Received, of.id).household(of.id).within(&at.programme, at.organisation, &at.territory);
    db.change().await.unwrap().commit(entry.people(people)).await.unwrap();
}

async fn names_found(db: &store::Db, typed: &str) -> Vec<String> {
    let found = search(db, typed, 10).await.unwrap();
    found.into_iter().map(|one| one.identity.map_or_else(|| one.person.code(), |identity| identity.name())).collect()
}

on_both! {
    async fn a_search_finds_people_in_every_order_script_and_spelling(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let here = place(ours, "lombardia");
        let home = household(&store, &here, "Mohamed", "Diallo", "1990-03-12").await;
        household(&store, &here, "Aïcha", "Traoré", "1985").await;
        household(&store, &here, "Olena", "Shevchenko", "1979-01-01").await;
        let db = at(&store, ours, true);
        for typed in ["diallo mohamed", "Muhammad Jallow", "محمد ديالو", "Diallo", "diallo 1990", "12/03/1990 mohammed", "MOHAMED"] {
            // Few within reach are looked at one by one, everybody by stages: both find the same.
            assert_eq!(names_found(&db, typed).await, ["Mohamed Diallo"], "{typed}");
            assert_eq!(names_found(&store.system(System::Demo), typed).await, ["Mohamed Diallo"], "{typed}");
        }
        assert_eq!(names_found(&db, "aisha traore").await, ["Aïcha Traoré"]);
        assert_eq!(names_found(&db, "Олена").await, ["Olena Shevchenko"]);
        assert_eq!(names_found(&db, "shev").await, ["Olena Shevchenko"]);
        for nobody in ["Giovanni", "", "…", "1990", "%"] {
            assert!(names_found(&db, nobody).await.is_empty(), "{nobody}");
        }
        let by_code = search(&db, &home.code.to_lowercase().replace('-', ""), 10).await.unwrap();
        assert_eq!(by_code.len(), 1);
        assert_eq!(by_code[0].evidence.why, [Match::HouseholdCode]);
        assert_eq!(by_code[0].households, [home]);
    }

    async fn nobody_is_found_beyond_reach_and_nobody_by_name_where_names_are_not_read(engine) {
        let store = fresh(engine).await;
        let (ours, theirs) = (OrganisationId::fresh(), OrganisationId::fresh());
        let own = household(&store, &place(ours, "lombardia"), "Mohamed", "Diallo", "1990").await;
        let foreign = household(&store, &place(theirs, "toscana"), "Mohamed", "Diallo", "1990").await;
        let db = at(&store, ours, true);
        let found = search(&db, "Mohamed Diallo", 10).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].person.id, own.reference_id.unwrap());
        assert!(search(&db, &foreign.code, 10).await.unwrap().is_empty());

        let blind = at(&store, ours, false);
        assert!(search(&blind, "Mohamed Diallo", 10).await.unwrap().is_empty());
        let by_code = search(&blind, &own.code, 10).await.unwrap();
        assert!(by_code.len() == 1 && by_code[0].identity.is_none());
        let nowhere = at(&store, OrganisationId::fresh(), true);
        assert!(search(&nowhere, "Mohamed Diallo", 10).await.unwrap().is_empty());
    }

    async fn whoever_becomes_known_elsewhere_is_found_there_also_under_a_corrected_name(engine) {
        let store = fresh(engine).await;
        let (ours, theirs) = (OrganisationId::fresh(), OrganisationId::fresh());
        let home = household(&store, &place(ours, "lombardia"), "Mohamed", "Diallo", "1990").await;
        let (here, there) = (at(&store, ours, true), at(&store, theirs, true));
        assert!(names_found(&there, "Diallo").await.is_empty());
        let mut change = here.change().await.unwrap();
        make_known(&here, &mut change, home.id, &place(theirs, "lombardia")).await.unwrap();
        change.commit(Entry::new(&Received, home.id)).await.unwrap();
        let child = more(&here, &home, "Sira", "Diallo", "2015").await;
        assert_eq!(names_found(&there, "Diallo").await.len(), 2, "and who comes into the household too");

        let held = || async { (there.held::<Person>(child).await.unwrap(), there.held::<Identity>(child).await.unwrap()) };
        let (person, identity) = held().await;
        let new = (person.clone(), Identity { given: "Zainab".into(), ..identity.clone() });
        persons::put(&there, (person, identity), new).await.unwrap();
        for db in [&here, &there, &store.system(System::Demo)] {
            assert_eq!(names_found(db, "Zainab").await, ["Zainab Diallo"]);
            assert!(names_found(db, "Sira").await.is_empty());
        }
    }

    async fn every_table_stays_within_reach_and_pseudonyms_hold_no_names(engine) {
        let store = fresh(engine).await;
        let (ours, theirs) = (OrganisationId::fresh(), OrganisationId::fresh());
        let own = household(&store, &place(ours, "lombardia"), "Amina", "Bah", "1990").await;
        let foreign = household(&store, &place(theirs, "lombardia"), "Selam", "Gebre", "1990").await;
        let db = at(&store, ours, true);
        assert_eq!(db.rows::<Household>().all().await.unwrap(), std::slice::from_ref(&own));
        assert_eq!(db.rows::<Person>().count().await.unwrap(), 1);
        assert_eq!(db.rows::<Identity>().count().await.unwrap(), 1);
        assert_eq!(db.rows::<Membership>().count().await.unwrap(), 1);
        assert_eq!(db.rows::<KnownAt>().count().await.unwrap(), 1);
        assert_eq!(db.rows::<Whereabouts>().count().await.unwrap(), 1);
        assert!(members_of(&db, foreign.id).await.unwrap().is_empty());
        assert!(counted_on(&db, foreign.id, today()).await.unwrap().is_empty());

        let blind = at(&store, ours, false);
        let members = members_of(&blind, own.id).await.unwrap();
        assert!(members.len() == 1 && members[0].2.is_none());
        assert_eq!(blind.rows::<Identity>().count().await.unwrap(), 0);
        assert_eq!(blind.rows::<PersonKey>().count().await.unwrap(), 0);
        assert!(identities_of(&blind, [own.reference_id.unwrap()]).await.unwrap().is_empty());
    }

    async fn interpreters_are_told_for_whom_one_reaches_by_name_the_mother_tongue_first(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let home = household(&store, &place(ours, "lombardia"), "Selam", "Gebre", "1990").await;
        let (db, person) = (at(&store, ours, true), home.reference_id.unwrap());
        let language = |code: &str, mother_tongue: bool, interpreter: bool| PersonLanguage {
            id: PersonLanguageId::fresh(),
            version: 0,
            person_id: person,
            language: code.parse().unwrap(),
            mother_tongue,
            speaks: Speaks::Well,
            reads: Reads::Unknown,
            script: None,
            interpreter,
        };
        for row in [language("am", false, true), language("it", false, false), language("ti", true, true)] {
            languages::add(&db, &row).await.unwrap();
        }
        assert!(matches!(languages::add(&db, &language("ti", true, true)).await, Err(StoreError::Taken(_))));
        let told = languages::interpreters_for(&db, [person]).await.unwrap();
        assert_eq!(told[&person].iter().map(|one| one.code()).collect::<Vec<_>>(), ["ti", "am"]);
        for other in [at(&store, ours, false), at(&store, OrganisationId::fresh(), true)] {
            assert!(languages::interpreters_for(&other, [person]).await.unwrap().is_empty());
            assert_eq!(other.rows::<PersonLanguage>().count().await.unwrap(), 0);
        }
        assert!(languages::add(&at(&store, OrganisationId::fresh(), true), &language("fr", false, false)).await.is_err());
    }

    async fn a_household_is_not_written_where_one_does_not_reach(engine) {
        let store = fresh(engine).await;
        let db = at(&store, OrganisationId::fresh(), true);
        let (person, identity) = somebody("Amina", "Bah", "1990");
        let foreign = place(OrganisationId::fresh(), "lombardia");
        let made = households::create(&db, Household::new(db.now()), &foreign, Newcomer::new(person, identity)).await;
        assert!(matches!(made, Err(StoreError::NotFound)));
        assert_eq!(store.system(System::Demo).rows::<Person>().count().await.unwrap(), 0);
    }

    async fn who_is_added_after_a_counted_fact_counts_from_that_day(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let here = place(ours, "lombardia");
        let home = household(&store, &here, "Amina", "Bah", "1990").await;
        let db = at(&store, ours, true);
        // Nothing has counted the household yet: who is added was always there.
        more(&db, &home, "Sira", "Bah", "2015").await;
        assert_eq!(counted_on(&db, home.id, today().plus_days(-400)).await.unwrap().len(), 2);

        counted_fact(&store, &home, &here).await;
        let child = more(&db, &home, "Musa", "Bah", "2020").await;
        assert_eq!(counted_on(&db, home.id, today().plus_days(-1)).await.unwrap().len(), 2);
        let now = counted_on(&db, home.id, today()).await.unwrap();
        assert!(now.len() == 3 && now.iter().any(|counted| counted.person == child));
        assert_eq!(db.rows::<Household>().id(home.id).one().await.unwrap().size, 3);
        let members = members_of(&db, home.id).await.unwrap();
        assert_eq!(members[0].0.relation, Relation::Reference);
        assert_eq!(members[2].0.since, Some(today()));
    }

    async fn who_is_added_becomes_known_wherever_the_household_is(engine) {
        let store = fresh(engine).await;
        let (ours, theirs) = (OrganisationId::fresh(), OrganisationId::fresh());
        let (here, there) = (place(ours, "lombardia"), place(theirs, "toscana"));
        let home = household(&store, &here, "Amina", "Bah", "1990").await;
        let demo = store.system(System::Demo);
        for _ in 0..2 {
            let mut change = demo.change().await.unwrap();
            make_known(&demo, &mut change, home.id, &there).await.unwrap();
            change.commit(Entry::new(&Received, home.id)).await.unwrap();
        }
        let child = more(&at(&store, ours, true), &home, "Musa", "Bah", "2020").await;
        let other = at(&store, theirs, true);
        assert!(other.rows::<Person>().id(child).first().await.unwrap().is_some());
        assert_eq!(names_found(&other, "Musa Bah").await, ["Musa Bah"]);
    }

    async fn somebody_known_comes_into_a_new_household_without_being_typed_again(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let here = place(ours, "lombardia");
        let old = household(&store, &here, "Amina", "Bah", "1990").await;
        let db = at(&store, ours, true);
        let (person, identity) = somebody("Aminah", "Bâ", "1990");
        let alike = look_alikes(&db, &naming(&person, &identity), 5).await.unwrap();
        assert_eq!(alike.len(), 1);

        let known = db.held::<Person>(alike[0].person.id).await.unwrap();
        let new = households::create(&db, Household::new(db.now()), &here, Newcomer::known(known)).await.unwrap();
        assert_eq!(new.reference_id, old.reference_id);
        assert_eq!(db.rows::<Person>().count().await.unwrap(), 1);
        let both = members_of_many(&db, [old.id, new.id]).await.unwrap();
        assert!(both.len() == 2 && both.values().all(|members| members.len() == 1 && members[0].2.is_some()));

        let twice = db.held::<Person>(old.reference_id.unwrap()).await.unwrap();
        let held = db.held::<Household>(new.id).await.unwrap();
        let again = households::add_person(&db, held, Newcomer::known(twice), Relation::Other).await;
        assert!(matches!(again, Err(StoreError::Taken(_))));
    }

    async fn a_corrected_birth_reaches_the_figures_and_a_corrected_name_the_search(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let here = place(ours, "lombardia");
        let home = household(&store, &here, "Amina", "Bah", "1990").await;
        counted_fact(&store, &home, &here).await;
        let db = at(&store, ours, true);
        let id = home.reference_id.unwrap();
        let held = (db.held::<Person>(id).await.unwrap(), db.held::<Identity>(id).await.unwrap());
        let person = Person { sex: Sex::Male, born: "2012-05-01".parse().ok(), ..held.0.clone() };
        let identity = Identity { given: "Seydou".into(), ..held.1.clone() };
        persons::put(&db, held, (person, identity)).await.unwrap();

        let ask = TallyAsk { programme: here.programme.clone(), from: today(), to: today() };
        let tally = store.system(System::Demo).tally_facts(&ask).await.unwrap();
        let counted = tally.iter().find(|row| row.kind == "referral-received" && row.who.is_some()).unwrap();
        assert_eq!(counted.who, Some(("male".into(), AgeBand::Under18)));
        assert_eq!(store.system(System::Demo).rows::<JournalPerson>().count().await.unwrap(), 1);
        assert_eq!(names_found(&db, "seydou bah").await, ["Seydou Bah"]);
        assert!(names_found(&db, "amina").await.is_empty());
        let stored = db.rows::<Identity>().id(id).one().await.unwrap();
        assert_eq!((stored.version, stored.name_key.as_str()), (1, "bah seydou"));
    }

    async fn of_two_who_correct_a_person_the_second_is_told(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let home = household(&store, &place(ours, "lombardia"), "Amina", "Bah", "1990").await;
        let db = at(&store, ours, true);
        let id = home.reference_id.unwrap();
        let both = || async { (db.held::<Person>(id).await.unwrap(), db.held::<Identity>(id).await.unwrap()) };
        let (first, second) = (both().await, both().await);
        let new = |held: &(store::Held<Person>, store::Held<Identity>)| (held.0.clone(), Identity { family: "Ba".into(), ..held.1.clone() });
        let changed = new(&first);
        persons::put(&db, first, changed).await.unwrap();
        let changed = new(&second);
        assert!(matches!(persons::put(&db, second, changed).await, Err(StoreError::Stale)));
    }

    async fn a_receipt_without_dates_is_kept_and_stays_within_reach(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let home = household(&store, &place(ours, "lombardia"), "Amina", "Bah", "1990").await;
        let db = at(&store, ours, true);
        let receipt = Permit::new(home.reference_id.unwrap(), PermitState::Requested);
        papers::add(&db, &receipt).await.unwrap();
        assert_eq!(permits_of(&db, [receipt.person_id]).await.unwrap()[&receipt.person_id], std::slice::from_ref(&receipt));
        let held = db.held::<Permit>(receipt.id).await.unwrap();
        let issued = Permit { state: PermitState::Issued, expires_on: Day::new(2028, 1, 1), ..receipt.clone() };
        papers::put(&db, held, issued).await.unwrap();

        let stranger = at(&store, OrganisationId::fresh(), true);
        assert!(permits_of(&stranger, [receipt.person_id]).await.unwrap().is_empty());
        let theirs = Permit { id: kernel::PermitId::fresh(), ..receipt };
        assert!(matches!(papers::add(&stranger, &theirs).await, Err(StoreError::NotFound)));
    }

    async fn the_journal_of_people_holds_no_names(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let home = household(&store, &place(ours, "lombardia"), "Amina", "Bah", "1990").await;
        let db = at(&store, ours, true);
        more(&db, &home, "Musa", "Bah", "2020").await;
        let entries = db.rows::<store::JournalEntry>().all().await.unwrap();
        assert_eq!(entries.len(), 2);
        for entry in &entries {
            assert_eq!(entry.household_id, Some::<HouseholdId>(home.id));
            assert!(!entry.fact.contains("Bah") && !entry.fact.contains("Musa"), "{}", entry.fact);
        }
    }
}
