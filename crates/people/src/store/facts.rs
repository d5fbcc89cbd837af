//! What can happen to people and households. Names never enter the journal: it is read where names are not.

use kernel::{HouseholdId, OrganisationId, PersonId};
use serde::Serialize;
use store::Fact;

use crate::rules::answering::AnsweringKind;
use crate::rules::household::Relation;
use crate::rules::permit::PermitAct;

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
    /// Somebody who had left came back.
    PersonReturned {
        /// What the person is to the reference person.
        relation: Relation,
    },
    /// Somebody left a household.
    PersonLeft,
    /// Somebody is something else to the reference person.
    RoleChanged {
        /// What.
        relation: Relation,
    },
    /// Since when or until when somebody belonged to a household was put right.
    MembershipDaysCorrected,
    /// A part of a household became another.
    HouseholdSplit {
        /// The new one.
        other: HouseholdId,
    },
    /// A household came out of another.
    HouseholdCameFrom {
        /// The one before.
        other: HouseholdId,
    },
    /// A household went into another.
    HouseholdMergedInto {
        /// The other.
        other: HouseholdId,
    },
    /// Another household came into this one.
    HouseholdMergedWith {
        /// The other.
        other: HouseholdId,
    },
    /// It was written down who answers for a minor.
    AnsweringRecorded {
        /// As what.
        kind: AnsweringKind,
    },
    /// What is known of who answers for a minor changed.
    AnsweringChanged {
        /// As what.
        kind: AnsweringKind,
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
    /// Something happened to a permit.
    PermitActed {
        /// What.
        act: PermitAct,
    },
    /// A language was written down; not which, since it narrows down who the person is.
    LanguageRecorded,
    /// What is known of a language changed.
    LanguageChanged,
    /// A language written down by mistake was taken away.
    LanguageRemoved,
    /// A stay in reception was recorded.
    StayRecorded,
    /// What is known of a stay changed.
    StayChanged,
    /// A stay was extended.
    StayExtended,
    /// Somebody was transferred from one place of reception to another.
    StayTransferred,
    /// Somebody else may be the same person.
    DuplicateNoticed {
        /// Who.
        other: PersonId,
    },
    /// Recent records were looked through for duplicates.
    DuplicatesSought {
        /// How many people were looked at.
        looked: usize,
        /// How many pairs were found.
        found: usize,
    },
    /// Two records were said to be of one person.
    DuplicateLinked {
        /// The other.
        other: PersonId,
    },
    /// Two records were said to be of two people.
    DuplicateToldApart {
        /// The other.
        other: PersonId,
    },
    /// What was said of two records was taken back.
    DuplicateReopened {
        /// The other.
        other: PersonId,
    },
    /// It was asked later who else knows somebody who had waited for it.
    HandoverChecked,
    /// A likely same person is known elsewhere: who wrote them down was told whom to ask.
    AskedElsewhere {
        /// Whom.
        organisation: OrganisationId,
    },
    /// Another organisation wrote down somebody who is likely this person, and was told to ask here.
    AskedHere {
        /// Which.
        organisation: OrganisationId,
    },
}

impl Fact for PeopleFact {
    fn kind(&self) -> &'static str {
        match self {
            Self::HouseholdStarted => "household-started",
            Self::HouseholdChanged => "household-changed",
            Self::PersonAdded { .. } => "person-added",
            Self::PersonReturned { .. } => "person-returned",
            Self::PersonLeft => "person-left",
            Self::RoleChanged { .. } => "role-changed",
            Self::MembershipDaysCorrected => "membership-days-corrected",
            Self::HouseholdSplit { .. } => "household-split",
            Self::HouseholdCameFrom { .. } => "household-came-from",
            Self::HouseholdMergedInto { .. } => "household-merged-into",
            Self::HouseholdMergedWith { .. } => "household-merged-with",
            Self::AnsweringRecorded { .. } => "answering-recorded",
            Self::AnsweringChanged { .. } => "answering-changed",
            Self::PersonChanged { .. } => "person-changed",
            Self::PermitRecorded => "permit-recorded",
            Self::PermitChanged => "permit-changed",
            Self::PermitActed { act } => match act {
                PermitAct::Issue => "permit-issued",
                PermitAct::AskRenewal => "permit-renewal-asked",
                PermitAct::AskConversion => "permit-conversion-asked",
                PermitAct::Renew => "permit-renewed",
                PermitAct::Convert => "permit-converted",
                PermitAct::Refuse => "permit-refused",
                PermitAct::Revoke => "permit-revoked",
                PermitAct::Expire => "permit-expired",
                PermitAct::Withdraw => "permit-request-withdrawn",
            },
            Self::LanguageRecorded => "language-recorded",
            Self::LanguageChanged => "language-changed",
            Self::LanguageRemoved => "language-removed",
            Self::StayRecorded => "stay-recorded",
            Self::StayChanged => "stay-changed",
            Self::StayExtended => "stay-extended",
            Self::StayTransferred => "stay-transferred",
            Self::DuplicateNoticed { .. } => "duplicate-noticed",
            Self::DuplicatesSought { .. } => "duplicates-sought",
            Self::DuplicateLinked { .. } => "duplicate-linked",
            Self::DuplicateToldApart { .. } => "duplicate-told-apart",
            Self::DuplicateReopened { .. } => "duplicate-reopened",
            Self::HandoverChecked => "handover-checked",
            Self::AskedElsewhere { .. } => "asked-elsewhere",
            Self::AskedHere { .. } => "asked-here",
        }
    }
}
