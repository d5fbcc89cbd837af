//! Regrets, one more, one less, and the moves they cause: each as told, against plans made anew.

use matching::flow::{Change, Exchange, Levelled, Solution, Transport, check, solve};
use proptest::prelude::*;

use crate::invented::{large, numbers, small, worths};
use crate::oracle::best;

/// The moves lead to a plan within the room, worth just the difference told.
fn is_true<G: Levelled>(problem: &Transport<G>, before: &Solution<G>, change: &Change<G>) -> Vec<Option<u32>> {
    let taken = change.taken(problem, before);
    let mut left = problem.room.clone();
    let mut worth = G::default();
    for (row, taken) in problem.seekers.iter().zip(&taken) {
        let Some(choice) = taken.map(|taken| row[taken as usize]) else { continue };
        assert!(left[choice.place as usize] > 0, "room is kept: {problem:?} {before:?} {change:?}");
        left[choice.place as usize] -= 1;
        worth += choice.gain;
    }
    assert_eq!(worth - before.worth, change.difference, "{problem:?} {before:?} {change:?}");
    let mut movers: Vec<u32> = change.moves.iter().map(|one| one.seeker).collect();
    movers.sort_unstable();
    movers.dedup();
    assert_eq!(movers.len(), change.moves.len(), "each moves once");
    for one in &change.moves {
        let was =
            before.taken[one.seeker as usize].map(|taken| problem.seekers[one.seeker as usize][taken as usize].place);
        assert_eq!(was, one.from);
    }
    taken
}

fn every_pair_is_told_truly<G: Levelled>(problem: &Transport<G>, plan: &Solution<G>) {
    let exchange = Exchange::of(problem, plan).expect("a proven plan");
    let oracle = best(problem);
    let regrets = exchange.regrets(1);
    for (seeker, row) in problem.seekers.iter().enumerate() {
        let own = (regrets.choices[seeker].clone(), regrets.without[seeker]);
        assert_eq!(exchange.regrets_of(seeker as u32), own);
        for choice in (0..row.len()).map(Some).chain([None]) {
            let most = choice.map_or(Some(oracle.without[seeker]), |choice| oracle.with[seeker][choice]);
            let regret = most.map(|most| oracle.worth - most);
            let told = choice.map_or(Some(regrets.without[seeker]), |choice| regrets.choices[seeker][choice]);
            assert_eq!(told, regret, "{problem:?} {plan:?} {seeker} {choice:?}");
            let number = choice.map(|choice| choice as u32);
            assert_eq!(exchange.regret(seeker as u32, number), regret);
            if let Some(change) = exchange.forced(seeker as u32, number) {
                assert_eq!(is_true(problem, plan, &change)[seeker], number);
            }
        }
    }
}

fn every_unit_is_told_truly<G: Levelled>(problem: &Transport<G>, plan: &Solution<G>) {
    let exchange = Exchange::of(problem, plan).expect("a proven plan");
    let (more, less) = (exchange.one_more(), exchange.one_less());
    let each = exchange.with_one_more_each();
    for place in 0..problem.room.len() {
        let mut other = problem.clone();
        other.room[place] += 1;
        assert_eq!(more[place], best(&other).worth - plan.worth, "{problem:?} {plan:?} {place}");
        let change = exchange.with_one_more(place as u32);
        assert_eq!(change.difference, more[place]);
        assert_eq!(change, each[place]);
        is_true(&other, plan, &change);

        other.room[place] = problem.room[place].wrapping_sub(1);
        let change = exchange.with_one_less(place as u32);
        if problem.room[place] == 0 {
            assert_eq!((less[place], change), (None, None));
        } else {
            assert_eq!(less[place], Some(plan.worth - best(&other).worth), "{problem:?} {plan:?} {place}");
            let change = change.expect("there is a unit");
            assert_eq!(Some(-change.difference), less[place]);
            is_true(&other, plan, &change);
        }
    }
}

/// All prices at their lowest and at their highest, then each in turn one step beyond.
fn every_interval_is_told_truly(problem: &Transport<i64>, plan: &Solution<i64>) {
    let intervals = Exchange::of(problem, plan).expect("a proven plan").intervals();
    let lowest: Vec<i64> = intervals.iter().map(|interval| interval.lowest).collect();
    assert_eq!(lowest, plan.prices, "the solver's prices are the lowest");
    let highest: Vec<i64> = intervals.iter().map(|interval| interval.highest.unwrap_or(100)).collect();
    // The lowest together prove the plan, and so do the highest: the valid prices are a lattice.
    for (prices, step) in [(lowest, -1), (highest, 1)] {
        assert_eq!(check(problem, &Solution { prices: prices.clone(), ..plan.clone() }), Ok(()));
        for place in 0..prices.len() {
            let mut off = prices.clone();
            off[place] += step;
            if step < 0 || intervals[place].highest.is_some() {
                assert!(check(problem, &Solution { prices: off, ..plan.clone() }).is_err());
            }
        }
    }
}

/// A best plan with the highest prices instead of the lowest.
fn dear(problem: &Transport<i64>) -> Solution<i64> {
    let plan = solve(problem);
    let exchange = Exchange::of(problem, &plan).expect("a proven plan");
    let prices = exchange.intervals().iter().map(|interval| interval.highest.unwrap_or(100)).collect();
    Solution { prices, ..plan.clone() }
}

proptest! {
    #[test]
    fn every_regret_is_what_a_plan_made_anew_would_lose(problem in small(numbers())) {
        every_pair_is_told_truly(&problem, &solve(&problem));
        every_pair_is_told_truly(&problem, &dear(&problem));
    }

    #[test]
    fn every_regret_is_what_a_plan_made_anew_would_lose_level_by_level(problem in small(worths())) {
        every_pair_is_told_truly(&problem, &solve(&problem));
    }

    #[test]
    fn one_more_and_one_less_are_what_plans_made_anew_are_worth(problem in small(numbers())) {
        every_unit_is_told_truly(&problem, &solve(&problem));
        every_unit_is_told_truly(&problem, &dear(&problem));
    }

    #[test]
    fn one_more_and_one_less_are_what_plans_made_anew_are_worth_level_by_level(problem in small(worths())) {
        every_unit_is_told_truly(&problem, &solve(&problem));
    }

    #[test]
    fn prices_within_their_interval_prove_the_plan_and_beyond_do_not(problem in small(numbers())) {
        every_interval_is_told_truly(&problem, &solve(&problem));
    }
}

#[test]
fn regrets_are_the_same_on_one_two_and_eight_threads_and_each_by_itself() {
    let loose = large(5, 400, 40, 6);
    // Whoever has no place gains most by one: ways through outside are dear, and chains of moves long.
    let mut tight = large(6, 300, 150, 8);
    for choice in tight.seekers.iter_mut().flatten() {
        choice.gain += 10_000;
    }
    for problem in [loose, tight] {
        let plan = solve(&problem);
        let exchange = Exchange::of(&problem, &plan).expect("a proven plan");
        let regrets = exchange.regrets(1);
        for threads in [0, 2, 8] {
            assert_eq!(exchange.regrets(threads), regrets, "{threads} threads");
        }
        for (seeker, row) in (0..).zip(&regrets.choices) {
            for (choice, regret) in (0..).zip(row) {
                assert_eq!(exchange.regret(seeker, Some(choice)), *regret);
            }
            assert_eq!(exchange.regret(seeker, None), Some(regrets.without[seeker as usize]));
        }
    }
}

#[test]
fn a_plan_without_its_proof_is_not_explained() {
    let problem = large(5, 40, 4, 3);
    let mut plan = solve(&problem);
    plan.worth += 1;
    assert!(Exchange::of(&problem, &plan).is_err());
}
