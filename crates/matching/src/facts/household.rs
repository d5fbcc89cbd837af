//! A household that looks for a home or for a family: its people, its wishes, its vetoes.

use kernel::{BirthDay, Cents, Day, HouseholdId, PersonId, TerritoryCode};
use serde::{Deserialize, Serialize};

use super::{Access, Custom, FamilyRole, Guarantee, HomeKind, Longest, OfferId, OwnerId, School, Sex, Speaks, Urgency};

/// People who move together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Household {
    /// Which.
    pub id: HouseholdId,
    /// The people. Nobody listed means not yet known, never nobody.
    pub persons: Vec<Member>,
    /// Whether the programme takes them in charge: the answer of its own rules.
    pub eligible: Option<bool>,
    /// How long it can wait, and since when it does.
    pub standing: Standing,
    /// From which day they can move.
    pub ready_from: Option<Day>,
    /// Where they live now.
    pub territory: Option<TerritoryCode>,
    /// The places they must reach daily: work, school, care. Empty: none.
    pub must_reach: Option<Vec<TerritoryCode>>,
    /// The longest daily way they accept.
    pub longest_way: Option<Longest>,
    /// The schools that they need. Empty: none.
    pub schools: Option<Vec<School>>,
    /// Where people live on whom they can count. Empty: nowhere.
    pub ties: Option<Vec<TerritoryCode>>,
    /// What they can bring as a guarantee, the programme's own included.
    pub guarantees: Option<Vec<Guarantee>>,
    /// What they wish.
    pub wishes: Wishes,
    /// Whom or what they do not want, as said; nobody asks for reasons.
    pub vetoes: Vec<Veto>,
}

/// How long somebody can wait, and since when.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Standing {
    /// The tier.
    pub urgency: Option<Urgency>,
    /// The first day of waiting.
    pub since: Option<Day>,
}

/// One person of a household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Member {
    /// Who.
    pub id: PersonId,
    /// When born.
    pub birth: Option<BirthDay>,
    /// The sex.
    pub sex: Option<Sex>,
    /// To which family within the household, and as what.
    pub tie: Option<Tie>,
    /// What the person needs to get in and about.
    pub access: Option<Access>,
    /// The languages spoken. Empty: none that counts.
    pub languages: Option<Vec<Speaks>>,
    /// Whether the person smokes.
    pub smokes: Option<bool>,
}

/// Who belongs together within a household. Friends who move together are each a family of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Tie {
    /// The family, by its number within the household.
    pub family: u8,
    /// As what.
    pub role: FamilyRole,
}

/// What a household wishes and can do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Wishes {
    /// Where they would like to live. Empty: anywhere.
    pub territories: Option<Vec<TerritoryCode>>,
    /// The kinds of home they accept. Empty: any.
    pub kinds: Option<Vec<HomeKind>>,
    /// The monthly rent that they can pay of their own.
    pub rent: Option<Cents>,
    /// What the programme or a fund adds to it each month.
    pub rent_support: Option<Cents>,
    /// The deposit that they can pay, support included.
    pub deposit: Option<Cents>,
    /// Whether single persons of it would share a room with somebody they do not know.
    pub shares_room: Option<bool>,
    /// Whether they would share kitchen and bath with others.
    pub shares_home: Option<bool>,
    /// Whether they bring an animal.
    pub pets: Option<bool>,
    /// How they like to live with others. Empty: nothing special.
    pub customs: Option<Vec<Custom>>,
}

/// A no that was said beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Veto {
    /// To one offer.
    Offer(OfferId),
    /// To whatever this owner, employer or family offers.
    Owner(OwnerId),
}

impl Veto {
    /// Whether it strikes this offer of this owner.
    #[must_use]
    pub fn strikes(self, offer: OfferId, owner: OwnerId) -> bool {
        match self {
            Self::Offer(vetoed) => vetoed == offer,
            Self::Owner(vetoed) => vetoed == owner,
        }
    }
}
