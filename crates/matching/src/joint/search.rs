//! Finds good plans: a few households at a time leave what they have and are planned anew, exactly, beside all others.
//! Prices say whom to take together and what cannot pay: with good prices nearly all choices are ruled out at a glance.
//! (Large neighbourhood search: Shaw, 1998; ruling out by reduced cost: Balas, Martin, 1980.)

use super::dual::{self, Duals};
use super::ready::{Drawn, Narrowed, Ready, weighed};
use super::{Bundle, Plan};
use crate::Worth;

/// The most choices of one household that are looked at together with others'.
const MOST_CHOICES: usize = 14;

/// The most ways to work that are looked at for one stay.
const MOST_WAYS: usize = 3;

/// The most households that are planned anew together.
const MOST_TOGETHER: usize = 9;

/// The most steps of planning a few anew.
const MOST_STEPS: u32 = 4_000;

/// The state of a search: a plan, and what it leaves.
pub(super) struct Search<'r, 'p> {
    ready: &'r Ready<'p>,
    narrowed: &'r Narrowed,
    duals: Duals,
    /// For each household the most that it could have left after paying.
    most: Vec<f64>,
    plan: Plan,
    /// For each household how far below that it stands.
    loss: Vec<f64>,
    left: Vec<u32>,
    /// For each place who is there: household and company.
    here: Vec<Vec<(u32, u32)>>,
    /// For each place the households that could take it.
    askers: Vec<Vec<u32>>,
    drawn: Drawn,
}

/// A choice of a household that is planned anew.
struct Choice {
    bundle: Option<Bundle>,
    loss: f64,
    exact: i128,
    /// What it pays for all it takes.
    paid: f64,
    takes: Vec<(u32, u32, u32)>,
}

impl<'r, 'p> Search<'r, 'p> {
    pub(super) fn new(ready: &'r Ready<'p>, narrowed: &'r Narrowed, seed: u64) -> Self {
        let problem = ready.problem;
        let mut askers: Vec<Vec<u32>> = vec![Vec::new(); problem.places.len()];
        for (at, household) in (0..).zip(&problem.households) {
            let stays = household.stays.iter().flat_map(|stay| stay.takes.iter().map(|take| take.place));
            let jobs = household.workers.iter().flatten().map(|job| job.place);
            for place in stays.chain(jobs) {
                let askers = &mut askers[place as usize];
                if askers.last() != Some(&at) {
                    askers.push(at);
                }
            }
        }
        let count = problem.households.len();
        let mut search = Self {
            ready,
            narrowed,
            duals: Duals::nothing(ready, 0),
            most: vec![0.0; count],
            plan: vec![None; count],
            loss: vec![0.0; count],
            left: problem.places.iter().map(|place| place.room).collect(),
            here: vec![Vec::new(); problem.places.len()],
            askers,
            drawn: Drawn(seed),
        };
        search.price(&Duals::nothing(ready, 0));
        search
    }

    /// Goes on with other prices.
    pub(super) fn price(&mut self, duals: &Duals) {
        self.duals.clone_from(duals);
        let mut bundle = Bundle { stay: 0, jobs: Vec::new() };
        for at in 0..self.plan.len() {
            let must = self.must(at);
            let best = dual::best(self.ready, &self.duals, self.narrowed, at, &mut bundle);
            self.most[at] = best.map_or(0.0, |best| if must { best } else { best.max(0.0) });
            self.loss[at] = self.most[at] - self.plan[at].as_ref().map_or(0.0, |own| self.worth_after_paying(at, own));
        }
    }

    fn must(&self, household: usize) -> bool {
        self.ready.problem.households[household].locked || self.narrowed.must(household)
    }

    fn worth_after_paying(&self, household: usize, bundle: &Bundle) -> f64 {
        let own = &self.ready.problem.households[household];
        let jobs = bundle.jobs.iter().enumerate().filter_map(|(worker, job)| Some((worker, (*job)? as usize)));
        let earned: f64 =
            jobs.map(|(worker, job)| weighed(&self.ready.jobs[household][worker][job], &self.duals.weights)).sum();
        let paid: f64 =
            own.takes(bundle).map(|(place, units, _)| f64::from(units) * self.duals.places[place as usize]).sum();
        weighed(&self.ready.stays[household][bundle.stay as usize], &self.duals.weights) + earned - paid
            + self.duals.placed(self.ready, household)
    }

    /// The plan, if it holds what it must.
    pub(super) fn plan(&self) -> Option<(Plan, Worth)> {
        let within = self.plan.iter().enumerate().all(|(at, bundle)| self.narrowed.allows(at, bundle.as_ref()));
        let worth = self.ready.problem.worth(&self.plan).ok().filter(|_| within)?;
        Some((self.plan.clone(), worth))
    }

    /// Begins from a plan, as far as it may be: what is no longer offered, or no longer fits, is left out.
    pub(super) fn begin(&mut self, plan: &Plan) {
        let all: Vec<usize> = (0..self.plan.len()).collect();
        self.clear(&all);
        for (at, bundle) in plan.iter().enumerate() {
            let Some(bundle) = bundle else { continue };
            let own = self.ready.problem.households.get(at).filter(|own| self.ready.problem.offers(own, bundle));
            let Some(own) = own else { continue };
            let takes: Vec<_> = own.takes(bundle).collect();
            if self.narrowed.allows(at, Some(bundle)) && within_room(self, &takes) {
                self.put(at, Some(bundle.clone()), &takes);
            }
        }
    }

    fn fits(&self, (place, units, company): &(u32, u32, u32)) -> bool {
        let at = *place as usize;
        self.left[at] >= *units
            && (!self.ready.problem.places[at].alike || self.here[at].iter().all(|(_, other)| other == company))
    }

    fn put(&mut self, at: usize, bundle: Option<Bundle>, takes: &[(u32, u32, u32)]) {
        for (place, units, company) in takes {
            self.left[*place as usize] -= units;
            self.here[*place as usize].push((at as u32, *company));
        }
        self.loss[at] = self.most[at] - bundle.as_ref().map_or(0.0, |own| self.worth_after_paying(at, own));
        self.plan[at] = bundle;
    }

    fn clear(&mut self, households: &[usize]) {
        for at in households {
            if let Some(bundle) = self.plan[*at].take() {
                for (place, units, _) in self.ready.problem.households[*at].takes(&bundle) {
                    self.left[place as usize] += units;
                    self.here[place as usize].retain(|(who, _)| *who as usize != *at);
                }
            }
            self.loss[*at] = self.most[*at];
        }
    }

    /// Plans everybody once by themselves, those who must be placed first, then a few at a time, so many times.
    pub(super) fn improve(&mut self, tries: u64, stop: &dyn Fn() -> bool) {
        let mut order: Vec<usize> = (0..self.plan.len()).filter(|at| self.plan[*at].is_none()).collect();
        order.sort_by(|one, other| {
            let rank = |at: usize| (!self.must(at), std::cmp::Reverse(self.most[at].to_bits()));
            rank(*one).cmp(&rank(*other))
        });
        for at in order {
            self.replan(&[at]);
        }
        for round in 0..tries {
            if round % 64 == 0 && stop() {
                break;
            }
            let together = self.neighbours();
            self.replan(&together);
        }
    }

    /// Somebody who could do better, or somebody for whom a place is left over, and those in the way.
    fn neighbours(&mut self) -> Vec<usize> {
        let count = self.plan.len();
        let many = 2 + self.drawn.below(MOST_TOGETHER - 1);
        let mut together = Vec::with_capacity(many);
        let mut wanted = Vec::new();
        if !self.left.is_empty() && self.drawn.below(4) == 0 {
            let some: Vec<usize> = (0..8).map(|_| self.drawn.below(self.left.len())).collect();
            let place = some.into_iter().max_by(|one, other| {
                let idle = |at: usize| f64::from(self.left[at]) * self.duals.places[at];
                idle(*one).total_cmp(&idle(*other))
            });
            for _ in 0..2 {
                let place = place.unwrap_or(0);
                let one = self.drawn.below(self.askers.get(place).map_or(0, Vec::len));
                wanted.extend(self.askers.get(place).and_then(|askers| askers.get(one)).map(|at| *at as usize));
            }
        }
        if wanted.is_empty() {
            let some: Vec<usize> = (0..6).map(|_| self.drawn.below(count)).collect();
            wanted.extend(some.into_iter().max_by(|one, other| self.loss[*one].total_cmp(&self.loss[*other])));
        }
        let mut next = 0;
        while next < wanted.len() && together.len() < many {
            let at = wanted[next];
            next += 1;
            if together.contains(&at) {
                continue;
            }
            together.push(at);
            let choices = self.choices(at, f64::INFINITY, 6, |_| true);
            if choices.is_empty() {
                continue;
            }
            let chosen = &choices[self.drawn.below(choices.len())];
            for (place, units, company) in chosen.takes.clone() {
                if !self.fits(&(place, units, company)) {
                    let there = self.here[place as usize].len();
                    if there > 0 {
                        let one = self.drawn.below(there);
                        wanted.push(self.here[place as usize][one].0 as usize);
                    }
                }
            }
            if next == wanted.len() && together.len() < many {
                wanted.push(self.drawn.below(count));
            }
        }
        together
    }

    /// The choices of a household that lose least at these prices and no more than this, staying without among them.
    fn choices(&self, at: usize, most_lost: f64, most: usize, fits: impl Fn(&(u32, u32, u32)) -> bool) -> Vec<Choice> {
        let own = &self.ready.problem.households[at];
        let placed = self.duals.placed(self.ready, at);
        let mut found: Vec<(f64, Bundle)> = Vec::new();
        for area in &self.ready.areas[at] {
            let mut rows: Vec<Vec<(f64, Option<u32>)>> = Vec::with_capacity(own.workers.len());
            for (worker, within) in area.jobs.iter().enumerate() {
                let mut row: Vec<(f64, Option<u32>)> = Vec::with_capacity(within.len() + 1);
                if !self.narrowed.must_work(at, worker) {
                    row.push((0.0, None));
                }
                for job in within.iter().copied().filter(|job| self.narrowed.job(at, worker, *job)) {
                    let place = own.workers[worker][job as usize].place;
                    if fits(&(place, 1, 0)) {
                        let gain = weighed(&self.ready.jobs[at][worker][job as usize], &self.duals.weights);
                        row.push((gain - self.duals.places[place as usize], Some(job)));
                    }
                }
                row.sort_by(|one, other| other.0.total_cmp(&one.0));
                row.truncate(4);
                rows.push(row);
            }
            for stay in area.stays.iter().copied().filter(|stay| self.narrowed.stay(at, *stay)) {
                let takes = &own.stays[stay as usize].takes;
                if !takes.iter().all(|take| fits(&(take.place, take.units, take.company))) {
                    continue;
                }
                let paid: f64 =
                    takes.iter().map(|take| f64::from(take.units) * self.duals.places[take.place as usize]).sum();
                let gain = weighed(&self.ready.stays[at][stay as usize], &self.duals.weights);
                // A few ways to work for each stay: else the many ways of one stay would crowd out all others.
                let mut here: Vec<(f64, Bundle)> = Vec::new();
                combine(&rows, &mut Vec::new(), gain - paid + placed, &mut |left, jobs| {
                    if self.most[at] - left <= most_lost {
                        here.push((self.most[at] - left, Bundle { stay, jobs: jobs.to_vec() }));
                    }
                });
                here.sort_by(|one, other| one.0.total_cmp(&other.0));
                here.truncate(MOST_WAYS);
                found.append(&mut here);
            }
        }
        found.sort_by(|one, other| one.0.total_cmp(&other.0));
        found.truncate(most);
        let choice = |(loss, bundle): (f64, Bundle)| {
            let takes: Vec<_> = own.takes(&bundle).collect();
            let paid = takes.iter().map(|(place, units, _)| f64::from(*units) * self.duals.places[*place as usize]);
            let (exact, paid) = (self.ready.exact(own.worth(&bundle)), paid.sum());
            Choice { loss, exact, paid, takes, bundle: Some(bundle) }
        };
        let mut choices: Vec<Choice> = found.into_iter().map(choice).collect();
        if self.most[at] <= most_lost || choices.is_empty() || self.must(at) {
            choices.push(Choice { bundle: None, loss: self.most[at], exact: 0, paid: 0.0, takes: Vec::new() });
        }
        choices
    }

    /// How many households short a plan is of what it must hold, with some planned as said.
    fn short(&self, together: &[usize], placed: &[bool]) -> u64 {
        let is_placed = |at: usize| match together.iter().position(|one| *one == at) {
            Some(place) => placed[place],
            None => self.plan[at].is_some(),
        };
        let locked = together.iter().zip(placed).filter(|(at, placed)| self.must(**at) && !**placed).count() as u64;
        let floors = self.ready.problem.floors.iter().map(|floor| {
            let reached = floor.households.iter().filter(|at| is_placed(**at as usize)).count();
            u64::from(floor.least).saturating_sub(reached as u64)
        });
        locked + floors.sum::<u64>()
    }

    /// Plans some anew beside all others: the best that there is, or as before.
    fn replan(&mut self, together: &[usize]) {
        let ready = self.ready;
        let before: Vec<Option<Bundle>> = together.iter().map(|at| self.plan[*at].clone()).collect();
        let own = &ready.problem.households;
        let exact: i128 = together
            .iter()
            .zip(&before)
            .map(|(at, bundle)| bundle.as_ref().map_or(0, |bundle| ready.exact(own[*at].worth(bundle))))
            .sum();
        let was_placed: Vec<bool> = before.iter().map(Option::is_some).collect();
        let short = self.short(together, &was_placed);
        let mut lost: f64 = together.iter().map(|at| self.loss[*at]).sum();
        self.clear(together);
        // What is not used at its price is lost as well: so much may be won back.
        let mut idle = Vec::new();
        for at in together {
            let stays = own[*at].stays.iter().flat_map(|stay| stay.takes.iter().map(|take| take.place));
            idle.extend(stays.chain(own[*at].workers.iter().flatten().map(|job| job.place)));
        }
        idle.sort_unstable();
        idle.dedup();
        let idle: f64 =
            idle.iter().map(|at| f64::from(self.left[*at as usize]) * self.duals.places[*at as usize]).sum();
        lost += idle;
        for (at, bundle) in together.iter().zip(&before) {
            let Some(bundle) = bundle else { continue };
            for (place, units, _) in own[*at].takes(bundle) {
                lost -= f64::from(units) * self.duals.places[place as usize];
            }
        }
        let most_lost = lost.max(0.0) + 1e-6 * (1.0 + lost.abs());
        let choices: Vec<Vec<Choice>> =
            together.iter().map(|at| self.choices(*at, most_lost, MOST_CHOICES, |take| self.fits(take))).collect();
        // What those still to come lose at least.
        let mut rest = vec![0.0; choices.len() + 1];
        for (at, choices) in choices.iter().enumerate().rev() {
            rest[at] = rest[at + 1] + choices.first().map_or(0.0, |choice| choice.loss);
        }
        let mut trial = Trial {
            choices: &choices,
            rest: &rest,
            together,
            chosen: Vec::with_capacity(together.len()),
            best: None,
            best_rank: (short, exact),
            most_lost,
            idle,
            steps: 0,
        };
        trial.go(self, 0.0, 0.0, 0);
        let chosen = trial.best.take();
        for (position, at) in together.iter().enumerate() {
            let bundle = match &chosen {
                Some(chosen) => choices[position][chosen[position]].bundle.clone(),
                None => before[position].clone(),
            };
            if let Some(bundle) = bundle {
                let takes: Vec<_> = own[*at].takes(&bundle).collect();
                self.put(*at, Some(bundle), &takes);
            }
        }
    }
}

/// Every combination of a job, or none, for each worker.
fn combine(
    rows: &[Vec<(f64, Option<u32>)>],
    jobs: &mut Vec<Option<u32>>,
    left: f64,
    take: &mut dyn FnMut(f64, &[Option<u32>]),
) {
    match rows.get(jobs.len()) {
        None => take(left, jobs),
        Some(row) => {
            for (more, job) in row {
                jobs.push(*job);
                combine(rows, jobs, left + more, take);
                jobs.pop();
            }
        }
    }
}

/// A few households planned anew, choice by choice.
struct Trial<'a> {
    choices: &'a [Vec<Choice>],
    rest: &'a [f64],
    together: &'a [usize],
    chosen: Vec<usize>,
    best: Option<Vec<usize>>,
    /// How many are short, and the exact worth.
    best_rank: (u64, i128),
    most_lost: f64,
    /// What is not used, at its price, while none of them has anything.
    idle: f64,
    steps: u32,
}

impl Trial<'_> {
    fn go(&mut self, search: &mut Search<'_, '_>, lost: f64, paid: f64, exact: i128) {
        let position = self.chosen.len();
        if position == self.together.len() {
            let placed: Vec<bool> =
                self.chosen.iter().zip(self.choices).map(|(at, choices)| choices[*at].bundle.is_some()).collect();
            let short = search.short(self.together, &placed);
            let better = short < self.best_rank.0 || (short == self.best_rank.0 && exact >= self.best_rank.1);
            if better {
                // What loses more than this, unused places and all, is no better.
                let slack = 1e-6 * (1.0 + self.most_lost);
                if short == self.best_rank.0 {
                    self.most_lost = self.most_lost.min(lost + (self.idle - paid).max(0.0) + slack);
                }
                self.best_rank = (short, exact);
                self.best = Some(self.chosen.clone());
            }
            return;
        }
        for (at, choice) in self.choices[position].iter().enumerate() {
            self.steps += 1;
            if self.steps > MOST_STEPS || lost + choice.loss + self.rest[position + 1] > self.most_lost {
                break;
            }
            if !within_room(search, &choice.takes) {
                continue;
            }
            let household = self.together[position] as u32;
            for (place, units, company) in &choice.takes {
                search.left[*place as usize] -= units;
                search.here[*place as usize].push((household, *company));
            }
            self.chosen.push(at);
            self.go(search, lost + choice.loss, paid + choice.paid, exact + choice.exact);
            self.chosen.pop();
            for (place, units, _) in &choice.takes {
                search.left[*place as usize] += units;
                search.here[*place as usize].pop();
            }
        }
    }
}

/// Whether there is room for all that a bundle takes, a place taken by two workers counted twice.
fn within_room(search: &Search<'_, '_>, takes: &[(u32, u32, u32)]) -> bool {
    takes.iter().enumerate().all(|(at, take)| {
        let before: u32 = takes[..at].iter().filter(|other| other.0 == take.0).map(|other| other.1).sum();
        search.fits(&(take.0, take.1 + before, take.2))
    })
}
