//! The proof of a plan, checked without knowing how it was found. Shares nothing with the solver.
//!
//! By weak duality (Ahuja, Magnanti and Orlin, *Network Flows*, 1993, section 9.4) no plan is worth more than what all
//! units cost at any prices, plus what every seeker would have left at its best choice. A plan that is worth just that
//! is therefore a best one, whoever made it.

use std::fmt;

use super::problem::Levelled;
use super::{Solution, Transport};

/// Why a plan is not proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The plan speaks of other seekers than the problem.
    OtherSeekers,
    /// The plan prices other places than the problem.
    OtherPlaces,
    /// A seeker takes a choice that it does not have.
    NoSuchChoice {
        /// Who.
        seeker: u32,
    },
    /// A choice names a place that is not there.
    NoSuchPlace {
        /// Whose choice.
        seeker: u32,
        /// The place it names.
        place: u32,
    },
    /// More seekers take a place than it has room for.
    NoRoom {
        /// Which place.
        place: u32,
    },
    /// A price below zero.
    Negative {
        /// Which place.
        place: u32,
    },
    /// A price although units are left over.
    PricedButFree {
        /// Which place.
        place: u32,
    },
    /// Numbers so large that their sums could run out of bits.
    TooLarge {
        /// At which place.
        place: u32,
    },
    /// A seeker would be better off with another of its choices, or without, at these prices.
    Better {
        /// Who.
        seeker: u32,
    },
    /// The plan is not worth what it says.
    Miscounted,
    /// The bound of the prices is above what the plan is worth: not proven the best.
    Gap,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherSeekers => write!(out, "the plan is about other seekers"),
            Self::OtherPlaces => write!(out, "the prices are of other places"),
            Self::NoSuchChoice { seeker } => write!(out, "seeker {seeker} takes a choice it does not have"),
            Self::NoSuchPlace { seeker, place } => {
                write!(out, "seeker {seeker} names place {place}, which is not there")
            }
            Self::NoRoom { place } => write!(out, "place {place} is given to more seekers than it has room for"),
            Self::Negative { place } => write!(out, "the price of place {place} is below zero"),
            Self::PricedButFree { place } => write!(out, "place {place} has a price although units are left over"),
            Self::TooLarge { place } => write!(out, "numbers at place {place} are too large to be added safely"),
            Self::Better { seeker } => write!(out, "seeker {seeker} would be better off elsewhere at these prices"),
            Self::Miscounted => write!(out, "the plan is not worth what it says"),
            Self::Gap => write!(out, "the prices do not prove that the plan is a best one"),
        }
    }
}

impl std::error::Error for Fault {}

/// Whether the plan keeps to the problem, and its prices prove that none is worth more.
///
/// # Errors
/// [`Fault`]: the first that is found.
pub fn check<G: Levelled>(problem: &Transport<G>, solution: &Solution<G>) -> Result<(), Fault> {
    if solution.taken.len() != problem.seekers.len() {
        return Err(Fault::OtherSeekers);
    }
    if solution.prices.len() != problem.room.len() {
        return Err(Fault::OtherPlaces);
    }
    let nothing = G::default();
    // No sum below has more terms than this, each of at most twice the largest number.
    let seekers = problem.seekers.len() as u64;
    let units: u64 = problem.room.iter().map(|room| u64::from(*room).min(seekers)).sum();
    let most = (1 << 61) / (units + seekers + 1);

    let mut left = problem.room.clone();
    let mut worth = nothing;
    for (seeker, (row, taken)) in (0..).zip(problem.seekers.iter().zip(&solution.taken)) {
        for choice in row {
            let place = choice.place;
            if place as usize >= left.len() {
                return Err(Fault::NoSuchPlace { seeker, place });
            }
            if choice.gain.size() > most {
                return Err(Fault::TooLarge { place });
            }
        }
        if let Some(taken) = taken {
            let choice = row.get(*taken as usize).ok_or(Fault::NoSuchChoice { seeker })?;
            let room = &mut left[choice.place as usize];
            *room = room.checked_sub(1).ok_or(Fault::NoRoom { place: choice.place })?;
            worth += choice.gain;
        }
    }

    let mut bound = nothing;
    for (place, (price, left)) in (0..).zip(solution.prices.iter().zip(&left)) {
        if *price < nothing {
            return Err(Fault::Negative { place });
        }
        if *left > 0 && *price != nothing {
            return Err(Fault::PricedButFree { place });
        }
        if price.size() > most {
            return Err(Fault::TooLarge { place });
        }
        bound += price.times(i64::from(problem.room[place as usize]));
    }
    for (seeker, (row, taken)) in (0..).zip(problem.seekers.iter().zip(&solution.taken)) {
        let kept = |choice: &super::Choice<G>| choice.gain - solution.prices[choice.place as usize];
        let best = row.iter().map(kept).fold(nothing, Ord::max);
        let own = taken.map_or(nothing, |taken| kept(&row[taken as usize]));
        if best != own {
            return Err(Fault::Better { seeker });
        }
        bound += best;
    }
    if worth != solution.worth {
        return Err(Fault::Miscounted);
    }
    // What was checked above implies it; it is the claim itself, and so it is counted all the same.
    if bound != worth {
        return Err(Fault::Gap);
    }
    Ok(())
}
