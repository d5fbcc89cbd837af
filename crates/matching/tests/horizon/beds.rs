//! One batch: prices by their definition, who pays them, which beds are kept, and that each is told.

use matching::Worth;
use matching::flow::{Choice, Malformed, Transport, check, solve};
use matching::horizon::{Arrival, Horizon, Prices, place, prices};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn worth(urgent: bool, persons: i64, score: i64) -> Worth {
    Worth { urgent: i64::from(urgent), persons, score, ..Worth::default() }
}

fn row() -> impl Strategy<Value = Arrival> {
    (prop::bool::weighted(0.3), 1_i64..4, vec(option::weighted(0.7, 0_i64..4), 3)).prop_map(
        |(urgent, persons, scores)| {
            let own = (0_u32..).zip(scores);
            own.filter_map(|(place, score)| Some(Choice { place, gain: worth(urgent, persons, score?) })).collect()
        },
    )
}

fn batch() -> impl Strategy<Value = Transport<Worth>> {
    (vec(0_u32..=2, 3), vec(row(), 0..=5)).prop_map(|(room, seekers)| Transport { room, seekers })
}

fn past() -> impl Strategy<Value = Vec<Vec<Arrival>>> {
    vec(vec(row(), 0..=3), 0..=5)
}

fn urgent(row: &Arrival) -> bool {
    row.iter().any(|choice| choice.gain.urgent > 0)
}

const AHEAD: Horizon = Horizon { days: 3, futures: 7, agree: 1, seed: 5 };

/// The most that plans can be worth.
fn best(problem: &Transport<Worth>) -> Worth {
    fn most(problem: &Transport<Worth>, left: &mut [u32], at: usize) -> Worth {
        let Some(row) = problem.seekers.get(at) else { return Worth::default() };
        let mut best = most(problem, left, at + 1);
        for choice in row {
            if left[choice.place as usize] > 0 {
                left[choice.place as usize] -= 1;
                best = best.max(choice.gain + most(problem, left, at + 1));
                left[choice.place as usize] += 1;
            }
        }
        best
    }
    most(problem, &mut problem.room.clone(), 0)
}

proptest! {
    #[test]
    fn nobody_urgent_is_ever_kept_from_a_bed_and_as_many_are_placed_as_can_be(
        batch in batch(),
        past in past(),
        agree in 1_u32..9,
    ) {
        let prices = prices(&batch, &past, &Horizon { agree, ..AHEAD }).expect("sound");
        let placed = place(&batch, &prices, &[]).expect("sound");
        prop_assert_eq!(placed.worth.urgent, best(&batch).urgent);
        let mut left = batch.room.clone();
        for (row, taken) in batch.seekers.iter().zip(&placed.taken) {
            if let Some(taken) = taken {
                left[row[*taken as usize].place as usize] -= 1;
            }
        }
        for (row, taken) in batch.seekers.iter().zip(&placed.taken).filter(|(row, _)| urgent(row)) {
            let own = taken.map_or(Worth::default(), |taken| row[taken as usize].gain);
            prop_assert!(row.iter().all(|choice| left[choice.place as usize] == 0 || choice.gain <= own));
        }
        let from = placed.kept.iter().flat_map(|kept| &kept.from);
        prop_assert!(from.clone().all(|one| !urgent(&batch.seekers[one.seeker as usize])));
        prop_assert_eq!(check(&placed.proof.0, &placed.proof.1), Ok(()));
    }

    #[test]
    fn every_bed_kept_is_told_and_its_option_value_is_why(batch in batch(), past in past()) {
        let prices = prices(&batch, &past, &AHEAD).expect("sound");
        let placed = place(&batch, &prices, &[]).expect("sound");
        let has = |at: usize| placed.taken[at].map(|taken| batch.seekers[at][taken as usize]);
        let mut told = Vec::new();
        for place in 0..3_u32 {
            let used = (0..batch.seekers.len()).filter_map(has).filter(|choice| choice.place == place).count() as u32;
            let units = batch.room[place as usize] - used;
            for (at, row) in batch.seekers.iter().enumerate() {
                let own = has(at).map_or(Worth::default(), |choice| choice.gain);
                if units > 0 && row.iter().any(|choice| choice.place == place && choice.gain > own) {
                    told.push((place, units, at as u32));
                }
            }
        }
        let listed = placed.kept.iter().flat_map(|kept| kept.from.iter().map(|one| (kept.place, kept.units, one.seeker)));
        prop_assert_eq!(listed.collect::<Vec<_>>(), told);
        for kept in &placed.kept {
            for from in &kept.from {
                // What is given up, as often as it counts, is not more than the bed is worth beyond the place instead.
                let instead = from.instead.map_or(Worth::default(), |place| prices.sums[place as usize]);
                let mut given_up = Worth::default();
                (0..kept.times).for_each(|_| given_up += from.gives_up);
                prop_assert!(given_up <= kept.option_value - instead);
            }
        }
    }

    #[test]
    fn nobody_spared_is_without_while_a_bed_for_it_is_free_and_nobody_else_loses_by_it(
        batch in batch(),
        past in past(),
        spared in vec(any::<bool>(), 5),
    ) {
        let prices = prices(&batch, &past, &AHEAD).expect("sound");
        let plain = place(&batch, &prices, &[]).expect("sound");
        let placed = place(&batch, &prices, &spared).expect("sound");
        let from = placed.kept.iter().flat_map(|kept| &kept.from);
        prop_assert!(from.clone().all(|one| one.instead.is_some() || !spared[one.seeker as usize]));
        for (before, after) in plain.taken.iter().zip(&placed.taken) {
            prop_assert!(before.is_none() || before == after);
        }
    }

    #[test]
    fn without_arrivals_the_batch_is_placed_as_best_it_can(batch in batch()) {
        let quiet = prices(&batch, &[], &AHEAD).expect("sound");
        let nobody = place(&batch, &Prices::none(3), &[]).expect("sound");
        prop_assert_eq!(nobody.worth, best(&batch));
        prop_assert_eq!(nobody.kept, vec![]);
        // Where nobody is expected, the prices are those of today, and keep no bed either.
        let placed = place(&batch, &quiet, &[]).expect("sound");
        prop_assert_eq!(placed.kept, vec![]);
        prop_assert_eq!(placed.worth, best(&batch));
    }

    #[test]
    fn a_price_is_midway_between_what_one_more_unit_brings_and_what_the_last_one_does(batch in batch(), day in vec(row(), 0..=3)) {
        // With one past day every future is that day again.
        let one = Horizon { days: 1, ..AHEAD };
        let told = prices(&batch, std::slice::from_ref(&day), &one).expect("sound");
        let all = Transport { room: batch.room.clone(), seekers: batch.seekers.iter().cloned().chain(day).collect() };
        for place in 0..3 {
            let mut more = all.clone();
            more.room[place] += 1;
            let mut less = all.clone();
            less.room[place] = less.room[place].saturating_sub(1);
            let one_more = best(&more) - best(&all);
            let last = if all.room[place] > 0 { best(&all) - best(&less) } else { one_more };
            let brings = one_more + last;
            let mut sum = Worth::default();
            (0..one.futures).for_each(|_| sum += brings);
            prop_assert_eq!(told.sums[place], sum);
            prop_assert_eq!(told.urgent[place], if brings.urgent > 0 { one.futures } else { 0 });
        }
    }
}

/// One bed; today a single, tomorrow, on every day there was, a family of four.
fn single_before_family(urgent_family: bool) -> (Transport<Worth>, Vec<Vec<Arrival>>) {
    let batch = Transport { room: vec![1], seekers: vec![vec![Choice { place: 0, gain: worth(false, 1, 9) }]] };
    (batch, vec![vec![vec![Choice { place: 0, gain: worth(urgent_family, 4, 1) }]; 2]])
}

#[test]
fn a_bed_is_kept_for_a_family_that_always_comes_and_told_with_its_option_value() {
    let (batch, past) = single_before_family(false);
    let prices = prices(&batch, &past, &AHEAD).expect("sound");
    let placed = place(&batch, &prices, &[]).expect("sound");
    assert_eq!((&placed.taken, placed.worth), (&vec![None], Worth::default()));
    let kept = &placed.kept[0];
    assert_eq!((kept.place, kept.units, kept.times), (0, 1, 14));
    assert_eq!(kept.option_value, worth(false, 4 * 14, 14));
    assert_eq!((kept.from[0].seeker, kept.from[0].instead, kept.from[0].gives_up), (0, None, worth(false, 1, 9)));
    // Whoever has waited too long is spared; whoever cannot wait never pays.
    let spared = place(&batch, &prices, &[true]).expect("sound");
    assert_eq!((spared.taken, spared.kept), (vec![Some(0)], vec![]));
    let mut urgent = batch;
    urgent.seekers[0][0].gain.urgent = 1;
    assert_eq!(place(&urgent, &prices, &[]).expect("sound").taken, [Some(0)]);
}

#[test]
fn a_bed_is_kept_for_somebody_urgent_only_where_enough_futures_agree() {
    let (batch, mut past) = single_before_family(true);
    past[0][0][0].gain.persons = 1;
    past[0].pop();
    // They come on one day of four, and one day is looked ahead.
    past.extend(vec![vec![]; 3]);
    let ahead = |agree| Horizon { days: 1, futures: 40, agree, seed: 3 };
    let all = prices(&batch, &past, &ahead(1)).expect("sound");
    let wanted = all.urgent[0];
    assert!((1..=20).contains(&wanted), "{wanted}");
    let taken = |agree| {
        let prices = prices(&batch, &past, &ahead(agree)).expect("sound");
        place(&batch, &prices, &[]).expect("sound").taken
    };
    assert_eq!(taken(1), [None]);
    assert_eq!(taken(wanted), [None]);
    assert_eq!(taken(wanted + 1), [Some(0)]);
}

#[test]
fn the_same_seed_draws_the_same_futures_and_another_one_others() {
    let (batch, mut past) = single_before_family(false);
    past.extend(vec![vec![]; 5]);
    let drawn = |seed| prices(&batch, &past, &Horizon { days: 1, futures: 40, agree: 1, seed }).expect("sound");
    assert_eq!(drawn(1), drawn(1));
    assert!((2..12).any(|seed| drawn(seed).sums != drawn(1).sums));
}

#[test]
fn what_is_not_sound_is_refused_by_name() {
    let (batch, past) = single_before_family(false);
    let prices_of = |past: &[Vec<Arrival>], futures| prices(&batch, past, &Horizon { futures, ..AHEAD });
    let elsewhere = vec![vec![vec![Choice { place: 3, gain: worth(false, 1, 1) }]]];
    assert_eq!(prices_of(&elsewhere, 7), Err(Malformed::NoSuchPlace { seeker: 1, place: 3 }));
    let large = vec![vec![vec![Choice { place: 0, gain: worth(false, 1, Worth::MOST / 8) }]]];
    assert!(prices_of(&large, 4).is_ok());
    assert_eq!(prices_of(&large, 5), Err(Malformed::GainTooLarge { seeker: 1, place: 0 }));
    let short = place(&batch, &Prices::none(0), &[]);
    assert_eq!(short, Err(Malformed::NoSuchPlace { seeker: 0, place: 0 }));
    let told = prices_of(&past, 7).expect("sound");
    assert_eq!(solve(&batch).taken, [Some(0)], "without prices the single has it: {told:?}");
}

#[test]
fn somebody_urgent_leaves_no_bed_for_later_but_leaves_it_to_a_family_of_today() {
    let at = |place, gain| Choice { place, gain };
    let urgent = vec![at(0, worth(true, 1, 10)), at(1, worth(true, 1, 9))];
    let family = vec![at(0, worth(false, 4, 1))];
    let past = vec![vec![family.clone(); 2]];
    let taken = |seekers: Vec<Arrival>| {
        let batch = Transport { room: vec![1, 1], seekers };
        let prices = prices(&batch, &past, &AHEAD).expect("sound");
        place(&batch, &prices, &[]).expect("sound").taken
    };
    assert_eq!(taken(vec![urgent.clone()]), [Some(0)]);
    assert_eq!(taken(vec![urgent, family]), [Some(1), Some(0)]);
}
