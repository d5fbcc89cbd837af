//! Follow-up: how it goes, three, six and twelve months after the closing.

use kernel::Day;

use super::closing::{ClosingReason, HomeState, TiesState, WorkState};
use super::refusal::{Refusal, Ruled};

/// The follow-ups that a closing schedules: months, and the day on which each is due.
#[must_use]
pub fn scheduled(reason: ClosingReason, closed_on: Day) -> Vec<(i64, Day)> {
    let due = |months: &i64| (*months, closed_on.plus_months(i32::try_from(*months).unwrap_or(0)));
    reason.follow_ups().iter().map(due).collect()
}

/// What a follow-up found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The day.
    pub done_on: Day,
    /// Whether somebody of the household was reached.
    pub reached: bool,
    /// Where it lives.
    pub home: Option<HomeState>,
    /// How it earns its living.
    pub work: Option<WorkState>,
    /// Whom it can count on.
    pub ties: Option<TiesState>,
    /// In words.
    pub words: Option<String>,
}

/// Refuses what is written down twice, ahead of time or before the closing; whoever was reached says at least how the
/// home is.
///
/// # Errors
/// The refusal.
pub fn done(already: bool, outcome: &Outcome, closed_on: Day, today: Day) -> Ruled<()> {
    if already {
        return Err(Refusal::FollowUpDone);
    }
    if outcome.done_on > today {
        return Err(Refusal::DayInFuture("done-on"));
    }
    if outcome.done_on < closed_on {
        return Err(Refusal::DayBeforeOpening("done-on"));
    }
    if outcome.reached && outcome.home.is_none() {
        return Err(Refusal::Missing("home"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn follow_ups_fall_due_after_three_six_and_twelve_months() {
        let due = scheduled(ClosingReason::MovedAway, day("2026-08-31"));
        assert_eq!(due, [(3, day("2026-11-30")), (6, day("2027-02-28")), (12, day("2027-08-31"))]);
    }

    #[test]
    fn a_follow_up_is_written_down_once() {
        let outcome =
            Outcome { done_on: day("2026-11-20"), reached: false, home: None, work: None, ties: None, words: None };
        let rule = |already, outcome: &Outcome| done(already, outcome, day("2026-08-31"), day("2026-11-22"));
        assert_eq!(rule(false, &outcome), Ok(()));
        assert_eq!(rule(true, &outcome), Err(Refusal::FollowUpDone));
        assert_eq!(rule(false, &Outcome { reached: true, ..outcome }), Err(Refusal::Missing("home")));
    }
}
