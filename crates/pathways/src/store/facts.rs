//! What happens along an opened pathway, as the journal tells it. No words that may name people are in it.

use kernel::{Day, MemberId};
use programmes::rules::Answer;
use serde::Serialize;
use store::Fact;

use crate::rules::baseline::AssessmentKind;
use crate::rules::closing::ClosingReason;
use crate::rules::service::ServiceKind;

/// A fact along a pathway.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PathwayFact {
    /// Another case worker accompanies the household.
    CaseWorkerChanged {
        /// Who did.
        from: MemberId,
        /// Who does.
        to: MemberId,
    },
    /// The household was looked at with the autonomy scale.
    BaselineTaken {
        /// When along the pathway.
        kind: AssessmentKind,
    },
    /// Commitments or the day of the next review were written.
    PlanChanged,
    /// The plan was approved.
    PlanApproved {
        /// Which revision.
        revision: i64,
    },
    /// The plan was signed.
    PlanSigned {
        /// Which revision.
        revision: i64,
    },
    /// A new revision of the plan was begun.
    PlanRevised {
        /// Which revision.
        revision: i64,
    },
    /// A goal was set.
    GoalSet {
        /// On which axis.
        axis: String,
    },
    /// A goal was worded anew.
    GoalChanged {
        /// On which axis.
        axis: String,
    },
    /// A goal was reached.
    GoalReached {
        /// On which axis.
        axis: String,
    },
    /// A goal was reached in part.
    GoalPartlyReached {
        /// On which axis.
        axis: String,
    },
    /// A goal was given up.
    GoalGivenUp {
        /// On which axis.
        axis: String,
    },
    /// An ended goal was taken up again.
    GoalReopened {
        /// On which axis.
        axis: String,
    },
    /// A step was added.
    StepAdded {
        /// On which axis.
        axis: String,
    },
    /// A step was changed.
    StepChanged {
        /// On which axis.
        axis: String,
    },
    /// A step was done.
    StepDone {
        /// On which axis.
        axis: String,
    },
    /// A step was marked done by mistake, or taken up again.
    StepReopened {
        /// On which axis.
        axis: String,
    },
    /// A step was dropped.
    StepDropped {
        /// On which axis.
        axis: String,
    },
    /// A note was written.
    NoteWritten,
    /// An ordinary service was activated.
    ServiceActivated {
        /// Which.
        kind: ServiceKind,
    },
    /// An activated service was written down by mistake.
    ServiceRemoved {
        /// Which.
        kind: ServiceKind,
    },
    /// A review was held.
    ReviewHeld {
        /// The day of the next one.
        next: Option<Day>,
    },
    /// The pathway was closed.
    PathwayClosed {
        /// Why.
        reason: ClosingReason,
    },
    /// The pathway was opened again.
    PathwayReopened,
    /// The verdict was looked at again after facts had changed.
    VerdictLookedAt {
        /// What the rules answered then.
        answer: Answer,
        /// Whether the pathway goes on although the answer was not yes.
        overridden: bool,
    },
    /// A follow-up was done.
    FollowUpDone {
        /// How many months after the closing.
        months: i64,
        /// Whether somebody was reached.
        reached: bool,
    },
}

impl Fact for PathwayFact {
    fn kind(&self) -> &'static str {
        match self {
            Self::CaseWorkerChanged { .. } => "case-worker-changed",
            Self::BaselineTaken { .. } => "baseline-taken",
            Self::PlanChanged => "plan-changed",
            Self::PlanApproved { .. } => "plan-approved",
            Self::PlanSigned { .. } => "plan-signed",
            Self::PlanRevised { .. } => "plan-revised",
            Self::GoalSet { .. } => "goal-set",
            Self::GoalChanged { .. } => "goal-changed",
            Self::GoalReached { .. } => "goal-reached",
            Self::GoalPartlyReached { .. } => "goal-partly-reached",
            Self::GoalGivenUp { .. } => "goal-given-up",
            Self::GoalReopened { .. } => "goal-reopened",
            Self::StepAdded { .. } => "step-added",
            Self::StepChanged { .. } => "step-changed",
            Self::StepDone { .. } => "step-done",
            Self::StepReopened { .. } => "step-reopened",
            Self::StepDropped { .. } => "step-dropped",
            Self::NoteWritten => "note-written",
            Self::ServiceActivated { .. } => "service-activated",
            Self::ServiceRemoved { .. } => "service-removed",
            Self::ReviewHeld { .. } => "review-held",
            Self::PathwayClosed { .. } => "pathway-closed",
            Self::PathwayReopened => "pathway-reopened",
            Self::VerdictLookedAt { .. } => "verdict-looked-at",
            Self::FollowUpDone { .. } => "follow-up-done",
        }
    }

    fn detail(&self) -> Option<String> {
        match self {
            Self::GoalSet { axis }
            | Self::GoalChanged { axis }
            | Self::GoalReached { axis }
            | Self::GoalPartlyReached { axis }
            | Self::GoalGivenUp { axis }
            | Self::GoalReopened { axis }
            | Self::StepAdded { axis }
            | Self::StepChanged { axis }
            | Self::StepDone { axis }
            | Self::StepReopened { axis }
            | Self::StepDropped { axis } => Some(axis.clone()),
            Self::ServiceActivated { kind } | Self::ServiceRemoved { kind } => Some(kind.word().to_owned()),
            Self::PathwayClosed { reason } => Some(reason.word().to_owned()),
            Self::FollowUpDone { months, .. } => Some(months.to_string()),
            Self::VerdictLookedAt { answer, .. } => Some(answer.word().to_owned()),
            Self::BaselineTaken { kind } => Some(kind.word().to_owned()),
            _ => None,
        }
    }
}
