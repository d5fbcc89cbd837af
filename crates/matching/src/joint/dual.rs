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
///
/// The first step is a part of the way to what is reached. Every step leaves from the best prices so far, along what the choices of all rounds together leave over or lack.
#[expect(clippy::too_many_arguments, reason = "the state of one method, called from three places")]
pub(super) fn ascend(
    ready: &Ready<'_>,
    start: &Duals,
    narrowed: &Narrowed,
    level: usize,
    reached: &Amounts,
    (rounds, first_step): (u32, f64),
    stop: &dyn Fn() -> bool,
    watch: &mut dyn FnMut(u32, &Plan),
) -> Option<Ascended> {
    let scale = scales(ready, level);
    let mut plan = Plan::new();
    let mut now = start.clone();
    let mut value = relaxed(ready, &now, narrowed, level, reached, &mut plan)?;
    let mut best = Ascended { bound: value, duals: start.clone() };
    let mut slope = vec![0.0; ready.problem.places.len() + level + ready.problem.floors.len()];
    steepest(ready, &plan, level, reached, &scale, &mut slope);
    let mut mean = slope.clone();
    let (mut step, mut still, mut share) = (first_step, 0, 0.1);
    let mut bound_before = value;
    for round in 0..rounds {
        watch(round, &plan);
        // No plan adds a part of one.
        if best.bound < reached[level] + 1.0 - 1e-6 || (round % 16 == 0 && stop()) {
            break;
        }
        if round % 60 == 59 {
            if bound_before - best.bound < 2e-3 * (best.bound - reached[level]).abs() {
                share = f64::max(share * 0.6, 2e-3);
            }
            bound_before = best.bound;
        }
        let square: f64 = free(&best.duals, level, &mean).map(|slope| slope * slope).sum();
        // What is left of the slope is no more than rounding: a step along it would go anywhere.
        if square < 1e-9 {
            break;
        }
        let far = step * (best.bound - reached[level]).max(1e-6 * best.bound.abs()) / square;
        now.clone_from(&best.duals);
        let places = now.places.len();
        for (price, slope) in now.places.iter_mut().zip(&mean) {
            *price = (*price - far * slope).max(0.0);
        }
        for (at, slope) in mean[places..places + level].iter().enumerate() {
            now.weights[at] = (now.weights[at] - far * slope * scale[at]).max(0.0);
        }
        for (price, slope) in now.floors.iter_mut().zip(&mean[places + level..]) {
            *price = (*price - far * slope).max(0.0);
        }
        value = relaxed(ready, &now, narrowed, level, reached, &mut plan)?;
        steepest(ready, &plan, level, reached, &scale, &mut slope);
        if value < best.bound {
            // The choices there point the same way: a longer step would have done.
            if slope.iter().zip(&mean).map(|(one, other)| one * other).sum::<f64>() > 0.0 {
                step = f64::min(step * 1.1, 2.0);
            }
            if best.bound - value > 1e-6 * value.abs() {
                still = 0;
            }
            best.bound = value;
            best.duals.clone_from(&now);
        } else {
            still += 1;
            if still >= 12 {
                (step, still) = (step * 0.7, 0);
                if step < 1e-6 {
                    break;
                }
            }
        }
        for (mean, slope) in mean.iter_mut().zip(&slope) {
            *mean += share * (slope - *mean);
        }
    }
    Some(best)
}

/// The slopes along which prices can move: a price of zero does not fall.
fn free<'a>(duals: &'a Duals, level: usize, slopes: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
    let prices = duals.places.iter().chain(&duals.weights[..level]).chain(&duals.floors);
    prices.zip(slopes).map(|(price, slope)| if *price <= 0.0 && *slope > 0.0 { 0.0 } else { *slope })
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
pub(super) fn scales(ready: &Ready<'_>, level: usize) -> Amounts {
    let mean = |at: usize| {
        let all = ready.stays.iter().flatten().map(|amounts| amounts[at].abs()).filter(|amount| *amount > 0.0);
        let (sum, count) = all.fold((0.0, 0.0), |(sum, count), amount| (sum + amount, count + 1.0));
        if count > 0.0 { sum / count } else { 1.0 }
    };
    let own = mean(level);
    std::array::from_fn(|at| own / mean(at))
}
