//! Groups by which figures are told: what a household is, for audits and declared floors alone. No rule, no weight and no plan
//! ever reads them; the engine gets a number that it does not understand.
//!
//! Deliberately absent: origin, religion and health. Citizenship stands with the person, but in a small network its groups
//! would be of one or two.

use kernel::{BirthDay, Day};
use people::rules::person::Sex;
use serde::{Deserialize, Serialize};

kernel::words! {
    /// By what people are told apart in a table.
    pub enum Lens {
        /// Who the adults are.
        Adults = "adults",
        /// Whether there are minors.
        Minors = "minors",
        /// How old the eldest is.
        Age = "age",
        /// How many they are.
        Size = "size",
    }
}

kernel::words! {
    /// A group of one of the tables.
    pub enum Group {
        /// All adults are women.
        Women = "women",
        /// All adults are men.
        Men = "men",
        /// Women and men, or others.
        Mixed = "mixed",
        /// With minors.
        WithMinors = "with-minors",
        /// Without.
        WithoutMinors = "without-minors",
        /// The eldest is younger than 26.
        Under26 = "under-26",
        /// From 26 to 40.
        To40 = "to-40",
        /// From 41 to 60.
        To60 = "to-60",
        /// Older.
        Over60 = "over-60",
        /// One person.
        One = "one",
        /// Two or three.
        Few = "two-three",
        /// Four or more.
        Many = "four-more",
    }
}

impl Group {
    /// The table it stands in.
    #[must_use]
    pub const fn lens(self) -> Lens {
        match self {
            Self::Women | Self::Men | Self::Mixed => Lens::Adults,
            Self::WithMinors | Self::WithoutMinors => Lens::Minors,
            Self::Under26 | Self::To40 | Self::To60 | Self::Over60 => Lens::Age,
            Self::One | Self::Few | Self::Many => Lens::Size,
        }
    }

    /// Its number for the engine.
    #[must_use]
    pub fn number(self) -> u32 {
        Self::ALL.iter().position(|group| *group == self).and_then(|at| u32::try_from(at).ok()).unwrap_or_default()
    }

    /// The group of a number.
    #[must_use]
    pub fn of_number(number: u32) -> Option<Self> {
        Self::ALL.get(usize::try_from(number).ok()?).copied()
    }
}

/// The groups of one household or person, where they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Groups([Option<Group>; 4]);

impl Groups {
    /// The group in a table; nothing where it is not known.
    #[must_use]
    pub fn of(&self, lens: Lens) -> Option<Group> {
        self.0.into_iter().flatten().find(|group| group.lens() == lens)
    }

    /// Of people of whom sex and day of birth are known or not. Nobody, where it is not known who they are.
    #[must_use]
    pub fn of_people(people: &[(Sex, Option<BirthDay>)], today: Day) -> Self {
        if people.is_empty() {
            return Self::default();
        }
        let minor = |born: &Option<BirthDay>| born.and_then(|born| born.is_minor_on(today));
        let adults: Vec<Sex> =
            people.iter().filter(|(_, born)| minor(born) != Some(true)).map(|(sex, _)| *sex).collect();
        let all = |sex: Sex| !adults.is_empty() && adults.iter().all(|own| *own == sex);
        let by_sex = match () {
            () if adults.is_empty() || adults.contains(&Sex::Unknown) => None,
            () if all(Sex::Female) => Some(Group::Women),
            () if all(Sex::Male) => Some(Group::Men),
            () => Some(Group::Mixed),
        };
        let some_minor = people.iter().any(|(_, born)| minor(born) == Some(true));
        let none_minor = people.iter().all(|(_, born)| minor(born) == Some(false));
        let by_minors = match (some_minor, none_minor) {
            (true, _) => Some(Group::WithMinors),
            (_, true) => Some(Group::WithoutMinors),
            _ => None,
        };
        let ages: Option<Vec<i32>> = people.iter().map(|(_, born)| born.map(|born| born.ages_on(today).0)).collect();
        let by_age = ages.and_then(|ages| ages.into_iter().max()).map(|age| match age {
            ..26 => Group::Under26,
            26..=40 => Group::To40,
            41..=60 => Group::To60,
            _ => Group::Over60,
        });
        let by_size = match people.len() {
            1 => Group::One,
            2 | 3 => Group::Few,
            _ => Group::Many,
        };
        Self([by_sex, by_minors, by_age, Some(by_size)])
    }
}

/// What a network has declared: of a group so many in a hundred are to find a place, at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Floor {
    /// Of whom.
    pub group: Group,
    /// How many in a hundred.
    pub percent: u32,
}

impl Floor {
    /// How many of so many, rounded up.
    #[must_use]
    pub fn least(&self, members: u32) -> u32 {
        u32::try_from((u64::from(members) * u64::from(self.percent.min(100))).div_ceil(100)).unwrap_or(members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_not_known_puts_nobody_into_a_group() {
        let today = day("2026-11-22");
        let born = |year| Some(BirthDay::Year(year));
        let one = Groups::of_people(&[(Sex::Female, born(1990)), (Sex::Male, born(2019))], today);
        let of = |groups: &Groups| Lens::ALL.iter().map(|lens| groups.of(*lens)).collect::<Vec<_>>();
        assert_eq!(of(&one), [Some(Group::Women), Some(Group::WithMinors), Some(Group::To40), Some(Group::Few)]);
        let unknown = Groups::of_people(&[(Sex::Unknown, None)], today);
        assert_eq!(of(&unknown), [None, None, None, Some(Group::One)]);
        assert_eq!(of(&Groups::of_people(&[], today)), [None; 4], "a household that is not listed is of no size");
    }

    #[test]
    fn a_floor_is_rounded_up_and_never_above_all() {
        let floor = |percent| Floor { group: Group::Women, percent };
        assert_eq!((floor(50).least(5), floor(100).least(7), floor(1).least(3), floor(0).least(9)), (3, 7, 1, 0));
    }

    #[test]
    fn every_group_is_found_again_by_its_number() {
        for group in Group::ALL {
            assert_eq!(Group::of_number(group.number()), Some(*group));
        }
        assert_eq!(Group::of_number(99), None);
    }
}
