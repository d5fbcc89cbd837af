//! Homes, work and school together: households who take several things at once, of which there are few.
//!
//! A household chooses one of its [`Stay`]s, which takes units of some places (the beds of a home, the seats of a school),
//! and, for each of its workers, at most one [`Job`] that can be reached from the stay's area. Whoever has no stay has
//! no job here; whoever lives somewhere already has a stay that takes nothing.
//!
//! The problem is hard (it holds the knapsack), so the answer says what is proven: every plan comes with prices of places
//! that bound all other plans, level by level, and [`check`] verifies them without trusting the search.
//!
//! - `proof`: what a set of prices proves, in whole numbers;
//! - `verify`: whole answers, checked;
//! - `split`, `part`, `work`, `solve`: what shares nothing is planned apart, each part level by level;
//! - `dive`: who is placed where, by rounding the linear relaxation of homes and schools;
//! - `soft`: finds where good prices lie, while everybody wavers;
//! - `dual`: sharpens them (a subgradient method with a memory: Barahona, Anbil, *The volume algorithm*, 2000);
//! - `flows`: where everybody takes one unit of one place, the flow solves and proves it;
//! - `anneal`, with `homes`: betters plans by many small moves, which may be worse at first;
//! - `search`: betters plans, by planning a few neighbours at a time anew on those prices;
//! - `branch`: proves small problems to the end, and keeps the tree that proves it.

mod anneal;
mod branch;
mod dive;
mod dual;
mod flows;
mod homes;
mod part;
mod problem;
mod proof;
mod ready;
mod search;
mod soft;
mod solve;
mod split;
mod verify;
mod work;

use serde::{Deserialize, Serialize};

pub use problem::{Broken, Malformed};
pub use proof::{Fault, Limit, ONE, PROVEN_LEVELS, Part, Prices, Proof, check, most};
pub use solve::{Answer, Demand, Effort, Gap, Known, ProvenPart, solve, solve_on};
pub use verify::verify;

use crate::Worth;

/// Households and what there is for them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Joint {
    /// Homes, rooms, openings for work, schools.
    pub places: Vec<Place>,
    /// Who looks for them.
    pub households: Vec<Household>,
    /// What a plan must hold besides.
    pub floors: Vec<Floor>,
}

/// Something of which there are so many units.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    /// How many units: beds, openings, seats; one, where a household has it for itself.
    pub room: u32,
    /// For work: the areas from which it can be reached, rising.
    pub reached_from: Vec<u32>,
    /// Whether only those of the same company may be here together: a room for single women or for single men.
    pub alike: bool,
}

/// Who looks for a stay, and perhaps for work.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Household {
    /// The stays it could take, in any order.
    pub stays: Vec<Stay>,
    /// For each worker the openings, in any order, each place at most once.
    pub workers: Vec<Vec<Job>>,
    /// Whether it must be placed: a person has locked a choice, and only locked choices are listed.
    pub locked: bool,
}

/// Where a household could live.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Stay {
    /// In which area.
    pub area: u32,
    /// What it takes, each place at most once.
    pub takes: Vec<Take>,
    /// What it adds to the plan.
    pub worth: Worth,
}

/// Units of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Take {
    /// Which place.
    pub place: u32,
    /// How many units, at least one.
    pub units: u32,
    /// In whose company, where only those alike may be together.
    pub company: u32,
}

/// Where a worker could work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Job {
    /// Which place: takes one unit.
    pub place: u32,
    /// What it adds to the plan.
    pub worth: Worth,
}

/// At least so many of some households must be placed: declared by a policy, never hidden in a score.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Floor {
    /// The households, rising.
    pub households: Vec<u32>,
    /// How many of them at least.
    pub least: u32,
}

/// What one household gets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Bundle {
    /// The position of the stay.
    pub stay: u32,
    /// For each worker the position of the job, if there is one.
    pub jobs: Vec<Option<u32>>,
}

/// For each household what it gets; nothing for whoever stays without.
pub type Plan = Vec<Option<Bundle>>;
