//! Sheets taken over and taken back, on both engines.

use std::collections::BTreeSet;
use std::sync::Arc;

use intake::pages::acts::{Gone, go};
use intake::report::Report;
use intake::rules::answer::{HouseholdAnswer, Taking};
use intake::rules::header::{Glossary, Meaning};
use intake::rules::import::{ImportRefusal, ImportStatus};
use intake::rules::proposal::Standing;
use intake::store::exports;
use intake::store::imports::{self, Sending, SheetImport};
use intake::store::preview::{Preview, preview};
use intake::store::taking::{self, Hands};
use intake::write;
use kernel::{MemberId, OrganisationId, PersonId};
use network::rules::organisation::OrganisationKind;
use network::store::organisations::Organisation;
use pathways::rules::referral::ReferralStatus;
use pathways::store::referrals::Referral;
use pathways::store::verdicts::KeptVerdict;
use people::rules::need::NeedKind;
use people::store::households::Household;
use people::store::needs::{self, Need, NeedId};
use people::store::papers::{Permit, ReceptionStay};
use people::store::persons::{Identity, KnownAt, Person};
use people::store::questions::AskedHere;
use people::store::sightings::{Seen, Sighting};
use programmes::catalogue::Catalogue;
use programmes::definition::Programme;
use serde_json::Value;
use store::{Db, Held, Reach, Scope, Store, System, TallyAsk};
use testkit::{Engine, on_both};

struct House {
    store: Store,
    db: Db,
    organisation: OrganisationId,
    programme: Arc<Programme>,
    running: Vec<Arc<Programme>>,
}

impl House {
    async fn new(engine: Engine) -> Self {
        let modules = [
            accounts::module(),
            network::module(),
            programmes::module(),
            people::module(),
            pathways::module(),
            intake::module(),
        ];
        let steps: Vec<store::Step> = modules.into_iter().flat_map(|module| module.steps).collect();
        let store = Store::open(&engine.fresh().await, testkit::clock(), &steps).await.unwrap();
        let organisation = Organisation::new("Ponte", OrganisationKind::Cooperative);
        let mut bulk = store.bulk().await.unwrap();
        bulk.add(std::slice::from_ref(&organisation)).await.unwrap();
        bulk.commit().await.unwrap();
        let member = MemberId::fresh();
        let scope = Scope { organisation: Some(organisation.id), names: true, ..Scope::default() };
        let db = store.for_member(member, "import-referrals", Reach::of(member, vec![scope]));
        let programme = Arc::clone(Catalogue::read(None).unwrap().get(&"fra-noi-2".parse().unwrap()).unwrap());
        Self { store, db, organisation: organisation.id, running: vec![Arc::clone(&programme)], programme }
    }

    fn hands(&self) -> Hands {
        Hands::one(self.db.clone())
    }

    fn sheet(&self, name: &str, bytes: Vec<u8>) -> SheetImport {
        let sending = Sending {
            programme: self.programme.code.clone(),
            organisation: self.organisation,
            territory: None,
            sender: Some("Cooperativa Prova".into()),
        };
        SheetImport::new(sending, name, bytes, self.db.act().member, self.db.now())
    }

    async fn send(&self, name: &str, bytes: Vec<u8>) -> SheetImport {
        let import = self.sheet(name, bytes);
        imports::send(&self.db, &import).await.unwrap();
        import
    }

    async fn preview(&self, import: &SheetImport) -> Preview {
        preview(&self.db, &self.db, import, &self.programme).await.unwrap().unwrap()
    }

    async fn take(&self, import: &SheetImport) -> Gone {
        go(&self.hands(), import, &self.running, &self.programme, None, |_| {}).await.unwrap().unwrap()
    }

    async fn answer(
        &self,
        import: &SheetImport,
        row: usize,
        taking: Option<Taking>,
        known: Option<PersonId>,
    ) -> SheetImport {
        let held: Held<SheetImport> = self.db.held(import.id).await.unwrap();
        let mut new = held.clone();
        let answer = HouseholdAnswer {
            taking: taking.map(|taking| taking.word().to_owned()),
            known: known.map(|person| person.to_string()),
            apart: false,
        };
        new.answers.0.households.insert(row, answer);
        imports::put(&self.db, held, new).await.unwrap()
    }

    async fn rows(&self) -> [u64; 7] {
        let db = &self.db;
        [
            db.rows::<Person>().count().await.unwrap(),
            db.rows::<Household>().count().await.unwrap(),
            db.rows::<Referral>().count().await.unwrap(),
            db.rows::<KeptVerdict>().count().await.unwrap(),
            db.rows::<Permit>().count().await.unwrap(),
            db.rows::<ReceptionStay>().count().await.unwrap(),
            db.rows::<KnownAt>().count().await.unwrap(),
        ]
    }
}

fn sample(name: &str) -> (Vec<u8>, Value) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let truth = std::fs::read_to_string(folder.join(format!("{name}.truth.json"))).unwrap();
    (std::fs::read(folder.join(format!("{name}.xlsx"))).unwrap(), serde_json::from_str(&truth).unwrap())
}

const SAMPLES: [&str; 2] = ["segnalazioni-cooperativa-80", "elenco-comune-60"];

fn csv(rows: &[&str]) -> Vec<u8> {
    let head = "Nucleo n.;Cognome;Nome;Sesso;Data di nascita;Cittadinanza;Tipo permesso;Comune;Telefono";
    std::iter::once(head).chain(rows.iter().copied()).collect::<Vec<_>>().join("\n").into_bytes()
}

fn count(found: &Preview, standing: Standing) -> usize {
    found.count(standing)
}

on_both! {
    async fn the_sheets_of_the_partners_become_referrals_each_household_once_with_its_verdict(engine) {
        for name in SAMPLES {
            let house = House::new(engine).await;
            let (bytes, truth) = sample(name);
            let import = house.send(name, bytes).await;
            let found = house.preview(&import).await;
            let duplicates = truth["duplicates"].as_array().unwrap();
            let told: BTreeSet<(u64, u64)> = found.repeats.iter().map(|(at, repeat)| (repeat.of as u64, *at as u64)).collect();
            let expected: BTreeSet<(u64, u64)> = duplicates
                .iter()
                .map(|pair| (pair[0].as_u64().unwrap(), pair[1].as_u64().unwrap()))
                .collect();
            assert_eq!(told, expected, "{name}");
            assert_eq!(count(&found, Standing::Repeated), duplicates.len(), "{name}");
            assert_eq!(count(&found, Standing::Known), 0, "{name}");
            let households = truth["households"].as_u64().unwrap() as usize;
            // The programme does not work in Liguria.
            let is_outside = |person: &&Value| ["Savona", "Genova"].contains(&person["town"].as_str().unwrap());
            let outside = truth["people"].as_array().unwrap().iter().filter(is_outside);
            let outside: BTreeSet<u64> = outside.map(|person| person["hh"].as_u64().unwrap()).collect();
            assert_eq!(count(&found, Standing::Misplaced), outside.len(), "{name}");
            let held = count(&found, Standing::HeldBack) + outside.len();
            assert_eq!(count(&found, Standing::Ready) + held, households, "{name}");

            let gone = house.take(&import).await;
            assert_eq!((gone.taken, gone.left), (households - held, 0), "{name}");
            let referrals = house.db.rows::<Referral>().all().await.unwrap();
            assert_eq!(referrals.len(), households - held, "{name}");
            assert!(referrals.iter().all(|one| one.status == ReferralStatus::Received), "{name}");
            for referral in &referrals {
                let of = KeptVerdict::referral_id.eq(referral.id);
                assert_eq!(house.db.rows::<KeptVerdict>().filter(of).count().await.unwrap(), 1, "{name}");
            }
            let people: usize = found
                .proposals
                .iter()
                .filter(|one| one.standing == Standing::Ready)
                .map(|one| one.rows.len())
                .sum();
            assert_eq!(house.rows().await[0], people as u64, "{name}");
        }
    }

    async fn the_same_sheet_twice_changes_nothing_and_a_longer_one_brings_only_what_is_new(engine) {
        let house = House::new(engine).await;
        let rows = ["1;DIALLO;Awa;F;12/03/1999;Mali;asilo;Lecco;3471234567", "1;DIALLO;Binta;F;02/05/2019;Mali;asilo;Lecco;"];
        let import = house.send("a.csv", csv(&rows)).await;
        house.take(&import).await;
        let before = house.rows().await;
        assert!(imports::same_file(&house.db, &house.sheet("b.csv", csv(&rows))).await.unwrap().is_some());
        assert_eq!(house.take(&import).await, Gone { taken: 0, left: 0 });
        // Saved anew by another program, with one more household below.
        let more: Vec<&str> = rows.iter().copied().chain(["2;OKAFOR;John;M;1990;Nigeria;asilo;Lecco;3339998877"]).collect();
        let second = house.send("c.csv", csv(&more)).await;
        let found = house.preview(&second).await;
        assert_eq!((count(&found, Standing::Here), count(&found, Standing::Ready)), (1, 1));
        house.take(&second).await;
        let after = house.rows().await;
        assert_eq!((after[0], after[1]), (before[0] + 1, before[1] + 1));
    }

    async fn an_import_taken_back_leaves_nothing_behind_and_no_figure_counts_it(engine) {
        let house = House::new(engine).await;
        let (bytes, _) = sample("elenco-comune-60");
        let import = house.send("elenco.xlsx", bytes).await;
        let gone = house.take(&import).await;
        let held: Held<SheetImport> = house.db.held(import.id).await.unwrap();
        let taken = taking::finish(&house.db, held, gone.taken).await.unwrap().unwrap();
        assert_eq!(taken.status, ImportStatus::Taken);
        let held: Held<SheetImport> = house.db.held(import.id).await.unwrap();
        let back = taking::undo(&house.hands(), held).await.unwrap().unwrap();
        assert_eq!((back.gone, back.stay.len()), (gone.taken, 0));
        assert_eq!(house.rows().await, [0; 7]);
        let ask = TallyAsk { programme: house.programme.code.clone(), from: testkit::today().plus_days(-900), to: testkit::today() };
        let counted = house.db.tally_facts(&ask).await.unwrap();
        let of_cases = counted.iter().filter(|row| !row.kind.starts_with("household-taken"));
        assert_eq!(of_cases.map(|row| row.kind.clone()).collect::<Vec<_>>(), Vec::<String>::new());
        let held: Held<SheetImport> = house.db.held(import.id).await.unwrap();
        assert_eq!(held.content, None, "what was taken back is forgotten");
        assert_eq!(taking::undo(&house.hands(), held).await.unwrap(), Err(ImportRefusal::NotFromHere));
    }

    async fn what_somebody_worked_on_since_stays_when_the_import_is_taken_back(engine) {
        let house = House::new(engine).await;
        let rows = ["1;DIALLO;Awa;F;12/03/1999;Mali;asilo;Lecco;3471234567", "2;OKAFOR;John;M;1990;Nigeria;asilo;Lecco;"];
        let import = house.send("a.csv", csv(&rows)).await;
        house.take(&import).await;
        let taken = imports::of_import(&house.db, import.id).await.unwrap();
        let household = house.db.held::<Household>(taken[0].household_id).await.unwrap();
        let new = Household { hardship: Some(true), ..household.clone() };
        people::store::households::put(&house.db, household, new).await.unwrap();
        let held: Held<SheetImport> = house.db.held(import.id).await.unwrap();
        let back = taking::undo(&house.hands(), held).await.unwrap().unwrap();
        assert_eq!((back.gone, back.stay), (1, vec![taken[0].referral_id]));
        assert_eq!(house.rows().await[0], 1);
    }

    async fn what_hangs_on_a_person_keeps_the_household_and_all_others_go(engine) {
        let house = House::new(engine).await;
        let rows = ["1;DIALLO;Awa;F;12/03/1999;Mali;asilo;Lecco;", "2;OKAFOR;John;M;1990;Nigeria;asilo;Lecco;", "3;NWOSU;Ada;F;1991;Nigeria;asilo;Lecco;"];
        let import = house.send("a.csv", csv(&rows)).await;
        house.take(&import).await;
        let taken = imports::of_import(&house.db, import.id).await.unwrap();
        let household = house.db.rows::<Household>().id(taken[0].household_id).one().await.unwrap();
        let need = Need {
            id: NeedId::fresh(),
            version: 0,
            person_id: household.reference_id.unwrap(),
            kind: NeedKind::ALL[0],
            support: "una rampa".into(),
            since: None,
            until: None,
            noted_by: None,
            noted_at: house.db.now(),
        };
        needs::add(&house.db, &need).await.unwrap();
        let held: Held<SheetImport> = house.db.held(import.id).await.unwrap();
        let back = taking::undo(&house.hands(), held).await.unwrap().unwrap();
        assert_eq!((back.gone, back.stay), (2, vec![taken[0].referral_id]));
        let rows = house.rows().await;
        assert_eq!((rows[0], rows[1], rows[2]), (1, 1, 1), "nothing is left half done");
        assert_eq!(house.db.rows::<Need>().count().await.unwrap(), 1);
    }

    async fn an_import_that_joined_a_known_household_takes_back_its_referral_and_who_came_with_it(engine) {
        let house = House::new(engine).await;
        let first = house.send("a.csv", csv(&["1;DIALLO;Awa;F;12/03/1999;Mali;asilo;Lecco;3471234567"])).await;
        house.take(&first).await;
        let before = house.rows().await;
        let known = house.db.rows::<Household>().first().await.unwrap().unwrap();
        let again = ["7;Djallo;Awa;F;12/03/1999;Mali;asilo;Milano;347 1234567", "7;Djallo;Issa;M;04/04/2020;Mali;asilo;Milano;"];
        let second = house.send("b.csv", csv(&again)).await;
        let person = house.preview(&second).await.likely[0][0].person.id;
        let second = house.answer(&second, 2, None, Some(person)).await;
        assert_eq!(house.take(&second).await.taken, 1);
        assert_eq!(house.rows().await[0], before[0] + 1);
        let held: Held<SheetImport> = house.db.held(second.id).await.unwrap();
        let back = taking::undo(&house.hands(), held).await.unwrap().unwrap();
        assert_eq!((back.gone, back.stay.len()), (1, 0));
        assert_eq!(house.rows().await, before);
        let after = house.db.rows::<Household>().first().await.unwrap().unwrap();
        assert_eq!((after.size, after.reference_id), (known.size, known.reference_id));
        // What was there before can still be taken back itself.
        let held: Held<SheetImport> = house.db.held(first.id).await.unwrap();
        assert_eq!(taking::undo(&house.hands(), held).await.unwrap().unwrap().gone, 1);
        assert_eq!(house.rows().await, [0; 7]);
    }

    async fn two_groups_of_a_sheet_that_went_into_one_household_are_taken_back_one_after_the_other(engine) {
        let house = House::new(engine).await;
        let first = house.send("a.csv", csv(&["1;DIALLO;Awa;F;12/03/1999;Mali;asilo;Lecco;3471234567"])).await;
        house.take(&first).await;
        let before = house.rows().await;
        let again = ["7;Djallo;Awa;F;12/03/1999;Mali;asilo;Lecco;347 1234567", "8;Okafor;Issa;M;04/04/2020;Nigeria;asilo;Lecco;"];
        let second = house.send("b.csv", csv(&again)).await;
        let person = house.preview(&second).await.likely[0][0].person.id;
        house.answer(&second, 2, None, Some(person)).await;
        let second = house.answer(&second, 3, None, Some(person)).await;
        assert_eq!(house.take(&second).await.taken, 2);
        let held: Held<SheetImport> = house.db.held(second.id).await.unwrap();
        let back = taking::undo(&house.hands(), held).await.unwrap().unwrap();
        assert_eq!((back.gone, back.stay.len()), (2, 0));
        assert_eq!(house.rows().await, before);
    }

    async fn a_joined_household_that_somebody_worked_on_since_keeps_what_came_into_it(engine) {
        let house = House::new(engine).await;
        let first = house.send("a.csv", csv(&["1;DIALLO;Awa;F;12/03/1999;Mali;asilo;Lecco;3471234567"])).await;
        house.take(&first).await;
        let again = ["7;Djallo;Awa;F;12/03/1999;Mali;asilo;Lecco;347 1234567", "7;Djallo;Issa;M;04/04/2020;Mali;asilo;Lecco;"];
        let second = house.send("b.csv", csv(&again)).await;
        let person = house.preview(&second).await.likely[0][0].person.id;
        let second = house.answer(&second, 2, None, Some(person)).await;
        house.take(&second).await;
        let taken = imports::of_import(&house.db, second.id).await.unwrap();
        let household = house.db.held::<Household>(taken[0].household_id).await.unwrap();
        let new = Household { hardship: Some(true), ..household.clone() };
        people::store::households::put(&house.db, household, new).await.unwrap();
        let before = house.rows().await;
        let held: Held<SheetImport> = house.db.held(second.id).await.unwrap();
        let back = taking::undo(&house.hands(), held).await.unwrap().unwrap();
        assert_eq!((back.gone, back.stay), (0, vec![taken[0].referral_id]));
        assert_eq!(house.rows().await, before);
    }

    async fn what_is_taken_back_is_taken_over_by_nobody_who_began_before(engine) {
        let house = House::new(engine).await;
        let rows = ["1;DIALLO;Awa;F;12/03/1999;Mali;asilo;Lecco;3471234567"];
        for puts_aside in [false, true] {
            let import = house.send("a.csv", csv(&rows)).await;
            let held: Held<SheetImport> = house.db.held(import.id).await.unwrap();
            if puts_aside {
                imports::discard(&house.db, held).await.unwrap().unwrap();
            } else {
                taking::undo(&house.hands(), held).await.unwrap().unwrap();
            }
            // The row as it stood when the taking over began.
            let gone = go(&house.hands(), &import, &house.running, &house.programme, None, |_| {}).await;
            assert!(matches!(gone, Err(store::StoreError::Stale)), "{gone:?}");
            assert_eq!(imports::of_import(&house.db, import.id).await.unwrap().len(), 0);
        }
    }

    async fn somebody_named_as_known_who_lives_in_no_household_any_more_holds_up_nobody_else(engine) {
        let house = House::new(engine).await;
        let first = house.send("a.csv", csv(&["1;DIALLO;Awa;F;12/03/1999;Mali;asilo;Lecco;3471234567"])).await;
        house.take(&first).await;
        let rows = ["7;Djallo;Awa;F;12/03/1999;Mali;asilo;Lecco;347 1234567", "8;BAH;Omar;M;04/04/1990;Guinea;asilo;Lecco;"];
        let second = house.send("b.csv", csv(&rows)).await;
        let person = house.preview(&second).await.likely[0][0].person.id;
        let second = house.answer(&second, 2, None, Some(person)).await;
        let found = house.preview(&second).await;
        let household = found.coming(&second, &found.proposals[0]).unwrap();
        let held: Held<SheetImport> = house.db.held(first.id).await.unwrap();
        taking::undo(&house.hands(), held).await.unwrap().unwrap();
        // Neither who took it over from an older look nor a new look falls over it.
        assert!(taking::take(&house.hands(), &second, &house.running, &household).await.unwrap().is_none());
        assert_eq!(house.preview(&second).await.proposals[0].standing, Standing::Known, "it is asked again");
        assert_eq!(house.take(&second).await, Gone { taken: 1, left: 0 });
    }

    async fn another_partners_question_is_no_work_on_a_household(engine) {
        let house = House::new(engine).await;
        let rows = ["1;DIALLO;Awa;F;12/03/1999;Mali;asilo;Lecco;3471234567"];
        let import = house.send("a.csv", csv(&rows)).await;
        house.take(&import).await;
        let other = Organisation::new("Altra sponda", OrganisationKind::Cooperative);
        let mut bulk = house.store.bulk().await.unwrap();
        bulk.add(std::slice::from_ref(&other)).await.unwrap();
        bulk.commit().await.unwrap();
        let member = MemberId::fresh();
        let scope = Scope { organisation: Some(other.id), names: true, ..Scope::default() };
        let theirs = house.store.for_member(member, "import-referrals", Reach::of(member, vec![scope]));
        let mut sheet = house.sheet("b.csv", csv(&rows));
        sheet.organisation_id = other.id;
        imports::send(&theirs, &sheet).await.unwrap();
        let gone = go(&Hands::one(theirs.clone()), &sheet, &house.running, &house.programme, None, |_| {}).await;
        assert_eq!(gone.unwrap().unwrap().taken, 1);
        assert_eq!(house.db.rows::<AskedHere>().count().await.unwrap(), 1, "they asked");
        let held: Held<SheetImport> = house.db.held(import.id).await.unwrap();
        let back = taking::undo(&house.hands(), held).await.unwrap().unwrap();
        assert_eq!((back.gone, back.stay.len()), (1, 0));
        assert_eq!(house.rows().await, [0; 7]);
        assert_eq!(theirs.rows::<Person>().count().await.unwrap(), 1);
    }

    async fn who_is_known_waits_for_a_word_and_may_be_joined_to_the_household_known(engine) {
        let house = House::new(engine).await;
        let first = house.send("a.csv", csv(&["1;DIALLO;Awa;F;12/03/1999;Mali;asilo;Lecco;3471234567"])).await;
        house.take(&first).await;
        let before = house.rows().await;
        let again = ["7;Djallo;Awa;F;12/03/1999;Mali;asilo;Lecco;347 1234567", "7;Djallo;Issa;M;04/04/2020;Mali;asilo;Lecco;"];
        let second = house.send("b.csv", csv(&again)).await;
        let found = house.preview(&second).await;
        assert_eq!(count(&found, Standing::Known), 1);
        assert_eq!(house.take(&second).await.taken, 0, "nothing is taken over on a doubt");
        assert_eq!(house.rows().await, before);
        let known = found.likely[0][0].person.id;
        let second = house.answer(&second, 2, None, Some(known)).await;
        assert_eq!(house.take(&second).await.taken, 1);
        let after = house.rows().await;
        assert_eq!((after[0], after[1], after[2]), (before[0] + 1, before[1], before[2] + 1), "one more child, no second household");
        let taken = imports::of_import(&house.db, second.id).await.unwrap();
        assert!(taken[0].joined);
    }

    async fn a_wrong_cell_holds_its_household_back_and_goes_back_with_its_remedy(engine) {
        let house = House::new(engine).await;
        let rows = ["1;DIALLO;Awa;F;31/02/1999;Mali;asilo;Lecco;3471234567", "1;DIALLO;Issa;M;04/04/2020;Mali;asilo;Lecco;", "2;OKAFOR;John;M;1990;Nigeria;asilo;Lecco;=HYPERLINK(\"x\")", "3;NWOSU;Ada;F;1991;Nigeria;asilo;Lecco;"];
        let import = house.send("a.csv", csv(&rows)).await;
        let found = house.preview(&import).await;
        assert_eq!((count(&found, Standing::HeldBack), count(&found, Standing::Ready)), (2, 1));
        let rows: Vec<_> = found.reading.rows[..3].iter().map(|row| (row.number, row.remarks.iter().collect())).collect();
        let book = write::returned(&found.reading.sheet, found.reading.header.as_ref().unwrap(), &rows, &|remark| remark.remark.word().to_owned()).unwrap();
        let back = house.send("b.xlsx", book).await;
        let again = house.preview(&back).await;
        let told: Vec<_> = again.reading.rows.iter().flat_map(|row| &row.remarks).map(|one| (one.row, one.column.as_str(), one.remark.word())).collect();
        assert_eq!(told, [(2, "E", "no-such-day"), (4, "I", "not-a-phone")], "the formula came back as a text");
        house.take(&import).await;
        let import = house.answer(&import, 2, Some(Taking::Without), None).await;
        assert_eq!(house.take(&import).await.taken, 1);
        let unborn = house.db.rows::<Person>().filter(Person::born.is_null()).count().await.unwrap();
        assert_eq!(unborn, 1);
    }

    async fn what_headers_mean_is_learnt_for_the_sender_and_for_no_other(engine) {
        let house = House::new(engine).await;
        let odd = b"Etichetta;Appellativo;Sesso\nDIALLO;Awa;F\n".to_vec();
        let mut import = house.sheet("a.csv", odd);
        let mut said = Glossary::default();
        said.say("Etichetta", Some(Meaning::Family));
        said.say("Appellativo", Some(Meaning::Given));
        import.say(&said);
        imports::send(&house.db, &import).await.unwrap();
        let held: Held<SheetImport> = house.db.held(import.id).await.unwrap();
        taking::finish(&house.db, held, 1).await.unwrap().unwrap();
        let next = b"Appellativo;Etichetta;Sesso\nJohn;OKAFOR;M\n".to_vec();
        let next = house.send("b.csv", next).await;
        assert_eq!(house.preview(&next).await.reading.rows[0].person.family, "Okafor");
        let other = imports::learnt(&house.db, house.organisation, Some("Un altro")).await.unwrap();
        assert_eq!(other, Glossary::default());
        // Two senders without a name are not the same sender.
        for sender in [None, Some(" ".to_owned())] {
            let mut import = house.sheet("c.csv", b"Etichetta;Appellativo\nDIALLO;Awa\n".to_vec());
            import.sender = sender.clone();
            import.say(&said);
            imports::send(&house.db, &import).await.unwrap();
            let held: Held<SheetImport> = house.db.held(import.id).await.unwrap();
            taking::finish(&house.db, held, 1).await.unwrap().unwrap();
            let learnt = imports::learnt(&house.db, house.organisation, sender.as_deref()).await.unwrap();
            assert_eq!(learnt, Glossary::default());
        }
    }

    async fn an_export_comes_in_again_unchanged(engine) {
        let house = House::new(engine).await;
        let (bytes, _) = sample("elenco-comune-60");
        let import = house.send("elenco.xlsx", bytes).await;
        house.take(&import).await;
        let referrals = house.db.rows::<Referral>().all().await.unwrap();
        let out = exports::people(&house.db, &house.db, &referrals).await.unwrap();
        let told = house.db.rows::<Sighting>().filter(Sighting::what.eq(Seen::Export)).all().await.unwrap();
        assert_eq!(told.len(), out.len(), "each of them can read that they were handed out");
        let before = house.rows().await;
        for file in [write::people(&out).unwrap(), write::people_csv(&out)] {
            let again = house.send("export", file).await;
            let found = house.preview(&again).await;
            let faults: Vec<_> = found.reading.rows.iter().flat_map(|row| &row.remarks).filter(|one| one.remark.is_fault()).collect();
            assert!(faults.is_empty(), "{faults:?}");
            let read: Vec<_> = found.reading.rows.iter().map(|row| row.person.clone()).collect();
            assert_eq!(read, out);
            assert_eq!(count(&found, Standing::Ready), 0, "everybody is known");
            house.take(&again).await;
            assert_eq!(house.rows().await, before);
        }
    }

    async fn a_cell_with_two_telephone_numbers_keeps_both_and_goes_out_and_in_alike(engine) {
        let house = House::new(engine).await;
        let rows = ["1;DIALLO;Awa;F;12/03/1999;Mali;asilo;Lecco;333 1234567 / 02 998877", "2;OKAFOR;John;M;1990;Nigeria;asilo;Lecco;333 1234568, 02 998876"];
        let import = house.send("a.csv", csv(&rows)).await;
        assert_eq!(house.take(&import).await.taken, 2);
        let kept = house.db.rows::<Identity>().all().await.unwrap();
        let mut kept: Vec<_> = kept.into_iter().filter_map(|one| one.phone).collect();
        kept.sort_unstable();
        assert_eq!(kept, ["3331234567 / 02998877", "3331234568 / 02998876"]);
        let referrals = house.db.rows::<Referral>().all().await.unwrap();
        let out = exports::people(&house.db, &house.db, &referrals).await.unwrap();
        for file in [write::people(&out).unwrap(), write::people_csv(&out)] {
            let found = house.preview(&house.send("export", file).await).await;
            let read: Vec<_> = found.reading.rows.iter().map(|row| row.person.clone()).collect();
            assert_eq!(read, out);
            assert_eq!(count(&found, Standing::Ready), 0, "everybody is known");
        }
    }

    async fn files_that_nobody_works_on_are_forgotten_by_the_system_whoever_sent_them(engine) {
        let house = House::new(engine).await;
        let other = Organisation::new("Altra sponda", OrganisationKind::Cooperative);
        let mut bulk = house.store.bulk().await.unwrap();
        bulk.add(std::slice::from_ref(&other)).await.unwrap();
        bulk.commit().await.unwrap();
        let system = house.store.system(System::Forgetting);
        let long_ago = house.db.now().plus_seconds(-(imports::KEPT_DAYS + 1) * 24 * 3600);
        for at in 0..25 {
            let mut import = house.sheet("a.csv", csv(&[]));
            import.last_activity = long_ago;
            if at % 2 == 0 {
                import.organisation_id = other.id;
            }
            imports::send(&system, &import).await.unwrap();
        }
        let fresh = house.send("b.csv", csv(&[])).await;
        assert_eq!(system.rows::<SheetImport>().filter(SheetImport::content.is_filled()).count().await.unwrap(), 26);
        assert_eq!(imports::forget_old(&system).await.unwrap(), 25);
        let left = system.rows::<SheetImport>().filter(SheetImport::content.is_filled()).all().await.unwrap();
        assert_eq!(left.iter().map(|one| one.id).collect::<Vec<_>>(), [fresh.id]);
        assert_eq!(imports::forget_old(&system).await.unwrap(), 0);
    }

    async fn a_report_counts_what_was_understood_and_not_surely_so(engine) {
        let house = House::new(engine).await;
        let rows = ["Diallo Awa;01/01/1999;Lecc", "Okafor John;31/02/1990;Lecco", "NWOSU Ada;01/01/1991;Lecco"];
        let file = format!("Cognome e nome;Data di nascita;Comune\n{}", rows.join("\n")).into_bytes();
        let import = house.send("a.csv", file).await;
        let found = house.preview(&import).await;
        let report = Report::of(&import, &found, &[], |remark| remark.remark.word().to_owned());
        let told: Vec<_> = report.doubts().into_iter().map(|(doubt, cells)| (doubt.to_owned(), cells.len())).collect();
        assert_eq!(told, [("name-order".into(), 2), ("first-of-january".into(), 2), ("unknown-town".into(), 1)]);
    }

    async fn whoever_works_in_one_territory_sees_the_imports_for_it(engine) {
        let house = House::new(engine).await;
        let scope = Scope {
            programme: Some(house.programme.code.clone()),
            organisation: Some(house.organisation),
            territory: "lombardia".parse().ok(),
            names: true,
        };
        let member = MemberId::fresh();
        let worker = house.store.for_member(member, "import-referrals", Reach::of(member, vec![scope]));
        let mut import = house.sheet("a.csv", csv(&["1;DIALLO;Awa;F;12/03/1999;Mali;asilo;Lecco;"]));
        import.territory = "lombardia".parse().ok();
        imports::send(&worker, &import).await.unwrap();
        assert_eq!(worker.held::<SheetImport>(import.id).await.unwrap().id, import.id);
        let found = preview(&worker, &worker, &import, &house.programme).await.unwrap().unwrap();
        assert_eq!(count(&found, Standing::Ready), 1);
        let elsewhere = house.sheet("b.csv", csv(&["1;DIALLO;Awa;F;12/03/1999;Mali;asilo;Lecco;"]));
        assert!(imports::send(&worker, &elsewhere).await.is_err(), "a sheet for everywhere is beyond one territory");
    }

    async fn another_partner_neither_sees_nor_takes_an_import(engine) {
        let house = House::new(engine).await;
        let import = house.send("a.csv", csv(&["1;DIALLO;Awa;F;12/03/1999;Mali;asilo;Lecco;"])).await;
        let scope = Scope { organisation: Some(OrganisationId::fresh()), names: true, ..Scope::default() };
        let other = MemberId::fresh();
        let theirs = house.store.for_member(other, "import-referrals", Reach::of(other, vec![scope]));
        assert!(theirs.held::<SheetImport>(import.id).await.is_err());
        assert_eq!(imports::page(&theirs, store::PageAsk::new(1, 10)).await.unwrap().total, 0);
    }
}
