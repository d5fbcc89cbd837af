//! Tasks: what kinds there are, how soon each is due, and the two states of one written by hand.

use kernel::Day;
use pathways::rules::machine;

kernel::words! {
    /// What is to be done. All but the last are derived from what stands elsewhere, and vanish when it is done there.
    pub enum TaskKind {
        /// A planned step of a plan.
        Step = "step",
        /// A plan whose review is due.
        Review = "review",
        /// A follow-up after a closing.
        FollowUp = "follow-up",
        /// A check-in of a home, a job or a cohabitation.
        CheckIn = "check-in",
        /// A mediation visit that is planned.
        Mediation = "mediation",
        /// A plan that waits to be approved.
        Approval = "approval",
        /// An approved plan that waits to be signed.
        Signature = "signature",
        /// A verdict that facts or time have re-opened.
        Verdict = "verdict",
        /// Something to be seen to in a permit or a stay.
        Permit = "permit",
        /// A copy of a document that expires or has expired.
        Attachment = "attachment",
        /// A referral that waits for an answer.
        Referral = "referral",
        /// A reminder that the mail server refused, or of which nobody knows whether it went out.
        Reminder = "reminder",
        /// A proposal that waits for one's own side.
        Proposal = "proposal",
        /// A proposal that was freed because another one was confirmed.
        ProposalFreed = "proposal-freed",
        /// A proposal that has stood still for too long, for whoever coordinates.
        ProposalStalled = "proposal-stalled",
        /// A search whose rest is over.
        SearchRested = "search-rested",
        /// Written by hand.
        Own = "own",
    }
}

kernel::words! {
    /// How soon something is due.
    pub enum Standing {
        /// It should be done by now.
        Overdue = "overdue",
        /// Today is its day.
        Today = "today",
        /// Within the next seven days.
        ThisWeek = "this-week",
        /// After that.
        Later = "later",
        /// No day is set.
        Undated = "undated",
    }
}

/// How many days ahead still count as this week.
const WEEK: i64 = 7;

/// How soon something due on a day is due.
#[must_use]
pub fn standing(due: Option<Day>, today: Day) -> Standing {
    match due.map(|due| today.days_until(due)) {
        None => Standing::Undated,
        Some(..0) => Standing::Overdue,
        Some(0) => Standing::Today,
        Some(1..=WEEK) => Standing::ThisWeek,
        Some(_) => Standing::Later,
    }
}

kernel::words! {
    /// Where a task written by hand stands.
    pub enum TaskStatus {
        /// To be done.
        Open = "open",
        /// Done.
        Done = "done",
    }
}
store::word_cells!(TaskStatus);

kernel::words! {
    /// What can be done with a task written by hand.
    pub enum TaskAct {
        /// It is done.
        Do = "do",
        /// It was marked done by mistake.
        Undo = "undo",
    }
}

impl TaskStatus {
    /// Where the act leads; nowhere, when it is refused.
    #[must_use]
    pub fn after(self, act: TaskAct) -> Option<Self> {
        match (self, act) {
            (Self::Open, TaskAct::Do) => Some(Self::Done),
            (Self::Done, TaskAct::Undo) => Some(Self::Open),
            _ => None,
        }
    }
}

/// Every transition of a task.
#[must_use]
pub fn transitions() -> Vec<(TaskStatus, TaskAct, TaskStatus)> {
    machine::table(TaskStatus::ALL, TaskAct::ALL, TaskStatus::after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_today_is_not_late_and_the_week_ends_after_seven_days() {
        let today: Day = "2026-11-22".parse().unwrap();
        let of = |days| standing(Some(today.plus_days(days)), today);
        assert_eq!(of(-1), Standing::Overdue);
        assert_eq!(of(0), Standing::Today);
        assert_eq!(of(1), Standing::ThisWeek);
        assert_eq!(of(7), Standing::ThisWeek);
        assert_eq!(of(8), Standing::Later);
        assert_eq!(standing(None, today), Standing::Undated);
    }
}
