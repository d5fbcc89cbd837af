//! A work place or an internship on offer.

use kernel::{Cents, HouseholdId, ProgrammeCode, TerritoryCode};
use serde::{Deserialize, Serialize};

use super::{Available, Language, Level, Licence, Occupation, OfferId, OwnerId, Transport, WorkKind};

/// A work place or an internship on offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Work {
    /// Which.
    pub id: OfferId,
    /// The employer or host.
    pub employer: OwnerId,
    /// The occupation.
    pub occupation: Option<Occupation>,
    /// Contract or internship.
    pub kind: Option<WorkKind>,
    /// Hours a week.
    pub hours: Option<u32>,
    /// Monthly pay or indemnity, gross.
    pub monthly: Option<Cents>,
    /// How many months it lasts; for internships, extensions included.
    pub months: Option<u32>,
    /// The region, whose rules on internships apply.
    pub region: Option<TerritoryCode>,
    /// Where.
    pub territory: Option<TerritoryCode>,
    /// The languages asked: all of them. Empty: none.
    pub languages: Option<Vec<Asked>>,
    /// The licences asked: all of them. Empty: none.
    pub licences: Option<Vec<Licence>>,
    /// The ways to get there: one of them will do. Empty: however one likes.
    pub transport: Option<Vec<Transport>>,
    /// The staff of the place of work with open-ended contracts.
    pub staff: Option<u32>,
    /// The trainees already there.
    pub trainees: Option<u32>,
    /// The programmes to which an agreement keeps it. Empty: open to all.
    pub programmes: Option<Vec<ProgrammeCode>>,
    /// From when to when it can be taken up.
    pub available: Available,
    /// The households whose people the employer does not want.
    pub vetoes: Vec<HouseholdId>,
}

/// A language asked, and how well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Asked {
    /// Which.
    pub language: Language,
    /// At least so well.
    pub level: Level,
}
