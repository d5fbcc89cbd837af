//! From a problem to an answer that says what is proven: split where nothing is shared, planned, proven level by level.

use std::thread;

use serde::{Deserialize, Serialize};

use super::part::{PartKnown, Solved, solve_part};
use super::proof::{PROVEN_LEVELS, Prices, Proof};
use super::split::parts;
use super::{Floor, Joint, Plan};
use crate::Worth;

/// How hard to try. Counted in steps and not in seconds, so that the same question has the same answer everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Effort {
    /// Rounds in which prices of a level are found, and again as many in which they are sharpened.
    pub rounds: u32,
    /// How often a few households are planned anew, for each household there is.
    pub tries: u32,
    /// How often both of these are done again while a level is open.
    pub turns: u32,
    /// How many small moves are tried in each turn, for each household there is.
    pub moves: u32,
    /// Nodes of a proof by cases, where there are few choices; fewer, where there are many.
    pub nodes: u32,
    /// What draws between neighbours; noted with the plan.
    pub seed: u64,
}

impl Effort {
    /// Enough for a new proposal at once, where an earlier answer says where to begin.
    pub const AFTER_A_CHANGE: Self = Self { rounds: 20, tries: 1, turns: 1, moves: 50, nodes: 0, seed: 1 };
}

impl Default for Effort {
    fn default() -> Self {
        Self { rounds: 300, tries: 5, turns: 1, moves: 800, nodes: 400, seed: 1 }
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
        /// The parts that are proven to the end.
        proven: Vec<ProvenPart>,
    },
    /// No plan can meet these demands together. That is proven, and [`super::verify`] checks it. That each of them is
    /// needed for it is not proven: without any one of them, it could not be shown that there is no plan.
    Infeasible {
        /// The demands.
        core: Vec<Demand>,
        /// The households they are about, and those who share places with them, rising.
        households: Vec<u32>,
        /// Why the problem of these households, with these demands alone, has no plan.
        proof: Proof,
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
    /// Level by level the prices that were found, for all places and floors: where to begin after a change.
    pub prices: Vec<Prices>,
}

/// Plans and proves. `before` is where to begin: the answer of yesterday, its plan as far as it still may be, its prices
/// if places and floors still have the same positions. `stop` is asked now
/// and then; what was found until then is the answer.
#[must_use]
pub fn solve(problem: &Joint, effort: &Effort, before: Option<&Answer>, stop: &(dyn Fn() -> bool + Sync)) -> Answer {
    solve_on(thread::available_parallelism().map_or(1, usize::from), problem, effort, before, stop)
}

/// The same on so many threads, of which the answer knows nothing.
#[must_use]
pub fn solve_on(
    threads: usize,
    problem: &Joint,
    effort: &Effort,
    before: Option<&Answer>,
    stop: &(dyn Fn() -> bool + Sync),
) -> Answer {
    let parts = parts(problem);
    let threads = threads.clamp(1, parts.len().max(1));
    let solve_one = |households: &Vec<u32>| {
        let (part, places) = problem.part_of(households);
        let plan: Option<Plan> =
            before.map(|before| households.iter().map(|at| before.plan.get(*at as usize).cloned().flatten()).collect());
        let of_floors = problem.floors_about(households);
        let own = |prices: &Prices| Prices {
            places: places.iter().map(|at| prices.places.get(*at as usize).copied().unwrap_or_default()).collect(),
            above: prices.above.clone(),
            floors: of_floors.iter().map(|at| prices.floors.get(*at as usize).copied().unwrap_or_default()).collect(),
        };
        let prices: Vec<Prices> = before.iter().flat_map(|before| &before.prices).map(own).collect();
        solve_part(&part, effort, plan.as_ref(), &prices, stop)
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
    let prices = kept(problem, &parts, &solved);
    let known = joined(problem, effort, &parts, solved, stop);
    if matches!(known, Known::Infeasible { .. } | Known::Open) {
        (plan, worth) = (vec![None; problem.households.len()], Worth::default());
    }
    Answer { plan, worth, known, prices }
}

/// The prices of all parts side by side.
fn kept(problem: &Joint, parts: &[Vec<u32>], solved: &[Solved]) -> Vec<Prices> {
    let whole = |level: usize| Prices {
        places: vec![0; problem.places.len()],
        above: vec![0; level],
        floors: vec![0; problem.floors.len()],
    };
    let mut all: Vec<Prices> = (0..PROVEN_LEVELS).map(whole).collect();
    for (households, part) in parts.iter().zip(solved) {
        let (_, places) = problem.part_of(households);
        let floors = problem.floors_about(households);
        for (all, own) in all.iter_mut().zip(&part.prices) {
            places.iter().zip(&own.places).for_each(|(at, price)| all.places[*at as usize] = *price);
            floors.iter().zip(&own.floors).for_each(|(at, price)| all.floors[*at as usize] = *price);
            all.above.iter_mut().zip(&own.above).for_each(|(all, price)| *all = (*all).max(*price));
        }
    }
    all
}

fn joined(
    problem: &Joint,
    effort: &Effort,
    parts: &[Vec<u32>],
    solved: Vec<Solved>,
    stop: &(dyn Fn() -> bool + Sync),
) -> Known {
    if let Some((at, proof)) = solved.iter().enumerate().find_map(|(at, part)| Some((at, part.impossible()?))) {
        let (core, proof) = core(problem, &parts[at], proof.clone(), (effort, stop));
        return Known::Infeasible { core, households: parts[at].clone(), proof };
    }
    if solved.iter().any(|part| matches!(part.known, PartKnown::Open)) {
        return Known::Open;
    }
    let level = |part: &Solved| {
        if let PartKnown::Gap(gap, _) = &part.known { gap.proven } else { PROVEN_LEVELS }
    };
    let first = solved.iter().map(level).min().unwrap_or(PROVEN_LEVELS);
    let mut gap = Gap { proven: first, reached: 0, most: 0 };
    let (mut priced, mut proven) = (Vec::new(), Vec::new());
    for (households, part) in parts.iter().zip(solved) {
        let reached = part.worth.levels().get(first).copied().unwrap_or_default();
        gap.reached += reached;
        gap.most += match &part.known {
            PartKnown::Gap(own, _) if own.proven == first => own.most,
            _ => reached,
        };
        match part.known {
            PartKnown::Gap(_, own) => priced.push((households.clone(), own)),
            PartKnown::Proven(proof) => {
                proven.push(ProvenPart { households: households.clone(), worth: part.worth, proof });
            }
            PartKnown::Open | PartKnown::Impossible(_) => {}
        }
    }
    if priced.is_empty() {
        return Known::Optimal { parts: proven };
    }
    Known::Feasible { gap, parts: priced, proven }
}

/// Demands that cannot be met together, none of which can be left out, and why they cannot.
fn core(
    problem: &Joint,
    households: &[u32],
    proof: Proof,
    (effort, stop): (&Effort, &(dyn Fn() -> bool + Sync)),
) -> (Vec<Demand>, Proof) {
    let locked = households.iter().copied().filter(|at| problem.households[*at as usize].locked).map(Demand::Locked);
    let floors = problem.floors_about(households).into_iter().map(Demand::Floor);
    let (mut core, mut proof): (Vec<Demand>, Proof) = (locked.chain(floors).collect(), proof);
    let mut at = 0;
    while at < core.len() {
        let mut rest = core.clone();
        rest.remove(at);
        let part = problem.demanding(&rest).part(households);
        match solve_part(&part, effort, None, &[], stop).known {
            PartKnown::Impossible(other) => (core, proof) = (rest, other),
            _ => at += 1,
        }
    }
    (core, proof)
}

impl Joint {
    /// The same problem with some of its demands alone.
    pub(super) fn demanding(&self, demands: &[Demand]) -> Self {
        let mut asked = self.clone();
        for (household, own) in (0..).zip(&mut asked.households) {
            own.locked = demands.contains(&Demand::Locked(household));
        }
        for (floor, own) in (0..).zip(&mut asked.floors) {
            if !demands.contains(&Demand::Floor(floor)) {
                *own = Floor::default();
            }
        }
        asked
    }
}
