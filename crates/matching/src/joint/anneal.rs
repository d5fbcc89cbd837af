//! Betters a plan by moving one household, or one worker, at a time: it takes a home, whoever is in the way leaves and
//! looks elsewhere, somebody may follow into what became free, and whoever moved takes the best work that is left there.
//! Moves that make the plan worse are accepted now and then, ever less often. (Simulated annealing: Kirkpatrick, Gelatt,
//! Vecchi, 1983.) Moves are weighed by all levels together; which plan was the best of all is told level by level.

use super::dual::Duals;
use super::homes::{Home, Opening, homes, openings};
use super::ready::{Drawn, Ready};
use super::soft::{exp, power};
use super::{Bundle, Plan};

/// The most households that one move touches.
const MOST_MOVED: usize = 8;

/// A choice that loses more than so many times the heat is not tried: it would hardly ever be accepted.
const WITHIN: f64 = 6.0;

/// After how many moves it is looked whether the plan is the best so far.
const LOOK: u64 = 64;

/// No work.
const NONE: u32 = u32::MAX;

/// What a household has: its home, by position, and for each worker the opening, by position.
type Has = (usize, Vec<u32>);

/// Who is at a place: the household, in whose company, and which of its workers, if not all of it.
type Guest = (u32, u32, u32);

/// A plan that moves.
pub(super) struct Anneal<'a, 'p> {
    ready: &'a Ready<'p>,
    /// For each household, the homes that leave most after paying first.
    homes: Vec<Vec<Home>>,
    /// For each household, area and worker, the openings that leave most after paying first.
    work: Vec<Vec<Vec<Vec<Opening>>>>,
    now: Vec<Has>,
    left: Vec<u32>,
    here: Vec<Vec<Guest>>,
    /// For each place, whose homes take it first.
    askers: Vec<Vec<(u32, u32)>>,
    /// Who was touched in this move, and what they had.
    touched: Vec<(usize, Has)>,
    /// What the plan is worth, all levels in one number.
    exact: i128,
    drawn: Drawn,
}

impl<'a, 'p> Anneal<'a, 'p> {
    /// From a plan, at these prices. Where everybody stays, whoever is without remains so.
    pub(super) fn new(ready: &'a Ready<'p>, duals: &Duals, plan: &Plan, (everybody_stays, seed): (bool, u64)) -> Self {
        let problem = ready.problem;
        let places = problem.places.len();
        let count = problem.households.len();
        let mut this = Self {
            ready,
            homes: Vec::with_capacity(count),
            work: Vec::with_capacity(count),
            now: Vec::with_capacity(count),
            left: problem.places.iter().map(|place| place.room).collect(),
            here: vec![Vec::new(); places],
            askers: vec![Vec::new(); places],
            touched: Vec::new(),
            exact: 0,
            drawn: Drawn(seed),
        };
        for (at, bundle) in plan.iter().enumerate() {
            let work = openings(ready, at, duals);
            let mut homes = homes(ready, at, duals, &work);
            if everybody_stays && bundle.is_none() {
                homes.retain(|home| home.stay.is_none());
            }
            for (which, home) in (0..).zip(&homes) {
                if let Some((place, ..)) = home.takes.first() {
                    this.askers[*place as usize].push((at as u32, which));
                }
            }
            let stay = bundle.as_ref().map(|bundle| bundle.stay);
            let which = homes.iter().position(|home| home.stay == stay).unwrap_or(0);
            let jobs = bundle.iter().flat_map(|bundle| bundle.jobs.iter().enumerate());
            let position = |(worker, job): (usize, &Option<u32>)| {
                let row: &[Opening] = &work[homes[which].area][worker];
                job.and_then(|job| row.iter().position(|one| one.job == job)).map_or(NONE, |at| at as u32)
            };
            let mut jobs: Vec<u32> = jobs.map(position).collect();
            jobs.resize(problem.households[at].workers.len(), NONE);
            this.homes.push(homes);
            this.work.push(work);
            this.now.push((which, jobs));
            this.comes(at);
            this.exact += this.exact_of(at, &this.now[at]);
        }
        this
    }

    /// So many moves, from this heat to that. The best plan seen when looking now and then.
    pub(super) fn cool(&mut self, moves: u64, (warmest, coldest): (f64, f64), stop: &dyn Fn() -> bool) -> Plan {
        let looks = u32::try_from(moves.div_ceil(LOOK)).unwrap_or(u32::MAX).max(1);
        let colder = power(coldest / warmest, looks);
        let mut heat = warmest;
        let mut best = (self.now.clone(), self.exact, self.short());
        for look in 0..looks {
            if look % 64 == 0 && stop() {
                break;
            }
            for _ in 0..LOOK {
                self.step(heat);
            }
            if self.exact > best.1 || best.2 > 0 {
                let short = self.short();
                if short < best.2 || (short == best.2 && self.exact > best.1) {
                    best = (self.now.clone(), self.exact, short);
                }
            }
            heat *= colder;
        }
        best.0.iter().enumerate().map(|(at, has)| self.bundle(at, has)).collect()
    }

    fn bundle(&self, at: usize, (which, jobs): &Has) -> Option<Bundle> {
        let home = self.homes[at].get(*which)?;
        let jobs = jobs.iter().enumerate();
        let jobs = jobs.map(|(worker, job)| self.work[at][home.area][worker].get(*job as usize).map(|one| one.job));
        home.stay.map(|stay| Bundle { stay, jobs: jobs.collect() })
    }

    /// How many households short the plan is of what it must hold.
    fn short(&self) -> u64 {
        let placed = |at: usize| self.home(at).is_some_and(|home| home.stay.is_some());
        let floors = self.ready.problem.floors.iter().map(|floor| {
            let reached = floor.households.iter().filter(|at| placed(**at as usize)).count();
            u64::from(floor.least).saturating_sub(reached as u64)
        });
        floors.sum()
    }

    fn home(&self, at: usize) -> Option<&Home> {
        self.homes[at].get(self.now[at].0)
    }

    /// What a worker has.
    fn job(&self, at: usize, has: &Has, worker: usize) -> Option<&Opening> {
        let home = self.homes[at].get(has.0)?;
        self.work[at].get(home.area)?[worker].get(has.1[worker] as usize)
    }

    fn value_of(&self, at: usize, has: &Has) -> f64 {
        let jobs = (0..has.1.len()).filter_map(|worker| self.job(at, has, worker));
        self.homes[at].get(has.0).map_or(0.0, |home| home.value) + jobs.map(|one| one.value).sum::<f64>()
    }

    fn exact_of(&self, at: usize, has: &Has) -> i128 {
        let jobs = (0..has.1.len()).filter_map(|worker| self.job(at, has, worker));
        self.homes[at].get(has.0).map_or(0, |home| home.exact) + jobs.map(|one| one.exact).sum::<i128>()
    }

    fn fits(&self, takes: &[(u32, u32, u32)]) -> bool {
        takes.iter().all(|(place, units, company)| self.fits_in(*place, *units, *company))
    }

    fn fits_in(&self, place: u32, units: u32, company: u32) -> bool {
        let at = place as usize;
        self.left[at] >= units
            && (!self.ready.problem.places[at].alike || self.here[at].iter().all(|(_, other, _)| *other == company))
    }

    fn adds(&mut self, place: u32, units: u32, guest: Guest) {
        self.left[place as usize] -= units;
        self.here[place as usize].push(guest);
    }

    fn removes(&mut self, place: u32, units: u32, (who, _, worker): Guest) {
        self.left[place as usize] += units;
        let here = &mut self.here[place as usize];
        if let Some(position) = here.iter().position(|guest| (guest.0, guest.2) == (who, worker)) {
            here.swap_remove(position);
        }
    }

    /// A household takes what it has.
    fn comes(&mut self, at: usize) {
        for index in 0..self.home(at).map_or(0, |home| home.takes.len()) {
            let Some((place, units, company)) = self.home(at).map(|home| home.takes[index]) else {
                continue;
            };
            self.adds(place, units, (at as u32, company, NONE));
        }
        for worker in 0..self.now[at].1.len() {
            if let Some(place) = self.job(at, &self.now[at], worker).map(|one| one.place) {
                self.adds(place, 1, (at as u32, 0, worker as u32));
            }
        }
    }

    /// A household leaves what it has, but still has it on paper.
    fn leaves(&mut self, at: usize) {
        for index in 0..self.home(at).map_or(0, |home| home.takes.len()) {
            let Some((place, units, company)) = self.home(at).map(|home| home.takes[index]) else {
                continue;
            };
            self.removes(place, units, (at as u32, company, NONE));
        }
        for worker in 0..self.now[at].1.len() {
            self.resigns(at, worker);
        }
    }

    fn resigns(&mut self, at: usize, worker: usize) {
        if let Some(place) = self.job(at, &self.now[at], worker).map(|one| one.place) {
            self.removes(place, 1, (at as u32, 0, worker as u32));
        }
    }

    /// Remembers what a household has before it changes in this move.
    fn touch(&mut self, at: usize) {
        if self.touched.iter().all(|(who, _)| *who != at) {
            self.touched.push((at, self.now[at].clone()));
        }
    }

    /// A household that has nothing moves in, and its workers take the best work that is left.
    fn enters(&mut self, at: usize, which: usize) {
        self.now[at].0 = which;
        self.now[at].1.fill(NONE);
        self.comes(at);
        for worker in 0..self.now[at].1.len() {
            self.seeks(at, worker);
        }
    }

    /// A worker without work takes the best that is left within reach.
    fn seeks(&mut self, at: usize, worker: usize) {
        let Some(area) = self.home(at).filter(|home| home.stay.is_some()).map(|home| home.area) else {
            return;
        };
        let row = &self.work[at][area][worker];
        let free = row.iter().position(|one| one.value > 0.0 && self.fits_in(one.place, 1, 0));
        let Some(job) = free else { return };
        let place = row[job].place;
        self.now[at].1[worker] = job as u32;
        self.adds(place, 1, (at as u32, 0, worker as u32));
    }

    /// One move, or none.
    fn step(&mut self, heat: f64) {
        let at = self.drawn.below(self.now.len());
        self.touched.clear();
        let workers = self.now[at].1.len();
        let moved = if workers > 0 && self.home(at).is_some_and(|home| home.stay.is_some()) && self.drawn.below(3) == 0
        {
            let worker = self.drawn.below(workers);
            self.changes_work(at, worker, heat)
        } else {
            self.moves(at, heat)
        };
        let gain: f64 = (self.touched.iter())
            .map(|(who, was)| self.value_of(*who, &self.now[*who]) - self.value_of(*who, was))
            .sum();
        let accepted = moved && (gain >= 0.0 || self.chance() < exp(gain / heat));
        if accepted {
            let exact = self.touched.iter();
            let exact = exact.map(|(who, was)| self.exact_of(*who, &self.now[*who]) - self.exact_of(*who, was));
            self.exact += exact.sum::<i128>();
            return;
        }
        for index in 0..self.touched.len() {
            self.leaves(self.touched[index].0);
        }
        while let Some((who, was)) = self.touched.pop() {
            self.now[who] = was;
            self.comes(who);
        }
    }

    fn chance(&mut self) -> f64 {
        self.drawn.below(1 << 30) as f64 / f64::from(1 << 30)
    }

    /// A worker takes other work; whoever is in the way looks elsewhere. Whether that could be.
    fn changes_work(&mut self, at: usize, worker: usize, heat: f64) -> bool {
        let Some(area) = self.home(at).map(|home| home.area) else {
            return false;
        };
        let row = &self.work[at][area][worker];
        let least = row.first().map_or(0.0, |one| one.loss);
        let within = row.partition_point(|one| one.loss - least <= WITHIN * heat);
        if row.is_empty() {
            return false;
        }
        let which = self.drawn.below(within.max(2).min(row.len()));
        let place = self.work[at][area][worker][which].place;
        if self.now[at].1[worker] == which as u32 {
            return false;
        }
        self.touch(at);
        self.resigns(at, worker);
        self.now[at].1[worker] = NONE;
        let mut out = None;
        if !self.fits_in(place, 1, 0) {
            let here = &self.here[place as usize];
            let Some((who, _, other)) = here.get(self.drawn.below(here.len())).copied() else {
                return false;
            };
            if other == NONE {
                return false;
            }
            let (who, other) = (who as usize, other as usize);
            self.touch(who);
            self.resigns(who, other);
            self.now[who].1[other] = NONE;
            out = Some((who, other));
            if !self.fits_in(place, 1, 0) {
                return false;
            }
        }
        self.now[at].1[worker] = which as u32;
        self.adds(place, 1, (at as u32, 0, worker as u32));
        if let Some((who, other)) = out {
            self.seeks(who, other);
        }
        true
    }

    /// A household moves; whoever is in the way looks elsewhere; somebody may follow. Whether that could be.
    fn moves(&mut self, at: usize, heat: f64) -> bool {
        let homes = &self.homes[at];
        let within = homes.partition_point(|home| home.loss <= WITHIN * heat);
        let count = within.max(2).min(homes.len());
        let which = self.drawn.below(count);
        if which == self.now[at].0 {
            return false;
        }
        let freed = self.home(at).and_then(|home| home.takes.first()).map(|take| take.0);
        self.touch(at);
        self.leaves(at);
        self.now[at] = (usize::MAX, vec![NONE; self.now[at].1.len()]);
        let (mut homeless, mut jobless) = (Vec::new(), Vec::new());
        for index in 0..self.homes[at][which].takes.len() {
            let (place, units, company) = self.homes[at][which].takes[index];
            while !self.fits_in(place, units, company) {
                let here = &self.here[place as usize];
                let Some((who, _, worker)) = here.get(self.drawn.below(here.len())).copied() else {
                    return false;
                };
                if self.touched.len() >= MOST_MOVED {
                    return false;
                }
                let who = who as usize;
                self.touch(who);
                if worker == NONE {
                    self.leaves(who);
                    self.now[who] = (usize::MAX, vec![NONE; self.now[who].1.len()]);
                    homeless.push(who);
                } else {
                    self.resigns(who, worker as usize);
                    self.now[who].1[worker as usize] = NONE;
                    jobless.push((who, worker as usize));
                }
            }
        }
        self.enters(at, which);
        for who in homeless {
            let Some(which) = self.homes[who].iter().position(|home| self.fits(&home.takes)) else {
                return false;
            };
            self.enters(who, which);
        }
        for (who, worker) in jobless {
            if self.now[who].0 != usize::MAX && self.now[who].1[worker] == NONE {
                self.seeks(who, worker);
            }
        }
        if let Some(place) = freed.filter(|place| self.left[*place as usize] > 0) {
            self.follows(place);
        }
        true
    }

    /// Somebody who does better there moves into what became free.
    fn follows(&mut self, place: u32) {
        for _ in 0..3 {
            let one = self.drawn.below(self.askers[place as usize].len());
            let Some((who, which)) = self.askers[place as usize].get(one).copied() else {
                return;
            };
            let (who, which) = (who as usize, which as usize);
            let better = self.homes[who][which].value > self.home(who).map_or(0.0, |home| home.value);
            if !better || self.touched.iter().any(|(touched, _)| *touched == who) {
                continue;
            }
            self.leaves(who);
            if self.fits(&self.homes[who][which].takes) {
                self.touch(who);
                self.enters(who, which);
                return;
            }
            self.comes(who);
        }
    }
}
