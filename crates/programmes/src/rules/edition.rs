//! When an installation runs a programme: the period that can be set, and where it stands on a day.

use kernel::{Day, Period, words};
use web::Refusal;

words!(
    /// Where a programme stands here.
    pub enum Standing {
        /// It runs.
        Running = "running",
        /// It has a first day, still to come.
        Coming = "coming",
        /// Its last day is over.
        Over = "over",
        /// This installation does not run it.
        NotHere = "not-here",
    }
);

impl Standing {
    /// Where a programme with this edition stands on a day.
    #[must_use]
    pub fn on(edition: Option<Period>, day: Day) -> Self {
        match edition {
            None => Self::NotHere,
            Some(period) if period.contains(day) => Self::Running,
            Some(period) if day < period.from => Self::Coming,
            Some(_) => Self::Over,
        }
    }
}

/// Why a period cannot be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditionRefusal {
    /// The last day comes before the first.
    EndsBeforeItBegins,
}

impl Refusal for EditionRefusal {
    fn field(&self) -> &'static str {
        "to"
    }

    fn code(&self) -> &'static str {
        "ends-before-it-begins"
    }
}

/// The period between two days, both counted in.
///
/// # Errors
/// [`EditionRefusal`] when the last day comes before the first.
pub fn period(from: Day, to: Option<Day>) -> Result<Period, EditionRefusal> {
    if to.is_some_and(|to| to < from) { Err(EditionRefusal::EndsBeforeItBegins) } else { Ok(Period { from, to }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn an_edition_of_one_day_is_a_period_and_a_backward_one_is_not() {
        let first = day("2026-11-22");
        assert_eq!(period(first, Some(first)), Ok(Period { from: first, to: Some(first) }));
        assert_eq!(period(first, Some(day("2026-11-21"))), Err(EditionRefusal::EndsBeforeItBegins));
    }

    #[test]
    fn a_programme_stands_where_its_period_puts_it() {
        let period = Some(Period { from: day("2026-01-10"), to: Some(day("2026-01-12")) });
        assert_eq!(Standing::on(None, day("2026-01-10")), Standing::NotHere);
        assert_eq!(Standing::on(period, day("2026-01-09")), Standing::Coming);
        assert_eq!(Standing::on(period, day("2026-01-10")), Standing::Running);
        assert_eq!(Standing::on(period, day("2026-01-12")), Standing::Running);
        assert_eq!(Standing::on(period, day("2026-01-13")), Standing::Over);
    }
}
