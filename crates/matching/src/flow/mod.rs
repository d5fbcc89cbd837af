//! One household, one place: a transport problem, solved exactly.
//!
//! - [`Transport::checked`]: whether a problem is sound;
//! - [`solve`], [`solve_from`]: the best plan, by a primal network simplex, with prices that prove it;
//! - [`check`]: the proof, checked by itself;
//! - [`Exchange`]: what one change would cost or bring, and who would move.

mod certificate;
mod changes;
mod exchange;
mod problem;
mod simplex;
mod start;
mod tree;

use serde::{Deserialize, Serialize};

pub use self::certificate::{Fault, check};
pub use self::changes::{Change, Interval, Regrets};
pub use self::exchange::{Exchange, Move};
pub use self::problem::{Levelled, Malformed};
pub use self::simplex::{solve, solve_from};
use crate::Gain;

/// Seekers who each take at most one unit at one of their places. Staying without a place is always allowed and gains
/// nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Transport<G> {
    /// How many seekers each place can take.
    pub room: Vec<u32>,
    /// The places each seeker could take, in any order, each at most once.
    pub seekers: Vec<Vec<Choice<G>>>,
}

/// A place that a seeker could take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice<G> {
    /// Which place, as its position in [`Transport::room`].
    pub place: u32,
    /// What it adds to the plan.
    pub gain: G,
}

/// A plan with the prices that prove it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Solution<G> {
    /// For each seeker the position of the choice taken; nothing for whoever stays without.
    pub taken: Vec<Option<u32>>,
    /// For each place what one unit of it is worth: never below zero, zero where units are left over.
    pub prices: Vec<G>,
    /// What the plan is worth.
    pub worth: G,
}

impl<G: Gain> Transport<G> {
    /// What a seeker's choice adds.
    #[must_use]
    pub fn gain(&self, seeker: usize, choice: u32) -> G {
        self.seekers[seeker][choice as usize].gain
    }
}
