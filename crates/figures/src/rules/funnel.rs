//! The funnel: how many people reach each stage of the way in a period.
//!
//! The stages are counted in the period, not followed from one to the next: who was referred in one year may sign a
//! plan in the following. The page says so.

use programmes::rules::Answer;

use super::monitoring::{Count, Line, Table};

kernel::words! {
    /// The stages, in their order.
    pub enum Stage {
        /// A referral was received.
        Referred = "referred",
        /// The programme fits.
        Fitting = "fitting",
        /// A pathway was opened.
        TakenInCharge = "taken-in-charge",
        /// The individual plan was signed.
        PlanSigned = "plan-signed",
        /// The pathway was closed.
        Closed = "closed",
    }
}

impl Stage {
    /// The line of the table, and its part, that this stage shows.
    #[must_use]
    pub fn line(self) -> (Line, Option<&'static str>) {
        match self {
            Self::Referred => (Line::ReferralReceived, None),
            Self::Fitting => (Line::VerdictRecorded, Some(Answer::Yes.word())),
            Self::TakenInCharge => (Line::PathwayOpened, None),
            Self::PlanSigned => (Line::PlanSigned, None),
            Self::Closed => (Line::PathwayClosed, None),
        }
    }

    /// Its numbers in a table.
    #[must_use]
    pub fn count(self, table: &Table) -> Count {
        match self.line() {
            (line, Some(detail)) => table.part(line, detail),
            (line, None) => table.total(line),
        }
    }
}

/// The length of each bar when the longest is `full` long; what is not zero is always seen.
#[must_use]
pub fn bars(values: &[u64], full: u64) -> Vec<u64> {
    let most = values.iter().copied().max().unwrap_or_default().max(1);
    let bar = |value: &u64| if *value == 0 { 0 } else { (value * full / most).max(2) };
    values.iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_values_and_never_invisible() {
        assert_eq!(bars(&[200, 100, 1, 0], 300), [300, 150, 2, 0]);
        assert_eq!(bars(&[0, 0], 300), [0, 0]);
        assert_eq!(bars(&[], 300), [0; 0]);
    }
}
