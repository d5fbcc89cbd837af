//! Plans: the best there is, whatever the order of the names, cold or warm.

use matching::flow::{Choice, Levelled, Solution, Transport, check, solve, solve_from};
use proptest::prelude::*;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::invented::{drawn, large, numbers, small, worths};
use crate::oracle::best;

/// Solved, proven, and worth what the oracle says.
fn solved<G: Levelled>(problem: &Transport<G>) -> Solution<G> {
    let solution = solve(problem);
    assert_eq!(check(problem, &solution), Ok(()), "{problem:?}\n{solution:?}");
    solution
}

/// The problem with seekers, places and choices in another order, and where each seeker and place went.
fn shuffled<G: Levelled>(problem: &Transport<G>, seed: u64) -> (Transport<G>, Vec<usize>, Vec<u32>) {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut order: Vec<usize> = (0..problem.seekers.len()).collect();
    let mut names: Vec<u32> = (0..problem.room.len() as u32).collect();
    order.shuffle(&mut dice);
    names.shuffle(&mut dice);
    let mut room = vec![0; problem.room.len()];
    names.iter().zip(&problem.room).for_each(|(name, units)| room[*name as usize] = *units);
    let rows = order.iter().map(|seeker| {
        let mut row = problem.seekers[*seeker].clone();
        row.iter_mut().for_each(|choice| choice.place = names[choice.place as usize]);
        row.shuffle(&mut dice);
        row
    });
    let seekers = rows.collect();
    (Transport { room, seekers }, order, names)
}

/// Where each seeker is.
fn places<G: Levelled>(problem: &Transport<G>, solution: &Solution<G>) -> Vec<Option<u32>> {
    let pairs = problem.seekers.iter().zip(&solution.taken);
    pairs.map(|(row, taken)| taken.map(|taken| row[taken as usize].place)).collect()
}

proptest! {
    #[test]
    fn the_plan_is_the_best_of_all_plans(problem in small(numbers())) {
        prop_assert_eq!(solved(&problem).worth, best(&problem).worth);
    }

    #[test]
    fn the_plan_is_the_best_of_all_plans_level_by_level(problem in small(worths())) {
        prop_assert_eq!(solved(&problem).worth, best(&problem).worth);
    }

    #[test]
    fn names_in_another_order_do_not_change_the_worth(problem in small(numbers()), seed in 0_u64..1_000) {
        let (other, _, names) = shuffled(&problem, seed);
        let (one, other) = (solved(&problem), solved(&other));
        prop_assert_eq!(one.worth, other.worth);
        // The lowest prices that prove a plan are the same for every best plan.
        for (place, name) in names.iter().enumerate() {
            prop_assert_eq!(one.prices[place], other.prices[*name as usize]);
        }
    }

    #[test]
    fn with_a_lot_for_each_pair_names_in_another_order_do_not_change_the_plan(
        problem in small(worths()), seed in 0_u64..1_000,
    ) {
        let problem = drawn(problem);
        let (other, order, names) = shuffled(&problem, seed);
        let before = places(&problem, &solved(&problem));
        let after = places(&other, &solved(&other));
        for (at, seeker) in order.into_iter().enumerate() {
            prop_assert_eq!(before[seeker].map(|place| names[place as usize]), after[at]);
        }
    }

    #[test]
    fn an_added_bed_never_hurts(problem in small(worths()), place in 0_usize..4) {
        let mut wider = problem.clone();
        let place = place % wider.room.len();
        wider.room[place] += 1;
        prop_assert!(solved(&wider).worth >= solved(&problem).worth);
    }

    #[test]
    fn a_place_that_nobody_wants_changes_nothing(problem in small(numbers()), room in 0_u32..3) {
        let before = solved(&problem);
        let mut other = problem.clone();
        other.room.push(room);
        let after = solved(&other);
        prop_assert_eq!(&after.taken, &before.taken);
        prop_assert_eq!(after.worth, before.worth);
        prop_assert_eq!(&after.prices[..before.prices.len()], &before.prices[..]);
        prop_assert_eq!(after.prices[before.prices.len()], 0);
    }

    #[test]
    fn a_choice_removed_never_raises_the_worth(problem in small(worths()), pair in 0_usize..24) {
        let mut fewer = problem.clone();
        let pairs: usize = fewer.seekers.iter().map(Vec::len).sum();
        prop_assume!(pairs > 0);
        let mut at = pair % pairs;
        for row in &mut fewer.seekers {
            if at < row.len() {
                row.remove(at);
                break;
            }
            at -= row.len();
        }
        prop_assert!(solved(&fewer).worth <= solved(&problem).worth);
    }

    #[test]
    fn a_start_from_any_plan_before_ends_where_a_cold_start_ends(
        problem in small(numbers()), before in small(numbers()),
    ) {
        let warm = solve_from(&problem, &solve(&before));
        prop_assert_eq!(check(&problem, &warm), Ok(()));
        let cold = solved(&problem);
        prop_assert_eq!(warm.worth, cold.worth);
        prop_assert_eq!(warm.prices, cold.prices);
    }
}

#[test]
fn after_a_change_among_many_a_warm_start_ends_where_a_cold_start_ends() {
    let mut dice = ChaCha8Rng::seed_from_u64(7);
    let mut problem = large(7, 600, 60, 8);
    let mut plan = solved(&problem);
    for round in 0..60 {
        let seeker = dice.random_range(0..problem.seekers.len());
        let place = dice.random_range(0..problem.room.len());
        match round % 4 {
            0 => problem.room[place] += 1,
            1 => problem.room[place] = problem.room[place].saturating_sub(2),
            2 => problem.seekers[seeker].clear(),
            _ => problem.seekers[seeker] = vec![Choice { place: place as u32, gain: 30 }],
        }
        plan = solve_from(&problem, &plan);
        assert_eq!(check(&problem, &plan), Ok(()));
        let cold = solved(&problem);
        assert_eq!((plan.worth, &plan.prices), (cold.worth, &cold.prices));
    }
}

#[test]
fn the_same_problem_is_solved_the_same_way_each_time_and_a_best_plan_stays_as_it_is() {
    let problem = large(3, 2_000, 150, 12);
    let plan = solved(&problem);
    assert_eq!(solve(&problem), plan);
    assert_eq!(solve_from(&problem, &plan), plan);
}

#[test]
fn nobody_takes_what_loses_and_nothing_is_asked_of_an_empty_problem() {
    let losing = Transport { room: vec![3], seekers: vec![vec![Choice { place: 0, gain: -1 }]; 2] };
    assert_eq!(solved(&losing), Solution { taken: vec![None, None], prices: vec![0], worth: 0 });
    let empty: Transport<i64> = Transport::default();
    assert_eq!(solved(&empty), Solution { taken: vec![], prices: vec![], worth: 0 });
}
