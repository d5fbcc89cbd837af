//! The journal's table and the rows' table are the same, and behind every figure stand as many records.

use figures::rebuild::{differences, from_rows};
use figures::rules::monitoring::{Line, Table};
use figures::rules::period::Span;
use figures::store::monitoring::{ask, table};
use figures::store::records::{self, Behind, Counting};
use pathways::store::pathways::Pathway;
use people::rules::household::Relation;
use people::rules::moving::GoesWith;
use people::rules::person::Sex;
use people::store::household_moves::{self, Splitting, inmates};
use people::store::households::Household;
use placement::rules::check_in::{Goes, SpokenWith, Told};
use placement::rules::placement::{EndReason, PlacementKind};
use placement::store::check_ins;
use placement::store::stays::{self, Ending, NewPlacement, Terms};
use store::{AgeBand, Db, PageAsk, System};
use testkit::on_both;

use crate::world::{World, day};

fn span(from: &str, to: &str) -> Span {
    Span { from: day(from), to: day(to) }
}

/// The first half, each quarter, one single day, the whole year, a year in which nothing happened.
fn spans() -> Vec<Span> {
    vec![
        span("2026-01-01", "2026-06-30"),
        span("2026-01-01", "2026-03-31"),
        span("2026-04-01", "2026-06-30"),
        span("2026-07-01", "2026-09-30"),
        span("2026-10-01", "2026-12-31"),
        span("2026-03-02", "2026-03-02"),
        span("2026-01-01", "2026-12-31"),
        span("2025-01-01", "2025-12-31"),
    ]
}

fn events(table: &Table) -> Vec<(Line, Option<String>, u64, u64)> {
    let filled = table.rows().filter(|(_, _, count)| count.events > 0);
    filled.map(|(line, detail, count)| (line, detail.map(str::to_owned), count.events, count.people())).collect()
}

async fn total(db: &Db, world: &World, span: Span, behind: Behind) -> u64 {
    let page = records::page(db, &ask(&world.programmes[0].code, span), &behind, PageAsk::new(1, 100)).await.unwrap();
    assert_eq!(page.items.len() as u64, page.total, "all stand on one page");
    if behind.counting == Counting::People {
        let mut people: Vec<_> = page.items.iter().map(|record| record.people[0].id).collect();
        people.sort_unstable();
        people.dedup();
        assert_eq!(people.len() as u64, page.total, "each person stands once");
    }
    page.total
}

on_both! {
    async fn the_journal_and_the_rows_tell_the_same(engine) {
        let world = World::lived(engine).await;
        let db = world.store.system(System::CommandLine);
        for programme in &world.programmes {
            for span in spans() {
                let differing = differences(&db, programme, span).await.unwrap();
                assert!(differing.is_empty(), "{} {}: {differing:#?}", programme.code, span.query());
            }
        }
        let year = from_rows(&db, &world.programmes[0], span("2026-01-01", "2026-12-31")).await.unwrap();
        let some = |line, detail: Option<&str>, facts, people| (line, detail.map(str::to_owned), facts, people);
        let expected = [
            some(Line::ReferralReceived, None, 2, 3),
            some(Line::VerdictRecorded, Some("no"), 1, 1),
            some(Line::VerdictRecorded, Some("needs-to-know"), 1, 2),
            some(Line::PathwayOpened, None, 1, 2),
            some(Line::PlanSigned, None, 2, 3),
            some(Line::StepDone, Some("home"), 1, 3),
            some(Line::StepDone, Some("work"), 1, 3),
            some(Line::ServiceActivated, Some("school"), 1, 2),
            some(Line::ReviewHeld, None, 1, 3),
            some(Line::PathwayClosed, Some("autonomy-reached"), 1, 3),
            some(Line::FollowUpDone, Some("3"), 1, 3),
        ];
        assert_eq!(events(&year), expected);
        let second = table(&db, &world.programmes[1], span("2026-01-01", "2026-12-31")).await.unwrap();
        assert_eq!(second.total(Line::ReferralReceived).events, 1);
        assert_eq!(second.total(Line::PathwayOpened).people(), 3);
    }

    async fn placements_are_counted_alike_by_journal_and_rows_also_where_a_day_was_put_right(engine) {
        let world = World::lived(engine).await;
        let db = world.store.system(System::CommandLine);
        let pathway = db.rows::<Pathway>().filter(Pathway::programme.eq(world.programmes[0].code.clone())).first().await.unwrap().unwrap();
        let worker = inmates(&db, pathway.household_id).await.unwrap()[0].person;
        let new = |kind: PlacementKind| NewPlacement {
            kind,
            household_id: pathway.household_id,
            person_id: kind.of_one_person().then_some(worker),
            pathway_id: None,
            offer_id: None,
            proposal_id: None,
            programme: pathway.programme.clone(),
            organisation_id: pathway.organisation_id,
            territory: pathway.territory.clone(),
            terms: Terms::default(),
            follows: None,
        };
        let home = stays::plan_and_begin(&db, new(PlacementKind::Tenancy), day("2026-05-01")).await.unwrap();
        stays::correct_beginning(&db, db.held(home.id).await.unwrap(), day("2026-04-20")).await.unwrap();
        let job = stays::plan_and_begin(&db, new(PlacementKind::Internship), day("2026-05-10")).await.unwrap();
        let row = check_ins::of(&db, job.id).await.unwrap().remove(0);
        let told = Told { held_on: day("2026-05-17"), with: SpokenWith::Household, household: Some(Goes::Good), other_side: None };
        check_ins::hold(&db, db.held(row.id).await.unwrap(), told, None, None).await.unwrap();
        let ending = |on, reason| Ending { on: day(on), reason, words: None };
        stays::end(&db, db.held(job.id).await.unwrap(), ending("2026-06-10", EndReason::Resigned)).await.unwrap();
        stays::correct_ending(&db, db.held(job.id).await.unwrap(), ending("2026-06-12", EndReason::OtherWork)).await.unwrap();
        for span in spans() {
            let differing = differences(&db, &world.programmes[0], span).await.unwrap();
            assert!(differing.is_empty(), "{}: {differing:#?}", span.query());
        }
        let half = table(&db, &world.programmes[0], span("2026-01-01", "2026-06-30")).await.unwrap();
        let part = |line, detail: &str| (half.part(line, detail).events, half.part(line, detail).people());
        let all = inmates(&db, pathway.household_id).await.unwrap().len() as u64;
        assert!(all > 1, "the household is more than the one who works");
        assert_eq!(part(Line::PlacementBegan, "tenancy"), (1, all));
        assert_eq!(part(Line::PlacementBegan, "internship"), (1, 1));
        assert_eq!(part(Line::CheckInHeld, "7"), (1, 1));
        assert_eq!(part(Line::PlacementEnded, "other-work"), (1, 1));
        assert_eq!(part(Line::PlacementEnded, "resigned"), (0, 0));
    }

    async fn households_that_part_are_counted_alike_by_journal_and_rows(engine) {
        let world = World::lived(engine).await;
        let db = world.store.system(System::CommandLine);
        let mut parted = 0;
        for household in db.rows::<Household>().all().await.unwrap() {
            let all = inmates(&db, household.id).await.unwrap();
            let on = day("2026-04-15");
            let Some(last) = all.iter().rfind(|one| one.relation != Relation::Reference && one.since.is_none()) else { continue };
            let held = db.held::<Household>(household.id).await.unwrap();
            let how = Splitting {
                leaving: vec![last.person],
                reference: last.person,
                stays_reference: None,
                on,
                reason: None,
                goes_with: GoesWith::ALL[parted % 2],
            };
            household_moves::split(&db, held, how).await.unwrap();
            parted += 1;
        }
        assert!(parted > 0);
        for programme in &world.programmes {
            for span in spans() {
                let differing = differences(&db, programme, span).await.unwrap();
                assert!(differing.is_empty(), "{} {}: {differing:#?}", programme.code, span.query());
            }
        }
    }

    async fn behind_every_figure_stand_as_many_records(engine) {
        let world = World::lived(engine).await;
        let db = world.store.system(System::CommandLine);
        for span in [span("2026-01-01", "2026-06-30"), span("2026-01-01", "2026-12-31")] {
            let table = table(&db, &world.programmes[0], span).await.unwrap();
            let totals = table.sections.iter().map(|section| (section.line, None, &section.total));
            let parts = table.sections.iter().flat_map(|section| {
                section.parts.iter().map(|(detail, count)| (section.line, Some(detail.clone()), count))
            });
            let mut looked_at = 0;
            for (line, detail, count) in totals.chain(parts).filter(|(_, _, count)| count.events > 0) {
                let behind = |counting, sex, band| Behind { line, detail: detail.clone(), counting, sex, band };
                assert_eq!(total(&db, &world, span, behind(Counting::Entries, None, None)).await, count.events);
                assert_eq!(total(&db, &world, span, behind(Counting::People, None, None)).await, count.people());
                for sex in Sex::ALL {
                    let of = behind(Counting::People, Some(*sex), None);
                    assert_eq!(total(&db, &world, span, of).await, count.of_sex(*sex), "{line} {sex}");
                }
                for band in AgeBand::ALL {
                    let of = behind(Counting::People, None, Some(*band));
                    assert_eq!(total(&db, &world, span, of).await, count.of_band(*band), "{line} {band}");
                }
                looked_at += 1;
            }
            assert!(looked_at > 8, "the world is not empty");
        }
    }

    async fn a_coordinator_counts_the_own_territory_and_an_evaluator_reads_codes(engine) {
        let world = World::lived(engine).await;
        let year = span("2026-01-01", "2026-12-31");
        let coordinator = world.reader("toscana", true);
        let theirs = table(&coordinator, &world.programmes[0], year).await.unwrap();
        assert_eq!(events(&theirs), [
            (Line::ReferralReceived, None, 1, 1),
            (Line::VerdictRecorded, Some("no".to_owned()), 1, 1),
        ]);
        let behind = Behind { line: Line::ReferralReceived, detail: None, counting: Counting::People, sex: None, band: None };
        let label = |db: Db| {
            let (world, behind) = (&world, behind.clone());
            async move {
                let ask = ask(&world.programmes[0].code, year);
                let page = records::page(&db, &ask, &behind, PageAsk::new(1, 10)).await.unwrap();
                (page.total, page.items[0].people[0].label.clone())
            }
        };
        assert_eq!(label(coordinator).await, (1, "Bashir Prova".to_owned()));
        let (total, code) = label(world.reader("toscana", false)).await;
        assert!(total == 1 && code.starts_with("A-"), "{code}");
    }

    async fn a_corner_that_the_rows_tell_and_the_journal_does_not_is_found(engine) {
        let world = World::lived(engine).await;
        world.forge_a_step().await;
        let db = world.store.system(System::CommandLine);
        let differing = differences(&db, &world.programmes[0], span("2026-01-01", "2026-12-31")).await.unwrap();
        let home: Vec<_> = differing.iter().filter(|one| one.detail.as_deref() == Some("home")).collect();
        assert_eq!(home.len(), 1, "{differing:#?}");
        assert_eq!((home[0].journal.0, home[0].rows.0), (1, 2));
    }
}
