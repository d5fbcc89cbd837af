//! The expected noes along a pathway: each with its field and the code of its words.

/// Why something along a pathway is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The day in this field lies ahead.
    DayInFuture(&'static str),
    /// The day in this field comes before the pathway was opened.
    DayBeforeOpening(&'static str),
    /// The day in this field comes after the pathway was closed.
    DayAfterClosing(&'static str),
    /// The day in this field must lie after another.
    DayNotAhead(&'static str),
    /// A field that this act needs is empty.
    Missing(&'static str),
    /// The field names something that this programme does not have.
    UnknownChoice(&'static str),
    /// A plan without goals cannot be approved or signed.
    PlanWithoutGoals,
    /// The plan is approved already.
    PlanAlreadyApproved,
    /// A plan must be approved before it is signed.
    PlanNotApproved,
    /// A signed plan is changed by a new revision only.
    PlanSigned,
    /// Only a signed plan is revised: one that is not signed is simply changed.
    PlanNotSigned,
    /// There is no plan yet.
    NoPlan,
    /// The goal is ended already.
    GoalEnded,
    /// The goal is still open.
    GoalOpen,
    /// The step is done already.
    StepDone,
    /// The step was dropped.
    StepDropped,
    /// The step is neither done nor dropped.
    StepPlanned,
    /// The pathway is closed: nothing is added to it.
    PathwayClosed,
    /// The pathway is closed already.
    AlreadyClosed,
    /// The pathway is open: there is nothing to reopen.
    NotClosed,
    /// Another pathway of the household in this programme is open meanwhile.
    OpenElsewhere,
    /// Nothing has changed since the verdict was last looked at.
    NothingChanged,
    /// The follow-up is written down already.
    FollowUpDone,
    /// The scale has no such area or level.
    OffScale,
    /// Not one area was answered.
    NothingAnswered,
}

impl web::Refusal for Refusal {
    fn field(&self) -> &'static str {
        match self {
            Self::DayInFuture(field)
            | Self::DayBeforeOpening(field)
            | Self::DayAfterClosing(field)
            | Self::DayNotAhead(field)
            | Self::Missing(field)
            | Self::UnknownChoice(field) => field,
            _ => "",
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::DayInFuture(_) => "day-in-future",
            Self::DayBeforeOpening(_) => "day-before-opening",
            Self::DayAfterClosing(_) => "day-after-closing",
            Self::DayNotAhead(_) => "day-not-ahead",
            Self::Missing(_) => "required",
            Self::UnknownChoice(_) => "unknown-choice",
            Self::PlanWithoutGoals => "plan-without-goals",
            Self::PlanAlreadyApproved => "plan-already-approved",
            Self::PlanNotApproved => "plan-not-approved",
            Self::PlanSigned => "plan-signed",
            Self::PlanNotSigned => "plan-not-signed",
            Self::NoPlan => "no-plan",
            Self::GoalEnded => "goal-ended",
            Self::GoalOpen => "goal-open",
            Self::StepDone => "step-already-done",
            Self::StepDropped => "step-dropped",
            Self::StepPlanned => "step-still-planned",
            Self::PathwayClosed => "pathway-closed",
            Self::AlreadyClosed => "pathway-already-closed",
            Self::NotClosed => "pathway-not-closed",
            Self::OpenElsewhere => "pathway-open-elsewhere",
            Self::NothingChanged => "verdict-unchanged",
            Self::FollowUpDone => "follow-up-already-done",
            Self::OffScale => "off-scale",
            Self::NothingAnswered => "nothing-answered",
        }
    }
}

/// A yes, or the refusal.
pub type Ruled<T> = Result<T, Refusal>;
