//! Whether a problem is sound, and what a plan uses and is worth.

use std::fmt;

use super::{Bundle, Household, Joint, Plan};
use crate::Worth;

/// Why a problem, or a plan for it, is refused. Positions count from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Malformed {
    /// Something names a place that is not there, or twice, or takes nothing of it.
    Place {
        /// Whose.
        household: u32,
        /// Which place.
        place: u32,
    },
    /// Something is worth more than [`Worth::MOST`] on some level.
    TooMuch {
        /// Whose.
        household: u32,
    },
    /// A floor names a household that is not there, or more than it lists.
    Floor {
        /// Which floor.
        floor: u32,
    },
    /// More households than [`Joint::MOST`].
    TooMany,
}

impl fmt::Display for Malformed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Place { household, place } => write!(
                out,
                "household {household} names place {place}, which is not there, or names it twice, or takes nothing of it"
            ),
            Self::TooMuch { household } => {
                write!(out, "a choice of household {household} is worth more than {} on some level", Worth::MOST)
            }
            Self::Floor { floor } => {
                write!(out, "floor {floor} asks for more households than it lists, or for one that is not there")
            }
            Self::TooMany => write!(out, "more than {} households in one plan; split it by territory", Joint::MOST),
        }
    }
}

impl std::error::Error for Malformed {}

/// What is wrong with a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// There are not as many answers as households, or a choice is not there, or a job is out of reach.
    Choice {
        /// Whose.
        household: u32,
    },
    /// More units are taken than there are.
    Overfull {
        /// Where.
        place: u32,
    },
    /// People who are not alike share what only those alike may share.
    Company {
        /// Where.
        place: u32,
    },
    /// A locked household is without.
    Locked {
        /// Whose.
        household: u32,
    },
    /// A floor is not reached.
    Floor {
        /// Which floor.
        floor: u32,
    },
}

impl Household {
    /// What a bundle takes, place by place, and in whose company.
    pub(super) fn takes<'a>(&'a self, bundle: &'a Bundle) -> impl Iterator<Item = (u32, u32, u32)> + 'a {
        let stay = self.stays[bundle.stay as usize].takes.iter().map(|take| (take.place, take.units, take.company));
        let jobs = self.workers.iter().zip(&bundle.jobs);
        stay.chain(jobs.filter_map(|(jobs, job)| job.map(|job| (jobs[job as usize].place, 1, 0))))
    }

    /// What a bundle adds.
    pub(super) fn worth(&self, bundle: &Bundle) -> Worth {
        let jobs = self.workers.iter().zip(&bundle.jobs);
        let jobs = jobs.filter_map(|(jobs, job)| job.map(|job| jobs[job as usize].worth));
        jobs.fold(self.stays[bundle.stay as usize].worth, |sum, worth| sum + worth)
    }
}

impl Bundle {
    /// The same stay, where nobody works.
    pub(super) fn without_work(&self) -> Self {
        Self { stay: self.stay, jobs: vec![None; self.jobs.len()] }
    }
}

impl Joint {
    /// The most households of one plan: no sum then runs out of bits.
    pub const MOST: usize = 1 << 20;

    /// The problem itself, if it is sound.
    ///
    /// # Errors
    /// [`Malformed`]: the first fault.
    pub fn checked(self) -> Result<Self, Malformed> {
        if self.households.len() > Self::MOST {
            return Err(Malformed::TooMany);
        }
        let mut named = vec![usize::MAX; self.places.len()];
        let mut round = 0;
        for (household, own) in (0_u32..).zip(&self.households) {
            let stays = own.stays.iter().map(|stay| stay.takes.iter().map(|take| (take.place, take.units)).collect());
            let jobs = own.workers.iter().map(|jobs| jobs.iter().map(|job| (job.place, 1)).collect());
            for row in stays.chain(jobs).collect::<Vec<Vec<(u32, u32)>>>() {
                for (place, units) in row {
                    match named.get_mut(place as usize) {
                        Some(last) if *last != round && units > 0 => *last = round,
                        _ => return Err(Malformed::Place { household, place }),
                    }
                }
                round += 1;
            }
            let worths = own.stays.iter().map(|stay| stay.worth);
            let mut worths = worths.chain(own.workers.iter().flatten().map(|job| job.worth));
            if worths.any(|worth| worth.levels().iter().any(|level| level.unsigned_abs() > Worth::MOST.unsigned_abs()))
            {
                return Err(Malformed::TooMuch { household });
            }
        }
        for (floor, own) in (0_u32..).zip(&self.floors) {
            let there = own.households.iter().all(|household| (*household as usize) < self.households.len());
            if !there || !own.households.is_sorted() || own.least as usize > own.households.len() {
                return Err(Malformed::Floor { floor });
            }
        }
        Ok(self)
    }

    /// Whether a bundle is among the choices of a household: the stay is there, and the jobs, within its reach.
    pub(super) fn offers(&self, household: &Household, bundle: &Bundle) -> bool {
        let Some(stay) = household.stays.get(bundle.stay as usize) else {
            return false;
        };
        let mut jobs = household.workers.iter().zip(&bundle.jobs);
        bundle.jobs.len() == household.workers.len()
            && jobs.all(|(jobs, job)| {
                let Some(job) = job else { return true };
                let job = jobs.get(*job as usize);
                job.is_some_and(|job| self.places[job.place as usize].reached_from.binary_search(&stay.area).is_ok())
            })
    }

    /// What a plan is worth, if it may be.
    ///
    /// # Errors
    /// [`Broken`]: the first thing that is wrong with it.
    pub fn worth(&self, plan: &Plan) -> Result<Worth, Broken> {
        let mut left: Vec<u32> = self.places.iter().map(|place| place.room).collect();
        let mut company: Vec<Option<u32>> = vec![None; self.places.len()];
        let mut sum = Worth::default();
        if plan.len() != self.households.len() {
            return Err(Broken::Choice { household: plan.len() as u32 });
        }
        for (household, (own, bundle)) in (0_u32..).zip(self.households.iter().zip(plan)) {
            let Some(bundle) = bundle else {
                if own.locked {
                    return Err(Broken::Locked { household });
                }
                continue;
            };
            if !self.offers(own, bundle) {
                return Err(Broken::Choice { household });
            }
            for (place, units, with) in own.takes(bundle) {
                let at = place as usize;
                left[at] = left[at].checked_sub(units).ok_or(Broken::Overfull { place })?;
                if self.places[at].alike && *company[at].get_or_insert(with) != with {
                    return Err(Broken::Company { place });
                }
            }
            sum += own.worth(bundle);
        }
        for (floor, own) in (0_u32..).zip(&self.floors) {
            let placed = own.households.iter().filter(|household| plan[**household as usize].is_some()).count();
            if placed < own.least as usize {
                return Err(Broken::Floor { floor });
            }
        }
        Ok(sum)
    }

    /// The most that a plan could add, or take, on each level.
    pub(super) fn sizes(&self) -> [i128; Worth::LEVELS] {
        let mut most = [0_i128; Worth::LEVELS];
        for household in &self.households {
            for (at, most) in most.iter_mut().enumerate() {
                let size = |worth: Worth| i128::from(worth.levels()[at].unsigned_abs());
                *most += household.stays.iter().map(|stay| size(stay.worth)).max().unwrap_or(0);
                let jobs = household.workers.iter();
                let jobs = jobs.map(|jobs| jobs.iter().map(|job| size(job.worth)).max().unwrap_or(0));
                *most += jobs.sum::<i128>();
            }
        }
        most
    }

    /// Less than any plan adds on any level: what is below it, is nothing.
    pub(super) fn lowest(&self) -> Worth {
        Worth::of(self.sizes().map(|size| -i64::try_from(size).unwrap_or(i64::MAX - 1) - 1))
    }
}
