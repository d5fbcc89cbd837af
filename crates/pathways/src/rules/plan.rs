//! The individual plan: agreed by both sides, approved, signed, and then changed by a new revision only.
//!
//! Goals and steps belong to the pathway and live on from revision to revision; what was signed is kept in the plan as
//! it stood ([`Signed`]). A step may be marked done, and a new one noted, while a signed plan runs.

use kernel::Day;
use serde::{Deserialize, Serialize};

use super::machine;
use super::pathway::Span;
use super::refusal::{Refusal, Ruled};

kernel::words! {
    /// Where a plan stands.
    pub enum PlanStatus {
        /// Being written.
        Draft = "draft",
        /// Approved: ready to be signed.
        Approved = "approved",
        /// Signed: in force.
        Signed = "signed",
        /// Replaced by a later revision.
        Superseded = "superseded",
    }
}
store::word_cells!(PlanStatus);

kernel::words! {
    /// What can be done with a plan.
    pub enum PlanAct {
        /// Its goals, steps or commitments are changed: an approval no longer holds.
        Change = "change",
        /// It is approved.
        Approve = "approve",
        /// It is signed.
        Sign = "sign",
        /// A new revision takes its place.
        Revise = "revise",
    }
}

impl PlanStatus {
    /// Where the act leads; nowhere, when it is refused.
    #[must_use]
    pub fn after(self, act: PlanAct) -> Option<Self> {
        match (self, act) {
            (Self::Draft | Self::Approved, PlanAct::Change) => Some(Self::Draft),
            (Self::Draft, PlanAct::Approve) => Some(Self::Approved),
            (Self::Approved, PlanAct::Sign) => Some(Self::Signed),
            (Self::Signed, PlanAct::Revise) => Some(Self::Superseded),
            _ => None,
        }
    }
}

/// Every transition of a plan.
#[must_use]
pub fn transitions() -> Vec<(PlanStatus, PlanAct, PlanStatus)> {
    machine::table(PlanStatus::ALL, PlanAct::ALL, PlanStatus::after)
}

/// Where a plan stands once it is changed.
///
/// # Errors
/// When it is signed.
pub fn changed(status: PlanStatus) -> Ruled<PlanStatus> {
    status.after(PlanAct::Change).ok_or(Refusal::PlanSigned)
}

/// Where a plan stands once it is approved.
///
/// # Errors
/// When it has no goals, or is approved or signed already.
pub fn approved(status: PlanStatus, goals: usize) -> Ruled<PlanStatus> {
    if goals == 0 {
        return Err(Refusal::PlanWithoutGoals);
    }
    status.after(PlanAct::Approve).ok_or(match status {
        PlanStatus::Approved => Refusal::PlanAlreadyApproved,
        _ => Refusal::PlanSigned,
    })
}

/// What is written down at a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The day.
    pub signed_on: Day,
    /// Who signed, by name.
    pub signed_by: String,
    /// The language in which the plan was read and explained.
    pub read_in: String,
    /// The interpreter, if there was one.
    pub interpreter: Option<String>,
}

/// Where a plan stands once it is signed.
///
/// # Errors
/// When it has no goals, is not approved, is signed already, or the day is impossible.
pub fn signed(status: PlanStatus, goals: usize, signature: &Signature, span: &Span) -> Ruled<PlanStatus> {
    if goals == 0 {
        return Err(Refusal::PlanWithoutGoals);
    }
    let next = status.after(PlanAct::Sign).ok_or(match status {
        PlanStatus::Draft => Refusal::PlanNotApproved,
        _ => Refusal::PlanSigned,
    })?;
    if signature.signed_by.trim().is_empty() {
        return Err(Refusal::Missing("signed-by"));
    }
    if signature.read_in.trim().is_empty() {
        return Err(Refusal::Missing("read-in"));
    }
    span.must_be_open()?;
    span.admits(signature.signed_on, "signed-on")?;
    Ok(next)
}

/// Where a plan stands once a new revision takes its place.
///
/// # Errors
/// When it is not signed.
pub fn revised(status: PlanStatus) -> Ruled<PlanStatus> {
    status.after(PlanAct::Revise).ok_or(Refusal::PlanNotSigned)
}

/// Goals and steps as they were signed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// The goals.
    pub goals: Vec<SignedGoal>,
}

impl Signed {
    /// Whether a step was there when the plan was signed; one noted later is not bound by the signature.
    #[must_use]
    pub fn holds(&self, step: kernel::StepId) -> bool {
        self.goals.iter().any(|goal| goal.steps.iter().any(|signed| signed.id == step))
    }
}

/// A goal as it was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedGoal {
    /// Its id.
    pub id: kernel::GoalId,
    /// The axis.
    pub axis: String,
    /// The goal, in the person's words.
    pub words: String,
    /// Its steps.
    pub steps: Vec<SignedStep>,
}

/// A step as it was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedStep {
    /// Its id.
    pub id: kernel::StepId,
    /// What is to be done.
    pub what: String,
    /// By whom.
    pub responsible: super::step::Responsible,
    /// The name of another who does it.
    pub who: Option<String>,
    /// Until when.
    pub due_on: Option<Day>,
    /// What it is expected to cost.
    pub cost: Option<kernel::Cents>,
}

kernel::words! {
    /// What a plan still lacks; it is saved meanwhile.
    pub enum Missing {
        /// Goals.
        Goals = "goals",
        /// A step for each open goal.
        Steps = "steps",
        /// A day for each planned step.
        DueDays = "due-days",
        /// What the person commits to.
        TheirCommitments = "their-commitments",
        /// What the service commits to.
        OurCommitments = "our-commitments",
        /// The day of the next review.
        ReviewDay = "review-day",
        /// The approval.
        Approval = "approval",
        /// The signature.
        Signature = "signature",
    }
}

/// What is known of a plan when one asks what it lacks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filled {
    /// Where it stands.
    pub status: Option<PlanStatus>,
    /// How many goals it has.
    pub goals: usize,
    /// How many of the open goals have no step.
    pub goals_without_step: usize,
    /// How many planned steps have no day.
    pub steps_without_day: usize,
    /// Whether the person's commitments are written.
    pub theirs: bool,
    /// Whether the service's commitments are written.
    pub ours: bool,
    /// Whether there is a day for the next review.
    pub review_day: bool,
}

/// What is still to be filled, in the order of the work.
#[must_use]
pub fn missing(filled: &Filled) -> Vec<Missing> {
    let approved = matches!(filled.status, Some(PlanStatus::Approved | PlanStatus::Signed | PlanStatus::Superseded));
    let signed = matches!(filled.status, Some(PlanStatus::Signed | PlanStatus::Superseded));
    let lacks = [
        (filled.goals == 0, Missing::Goals),
        (filled.goals_without_step > 0, Missing::Steps),
        (filled.steps_without_day > 0, Missing::DueDays),
        (!filled.theirs, Missing::TheirCommitments),
        (!filled.ours, Missing::OurCommitments),
        (!filled.review_day, Missing::ReviewDay),
        (!approved, Missing::Approval),
        (!signed, Missing::Signature),
    ];
    lacks.into_iter().filter_map(|(lacking, what)| lacking.then_some(what)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn span() -> Span {
        Span { opened_on: day("2026-03-01"), closed_on: None, today: day("2026-11-22") }
    }

    fn signature(on: &str) -> Signature {
        Signature { signed_on: day(on), signed_by: "Amina".into(), read_in: "somalo".into(), interpreter: None }
    }

    #[test]
    fn a_plan_without_goals_is_neither_approved_nor_signed() {
        assert_eq!(approved(PlanStatus::Draft, 0), Err(Refusal::PlanWithoutGoals));
        assert_eq!(signed(PlanStatus::Approved, 0, &signature("2026-04-01"), &span()), Err(Refusal::PlanWithoutGoals));
    }

    #[test]
    fn a_plan_is_signed_only_once_it_is_approved() {
        let sign = |status| signed(status, 1, &signature("2026-04-01"), &span());
        assert_eq!(sign(PlanStatus::Draft), Err(Refusal::PlanNotApproved));
        assert_eq!(sign(PlanStatus::Approved), Ok(PlanStatus::Signed));
        assert_eq!(sign(PlanStatus::Signed), Err(Refusal::PlanSigned));
    }

    #[test]
    fn a_signature_lies_between_opening_and_today_and_bears_a_name() {
        let sign = |signature: &Signature| signed(PlanStatus::Approved, 1, signature, &span());
        assert_eq!(sign(&signature("2026-02-28")), Err(Refusal::DayBeforeOpening("signed-on")));
        assert_eq!(sign(&signature("2026-11-23")), Err(Refusal::DayInFuture("signed-on")));
        let nameless = Signature { signed_by: " ".into(), ..signature("2026-04-01") };
        assert_eq!(sign(&nameless), Err(Refusal::Missing("signed-by")));
    }

    #[test]
    fn changing_an_approved_plan_takes_its_approval_back() {
        assert_eq!(changed(PlanStatus::Approved), Ok(PlanStatus::Draft));
        assert_eq!(changed(PlanStatus::Signed), Err(Refusal::PlanSigned));
        assert_eq!(revised(PlanStatus::Signed), Ok(PlanStatus::Superseded));
        assert_eq!(revised(PlanStatus::Draft), Err(Refusal::PlanNotSigned));
    }

    #[test]
    fn an_empty_plan_lacks_everything_but_steps_and_a_signed_one_nothing() {
        let lacks = missing(&Filled::default());
        assert_eq!(lacks.len(), Missing::ALL.len() - 2);
        let full = Filled {
            status: Some(PlanStatus::Signed),
            goals: 2,
            theirs: true,
            ours: true,
            review_day: true,
            ..Filled::default()
        };
        assert_eq!(missing(&full), []);
    }
}
