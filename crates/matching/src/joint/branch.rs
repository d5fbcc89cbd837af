//! Proves a small problem to the end: where prices alone do not close it, a part of a bundle takes a place or does not,
//! and each half is proven by itself. The tree is kept as the proof. (Land, Doig, 1960.)

use std::collections::BTreeMap;

use super::dual::{self, Duals};
use super::proof::{Limit, PROVEN_LEVELS, Part, Prices, Proof, is_crowded, most, none_better};
use super::ready::{Amounts, Narrowed, Ready, amounts};
use super::search::Search;
use super::soft::Soft;
use super::{Bundle, Plan};
use crate::Worth;

/// The best plan so far, if there is one.
pub(super) type Incumbent = Option<(Plan, Worth)>;

/// Takes what is better.
pub(super) fn take(incumbent: &mut Incumbent, found: Option<(Plan, Worth)>) {
    if let Some(found) = found
        && incumbent.as_ref().is_none_or(|(_, worth)| found.1 > *worth)
    {
        *incumbent = Some(found);
    }
}

/// How often each part of a bundle chose a place while prices were looked for.
type Votes = BTreeMap<(u32, Part, u32), u32>;

pub(super) struct Tree<'r, 'p> {
    pub(super) ready: &'r Ready<'p>,
    /// How many nodes may still be opened.
    pub(super) nodes: u32,
    pub(super) rounds: u32,
    pub(super) tries: u64,
    pub(super) seed: u64,
    pub(super) stop: &'r (dyn Fn() -> bool + Sync),
}

impl Tree<'_, '_> {
    /// The proof that nothing within these limits is better than the incumbent, which may become better on the way.
    /// Nothing, when there are no nodes left or somebody stopped it.
    pub(super) fn prove(
        &mut self,
        limits: &mut Vec<Limit>,
        start: &[Duals],
        incumbent: &mut Incumbent,
    ) -> Option<Proof> {
        if self.nodes == 0 || (self.stop)() {
            return None;
        }
        self.nodes -= 1;
        let problem = self.ready.problem;
        if let Some(place) = crowded(self.ready, limits) {
            return Some(Proof::Crowded { place });
        }
        let narrowed = Narrowed::by(problem, limits);
        let mut search = Search::new(self.ready, &narrowed, self.seed);
        if let Some(duals) = start.first() {
            search.price(duals);
        }
        if let Some((plan, _)) = incumbent {
            search.begin(plan);
        }
        search.improve(self.tries, self.stop);
        take(incumbent, search.plan());
        // Without a plan, only that none may be closes a branch.
        let nothing = self.ready.lowest;
        let mut levels: Vec<Prices> = Vec::new();
        let mut duals: Vec<Duals> = Vec::new();
        let mut votes = Votes::new();
        for level in 0..PROVEN_LEVELS {
            let than = incumbent.as_ref().map_or(nothing, |(_, worth)| *worth);
            let begin = start.get(level).cloned().unwrap_or_else(|| Duals::nothing(self.ready, level));
            let mut reached: Amounts = amounts(than);
            if incumbent.is_none() {
                reached[level] -= 1.0;
            }
            let rounds = self.rounds;
            let steps = (rounds, 1.0);
            votes.clear();
            let mut watch = |round: u32, plan: &Plan| {
                if round >= rounds / 4 {
                    vote(self.ready, plan, &mut votes);
                }
            };
            let found = dual::ascend(self.ready, &begin, &narrowed, level, &reached, steps, self.stop, &mut watch);
            let Some(mut found) = found else {
                levels.push(begin.prices(level));
                return Some(Proof::Prices(levels));
            };
            // Where that leaves it open, prices are looked for from another side as well.
            if found.bound >= reached[level] + 1.0 - 1e-6 {
                let soft = Soft { ready: self.ready, narrowed: &narrowed, level, reached: &reached };
                let other = soft.cool(&Duals::nothing(self.ready, level), rounds, self.stop);
                let other = other.and_then(|other| {
                    dual::ascend(self.ready, &other.duals, &narrowed, level, &reached, steps, self.stop, &mut |_, _| ())
                });
                found = other.filter(|other| other.bound < found.bound).unwrap_or(found);
                // Where all is decided, nothing needs a price.
                let free = Duals::nothing(self.ready, level);
                let mut plan = Plan::new();
                let bound = dual::relaxed(self.ready, &free, &narrowed, level, &reached, &mut plan);
                if let Some(bound) = bound.filter(|bound| *bound < found.bound) {
                    found = dual::Ascended { duals: free, bound };
                }
            }
            let prices = found.duals.prices(level);
            duals.push(found.duals);
            let bound = most(problem, limits, level, &than.levels()[..level], &prices).ok()??;
            levels.push(prices);
            if bound < than.levels()[level] {
                return Some(Proof::Prices(levels));
            }
            if bound > than.levels()[level] {
                break;
            }
        }
        if let Some((_, worth)) = incumbent
            && none_better(problem, limits, *worth, &levels).is_ok()
        {
            return Some(Proof::Prices(levels));
        }
        let (household, part, place) = self.split(&narrowed, limits, &votes)?;
        let mut half = |takes: bool, incumbent: &mut Incumbent| {
            limits.push(Limit { household, part, place, takes });
            let proof = self.prove(limits, &duals, incumbent);
            limits.pop();
            proof
        };
        let taken = Box::new(half(true, incumbent)?);
        let left = Box::new(half(false, incumbent)?);
        Some(Proof::Either { household, part, place, taken, left })
    }

    /// What is least decided: a part that chose a place about every other time; else any that is still free.
    fn split(&self, narrowed: &Narrowed, limits: &[Limit], votes: &Votes) -> Option<(u32, Part, u32)> {
        let rounds = votes.values().max().copied().unwrap_or(0).max(1);
        let free =
            |at: &(u32, Part, u32)| !limits.iter().any(|limit| (limit.household, limit.part, limit.place) == *at);
        let open = votes.iter().filter(|(at, _)| free(at));
        let even = open.map(|(at, count)| ((2 * i64::from(*count) - i64::from(rounds)).abs(), *at)).min();
        if let Some((away, at)) = even
            && away < i64::from(rounds)
        {
            return Some(at);
        }
        for (at, household) in (0_u32..).zip(&self.ready.problem.households) {
            let which = (0..household.stays.len() as u32).filter(|stay| narrowed.stay(at as usize, *stay));
            let which = which.map(|stay| (at, Part::Which, stay));
            let stays = (0..).zip(&household.stays).filter(|(stay, _)| narrowed.stay(at as usize, *stay));
            let stays = stays.flat_map(|(_, stay)| stay.takes.iter().map(|take| (at, Part::Stay, take.place)));
            let jobs = (0_u32..).zip(&household.workers).flat_map(|(worker, jobs)| {
                let may = (0..).zip(jobs).filter(move |(job, _)| narrowed.job(at as usize, worker as usize, *job));
                may.map(move |(_, job)| (at, Part::Worker(worker), job.place))
            });
            if let Some(found) = stays.chain(jobs).chain(which).find(free) {
                return Some(found);
            }
        }
        None
    }
}

fn vote(ready: &Ready<'_>, plan: &Plan, votes: &mut Votes) {
    for (at, (household, bundle)) in (0_u32..).zip(ready.problem.households.iter().zip(plan)) {
        let Some(Bundle { stay, jobs }) = bundle else {
            continue;
        };
        for take in &household.stays[*stay as usize].takes {
            *votes.entry((at, Part::Stay, take.place)).or_default() += 1;
        }
        for (worker, (own, job)) in (0_u32..).zip(household.workers.iter().zip(jobs)) {
            if let Some(job) = job {
                *votes.entry((at, Part::Worker(worker), own[*job as usize].place)).or_default() += 1;
            }
        }
    }
}

/// A place that the last branch made too small for those who must be there.
fn crowded(ready: &Ready<'_>, limits: &[Limit]) -> Option<u32> {
    let last = limits.last()?;
    let own = ready.problem.households[last.household as usize].stays.iter();
    let mut places: Vec<u32> = own.flat_map(|stay| stay.takes.iter().map(|take| take.place)).collect();
    if let Part::Worker(_) = last.part {
        places.push(last.place);
    }
    places.into_iter().find(|place| is_crowded(ready.problem, limits, *place))
}
