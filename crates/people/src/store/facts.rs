//! What can happen to people and households. Names never enter the journal: it is read where names are not.

use serde::Serialize;
use store::Fact;

use crate::rules::household::Relation;

/// What can happen to people and households.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeopleFact {
    /// A household was written down, with its first person.
    HouseholdStarted,
    /// What is known of a household changed.
    HouseholdChanged,
    /// Somebody came into a household.
    PersonAdded {
        /// What the person is to the reference person.
        relation: Relation,
    },
    /// A person's data were put right.
    PersonChanged {
        /// Which data; not what they say.
        fields: Vec<&'static str>,
    },
    /// A permit or a receipt was recorded.
    PermitRecorded,
    /// What is known of a permit changed.
    PermitChanged,
    /// A stay in reception was recorded.
    StayRecorded,
    /// What is known of a stay changed.
    StayChanged,
}

impl Fact for PeopleFact {
    fn kind(&self) -> &'static str {
        match self {
            Self::HouseholdStarted => "household-started",
            Self::HouseholdChanged => "household-changed",
            Self::PersonAdded { .. } => "person-added",
            Self::PersonChanged { .. } => "person-changed",
            Self::PermitRecorded => "permit-recorded",
            Self::PermitChanged => "permit-changed",
            Self::StayRecorded => "stay-recorded",
            Self::StayChanged => "stay-changed",
        }
    }
}
