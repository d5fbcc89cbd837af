//! Finds good prices for a level: a deflected subgradient method with the step of Polyak. Floating numbers guide it;
//! what its prices prove is worked out again in whole numbers.

use super::proof::{ONE, PROVEN_LEVELS, Prices};
use super::ready::{Amounts, Narrowed, Ready, weighed};
use super::{Bundle, Plan};

/// Prices as they are worked on.
#[derive(Debug, Clone)]
pub(super) struct Duals {
    pub(super) places: Vec<f64>,
    /// What one unit of each level counts: one on the level worked on, nothing below it.
    pub(super) weights: Amounts,
    pub(super) floors: Vec<f64>,
}

impl Duals {
    pub(super) fn nothing(ready: &Ready<'_>, level: usize) -> Self {
        let mut weights = [0.0; PROVEN_LEVELS];
        weights[level] = 1.0;
        Self { places: vec![0.0; ready.problem.places.len()], weights, floors: vec![0.0; ready.problem.floors.len()] }
    }

    /// In whole numbers.
    pub(super) fn prices(&self, level: usize) -> Prices {
        let whole = |price: f64| (price * ONE as f64).round().clamp(0.0, (1_u64 << 61) as f64) as i64;
        Prices {
            places: self.places.iter().map(|price| whole(*price)).collect(),
            above: self.weights[..level].iter().map(|price| whole(*price)).collect(),
            floors: self.floors.iter().map(|price| whole(*price)).collect(),
        }
    }

    /// The same for some of the places, and no floors.
    pub(super) fn of_part(&self, places: &[u32]) -> Self {
        let places = places.iter().map(|at| self.places[*at as usize]).collect();
        Self { places, weights: self.weights, floors: Vec::new() }
    }

    /// Takes the prices of some of the places over.
    pub(super) fn take_part(&mut self, part: &Self, places: &[u32]) {
        for (at, price) in places.iter().zip(&part.places) {
            self.places[*at as usize] = *price;
        }
        self.weights = part.weights;
    }

    /// What a household gets for each floor that names it, if it is placed.
    pub(super) fn placed(&self, ready: &Ready<'_>, household: usize) -> f64 {
        ready.floors_of[household].iter().map(|floor| self.floors[*floor as usize]).sum()
    }
}

/// The best that a household does at these prices, and what is left of it after paying. Below zero only for whoever must
/// be placed; nothing, if no choice is left.
pub(super) fn best(
    ready: &Ready<'_>,
    duals: &Duals,
    narrowed: &Narrowed,
    household: usize,
    bundle: &mut Bundle,
) -> Option<f64> {
    let own = &ready.problem.households[household];
    let mut best: Option<f64> = None;
    let mut jobs: Vec<Option<u32>> = vec![None; own.workers.len()];
    for area in &ready.areas[household] {
        let mut earned = 0.0;
        let mut possible = true;
        for (worker, within) in area.jobs.iter().enumerate() {
            let mut most: Option<(f64, u32)> = None;
            for job in within.iter().copied().filter(|job| narrowed.job(household, worker, *job)) {
                let gain = weighed(&ready.jobs[household][worker][job as usize], &duals.weights);
                let left = gain - duals.places[own.workers[worker][job as usize].place as usize];
                if most.is_none_or(|(most, _)| left > most) {
                    most = Some((left, job));
                }
            }
            let must = narrowed.must_work(household, worker);
            jobs[worker] = match most {
                Some((left, job)) if must || left > 0.0 => {
                    earned += left;
                    Some(job)
                }
                _ => {
                    possible &= !must;
                    None
                }
            };
        }
        if !possible {
            continue;
        }
        for stay in area.stays.iter().copied().filter(|stay| narrowed.stay(household, *stay)) {
            let takes = own.stays[stay as usize].takes.iter();
            let paid: f64 = takes.map(|take| f64::from(take.units) * duals.places[take.place as usize]).sum();
            let left = weighed(&ready.stays[household][stay as usize], &duals.weights) - paid + earned;
            if best.is_none_or(|best| left > best) {
                best = Some(left);
                bundle.stay = stay;
                bundle.jobs.clone_from(&jobs);
            }
        }
    }
    best.map(|best| best + duals.placed(ready, household))
}

/// The plan that everybody would choose at these prices, which may take more than there is, and its value: a bound.
/// Nothing, if somebody who must be placed has no choice.
pub(super) fn relaxed(
    ready: &Ready<'_>,
    duals: &Duals,
    narrowed: &Narrowed,
    level: usize,
    reached: &Amounts,
    plan: &mut Plan,
) -> Option<f64> {
    let problem = ready.problem;
    let mut value: f64 =
        problem.places.iter().zip(&duals.places).map(|(place, price)| f64::from(place.room) * price).sum();
    value -= (0..level).map(|at| duals.weights[at] * reached[at]).sum::<f64>();
    value -= problem.floors.iter().zip(&duals.floors).map(|(floor, price)| f64::from(floor.least) * price).sum::<f64>();
    plan.resize(problem.households.len(), None);
    let mut bundle = Bundle { stay: 0, jobs: Vec::new() };
    for (at, chosen) in plan.iter_mut().enumerate() {
        let must = problem.households[at].locked || narrowed.must(at);
        match best(ready, duals, narrowed, at, &mut bundle) {
            Some(left) if must || left > 0.0 => {
                value += left;
                chosen.get_or_insert_with(|| bundle.clone()).clone_from(&bundle);
            }
            None if must => return None,
            _ => *chosen = None,
        }
    }
    Some(value)
}

/// What came of it.
pub(super) struct Ascended {
    pub(super) duals: Duals,
    pub(super) bound: f64,
}

/// Lowers the bound for some rounds, or until it shows that nothing above what is reached is left. `watch` sees what
/// everybody would choose, round by round. Nothing, if no plan lies within the limits.
#[expect(clippy::too_many_arguments, reason = "the state of one method, called from two places")]
pub(super) fn ascend(
    ready: &Ready<'_>,
    start: &Duals,
    narrowed: &Narrowed,
    level: usize,
    reached: &Amounts,
    rounds: u32,
    stop: &dyn Fn() -> bool,
    watch: &mut dyn FnMut(u32, &Plan),
) -> Option<Ascended> {
    let problem = ready.problem;
    let scale = scales(ready, level);
    let mut now = start.clone();
    let mut plan = Plan::new();
    let mut best = Ascended { bound: f64::MAX, duals: start.clone() };
    let places = problem.places.len();
    let mut slope = vec![0.0; places + level + problem.floors.len()];
    let mut last = vec![0.0; slope.len()];
    let (mut step, mut still) = (1.0, 0);
    for round in 0..rounds {
        let value = relaxed(ready, &now, narrowed, level, reached, &mut plan)?;
        watch(round, &plan);
        if value < best.bound - 1e-9 * best.bound.abs().max(1.0) {
            if best.bound - value > 1e-5 * value.abs() {
                still = 0;
            }
            best.bound = value;
            best.duals.clone_from(&now);
        } else {
            still += 1;
        }
        // No plan adds a part of one.
        if best.bound < reached[level] + 1.0 - 1e-6 || (round % 16 == 0 && stop()) {
            break;
        }
        if still > 20 {
            (step, still) = (step * 0.66, 0);
            now.clone_from(&best.duals);
            last.fill(0.0);
            if step < 1e-5 {
                break;
            }
            relaxed(ready, &now, narrowed, level, reached, &mut plan)?;
        }
        steepest(ready, &plan, level, reached, &scale, &mut slope);
        let mut square = 0.0;
        for (at, (slope, last)) in slope.iter().zip(&mut last).enumerate() {
            *last = slope + 0.6 * *last;
            let price = match at {
                at if at < places => now.places[at],
                at if at < places + level => now.weights[at - places],
                at => now.floors[at - places - level],
            };
            // A price of zero does not fall.
            if price <= 0.0 && *last > 0.0 {
                *last = 0.0;
            }
            square += *last * *last;
        }
        if square == 0.0 {
            break;
        }
        let far = step * (best.bound.min(value) - reached[level]).max(1e-6 * value.abs()) / square;
        for (price, slope) in now.places.iter_mut().zip(&last) {
            *price = (*price - far * slope).max(0.0);
        }
        for (at, slope) in last[places..places + level].iter().enumerate() {
            now.weights[at] = (now.weights[at] - far * slope * scale[at]).max(0.0);
        }
        for (price, slope) in now.floors.iter_mut().zip(&last[places + level..]) {
            *price = (*price - far * slope).max(0.0);
        }
    }
    Some(best)
}

/// How the bound changes with each price, at what everybody would choose.
fn steepest(ready: &Ready<'_>, plan: &Plan, level: usize, reached: &Amounts, scale: &Amounts, slope: &mut [f64]) {
    let problem = ready.problem;
    let places = problem.places.len();
    for (slope, place) in slope.iter_mut().zip(&problem.places) {
        *slope = f64::from(place.room);
    }
    for at in 0..level {
        slope[places + at] = -reached[at] * scale[at];
    }
    for (slope, floor) in slope[places + level..].iter_mut().zip(&problem.floors) {
        *slope = -f64::from(floor.least);
    }
    for (at, bundle) in plan.iter().enumerate() {
        let Some(bundle) = bundle else { continue };
        for (place, units, _) in problem.households[at].takes(bundle) {
            slope[place as usize] -= f64::from(units);
        }
        let jobs = bundle.jobs.iter().enumerate().filter_map(|(worker, job)| Some((worker, (*job)? as usize)));
        let jobs: Vec<&Amounts> = jobs.map(|(worker, job)| &ready.jobs[at][worker][job]).collect();
        for above in 0..level {
            let sum = ready.stays[at][bundle.stay as usize][above] + jobs.iter().map(|job| job[above]).sum::<f64>();
            slope[places + above] += sum * scale[above];
        }
        for floor in &ready.floors_of[at] {
            slope[places + level + *floor as usize] += 1.0;
        }
    }
}

/// How much smaller or larger the amounts of the level are than those of the levels above, so that steps suit both.
fn scales(ready: &Ready<'_>, level: usize) -> Amounts {
    let mean = |at: usize| {
        let all = ready.stays.iter().flatten().map(|amounts| amounts[at].abs()).filter(|amount| *amount > 0.0);
        let (sum, count) = all.fold((0.0, 0.0), |(sum, count), amount| (sum + amount, count + 1.0));
        if count > 0.0 { sum / count } else { 1.0 }
    };
    let own = mean(level);
    std::array::from_fn(|at| own / mean(at))
}

/// How often each choice is made while prices settle, the later rounds weighing more: near the best prices, nearly the
/// best mixture of plans (Barahona, Anbil, *The volume algorithm*, 2000). Says where to begin, and proves nothing.
pub(super) struct Averages {
    /// For each household and stay.
    pub(super) stays: Vec<Vec<f64>>,
    /// For each household, worker and job.
    pub(super) jobs: Vec<Vec<Vec<f64>>>,
    weight: f64,
    sum: f64,
}

impl Averages {
    /// How much more the next round weighs.
    const GROWS: f64 = 1.02;

    pub(super) fn new(ready: &Ready<'_>) -> Self {
        let stays = ready.stays.iter().map(|stays| vec![0.0; stays.len()]).collect();
        let jobs =
            ready.jobs.iter().map(|workers| workers.iter().map(|jobs| vec![0.0; jobs.len()]).collect()).collect();
        Self { stays, jobs, weight: 1.0, sum: 0.0 }
    }

    pub(super) fn see(&mut self, plan: &Plan) {
        for (at, bundle) in plan.iter().enumerate() {
            let Some(bundle) = bundle else { continue };
            self.stays[at][bundle.stay as usize] += self.weight;
            for (worker, job) in bundle.jobs.iter().enumerate() {
                if let Some(job) = job {
                    self.jobs[at][worker][*job as usize] += self.weight;
                }
            }
        }
        self.sum += self.weight;
        self.weight *= Self::GROWS;
        if self.weight > 1e100 {
            let all = self.stays.iter_mut().chain(self.jobs.iter_mut().flatten());
            all.flatten().for_each(|share| *share /= self.weight);
            self.sum /= self.weight;
            self.weight = 1.0;
        }
    }

    /// The share of rounds in which a choice was made.
    pub(super) fn share(&self, seen: f64) -> f64 {
        if self.sum > 0.0 { seen / self.sum } else { 0.0 }
    }
}
