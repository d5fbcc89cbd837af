//! What the journal says of members. Names and e-mails are not in it: an entry is never changed, a name may have to be.

use kernel::{Day, OrganisationId, ProgrammeCode, Role, TerritoryCode};
use serde::Serialize;
use store::{Entry, Fact};

use crate::rules::Circle;

/// Where and for how long a role was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct GrantFact {
    /// Which role.
    pub role: Role,
    /// In which programme.
    pub programme: Option<ProgrammeCode>,
    /// Of which organisation.
    pub organisation: Option<OrganisationId>,
    /// In which territory.
    pub territory: Option<TerritoryCode>,
    /// From this day.
    pub from: Day,
    /// To this day.
    pub to: Option<Day>,
}

impl GrantFact {
    /// An entry of this fact, within the grant's place where it has one in full.
    pub(crate) fn place(&self, entry: Entry) -> Entry {
        match (&self.programme, self.organisation, &self.territory) {
            (Some(programme), Some(organisation), Some(territory)) => entry.within(programme, organisation, territory),
            _ => entry,
        }
    }
}

/// What happened to a member's access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum DoorFact {
    /// A member was added, with these roles.
    MemberAdded {
        /// The roles given at once.
        grants: Vec<GrantFact>,
    },
    /// A member changed name or language.
    MemberChanged,
    /// A member's access was closed.
    MemberClosed,
    /// A member's access was opened again.
    MemberReopened,
    /// A role was given.
    GrantGiven(GrantFact),
    /// A role was taken back.
    GrantRevoked(GrantFact),
    /// An API token was made.
    TokenMade {
        /// The only permissions that it has; nothing means all of its owner's.
        only: Option<Vec<String>>,
        /// Its last day.
        expires: Option<Day>,
    },
    /// An API token was taken back.
    TokenRevoked,
    /// A member was let into a circle.
    CircleJoined {
        /// Which.
        circle: Circle,
        /// Of which organisation.
        organisation: OrganisationId,
    },
    /// A member no longer belongs to a circle.
    CircleLeft {
        /// Which.
        circle: Circle,
        /// Of which organisation.
        organisation: OrganisationId,
    },
    /// A password was changed, by its owner or by a keeper of members.
    PasswordChanged,
}

impl Fact for DoorFact {
    fn kind(&self) -> &'static str {
        match self {
            Self::MemberAdded { .. } => "member-added",
            Self::MemberChanged => "member-changed",
            Self::MemberClosed => "member-closed",
            Self::MemberReopened => "member-reopened",
            Self::GrantGiven(_) => "grant-given",
            Self::GrantRevoked(_) => "grant-revoked",
            Self::TokenMade { .. } => "token-made",
            Self::TokenRevoked => "token-revoked",
            Self::CircleJoined { .. } => "circle-joined",
            Self::CircleLeft { .. } => "circle-left",
            Self::PasswordChanged => "password-changed",
        }
    }

    fn detail(&self) -> Option<String> {
        match self {
            Self::GrantGiven(grant) | Self::GrantRevoked(grant) => Some(grant.role.word().to_owned()),
            _ => None,
        }
    }
}
