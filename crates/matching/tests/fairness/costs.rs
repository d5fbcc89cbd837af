//! What floors and overrides cost, against every plan there is.

use kernel::Uuid;
use matching::Worth;
use matching::fairness::{GroupFloor, Override, Seeker, Unlike, Unmet, floor_costs, overrides};
use matching::flow::{Choice, Fault, Transport, check, solve};
use matching::joint::{Effort, Floor, Household, Joint, Known, Place, Stay, Take};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::invented::{Case, plans, small};

fn members(seekers: &[Seeker], group: u32) -> Vec<usize> {
    (0..seekers.len()).filter(|at| seekers[*at].group == Some(group)).collect()
}

/// The best of all plans that meet the floors.
fn best((problem, seekers): &Case, floors: &[GroupFloor]) -> Option<Worth> {
    let meets = |plan: &[Option<u32>], floor: &GroupFloor| {
        let placed = members(seekers, floor.group).into_iter().filter(|at| plan[*at].is_some()).count();
        placed >= floor.least as usize
    };
    let own = plans(problem).into_iter().filter(|(plan, _)| floors.iter().all(|floor| meets(plan, floor)));
    own.map(|(_, worth)| worth).max()
}

/// The same question for the engine that takes homes, work and school together.
fn joint((problem, seekers): &Case, floors: &[GroupFloor]) -> Joint {
    let stay = |choice: &Choice<Worth>| Stay {
        area: 0,
        takes: vec![Take { place: choice.place, units: 1, company: 0 }],
        worth: choice.gain,
    };
    let household = |row: &Vec<Choice<Worth>>| Household {
        stays: row.iter().map(stay).collect(),
        workers: Vec::new(),
        locked: false,
    };
    let floor = |floor: &GroupFloor| Floor {
        households: members(seekers, floor.group).into_iter().map(|at| at as u32).collect(),
        least: floor.least,
    };
    Joint {
        places: problem.room.iter().map(|room| Place { room: *room, ..Place::default() }).collect(),
        households: problem.seekers.iter().map(household).collect(),
        floors: floors.iter().map(floor).collect(),
    }
}

fn floors() -> impl Strategy<Value = Vec<GroupFloor>> {
    vec((0_u32..4, 0_u32..4).prop_map(|(group, least)| GroupFloor { group, least }), 1..=3)
}

proptest! {
    #[test]
    fn a_floor_costs_what_the_best_of_all_plans_loses_by_it(case in small(), floors in floors()) {
        let (problem, seekers) = &case;
        let with = best(&case, &floors);
        match floor_costs(problem, seekers, &floors) {
            Ok(cost) => {
                prop_assert_eq!(Some(cost.worth), with);
                prop_assert_eq!(Some(cost.together + cost.worth), best(&case, &[]));
                for (at, one) in cost.each.iter().enumerate() {
                    let mut rest = floors.clone();
                    let floor = rest.remove(at);
                    prop_assert_eq!(Some(one.costs + cost.worth), best(&case, &rest));
                    prop_assert!(one.costs >= Worth::default() && one.with >= floor.least);
                    prop_assert_eq!(one.members as usize, members(seekers, floor.group).len());
                    prop_assert_eq!(i64::from(one.with) - i64::from(one.without), {
                        let own = |list: &[u32]| {
                            list.iter().filter(|at| seekers[**at as usize].group == Some(floor.group)).count() as i64
                        };
                        own(&one.gain) - own(&one.lose)
                    });
                    rest.push(GroupFloor { least: floor.least + 1, ..floor });
                    let highest = floors.iter().all(|other| other.group != floor.group || other.least <= floor.least);
                    if highest && one.members > 0 {
                        let next = best(&case, &rest).map(|next| cost.worth - next);
                        prop_assert_eq!(one.next, next, "{:?}", floor);
                    }
                }
                let (wide, solution) = &cost.proof;
                prop_assert_eq!(check(wide, solution), Ok(()));
            }
            Err(Unmet::Impossible { core }) => {
                prop_assert_eq!(with, None);
                let some = |which: &[u32]| which.iter().map(|at| floors[*at as usize]).collect::<Vec<_>>();
                prop_assert_eq!(best(&case, &some(&core)), None);
                for out in &core {
                    let rest: Vec<u32> = core.iter().copied().filter(|at| at != out).collect();
                    prop_assert!(best(&case, &some(&rest)).is_some(), "nothing in the core is idle");
                }
            }
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn regrets_of_overrides_are_what_every_plan_says_one_by_one_and_together(
        (problem, seekers) in small(),
        picks in vec((0_usize..6, 0_usize..4, 0_u32..2), 0..4),
    ) {
        let plan = solve(&problem);
        let mut made: Vec<Override> = Vec::new();
        for (seeker, choice, reason) in picks {
            if seeker < seekers.len() && made.iter().all(|one| one.seeker as usize != seeker) {
                let instead = (choice < problem.seekers[seeker].len()).then_some(choice as u32);
                made.push(Override { seeker: seeker as u32, instead, reason });
            }
        }
        let told = overrides(&problem, &plan, &seekers, &made).expect("a proven plan");
        let all = plans(&problem);
        let most = |which: &[Override]| {
            let keeps = |plan: &[Option<u32>]| which.iter().all(|one| plan[one.seeker as usize] == one.instead);
            all.iter().filter(|(plan, _)| keeps(plan)).map(|(_, worth)| *worth).max()
        };
        for (one, regret) in &told.each {
            prop_assert_eq!(*regret, most(&[*one]).map(|most| plan.worth - most));
        }
        prop_assert_eq!(told.together, most(&made).map(|most| plan.worth - most));
        prop_assert_eq!(told.counted.iter().map(|one| one.count as usize).sum::<usize>(), made.len());
        let free = told.each.iter().filter(|(_, regret)| *regret == Some(Worth::default())).count();
        prop_assert_eq!(told.counted.iter().map(|one| one.free as usize).sum::<usize>(), free);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_engine_for_several_things_at_once_finds_the_same_plan_with_floors(case in small(), floors in floors()) {
        let Ok(problem) = joint(&case, &floors).checked() else { return Ok(()) };
        let effort = Effort { rounds: 60, tries: 20, turns: 2, moves: 200, nodes: 60, seed: 1 };
        let answer = matching::joint::solve(&problem, &effort, None, &|| false);
        match (answer.known, floor_costs(&case.0, &case.1, &floors)) {
            (Known::Optimal { .. }, told) => prop_assert_eq!(Some(answer.worth), told.ok().map(|told| told.worth)),
            (Known::Feasible { .. }, told) => prop_assert!(told.is_ok_and(|told| told.worth >= answer.worth)),
            (Known::Infeasible { .. }, told) => prop_assert!(told.is_err()),
            (Known::Open, _) => {}
        }
    }
}

fn crowded() -> Case {
    let gain = |persons, score| Worth { persons, score, ..Worth::default() };
    let seeker = |group, persons| Seeker { key: Uuid::nil(), group: Some(group), urgent: false, waited: 0, persons };
    let rows = [(0, 4, 10), (0, 3, 10), (1, 1, 90), (1, 1, 40)];
    let problem = Transport {
        room: vec![2],
        seekers: rows.map(|(_, persons, score)| vec![Choice { place: 0, gain: gain(persons, score) }]).into(),
    };
    (problem, rows.map(|(group, persons, _)| seeker(group, persons as u32)).into())
}

#[test]
fn a_floor_for_singles_costs_two_persons_brings_points_and_names_who_loses() {
    let (problem, seekers) = crowded();
    let cost = floor_costs(&problem, &seekers, &[GroupFloor { group: 1, least: 1 }]).expect("can be met");
    let one = &cost.each[0];
    assert_eq!(one.costs, Worth { persons: 2, score: -80, ..Worth::default() });
    assert_eq!((one.without, one.with, &one.lose, &one.gain), (0, 1, &vec![1], &vec![2]));
    assert_eq!(one.next, Some(Worth { persons: 3, score: -30, ..Worth::default() }));
    assert_eq!(cost.together, one.costs);
}

#[test]
fn floors_that_cannot_be_met_together_are_named() {
    let (problem, seekers) = crowded();
    let floor = |group, least| GroupFloor { group, least };
    let told = |floors: &[GroupFloor]| floor_costs(&problem, &seekers, floors);
    assert_eq!(told(&[floor(0, 1), floor(1, 2), floor(0, 0)]), Err(Unmet::Impossible { core: vec![0, 1] }));
    assert_eq!(told(&[floor(0, 3)]), Err(Unmet::Impossible { core: vec![0] }));
    assert_eq!(told(&[floor(7, 1)]), Err(Unmet::Impossible { core: vec![0] }));
    let last = told(&[floor(0, 1), floor(1, 1)]).expect("can be met");
    assert_eq!(last.each[1].next, None, "one more single would break the other floor");
}

#[test]
fn an_override_against_an_unproven_plan_or_about_nobody_is_refused() {
    let (problem, seekers) = crowded();
    let mut plan = solve(&problem);
    let away = Override { seeker: 0, instead: None, reason: 4 };
    let told = overrides(&problem, &plan, &seekers, &[away]).expect("a proven plan");
    assert_eq!(told.each[0].1, Some(Worth { persons: 3, score: -80, ..Worth::default() }));
    let refused = |made: &[Override]| overrides(&problem, &plan, &seekers, made).unwrap_err();
    assert_eq!(refused(&[away, away]), Unlike::Override { at: 1 });
    assert_eq!(refused(&[Override { instead: Some(1), ..away }]), Unlike::Override { at: 0 });
    assert_eq!(refused(&[Override { seeker: 4, ..away }]), Unlike::Override { at: 0 });
    plan.worth.lot += 1;
    assert_eq!(overrides(&problem, &plan, &seekers, &[away]), Err(Unlike::Plan(Fault::Miscounted)));
}
