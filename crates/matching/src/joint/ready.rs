//! A problem made ready for working on it: choices by area, amounts as floating numbers for guidance, whole plans as one
//! exact number. Nothing here proves anything: `proof` does.

use super::proof::{Limit, PROVEN_LEVELS, Part};
use super::{Bundle, Joint};
use crate::Worth;

/// The choices of one household in one area.
pub(super) struct Area {
    /// Positions of stays.
    pub(super) stays: Vec<u32>,
    /// For each worker, positions of the jobs within reach.
    pub(super) jobs: Vec<Vec<u32>>,
}

/// Amounts on the levels that are proven.
pub(super) type Amounts = [f64; PROVEN_LEVELS];

pub(super) fn amounts(worth: Worth) -> Amounts {
    let levels = worth.levels();
    std::array::from_fn(|at| levels[at] as f64)
}

pub(super) fn weighed(amounts: &Amounts, weights: &Amounts) -> f64 {
    amounts.iter().zip(weights).map(|(amount, weight)| amount * weight).sum()
}

/// What is worked out once.
pub(super) struct Ready<'p> {
    pub(super) problem: &'p Joint,
    /// For each household its areas.
    pub(super) areas: Vec<Vec<Area>>,
    /// For each household and stay.
    pub(super) stays: Vec<Vec<Amounts>>,
    /// For each household, worker and job.
    pub(super) jobs: Vec<Vec<Vec<Amounts>>>,
    /// What one unit of each level counts in the exact number of a plan.
    units: [i128; Worth::LEVELS],
    /// Less than any plan adds on any level: what is below it, is nothing.
    pub(super) lowest: Worth,
    /// For each household the floors that name it.
    pub(super) floors_of: Vec<Vec<u32>>,
}

impl<'p> Ready<'p> {
    pub(super) fn of(problem: &'p Joint) -> Self {
        let sizes = problem.sizes();
        let areas = problem.households.iter().map(|household| {
            let mut all: Vec<u32> = household.stays.iter().map(|stay| stay.area).collect();
            all.sort_unstable();
            all.dedup();
            let area = |area: u32| {
                let stays = (0..).zip(&household.stays).filter(|(_, stay)| stay.area == area).map(|(at, _)| at);
                let within = |place: u32| problem.places[place as usize].reached_from.binary_search(&area).is_ok();
                let jobs = household
                    .workers
                    .iter()
                    .map(|jobs| (0..).zip(jobs).filter(|(_, job)| within(job.place)).map(|(at, _)| at).collect());
                Area { stays: stays.collect(), jobs: jobs.collect() }
            };
            all.into_iter().map(area).collect()
        });
        let stays = problem.households.iter().map(|one| one.stays.iter().map(|stay| amounts(stay.worth)).collect());
        let jobs = problem
            .households
            .iter()
            .map(|one| one.workers.iter().map(|jobs| jobs.iter().map(|job| amounts(job.worth)).collect()).collect());
        let mut floors_of = vec![Vec::new(); problem.households.len()];
        for (at, floor) in (0..).zip(&problem.floors) {
            for household in &floor.households {
                floors_of[*household as usize].push(at);
            }
        }
        Self {
            problem,
            areas: areas.collect(),
            stays: stays.collect(),
            jobs: jobs.collect(),
            units: units(sizes),
            lowest: problem.lowest(),
            floors_of,
        }
    }

    /// A worth as one number, compared as the worth itself.
    pub(super) fn exact(&self, worth: Worth) -> i128 {
        worth.levels().iter().zip(self.units).map(|(amount, unit)| i128::from(*amount) * unit).sum()
    }
}

/// So large that no sum of a lower level reaches one unit of a higher one. Where that does not fit into the number, the
/// last levels do not count in the search.
fn units(most: [i128; Worth::LEVELS]) -> [i128; Worth::LEVELS] {
    for counted in (1..=Worth::LEVELS).rev() {
        let mut units = [0_i128; Worth::LEVELS];
        let mut unit = Some(1_i128);
        for at in (0..counted).rev() {
            units[at] = unit.unwrap_or(0);
            unit = unit.and_then(|unit| unit.checked_mul(2 * most[at] + 1)).filter(|unit| *unit < i128::MAX >> 4);
        }
        if unit.is_some() {
            return units;
        }
    }
    let mut units = [0; Worth::LEVELS];
    units[0] = 1;
    units
}

/// What branches leave of the choices of the households they speak of.
pub(super) struct Narrowed {
    own: Vec<Option<Box<Own>>>,
}

struct Own {
    stays: Vec<bool>,
    jobs: Vec<Vec<bool>>,
    must_work: Vec<bool>,
    must: bool,
}

impl Narrowed {
    pub(super) fn by(problem: &Joint, limits: &[Limit]) -> Self {
        let mut own: Vec<Option<Box<Own>>> = problem.households.iter().map(|_| None).collect();
        for limit in limits {
            let household = &problem.households[limit.household as usize];
            let own = own[limit.household as usize].get_or_insert_with(|| {
                Box::new(Own {
                    stays: vec![true; household.stays.len()],
                    jobs: household.workers.iter().map(|jobs| vec![true; jobs.len()]).collect(),
                    must_work: vec![false; household.workers.len()],
                    must: false,
                })
            });
            own.must |= limit.takes;
            match limit.part {
                Part::Stay | Part::Which => {
                    for (at, (may, stay)) in own.stays.iter_mut().zip(&household.stays).enumerate() {
                        *may &= limit.allows(at, stay);
                    }
                }
                Part::Worker(worker) => {
                    let worker = worker as usize;
                    own.must_work[worker] |= limit.takes;
                    for (may, job) in own.jobs[worker].iter_mut().zip(&household.workers[worker]) {
                        *may &= (job.place == limit.place) == limit.takes;
                    }
                }
            }
        }
        Self { own }
    }

    pub(super) fn stay(&self, household: usize, stay: u32) -> bool {
        self.own[household].as_ref().is_none_or(|own| own.stays[stay as usize])
    }

    pub(super) fn job(&self, household: usize, worker: usize, job: u32) -> bool {
        self.own[household].as_ref().is_none_or(|own| own.jobs[worker][job as usize])
    }

    pub(super) fn must(&self, household: usize) -> bool {
        self.own[household].as_ref().is_some_and(|own| own.must)
    }

    pub(super) fn must_work(&self, household: usize, worker: usize) -> bool {
        self.own[household].as_ref().is_some_and(|own| own.must_work[worker])
    }

    /// Whether a bundle lies within the limits.
    pub(super) fn allows(&self, household: usize, bundle: Option<&Bundle>) -> bool {
        let Some(own) = &self.own[household] else {
            return true;
        };
        let Some(bundle) = bundle else {
            return !own.must;
        };
        let jobs = bundle.jobs.iter().enumerate();
        own.stays[bundle.stay as usize]
            && jobs.into_iter().all(|(worker, job)| match job {
                Some(job) => own.jobs[worker][*job as usize],
                None => !own.must_work[worker],
            })
    }
}

/// Numbers that look drawn, the same on every machine: SplitMix64 (Steele, Lea, Flood, 2014).
pub(super) struct Drawn(pub(super) u64);

impl Drawn {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From zero to below this; zero, if that is nothing.
    pub(super) fn below(&mut self, most: usize) -> usize {
        if most == 0 { 0 } else { (self.next() % most as u64) as usize }
    }
}
