//! Who is brought together with a newcomer, on both engines.

mod common;

use common::{fresh, household, place, somebody};
use kernel::{MemberId, OrganisationId};
use people::rules::identity::{Class, Described, Naming};
use people::rules::person::Sex;
use people::store::households::{self, Household, Newcomer};
use people::store::resemblances::{likely, likely_each};
use store::{Db, Reach, Scope, Store, System};
use testkit::on_both;

fn at(store: &Store, organisation: OrganisationId, names: bool) -> Db {
    let scope = Scope { organisation: Some(organisation), names, ..Scope::default() };
    let member = MemberId::fresh();
    store.for_member(member, "edit-people", Reach::of(member, vec![scope]))
}

fn newcomer<'a>(given: &'a str, family: &'a str, born: &str) -> Described<'a> {
    let naming = Naming { given, family, born: born.parse().ok(), ..Naming::default() };
    Described { naming, sex: Sex::Female, citizenship: "NG".parse().ok() }
}

on_both! {
    async fn a_newcomer_meets_those_who_may_be_the_same_the_likeliest_first(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let here = place(ours, "lombardia");
        for (given, family, born) in [
            ("Fatoumata", "Kouyaté", "1990-03-12"),
            ("Fatoumata", "Kouyaté", "1975-05-02"),
            ("Olena", "Tkachenko", "1979-02-11"),
            ("Selam", "Ghebremeskel", "1988-06-09"),
        ] {
            household(&store, &here, given, family, born).await;
        }
        let db = at(&store, ours, true);
        let asked = [
            ("Kouyate", "Fatumata", "1990-03-12", "Kouyaté"),
            ("Fatou", "Kuyate", "1990-12-03", "Kouyaté"),
            ("Fatoumata", "Kouyaté", "1990", "Kouyaté"),
            ("Елена", "Ткаченко", "1979-02-11", "Tkachenko"),
            ("ሰላም", "ገብረመስቀል", "1988-06-09", "Ghebremeskel"),
        ];
        let newcomers: Vec<Described<'_>> = asked.iter().map(|(given, family, born, _)| newcomer(given, family, born)).collect();
        let together = likely_each(&db, &newcomers, 5).await.unwrap();
        for ((asked, newcomer), together) in asked.iter().zip(&newcomers).zip(together) {
            let found = likely(&db, newcomer, 5).await.unwrap();
            let born = found.first().and_then(|one| one.person.born).map(|born| born.year());
            let names: Vec<&str> = found.iter().map(|one| one.identity.family.as_str()).collect();
            assert_eq!(names, [asked.3], "{asked:?}");
            assert_ne!(born, Some(1975), "{asked:?}");
            assert_eq!(together.len(), 1, "{asked:?}");
            assert_eq!((together[0].person.id, &together[0].resemblance), (found[0].person.id, &found[0].resemblance));
        }
        assert!(likely(&db, &newcomer("Giovanni", "Rossi", "1990-03-12"), 5).await.unwrap().is_empty());
    }

    async fn a_large_sheet_meets_the_same_people_as_one_newcomer_after_the_other(engine) {
        let store = fresh(engine).await;
        let (ours, theirs) = (OrganisationId::fresh(), OrganisationId::fresh());
        let (here, elsewhere) = (place(ours, "lombardia"), place(theirs, "lombardia"));
        let known = testkit::invented::written(77, 60);
        for (at, one) in known.iter().enumerate() {
            let born = one.born.map(|born| born.to_string()).unwrap_or_default();
            household(&store, if at % 4 == 0 { &elsewhere } else { &here }, &one.given, &one.family, &born).await;
        }
        let db = at(&store, ours, true);
        let mut newcomers: Vec<Described<'_>> = Vec::new();
        for one in known.iter().cycle().take(1_200) {
            let naming = Naming { given: &one.given, family: &one.family, born: one.born, ..Naming::default() };
            newcomers.push(Described { naming, sex: Sex::Unknown, citizenship: None });
        }
        let together = likely_each(&db, &newcomers, 5).await.unwrap();
        assert_eq!(together.len(), newcomers.len());
        let mut met = 0;
        for (newcomer, together) in newcomers.iter().zip(&together).take(known.len()) {
            let alone = likely(&db, newcomer, 5).await.unwrap();
            let ids = |likely: &[people::store::resemblances::Likely]| likely.iter().map(|one| (one.person.id, one.resemblance.total)).collect::<Vec<_>>();
            assert_eq!(ids(together), ids(&alone));
            met += usize::from(!alone.is_empty());
        }
        assert!(met >= 45 && met < known.len(), "some are known to the other partner alone: {met}");
    }

    async fn a_shared_number_brings_people_together_whatever_their_names(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let (person, mut identity) = somebody("Blessing", "Osagie", "1990-03-12");
        identity.cui = Some("05AB12C".into());
        let db = store.system(System::Demo);
        households::create(&db, Household::new(db.now()), &place(ours, "lombardia"), Newcomer::new(person, identity)).await.unwrap();
        let mut other = newcomer("Joy", "Igbinovia", "1992-07-01");
        other.naming.cui = Some("05 AB12C");
        let found = likely(&at(&store, ours, true), &other, 5).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].resemblance.class, Class::Possible);
    }

    async fn nobody_beyond_reach_or_behind_a_pseudonym_is_brought_together(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        household(&store, &place(ours, "lombardia"), "Fatoumata", "Kouyaté", "1990-03-12").await;
        let asked = newcomer("Fatoumata", "Kouyaté", "1990-03-12");
        assert_eq!(likely(&at(&store, ours, true), &asked, 5).await.unwrap().len(), 1);
        assert!(likely(&at(&store, ours, false), &asked, 5).await.unwrap().is_empty());
        assert!(likely(&at(&store, OrganisationId::fresh(), true), &asked, 5).await.unwrap().is_empty());
    }

    async fn a_sheet_of_many_rows_is_asked_at_once(engine) {
        let store = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let here = place(ours, "lombardia");
        household(&store, &here, "Fatoumata", "Kouyaté", "1990-03-12").await;
        let names: Vec<(String, String)> = (0..1200)
            .map(|row| if row % 400 == 7 { ("Fatoumata".into(), "Kouyaté".into()) } else { (format!("Nome{row}"), "Altrove".into()) })
            .collect();
        let rows: Vec<Described<'_>> = names.iter().map(|(given, family)| newcomer(given, family, "1990-03-12")).collect();
        let found = likely_each(&at(&store, ours, true), &rows, 3).await.unwrap();
        let hits: Vec<usize> = found.iter().enumerate().filter(|(_, likely)| !likely.is_empty()).map(|(row, _)| row).collect();
        assert_eq!(hits, [7, 407, 807]);
    }
}
