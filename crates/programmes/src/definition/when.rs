//! A date as exact as its source: sources often name the month alone, and nobody invents the day.

use std::fmt;

use kernel::Day;

/// A day, a month or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The day.
    Day(Day),
    /// The month: its first day.
    Month(Day),
    /// The year: its first day.
    Year(Day),
}

impl When {
    /// Reads `2020-07-01`, `2020-07` or `2020`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        match text.len() {
            4 => format!("{text}-01-01").parse().ok().map(Self::Year),
            7 => format!("{text}-01").parse().ok().map(Self::Month),
            _ => text.parse().ok().map(Self::Day),
        }
    }

    /// The first day that it can mean.
    #[must_use]
    pub fn first_day(self) -> Day {
        let (Self::Day(day) | Self::Month(day) | Self::Year(day)) = self;
        day
    }

    /// The last day that it can mean.
    #[must_use]
    pub fn last_day(self) -> Day {
        match self {
            Self::Day(day) => day,
            Self::Month(first) => first.plus_months(1).plus_days(-1),
            Self::Year(first) => first.plus_months(12).plus_days(-1),
        }
    }
}

/// `2020-07-01`, `2020-07` or `2020`.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Month(day) => write!(f, "{:04}-{:02}", day.year(), day.month()),
            Self::Year(day) => write!(f, "{:04}", day.year()),
        }
    }
}

impl serde::Serialize for When {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_on_its_own_last_day() {
        let february = When::read("2020-02").unwrap();
        assert_eq!(february.first_day().to_string(), "2020-02-01");
        assert_eq!(february.last_day().to_string(), "2020-02-29");
        assert_eq!(When::read("2020").unwrap().last_day().to_string(), "2020-12-31");
    }

    #[test]
    fn a_date_survives_its_text() {
        for text in ["2020-07-01", "2020-07", "2020"] {
            assert_eq!(When::read(text).unwrap().to_string(), text);
        }
        for wrong in ["", "2020-13", "2020-02-30", "20x0", "July 2020"] {
            assert_eq!(When::read(wrong), None, "{wrong}");
        }
    }
}
