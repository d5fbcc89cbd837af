//! From facts to a proposal, where each household takes one whole home or one host family, and each seeker one opening.
//!
//! [`Table::lay`] considers every pair, [`Table::plan`] makes the best plan with the certificate that proves it, and
//! [`Table::check`] proves a kept proposal anew. After a change [`Table::relay`] considers only what changed, and
//! [`Table::plan_from`] starts from the plan before.
//!
//! Everything is sorted by keys first: the order in which facts come changes nothing. Pairs that a rule refuses are not
//! kept; all their failed rules are told when somebody asks ([`crate::explain`]). Pairs for which a fact is missing are
//! not proposed; their questions are listed, those first that could win most.
//!
//! Deliberately absent: several households in one cohousing, splitting a group, home and work together: that is
//! [`crate::joint`]'s.

mod digest;
mod gains;
mod kinds;
mod locks;
mod proposal;
mod questions;
mod table;

use std::fmt;

use kernel::{Day, ProgrammeCode, Uuid};
use serde::{Deserialize, Serialize};

pub(crate) use self::digest::name;
pub use self::kinds::{Homes, Hosts, Kind, Opening, Openings};
pub use self::locks::Conflict;
pub use self::proposal::{Placed, Plan, Price, Proposal, Refused, propose};
pub use self::questions::{Asked, Whose};
pub(crate) use self::table::Look;
pub use self::table::{Cell, Table};
use crate::facts::Distances;
use crate::rules::{Policy, Scene};

/// A seeker and an offer, by their keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Pair {
    /// The household, or the person who looks for work.
    pub seeker: Uuid,
    /// The offer.
    pub offer: Uuid,
}

/// A pair that a person has ruled out, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Forbidden {
    /// The pair.
    pub pair: Pair,
    /// The reason, as the person chose or wrote it.
    pub reason: String,
}

/// Who and what there is, and by which rules to match.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask<K: Kind> {
    /// Who looks.
    pub seekers: Vec<K::Seeker>,
    /// What is on offer.
    pub offers: Vec<K::Offer>,
    /// The policy.
    pub policy: Policy,
    /// The programme in which they are matched.
    pub programme: Option<ProgrammeCode>,
    /// How far territories lie from each other.
    pub distances: Distances,
    /// The day.
    pub today: Day,
    /// The seed of the lots: noted, so that they can be drawn again.
    pub seed: u64,
    /// Pairs that a person has fixed: the seeker takes that offer.
    pub locked: Vec<Pair>,
    /// Pairs that a person has ruled out.
    pub forbidden: Vec<Forbidden>,
    /// Units besides those of the facts, one for each time an offer stands here: to try what one more would change.
    pub more: Vec<Uuid>,
    /// The plan published before: to keep a place counts, below all else but the lot.
    pub published: Vec<Pair>,
}

impl<K: Kind> Ask<K> {
    /// What holds for every pair.
    #[must_use]
    pub fn scene(&self) -> Scene<'_> {
        Scene {
            policy: &self.policy,
            programme: self.programme.as_ref(),
            distances: &self.distances,
            today: self.today,
        }
    }
}

/// Why nothing can be laid on the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Malformed {
    /// Two seekers have the same key.
    SeekerTwice {
        /// The key.
        seeker: Uuid,
    },
    /// Two offers have the same key.
    OfferTwice {
        /// The key.
        offer: Uuid,
    },
    /// The engine refuses it.
    Transport(crate::flow::Malformed),
}

impl fmt::Display for Malformed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SeekerTwice { seeker } => write!(out, "{seeker} stands twice among those who look; list it once"),
            Self::OfferTwice { offer } => write!(out, "{offer} stands twice among the offers; list it once"),
            Self::Transport(fault) => fault.fmt(out),
        }
    }
}

impl std::error::Error for Malformed {}

/// Why there is no proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The facts cannot be worked with.
    Malformed(Malformed),
    /// The locks cannot all be kept: each conflict names those that clash.
    Infeasible(Vec<Conflict>),
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(fault) => fault.fmt(out),
            Self::Infeasible(conflicts) => {
                write!(out, "the locks cannot all be kept:")?;
                conflicts.iter().try_for_each(|conflict| write!(out, " {conflict};"))
            }
        }
    }
}

impl std::error::Error for Failure {}
