//! What the rules answer: yes, no or *needs to know*, with the reason of a no.

use kernel::{Answer, Cents, words};
use serde::{Deserialize, Serialize};

use super::catalogue::RuleCode;
use super::question::Question;
use crate::facts::{Access, Guarantee, HostStep, Language, Level, Licence};

words!(
    /// Who said no.
    pub enum Side {
        /// The household, or the person.
        Seeker = "seeker",
        /// Who offers.
        Offerer = "offerer",
    }
);

/// Why a rule says no. The key is the tail of its text key, the rest are the arguments of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "key", rename_all = "kebab-case")]
pub enum Why {
    /// The programme does not take them in charge.
    NotEligible,
    /// The agreement keeps it to other programmes.
    OtherProgramme,
    /// Somebody said no beforehand.
    Vetoed {
        /// Who.
        by: Side,
    },
    /// Not available when it is needed, or not for long enough.
    NotAvailable,
    /// The way is too long.
    TooFar {
        /// So far, in the unit of the limit.
        way: u32,
        /// The limit.
        limit: u32,
    },
    /// Fewer beds than people.
    TooFewBeds {
        /// People.
        persons: u32,
        /// Beds.
        beds: u32,
    },
    /// Beds enough, but no way to share the rooms as families and strangers may.
    RoomsDoNotFit,
    /// Somebody finds no bed in a room open to them.
    ReservedForOthers,
    /// A minor without an adult of the family.
    MinorWithoutAdult,
    /// Not found suitable for minors, or not checked for them.
    NotForMinors,
    /// Somebody could not get in or about.
    NotAccessible {
        /// What is needed.
        needed: Access,
        /// What is offered.
        offered: Access,
    },
    /// The rent is more than can be paid.
    RentTooHigh {
        /// The rent.
        rent: Cents,
        /// What can be paid, support included.
        payable: Cents,
    },
    /// The deposit is more than can be paid.
    DepositTooHigh {
        /// The deposit.
        deposit: Cents,
        /// What can be paid.
        payable: Cents,
    },
    /// A guarantee is asked that they cannot bring.
    GuaranteeMissing {
        /// Which.
        guarantee: Guarantee,
    },
    /// A kind of home that they do not accept.
    KindNotAccepted,
    /// They do not want to share a home.
    WouldShare,
    /// No common language at the level asked.
    NoCommonLanguage {
        /// The level.
        level: Level,
    },
    /// A language is asked that the person does not speak so well.
    LanguageTooLow {
        /// Which.
        language: Language,
        /// The level asked.
        level: Level,
    },
    /// A condition of the host family is not met.
    OutsideLimits,
    /// The host family has not passed a step.
    StepMissing {
        /// Which.
        step: HostStep,
    },
    /// The permit does not allow work.
    MayNotWork,
    /// Too young to work.
    TooYoung {
        /// The least age.
        least: u8,
    },
    /// More or fewer hours than the person can work.
    HoursDoNotFit {
        /// Hours a week.
        hours: u32,
    },
    /// A licence is asked that the person does not hold.
    LicenceMissing {
        /// Which.
        licence: Licence,
    },
    /// The person has no way to get there.
    NoWayThere,
    /// The indemnity is below the regional minimum.
    IndemnityTooLow {
        /// The indemnity.
        monthly: Cents,
        /// The minimum.
        minimum: Cents,
    },
    /// The host has as many trainees as it may.
    TooManyTrainees {
        /// How many it may have.
        limit: u32,
    },
    /// Longer than an internship may last.
    TooLong {
        /// Months.
        months: u32,
        /// The most months.
        limit: u32,
    },
}

/// A rule that says no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failed {
    /// The rule.
    pub rule: RuleCode,
    /// The version of it.
    pub version: u32,
    /// Why.
    pub why: Why,
}

/// The answer of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleAnswer {
    /// The rule.
    pub rule: RuleCode,
    /// The version of it.
    pub version: u32,
    /// The answer.
    pub answer: Answer,
    /// Why not; only of a no.
    pub why: Option<Why>,
    /// What would have to be known; empty unless the answer is *needs to know*.
    pub questions: Vec<Question>,
}
