//! Fairness in the open: what a plan means for whom, in figures that a steering board can read before it agrees.
//!
//! - [`seekers`]: who sits at a [`Table`], with the group by which figures are told;
//! - [`allocation`]: who is placed, and how long people waited, group by group;
//! - [`first_come`], [`compare`]: who does worse than if whoever waits longest had chosen first;
//! - [`envy`]: who would prefer a place that somebody has who ranks lower;
//! - [`floor_costs`]: what each declared floor costs on every level of worth;
//! - [`overdue`]: who waits beyond a bound although there is an option;
//! - [`overrides`]: where people decided otherwise, why, and what that cost the plan;
//! - [`replay`]: two policies on past data, side by side, before one of them is adopted.
//!
//! A group is a small number that the engine does not understand: what it stands for is known outside, and nothing here
//! feeds back into a plan. Fairness in who gets a place and fairness in what becomes of them mostly cannot be had
//! together (Azizi, Vayanos, Wilder, Rice, Tambe: *Designing fair, efficient, and interpretable policies for
//! prioritizing homeless youth for housing resources*, CPAIOR 2018): both are shown, and which one is asked for is a
//! declared floor.
//!
//! Deliberately absent: one number by which groups would be ranked, a test of "discrimination" on a few cases, and
//! suppression of small cells: whoever publishes a table suppresses them there.

mod allocation;
mod days;
mod envy;
mod first_come;
mod floors;
mod overdue;
mod overrides;
mod replay;
mod share;

use kernel::Uuid;
use serde::{Deserialize, Serialize};

pub use self::allocation::{Apart, Row, allocation};
pub use self::days::Days;
pub use self::envy::{Envy, envy};
pub use self::first_come::{Against, Compared, Outcome, compare, first_come};
pub use self::floors::{Cost, FloorCost, GroupFloor, Unmet, floor_costs};
pub use self::overdue::{Overdue, overdue};
pub use self::overrides::{Counted, Override, Overrides, Unlike, overrides};
pub use self::replay::{End, Past, PastOffer, PastSeeker, Played, Sides, Unsound, Variant, Way, replay};
pub use self::share::{ENOUGH, FEW, MILLION, Share};
use crate::Worth;
use crate::desk::{Kind, Table};
use crate::facts::Urgency;
use crate::flow::Transport;

/// What is known of a seeker besides its choices, by position as in [`Transport::seekers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Seeker {
    /// The key from which the lot is drawn, so that neither the order nor the number of others changes it.
    pub key: Uuid,
    /// The group by which figures are told; nothing for whoever has said nothing.
    pub group: Option<u32>,
    /// Whether it cannot wait.
    pub urgent: bool,
    /// For how many days it has waited.
    pub waited: i64,
    /// How many persons it is.
    pub persons: u32,
}

impl Seeker {
    /// Who comes first: the urgent, then whoever has waited longer. More is earlier.
    #[must_use]
    pub const fn rank(&self) -> (bool, i64) {
        (self.urgent, self.waited)
    }
}

/// Who sits at a table, by position, as a plan counts them; each with its group, by key.
#[must_use]
pub fn seekers<K: Kind>(table: &Table<K>, group: impl Fn(Uuid) -> Option<u32>) -> Vec<Seeker> {
    let ask = table.ask();
    let seeker = |one: &K::Seeker| {
        let (key, standing) = (K::seeker_key(one), K::standing(one));
        Seeker {
            key,
            group: group(key),
            urgent: standing.urgency.is_some_and(Urgency::cannot_wait),
            waited: standing.since.map_or(0, |since| since.days_until(ask.today).max(0)),
            persons: u32::try_from(K::persons(one)).unwrap_or(u32::MAX),
        }
    };
    ask.seekers.iter().map(seeker).collect()
}

/// The place that a seeker has in a plan; nothing for whoever stays without, or takes what is not there.
fn place_of(problem: &Transport<Worth>, taken: &[Option<u32>], seeker: usize) -> Option<u32> {
    let at = taken.get(seeker).copied().flatten()?;
    Some(problem.seekers[seeker].get(at as usize)?.place)
}

/// The groups that are there, rising, and last, if there are any, those without a label.
fn groups(seekers: &[Seeker]) -> Vec<Option<u32>> {
    let mut groups: Vec<Option<u32>> = seekers.iter().map(|seeker| seeker.group).collect();
    groups.sort_unstable_by_key(|group| (group.is_none(), *group));
    groups.dedup();
    groups
}
