//! Rolling horizon: today's batch is placed with those in mind who are expected, by prices of places.
//!
//! Past arrivals, drawn anew from a seed, make a handful of possible futures; each is planned together with today's
//! batch, and what a unit of a place brings there is its price. The batch is then placed at its gain less the
//! price, in the manner of Ahani, Gölz, Procaccia, Teytelboym, Trapp: *Dynamic placement in refugee resettlement*,
//! Operations Research 72, 2024. A seeker who gains less than the price leaves the bed for an expected arrival.
//!
//! Three promises, kept by construction and by tests:
//! - whoever cannot wait goes first, and is never kept from a bed that is free: who would be, pays no price;
//! - nor is whoever has waited too long, if the caller says so (`spared`);
//! - every bed that is kept is told, with from whom and for what ([`Kept`]).
//!
//! Prices are sums over the futures, and gains are counted as often: whole numbers throughout. A higher level
//! always comes first, here too: a bed that *one* future of a hundred needs for somebody urgent would be kept from all
//! others today. How many futures must say so is declared ([`Horizon::agree`]).
//!
//! Deliberately absent: futures of offers (only arrivals are drawn; places that may come later count as nothing), and any
//! forecast beyond the past days that the caller gives.

mod ahead;
mod place;
mod prices;

use serde::{Deserialize, Serialize};

pub use self::ahead::Ahead;
pub use self::place::{Kept, KeptFrom, Placed, place};
pub use self::prices::{Prices, prices};
use crate::Worth;
use crate::flow::Choice;

/// One arrival: the places it could take, of those there are today, with what each would add.
pub type Arrival = Vec<Choice<Worth>>;

/// How far ahead, and in how many ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Horizon {
    /// How many days are looked ahead.
    pub days: u32,
    /// How many futures are drawn, at least one.
    pub futures: u32,
    /// In how many of them a place must be wanted for somebody urgent, to be kept from others for that. One: in any; more
    /// than there are: never.
    pub agree: u32,
    /// What draws them; noted with the plan.
    pub seed: u64,
}

impl Default for Horizon {
    fn default() -> Self {
        Self { days: 14, futures: 40, agree: 20, seed: 1 }
    }
}
