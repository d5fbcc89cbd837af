//! Permits and stays in reception, as kept: a person's legal status, in tables with a permission of their own.

use kernel::{Day, PermitId, PersonId, StayId};
use programmes::rules::{Circuit, PermitKind, PermitState};
use store::{InReach, Reach, Where, record};

use super::persons::KnownAt;
use crate::rules::stay::Departure;

record! {
    /// A residence permit, or the receipt of a request for one. No date is ever made up.
    pub struct Permit in permit keyed by PermitId {
        /// The id.
        pub id: PermitId,
        /// How often the row was changed.
        pub version: i64,
        /// Whose.
        pub person_id: PersonId,
        /// What it is for, if it could be read.
        pub kind: Option<PermitKind>,
        /// Where it stands: issued, requested, in renewal, ended.
        pub state: PermitState,
        /// Its number, or the receipt's.
        pub number: Option<String>,
        /// When it was issued.
        pub issued_on: Option<Day>,
        /// When it expires.
        pub expires_on: Option<Day>,
    }
}

impl InReach for Permit {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<KnownAt>(KnownAt::person_id.is(Self::person_id))
    }
}

record! {
    /// A stay in reception.
    pub struct ReceptionStay in reception_stay keyed by StayId {
        /// The id.
        pub id: StayId,
        /// How often the row was changed.
        pub version: i64,
        /// Whose.
        pub person_id: PersonId,
        /// In which circuit, if known.
        pub circuit: Option<Circuit>,
        /// Where: the name of the project or the town.
        pub place: Option<String>,
        /// Since when, if known.
        pub entered_on: Option<Day>,
        /// Whether the person left, is inside, or nobody knows.
        pub leaving: Departure,
        /// The day of leaving, when there is one.
        pub left_on: Option<Day>,
    }
}

impl InReach for ReceptionStay {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<KnownAt>(KnownAt::person_id.is(Self::person_id))
    }
}
