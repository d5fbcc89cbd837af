//! The store's promises, on both engines: two tables, a join, a transaction, a reach.

use kernel::{Cents, Day, MemberId, OrganisationId, PersonId, ProgrammeCode, StayId, TerritoryCode};
use store::{
    AgeBand, Change, Counted, Database, Entry, Fact, Held, InReach, JournalEntry, Keyed, Order, PageAsk, PeopleAsk,
    Reach, Scope, Step, Store, StoreError, System, Table, TallyAsk, Where, record,
};
use testkit::on_both;

record! {
    /// A house of an organisation.
    pub struct House in house keyed by StayId {
        /// Its id.
        pub id: StayId,
        /// How often it was changed.
        pub version: i64,
        /// What it is called.
        pub name: String,
        /// Whose it is.
        pub organisation_id: OrganisationId,
        /// In which programme.
        pub programme: ProgrammeCode,
        /// Where.
        pub territory: TerritoryCode,
        /// The rent.
        pub rent: Option<Cents>,
        /// Since when.
        pub since: Option<Day>,
        /// Whether it is free.
        pub free: bool,
    }
}

impl InReach for House {
    fn in_reach(reach: &Reach) -> Where {
        reach.by(Self::programme, Self::organisation_id, Self::territory)
    }
}

record! {
    /// A room of a house.
    pub struct Room in room keyed by PersonId {
        /// Its id.
        pub id: PersonId,
        /// How often it was changed.
        pub version: i64,
        /// In which house.
        pub house_id: StayId,
        /// How many sleep in it.
        pub beds: i64,
    }
}

impl InReach for Room {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<House>(House::id.is(Self::house_id))
    }
}

record! {
    /// A house, as a later step keeps it.
    pub struct SealedHouse in house keyed by StayId {
        /// Its id.
        pub id: StayId,
        /// How often it was changed.
        pub version: i64,
        /// What it is called.
        pub name: String,
        /// The seal on its door.
        pub seal: Option<Vec<u8>>,
    }
}

impl InReach for SealedHouse {
    fn in_reach(reach: &Reach) -> Where {
        reach.anyone()
    }
}

fn steps() -> Vec<Step> {
    let house = Table::new("house", &["id"])
        .text("id")
        .int("version")
        .text("name")
        .text("organisation_id")
        .text("programme")
        .text("territory")
        .int("rent")
        .optional()
        .day("since")
        .optional()
        .flag("free")
        .unique(&["name"])
        .index(&["organisation_id", "territory"]);
    let room = Table::new("room", &["id"]).text("id").int("version").text("house_id").of("house").int("beds");
    vec![Step::new("test-0001-houses", vec![house, room])]
}

#[derive(serde::Serialize)]
struct HouseOffered;
impl Fact for HouseOffered {
    fn kind(&self) -> &'static str {
        "house-offered"
    }
    fn detail(&self) -> Option<String> {
        Some("home".into())
    }
}

fn programme() -> ProgrammeCode {
    "fra-noi".parse().unwrap()
}
fn territory(code: &str) -> TerritoryCode {
    code.parse().unwrap()
}

fn house(name: &str, organisation: OrganisationId, place: &str) -> House {
    House {
        id: StayId::fresh(),
        version: 0,
        name: name.into(),
        organisation_id: organisation,
        programme: programme(),
        territory: territory(place),
        rent: Some(Cents::new(45_050)),
        since: Day::new(2026, 2, 28),
        free: true,
    }
}

fn room(of: &House, beds: i64) -> Room {
    Room { id: PersonId::fresh(), version: 0, house_id: of.id, beds }
}

async fn put(store: &Store, houses: &[House], rooms: &[Room]) {
    let db = store.system(System::Demo);
    for one in houses {
        let mut change = db.change().await.unwrap();
        change.insert(one).await.unwrap();
        let theirs: Vec<_> = rooms.iter().filter(|room| room.house_id == one.id).cloned().collect();
        change.add(&theirs).await.unwrap();
        let entry = Entry::new(&HouseOffered, one.id).within(&one.programme, one.organisation_id, &one.territory);
        change.commit(entry).await.unwrap();
    }
}

async fn rename(mut change: Change, held: Held<House>, name: &str) -> Result<(), StoreError> {
    let new = House { name: name.into(), ..held.clone() };
    let new = change.update(held, new).await?;
    change.commit(Entry::new(&HouseOffered, new.id)).await.map(|_| ())
}

fn scope(organisation: OrganisationId) -> Scope {
    Scope { organisation: Some(organisation), names: true, ..Scope::default() }
}

on_both! {
    async fn a_row_comes_back_as_it_was_put(engine) {
        let store = engine.store(&steps()).await;
        let blue = house("Casa Blu", OrganisationId::fresh(), "lombardia");
        let bare = House { rent: None, since: None, free: false, ..house("Casa Spoglia", blue.organisation_id, "lombardia") };
        put(&store, &[blue.clone(), bare.clone()], &[]).await;
        let rows = store.system(System::Demo).rows::<House>().sort(House::name, Order::Rising).all().await.unwrap();
        assert_eq!(rows, [blue, bare]);
    }

    async fn a_pair_comes_once_for_each_row_that_hangs_on_it_and_once_without_any(engine) {
        let store = engine.store(&steps()).await;
        let blue = house("Blu", OrganisationId::fresh(), "lombardia");
        let bare = house("Spoglia", blue.organisation_id, "lombardia");
        put(&store, &[blue.clone(), bare.clone()], &[room(&blue, 2), room(&bare, 5)]).await;
        let db = store.system(System::Demo);
        let mut entry = db.change().await.unwrap();
        entry.record(Entry::new(&HouseOffered, blue.id)).await.unwrap();
        entry.commit(Entry::new(&HouseOffered, blue.id)).await.unwrap();

        let pairs = db.rows::<Room>().sort(Room::beds, Order::Rising).with::<House>(House::id.is(Room::house_id));
        let told_of = JournalEntry::subject.is(House::id).and(House::name.eq("Blu"));
        let rows = pairs.with_any::<JournalEntry>(told_of).all().await.unwrap();
        let told: Vec<_> = rows.iter().map(|(room, house, entry)| (room.beds, house.name.as_str(), entry.is_some())).collect();
        assert_eq!(told, [(2, "Blu", true), (2, "Blu", true), (2, "Blu", true), (5, "Spoglia", false)]);
    }

    async fn changes_bundled_together_are_kept_together(engine) {
        let store = engine.store(&steps()).await;
        let db = store.system(System::Demo);
        let together = db.together().await.unwrap();
        let within = together.of(&db);
        let blue = house("Blu", OrganisationId::fresh(), "lombardia");
        let mut first = within.change().await.unwrap();
        first.insert(&blue).await.unwrap();
        first.commit(Entry::new(&HouseOffered, blue.id)).await.unwrap();
        // The second change builds on the first, which nobody else sees yet.
        let held = within.held::<House>(blue.id).await.unwrap();
        let second = within.change().await.unwrap();
        rename(second, held, "Blu notte").await.unwrap();
        assert!(matches!(db.held::<House>(blue.id).await, Err(StoreError::NotFound)));
        together.commit().await.unwrap();
        assert!(matches!(within.rows::<House>().count().await, Err(StoreError::Unfinished)), "its handles end with it");
        assert_eq!(db.held::<House>(blue.id).await.unwrap().name, "Blu notte");
        assert_eq!(db.rows::<JournalEntry>().count().await.unwrap(), 2);
    }

    async fn of_changes_bundled_together_none_is_kept_when_one_is_not_brought_to_its_end(engine) {
        let store = engine.store(&steps()).await;
        let db = store.system(System::Demo);
        let offer = async |within: store::Db, finish: bool| {
            let blue = house("Blu", OrganisationId::fresh(), "lombardia");
            let mut change = within.change().await.unwrap();
            change.insert(&blue).await.unwrap();
            if finish {
                change.commit(Entry::new(&HouseOffered, blue.id)).await.unwrap();
            }
        };
        let dropped = db.together().await.unwrap();
        offer(dropped.of(&db), true).await;
        drop(dropped);
        let unfinished = db.together().await.unwrap();
        offer(unfinished.of(&db), false).await;
        assert!(matches!(unfinished.commit().await, Err(StoreError::Unfinished)));
        assert_eq!(db.rows::<House>().count().await.unwrap(), 0);
        assert_eq!(db.rows::<JournalEntry>().count().await.unwrap(), 0);
    }

    async fn a_member_reads_only_what_lies_within_reach(engine) {
        let store = engine.store(&steps()).await;
        let (ours, theirs) = (OrganisationId::fresh(), OrganisationId::fresh());
        let blue = house("Blu", ours, "lombardia");
        let red = house("Rossa", theirs, "toscana");
        let rooms = [room(&blue, 2), room(&blue, 1), room(&red, 3)];
        put(&store, &[blue.clone(), red.clone()], &rooms).await;

        let member = MemberId::fresh();
        let db = store.for_member(member, "view-houses", Reach::of(member, vec![scope(ours)]));
        assert_eq!(db.rows::<House>().all().await.unwrap(), std::slice::from_ref(&blue));
        assert_eq!(db.rows::<Room>().count().await.unwrap(), 2);
        let pairs = db.rows::<Room>().with::<House>(House::id.is(Room::house_id)).all().await.unwrap();
        assert!(pairs.len() == 2 && pairs.iter().all(|(_, house)| house.id == blue.id));
        assert!(matches!(db.held::<House>(red.id).await, Err(StoreError::NotFound)));
        assert!(matches!(db.held::<House>(StayId::fresh()).await, Err(StoreError::NotFound)));

        let nothing = store.for_member(member, "view-houses", Reach::of(member, vec![]));
        assert_eq!(nothing.rows::<House>().count().await.unwrap(), 0);
        assert_eq!(nothing.rows::<Room>().count().await.unwrap(), 0);
    }

    async fn a_handle_for_one_organisation_reaches_nothing_of_another_and_never_more_than_before(engine) {
        let store = engine.store(&steps()).await;
        let (ours, theirs) = (OrganisationId::fresh(), OrganisationId::fresh());
        let (blue, red) = (house("Blu", ours, "lombardia"), house("Rossa", theirs, "toscana"));
        put(&store, &[blue.clone(), red.clone()], &[]).await;
        let everything = store.system(System::CommandLine);
        assert_eq!(everything.only_at(theirs).rows::<House>().all().await.unwrap(), std::slice::from_ref(&red));
        let member = MemberId::fresh();
        let own = store.for_member(member, "view-houses", Reach::of(member, vec![scope(ours)]));
        assert_eq!(own.only_at(ours).rows::<House>().all().await.unwrap(), std::slice::from_ref(&blue));
        assert_eq!(own.only_at(theirs).rows::<House>().count().await.unwrap(), 0);
    }

    async fn the_row_predicate_and_the_point_decision_agree(engine) {
        let store = engine.store(&steps()).await;
        let organisations = [OrganisationId::fresh(), OrganisationId::fresh()];
        let mut houses = Vec::new();
        for (number, organisation) in organisations.into_iter().enumerate() {
            for place in ["lombardia", "toscana"] {
                houses.push(house(&format!("{number}{place}"), organisation, place));
            }
        }
        put(&store, &houses, &[]).await;
        let member = MemberId::fresh();
        for organisation in [None, Some(organisations[0])] {
            for place in [None, Some(territory("toscana"))] {
                for code in [None, Some(programme()), Some("intarsi".parse().unwrap())] {
                    let one = Scope { programme: code, organisation, territory: place.clone(), names: true };
                    let reach = Reach::of(member, vec![one]);
                    let decided: Vec<_> =
                        houses.iter().filter(|h| reach.covers(&h.programme, h.organisation_id, &h.territory)).map(|h| h.id).collect();
                    let db = store.for_member(member, "view", reach);
                    let read = db.rows::<House>().sort(House::id, Order::Rising).all().await.unwrap();
                    assert_eq!(read.iter().map(Keyed::id).collect::<Vec<_>>(), decided);
                }
            }
        }
    }

    async fn a_change_without_its_entry_leaves_no_trace(engine) {
        let store = engine.store(&steps()).await;
        let db = store.system(System::Demo);
        let mut change = db.change().await.unwrap();
        change.insert(&house("Blu", OrganisationId::fresh(), "lombardia")).await.unwrap();
        drop(change);
        assert_eq!(db.rows::<House>().count().await.unwrap(), 0);
    }

    async fn only_the_sign_in_door_commits_without_an_entry(engine) {
        let store = engine.store(&steps()).await;
        let blue = house("Blu", OrganisationId::fresh(), "lombardia");
        let member = MemberId::fresh();
        let theirs = store.for_member(member, "offer-house", Reach::of(member, vec![scope(blue.organisation_id)]));
        for db in [theirs, store.system(System::CommandLine)] {
            let mut change = db.change().await.unwrap();
            change.add(std::slice::from_ref(&blue)).await.unwrap();
            assert!(matches!(change.commit_at_the_door().await, Err(StoreError::NotFound)));
        }
        let door = store.system(System::SignIn);
        assert_eq!(door.rows::<House>().count().await.unwrap(), 0);
        let mut change = door.change().await.unwrap();
        change.add(std::slice::from_ref(&blue)).await.unwrap();
        change.commit_at_the_door().await.unwrap();
        assert_eq!(door.rows::<House>().count().await.unwrap(), 1);
    }

    async fn nobody_inserts_beyond_their_reach(engine) {
        let store = engine.store(&steps()).await;
        let member = MemberId::fresh();
        let db = store.for_member(member, "offer-house", Reach::of(member, vec![scope(OrganisationId::fresh())]));
        let mut change = db.change().await.unwrap();
        let foreign = house("Altrui", OrganisationId::fresh(), "lombardia");
        change.insert(&foreign).await.unwrap();
        assert!(matches!(change.commit(Entry::new(&HouseOffered, foreign.id)).await, Err(StoreError::NotFound)));
        assert_eq!(store.system(System::Demo).rows::<House>().count().await.unwrap(), 0);
    }

    async fn nobody_moves_a_row_beyond_their_reach_unless_it_is_handed_over(engine) {
        let store = engine.store(&steps()).await;
        let (own, other, member) = (OrganisationId::fresh(), OrganisationId::fresh(), MemberId::fresh());
        let blue = house("Blu", own, "lombardia");
        put(&store, std::slice::from_ref(&blue), &[]).await;
        let db = store.for_member(member, "offer-house", Reach::of(member, vec![scope(own)]));
        let moved = |held: &House| House { organisation_id: other, ..held.clone() };

        let held = db.held::<House>(blue.id).await.unwrap();
        let new = moved(&held);
        let mut change = db.change().await.unwrap();
        change.update(held, new).await.unwrap();
        assert!(matches!(change.commit(Entry::new(&HouseOffered, blue.id)).await, Err(StoreError::NotFound)));
        assert_eq!(db.rows::<House>().id(blue.id).one().await.unwrap().organisation_id, own);

        let held = db.held::<House>(blue.id).await.unwrap();
        let new = moved(&held);
        let mut change = db.change().await.unwrap();
        change.hand_over(held, new).await.unwrap();
        change.commit(Entry::new(&HouseOffered, blue.id)).await.unwrap();
        assert!(db.rows::<House>().id(blue.id).first().await.unwrap().is_none());
        assert_eq!(store.system(System::Demo).rows::<House>().id(blue.id).one().await.unwrap().organisation_id, other);
    }

    async fn of_two_who_change_the_same_row_the_second_is_told(engine) {
        let store = engine.store(&steps()).await;
        let blue = house("Blu", OrganisationId::fresh(), "lombardia");
        put(&store, std::slice::from_ref(&blue), &[]).await;
        let db = store.system(System::Demo);
        let (first, second) = (db.held::<House>(blue.id).await.unwrap(), db.held::<House>(blue.id).await.unwrap());

        let mut change = db.change().await.unwrap();
        let taken = House { free: false, ..first.clone() };
        let stored = change.update(first, taken).await.unwrap();
        assert_eq!(stored.version, 1);
        change.commit(Entry::new(&HouseOffered, blue.id)).await.unwrap();

        let mut change = db.change().await.unwrap();
        let renamed = House { name: "Azzurra".into(), ..second.clone() };
        assert!(matches!(change.update(second, renamed).await, Err(StoreError::Stale)));
        drop(change);
        let held = db.held::<House>(blue.id).await.unwrap();
        assert!(!held.free && held.name == "Blu");
        assert!(matches!(held.at_version(0), Err(StoreError::Stale)));
    }

    async fn what_must_be_unique_is_refused_by_name(engine) {
        let store = engine.store(&steps()).await;
        let db = store.system(System::Demo);
        put(&store, &[house("Blu", OrganisationId::fresh(), "lombardia")], &[]).await;
        let mut change = db.change().await.unwrap();
        let twin = house("Blu", OrganisationId::fresh(), "toscana");
        assert!(matches!(change.insert(&twin).await, Err(StoreError::Taken(_))));
    }

    async fn a_page_knows_the_exact_total_and_the_next(engine) {
        let store = engine.store(&steps()).await;
        let ours = OrganisationId::fresh();
        let houses: Vec<_> = (0..7).map(|n| house(&format!("Casa {n}"), ours, "lombardia")).collect();
        put(&store, &houses, &[]).await;
        let db = store.system(System::Demo);
        let page = db.rows::<House>().sort(House::name, Order::Falling).page(PageAsk::new(2, 3)).await.unwrap();
        let names: Vec<_> = page.items.iter().map(|h| h.name.as_str()).collect();
        assert_eq!((names, page.total, page.next(), page.last()), (vec!["Casa 3", "Casa 2", "Casa 1"], 7, Some(3), 3));
        let last = db.rows::<House>().page(PageAsk::new(3, 3)).await.unwrap();
        assert_eq!((last.items.len(), last.next()), (1, None));
    }

    async fn text_is_found_literally_and_sorted_by_bytes(engine) {
        let store = engine.store(&steps()).await;
        let ours = OrganisationId::fresh();
        put(&store, &["a_b", "axb", "Zeta", "\u{e0}"].map(|name| house(name, ours, "lombardia")), &[]).await;
        let db = store.system(System::Demo);
        let found = db.rows::<House>().filter(House::name.begins_with("a_")).all().await.unwrap();
        assert_eq!(found.len(), 1);
        let sorted = db.rows::<House>().sort(House::name, Order::Rising).all().await.unwrap();
        assert_eq!(sorted.iter().map(|h| h.name.as_str()).collect::<Vec<_>>(), ["Zeta", "a_b", "axb", "\u{e0}"]);
    }

    async fn facts_are_tallied_with_people_counted_once_and_voided_ones_left_out(engine) {
        let store = engine.store(&steps()).await;
        let db = store.system(System::Demo);
        let ours = OrganisationId::fresh();
        let woman = Counted { person: PersonId::fresh(), sex: "female", born: "2009-01-10".parse().ok() };
        let mut written = Vec::new();
        for day in ["2026-05-01", "2027-02-01", "2027-03-01"] {
            let mut change = db.change().await.unwrap();
            let one = house(day, ours, "lombardia");
            change.insert(&one).await.unwrap();
            let entry = Entry::new(&HouseOffered, one.id)
                .within(&one.programme, ours, &one.territory)
                .on(day.parse().unwrap())
                .people(vec![woman.clone()]);
            written.push(change.commit(entry).await.unwrap());
        }
        let ask = TallyAsk { programme: programme(), from: "2026-01-01".parse().unwrap(), to: "2027-12-31".parse().unwrap() };
        let tally = db.tally_facts(&ask).await.unwrap();
        let counts = |tally: &[store::TallyRow]| tally.iter().map(|row| (row.who.clone(), row.count)).collect::<Vec<_>>();
        // Three entries; one person, in the band of her first fact, when she was 17.
        assert_eq!(counts(&tally), [(None, 3), (Some(("female".into(), AgeBand::Under18)), 1)]);

        let kinds = db.tally_kinds(&ask, &["house-offered"]).await.unwrap();
        assert_eq!(counts(&kinds), counts(&tally));
        assert!(kinds.iter().all(|row| row.detail.is_none()));
        let behind = |band| PeopleAsk {
            kind: "house-offered".into(),
            detail: Some("home".into()),
            sex: Some("female".into()),
            age_band: Some(band),
        };
        let minors = db.people_behind(&ask, &behind(AgeBand::Under18), PageAsk::new(1, 10)).await.unwrap();
        assert_eq!((minors.total, minors.items.len()), (1, 1));
        let adults = db.people_behind(&ask, &behind(AgeBand::From18To25), PageAsk::new(1, 10)).await.unwrap();
        assert_eq!((adults.total, adults.items.len()), (0, 0));

        let change = db.change().await.unwrap();
        let correction = Entry::new(&HouseOffered, "x").voids(Some(written[0]));
        change.commit(correction).await.unwrap();
        let tally = db.tally_facts(&ask).await.unwrap();
        assert_eq!(counts(&tally), [(None, 2), (Some(("female".into(), AgeBand::From18To25)), 1)]);

        let stranger = store.for_member(MemberId::fresh(), "view", Reach::of(MemberId::fresh(), vec![scope(OrganisationId::fresh())]));
        assert!(stranger.tally_facts(&ask).await.unwrap().is_empty());
    }

    async fn a_corrected_person_is_recounted_in_the_band_of_each_day(engine) {
        let store = engine.store(&steps()).await;
        let db = store.system(System::Demo);
        let one = house("Blu", OrganisationId::fresh(), "lombardia");
        let mut person = Counted { person: PersonId::fresh(), sex: "unknown", born: None };
        let mut change = db.change().await.unwrap();
        change.insert(&one).await.unwrap();
        let entry = Entry::new(&HouseOffered, one.id)
            .within(&one.programme, one.organisation_id, &one.territory)
            .people(vec![person.clone()]);
        change.commit(entry).await.unwrap();

        person = Counted { sex: "female", born: "1990".parse().ok(), ..person };
        let mut change = db.change().await.unwrap();
        change.recount(&person).await.unwrap();
        change.commit(Entry::new(&HouseOffered, "corrected")).await.unwrap();
        let ask = TallyAsk { programme: programme(), from: testkit::today(), to: testkit::today() };
        let tally = db.tally_facts(&ask).await.unwrap();
        assert_eq!(tally[1].who, Some(("female".into(), AgeBand::From26To40)));
    }

    async fn who_comes_into_a_household_is_counted_by_the_facts_of_that_day_and_later_ones_only(engine) {
        let store = engine.store(&steps()).await;
        let db = store.system(System::Demo);
        let one = house("Blu", OrganisationId::fresh(), "lombardia");
        let household = kernel::HouseholdId::fresh();
        let first = Counted { person: PersonId::fresh(), sex: "male", born: None };
        let second = Counted { person: PersonId::fresh(), sex: "female", born: "1990".parse().ok() };
        let mut change = db.change().await.unwrap();
        change.insert(&one).await.unwrap();
        for (days, people) in [(0, vec![first.clone()]), (-1, vec![first.clone()]), (0, vec![])] {
            let entry = Entry::new(&HouseOffered, one.id).household(household);
            let entry = entry.within(&one.programme, one.organisation_id, &one.territory);
            change.record(entry.on(testkit::today().plus_days(days)).people(people)).await.unwrap();
        }
        for _ in 0..2 {
            change.count_newcomer(household, testkit::today(), &second).await.unwrap();
        }
        change.commit(Entry::new(&HouseOffered, "came")).await.unwrap();
        let all = db.rows::<store::JournalPerson>().all().await.unwrap();
        let theirs: Vec<_> = all.iter().filter(|row| row.person_id == second.person).collect();
        assert_eq!((all.len(), theirs.len()), (3, 1));
        assert_eq!((theirs[0].sex.as_str(), theirs[0].age_band), ("female", AgeBand::From26To40.order()));
    }

    async fn a_load_that_was_broken_off_gets_its_indexes_at_the_next_opening(engine) {
        let place = engine.fresh().await;
        let loading = Store::open_for_loading(&place, testkit::clock(), &steps()).await.unwrap();
        let blue = house("Blu", OrganisationId::fresh(), "lombardia");
        let mut bulk = loading.bulk().await.unwrap();
        bulk.add(std::slice::from_ref(&blue)).await.unwrap();
        bulk.commit().await.unwrap();
        loading.close().await;
        let db = Store::open(&place, testkit::clock(), &steps()).await.unwrap().system(System::Demo);
        let mut change = db.change().await.unwrap();
        let again = change.insert(&house("Blu", blue.organisation_id, "lombardia")).await;
        assert!(matches!(again, Err(StoreError::Taken(_))), "names are unique again");
    }

    async fn a_later_step_adds_columns_and_the_rows_that_were_there_keep_what_they_say(engine) {
        let place = engine.fresh().await;
        let store = Store::open(&place, testkit::clock(), &steps()).await.unwrap();
        put(&store, &[house("Blu", OrganisationId::fresh(), "lombardia")], &[]).await;
        store.close().await;
        let mut grown = steps();
        grown.push(Step::new("test-0002-seals", vec![Table::more("house").bytes("seal").optional()]));
        let db = Store::open(&place, testkit::clock(), &grown).await.unwrap().system(System::Demo);
        let mut blue = db.rows::<SealedHouse>().filter(SealedHouse::name.eq("Blu")).one().await.unwrap();
        assert_eq!(blue.seal, None);
        let seal: Vec<u8> = (0..=255).collect();
        blue.seal = Some(seal.clone());
        let held = db.held::<SealedHouse>(blue.id).await.unwrap();
        let mut change = db.change().await.unwrap();
        change.update(held, blue).await.unwrap();
        change.commit(Entry::new(&HouseOffered, "sealed")).await.unwrap();
        let sealed = db.rows::<SealedHouse>().all().await.unwrap();
        assert_eq!(sealed[0].seal, Some(seal));
        assert_eq!(db.rows::<House>().count().await.unwrap(), 1);
    }

    async fn opening_again_runs_no_step_twice(engine) {
        let place = engine.fresh().await;
        let store = Store::open(&place, testkit::clock(), &steps()).await.unwrap();
        put(&store, &[house("Blu", OrganisationId::fresh(), "lombardia")], &[]).await;
        store.close().await;
        let again = Store::open(&place, testkit::clock(), &steps()).await.unwrap();
        assert_eq!(again.system(System::Demo).rows::<House>().count().await.unwrap(), 1);
        if matches!(place, Database::Sqlite(_)) {
            assert!(again.version().await.unwrap().starts_with("SQLite 3.51"));
        }
    }
}
