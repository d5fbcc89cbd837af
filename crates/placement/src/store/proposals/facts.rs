//! What the journal says of proposals. Who told an answer, its words and whoever it names stay out of it.

use serde::Serialize;
use store::Fact;

use crate::rules::decline::{HouseholdReason, OffererReason};
use crate::rules::offer::OfferKind;
use crate::rules::proposal::TakenBack;

/// What can happen to a proposal.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each fact carries the kind of the offer, and a reason that its name explains")]
pub enum ProposalFact {
    /// It was made; by taking another option than the engine's, or for a part of the household, where it says so.
    ProposalMade { kind: OfferKind, overridden: bool, split: bool },
    /// A visit, an interview or days together were planned, done or left out.
    ProposalMeetingNoted { kind: OfferKind },
    /// The household said yes.
    ProposalAcceptedByHousehold { kind: OfferKind },
    /// Whoever offers said yes.
    ProposalAcceptedByOfferer { kind: OfferKind },
    /// The household said no.
    ProposalDeclinedByHousehold { kind: OfferKind, reason: HouseholdReason },
    /// Whoever offers said no.
    ProposalDeclinedByOfferer { kind: OfferKind, reason: OffererReason },
    /// A worker confirmed it.
    ProposalConfirmed { kind: OfferKind },
    /// A worker took it back.
    ProposalWithdrawn { kind: OfferKind, reason: TakenBack },
    /// No answer came.
    ProposalLapsed { kind: OfferKind },
    /// Another one was confirmed.
    ProposalFreed { kind: OfferKind },
    /// It was made again.
    ProposalReopened { kind: OfferKind },
    /// Whoever offers thought their *never again* over.
    ProposalVetoLifted { kind: OfferKind },
    /// The offer went to another keeper, and the proposal with it.
    ProposalHandedOver { kind: OfferKind },
    /// It was agreed to wait until a day.
    ProposalWaits { kind: OfferKind, until: kernel::Day },
}

impl Fact for ProposalFact {
    fn kind(&self) -> &'static str {
        match self {
            Self::ProposalMade { .. } => "proposal-made",
            Self::ProposalMeetingNoted { .. } => "proposal-meeting-noted",
            Self::ProposalAcceptedByHousehold { .. } => "proposal-accepted-by-household",
            Self::ProposalAcceptedByOfferer { .. } => "proposal-accepted-by-offerer",
            Self::ProposalDeclinedByHousehold { .. } => "proposal-declined-by-household",
            Self::ProposalDeclinedByOfferer { .. } => "proposal-declined-by-offerer",
            Self::ProposalConfirmed { .. } => "proposal-confirmed",
            Self::ProposalWithdrawn { .. } => "proposal-withdrawn",
            Self::ProposalLapsed { .. } => "proposal-lapsed",
            Self::ProposalFreed { .. } => "proposal-freed",
            Self::ProposalReopened { .. } => "proposal-reopened",
            Self::ProposalVetoLifted { .. } => "proposal-veto-lifted",
            Self::ProposalHandedOver { .. } => "proposal-handed-over",
            Self::ProposalWaits { .. } => "proposal-waits",
        }
    }

    fn detail(&self) -> Option<String> {
        let (Self::ProposalMade { kind, .. }
        | Self::ProposalMeetingNoted { kind }
        | Self::ProposalAcceptedByHousehold { kind }
        | Self::ProposalAcceptedByOfferer { kind }
        | Self::ProposalDeclinedByHousehold { kind, .. }
        | Self::ProposalDeclinedByOfferer { kind, .. }
        | Self::ProposalConfirmed { kind }
        | Self::ProposalWithdrawn { kind, .. }
        | Self::ProposalLapsed { kind }
        | Self::ProposalFreed { kind }
        | Self::ProposalReopened { kind }
        | Self::ProposalVetoLifted { kind }
        | Self::ProposalHandedOver { kind }
        | Self::ProposalWaits { kind, .. }) = self;
        Some(kind.to_string())
    }
}
