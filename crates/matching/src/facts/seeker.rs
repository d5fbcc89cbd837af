//! An adult who looks for work.

use kernel::{BirthDay, Day, HouseholdId, PersonId, TerritoryCode};
use serde::{Deserialize, Serialize};

use super::{Licence, Longest, Occupation, Speaks, Standing, Trainee, Transport, Veto};

/// An adult who looks for work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Seeker {
    /// Who.
    pub id: PersonId,
    /// Of which household.
    pub household: HouseholdId,
    /// When born.
    pub birth: Option<BirthDay>,
    /// Whether the programme takes them in charge.
    pub eligible: Option<bool>,
    /// How long it can wait, and since when it does.
    pub standing: Standing,
    /// Whether the permit, or none being needed, allows work.
    pub may_work: Option<bool>,
    /// What the person has done or wants to do. Empty: anything.
    pub occupations: Option<Vec<Practised>>,
    /// The languages spoken. Empty: none that counts.
    pub languages: Option<Vec<Speaks>>,
    /// The most hours a week.
    pub most_hours: Option<u32>,
    /// The fewest hours a week.
    pub fewest_hours: Option<u32>,
    /// The licences held. Empty: none.
    pub licences: Option<Vec<Licence>>,
    /// How the person can get to work. Empty: on foot.
    pub transport: Option<Vec<Transport>>,
    /// Where the person lives.
    pub territory: Option<TerritoryCode>,
    /// The longest daily way accepted.
    pub longest_way: Option<Longest>,
    /// From which day the person can start.
    pub ready_from: Option<Day>,
    /// How internship rules class the person.
    pub trainee: Option<Trainee>,
    /// Whom or what the person does not want.
    pub vetoes: Vec<Veto>,
}

/// An occupation, and for how long it was practised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Practised {
    /// Which.
    pub occupation: Occupation,
    /// Months of practice; nought for a wish. Nothing: not asked yet.
    pub months: Option<u32>,
}
