//! Where households could live and their workers work, the best at some prices first.

use super::dual::Duals;
use super::ready::{Ready, weighed};

/// Where a household could live, or without.
pub(super) struct Home {
    pub(super) stay: Option<u32>,
    pub(super) area: usize,
    pub(super) takes: Vec<(u32, u32, u32)>,
    pub(super) value: f64,
    /// How much less it leaves after paying than the household's best.
    pub(super) loss: f64,
    pub(super) exact: i128,
}

/// Where a worker could work from an area.
pub(super) struct Opening {
    pub(super) job: u32,
    pub(super) place: u32,
    pub(super) value: f64,
    pub(super) loss: f64,
    pub(super) exact: i128,
}

/// The openings of a household by area and worker.
pub(super) fn openings(ready: &Ready<'_>, at: usize, duals: &Duals) -> Vec<Vec<Vec<Opening>>> {
    let own = &ready.problem.households[at];
    let opening = |worker: usize, job: u32| {
        let of = own.workers[worker][job as usize];
        let value = weighed(&ready.jobs[at][worker][job as usize], &duals.weights);
        let loss = duals.places[of.place as usize] - value;
        Opening { job, place: of.place, value, loss, exact: ready.exact(of.worth) }
    };
    let row = |(worker, within): (usize, &Vec<u32>)| {
        let mut row: Vec<Opening> = within.iter().map(|job| opening(worker, *job)).collect();
        row.sort_by(|one, other| one.loss.total_cmp(&other.loss));
        row
    };
    ready.areas[at].iter().map(|area| area.jobs.iter().enumerate().map(row).collect()).collect()
}

/// The homes of a household, and being without where that may be.
pub(super) fn homes(ready: &Ready<'_>, at: usize, duals: &Duals, work: &[Vec<Vec<Opening>>]) -> Vec<Home> {
    let own = &ready.problem.households[at];
    let placed = duals.placed(ready, at);
    let mut homes: Vec<Home> = Vec::new();
    for (area, (of, work)) in ready.areas[at].iter().zip(work).enumerate() {
        let earned: f64 = work.iter().map(|row| row.first().map_or(0.0, |one| (-one.loss).max(0.0))).sum();
        for stay in of.stays.iter().copied() {
            let takes: Vec<_> =
                own.stays[stay as usize].takes.iter().map(|one| (one.place, one.units, one.company)).collect();
            let paid: f64 =
                takes.iter().map(|(place, units, _)| f64::from(*units) * duals.places[*place as usize]).sum();
            let value = weighed(&ready.stays[at][stay as usize], &duals.weights) + placed;
            let exact = ready.exact(own.stays[stay as usize].worth);
            homes.push(Home { stay: Some(stay), area, takes, value, loss: paid - value - earned, exact });
        }
    }
    if !own.locked {
        homes.push(Home { stay: None, area: 0, takes: Vec::new(), value: 0.0, loss: 0.0, exact: 0 });
    }
    homes.sort_by(|one, other| one.loss.total_cmp(&other.loss));
    let least = homes.first().map_or(0.0, |home| home.loss);
    homes.iter_mut().for_each(|home| home.loss -= least);
    homes
}
