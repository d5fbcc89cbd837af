//! The days that a table covers.

use kernel::{Day, Period};
use serde::Serialize;
use web::Refusal;

/// From one day to another, both counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

kernel::words! {
    /// Periods that are asked for by name.
    pub enum Preset {
        /// From the first day of this quarter to today.
        ThisQuarter = "this-quarter",
        /// The quarter before this one: what the Ministry's quarterly sheet asks for.
        LastQuarter = "last-quarter",
        /// From 1 January to today.
        ThisYear = "this-year",
        /// The whole of last year.
        LastYear = "last-year",
        /// From the first day of the edition to today, or to its end.
        WholeEdition = "whole-edition",
    }
}

/// A period that ends before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndsBeforeItBegins;

impl Refusal for EndsBeforeItBegins {
    fn field(&self) -> &'static str {
        "to"
    }

    fn code(&self) -> &'static str {
        "ends-before-it-begins"
    }
}

impl Span {
    /// What is shown when nobody asks for a period: this year until today.
    #[must_use]
    pub fn usual(today: Day) -> Self {
        Self { from: first_of(today, 1), to: today }
    }

    /// The days asked for; where one is left open, that of the usual period.
    ///
    /// # Errors
    /// When the last day comes before the first.
    pub fn asked(from: Option<Day>, to: Option<Day>, today: Day) -> Result<Self, EndsBeforeItBegins> {
        let usual = Self::usual(today);
        let to = to.unwrap_or(usual.to);
        // With only a last day, of an earlier year: that year until then.
        let from = from.unwrap_or_else(|| if to < usual.from { first_of(to, 1) } else { usual.from });
        if from <= to { Ok(Self { from, to }) } else { Err(EndsBeforeItBegins) }
    }

    /// A period by its name; nothing for the whole edition of a programme that has none, or that has not begun.
    #[must_use]
    pub fn preset(preset: Preset, today: Day, edition: Option<Period>) -> Option<Self> {
        let quarter = first_of(today, (today.month() - 1) / 3 * 3 + 1);
        match preset {
            Preset::ThisQuarter => Some(Self { from: quarter, to: today }),
            Preset::LastQuarter => Some(Self { from: quarter.plus_months(-3), to: quarter.plus_days(-1) }),
            Preset::ThisYear => Some(Self::usual(today)),
            Preset::LastYear => {
                let year = first_of(today, 1);
                Some(Self { from: year.plus_months(-12), to: year.plus_days(-1) })
            }
            Preset::WholeEdition => {
                let edition = edition?;
                let to = edition.to.map_or(today, |end| end.min(today));
                (edition.from <= to).then_some(Self { from: edition.from, to })
            }
        }
    }

    /// Its query: `from=2026-01-01&to=2026-11-22`.
    #[must_use]
    pub fn query(&self) -> String {
        format!("from={}&to={}", self.from, self.to)
    }
}

fn first_of(day: Day, month: u32) -> Day {
    Day::new(day.year(), month, 1).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn preset(preset: Preset, today: &str) -> String {
        Span::preset(preset, day(today), None).unwrap().query()
    }

    #[test]
    fn named_periods_begin_and_end_on_the_calendar_s_edges() {
        assert_eq!(preset(Preset::ThisQuarter, "2026-11-22"), "from=2026-10-01&to=2026-11-22");
        assert_eq!(preset(Preset::LastQuarter, "2026-11-22"), "from=2026-07-01&to=2026-09-30");
        assert_eq!(preset(Preset::LastQuarter, "2026-02-01"), "from=2025-10-01&to=2025-12-31");
        assert_eq!(preset(Preset::ThisYear, "2026-11-22"), "from=2026-01-01&to=2026-11-22");
        assert_eq!(preset(Preset::LastYear, "2026-11-22"), "from=2025-01-01&to=2025-12-31");
    }

    #[test]
    fn a_whole_edition_ends_today_or_where_it_ended() {
        let today = day("2026-11-22");
        let edition = |from: &str, to: Option<&str>| Some(Period { from: day(from), to: to.map(day) });
        let whole = |edition| Span::preset(Preset::WholeEdition, today, edition).map(|span| span.query());
        assert_eq!(whole(edition("2026-03-01", None)).unwrap(), "from=2026-03-01&to=2026-11-22");
        assert_eq!(whole(edition("2025-03-01", Some("2026-06-30"))).unwrap(), "from=2025-03-01&to=2026-06-30");
        assert_eq!(whole(edition("2027-01-01", None)), None);
        assert_eq!(whole(None), None);
    }

    #[test]
    fn an_open_end_is_filled_and_a_wrong_one_refused() {
        let today = day("2026-11-22");
        let asked = |from: Option<&str>, to: Option<&str>| {
            Span::asked(from.map(day), to.map(day), today).map(|span| span.query())
        };
        assert_eq!(asked(None, None).unwrap(), "from=2026-01-01&to=2026-11-22");
        assert_eq!(asked(None, Some("2025-06-30")).unwrap(), "from=2025-01-01&to=2025-06-30");
        assert_eq!(asked(Some("2026-07-01"), None).unwrap(), "from=2026-07-01&to=2026-11-22");
        assert!(asked(Some("2026-07-01"), Some("2026-06-30")).is_err());
    }
}
