//! A home on offer.

use kernel::{Cents, HouseholdId, ProgrammeCode, TerritoryCode};
use serde::{Deserialize, Serialize};

use super::{Access, Available, Guarantee, HomeKind, Letting, OfferId, OwnerId, OwnerKind, ReservedFor, School, Sex};

/// A home on offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Home {
    /// Which.
    pub id: OfferId,
    /// Who lets it.
    pub owner: OwnerId,
    /// What kind of owner.
    pub owner_kind: Option<OwnerKind>,
    /// What kind of home.
    pub kind: Option<HomeKind>,
    /// Where.
    pub territory: Option<TerritoryCode>,
    /// How it is let.
    pub letting: Option<Letting>,
    /// The bedrooms that are on offer.
    pub rooms: Option<Vec<Room>>,
    /// How one gets in and about.
    pub access: Option<Access>,
    /// The monthly rent, known charges included, of what is on offer.
    pub rent: Option<Cents>,
    /// The deposit.
    pub deposit: Option<Cents>,
    /// The guarantees asked: all of them. Empty: none.
    pub guarantees: Option<Vec<Guarantee>>,
    /// The agreement it comes under, by its name in the network.
    pub agreement: Option<String>,
    /// The programmes to which the agreement keeps it. Empty: open to all.
    pub programmes: Option<Vec<ProgrammeCode>>,
    /// Whether it was found suitable for minors. Asked only where it is let room by room.
    pub suits_minors: Option<bool>,
    /// The schools near by. Empty: none.
    pub schools: Option<Vec<School>>,
    /// From when to when.
    pub available: Available,
    /// The households that the owner does not want.
    pub vetoes: Vec<HouseholdId>,
}

/// A bedroom.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Room {
    /// The beds that are free.
    pub beds: Option<u32>,
    /// For whom it is kept.
    pub reserved: Option<ReservedFor>,
    /// Who else sleeps there. Empty: nobody.
    pub sharers: Option<Vec<Sharer>>,
}

/// Somebody who already sleeps in a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Sharer {
    /// The sex.
    pub sex: Option<Sex>,
    /// Whether of age.
    pub adult: Option<bool>,
}
