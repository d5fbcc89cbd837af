//! Calendar days, as people write them and as rules count them.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// A calendar day between 1900 and 2199.
///
/// The bounds keep the fillers out that registries export for "unknown" (`01/01/0001`, `31/12/9999`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

/// Why a text is not a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayError {
    /// Not written as a day at all: `soon`.
    NotADay,
    /// Written as a day that no calendar has: `31/02/2026`.
    NoSuchDay,
    /// A day outside 1900–2199: `01/01/0001`.
    OutOfRange,
}

impl DayError {
    /// The tail of the text key that explains it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NotADay => "not-a-day",
            Self::NoSuchDay => "no-such-day",
            Self::OutOfRange => "day-out-of-range",
        }
    }
}

impl fmt::Display for DayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotADay => "not a day (write it as 2026-03-12 or 12/3/2026)",
            Self::NoSuchDay => "no calendar has this day",
            Self::OutOfRange => "outside 1900 to 2199",
        })
    }
}

impl std::error::Error for DayError {}

impl Day {
    /// The day, if the calendar has it and it lies between 1900 and 2199.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        Self::checked(year, month, day).ok()
    }

    fn checked(year: i32, month: u32, day: u32) -> Result<Self, DayError> {
        let date = NaiveDate::from_ymd_opt(year, month, day).ok_or(DayError::NoSuchDay)?;
        if (1900..2200).contains(&year) { Ok(Self(date)) } else { Err(DayError::OutOfRange) }
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// The day as chrono has it, for the database driver.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        self.0
    }

    /// So many days later, or earlier when negative.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let step = Days::new(days.unsigned_abs());
        let moved = if days < 0 { self.0.checked_sub_days(step) } else { self.0.checked_add_days(step) };
        moved.map_or(self, Self)
    }

    /// So many calendar months later, or earlier when negative; the 31st becomes the last day of a shorter month.
    ///
    /// A period in months ends on the day with the same number in the last month, or on that month's last day
    /// (art. 2963 of the Italian civil code).
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let step = Months::new(months.unsigned_abs());
        let moved = if months < 0 { self.0.checked_sub_months(step) } else { self.0.checked_add_months(step) };
        moved.map_or(self, Self)
    }

    /// Whole years lived on `today` by somebody born on this day.
    #[must_use]
    pub fn age_on(self, today: Day) -> i32 {
        let had_birthday = (today.month(), today.day()) >= (self.month(), self.day());
        today.year() - self.year() - i32::from(!had_birthday)
    }

    /// Days from this day to another, negative when the other comes first.
    #[must_use]
    pub fn days_until(self, other: Day) -> i64 {
        (other.0 - self.0).num_days()
    }

    /// The day as Italians write it: `12/03/1999`.
    #[must_use]
    pub fn italian(self) -> String {
        self.0.format("%d/%m/%Y").to_string()
    }
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Self {
        Self(date)
    }
}

/// ISO 8601: `1999-03-12`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

/// Reads `1999-03-12`, `12/3/1999`, `12.03.1999`, `12-3-1999`: day first unless the year leads.
impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        let parts: Vec<&str> = text.trim().split(['-', '/', '.', ' ']).collect();
        let [first, second, third] = parts[..] else { return Err(DayError::NotADay) };
        let number = |part: &str, longest: usize| {
            let fits = (1..=longest).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            if fits { part.parse::<i32>().map_err(|_| DayError::NotADay) } else { Err(DayError::NotADay) }
        };
        let (year, month, day) = if first.len() == 4 { (first, second, third) } else { (third, second, first) };
        if year.len() != 4 {
            return Err(DayError::NotADay);
        }
        let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
        Self::checked(year, month.unsigned_abs(), day.unsigned_abs())
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// When somebody was born: the day, or only the year where the papers say no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BirthDay {
    /// The full day.
    Day(Day),
    /// The year alone.
    Year(i32),
}

impl BirthDay {
    /// The youngest and the oldest age, in whole years, that the person can have on `today`.
    #[must_use]
    pub fn ages_on(self, today: Day) -> (i32, i32) {
        match self {
            Self::Day(born) => (born.age_on(today), born.age_on(today)),
            Self::Year(year) => {
                let full = today.year() - year;
                let birthday_may_be_ahead = (today.month(), today.day()) < (12, 31);
                (full - i32::from(birthday_may_be_ahead), full)
            }
        }
    }

    /// Whether the person is under 18 on `today`; nothing when the year alone does not tell.
    #[must_use]
    pub fn is_minor_on(self, today: Day) -> Option<bool> {
        let (youngest, oldest) = self.ages_on(today);
        if oldest < 18 {
            Some(true)
        } else if youngest >= 18 {
            Some(false)
        } else {
            None
        }
    }

    /// The year of birth.
    #[must_use]
    pub fn year(self) -> i32 {
        match self {
            Self::Day(day) => day.year(),
            Self::Year(year) => year,
        }
    }
}

/// `1999-03-12` or `1999`.
impl fmt::Display for BirthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Year(year) => write!(f, "{year}"),
        }
    }
}

/// A day in any form that [`Day`] reads, or a year alone.
impl FromStr for BirthDay {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        let text = text.trim();
        if text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) {
            let year = text.parse().map_err(|_| DayError::NotADay)?;
            return if (1900..2200).contains(&year) { Ok(Self::Year(year)) } else { Err(DayError::OutOfRange) };
        }
        text.parse().map(Self::Day)
    }
}

impl Serialize for BirthDay {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for BirthDay {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Days from one to another, both counted in; an open end goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day, if there is one.
    pub to: Option<Day>,
}

impl Period {
    /// Whether a day lies in the period.
    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for written in ["1999-03-12", "12/3/1999", "12.03.1999", " 12-3-1999 ", "12 3 1999"] {
            assert_eq!(written.parse::<Day>().map(|d| d.to_string()), Ok("1999-03-12".into()), "{written}");
        }
    }

    #[test]
    fn impossible_days_say_what_is_wrong_with_them() {
        assert_eq!("31/02/2026".parse::<Day>(), Err(DayError::NoSuchDay));
        assert_eq!("01/01/0001".parse::<Day>(), Err(DayError::OutOfRange));
        for nonsense in ["", "soon", "12/3/99", "1/2", "+1/2/1999", "1999-3-1-2", "٣/٣/١٩٩٩"] {
            assert_eq!(nonsense.parse::<Day>(), Err(DayError::NotADay), "{nonsense}");
        }
    }

    #[test]
    fn eighteen_months_after_the_31st_of_august_is_the_last_of_february() {
        assert_eq!(day("2024-08-31").plus_months(18), day("2026-02-28"));
        assert_eq!(day("2026-03-31").plus_months(-1), day("2026-02-28"));
    }

    #[test]
    fn somebody_born_on_29_february_turns_18_on_the_first_of_march() {
        let born = day("2008-02-29");
        assert_eq!(born.age_on(day("2026-02-28")), 17);
        assert_eq!(born.age_on(day("2026-03-01")), 18);
    }

    #[test]
    fn a_year_alone_leaves_the_age_open_only_around_the_birthday() {
        let today = day("2026-11-22");
        assert_eq!(BirthDay::Year(2010).is_minor_on(today), Some(true));
        assert_eq!(BirthDay::Year(2007).is_minor_on(today), Some(false));
        assert_eq!(BirthDay::Year(2008).is_minor_on(today), None);
    }

    proptest! {
        #[test]
        fn a_day_survives_its_text(days in 0i64..100_000) {
            let one = day("1900-01-01").plus_days(days);
            prop_assert_eq!(one.to_string().parse::<Day>(), Ok(one));
            prop_assert_eq!(one.italian().parse::<Day>(), Ok(one));
        }

        #[test]
        fn the_possible_ages_of_a_year_enclose_the_age_of_every_day_in_it(days in 0i64..40_000, ahead in 0i64..30_000) {
            let born = day("1900-01-01").plus_days(days);
            let today = born.plus_days(ahead);
            let (youngest, oldest) = BirthDay::Year(born.year()).ages_on(today);
            prop_assert!((youngest..=oldest).contains(&born.age_on(today)));
        }
    }
}
