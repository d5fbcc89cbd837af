//! One part of a problem, planned and proven level by level.

use std::thread;

use super::anneal::Anneal;
use super::branch::{Incumbent, Tree, take};
use super::dual::{self, Duals, scales};
use super::proof::{ONE, PROVEN_LEVELS, Prices, Proof, most, none_better};
use super::ready::{Narrowed, Ready, amounts};
use super::search::Search;
use super::soft::{Soft, mean_size};
use super::solve::{Effort, Gap};
use super::{Joint, Plan, flows};
use crate::Worth;

/// From so many households on, two searches go side by side.
const MANY: usize = 64;

/// With more choices than this, a proof by cases has fewer nodes; with ten times as many, none.
const FEW_CHOICES: usize = 600;

/// How warm it is when many small moves begin, for one of what a choice adds; less, where an earlier plan is continued;
/// and how much of that is left in the end.
const WARM: f64 = 0.5;
const COOL: f64 = 0.05;
const COLD: f64 = 0.02;

/// What came of one part.
pub(super) struct Solved {
    pub(super) plan: Plan,
    pub(super) worth: Worth,
    pub(super) known: PartKnown,
    pub(super) prices: Vec<Prices>,
}

pub(super) enum PartKnown {
    Proven(Proof),
    Gap(Gap, Vec<Prices>),
    Open,
    Impossible,
}

impl Solved {
    fn nothing(known: PartKnown) -> Self {
        Self { plan: Plan::new(), worth: Worth::default(), known, prices: Vec::new() }
    }
}

/// Plans and proves. `before` and `prices` are where to begin.
pub(super) fn solve_part(
    problem: &Joint,
    effort: &Effort,
    before: Option<&Plan>,
    prices: &[Prices],
    stop: &(dyn Fn() -> bool + Sync),
) -> Solved {
    if let Some((plan, worth, prices)) = flows::alone(problem) {
        return Solved { plan, worth, known: PartKnown::Proven(Proof::Values(prices)), prices: Vec::new() };
    }
    let ready = Ready::of(problem);
    let narrowed = Narrowed::by(problem, &[]);
    let mut work =
        Work { ready: &ready, narrowed: &narrowed, effort, stop, continued: !prices.is_empty(), incumbent: None };
    let mut search = Search::new(&ready, &narrowed, effort.seed);
    if let Some(before) = before {
        search.begin(before);
    }
    search.improve(0, stop);
    take(&mut work.incumbent, search.plan());
    let Some(mut duals) = work.guide(prices) else { return Solved::nothing(PartKnown::Impossible) };
    let mut levels: Vec<Prices> = Vec::new();
    for turn in 0..effort.turns.max(1) {
        if !work.proven(&duals) {
            work.search(&duals, turn);
        }
        for (level, own) in duals.iter_mut().enumerate() {
            let Some(sharper) = work.sharpened(level, own) else { return Solved::nothing(PartKnown::Impossible) };
            *own = sharper;
        }
        levels = duals.iter().enumerate().map(|(level, own)| own.prices(level)).collect();
        if stop() {
            break;
        }
    }
    let mut incumbent = work.incumbent;
    let proven = |incumbent: &Incumbent| {
        incumbent.as_ref().is_some_and(|(_, worth)| none_better(problem, &[], *worth, &levels).is_ok())
    };
    if !proven(&incumbent) {
        let choices: usize =
            ready.stays.iter().map(Vec::len).sum::<usize>() + ready.jobs.iter().flatten().map(Vec::len).sum::<usize>();
        let few = choices <= 10 * FEW_CHOICES;
        let nodes = if few { (effort.nodes as usize * FEW_CHOICES / choices.max(FEW_CHOICES)) as u32 } else { 0 };
        let mut tree = Tree { ready: &ready, nodes, rounds: effort.rounds, tries: 40, seed: effort.seed, stop };
        let proof = tree.prove(&mut Vec::new(), &duals, &mut incumbent);
        let known = match (&incumbent, proof) {
            (Some(_), Some(proof)) => Some(PartKnown::Proven(proof)),
            (None, Some(_)) => return Solved::nothing(PartKnown::Impossible),
            (None, None) => return Solved::nothing(PartKnown::Open),
            (Some(_), None) => None,
        };
        if let (Some(known), Some((plan, worth))) = (known, incumbent.clone()) {
            return Solved { plan, worth, known, prices: levels };
        }
    }
    // The levels that are proven are decided; on the last, the lot, the plan is as good as was found.
    let Some((plan, worth)) = incumbent else { return Solved::nothing(PartKnown::Open) };
    let known = match open(problem, worth, &levels) {
        Some(gap) => PartKnown::Gap(gap, levels.clone()),
        None => PartKnown::Proven(Proof::Prices(levels.clone())),
    };
    Solved { plan, worth, known, prices: levels }
}

/// The first level on which prices leave open whether a plan may be better.
fn open(problem: &Joint, worth: Worth, levels: &[Prices]) -> Option<Gap> {
    let reached = worth.levels();
    (0..).zip(levels).find_map(|(level, prices)| {
        let most = most(problem, &[], level, &reached[..level], prices).ok()??;
        (most > reached[level]).then_some(Gap { proven: level, reached: reached[level], most })
    })
}

/// What is worked on.
struct Work<'a> {
    ready: &'a Ready<'a>,
    narrowed: &'a Narrowed,
    effort: &'a Effort,
    stop: &'a (dyn Fn() -> bool + Sync),
    /// Whether there were prices to begin with.
    continued: bool,
    incumbent: Incumbent,
}

impl Work<'_> {
    /// What the best plan so far is worth.
    fn than(&self) -> Worth {
        self.incumbent.as_ref().map_or(self.ready.lowest, |(_, worth)| *worth)
    }

    /// Whether these prices close a level.
    fn closed(&self, level: usize, duals: &Duals) -> bool {
        let than = self.than().levels();
        let most = most(self.ready.problem, &[], level, &than[..level], &duals.prices(level)).ok().flatten();
        self.incumbent.is_some() && most.is_none_or(|most| most <= than[level])
    }

    fn proven(&self, duals: &[Duals]) -> bool {
        duals.iter().enumerate().all(|(level, own)| self.closed(level, own))
    }

    /// Prices level by level, as if each level above could be as good as its prices allow: where to look for plans.
    /// Nothing, if somebody who must be placed has no choice.
    fn guide(&self, before: &[Prices]) -> Option<Vec<Duals>> {
        let (ready, narrowed) = (self.ready, self.narrowed);
        let mut reached = amounts(self.than());
        let mut all: Vec<Duals> = Vec::new();
        for level in 0..PROVEN_LEVELS {
            let mut own = Duals::nothing(ready, level);
            let known = before.get(level).filter(|prices| prices.above.len() == level);
            if let Some(prices) = known {
                own.set(prices);
            } else if !self.closed(level, &own) {
                if let Some((at, last)) = all.iter().enumerate().rfind(|(_, last): &(usize, &Duals)| last.is_paid()) {
                    own = last.below(level, 3.0 * scales(ready, level)[at]);
                }
                let soft = Soft { ready, narrowed, level, reached: &reached };
                let found = soft.cool(&own, self.effort.rounds, self.stop)?;
                own = found.duals;
                reached[level] = reached[level].max(found.bound.floor());
            }
            all.push(own);
        }
        Some(all)
    }

    /// Prices of a level, sharpened for what is reached. Nothing, if there is no plan.
    fn sharpened(&self, level: usize, own: &Duals) -> Option<Duals> {
        if self.closed(level, own) {
            return Some(own.clone());
        }
        let mut reached = amounts(self.than());
        if self.incumbent.is_none() {
            reached[level] -= 1.0;
        }
        let step = if self.incumbent.is_some() { 0.02 } else { 1.0 };
        let steps = (self.effort.rounds, step);
        let found = dual::ascend(self.ready, own, self.narrowed, level, &reached, steps, self.stop, &mut |_, _| ())?;
        if self.incumbent.is_none() {
            let than = self.than().levels();
            let prices = found.duals.prices(level);
            if most(self.ready.problem, &[], level, &than[..level], &prices).ok()?? < than[level] {
                return None;
            }
        }
        Some(found.duals)
    }

    /// Looks for better plans on these prices: always two searches where there is much to look for, however many threads
    /// there are, and of equal plans the first one's.
    fn search(&mut self, duals: &[Duals], turn: u32) {
        // The last level on which anything has a price knows what all levels above are worth on it.
        let level = duals.iter().rposition(Duals::is_paid).unwrap_or(0);
        let Some(duals) = duals.get(level) else { return };
        let lanes = if self.ready.problem.households.len() < MANY { 1 } else { 2 };
        let begin = self.incumbent.clone();
        let this = &*self;
        let found: Vec<Incumbent> = thread::scope(|scope| {
            let lanes: Vec<_> = (0..lanes)
                .map(|lane| {
                    let begin = begin.clone();
                    scope.spawn(move || this.lane(level, duals, begin, (turn, lane)))
                })
                .collect();
            let join = |lane: thread::ScopedJoinHandle<'_, Incumbent>| {
                lane.join().unwrap_or_else(|fallen| std::panic::resume_unwind(fallen))
            };
            lanes.into_iter().map(join).collect()
        });
        for found in found {
            take(&mut self.incumbent, found);
        }
    }

    fn lane(&self, level: usize, duals: &Duals, begin: Incumbent, (turn, lane): (u32, u64)) -> Incumbent {
        let problem = self.ready.problem;
        let seed = self.effort.seed.wrapping_add(2 * u64::from(turn) + lane);
        let of_all = |each: u32| u64::from(each) * problem.households.len() as u64;
        let mut best = begin;
        let better = |best: &mut Incumbent, found: Incumbent| {
            take(best, found.map(|(plan, worth)| flows::polished(problem, plan, worth)));
        };
        let mut search = Search::new(self.ready, self.narrowed, seed);
        search.price(duals);
        if turn == 0 && !self.continued {
            better(&mut best, flows::rounded(self.ready, duals, &mut search, self.stop));
        }
        // Floors speak of everybody at once: moves of a few would break them without noticing.
        if let Some((plan, _)) = best.as_ref().filter(|_| problem.floors.is_empty()) {
            let warmest = mean_size(self.ready, level) * if self.continued { COOL } else { WARM };
            let mut anneal = Anneal::new(self.ready, &search, duals, plan, seed);
            let plan = anneal.cool(of_all(self.effort.moves), (warmest, warmest * COLD), self.stop);
            search.begin(&plan);
            better(&mut best, search.plan());
        }
        if let Some((plan, _)) = &best {
            search.begin(plan);
        }
        search.improve(of_all(self.effort.tries), self.stop);
        better(&mut best, search.plan());
        best
    }
}

impl Duals {
    /// Takes prices over.
    fn set(&mut self, prices: &Prices) {
        let part = |price: &i64| *price as f64 / ONE as f64;
        self.places = prices.places.iter().map(part).collect();
        self.floors = prices.floors.iter().map(part).collect();
        for (weight, price) in self.weights.iter_mut().zip(&prices.above) {
            *weight = part(price);
        }
    }

    fn is_paid(&self) -> bool {
        self.places.iter().chain(&self.floors).any(|price| *price > 0.0)
    }

    /// Prices of a level above, with which to begin on this one: so many times as much, so that it comes first.
    fn below(&self, level: usize, times: f64) -> Self {
        let mut own = self.clone();
        own.places.iter_mut().chain(&mut own.floors).chain(&mut own.weights).for_each(|price| *price *= times);
        own.weights[level] = 1.0;
        own
    }
}
