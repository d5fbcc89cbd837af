//! A family that hosts.

use kernel::{HouseholdId, TerritoryCode};
use serde::{Deserialize, Serialize};

use super::{Access, Available, Custom, HostStep, OfferId, OwnerId, Room, School, Sex, Speaks};

/// A family that hosts, with what it offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Host {
    /// Which offer.
    pub id: OfferId,
    /// Which family.
    pub family: OwnerId,
    /// Who lives there. Nobody listed: not known yet.
    pub residents: Vec<Resident>,
    /// Where.
    pub territory: Option<TerritoryCode>,
    /// The bedrooms for guests.
    pub rooms: Option<Vec<Room>>,
    /// How one gets in and about.
    pub access: Option<Access>,
    /// Whether the family keeps animals.
    pub pets: Option<bool>,
    /// The schools near by. Empty: none.
    pub schools: Option<Vec<School>>,
    /// What the family cannot do: conditions.
    pub limits: HostLimits,
    /// What the family would like: wishes.
    pub wishes: Option<Vec<Custom>>,
    /// The steps of preparation and suitability passed so far.
    pub steps: Option<Vec<HostStep>>,
    /// From when to when.
    pub available: Available,
    /// The households that the family does not want to host.
    pub vetoes: Vec<HouseholdId>,
}

/// Somebody of the host family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Resident {
    /// Whether of age.
    pub adult: Option<bool>,
    /// The languages spoken. Empty: none that counts.
    pub languages: Option<Vec<Speaks>>,
}

/// The conditions of a host family, which rules read and no score prices.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct HostLimits {
    /// The most guests.
    pub persons: Option<u32>,
    /// The ages of guests who are of age.
    pub ages: Option<Ages>,
    /// The sexes of guests who are of age.
    pub sexes: Option<Vec<Sex>>,
    /// Whether minors are welcome.
    pub minors: Option<bool>,
    /// Whether smokers are.
    pub smokers: Option<bool>,
    /// Whether animals are.
    pub pets: Option<bool>,
}

/// From one age to another, in whole years, both counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Ages {
    /// The lowest.
    pub from: u8,
    /// The highest.
    pub to: u8,
}
