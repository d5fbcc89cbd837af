//! The past played again: against a plain count of who could have what, and without looking ahead.

use kernel::{Day, Uuid};
use matching::Worth;
use matching::fairness::{
    Outcome, Past, PastOffer, PastSeeker, Played, Seeker, Unsound, Variant, Way, allocation, envy, first_come, replay,
};
use matching::flow::{Choice, Malformed, Transport, solve};
use matching::horizon::Horizon;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn day(number: i64) -> Day {
    Day::new(2026, 1, 1).expect("a day").plus_days(number)
}

fn gain(persons: u32, score: i64, urgent: bool) -> Worth {
    Worth { urgent: i64::from(urgent), persons: i64::from(persons), score, ..Worth::default() }
}

/// Up to eight seekers and three offers over thirty days, with batches each week.
fn pasts() -> impl Strategy<Value = (Past, Vec<Vec<Choice<Worth>>>)> {
    let offer = (0_i64..25, option::of(0_i64..15), 0_u32..3).prop_map(|(from, until, room)| PastOffer {
        from: day(from),
        until: until.map(|until| day(from + until)),
        room,
    });
    let who = (option::of(0_u32..2), prop::bool::weighted(0.2), 0_i64..50, 1_u32..5);
    let seeker = (0_i64..28, option::of(0_i64..20), who, vec(option::weighted(0.7, 0_i64..4), 3));
    (vec(offer, 3), vec(seeker, 0..8)).prop_map(|(offers, rows)| {
        let (mut seekers, mut gains) = (Vec::new(), Vec::new());
        for (at, (arrived, until, (group, urgent, waited, persons), scores)) in (1..).zip(rows) {
            let seeker = Seeker { key: Uuid::from_u128(at), group, urgent, waited, persons };
            let until = until.map(|until| day(arrived + until));
            seekers.push(PastSeeker { arrived: day(arrived), until, seeker });
            let own = (0_u32..).zip(scores).filter_map(|(place, score)| Some((place, score?)));
            gains.push(own.map(|(place, score)| Choice { place, gain: gain(persons, score, urgent) }).collect());
        }
        (Past { offers, seekers, batches: (0..5).map(|week| day(7 * week)).collect() }, gains)
    })
}

fn ways() -> [Way; 3] {
    let horizon = Horizon { days: 7, futures: 5, agree: 2, seed: 9 };
    [Way::Best, Way::FirstCome, Way::Ahead { horizon, patience: Some(60) }]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nobody_is_placed_out_of_its_time_or_beyond_the_room((past, gains) in pasts()) {
        for way in ways() {
            let own = Variant { way, gains: gains.clone() };
            let sides = replay(&past, &own, &own, 4, 30).expect("sound");
            prop_assert_eq!(&sides.one, &sides.other, "the same question has the same answer");
            prop_assert!(sides.change.each.iter().all(|one| one.outcome == Outcome::Same));
            let mut used = vec![0; past.offers.len()];
            let mut worth = Worth::default();
            for (at, (seeker, end)) in past.seekers.iter().zip(&sides.one.ends).enumerate() {
                let Some((place, batch)) = end.placed else {
                    prop_assert!(end.waited >= seeker.seeker.waited);
                    continue;
                };
                let (offer, today) = (past.offers[place as usize], past.batches[batch as usize]);
                prop_assert!(offer.from <= today && offer.until.is_none_or(|until| today <= until));
                prop_assert!(seeker.arrived <= today && seeker.until.is_none_or(|until| today <= until));
                prop_assert_eq!(end.waited, seeker.seeker.waited + seeker.arrived.days_until(today));
                used[place as usize] += 1;
                let own = gains[at].iter().find(|choice| choice.place == place).expect("one of its choices");
                worth += Worth { waiting: end.waited, ..own.gain };
            }
            prop_assert!(used.iter().zip(&past.offers).all(|(used, offer)| *used <= offer.room));
            prop_assert_eq!(worth, sides.one.worth);
            let counted: u32 = sides.one.allocation.iter().map(|row| row.placed.of).sum();
            prop_assert_eq!(counted as usize, past.seekers.len());
            let mut late: Vec<u32> = sides.one.overdue.iter().map(|(_, one)| one.seeker).collect();
            prop_assert!(sides.one.overdue.iter().all(|(_, one)| one.waited > 30));
            late.sort_unstable();
            late.dedup();
            prop_assert_eq!(late.len(), sides.one.overdue.len(), "once each");
        }
    }

    #[test]
    fn the_queue_loses_to_nobody_against_itself((past, gains) in pasts()) {
        let queue = Variant { way: Way::FirstCome, gains };
        let told = replay(&past, &queue, &queue, 4, 30).expect("sound").one;
        prop_assert_eq!(told.against_first_come.losers, vec![]);
        prop_assert_eq!(told.envy, vec![]);
    }

    #[test]
    fn one_batch_is_placed_as_by_itself((mut past, gains) in pasts()) {
        past.batches = vec![day(14)];
        let variant = |way| Variant { way, gains: gains.clone() };
        let sides = replay(&past, &variant(Way::Best), &variant(Way::FirstCome), 4, 30).expect("sound");
        // The same day, spelt out.
        let there = |from: Day, until: Option<Day>| from <= day(14) && until.is_none_or(|until| day(14) <= until);
        let room = past.offers.iter().map(|one| if there(one.from, one.until) { one.room } else { 0 }).collect();
        let mut seekers: Vec<Seeker> = Vec::new();
        let mut rows = Vec::new();
        for (one, row) in past.seekers.iter().zip(&gains) {
            let here = there(one.arrived, one.until);
            let last = one.until.map_or(day(14), |until| until.min(day(14)));
            let waited = one.seeker.waited + one.arrived.days_until(last).max(0);
            seekers.push(Seeker { waited, ..one.seeker });
            let waiting = |choice: &Choice<Worth>| Choice { gain: Worth { waiting: waited, ..choice.gain }, ..*choice };
            rows.push(if here { row.iter().map(waiting).collect() } else { Vec::new() });
        }
        let problem = Transport { room, seekers: rows };
        let plans = [(&sides.one, solve(&problem).taken), (&sides.other, first_come(&problem, &seekers, 4))];
        for (played, taken) in plans {
            let places = taken.iter().zip(&problem.seekers).map(|(at, row)| at.map(|at| row[at as usize].place));
            let ends = played.ends.iter().map(|end| end.placed.map(|(place, _)| place));
            prop_assert_eq!(ends.collect::<Vec<_>>(), places.collect::<Vec<_>>());
            let placed: Vec<bool> = taken.iter().map(Option::is_some).collect();
            prop_assert_eq!(&played.allocation, &allocation(&seekers, &placed));
            let told: Vec<_> = played.envy.iter().map(|(_, envy)| envy.clone()).collect();
            prop_assert_eq!(told, envy(&problem, &seekers, &taken));
        }
    }

    #[test]
    fn what_comes_later_changes_no_batch_before((past, gains) in pasts(), last in 0_usize..5) {
        let until = past.batches[last];
        let mut cut = past.clone();
        cut.batches.truncate(last + 1);
        cut.offers.iter_mut().filter(|offer| offer.from > until).for_each(|offer| offer.room = 0);
        let known: Vec<bool> = past.seekers.iter().map(|one| one.arrived <= until).collect();
        cut.seekers = past.seekers.iter().zip(&known).filter(|(_, known)| **known).map(|(one, _)| *one).collect();
        let few: Vec<_> = gains.iter().zip(&known).filter(|(_, known)| **known).map(|(row, _)| row.clone()).collect();
        for way in ways() {
            let play = |past: &Past, gains: &[Vec<Choice<Worth>>]| -> Played {
                let variant = Variant { way, gains: gains.to_vec() };
                replay(past, &variant, &variant, 4, 30).expect("sound").one
            };
            let (whole, short) = (play(&past, &gains), play(&cut, &few));
            let ends = whole.ends.iter().zip(&known).filter(|(_, known)| **known).map(|(end, _)| end.placed);
            let before = ends.map(|placed| placed.filter(|(_, batch)| *batch as usize <= last));
            prop_assert_eq!(before.collect::<Vec<_>>(), short.ends.iter().map(|end| end.placed).collect::<Vec<_>>());
        }
    }
}

/// One home; a single since January; each week a family of four comes and goes.
fn single_and_families() -> (Past, Vec<Vec<Choice<Worth>>>) {
    let who = |at, arrived, persons, group| PastSeeker {
        arrived: day(arrived),
        until: (persons > 1).then(|| day(arrived + 1)),
        seeker: Seeker { key: Uuid::from_u128(at), group: Some(group), urgent: false, waited: 0, persons },
    };
    let offer = |from| PastOffer { from: day(from), until: None, room: 1 };
    let past = Past {
        offers: vec![offer(7), offer(14), offer(22)],
        seekers: vec![who(1, 0, 1, 0), who(2, 7, 4, 1), who(3, 14, 4, 1), who(4, 28, 4, 1)],
        batches: (1..=4).map(|week| day(7 * week)).collect(),
    };
    let row = |persons| (0..3).map(|place| Choice { place, gain: gain(persons, 5, false) }).collect();
    let gains = past.seekers.iter().map(|one| row(one.seeker.persons)).collect();
    (past, gains)
}

#[test]
fn a_policy_that_leaves_a_single_waiting_shows_it_beside_the_one_in_force() {
    let (past, gains) = single_and_families();
    let variant = |way| Variant { way, gains: gains.clone() };
    let sides = replay(&past, &variant(Way::FirstCome), &variant(Way::Best), 1, 20).expect("sound");
    assert_eq!((sides.one.ends[0].placed, sides.one.ends[0].waited), (Some((0, 0)), 7));
    // All three homes go to families, as soon as each is there.
    let placed: Vec<_> = sides.other.ends.iter().map(|end| end.placed.map(|(_, batch)| batch)).collect();
    assert_eq!(placed, [None, Some(0), Some(1), Some(3)]);
    assert_eq!(sides.other.ends[0].waited, 28);
    let change: Vec<Outcome> = sides.change.each.iter().map(|one| one.outcome).collect();
    assert_eq!(change, [Outcome::Lost, Outcome::Gained, Outcome::Same, Outcome::Same]);
    assert_eq!(sides.change.by_group[0], (Some(0), [0, 0, 0, 0, 0, 1]));
    assert_eq!(sides.other.against_first_come.losers.len(), 1);
    assert_eq!(sides.other.overdue.iter().map(|(batch, one)| (*batch, one.seeker)).collect::<Vec<_>>(), [(3, 0)]);
    assert_eq!(sides.one.overdue, []);
    assert!(sides.other.envy.iter().any(|(_, envy)| envy.seeker == 0));
    assert_eq!((sides.one.worth.persons, sides.other.worth.persons), (9, 12));
}

#[test]
fn beds_kept_for_expected_arrivals_are_told_with_their_batch_and_patience_ends_it() {
    let (mut past, gains) = single_and_families();
    past.offers.iter_mut().for_each(|offer| offer.from = day(9));
    past.seekers[2].arrived = day(15);
    past.batches = vec![day(13), day(20)];
    let horizon = Horizon { days: 30, futures: 20, agree: 10, seed: 1 };
    let variant = |patience| Variant { way: Way::Ahead { horizon, patience }, gains: gains.clone() };
    past.offers.truncate(1);
    let only = |variant: Variant| Variant {
        gains: variant.gains.into_iter().map(|row| row[..1].to_vec()).collect(),
        ..variant
    };
    let sides = replay(&past, &only(variant(None)), &only(variant(Some(15))), 1, 90).expect("sound");
    let kept: Vec<_> = sides.one.kept.iter().map(|(batch, kept)| (*batch, kept.place, kept.from[0].seeker)).collect();
    assert_eq!(kept, [(0, 0, 0), (1, 0, 0)]);
    assert_eq!(sides.one.ends[0].placed, None);
    assert_eq!(sides.other.ends[0].placed, Some((0, 1)));
    assert_eq!(sides.other.kept.len(), 1);
}

#[test]
fn a_past_that_does_not_fit_is_refused_by_name() {
    let (past, gains) = single_and_families();
    let told = |past: &Past, gains: &[Vec<Choice<Worth>>]| {
        let variant = Variant { way: Way::Best, gains: gains.to_vec() };
        replay(past, &variant, &variant, 1, 20).map(|_| ()).unwrap_err()
    };
    let twice = Past { batches: vec![day(1), day(2), day(2)], ..past.clone() };
    assert_eq!(told(&twice, &gains), Unsound::Batches { at: 2 });
    assert_eq!(told(&past, &gains[1..]), Unsound::Seekers);
    let mut away = gains;
    away[1][0].place = 3;
    assert_eq!(told(&past, &away), Unsound::Malformed(Malformed::NoSuchPlace { seeker: 1, place: 3 }));
}

#[test]
fn a_place_that_the_policy_in_force_does_not_know_is_not_judged_by_its_scores() {
    let (mut past, gains) = single_and_families();
    past.seekers.truncate(1);
    let only = |place| vec![vec![Choice { place, gain: gains[0][place as usize].gain }]];
    let variant = |place| Variant { way: Way::Best, gains: only(place) };
    let sides = replay(&past, &variant(0), &variant(1), 1, 20).expect("sound");
    assert_eq!(sides.change.each[0].outcome, Outcome::Unjudged);
    assert_eq!(sides.change.losers, []);
}
