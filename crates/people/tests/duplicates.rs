//! Who may be written down twice, and who is asked elsewhere: on both engines, in the rows, on the pages and in the API.

mod common;

use common::{fresh, household, place, somebody};
use kernel::{DuplicateId, MemberId, OrganisationId, PersonId};
use people::rules::duplicate::{SettleAct, Standing};
use people::store::duplicates::{self, Duplicate, Noticed, Unsettled, linked, seek, settle};
use people::store::households::{self, Household, Newcomer, place_of_person};
use people::store::persons::{self, Identity, Person};
use people::store::questions::{
    AskedLater, MOST_A_DAY, ask_now, asked_elsewhere, asked_here, is_still_to_ask, last_asked_here,
};
use people::store::undoing;
use store::{Db, Entry, Fact, JournalEntry, PageAsk, Reach, Scope, Store, StoreError, System};
use testkit::on_both;
use web::Refusal as _;

fn at(store: &Store, organisation: OrganisationId, names: bool) -> Db {
    let scope = Scope { organisation: Some(organisation), names, ..Scope::default() };
    let member = MemberId::fresh();
    store.for_member(member, "settle-duplicates", Reach::of(member, vec![scope]))
}

async fn written(db: &Db, organisation: OrganisationId, given: &str, family: &str, born: &str) -> PersonId {
    let (person, identity) = somebody(given, family, born);
    let (id, new) = (person.id, Newcomer::new(person, identity));
    households::create(db, Household::new(db.now()), &place(organisation, "lombardia"), new).await.unwrap();
    id
}

async fn pairs(db: &Db, standing: Standing) -> Vec<Duplicate> {
    let page = duplicates::page(db, standing, PageAsk::new(1, 50)).await.unwrap();
    page.items.into_iter().map(|pair| pair.duplicate).collect()
}

async fn settled(db: &Db, id: DuplicateId, act: SettleAct) -> Result<Standing, Unsettled> {
    settle(db, db.held(id).await.unwrap(), act, "visto il documento").await
}

#[derive(serde::Serialize)]
struct TakenBack;
impl Fact for TakenBack {
    fn kind(&self) -> &'static str {
        "import-taken-back"
    }
}

async fn kinds(store: &Store) -> Vec<String> {
    let entries = store.system(System::Demo).rows::<JournalEntry>().all().await.unwrap();
    entries.into_iter().map(|entry| entry.kind).collect()
}

on_both! {
    async fn a_person_written_down_twice_comes_into_the_queue_and_is_settled_and_unsettled(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let db = at(&store, ours, true);
        let one = written(&db, ours, "Fatoumata", "Kouyaté", "1990-03-12").await;
        assert!(pairs(&db, Standing::Open).await.is_empty());
        let other = written(&db, ours, "KOUYATE", "Fatou", "1990-12-03").await;
        written(&db, ours, "Olena", "Tkachenko", "1979-02-11").await;
        let open = pairs(&db, Standing::Open).await;
        assert_eq!(open.len(), 1);
        assert_eq!((open[0].one_id, open[0].other_id, open[0].standing), (one, other, Standing::Open));

        let id = open[0].id;
        assert_eq!(settled(&db, id, SettleAct::Link).await.unwrap(), Standing::Linked);
        assert_eq!(linked(&db, one).await.unwrap(), [one, other].into());
        let row = db.rows::<Duplicate>().id(id).one().await.unwrap();
        assert_eq!((row.settled_by, row.reason.as_deref()), (db.act().member, Some("visto il documento")));
        // Both records stand as before.
        assert_eq!(db.rows::<Person>().count().await.unwrap(), 3);
        let again = settled(&db, id, SettleAct::TellApart).await;
        assert!(matches!(again, Err(Unsettled::Refused(no)) if no.code() == "duplicate-settled"));

        assert_eq!(settled(&db, id, SettleAct::Reopen).await.unwrap(), Standing::Open);
        assert_eq!(linked(&db, one).await.unwrap(), [one].into());
        assert!(db.rows::<Duplicate>().id(id).one().await.unwrap().settled_by.is_none());
        assert_eq!(settled(&db, id, SettleAct::TellApart).await.unwrap(), Standing::Apart);
        let told: Vec<String> = kinds(&store).await.into_iter().filter(|kind| kind.starts_with("duplicate")).collect();
        assert_eq!(told, ["duplicate-noticed", "duplicate-linked", "duplicate-reopened", "duplicate-told-apart"]);
    }

    async fn a_link_never_joins_records_that_were_told_apart(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let db = at(&store, ours, true);
        for (given, born) in [("Fatoumata", "1990-03-12"), ("Fatou", "1990-03-12"), ("Fatumata", "1990-03-12")] {
            written(&db, ours, given, "Kouyaté", born).await;
        }
        let open = pairs(&db, Standing::Open).await;
        assert_eq!(open.len(), 3);
        settled(&db, open[0].id, SettleAct::Link).await.unwrap();
        settled(&db, open[1].id, SettleAct::TellApart).await.unwrap();
        let last = settled(&db, open[2].id, SettleAct::Link).await;
        assert!(matches!(last, Err(Unsettled::Refused(no)) if no.code() == "duplicate-told-apart"));
        settled(&db, open[1].id, SettleAct::Reopen).await.unwrap();
        assert_eq!(settled(&db, open[2].id, SettleAct::Link).await.unwrap(), Standing::Linked);
    }

    async fn of_two_who_settle_a_pair_the_second_is_told(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let db = at(&store, ours, true);
        written(&db, ours, "Fatoumata", "Kouyaté", "1990-03-12").await;
        written(&db, ours, "Fatoumata", "Kouyaté", "1990-03-12").await;
        let id = pairs(&db, Standing::Open).await[0].id;
        let (first, second) = (db.held::<Duplicate>(id).await.unwrap(), db.held::<Duplicate>(id).await.unwrap());
        settle(&db, first, SettleAct::Link, "una").await.unwrap();
        let late = settle(&db, second, SettleAct::TellApart, "due").await;
        assert!(matches!(late, Err(Unsettled::Store(StoreError::Stale))));
    }

    async fn a_pair_is_seen_only_where_both_lie_within_reach_with_names(engine) {
        let store = fresh(engine).await;
        let (ours, theirs) = (OrganisationId::fresh(), OrganisationId::fresh());
        household(&store, &place(ours, "lombardia"), "Fatoumata", "Kouyaté", "1990-03-12").await;
        household(&store, &place(theirs, "toscana"), "Fatoumata", "Kouyaté", "1990-03-12").await;
        let all = store.system(System::Demo);
        let found = pairs(&all, Standing::Open).await;
        assert_eq!(found.len(), 1);
        for db in [at(&store, ours, true), at(&store, theirs, true), at(&store, ours, false)] {
            assert!(pairs(&db, Standing::Open).await.is_empty());
            assert!(matches!(duplicates::one(&db, found[0].id).await, Err(StoreError::NotFound)));
            assert!(linked(&db, found[0].one_id).await.unwrap() == [found[0].one_id].into());
        }
    }

    async fn a_search_finds_the_pairs_of_records_that_nobody_noticed_and_finds_them_once(engine) {
        let store = fresh(engine).await;
        let (ours, theirs) = (OrganisationId::fresh(), OrganisationId::fresh());
        let own = written(&at(&store, ours, true), ours, "Fatoumata", "Kouyaté", "1990-03-12").await;
        let other = written(&at(&store, theirs, true), theirs, "Fatoumata", "Kouyaté", "1990-03-12").await;
        let both = |organisation| Scope { organisation: Some(organisation), names: true, ..Scope::default() };
        let member = MemberId::fresh();
        let wide = store.for_member(member, "settle-duplicates", Reach::of(member, vec![both(ours), both(theirs)]));
        assert!(pairs(&wide, Standing::Open).await.is_empty());
        let sought = seek(&wide, None).await.unwrap();
        assert_eq!((sought.looked, sought.found, sought.next), (2, 1, None));
        assert_eq!((pairs(&wide, Standing::Open).await[0].one_id, pairs(&wide, Standing::Open).await[0].other_id), (own, other));
        assert_eq!(seek(&wide, None).await.unwrap().found, 0);
        assert_eq!(seek(&wide, Some(own)).await.unwrap().looked, 0);
    }

    async fn who_is_put_right_is_compared_anew(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let db = at(&store, ours, true);
        written(&db, ours, "Fatoumata", "Kouyaté", "1990-03-12").await;
        let id = written(&db, ours, "Da", "Correggere", "1980").await;
        let held = (db.held::<Person>(id).await.unwrap(), db.held::<Identity>(id).await.unwrap());
        let person = Person { born: "1990-03-12".parse().ok(), ..held.0.clone() };
        let identity = Identity { given: "Fatoumata".into(), family: "Kouyaté".into(), ..held.1.clone() };
        persons::put(&db, held, (person, identity)).await.unwrap();
        assert_eq!(pairs(&db, Standing::Open).await.len(), 1);
    }

    async fn whoever_writes_down_somebody_known_elsewhere_learns_whom_to_ask_and_nothing_else(engine) {
        let store = fresh(engine).await;
        let (ours, theirs) = (OrganisationId::fresh(), OrganisationId::fresh());
        let (own, other) = (at(&store, ours, true), at(&store, theirs, true));
        let known = written(&other, theirs, "Fatoumata", "Kouyaté", "1990-03-12").await;
        let new = written(&own, ours, "KOUYATE", "Fatumata", "1990-03-12").await;

        let asked = asked_elsewhere(&own, new).await.unwrap();
        assert_eq!(asked.iter().map(|one| one.asked_id).collect::<Vec<_>>(), [theirs]);
        assert!(own.rows::<Person>().id(known).first().await.unwrap().is_none());
        assert!(pairs(&own, Standing::Open).await.is_empty() && asked_here(&own, known).await.unwrap().is_empty());
        let entries = own.rows::<JournalEntry>().all().await.unwrap();
        assert!(entries.iter().any(|entry| entry.kind == "asked-elsewhere"));
        assert!(entries.iter().all(|entry| !entry.fact.contains(&known.to_string()) && entry.subject != known.to_string()));

        let here = last_asked_here(&other, 5).await.unwrap();
        assert_eq!(here.iter().map(|one| (one.asking_id, one.about_id)).collect::<Vec<_>>(), [(ours, known)]);
        assert!(asked_elsewhere(&other, new).await.unwrap().is_empty());
        let entries = other.rows::<JournalEntry>().all().await.unwrap();
        assert!(entries.iter().any(|entry| entry.kind == "asked-here" && entry.subject == known.to_string()));
        assert!(entries.iter().all(|entry| entry.subject != new.to_string()));
        let blind = at(&store, theirs, false);
        assert!(last_asked_here(&blind, 5).await.unwrap().is_empty());
    }

    async fn a_vague_likeness_names_no_organisation(engine) {
        let store = fresh(engine).await;
        let (ours, theirs) = (OrganisationId::fresh(), OrganisationId::fresh());
        written(&at(&store, theirs, true), theirs, "Fatoumata", "Kouyaté", "1990-03-12").await;
        let own = at(&store, ours, true);
        for (given, family, born) in [("Fatoumata", "Kouyaté", ""), ("Fatoumata", "Kouyaté", "1990"), ("Mariam", "Kouyaté", "1990-03-12")] {
            let new = written(&own, ours, given, family, born).await;
            assert!(asked_elsewhere(&own, new).await.unwrap().is_empty(), "{given} {born}");
        }
    }

    async fn who_takes_imports_back_gets_no_more_than_thirty_answers_a_day_and_the_asked_side_still_sees_who_asked(engine) {
        let store = fresh(engine).await;
        let (ours, theirs) = (OrganisationId::fresh(), OrganisationId::fresh());
        let (own, other) = (at(&store, ours, true), at(&store, theirs, true));
        let known = written(&other, theirs, "Fatoumata", "Kouyaté", "1990-03-12").await;
        for _ in 0..MOST_A_DAY {
            let new = written(&own, ours, "Fatoumata", "Kouyaté", "1990-03-12").await;
            assert_eq!(asked_elsewhere(&own, new).await.unwrap().len(), 1);
            let home = place_of_person(&own, new).await.unwrap().unwrap().0;
            let mut change = own.change().await.unwrap();
            undoing::unmake(&own, &mut change, home).await.unwrap();
            change.commit(Entry::new(&TakenBack, home)).await.unwrap();
        }
        assert!(own.rows::<Person>().first().await.unwrap().is_none());
        let late = written(&own, ours, "Fatoumata", "Kouyaté", "1990-03-12").await;
        assert!(asked_elsewhere(&own, late).await.unwrap().is_empty());
        assert_eq!(asked_here(&other, known).await.unwrap().len() as u64, MOST_A_DAY);
    }

    async fn who_is_completed_later_is_asked_about_once_and_never_again(engine) {
        let store = fresh(engine).await;
        let (ours, theirs) = (OrganisationId::fresh(), OrganisationId::fresh());
        let (own, other) = (at(&store, ours, true), at(&store, theirs, true));
        written(&other, theirs, "Fatoumata", "Kouyaté", "1990-03-12").await;
        written(&other, theirs, "Olena", "Shevchenko", "1979-02-11").await;
        let put = async |id: PersonId, given: &str, family: &str, born: &str| {
            let held = (own.held::<Person>(id).await.unwrap(), own.held::<Identity>(id).await.unwrap());
            let person = Person { born: born.parse().ok(), ..held.0.clone() };
            let identity = Identity { given: given.into(), family: family.into(), ..held.1.clone() };
            persons::put(&own, held, (person, identity)).await.unwrap();
            asked_elsewhere(&own, id).await.unwrap().len()
        };
        for (given, family, born) in [("Fatoumata", "Kouyaté", ""), ("Fatoumata", "Kouyaté", "1990"), ("", "", "1990-03-12")] {
            let id = written(&own, ours, given, family, born).await;
            assert!(asked_elsewhere(&own, id).await.unwrap().is_empty());
            assert_eq!(put(id, "Fatoumata", "Kouyaté", "1990-03-12").await, 1, "{given} {born}");
            put(id, "Fatoumata", "Kouyaté", "").await;
            assert_eq!(put(id, "Olena", "Shevchenko", "1979-02-11").await, 1, "no record is put right until an answer comes");
        }
    }

    async fn a_household_that_comes_to_one_more_place_is_asked_about_there_once(engine) {
        let store = fresh(engine).await;
        let (ours, theirs, third) = (OrganisationId::fresh(), OrganisationId::fresh(), OrganisationId::fresh());
        let other = at(&store, theirs, true);
        let known = written(&other, theirs, "Fatoumata", "Kouyaté", "1990-03-12").await;
        let own = at(&store, ours, true);
        let home = household(&store, &place(ours, "lombardia"), "Fatoumata", "Kouyaté", "1990-03-12").await;
        let person = home.reference_id.unwrap();
        assert!(asked_elsewhere(&own, person).await.unwrap().is_empty(), "the system asks nobody");
        let comes = async |to: OrganisationId| {
            let to = place(to, "toscana");
            let noticed = Noticed::of_household(&own, home.id, &to).await.unwrap();
            let mut change = own.change().await.unwrap();
            households::make_known(&own, &mut change, home.id, &to).await.unwrap();
            noticed.written(&mut change).await.unwrap();
            change.commit(Entry::new(&TakenBack, home.id)).await.unwrap();
            asked_here(&other, known).await.unwrap().iter().map(|one| one.asking_id).collect::<Vec<_>>()
        };
        assert_eq!(comes(ours).await, [ours]);
        assert_eq!(comes(ours).await, [ours], "asked for this organisation before");
        assert_eq!(comes(third).await, [third, ours]);
        let third = at(&store, third, true);
        assert_eq!(asked_elsewhere(&third, person).await.unwrap()[0].asked_id, theirs);
    }

    async fn answers_are_few_a_day_and_corrections_bring_none(engine) {
        let store = fresh(engine).await;
        let (ours, theirs) = (OrganisationId::fresh(), OrganisationId::fresh());
        let (own, other) = (at(&store, ours, true), at(&store, theirs, true));
        written(&other, theirs, "Fatoumata", "Kouyaté", "1990-03-12").await;
        let wrong = written(&own, ours, "Olena", "Kouyaté", "1970-03-12").await;
        let held = (own.held::<Person>(wrong).await.unwrap(), own.held::<Identity>(wrong).await.unwrap());
        let person = Person { born: "1990-03-12".parse().ok(), ..held.0.clone() };
        let identity = Identity { given: "Fatoumata".into(), ..held.1.clone() };
        persons::put(&own, held, (person, identity)).await.unwrap();
        assert!(asked_elsewhere(&own, wrong).await.unwrap().is_empty());

        for _ in 0..MOST_A_DAY {
            let new = written(&own, ours, "Fatoumata", "Kouyaté", "1990-03-12").await;
            assert_eq!(asked_elsewhere(&own, new).await.unwrap().len(), 1);
        }
        let late = written(&own, ours, "Fatoumata", "Kouyaté", "1990-03-12").await;
        assert!(asked_elsewhere(&own, late).await.unwrap().is_empty());
        // Who came too late that day waits, and is asked about when the limit allows, once.
        assert!(is_still_to_ask(&own, late).await.unwrap() && !is_still_to_ask(&own, wrong).await.unwrap());
        assert_eq!(ask_now(&own, late).await.unwrap(), AskedLater::TooMany);
        store.clock().advance_seconds(25 * 3600);
        for _ in 0..2 {
            assert_eq!(ask_now(&own, late).await.unwrap(), AskedLater::Asked);
            assert_eq!(asked_elsewhere(&own, late).await.unwrap().len(), 1);
        }
        assert!(!is_still_to_ask(&own, late).await.unwrap());
        assert!(matches!(ask_now(&other, late).await, Err(StoreError::NotFound)));
        let next_day = written(&own, ours, "Fatoumata", "Kouyaté", "1990-03-12").await;
        assert_eq!(asked_elsewhere(&own, next_day).await.unwrap().len(), 1);
    }
}
