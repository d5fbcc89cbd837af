//! What is known about a household on the day of an assessment: the whole input of a verdict, kept with it.
//!
//! `None` always means *not known yet*, never *no*: a list that is there is the whole list. Names are absent but for a
//! short label, since rules do not need them.

use kernel::{BirthDay, Day, PersonId, TerritoryCode};
use serde::{Deserialize, Serialize};

use super::citizenship::Citizenship;
use super::vocabulary::{Circuit, PermitKind, PermitState, Recipient, Sector};

/// What is known about those for whom a programme is considered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Whether a household or an operator is considered.
    pub recipient: Recipient,
    /// The people of the household.
    pub people: Vec<PersonEvidence>,
    /// Whether the people listed are the whole household. An empty list never is.
    pub everyone_listed: bool,
    /// Where the household lives.
    pub residence: Option<Place>,
    /// Whether the household is in housing distress: no home, an unfit or crowded one, an eviction, a squat.
    pub housing_distress: Option<bool>,
    /// Whether the household is in particular hardship, as the service that refers it judges.
    pub hardship: Option<bool>,
    /// For an operator: the kind of service.
    pub sector: Option<Sector>,
}

impl Evidence {
    /// A household of these people, of which nothing else is known yet.
    #[must_use]
    pub fn household(people: Vec<PersonEvidence>) -> Self {
        Self {
            recipient: Recipient::Households,
            people,
            everyone_listed: true,
            residence: None,
            housing_distress: None,
            hardship: None,
            sector: None,
        }
    }

    /// An operator of a service.
    #[must_use]
    pub fn operator(sector: Option<Sector>) -> Self {
        Self { recipient: Recipient::Operators, sector, ..Self::household(Vec::new()) }
    }

    /// Whether people may be missing from the list.
    pub(super) fn may_have_others(&self) -> bool {
        !self.everyone_listed || self.people.is_empty()
    }
}

/// What is known about one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonEvidence {
    /// Who.
    pub person: PersonId,
    /// A short label for the reader, such as initials. Rules do not look at it.
    pub label: String,
    /// The day or the year of birth.
    pub birth: Option<BirthDay>,
    /// The citizenship.
    pub citizenship: Option<Citizenship>,
    /// All permits and receipts; an empty list says that there is none.
    pub permits: Option<Vec<PermitEvidence>>,
    /// All stays in reception; an empty list says that the person was never in it.
    pub stays: Option<Vec<StayEvidence>>,
}

impl PersonEvidence {
    /// A person of whom nothing is known yet.
    #[must_use]
    pub fn unknown(person: PersonId, label: impl Into<String>) -> Self {
        Self { person, label: label.into(), birth: None, citizenship: None, permits: None, stays: None }
    }
}

/// A residence permit, or the receipt that stands for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PermitEvidence {
    /// What it is for; nothing when unreadable or not asked.
    pub kind: Option<PermitKind>,
    /// Where it stands. A receipt needs no dates.
    pub state: PermitState,
    /// The first day; without it the permit has begun.
    pub from: Option<Day>,
    /// The day of expiry.
    pub to: Option<Day>,
}

/// A stay in reception.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StayEvidence {
    /// In which circuit.
    pub circuit: Option<Circuit>,
    /// The first day; without it the stay has begun.
    pub from: Option<Day>,
    /// Whether and when the person left.
    pub exit: Leaving,
}

/// Whether and when a person left reception.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leaving {
    /// Left, or leaves, on this day.
    On(Day),
    /// Still inside, with no day set.
    StillInside,
    /// Nobody knows yet: perhaps inside, perhaps out since any day.
    Unknown,
}

/// Where somebody lives, level by level; an absent level is not known.
///
/// The codes are those of the programmes' territories. Who fills it in fills in every level that follows from another:
/// a known municipality gives its province and its region.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// `lombardia`.
    pub region: Option<TerritoryCode>,
    /// The metropolitan city or the province: `citta-metropolitana-milano`.
    pub province: Option<TerritoryCode>,
    /// `pioltello`.
    pub municipality: Option<TerritoryCode>,
    /// `pioltello-satellite`.
    pub neighbourhood: Option<TerritoryCode>,
}
