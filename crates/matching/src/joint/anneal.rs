//! Betters a plan by moving one household at a time: it takes a choice, whoever is in the way leaves and looks elsewhere,
//! and somebody may follow into what became free. Moves that make the plan worse are accepted now and then, ever less
//! often. (Simulated annealing: Kirkpatrick, Gelatt, Vecchi, 1983.) What a plan is worth here weighs all levels together,
//! as the prices of the last one do.

use super::dual::Duals;
use super::ready::{Drawn, Ready, weighed};
use super::search::Search;
use super::soft::{exp, power};
use super::{Bundle, Plan};

/// The most choices of one household that are looked at.
const MOST_WAYS: usize = 80;

/// The most households that one move touches.
const MOST_MOVED: usize = 7;

/// What a household could have, or nothing.
struct Way {
    bundle: Option<Bundle>,
    takes: Vec<(u32, u32, u32)>,
    value: f64,
}

/// A plan that moves.
pub(super) struct Anneal<'a, 'p> {
    ready: &'a Ready<'p>,
    /// For each household, the choices that leave most after paying first.
    ways: Vec<Vec<Way>>,
    now: Vec<usize>,
    left: Vec<u32>,
    here: Vec<Vec<(u32, u32)>>,
    /// For each place, whose choices take it.
    askers: Vec<Vec<(u32, u32)>>,
    /// Who was moved in this move, and from what.
    moved: Vec<(usize, usize)>,
    drawn: Drawn,
}

impl<'a, 'p> Anneal<'a, 'p> {
    /// From a plan, at prices that the search already knows.
    pub(super) fn new(ready: &'a Ready<'p>, search: &Search<'_, '_>, duals: &Duals, plan: &Plan, seed: u64) -> Self {
        let problem = ready.problem;
        let mut askers = vec![Vec::new(); problem.places.len()];
        let (mut ways, mut now): (Vec<Vec<Way>>, Vec<usize>) = (Vec::new(), Vec::new());
        for (at, own) in problem.households.iter().enumerate() {
            let mut bundles = search.ways(at, MOST_WAYS);
            let position = bundles.iter().position(|bundle| *bundle == plan[at]);
            now.push(position.unwrap_or(bundles.len()));
            if position.is_none() {
                bundles.push(plan[at].clone());
            }
            let way = |bundle: Option<Bundle>| {
                let value = bundle.as_ref().map_or(0.0, |bundle| {
                    let jobs = bundle.jobs.iter().enumerate().filter_map(|(worker, job)| Some((worker, (*job)?)));
                    let earned =
                        jobs.map(|(worker, job)| weighed(&ready.jobs[at][worker][job as usize], &duals.weights));
                    weighed(&ready.stays[at][bundle.stay as usize], &duals.weights) + earned.sum::<f64>()
                });
                let takes = bundle.iter().flat_map(|bundle| own.takes(bundle)).collect();
                Way { bundle, takes, value }
            };
            let own: Vec<Way> = bundles.into_iter().map(way).collect();
            for (which, way) in (0..).zip(&own) {
                way.takes.iter().for_each(|(place, ..)| askers[*place as usize].push((at as u32, which)));
            }
            ways.push(own);
        }
        let count = problem.households.len();
        let left = problem.places.iter().map(|place| place.room).collect();
        let here = vec![Vec::new(); problem.places.len()];
        let mut anneal = Self { ready, ways, now, left, here, askers, moved: Vec::new(), drawn: Drawn(seed) };
        (0..count).for_each(|at| anneal.enter(at, anneal.now[at]));
        anneal
    }

    /// So many moves, from this heat to that. The best plan seen when looking now and then.
    pub(super) fn cool(&mut self, moves: u64, (warmest, coldest): (f64, f64), stop: &dyn Fn() -> bool) -> Plan {
        const LOOKS: u32 = 200;
        let colder = power(coldest / warmest, LOOKS);
        let mut heat = warmest;
        let mut value = 0.0;
        let (mut best, mut most) = (self.now.clone(), 0.0);
        for _ in 0..LOOKS {
            if stop() {
                break;
            }
            for _ in 0..moves.div_ceil(u64::from(LOOKS)) {
                value += self.step(heat);
            }
            if value > most {
                (best, most) = (self.now.clone(), value);
            }
            heat *= colder;
        }
        best.iter().zip(&self.ways).map(|(at, ways)| ways[*at].bundle.clone()).collect()
    }

    fn fits(&self, way: &Way) -> bool {
        way.takes.iter().enumerate().all(|(at, take)| {
            let before: u32 = way.takes[..at].iter().filter(|other| other.0 == take.0).map(|other| other.1).sum();
            self.takes_in(take, before)
        })
    }

    fn takes_in(&self, (place, units, company): &(u32, u32, u32), before: u32) -> bool {
        let at = *place as usize;
        self.left[at] >= units + before
            && (!self.ready.problem.places[at].alike || self.here[at].iter().all(|(_, other)| other == company))
    }

    fn enter(&mut self, at: usize, which: usize) {
        self.now[at] = which;
        for (place, units, company) in &self.ways[at][which].takes {
            self.left[*place as usize] -= units;
            self.here[*place as usize].push((at as u32, *company));
        }
    }

    fn leave(&mut self, at: usize) {
        for (place, units, _) in &self.ways[at][self.now[at]].takes {
            self.left[*place as usize] += units;
            let here = &mut self.here[*place as usize];
            if let Some(position) = here.iter().position(|(who, _)| *who as usize == at) {
                here.swap_remove(position);
            }
        }
    }

    /// One move; what it adds.
    fn step(&mut self, heat: f64) -> f64 {
        let at = self.drawn.below(self.ways.len());
        let count = self.ways[at].len();
        let which = self.drawn.below(count).min(self.drawn.below(count));
        if which == self.now[at] {
            return 0.0;
        }
        self.moved.clear();
        self.moved.push((at, self.now[at]));
        let freed = self.ways[at][self.now[at]].takes.first().map(|take| take.0);
        self.leave(at);
        // Whoever is in the way leaves.
        for index in 0..self.ways[at][which].takes.len() {
            let take = self.ways[at][which].takes[index];
            let before: u32 =
                self.ways[at][which].takes[..index].iter().filter(|other| other.0 == take.0).map(|other| other.1).sum();
            while !self.takes_in(&take, before) {
                let here = &self.here[take.0 as usize];
                if here.is_empty() || self.moved.len() >= MOST_MOVED {
                    return self.undone(0);
                }
                let out = here[self.drawn.below(here.len())].0 as usize;
                self.moved.push((out, self.now[out]));
                self.leave(out);
            }
        }
        self.enter(at, which);
        // They look elsewhere, in turn.
        for index in 1..self.moved.len() {
            let out = self.moved[index].0;
            match self.ways[out].iter().position(|way| self.fits(way)) {
                Some(way) => self.enter(out, way),
                None => return self.undone(index),
            }
        }
        // Somebody may follow into what became free.
        if let Some(place) = freed.filter(|place| self.left[*place as usize] > 0) {
            for _ in 0..3 {
                let one = self.drawn.below(self.askers[place as usize].len());
                let Some((who, way)) = self.askers[place as usize].get(one).copied() else { break };
                let (who, way) = (who as usize, way as usize);
                let gain = self.ways[who][way].value - self.ways[who][self.now[who]].value;
                if gain <= 0.0 || self.moved.iter().any(|(moved, _)| *moved == who) {
                    continue;
                }
                let was = self.now[who];
                self.leave(who);
                let fits = self.fits(&self.ways[who][way]);
                self.enter(who, if fits { way } else { was });
                if fits {
                    self.moved.push((who, was));
                    break;
                }
            }
        }
        let gain: f64 = (self.moved.iter())
            .map(|(who, was)| self.ways[*who][self.now[*who]].value - self.ways[*who][*was].value)
            .sum();
        let chance = self.drawn.below(1 << 30) as f64 / f64::from(1 << 30);
        if gain >= 0.0 || chance < exp(gain / heat) {
            return gain;
        }
        self.undone(self.moved.len())
    }

    /// Everything as before the move, of which the first so many have already entered where they move to.
    fn undone(&mut self, entered: usize) -> f64 {
        for index in 0..entered {
            self.leave(self.moved[index].0);
        }
        for index in 0..self.moved.len() {
            let (who, was) = self.moved[index];
            self.enter(who, was);
        }
        0.0
    }
}
