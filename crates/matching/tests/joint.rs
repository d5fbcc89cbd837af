//! Homes, work and school together, against an oracle that tries everything.

use matching::Worth;
use matching::joint::{
    Answer, Broken, Bundle, Demand, Effort, Fault, Floor, Gap, Household, Job, Joint, Known, ONE, PROVEN_LEVELS, Place,
    Plan, Prices, Proof, Stay, Take, solve, solve_on, verify,
};
use proptest::prelude::*;

const EFFORT: Effort = Effort { rounds: 200, tries: 20, turns: 2, moves: 50, nodes: 3_000, seed: 7 };

fn go(problem: &Joint) -> Answer {
    solve(problem, &EFFORT, None, &|| false)
}

/// Every bundle that a household could have by itself.
fn bundles(problem: &Joint, household: &Household) -> Vec<Bundle> {
    let mut all = Vec::new();
    for (stay, own) in (0..).zip(&household.stays) {
        let mut rows: Vec<Vec<Option<u32>>> = vec![Vec::new()];
        for jobs in &household.workers {
            let within =
                (0..).zip(jobs).filter(|(_, job)| problem.places[job.place as usize].reached_from.contains(&own.area));
            let options: Vec<Option<u32>> = std::iter::once(None).chain(within.map(|(at, _)| Some(at))).collect();
            let longer = rows.iter().flat_map(|row| options.iter().map(move |job| [row.as_slice(), &[*job]].concat()));
            rows = longer.collect();
        }
        all.extend(rows.into_iter().map(|jobs| Bundle { stay, jobs }));
    }
    all
}

/// The best plan of all, without the lot.
fn oracle(problem: &Joint) -> Option<[i64; PROVEN_LEVELS]> {
    fn go(problem: &Joint, all: &[Vec<Bundle>], plan: &mut Plan, best: &mut Option<[i64; PROVEN_LEVELS]>) {
        let at = plan.len();
        if at == all.len() {
            if let Ok(worth) = problem.worth(plan) {
                let levels: [i64; PROVEN_LEVELS] = std::array::from_fn(|level| worth.levels()[level]);
                *best = (*best).max(Some(levels));
            }
            return;
        }
        for bundle in std::iter::once(None).chain(all[at].iter().cloned().map(Some)) {
            plan.push(bundle);
            go(problem, all, plan, best);
            plan.pop();
        }
    }
    let all: Vec<Vec<Bundle>> = problem.households.iter().map(|one| bundles(problem, one)).collect();
    let mut best = None;
    go(problem, &all, &mut Plan::new(), &mut best);
    best
}

fn worth() -> impl Strategy<Value = Worth> {
    (0..2_i64, 0..4_i64, 0..5_i64, -3..20_i64, 0..2_i64, 0..9_i64)
        .prop_map(|(a, b, c, d, e, f)| Worth::of([a, b, c, d, e, f]))
}

prop_compose! {
    fn problem()(
        homes in prop::collection::vec((0..4_u32, any::<bool>()), 1..4),
        work in prop::collection::vec((0..3_u32, prop::collection::btree_set(0..2_u32, 0..3)), 0..3),
    )(
        households in prop::collection::vec(household(homes.len() as u32, work.len() as u32), 1..5),
        places in Just((homes, work)),
        floor in prop::option::weighted(0.3, 0..3_u32),
    ) -> Joint {
        let (homes, work) = places;
        let homes = homes.into_iter().map(|(room, alike)| Place { room, reached_from: Vec::new(), alike });
        let work = work.into_iter().map(|(room, from)| Place { room, reached_from: from.into_iter().collect(), alike: false });
        let all: Vec<u32> = (0..households.len() as u32).collect();
        let floors = floor.map(|least| Floor { least: least.min(all.len() as u32), households: all });
        Joint { places: homes.chain(work).collect(), households, floors: floors.into_iter().collect() }
    }
}

fn household(homes: u32, work: u32) -> impl Strategy<Value = Household> {
    let stay = (0..2_u32, prop::collection::btree_map(0..homes, (1..3_u32, 0..2_u32), 0..3), worth()).prop_map(
        |(area, takes, worth)| {
            let takes = takes.into_iter().map(|(place, (units, company))| Take { place, units, company });
            Stay { area, takes: takes.collect(), worth }
        },
    );
    let job = prop::collection::btree_map(0..work.max(1), worth(), 0..3).prop_map(move |jobs| {
        let there = jobs.into_iter().filter(|_| work > 0);
        there
            .map(|(at, worth)| Job { place: homes + at, worth: Worth { urgent: 0, persons: 0, ..worth } })
            .collect::<Vec<_>>()
    });
    (prop::collection::vec(stay, 0..4), prop::collection::vec(job, 0..3), prop::bool::weighted(0.1))
        .prop_map(|(stays, workers, locked)| Household { stays, workers, locked })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_called_optimal_is_what_an_oracle_finds_and_what_is_called_impossible_is(problem in problem()) {
        let problem = problem.checked().unwrap();
        let answer = go(&problem);
        prop_assert_eq!(verify(&problem, &answer), Ok(()));
        match (&answer.known, oracle(&problem)) {
            (Known::Optimal { .. }, Some(best)) => prop_assert_eq!(&answer.worth.levels()[..PROVEN_LEVELS], &best[..]),
            (Known::Infeasible { core, .. }, None) => prop_assert!(!core.is_empty()),
            (known, best) => prop_assert!(false, "{known:?} where the oracle says {best:?}"),
        }
    }

    #[test]
    fn one_more_bed_never_hurts_and_one_choice_less_never_helps(problem in problem(), at in any::<prop::sample::Index>()) {
        let before = go(&problem);
        let mut roomier = problem.clone();
        let place = at.index(roomier.places.len());
        roomier.places[place].room += 1;
        let after = go(&roomier);
        let reached = |answer: &Answer| answer.worth.levels()[..PROVEN_LEVELS].to_vec();
        if !matches!(before.known, Known::Infeasible { .. }) {
            prop_assert!(reached(&after) >= reached(&before));
            let mut poorer = problem.clone();
            let household = at.index(poorer.households.len());
            if poorer.households[household].stays.pop().is_some() {
                let after = go(&poorer);
                let none = matches!(after.known, Known::Infeasible { .. });
                prop_assert!(!matches!(after.known, Known::Open));
                prop_assert!(none || reached(&after) <= reached(&before));
            }
        }
    }

    #[test]
    fn a_certificate_does_not_survive_a_better_claim_or_another_plan(problem in problem()) {
        let answer = go(&problem);
        let Known::Optimal { parts } = &answer.known else { return Ok(()) };
        let mut claimed = answer.clone();
        claimed.worth.score += 1;
        prop_assert_eq!(verify(&problem, &claimed), Err(Fault::Worth));
        for at in 0..answer.plan.len() {
            let mut other = answer.clone();
            if other.plan[at].take().is_some() {
                let worth = problem.worth(&other.plan);
                other.worth = worth.unwrap_or_default();
                let lower = worth.is_ok_and(|worth| worth.levels()[..PROVEN_LEVELS] < answer.worth.levels()[..PROVEN_LEVELS]);
                if lower {
                    prop_assert!(verify(&problem, &other).is_err());
                }
            }
        }
        // Prices of nothing prove nothing, where anything could be gained.
        for (at, part) in parts.iter().enumerate() {
            let mut free = answer.clone();
            let Known::Optimal { parts } = &mut free.known else { unreachable!() };
            if let Proof::Prices(levels) = &mut parts[at].proof {
                levels.clear();
                prop_assert_eq!(verify(&problem, &free), Err(Fault::Prices));
            }
            prop_assert!(!part.households.is_empty());
        }
    }

    #[test]
    fn other_positions_of_households_and_places_change_nothing_that_is_proven(problem in problem()) {
        let places = problem.places.len() as u32;
        let mut turned = problem.clone();
        turned.places.reverse();
        turned.households.reverse();
        for own in &mut turned.households {
            own.stays.reverse();
            own.stays.iter_mut().flat_map(|stay| &mut stay.takes).for_each(|take| take.place = places - 1 - take.place);
            own.workers.iter_mut().flatten().for_each(|job| job.place = places - 1 - job.place);
        }
        let count = problem.households.len() as u32;
        for floor in &mut turned.floors {
            floor.households.iter_mut().for_each(|at| *at = count - 1 - *at);
            floor.households.sort_unstable();
        }
        let (one, other) = (go(&problem), go(&turned.checked().unwrap()));
        prop_assert_eq!(&one.worth.levels()[..PROVEN_LEVELS], &other.worth.levels()[..PROVEN_LEVELS]);
        prop_assert_eq!(
            matches!(one.known, Known::Infeasible { .. }),
            matches!(other.known, Known::Infeasible { .. })
        );
    }

    #[test]
    fn yesterdays_plan_is_a_beginning_and_never_a_worse_end(problem in problem()) {
        let cold = go(&problem);
        let warm = solve(&problem, &EFFORT, Some(&cold), &|| false);
        prop_assert_eq!(&warm.worth.levels()[..PROVEN_LEVELS], &cold.worth.levels()[..PROVEN_LEVELS]);
    }
}

fn home(room: u32) -> Place {
    Place { room, ..Place::default() }
}

fn stay(place: u32, units: u32, persons: i64) -> Stay {
    Stay {
        area: 0,
        takes: vec![Take { place, units, company: 0 }],
        worth: Worth { persons, score: persons, ..Worth::default() },
    }
}

/// The demands that cannot be met, which the proof confirms.
fn core_of(problem: &Joint, answer: &Answer) -> Vec<Demand> {
    assert_eq!(verify(problem, answer), Ok(()));
    let Known::Infeasible { core, .. } = &answer.known else { panic!("{:?}", answer.known) };
    core.clone()
}

#[test]
fn locks_that_cannot_stand_together_are_named_and_no_other() {
    let locked = |place: u32| Household { stays: vec![stay(place, 1, 1)], locked: true, ..Household::default() };
    let problem =
        Joint { places: vec![home(1), home(1)], households: vec![locked(0), locked(1), locked(0)], floors: Vec::new() };
    let answer = go(&problem);
    assert_eq!(core_of(&problem, &answer), [Demand::Locked(0), Demand::Locked(2)]);
}

#[test]
fn what_is_called_impossible_is_refused_where_it_could_be_or_is_not_demanded() {
    let locked = |place: u32| Household { stays: vec![stay(place, 1, 1)], locked: true, ..Household::default() };
    let households = vec![locked(0), locked(1), locked(0)];
    let floors = vec![Floor { households: vec![1], least: 1 }];
    let problem = Joint { places: vec![home(1), home(1)], households, floors };
    let answer = go(&problem);
    let refused = |core: &[Demand], who: &[u32]| {
        let mut claimed = answer.clone();
        let Known::Infeasible { core: own, households, .. } = &mut claimed.known else { panic!("{:?}", answer.known) };
        (*own, *households) = (core.to_vec(), who.to_vec());
        verify(&problem, &claimed).unwrap_err()
    };
    assert_eq!(verify(&problem, &answer), Ok(()));
    for (core, who) in [
        (vec![], vec![0, 2]),
        (vec![Demand::Locked(0), Demand::Locked(7)], vec![0, 2]),
        (vec![Demand::Locked(0), Demand::Locked(1)], vec![0, 2]),
        (vec![Demand::Locked(0), Demand::Floor(0)], vec![0, 2]),
        (vec![Demand::Locked(0), Demand::Floor(1)], vec![0, 2]),
    ] {
        assert_eq!(refused(&core, &who), Fault::Demand, "{core:?} of {who:?}");
    }
    assert_eq!(refused(&[Demand::Locked(0), Demand::Locked(2)], &[2, 0]), Fault::Parts);
    assert_eq!(refused(&[Demand::Locked(0), Demand::Locked(2)], &[0, 9]), Fault::Parts);
    // One of them alone can be placed.
    refused(&[Demand::Locked(0)], &[0, 2]);
    let mut roomier = problem.clone();
    roomier.places[0].room = 2;
    assert!(verify(&roomier, &answer).is_err(), "with one bed more, both can be placed");
}

#[test]
fn a_floor_that_asks_for_more_than_there_is_is_named() {
    let own = |persons| Household { stays: vec![stay(0, 2, persons)], ..Household::default() };
    let floors = vec![Floor { households: vec![0, 1], least: 1 }, Floor { households: vec![0, 1, 2], least: 2 }];
    let problem = Joint { places: vec![home(3)], households: vec![own(2), own(2), own(2)], floors };
    assert_eq!(core_of(&problem, &go(&problem)), [Demand::Floor(1)]);
}

#[test]
fn a_place_for_those_alike_takes_no_mixed_company() {
    let own = |company: u32, persons: i64| {
        let mut stay = stay(0, 1, persons);
        stay.takes[0].company = company;
        Household { stays: vec![stay], ..Household::default() }
    };
    let places = vec![Place { room: 2, alike: true, ..Place::default() }];
    let problem = Joint { places, households: vec![own(1, 1), own(2, 3), own(1, 1)], floors: Vec::new() };
    let answer = go(&problem);
    assert_eq!(answer.worth.persons, 3, "one of three persons rather than two of one");
    assert!(matches!(answer.known, Known::Optimal { .. }));
    let mixed = vec![Some(Bundle { stay: 0, jobs: vec![] }); 2].into_iter().chain([None]).collect();
    assert_eq!(problem.worth(&mixed), Err(Broken::Company { place: 0 }));
}

/// Everybody asks for one of two neighbouring places, in chains that share nothing.
fn chains() -> Joint {
    let own = |place: u32| Household { stays: vec![stay(place, 1, 1), stay(place + 1, 1, 2)], ..Household::default() };
    Joint {
        places: (0..40).map(|_| home(1)).collect(),
        households: (0..39).filter(|at| at % 3 != 2).map(own).collect(),
        floors: Vec::new(),
    }
}

#[test]
fn where_everybody_takes_one_place_the_values_of_the_flow_prove_it_and_one_less_does_not() {
    let problem = chains();
    let answer = go(&problem);
    let Known::Optimal { parts } = &answer.known else { panic!("the flow proves it") };
    assert_eq!(verify(&problem, &answer), Ok(()));
    for (at, part) in parts.iter().enumerate() {
        let Proof::Values(values) = &part.proof else { panic!("one place each, proven by values") };
        for place in 0..values.len() {
            let mut corrupted = answer.clone();
            let Known::Optimal { parts } = &mut corrupted.known else { unreachable!() };
            let Proof::Values(values) = &mut parts[at].proof else { unreachable!() };
            values[place].persons += 1;
            let dearer = verify(&problem, &corrupted);
            let Known::Optimal { parts } = &mut corrupted.known else { unreachable!() };
            let Proof::Values(values) = &mut parts[at].proof else { unreachable!() };
            values[place].persons -= 2;
            let cheaper = verify(&problem, &corrupted);
            assert!(dearer.is_err() || cheaper.is_err(), "place {place} of part {at} costs what it must");
        }
    }
}

/// Two households want each of some homes, and all of its beds; the homes share a school with room for everybody.
fn contested() -> Joint {
    let school = 4;
    let own = |place: u32, persons: i64| {
        let mut stay = stay(place, 4, persons);
        stay.worth.score = 0;
        stay.takes.push(Take { place: school, units: 1, company: 0 });
        Household { stays: vec![stay], ..Household::default() }
    };
    let places = (0..4).map(|_| home(4)).chain([home(8)]).collect();
    Joint { places, households: (0..4).flat_map(|at| [own(at, 9), own(at, 8)]).collect(), floors: Vec::new() }
}

/// The prices of the level of persons, where a part is proven by prices.
fn of_persons(answer: &mut Answer) -> &mut Vec<i64> {
    let parts: &mut Vec<_> = match &mut answer.known {
        Known::Optimal { parts } => {
            let Proof::Prices(levels) = &mut parts[0].proof else { panic!("proven by prices") };
            return &mut levels[1].places;
        }
        Known::Feasible { parts, .. } => parts,
        other => panic!("{other:?}"),
    };
    &mut parts[0].1[1].places
}

#[test]
fn prices_that_prove_a_plan_do_not_survive_a_home_being_dearer_or_cheaper_by_one() {
    let problem = contested();
    let answer = go(&problem);
    assert_eq!((answer.worth.persons, verify(&problem, &answer)), (36, Ok(())));
    let homes = of_persons(&mut answer.clone()).iter().filter(|price| **price > 0).count();
    assert_eq!(homes, 4, "homes have a price, the school has none");
    for place in 0..problem.places.len() {
        for by in [ONE, -ONE] {
            let mut corrupted = answer.clone();
            of_persons(&mut corrupted)[place] += by;
            let told = verify(&problem, &corrupted);
            assert!(
                matches!(told, Err(Fault::Gap { level: 1, .. } | Fault::Prices)),
                "place {place} by {by}: {told:?}"
            );
        }
    }
}

#[test]
fn a_gap_told_smaller_than_it_is_or_of_another_plan_is_refused() {
    // Three households of two want three beds: whole households use two of them, prices know of all three.
    let own = || Household { stays: vec![stay(0, 2, 2)], ..Household::default() };
    let problem = Joint { places: vec![home(3)], households: vec![own(), own(), own()], floors: Vec::new() };
    let answer = solve(&problem, &Effort { nodes: 0, ..EFFORT }, None, &|| false);
    let Known::Feasible { gap, .. } = &answer.known else { panic!("{:?}", answer.known) };
    assert_eq!((gap.proven, gap.reached, gap.most, verify(&problem, &answer)), (1, 2, 3, Ok(())));
    type Parts = Vec<(Vec<u32>, Vec<Prices>)>;
    let refused = |change: &dyn Fn(&mut Gap, &mut Parts)| {
        let mut claimed = answer.clone();
        let Known::Feasible { gap, parts, .. } = &mut claimed.known else { unreachable!() };
        change(gap, parts);
        verify(&problem, &claimed).unwrap_err()
    };
    assert_eq!(refused(&|gap, _| gap.most -= 1), Fault::Gap { level: 1, by: 1 });
    assert_eq!(refused(&|gap, _| gap.reached += 1), Fault::Worth);
    assert_eq!(refused(&|gap, _| gap.proven = 2), Fault::Worth);
    assert_eq!(refused(&|gap, _| gap.proven = 9), Fault::Parts);
    assert_eq!(refused(&|_, parts| parts.clear()), Fault::Parts, "a part neither priced nor proven");
    assert_eq!(refused(&|_, parts| parts[0].1.truncate(1)), Fault::Prices);
}

#[test]
fn the_answer_does_not_depend_on_the_number_of_threads() {
    let problem = chains();
    let families =
        Joint { households: problem.households.iter().cloned().map(with_pupils).collect(), ..problem.clone() };
    for problem in [problem, families] {
        let one = solve_on(1, &problem, &EFFORT, None, &|| false);
        for threads in [1, 2, 3] {
            assert_eq!(solve_on(threads, &problem, &EFFORT, None, &|| false), one, "on {threads} threads");
        }
    }
}

/// The same household, with a pupil for the last place of all.
fn with_pupils(mut household: Household) -> Household {
    for stay in &mut household.stays {
        if stay.takes[0].place != 39 {
            stay.takes.push(Take { place: 39, units: 1, company: 0 });
        }
    }
    household
}

#[test]
fn a_plan_of_yesterday_that_names_what_is_gone_is_taken_as_far_as_it_goes() {
    let own = |place: u32| Household { stays: vec![stay(place, 1, 1)], workers: vec![vec![]], locked: false };
    let problem = Joint { places: vec![home(1), home(1)], households: vec![own(0), own(1)], floors: Vec::new() };
    let gone = |stay, jobs: &[Option<u32>]| Some(Bundle { stay, jobs: jobs.to_vec() });
    let whole = go(&problem);
    let before: [Plan; 5] = [
        vec![gone(3, &[None]), gone(0, &[None])],
        vec![gone(0, &[Some(0)]), None],
        vec![gone(0, &[]), gone(0, &[None, None])],
        vec![gone(0, &[None]); 9],
        vec![],
    ];
    for plan in before {
        let before = Answer { plan, ..whole.clone() };
        let answer = solve(&problem, &EFFORT, Some(&before), &|| false);
        assert_eq!((answer.worth, verify(&problem, &answer)), (whole.worth, Ok(())), "from {before:?}");
    }
}
