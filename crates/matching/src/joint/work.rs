//! Work on some levels of one problem: prices that say where to look, plans, prices that say how good they are.

use std::ops::Range;
use std::thread;

use super::anneal::Anneal;
use super::branch::{Incumbent, take};
use super::dive::dive;
use super::dual::{self, Duals, scales};
use super::proof::{ONE, Prices, most};
use super::ready::{Amounts, Narrowed, Ready, amounts};
use super::search::Search;
use super::soft::{Soft, mean_size};
use super::solve::Effort;
use super::{Plan, flows};
use crate::Worth;

/// From so many households on, two searches go side by side.
const MANY: usize = 64;

/// How warm it is when many small moves begin, for one of what a choice adds; less, where an earlier plan is continued;
/// and how much of that is left in the end.
const WARM: f64 = 0.5;
const COOL: f64 = 0.05;
const COLD: f64 = 0.02;

/// How much more the levels above count in a search than prices say: so much that it hardly ever pays to lose there.
const FIRST: f64 = 3.0;
const FIRST_AT_LEAST: f64 = 10.0;

/// How many times as many rounds prices are looked for where nobody works.
const MORE_ROUNDS: u32 = 3;

/// How dear it may be to be worse on the level above, in what a choice adds there about.
const STEEP: [f64; 2] = [6.0, 15.0];

/// What is worked on.
pub(super) struct Work<'a> {
    ready: &'a Ready<'a>,
    narrowed: &'a Narrowed,
    effort: &'a Effort,
    stop: &'a (dyn Fn() -> bool + Sync),
    /// Whether there were prices to begin with.
    continued: bool,
    pub(super) incumbent: Incumbent,
}

impl<'a> Work<'a> {
    pub(super) fn new(
        ready: &'a Ready<'a>,
        narrowed: &'a Narrowed,
        (effort, stop): (&'a Effort, &'a (dyn Fn() -> bool + Sync)),
        continued: bool,
    ) -> Self {
        Self { ready, narrowed, effort, stop, continued, incumbent: None }
    }

    /// Begins from a plan, as far as it may be.
    pub(super) fn begin(&mut self, plan: &Plan) {
        let mut search = Search::new(self.ready, self.narrowed, self.effort.seed);
        search.begin(plan);
        search.improve(0, self.stop);
        take(&mut self.incumbent, search.plan());
    }

    /// Takes over where people live, and gives work to them.
    pub(super) fn housed(&mut self, plan: Plan) {
        let problem = self.ready.problem;
        if let Ok(worth) = problem.worth(&plan) {
            take(&mut self.incumbent, Some(flows::polished(problem, plan, worth)));
        }
    }

    /// Finds prices of some levels, and plans on them. Whether there is a plan at all, as far as is known.
    pub(super) fn stage(&mut self, levels: Range<usize>, duals: &mut Vec<Duals>, before: &[Prices]) -> bool {
        if !self.guide(levels.clone(), duals, before) {
            return false;
        }
        for turn in 0..self.effort.turns.max(1) {
            if !self.proven(duals) {
                self.search(duals, (turn, levels.start));
            }
            for level in levels.clone() {
                let Some(mut sharper) = self.sharpened(level, &duals[level]) else { return false };
                if !self.continued && !self.works() && self.incumbent.is_some() {
                    sharper = self.steeper(level, sharper, duals);
                }
                duals[level] = sharper;
            }
            if (self.stop)() {
                break;
            }
        }
        true
    }

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

    /// Prices of some levels, as if each level above among them could be as good as its prices allow: where to look for
    /// plans. Whether everybody who must be placed has a choice.
    fn guide(&self, levels: Range<usize>, all: &mut Vec<Duals>, before: &[Prices]) -> bool {
        let (ready, narrowed) = (self.ready, self.narrowed);
        let mut reached = amounts(self.than());
        for level in levels {
            let mut own = Duals::nothing(ready, level);
            let known = before.get(level).filter(|prices| prices.above.len() == level);
            if let Some(prices) = known {
                own.set(prices);
            } else if !self.closed(level, &own) {
                if let Some((at, last)) = all.iter().enumerate().rfind(|(_, last): &(usize, &Duals)| last.is_paid()) {
                    own = last.below(level, 3.0 * scales(ready, level)[at]);
                }
                let soft = Soft { ready, narrowed, level, reached: &reached };
                let Some(found) = soft.cool(&own, self.rounds(), self.stop) else {
                    return false;
                };
                own = found.duals;
                reached[level] = reached[level].max(found.bound.floor());
            }
            all.push(own);
        }
        true
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
        let steps = (self.rounds(), step);
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

    /// The sharper of these prices of a level and others, that begin where it comes very dear to be worse on the level
    /// above: a plan at the very edge of what is possible there has such prices.
    fn steeper(&self, level: usize, own: Duals, all: &[Duals]) -> Duals {
        let Some((above, last)) = all[..level].iter().enumerate().rfind(|(_, last)| last.is_paid()) else { return own };
        if self.closed(level, &own) {
            return own;
        }
        let reached = amounts(self.than());
        let soft = Soft { ready: self.ready, narrowed: self.narrowed, level, reached: &reached };
        let mut best = (self.most(level, &own), own);
        for times in STEEP {
            let start = last.below(level, times * scales(self.ready, level)[above]);
            let other = soft.cool(&start, self.rounds(), self.stop);
            let other = other.and_then(|other| self.sharpened(level, &other.duals));
            for other in other.into_iter().chain(self.sharpened(level, &start)) {
                let most = self.most(level, &other);
                if most < best.0 {
                    best = (most, other);
                }
            }
        }
        best.1
    }

    /// Whether anybody looks for work here.
    fn works(&self) -> bool {
        !self.ready.jobs.iter().flatten().all(Vec::is_empty)
    }

    /// How many rounds prices are looked for: more, where nobody works, as one round is soon done there.
    fn rounds(&self) -> u32 {
        if self.works() || self.continued { self.effort.rounds } else { MORE_ROUNDS * self.effort.rounds }
    }

    /// What these prices prove of a level.
    fn most(&self, level: usize, duals: &Duals) -> i64 {
        let than = self.than().levels();
        let most = most(self.ready.problem, &[], level, &than[..level], &duals.prices(level)).ok();
        most.map_or(i64::MAX, |most| most.unwrap_or(i64::MIN))
    }

    /// Looks for better plans on these prices: always two searches where there is much to look for, however many threads
    /// there are, and of equal plans the first one's.
    fn search(&mut self, duals: &[Duals], (turn, first): (u32, usize)) {
        // The last level on which anything has a price knows what all levels above are worth on it.
        let level = duals.iter().rposition(Duals::is_paid).unwrap_or(0);
        let Some(duals) = duals.get(level) else {
            return;
        };
        let duals = &duals.put_first(level, &scales(self.ready, level));
        let lanes = if self.ready.problem.households.len() < MANY { 1 } else { 2 };
        let begin = self.incumbent.clone();
        let this = &*self;
        let found: Vec<Incumbent> = thread::scope(|scope| {
            let lanes: Vec<_> = (0..lanes)
                .map(|lane| {
                    let begin = begin.clone();
                    scope.spawn(move || this.lane(level, duals, begin, (turn, lane, first > 0)))
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

    fn lane(
        &self,
        level: usize,
        duals: &Duals,
        begin: Incumbent,
        (turn, lane, everybody_stays): (u32, u64, bool),
    ) -> Incumbent {
        let problem = self.ready.problem;
        let seed = self.effort.seed.wrapping_add(2 * u64::from(turn) + lane);
        let of_all = |each: u32| u64::from(each) * problem.households.len() as u64;
        let mut best = begin;
        let better = |best: &mut Incumbent, found: Incumbent| {
            take(best, found.map(|(plan, worth)| flows::polished(problem, plan, worth)));
        };
        let mut search = Search::new(self.ready, self.narrowed, seed);
        search.price(duals);
        let dives = turn == 0 && !self.continued && !self.works();
        if dives && let Some(plan) = dive(self.ready, duals, level, lane, self.stop) {
            search.begin(&plan);
            better(&mut best, search.plan());
        }
        if let Some((plan, _)) = &best {
            let warmest = mean_size(self.ready, level) * if self.continued || dives { COOL } else { WARM };
            let mut anneal = Anneal::new(self.ready, duals, plan, (everybody_stays, seed));
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

    /// The same, with the levels above counting so much more that they come first.
    fn put_first(&self, level: usize, scale: &Amounts) -> Self {
        let mut own = self.clone();
        for (weight, scale) in own.weights[..level].iter_mut().zip(scale) {
            *weight = (*weight * FIRST).max(*scale * FIRST_AT_LEAST);
        }
        own
    }

    /// Prices of a level above, with which to begin on this one: so many times as much, so that it comes first.
    fn below(&self, level: usize, times: f64) -> Self {
        let mut own = self.clone();
        own.places.iter_mut().chain(&mut own.floors).chain(&mut own.weights).for_each(|price| *price *= times);
        own.weights[level] = 1.0;
        own
    }
}
