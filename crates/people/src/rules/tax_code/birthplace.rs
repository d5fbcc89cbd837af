//! Where somebody was born, as the code says it.

use kernel::{BirthDay, Day};
use network::rules::place::{self, Municipality};

use super::Said;
use crate::rules::country;

/// A place of birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Birthplace {
    /// A municipality of Italy as it was on the day of birth, also one that ended since.
    Town(&'static Municipality),
    /// A foreign country: one of [`country::CITIZENSHIPS`].
    Country(&'static str),
}

impl Said {
    /// The place that the code names, as it was called when the person was born; none if the tables know no such place.
    /// Where the day of birth is not on record, the code's own is taken if it leaves one only.
    #[must_use]
    pub fn birthplace(&self, born: Option<BirthDay>, today: Day) -> Option<Birthplace> {
        if let Some(country) = country::of_cadastral(&self.place) {
            return Some(Birthplace::Country(country));
        }
        let day = match (born, &self.birthdays(today)[..]) {
            (Some(BirthDay::Day(day)), _) => Some(day),
            (_, [day]) => Some(*day),
            _ => None,
        };
        place::born_in(&self.place, day).map(Birthplace::Town)
    }
}
