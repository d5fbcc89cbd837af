//! The queue, who loses against it, who envies whom, and who waits too long.

use std::cmp::Reverse;

use kernel::Uuid;
use matching::Worth;
use matching::fairness::{Outcome, Seeker, compare, envy, first_come, overdue};
use matching::flow::{Choice, Transport, solve};
use matching::rules::lot;
use proptest::prelude::*;

use crate::invented::{plans, small};

proptest! {
    #[test]
    fn the_queue_is_the_plan_that_is_best_for_the_first_then_for_the_second_and_so_on((problem, seekers) in small()) {
        let mut order: Vec<usize> = (0..seekers.len()).collect();
        order.sort_by_key(|at| Reverse((seekers[*at].rank(), lot(7, seekers[*at].key, Uuid::nil()))));
        // Of every plan what each has in turn, none being below all.
        let has = |plan: &[Option<u32>]| -> Vec<Option<(i64, Reverse<u32>)>> {
            let own = |at: &usize| plan[*at].map(|taken| problem.seekers[*at][taken as usize]);
            order.iter().map(|at| own(at).map(|choice| (choice.gain.score, Reverse(choice.place)))).collect()
        };
        let best = plans(&problem).into_iter().map(|(plan, _)| has(&plan)).max();
        prop_assert_eq!(Some(has(&first_come(&problem, &seekers, 7))), best);
    }

    #[test]
    fn each_seeker_is_better_the_same_or_worse_by_its_own_score((problem, seekers) in small()) {
        let proposed = solve(&problem).taken;
        let queue = first_come(&problem, &seekers, 7);
        let told = compare(&problem, &seekers, &proposed, &queue);
        let score = |plan: &[Option<u32>], at: usize| {
            plan[at].map_or(-1, |taken| problem.seekers[at][taken as usize].gain.score)
        };
        for (at, one) in told.each.iter().enumerate() {
            let (here, there) = (score(&proposed, at), score(&queue, at));
            prop_assert_eq!(one.outcome.is_loss(), here < there);
            prop_assert_eq!(one.outcome == Outcome::Same, here == there);
            prop_assert_eq!(one.outcome == Outcome::Lost, here == -1 && there >= 0);
            prop_assert_eq!(one.outcome == Outcome::Gained, here >= 0 && there == -1);
        }
        let losers: Vec<u32> = told.losers.iter().map(|one| one.seeker).collect();
        let worse = (0..seekers.len()).filter(|at| score(&proposed, *at) < score(&queue, *at));
        prop_assert_eq!(losers, worse.map(|at| at as u32).collect::<Vec<_>>());
        let counted: u32 = told.by_group.iter().flat_map(|(_, counts)| counts).sum();
        prop_assert_eq!(counted as usize, seekers.len());
        for (group, counts) in &told.by_group {
            for outcome in Outcome::ALL {
                let own = told.each.iter().zip(&seekers).filter(|(_, seeker)| seeker.group == *group);
                let count = own.filter(|(one, _)| one.outcome == outcome).count();
                prop_assert_eq!(counts[outcome as usize] as usize, count);
            }
        }
    }

    #[test]
    fn nobody_envies_with_reason_after_the_queue((problem, seekers) in small()) {
        prop_assert_eq!(envy(&problem, &seekers, &first_come(&problem, &seekers, 3)), vec![]);
    }

    #[test]
    fn every_pair_of_justified_envy_is_listed_and_no_other((problem, seekers) in small()) {
        let taken = solve(&problem).taken;
        let has = |at: usize| taken[at].map(|taken| problem.seekers[at][taken as usize]);
        let mut triples = Vec::new();
        for seeker in 0..seekers.len() {
            for place in 0..problem.room.len() as u32 {
                for occupant in 0..seekers.len() {
                    let there = has(occupant).is_some_and(|choice| choice.place == place);
                    let (one, other) = (seekers[seeker], seekers[occupant]);
                    let higher = (one.urgent && !other.urgent) || (one.urgent == other.urgent && one.waited > other.waited);
                    let wish = problem.seekers[seeker].iter().find(|choice| choice.place == place);
                    let would = wish.is_some_and(|wish| has(seeker).is_none_or(|own| wish.gain.score > own.gain.score));
                    if there && higher && would {
                        triples.push((seeker as u32, place, occupant as u32));
                    }
                }
            }
        }
        let told = envy(&problem, &seekers, &taken);
        let mut listed: Vec<_> = told
            .iter()
            .flat_map(|one| one.occupants.iter().map(|occupant| (one.seeker, one.place, *occupant)))
            .collect();
        listed.sort_unstable();
        prop_assert_eq!(listed, triples);
        prop_assert!(told.iter().all(|one| one.has == has(one.seeker as usize).map(|choice| choice.place)));
    }

    #[test]
    fn whoever_waits_beyond_the_bound_without_a_place_although_there_is_an_option_is_told((problem, seekers) in small()) {
        let taken = solve(&problem).taken;
        let told = overdue(&problem, &seekers, &taken, 1);
        for at in 0..seekers.len() {
            let row = problem.seekers[at].iter();
            let options = row.filter(|choice| problem.room[choice.place as usize] > 0).count();
            let late = seekers[at].waited > 1 && taken[at].is_none() && options > 0;
            let found = told.iter().find(|one| one.seeker as usize == at);
            prop_assert_eq!(found.is_some(), late);
            if let Some(found) = found {
                prop_assert_eq!((found.options as usize, found.waited), (options, seekers[at].waited));
                prop_assert_eq!(found.free, 0, "a best plan leaves no option free");
            }
        }
        prop_assert!(told.windows(2).all(|two| two[0].waited >= two[1].waited));
    }

    #[test]
    fn the_order_in_which_seekers_are_listed_does_not_change_the_queue((problem, seekers) in small()) {
        let turned = Transport { seekers: problem.seekers.iter().rev().cloned().collect(), ..problem.clone() };
        let backwards: Vec<Seeker> = seekers.iter().rev().copied().collect();
        let mut taken = first_come(&turned, &backwards, 11);
        taken.reverse();
        prop_assert_eq!(taken, first_come(&problem, &seekers, 11));
    }
}

/// One place; the one who waits longer is one person, the other four.
fn two_for_one_place() -> (Transport<Worth>, Vec<Seeker>) {
    let gain = |persons, waiting| Worth { persons, waiting, score: 5, ..Worth::default() };
    let seeker = |key, group, waited, persons| Seeker {
        key: Uuid::from_u128(key),
        group: Some(group),
        urgent: false,
        waited,
        persons,
    };
    let problem = Transport {
        room: vec![1],
        seekers: vec![vec![Choice { place: 0, gain: gain(1, 300) }], vec![Choice { place: 0, gain: gain(4, 20) }]],
    };
    (problem, vec![seeker(1, 0, 300, 1), seeker(2, 1, 20, 4)])
}

#[test]
fn a_single_who_loses_the_place_to_a_family_is_listed_as_losing_as_envying_and_as_overdue() {
    let (problem, seekers) = two_for_one_place();
    let proposed = solve(&problem).taken;
    assert_eq!(proposed, [None, Some(0)]);
    let told = compare(&problem, &seekers, &proposed, &first_come(&problem, &seekers, 1));
    assert_eq!(told.losers.iter().map(|one| (one.seeker, one.outcome)).collect::<Vec<_>>(), [(0, Outcome::Lost)]);
    let envious = envy(&problem, &seekers, &proposed);
    assert_eq!((envious[0].seeker, envious[0].place, envious[0].has, &envious[0].occupants), (0, 0, None, &vec![1]));
    let late = overdue(&problem, &seekers, &proposed, 180);
    assert_eq!((late[0].seeker, late[0].waited, late[0].options, late[0].free), (0, 300, 1, 0));
    assert_eq!(overdue(&problem, &seekers, &proposed, 300), []);
}

#[test]
fn the_urgent_come_before_whoever_has_waited_longer() {
    let (problem, mut seekers) = two_for_one_place();
    assert_eq!(first_come(&problem, &seekers, 1), [Some(0), None]);
    seekers[1].urgent = true;
    assert_eq!(first_come(&problem, &seekers, 1), [None, Some(0)]);
}

#[test]
fn between_those_who_waited_equally_the_seed_draws() {
    let (problem, mut seekers) = two_for_one_place();
    seekers[0].waited = 20;
    let first = |seed| first_come(&problem, &seekers, seed)[0].is_some();
    let wins = (0..200).filter(|seed| first(*seed)).count();
    assert!((70..130).contains(&wins), "{wins}");
    assert_eq!(first(5), first(5));
}
