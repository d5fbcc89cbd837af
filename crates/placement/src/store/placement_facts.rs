//! What happens along a placement, as the journal tells it. No words that may name people are in it.

use serde::Serialize;
use store::Fact;

use crate::rules::placement::{EndReason, PlacementKind};
use crate::rules::problem::{MediationOutcome, ProblemKind};

/// A fact along a placement.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each fact carries the kind, the reason or the days that its name explains")]
pub enum PlacementFact {
    /// It was planned.
    PlacementPlanned { kind: PlacementKind },
    /// What was agreed was changed.
    PlacementChanged { kind: PlacementKind },
    /// It began.
    PlacementBegan { kind: PlacementKind },
    /// It had not begun: the beginning is taken back.
    PlacementNotBegun { kind: PlacementKind },
    /// It ended.
    PlacementEnded { kind: PlacementKind, reason: EndReason },
    /// It had not ended: the end is taken back.
    PlacementNotEnded { kind: PlacementKind },
    /// It was called off before it began.
    PlacementCalledOff { kind: PlacementKind, reason: EndReason },
    /// What was called off is planned again.
    PlacementPlannedAgain { kind: PlacementKind },
    /// It turned into another.
    PlacementTransformed { from: PlacementKind, to: PlacementKind },
    /// A check-in was held.
    CheckInHeld { days: i64, reached: bool },
    /// A check-in was moved to another day.
    CheckInMoved { days: i64 },
    /// A check-in will not be held.
    CheckInDropped { days: i64 },
    /// A dropped check-in is to be held after all.
    CheckInTakenUp { days: i64 },
    /// A problem was noted.
    ProblemNoted { kind: ProblemKind },
    /// A problem was solved.
    ProblemSolved { kind: ProblemKind },
    /// A solved problem is there again.
    ProblemReopened { kind: ProblemKind },
    /// A mediation visit was planned.
    MediationPlanned,
    /// A mediation visit was held.
    MediationHeld { outcome: MediationOutcome },
    /// A planned mediation visit is not made.
    MediationCancelled,
}

impl Fact for PlacementFact {
    fn kind(&self) -> &'static str {
        match self {
            Self::PlacementPlanned { .. } => "placement-planned",
            Self::PlacementChanged { .. } => "placement-changed",
            Self::PlacementBegan { .. } => "placement-began",
            Self::PlacementNotBegun { .. } => "placement-not-begun",
            Self::PlacementEnded { .. } => "placement-ended",
            Self::PlacementNotEnded { .. } => "placement-not-ended",
            Self::PlacementCalledOff { .. } => "placement-called-off",
            Self::PlacementPlannedAgain { .. } => "placement-planned-again",
            Self::PlacementTransformed { .. } => "placement-transformed",
            Self::CheckInHeld { .. } => "check-in-held",
            Self::CheckInMoved { .. } => "check-in-moved",
            Self::CheckInDropped { .. } => "check-in-dropped",
            Self::CheckInTakenUp { .. } => "check-in-taken-up",
            Self::ProblemNoted { .. } => "problem-noted",
            Self::ProblemSolved { .. } => "problem-solved",
            Self::ProblemReopened { .. } => "problem-reopened",
            Self::MediationPlanned => "mediation-planned",
            Self::MediationHeld { .. } => "mediation-held",
            Self::MediationCancelled => "mediation-cancelled",
        }
    }

    /// Ends are parted by their reason, as closings are; what they were stands in the fact itself.
    fn detail(&self) -> Option<String> {
        match self {
            Self::PlacementPlanned { kind }
            | Self::PlacementChanged { kind }
            | Self::PlacementBegan { kind }
            | Self::PlacementNotBegun { kind }
            | Self::PlacementNotEnded { kind }
            | Self::PlacementPlannedAgain { kind } => Some(kind.to_string()),
            Self::PlacementEnded { reason, .. } | Self::PlacementCalledOff { reason, .. } => Some(reason.to_string()),
            Self::PlacementTransformed { to, .. } => Some(to.to_string()),
            Self::CheckInHeld { days, .. }
            | Self::CheckInMoved { days }
            | Self::CheckInDropped { days }
            | Self::CheckInTakenUp { days } => Some(days.to_string()),
            Self::ProblemNoted { kind } | Self::ProblemSolved { kind } | Self::ProblemReopened { kind } => {
                Some(kind.to_string())
            }
            Self::MediationHeld { outcome } => Some(outcome.to_string()),
            Self::MediationPlanned | Self::MediationCancelled => None,
        }
    }
}
