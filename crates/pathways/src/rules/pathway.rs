//! A pathway: a household accompanied in one programme, from the taking in charge to the closing.

use kernel::Day;

use super::machine;
use super::refusal::{Refusal, Ruled};

kernel::words! {
    /// Where a pathway stands.
    pub enum PathwayStatus {
        /// Taken in charge: no plan has been signed yet.
        TakenInCharge = "taken-in-charge",
        /// Under way: a plan has been signed.
        UnderWay = "under-way",
        /// Closed.
        Closed = "closed",
    }
}
store::word_cells!(PathwayStatus);

kernel::words! {
    /// What can be done with a pathway.
    pub enum PathwayAct {
        /// A plan is signed.
        SignPlan = "sign-plan",
        /// The pathway is closed.
        Close = "close",
        /// A closed pathway that had a signed plan is opened again.
        ReopenWithPlan = "reopen-with-plan",
        /// A closed pathway that never had one is opened again.
        ReopenWithoutPlan = "reopen-without-plan",
    }
}

impl PathwayStatus {
    /// Where the act leads; nowhere, when it is refused.
    #[must_use]
    pub fn after(self, act: PathwayAct) -> Option<Self> {
        use PathwayAct as Act;
        match (self, act) {
            (Self::TakenInCharge | Self::UnderWay, Act::SignPlan) => Some(Self::UnderWay),
            (Self::TakenInCharge | Self::UnderWay, Act::Close) => Some(Self::Closed),
            (Self::Closed, Act::ReopenWithPlan) => Some(Self::UnderWay),
            (Self::Closed, Act::ReopenWithoutPlan) => Some(Self::TakenInCharge),
            _ => None,
        }
    }

    /// Whether work goes on.
    #[must_use]
    pub fn is_open(self) -> bool {
        self != Self::Closed
    }
}

/// Every transition of a pathway.
#[must_use]
pub fn transitions() -> Vec<(PathwayStatus, PathwayAct, PathwayStatus)> {
    machine::table(PathwayStatus::ALL, PathwayAct::ALL, PathwayStatus::after)
}

/// The days between which things along a pathway happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The day of the taking in charge.
    pub opened_on: Day,
    /// The day of the closing, if it is closed.
    pub closed_on: Option<Day>,
    /// Today.
    pub today: Day,
}

impl Span {
    /// Refuses a day, written in a field, that lies ahead, before the opening or after the closing.
    ///
    /// # Errors
    /// The refusal.
    pub fn admits(&self, day: Day, field: &'static str) -> Ruled<()> {
        if day > self.today {
            return Err(Refusal::DayInFuture(field));
        }
        if day < self.opened_on {
            return Err(Refusal::DayBeforeOpening(field));
        }
        if self.closed_on.is_some_and(|closed| day > closed) {
            return Err(Refusal::DayAfterClosing(field));
        }
        Ok(())
    }

    /// Refuses work on a closed pathway.
    ///
    /// # Errors
    /// [`Refusal::PathwayClosed`].
    pub fn must_be_open(&self) -> Ruled<()> {
        if self.closed_on.is_some() { Err(Refusal::PathwayClosed) } else { Ok(()) }
    }
}

/// Where a pathway stands once it is opened again.
///
/// # Errors
/// [`Refusal::NotClosed`].
pub fn reopened(status: PathwayStatus, has_signed_plan: bool) -> Ruled<PathwayStatus> {
    let act = if has_signed_plan { PathwayAct::ReopenWithPlan } else { PathwayAct::ReopenWithoutPlan };
    status.after(act).ok_or(Refusal::NotClosed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_lies_between_opening_and_today() {
        let span = Span { opened_on: day("2026-03-01"), closed_on: None, today: day("2026-11-22") };
        assert_eq!(span.admits(day("2026-02-28"), "done-on"), Err(Refusal::DayBeforeOpening("done-on")));
        assert_eq!(span.admits(day("2026-11-23"), "done-on"), Err(Refusal::DayInFuture("done-on")));
        assert_eq!(span.admits(day("2026-03-01"), "done-on"), Ok(()));
        let closed = Span { closed_on: Some(day("2026-06-30")), ..span };
        assert_eq!(closed.admits(day("2026-07-01"), "done-on"), Err(Refusal::DayAfterClosing("done-on")));
        assert_eq!(closed.must_be_open(), Err(Refusal::PathwayClosed));
    }

    #[test]
    fn only_a_closed_pathway_is_reopened_and_it_remembers_whether_a_plan_was_signed() {
        assert_eq!(reopened(PathwayStatus::Closed, true), Ok(PathwayStatus::UnderWay));
        assert_eq!(reopened(PathwayStatus::Closed, false), Ok(PathwayStatus::TakenInCharge));
        assert_eq!(reopened(PathwayStatus::UnderWay, true), Err(Refusal::NotClosed));
    }
}
