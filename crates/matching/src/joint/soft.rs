//! Finds where good prices lie, for the subgradient method to sharpen: everybody wavers between choices, the more the
//! warmer it is, prices follow how much of a place is asked for, and it becomes colder. Many choices that are equal, at
//! which a subgradient method trembles, share a place here. (Entropic smoothing: Fang, Rajasekera, Tsao, *Entropy
//! optimization and mathematical programming*, 1997; the updates are those of iterative proportional fitting.)

use super::dual::{Ascended, Duals, scales};
use super::ready::{Amounts, Narrowed, Ready, weighed};

/// How much warmer than the coldest it is at first.
const WARMEST: f64 = 2_000.0;

/// How far prices follow what is asked for in each round, and how much of their motion they keep (Polyak, 1964).
const FOLLOWS: f64 = 0.2;
const KEEPS: f64 = 0.95;

/// How often each choice of a household is made while it wavers.
struct Shares {
    /// For each household and stay.
    stays: Vec<Vec<f64>>,
}

/// What all together ask for.
struct Asked {
    /// Units of places.
    units: Vec<f64>,
    /// Amounts on each level, and the sum of their squares.
    amounts: Amounts,
    squares: Amounts,
    /// Households of each floor.
    floors: Vec<f64>,
    /// What is proven at these prices.
    bound: f64,
}

/// A method that goes on from prices, colder and colder.
pub(super) struct Soft<'a, 'p> {
    pub(super) ready: &'a Ready<'p>,
    pub(super) narrowed: &'a Narrowed,
    pub(super) level: usize,
    pub(super) reached: &'a Amounts,
}

impl Soft<'_, '_> {
    /// So many rounds. The best prices met; nothing, if no plan lies within the limits.
    pub(super) fn cool(&self, start: &Duals, rounds: u32, stop: &dyn Fn() -> bool) -> Option<Ascended> {
        let ready = self.ready;
        let mean = mean_size(ready, self.level);
        let scale = scales(ready, self.level);
        let mut shares = Shares { stays: ready.stays.iter().map(|own| vec![0.0; own.len()]).collect() };
        let mut now = start.clone();
        let mut best = Ascended { bound: f64::MAX, duals: start.clone() };
        let warmest = mean / 2.0;
        let colder = power(1.0 / WARMEST, rounds);
        let mut heat = warmest;
        let mut momentum = vec![0.0; now.places.len()];
        for round in 0..rounds {
            let asked = self.ask(&now, heat, &mut shares)?;
            if asked.bound < best.bound {
                best.bound = asked.bound;
                best.duals.clone_from(&now);
            }
            if best.bound < self.reached[self.level] + 1.0 - 1e-6 || (round % 16 == 0 && stop()) {
                break;
            }
            for (((price, units), place), momentum) in
                now.places.iter_mut().zip(&asked.units).zip(&ready.problem.places).zip(&mut momentum)
            {
                let room = f64::from(place.room);
                let over = (units - room) / units.max(room).max(1e-9);
                *momentum = KEEPS * *momentum + FOLLOWS * over;
                *price += heat * *momentum;
                if *price <= 0.0 {
                    *price = 0.0;
                    *momentum = 0.0;
                }
            }
            for (at, scale) in scale.iter().enumerate().take(self.level) {
                let lack = self.reached[at] - asked.amounts[at];
                let most = heat * scale;
                let more = (heat * lack / asked.squares[at].max(1e-9)).clamp(-most, most);
                now.weights[at] = (now.weights[at] + more).max(0.0);
            }
            for ((price, placed), floor) in now.floors.iter_mut().zip(&asked.floors).zip(&ready.problem.floors) {
                let least = f64::from(floor.least);
                let lack = (least - placed) / least.max(*placed).max(1e-9);
                *price = (*price + 0.3 * heat * lack).max(0.0);
            }
            heat *= colder;
        }
        Some(best)
    }

    fn ask(&self, duals: &Duals, heat: f64, shares: &mut Shares) -> Option<Asked> {
        let (ready, problem) = (self.ready, self.ready.problem);
        let mut asked = Asked {
            units: vec![0.0; problem.places.len()],
            amounts: Amounts::default(),
            squares: Amounts::default(),
            floors: vec![0.0; problem.floors.len()],
            bound: problem.places.iter().zip(&duals.places).map(|(place, price)| f64::from(place.room) * price).sum(),
        };
        asked.bound -= (0..self.level).map(|at| duals.weights[at] * self.reached[at]).sum::<f64>();
        asked.bound -=
            problem.floors.iter().zip(&duals.floors).map(|(floor, price)| f64::from(floor.least) * price).sum::<f64>();
        for at in 0..problem.households.len() {
            let must = problem.households[at].locked || self.narrowed.must(at);
            let (placed, best) = self.waver(at, duals, heat, must, shares, &mut asked);
            match best {
                Some(best) => asked.bound += if must { best } else { best.max(0.0) },
                None if must => return None,
                None => {}
            }
            for floor in &ready.floors_of[at] {
                asked.floors[*floor as usize] += placed;
            }
        }
        Some(asked)
    }

    /// One household: how often it is placed, and the most it has left after paying.
    fn waver(
        &self,
        at: usize,
        duals: &Duals,
        heat: f64,
        must: bool,
        shares: &mut Shares,
        asked: &mut Asked,
    ) -> (f64, Option<f64>) {
        let own = &self.ready.problem.households[at];
        let extra = duals.placed(self.ready, at);
        shares.stays[at].fill(0.0);
        // By area: the most that is left there, and how many choices are as good, nearly as good counted in part.
        let mut areas: Vec<(f64, f64)> = Vec::with_capacity(self.ready.areas[at].len());
        let mut most: Option<f64> = None;
        // What the jobs leave and weigh, area after area.
        let mut work: Vec<(u32, u32, f64)> = Vec::new();
        let mut ends: Vec<usize> = Vec::new();
        for area in &self.ready.areas[at] {
            let (mut left, mut many) = (extra, 1.0);
            for (worker, jobs) in area.jobs.iter().enumerate() {
                let must = self.narrowed.must_work(at, worker);
                let begin = work.len();
                let mut best = if must { f64::NEG_INFINITY } else { 0.0 };
                for job in jobs.iter().copied().filter(|job| self.narrowed.job(at, worker, *job)) {
                    let gain = weighed(&self.ready.jobs[at][worker][job as usize], &duals.weights);
                    let after = gain - duals.places[own.workers[worker][job as usize].place as usize];
                    best = best.max(after);
                    work.push((worker as u32, job, after));
                }
                let mut sum = if must { 0.0 } else { exp((0.0 - best) / heat) };
                for (_, _, after) in &mut work[begin..] {
                    *after = exp((*after - best) / heat);
                    sum += *after;
                }
                work[begin..].iter_mut().for_each(|(_, _, after)| *after /= sum);
                left += best;
                many *= sum;
            }
            ends.push(work.len());
            let mut best = f64::NEG_INFINITY;
            for stay in area.stays.iter().copied().filter(|stay| self.narrowed.stay(at, *stay)) {
                let takes = own.stays[stay as usize].takes.iter();
                let paid: f64 = takes.map(|take| f64::from(take.units) * duals.places[take.place as usize]).sum();
                let after = weighed(&self.ready.stays[at][stay as usize], &duals.weights) - paid;
                shares.stays[at][stay as usize] = after;
                best = best.max(after);
            }
            let mut sum = 0.0;
            for stay in area.stays.iter().copied().filter(|stay| self.narrowed.stay(at, *stay)) {
                let share = &mut shares.stays[at][stay as usize];
                *share = exp((*share - best) / heat);
                sum += *share;
            }
            area.stays.iter().for_each(|stay| shares.stays[at][*stay as usize] /= f64::max(sum, 1e-300));
            left += best;
            areas.push((left, many * sum));
            if left > f64::NEG_INFINITY {
                most = Some(most.map_or(left, |most: f64| most.max(left)));
            }
        }
        let Some(most) = most else { return (0.0, None) };
        let top = if must { most } else { most.max(0.0) };
        let mut whole = if must { 0.0 } else { exp((0.0 - top) / heat) };
        for (left, many) in &mut areas {
            *many *= exp((*left - top) / heat);
            whole += *many;
        }
        let (mut placed, mut begin) = (0.0, 0);
        for ((area, (_, many)), end) in self.ready.areas[at].iter().zip(&areas).zip(ends) {
            let here = many / whole;
            placed += here;
            for stay in &area.stays {
                let share = &mut shares.stays[at][*stay as usize];
                *share *= here;
                for take in &own.stays[*stay as usize].takes {
                    asked.units[take.place as usize] += *share * f64::from(take.units);
                }
                count(&self.ready.stays[at][*stay as usize], *share, self.level, asked);
            }
            for (worker, job, share) in &work[begin..end] {
                let (worker, job, share) = (*worker as usize, *job as usize, share * here);
                asked.units[own.workers[worker][job].place as usize] += share;
                count(&self.ready.jobs[at][worker][job], share, self.level, asked);
            }
            begin = end;
        }
        (placed, Some(most))
    }
}

fn count(amounts: &Amounts, share: f64, level: usize, asked: &mut Asked) {
    for (at, amount) in amounts.iter().enumerate().take(level) {
        asked.amounts[at] += share * amount;
        asked.squares[at] += share * amount * amount;
    }
}

/// How much a choice adds on a level, about.
pub(super) fn mean_size(ready: &Ready<'_>, level: usize) -> f64 {
    let all = ready.stays.iter().flatten().chain(ready.jobs.iter().flatten().flatten());
    let all = all.map(|amounts| amounts[level].abs()).filter(|amount| *amount > 0.0);
    let (sum, count) = all.fold((0.0, 0.0), |(sum, count), amount| (sum + amount, count + 1.0));
    if count > 0.0 { sum / count } else { 1.0 }
}

/// The exponential of a number that is not above zero, worked out in the same way on every machine.
pub(super) fn exp(x: f64) -> f64 {
    // What is so small, nobody chooses.
    if x < -40.0 || x.is_nan() {
        return 0.0;
    }
    const TERMS: [f64; 9] =
        [1.0 / 40_320.0, 1.0 / 5_040.0, 1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];
    let halvings = (0.5 - x * std::f64::consts::LOG2_E) as u64;
    let rest = x + halvings as f64 * std::f64::consts::LN_2;
    TERMS.iter().fold(0.0, |sum, term| sum * rest + term) * f64::from_bits((1023 - halvings) << 52)
}

/// The number whose so-many-th power this is.
pub(super) fn power(whole: f64, times: u32) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        let mut power = 1.0;
        for _ in 0..times {
            power *= middle;
        }
        if power < whole { low = middle } else { high = middle }
    }
    low
}
