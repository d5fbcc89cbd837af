//! What a score may see. The criteria take these views and nothing else, so that no weight can reach sex, age, kinship,
//! mobility, urgency or a veto: the fields do not exist.
//!
//! ```compile_fail
//! fn price(one: &matching::facts::suit::HouseholdSuit<'_>) -> bool {
//!     one.persons.iter().any(|person| person.sex.is_some())
//! }
//! ```

use kernel::{Cents, TerritoryCode};
use serde::Serialize;

use super::{
    Asked, Custom, Home, HomeKind, Host, Household, Longest, Occupation, Practised, School, Seeker, Speaks, Transport,
};
use super::{Work, WorkKind};

/// What a score may see of a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct HouseholdSuit<'a> {
    /// Where they would like to live.
    pub territories: Option<&'a [TerritoryCode]>,
    /// The kinds of home they accept.
    pub kinds: Option<&'a [HomeKind]>,
    /// The places they must reach daily.
    pub must_reach: Option<&'a [TerritoryCode]>,
    /// The longest daily way.
    pub longest_way: Option<Longest>,
    /// The schools that they need.
    pub schools: Option<&'a [School]>,
    /// Where people live on whom they can count.
    pub ties: Option<&'a [TerritoryCode]>,
    /// What they can pay each month of their own.
    pub rent: Option<Cents>,
    /// What is added to it.
    pub rent_support: Option<Cents>,
    /// How they like to live with others.
    pub customs: Option<&'a [Custom]>,
}

/// What a score may see of somebody who looks for work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SeekerSuit<'a> {
    /// What the person has done or wants to do.
    pub occupations: Option<&'a [Practised]>,
    /// The languages spoken.
    pub languages: Option<&'a [Speaks]>,
    /// How the person can get to work.
    pub transport: Option<&'a [Transport]>,
    /// Where the person lives.
    pub territory: Option<&'a TerritoryCode>,
    /// The longest daily way.
    pub longest_way: Option<Longest>,
}

/// What a score may see of a home or of a host family's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PlaceSuit<'a> {
    /// Where.
    pub territory: Option<&'a TerritoryCode>,
    /// What kind of home.
    pub kind: Option<HomeKind>,
    /// The monthly rent.
    pub rent: Option<Cents>,
    /// The schools near by.
    pub schools: Option<&'a [School]>,
    /// What a host family would like; nothing for a home.
    pub wishes: Option<&'a [Custom]>,
}

/// What a score may see of a work place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct WorkSuit<'a> {
    /// The occupation.
    pub occupation: Option<&'a Occupation>,
    /// Contract or internship.
    pub kind: Option<WorkKind>,
    /// The languages asked.
    pub languages: Option<&'a [Asked]>,
    /// The ways to get there.
    pub transport: Option<&'a [Transport]>,
    /// Where.
    pub territory: Option<&'a TerritoryCode>,
}

impl Household {
    /// What a score may see.
    #[must_use]
    pub fn suit(&self) -> HouseholdSuit<'_> {
        HouseholdSuit {
            territories: self.wishes.territories.as_deref(),
            kinds: self.wishes.kinds.as_deref(),
            must_reach: self.must_reach.as_deref(),
            longest_way: self.longest_way,
            schools: self.schools.as_deref(),
            ties: self.ties.as_deref(),
            rent: self.wishes.rent,
            rent_support: self.wishes.rent_support,
            customs: self.wishes.customs.as_deref(),
        }
    }
}

impl Seeker {
    /// What a score may see.
    #[must_use]
    pub fn suit(&self) -> SeekerSuit<'_> {
        SeekerSuit {
            occupations: self.occupations.as_deref(),
            languages: self.languages.as_deref(),
            transport: self.transport.as_deref(),
            territory: self.territory.as_ref(),
            longest_way: self.longest_way,
        }
    }
}

impl Home {
    /// What a score may see.
    #[must_use]
    pub fn suit(&self) -> PlaceSuit<'_> {
        PlaceSuit {
            territory: self.territory.as_ref(),
            kind: self.kind,
            rent: self.rent,
            schools: self.schools.as_deref(),
            wishes: None,
        }
    }
}

impl Host {
    /// What a score may see: neither the limits nor who lives there.
    #[must_use]
    pub fn suit(&self) -> PlaceSuit<'_> {
        PlaceSuit {
            territory: self.territory.as_ref(),
            kind: None,
            rent: None,
            schools: self.schools.as_deref(),
            wishes: self.wishes.as_deref(),
        }
    }
}

impl Work {
    /// What a score may see.
    #[must_use]
    pub fn suit(&self) -> WorkSuit<'_> {
        WorkSuit {
            occupation: self.occupation.as_ref(),
            kind: self.kind,
            languages: self.languages.as_deref(),
            transport: self.transport.as_deref(),
            territory: self.territory.as_ref(),
        }
    }
}
