//! What is known of both sides, typed. What is not known is `None`, never *no*: a rule turns it into a question.
//!
//! Rules read the facts; a score reads only the views in [`suit`], in which sex, age, kinship, mobility and urgency do
//! not exist.
//!
//! Deliberately absent: names, nationality, religion, ethnicity and health. Nothing here could price them, prefer them
//! or refuse them, on either side: a host family cannot even write such a wish down.

mod codes;
mod distances;
mod home;
mod host;
mod household;
mod seeker;
pub mod suit;
mod words;
mod work;

pub use codes::{Language, Occupation, OfferId, OwnerId};
pub use distances::{Distances, Longest, Travel};
pub use home::{Home, Room, Sharer};
pub use host::{Ages, Host, HostLimits, Resident};
pub use household::{Household, Member, Standing, Tie, Veto, Wishes};
pub use seeker::{Practised, Seeker};
pub use words::{
    Access, Custom, FamilyRole, Guarantee, HomeKind, HostStep, Letting, Level, Licence, OwnerKind, ReservedFor, School,
    Sex, Trainee, Transport, Urgency, WorkKind,
};
pub use work::{Asked, Work};

use kernel::Day;
use serde::{Deserialize, Serialize};

/// A language that somebody speaks, and how well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Speaks {
    /// The language.
    pub language: Language,
    /// How well, where somebody has asked.
    pub level: Option<Level>,
}

/// From when to when something can be had.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Available {
    /// The first day.
    pub from: Option<Day>,
    /// The end.
    pub until: Option<Until>,
}

/// When something ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Until {
    /// It has no end.
    Open,
    /// The last day.
    Day(Day),
}
