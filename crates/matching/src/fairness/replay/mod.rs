//! Two policies on past data, side by side, before one of them is adopted.
//!
//! The past is played again, batch after batch: who had come and still looked, and what was on offer, on that day. Whoever
//! is placed is gone, and so is the bed. What people would have answered is not known: every proposal is taken as
//! accepted, and who came and what was offered as if neither hung on the policy. So it shows what a policy does to the
//! queue, not what it would have done to people's lives.
//!
//! Deliberately absent: any outcome after the placement, and a verdict which policy is better.

mod play;

use std::fmt;

use kernel::Day;
use serde::{Deserialize, Serialize};

use self::play::play;
use super::first_come::compared;
use super::{Compared, Envy, Overdue, Row, Seeker};
use crate::Worth;
use crate::flow::{Choice, Malformed};
use crate::horizon::{Horizon, Kept};

/// Something that was on offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PastOffer {
    /// From which day.
    pub from: Day,
    /// Until which day, that day too; nothing: to the end.
    pub until: Option<Day>,
    /// How many units.
    pub room: u32,
}

/// Who came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PastSeeker {
    /// When.
    pub arrived: Day,
    /// Until which day it looked if nothing came of it; nothing: to the end.
    pub until: Option<Day>,
    /// What is known of it; the days waited are those before it arrived.
    pub seeker: Seeker,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Past {
    /// What was on offer.
    pub offers: Vec<PastOffer>,
    /// Who came.
    pub seekers: Vec<PastSeeker>,
    /// On which days places were given, rising.
    pub batches: Vec<Day>,
}

/// How a batch is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "way")]
pub enum Way {
    /// The plan that is worth most, each batch by itself.
    Best,
    /// The queue: [`super::first_come`].
    FirstCome,
    /// With those in mind who are expected, by the arrivals before the day of the batch and none after it.
    Ahead {
        /// How far, and in how many ways; each batch draws anew.
        horizon: Horizon,
        /// Whoever has waited for more days than this is spared; nothing: nobody is.
        patience: Option<i64>,
    },
}

/// A policy to be tried: what it holds of every pair, evaluated outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Variant {
    /// How a batch is placed.
    pub way: Way,
    /// For each seeker the offers it could take, as positions in [`Past::offers`], with what each adds. The level of
    /// waiting is set anew on the day of each batch.
    pub gains: Vec<Vec<Choice<Worth>>>,
}

/// How it ended for one seeker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct End {
    /// The offer and the position of the batch; nothing for whoever was never placed.
    pub placed: Option<(u32, u32)>,
    /// The days waited until then, or until the seeker left, or the last batch.
    pub waited: i64,
}

/// What a policy did with the past.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Played {
    /// Seeker by seeker.
    pub ends: Vec<End>,
    /// What all placements were worth, each on its day.
    pub worth: Worth,
    /// The table by group. Whoever arrived after the last batch counts as left.
    pub allocation: Vec<Row>,
    /// Who does worse than if the queue had been followed all along, by the own scores of this variant.
    pub against_first_come: Compared,
    /// Justified envy within each batch, with the position of the batch.
    pub envy: Vec<(u32, Envy)>,
    /// Who passed the bound, once each, with the first batch in which it did.
    pub overdue: Vec<(u32, Overdue)>,
    /// Beds kept for expected arrivals, with the position of the batch.
    pub kept: Vec<(u32, Kept)>,
}

/// Two policies side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Sides {
    /// The first: mostly the policy in force.
    pub one: Played,
    /// The second: mostly the one proposed.
    pub other: Played,
    /// The second against the first, seeker by seeker, by the own scores of the first.
    pub change: Compared,
}

/// Why the past cannot be played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsound {
    /// The days of the batches do not rise.
    Batches {
        /// The position of the first that is not later than the one before.
        at: u32,
    },
    /// A variant speaks of more or fewer seekers than came.
    Seekers,
    /// A choice is not sound; positions are those of the past.
    Malformed(Malformed),
}

impl fmt::Display for Unsound {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Batches { at } => {
                write!(out, "batch {at} is not later than the one before; list each day once, rising")
            }
            Self::Seekers => write!(out, "the policy was evaluated for other seekers than came; evaluate it again"),
            Self::Malformed(why) => why.fmt(out),
        }
    }
}

impl std::error::Error for Unsound {}

/// Plays the past with two policies. The seed draws where the queue is undecided; `bound` is the number of days beyond
/// which somebody waits too long.
///
/// # Errors
/// [`Unsound`]: the first thing that does not fit.
pub fn replay(past: &Past, one: &Variant, other: &Variant, seed: u64, bound: i64) -> Result<Sides, Unsound> {
    if let Some(at) = past.batches.windows(2).position(|two| two[0] >= two[1]) {
        return Err(Unsound::Batches { at: at as u32 + 1 });
    }
    let first = played(past, one, seed, bound)?;
    let second = played(past, other, seed, bound)?;
    let change = against(past, one, &second, &first);
    Ok(Sides { one: first, other: second, change })
}

/// One policy on the past, with the queue to compare it.
fn played(past: &Past, variant: &Variant, seed: u64, bound: i64) -> Result<Played, Unsound> {
    let own = play(past, variant, seed, bound)?;
    let queue = Variant { way: Way::FirstCome, gains: variant.gains.clone() };
    let queue = play(past, &queue, seed, bound)?;
    Ok(Played { against_first_come: against(past, variant, &own, &queue), ..own })
}

/// One course of things against another, by the own scores of a variant.
fn against(past: &Past, yardstick: &Variant, one: &Played, other: &Played) -> Compared {
    let seekers: Vec<Seeker> = past.seekers.iter().map(|one| one.seeker).collect();
    let score = |played: &Played, at: usize| {
        let (place, _) = played.ends[at].placed?;
        let known = yardstick.gains[at].iter().find(|choice| choice.place == place);
        Some(known.map(|choice| choice.gain.score))
    };
    compared(&seekers, |at| score(one, at), |at| score(other, at))
}
