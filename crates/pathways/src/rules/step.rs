//! A step towards a goal: what, by whom, until when.

use kernel::Day;

use super::machine;
use super::pathway::Span;
use super::refusal::{Refusal, Ruled};

kernel::words! {
    /// Where a step stands.
    pub enum StepStatus {
        /// To be done.
        Planned = "planned",
        /// Done.
        Done = "done",
        /// Dropped: no longer needed, or no longer possible.
        Dropped = "dropped",
    }
}
store::word_cells!(StepStatus);

kernel::words! {
    /// What can be done with a step.
    pub enum StepAct {
        /// It is done.
        Do = "do",
        /// It was marked done by mistake, or has to be done again.
        Undo = "undo",
        /// It is dropped.
        Drop = "drop",
        /// A dropped one is taken up again.
        TakeUp = "take-up",
    }
}

kernel::words! {
    /// Who does a step.
    pub enum Responsible {
        /// The person, or somebody of the household.
        Person = "person",
        /// The case worker.
        Worker = "worker",
        /// Somebody else, by name.
        Other = "other",
    }
}
store::word_cells!(Responsible);

impl StepStatus {
    /// Where the act leads; nowhere, when it is refused.
    #[must_use]
    pub fn after(self, act: StepAct) -> Option<Self> {
        match (self, act) {
            (Self::Planned, StepAct::Do) => Some(Self::Done),
            (Self::Done, StepAct::Undo) | (Self::Dropped, StepAct::TakeUp) => Some(Self::Planned),
            (Self::Planned, StepAct::Drop) => Some(Self::Dropped),
            _ => None,
        }
    }
}

/// Every transition of a step.
#[must_use]
pub fn transitions() -> Vec<(StepStatus, StepAct, StepStatus)> {
    machine::table(StepStatus::ALL, StepAct::ALL, StepStatus::after)
}

/// Where a step stands after an act.
///
/// # Errors
/// When it stands elsewhere than the act needs.
pub fn acted(status: StepStatus, act: StepAct) -> Ruled<StepStatus> {
    status.after(act).ok_or(match status {
        StepStatus::Planned => Refusal::StepPlanned,
        StepStatus::Done => Refusal::StepDone,
        StepStatus::Dropped => Refusal::StepDropped,
    })
}

/// Where a step stands once it is done on a day.
///
/// # Errors
/// When it is not planned, when the pathway is closed, or when the day is impossible.
pub fn done(status: StepStatus, on: Day, span: &Span) -> Ruled<StepStatus> {
    let next = acted(status, StepAct::Do)?;
    span.must_be_open()?;
    span.admits(on, "done-on")?;
    Ok(next)
}

/// Whether a planned step is late on a day.
#[must_use]
pub fn is_overdue(status: StepStatus, due_on: Option<Day>, today: Day) -> bool {
    status == StepStatus::Planned && due_on.is_some_and(|due| due < today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_not_done_before_the_pathway_opened() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let span = Span { opened_on: day("2026-03-01"), closed_on: None, today: day("2026-11-22") };
        let refused = done(StepStatus::Planned, day("2026-02-01"), &span);
        assert_eq!(refused, Err(Refusal::DayBeforeOpening("done-on")));
        assert_eq!(done(StepStatus::Done, day("2026-04-01"), &span), Err(Refusal::StepDone));
        assert_eq!(done(StepStatus::Dropped, day("2026-04-01"), &span), Err(Refusal::StepDropped));
        let closed = Span { closed_on: Some(day("2026-05-01")), ..span };
        assert_eq!(done(StepStatus::Planned, day("2026-04-01"), &closed), Err(Refusal::PathwayClosed));
    }

    #[test]
    fn a_step_due_today_is_not_late() {
        let today: Day = "2026-11-22".parse().unwrap();
        assert!(!is_overdue(StepStatus::Planned, Some(today), today));
        assert!(is_overdue(StepStatus::Planned, Some(today.plus_days(-1)), today));
        assert!(!is_overdue(StepStatus::Done, Some(today.plus_days(-1)), today));
    }
}
