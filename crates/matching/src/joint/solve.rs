//! From a problem to an answer that says what is proven: split where nothing is shared, planned, proven level by level.

use std::thread;

use serde::{Deserialize, Serialize};

use super::branch::{Incumbent, Tree, take};
use super::dive::Dive;
use super::dual::{self, Duals};
use super::proof::{PROVEN_LEVELS, Prices, Proof, most};
use super::ready::{Drawn, Narrowed, Ready, amounts};
use super::search::Search;
use super::{Floor, Joint, Plan};
use crate::Worth;

/// How hard to try. Counted in steps and not in seconds, so that the same question has the same answer everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Effort {
    /// Rounds in which prices of a level are bettered.
    pub rounds: u32,
    /// How often a few households are planned anew, for each household there is.
    pub tries: u32,
    /// How often both of these are done again while a level is open.
    pub turns: u32,
    /// How many neighbourhoods of some dozens of households are planned anew in each turn.
    pub dives: u32,
    /// Nodes of a proof by cases.
    pub nodes: u32,
    /// What draws between neighbours; noted with the plan.
    pub seed: u64,
}

impl Default for Effort {
    fn default() -> Self {
        Self { rounds: 1_000, tries: 20, turns: 3, dives: 60, nodes: 400, seed: 1 }
    }
}

/// What is proven of a part of the problem that shares nothing with the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvenPart {
    /// The households, rising; the part's problem is [`Joint::part`] of these.
    pub households: Vec<u32>,
    /// What the plan is worth for them.
    pub worth: Worth,
    /// Why nothing is better.
    pub proof: Proof,
}

/// How far a plan may be from the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// How many levels are proven to be the best.
    pub proven: usize,
    /// What the plan adds on the next level.
    pub reached: i64,
    /// What no plan exceeds on it, among those as good on the levels before.
    pub most: i64,
}

impl Gap {
    /// In thousandths of the bound.
    #[must_use]
    pub fn per_mille(&self) -> f64 {
        if self.most == self.reached {
            0.0
        } else {
            1000.0 * (self.most - self.reached) as f64 / (self.most as f64).abs().max(1.0)
        }
    }
}

/// A demand that cannot be met together with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Demand {
    /// A locked household must be placed.
    Locked(u32),
    /// A floor must be reached.
    Floor(u32),
}

/// What is known of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "known")]
pub enum Known {
    /// Nothing is better, up to the lot.
    Optimal {
        /// The proof, part by part.
        parts: Vec<ProvenPart>,
    },
    /// The plan may be, and is at most so far from the best.
    Feasible {
        /// How far.
        gap: Gap,
        /// The prices that show it, part by part, and the households of each.
        parts: Vec<(Vec<u32>, Vec<Prices>)>,
    },
    /// No plan can meet these demands together; without any one of them, one was found.
    Infeasible {
        /// The demands.
        core: Vec<Demand>,
    },
    /// No plan that meets all demands was found, and it is not proven that there is none.
    Open,
}

/// A plan and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// For each household what it gets. Empty-handed where there is no plan.
    pub plan: Plan,
    /// What it is worth.
    pub worth: Worth,
    /// What is proven.
    pub known: Known,
}

/// What came of one part.
struct Solved {
    plan: Plan,
    worth: Worth,
    known: PartKnown,
}

enum PartKnown {
    Proven(Proof),
    Gap(Gap, Vec<Prices>),
    Open,
    Impossible,
}

/// Plans and proves. `before` is where to begin: the plan of yesterday, as far as it still may be. `stop` is asked now
/// and then; what was found until then is the answer.
#[must_use]
pub fn solve(problem: &Joint, effort: &Effort, before: Option<&Plan>, stop: &(dyn Fn() -> bool + Sync)) -> Answer {
    let parts = parts(problem);
    let threads = thread::available_parallelism().map_or(1, usize::from).min(parts.len().max(1));
    let solve_one = |households: &Vec<u32>| {
        let part = problem.part(households);
        let before: Option<Plan> =
            before.map(|plan| households.iter().map(|at| plan.get(*at as usize).cloned().flatten()).collect());
        solve_part(&part, effort, before.as_ref(), stop)
    };
    let mut solved: Vec<Option<Solved>> = parts.iter().map(|_| None).collect();
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|first| {
                let (parts, solve_one) = (&parts, &solve_one);
                scope.spawn(move || {
                    let own = (first..parts.len()).step_by(threads);
                    own.map(|at| (at, solve_one(&parts[at]))).collect::<Vec<_>>()
                })
            })
            .collect();
        for worker in workers {
            let done = worker.join().unwrap_or_else(|fallen| std::panic::resume_unwind(fallen));
            for (at, one) in done {
                solved[at] = Some(one);
            }
        }
    });
    let solved: Vec<Solved> = solved.into_iter().flatten().collect();
    let mut plan: Plan = vec![None; problem.households.len()];
    let mut worth = Worth::default();
    for (households, part) in parts.iter().zip(&solved) {
        for (at, bundle) in households.iter().zip(&part.plan) {
            plan[*at as usize].clone_from(bundle);
        }
        worth += part.worth;
    }
    let known = joined(problem, effort, &parts, solved, stop);
    if matches!(known, Known::Infeasible { .. } | Known::Open) {
        return Answer { plan: vec![None; problem.households.len()], worth: Worth::default(), known };
    }
    Answer { plan, worth, known }
}

fn joined(
    problem: &Joint,
    effort: &Effort,
    parts: &[Vec<u32>],
    solved: Vec<Solved>,
    stop: &(dyn Fn() -> bool + Sync),
) -> Known {
    if let Some(at) = solved.iter().position(|part| matches!(part.known, PartKnown::Impossible)) {
        return Known::Infeasible { core: core(problem, &parts[at], effort, stop) };
    }
    if solved.iter().any(|part| matches!(part.known, PartKnown::Open)) {
        return Known::Open;
    }
    if solved.iter().all(|part| matches!(part.known, PartKnown::Proven(_))) {
        let proven = parts.iter().zip(solved).filter_map(|(households, part)| match part.known {
            PartKnown::Proven(proof) => Some(ProvenPart { households: households.clone(), worth: part.worth, proof }),
            _ => None,
        });
        return Known::Optimal { parts: proven.collect() };
    }
    let proven =
        solved.iter().map(|part| if let PartKnown::Gap(gap, _) = &part.known { gap.proven } else { PROVEN_LEVELS });
    let proven = proven.min().unwrap_or(PROVEN_LEVELS);
    let mut gap = Gap { proven, reached: 0, most: 0 };
    let mut prices = Vec::new();
    for (households, part) in parts.iter().zip(solved) {
        let reached = part.worth.levels()[proven];
        gap.reached += reached;
        gap.most += match &part.known {
            PartKnown::Gap(own, _) if own.proven == proven => own.most,
            _ => reached,
        };
        if let PartKnown::Gap(_, own) = part.known {
            prices.push((households.clone(), own));
        }
    }
    Known::Feasible { gap, parts: prices }
}

fn solve_part(problem: &Joint, effort: &Effort, before: Option<&Plan>, stop: &dyn Fn() -> bool) -> Solved {
    let ready = Ready::of(problem);
    let narrowed = Narrowed::by(problem, &[]);
    let mut search = Search::new(&ready, &narrowed, effort.seed);
    let mut incumbent: Incumbent = None;
    if let Some(before) = before {
        search.begin(before);
    }
    search.improve(0, stop);
    take(&mut incumbent, search.plan());
    let tries = u64::from(effort.tries) * problem.households.len() as u64;
    let mut duals: Vec<Duals> = Vec::new();
    let mut levels: Vec<Prices> = Vec::new();
    let mut gap = None;
    let mut drawn = Drawn(effort.seed);
    let nothing = ready.lowest;
    'level: for level in 0..PROVEN_LEVELS {
        let mut own = Duals::nothing(&ready, level);
        if let Some(last) = duals.last() {
            // Prices of the level before are a beginning where amounts go together.
            own.floors.clone_from(&last.floors);
        }
        for turn in 0..effort.turns.max(1) {
            let than = incumbent.as_ref().map_or(nothing, |(_, worth)| *worth);
            let rounds = effort.rounds;
            let mut reached = amounts(than);
            if incumbent.is_none() {
                reached[level] -= 1.0;
            }
            let found = dual::ascend(&ready, &own, &narrowed, level, &reached, rounds, stop, &mut |_, _| ());
            let Some(found) = found else {
                return Solved { plan: Plan::new(), worth: Worth::default(), known: PartKnown::Impossible };
            };
            own = found.duals;
            let prices = own.prices(level);
            search.price(&own);
            let bound = |than: Worth| {
                most(problem, &[], level, &than.levels()[..level], &prices).ok().flatten().unwrap_or(i64::MAX)
            };
            if incumbent.is_none() || bound(than) > than.levels()[level] {
                search.improve(tries / 4, stop);
                take(&mut incumbent, search.plan());
                let dive = Dive { level, rounds: rounds / 4, tries: tries / 4, seed: effort.seed, stop };
                take(&mut incumbent, dive.plan(problem, &own, &amounts(than)));
                let near = Dive { rounds: rounds / 8, tries: 400, ..dive };
                for _ in 0..effort.dives {
                    let Some((plan, worth)) = &incumbent else { break };
                    if stop() || bound(*worth) <= worth.levels()[level] {
                        break;
                    }
                    search.begin(plan);
                    let some = search.cluster(20 + drawn.below(60));
                    if let Some(found) = near.around(problem, &own, (plan, *worth), &some) {
                        incumbent = Some(found);
                    }
                }
                if let Some((plan, _)) = &incumbent {
                    search.begin(plan);
                }
            }
            let than = incumbent.as_ref().map_or(nothing, |(_, worth)| *worth);
            let most = bound(than);
            if incumbent.is_none() && most < than.levels()[level] {
                return Solved { plan: Plan::new(), worth: Worth::default(), known: PartKnown::Impossible };
            }
            let closed = incumbent.is_some() && most <= than.levels()[level];
            if closed || turn + 1 >= effort.turns || stop() {
                duals.push(own.clone());
                levels.push(prices);
                if !closed {
                    gap = Some(level);
                    break 'level;
                }
                break;
            }
        }
    }
    let Some(level) = gap else {
        if let Some((plan, worth)) = incumbent {
            // The levels below are decided; the lot is improved as far as it goes.
            return Solved { plan, worth, known: PartKnown::Proven(Proof::Prices(levels)) };
        }
        return Solved { plan: Plan::new(), worth: Worth::default(), known: PartKnown::Open };
    };
    let mut tree =
        Tree { ready: &ready, nodes: effort.nodes, rounds: effort.rounds / 4, tries: 40, seed: effort.seed, stop };
    let proof = tree.prove(&mut Vec::new(), &duals, &mut incumbent);
    match (incumbent, proof) {
        (Some((plan, worth)), Some(proof)) => Solved { plan, worth, known: PartKnown::Proven(proof) },
        (None, Some(_)) => Solved { plan: Plan::new(), worth: Worth::default(), known: PartKnown::Impossible },
        (None, None) => Solved { plan: Plan::new(), worth: Worth::default(), known: PartKnown::Open },
        (Some((plan, worth)), None) => {
            let known = gap_of(problem, level, worth, &levels);
            Solved { plan, worth, known }
        }
    }
}

/// What prices leave open of a plan: the first level on which more may be possible.
fn gap_of(problem: &Joint, last: usize, worth: Worth, levels: &[Prices]) -> PartKnown {
    let reached = worth.levels();
    for (level, prices) in levels.iter().enumerate() {
        let most = most(problem, &[], level, &reached[..level], prices).ok().flatten().unwrap_or(i64::MAX);
        if most > reached[level] {
            let gap = Gap { proven: level, reached: reached[level], most };
            return PartKnown::Gap(gap, levels[..=level].to_vec());
        }
    }
    // The plan became better on a level than it was when its prices were found: the next one is open.
    let level = (last + 1).min(PROVEN_LEVELS - 1);
    PartKnown::Gap(Gap { proven: level, reached: reached[level], most: i64::MAX }, levels.to_vec())
}

/// Demands that cannot be met together, none of which can be left out.
fn core(problem: &Joint, households: &[u32], effort: &Effort, stop: &(dyn Fn() -> bool + Sync)) -> Vec<Demand> {
    let locked = households.iter().copied().filter(|at| problem.households[*at as usize].locked).map(Demand::Locked);
    let floors =
        (0..).zip(&problem.floors).filter(|(_, floor)| floor.households.iter().any(|at| households.contains(at)));
    let mut core: Vec<Demand> = locked.chain(floors.map(|(at, _)| Demand::Floor(at))).collect();
    let mut at = 0;
    while at < core.len() {
        let mut rest = core.clone();
        rest.remove(at);
        let mut asked = problem.clone();
        for (household, own) in (0..).zip(&mut asked.households) {
            own.locked = rest.contains(&Demand::Locked(household));
        }
        for (floor, own) in (0..).zip(&mut asked.floors) {
            if !rest.contains(&Demand::Floor(floor)) {
                *own = Floor::default();
            }
        }
        let part = asked.part(households);
        if matches!(solve_part(&part, effort, None, &|| stop()).known, PartKnown::Impossible) {
            core = rest;
        } else {
            at += 1;
        }
    }
    core
}

/// The households that share places or floors, together; those that share nothing, apart. Each rising.
fn parts(problem: &Joint) -> Vec<Vec<u32>> {
    let count = problem.households.len();
    let mut joined: Vec<usize> = (0..count + problem.places.len()).collect();
    fn root(joined: &mut [usize], mut at: usize) -> usize {
        while joined[at] != at {
            joined[at] = joined[joined[at]];
            at = joined[at];
        }
        at
    }
    let mut join = |one: usize, other: usize| {
        let (one, other) = (root(&mut joined, one), root(&mut joined, other));
        joined[one.max(other)] = one.min(other);
    };
    for (at, household) in problem.households.iter().enumerate() {
        let stays = household.stays.iter().flat_map(|stay| stay.takes.iter().map(|take| take.place));
        for place in stays.chain(household.workers.iter().flatten().map(|job| job.place)) {
            join(at, count + place as usize);
        }
    }
    for floor in &problem.floors {
        for two in floor.households.windows(2) {
            join(two[0] as usize, two[1] as usize);
        }
    }
    let mut parts: Vec<Vec<u32>> = vec![Vec::new(); count];
    for at in 0..count {
        parts[root(&mut joined, at)].push(at as u32);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

impl Joint {
    /// The problem of some households, rising, with the places that they name and the floors about them.
    #[must_use]
    pub fn part(&self, households: &[u32]) -> Self {
        self.part_of(households).0
    }

    /// The same, and which places these were.
    pub(super) fn part_of(&self, households: &[u32]) -> (Self, Vec<u32>) {
        let mut known: Vec<Option<u32>> = vec![None; self.places.len()];
        let mut places = Vec::new();
        let mut at = |place: u32| {
            *known[place as usize].get_or_insert_with(|| {
                places.push(place);
                places.len() as u32 - 1
            })
        };
        let own = households.iter().map(|household| {
            let mut own = self.households[*household as usize].clone();
            own.stays.iter_mut().flat_map(|stay| &mut stay.takes).for_each(|take| take.place = at(take.place));
            own.workers.iter_mut().flatten().for_each(|job| job.place = at(job.place));
            own
        });
        let own = own.collect();
        let floors = self.floors.iter().filter(|floor| floor.households.iter().any(|one| households.contains(one)));
        let floors = floors.map(|floor| Floor {
            households: (0..)
                .zip(households)
                .filter(|(_, one)| floor.households.contains(one))
                .map(|(at, _)| at)
                .collect(),
            least: floor.least,
        });
        let floors = floors.collect();
        let rooms = places.iter().map(|at| self.places[*at as usize].clone()).collect();
        (Self { places: rooms, households: own, floors }, places)
    }
}

/// Checks an answer without trusting how it was found: that the plan may be and is worth what is said, that nothing is
/// better where that is claimed, and that the gap is no larger than said.
///
/// # Errors
/// [`super::Fault`]: the first thing that does not hold.
pub fn verify(problem: &Joint, answer: &Answer) -> Result<(), super::Fault> {
    use super::Fault;
    if matches!(answer.known, Known::Infeasible { .. } | Known::Open) {
        return Ok(());
    }
    if problem.worth(&answer.plan)? != answer.worth {
        return Err(Fault::Worth);
    }
    let own = parts(problem);
    let part_plan =
        |households: &[u32]| -> Plan { households.iter().map(|at| answer.plan[*at as usize].clone()).collect() };
    match &answer.known {
        Known::Optimal { parts } => {
            if !parts.iter().map(|part| &part.households).eq(&own) {
                return Err(Fault::Parts);
            }
            for part in parts {
                super::check(&problem.part(&part.households), &part_plan(&part.households), part.worth, &part.proof)?;
            }
        }
        Known::Feasible { gap, parts } => {
            let mut most_of_all: i64 = 0;
            for households in &own {
                let sub = problem.part(households);
                let worth = sub.worth(&part_plan(households))?.levels();
                let prices = parts.iter().find(|(which, _)| which == households).map(|(_, prices)| prices);
                // What is not priced here was proven by itself; its proof is not repeated.
                let Some(prices) = prices else {
                    most_of_all = most_of_all.saturating_add(worth[gap.proven]);
                    continue;
                };
                for level in 0..=gap.proven {
                    let Some(prices) = prices.get(level) else { break };
                    let most = most(&sub, &[], level, &worth[..level], prices)?.unwrap_or(i64::MIN);
                    if level == gap.proven {
                        most_of_all = most_of_all.saturating_add(most.max(worth[level]));
                    } else if most > worth[level] {
                        return Err(Fault::Gap { level, by: most - worth[level] });
                    }
                }
            }
            if most_of_all > gap.most {
                return Err(Fault::Gap { level: gap.proven, by: most_of_all - gap.most });
            }
        }
        Known::Infeasible { .. } | Known::Open => {}
    }
    Ok(())
}
