//! Who is what to whom in a household.

use kernel::{BirthDay, Day};

use super::PeopleRefusal;

kernel::words! {
    /// What a person is to the reference person of the household.
    pub enum Relation {
        /// The reference person.
        Reference = "reference",
        /// Husband, wife, partner.
        Partner = "partner",
        /// Son or daughter.
        Child = "child",
        /// Father or mother.
        Parent = "parent",
        /// Brother or sister.
        Sibling = "sibling",
        /// Another relative.
        Relative = "relative",
        /// Somebody who is not related.
        Other = "other",
    }
}
store::word_cells!(Relation);

/// Since when a baby belongs to a household that was written down before: since birth, in the first year of life. Nothing
/// for anybody else, who may have come from elsewhere.
#[must_use]
pub fn born_into(born: Option<BirthDay>, written_down: Day, today: Day) -> Option<Day> {
    match born {
        Some(BirthDay::Day(born)) if written_down <= born && born <= today && today < born.plus_months(12) => {
            Some(born)
        }
        _ => None,
    }
}

/// What cannot be true of the day since when somebody belongs to a household.
#[must_use]
pub fn since_checked(since: Option<Day>, born: Option<BirthDay>, today: Day) -> Option<PeopleRefusal> {
    let since = since?;
    let unborn = match born {
        Some(BirthDay::Day(born)) => since < born,
        Some(BirthDay::Year(year)) => since.year() < year,
        None => false,
    };
    if since > today {
        Some(PeopleRefusal::new("since", "day-in-future"))
    } else {
        unborn.then(|| PeopleRefusal::new("since", "before-birth"))
    }
}

#[cfg(test)]
mod tests {
    use web::Refusal as _;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_baby_counts_from_birth_and_whoever_is_older_is_not_taken_for_one() {
        let since = |born: &str, written: &str| born_into(born.parse().ok(), day(written), day("2026-11-22"));
        assert_eq!(since("2026-11-02", "2026-03-01"), Some(day("2026-11-02")));
        assert_eq!(since("2026-11-02", "2026-11-03"), None, "born before the household was known");
        assert_eq!(since("2025-11-22", "2025-01-01"), None, "a year old");
        assert_eq!(since("2026", "2025-01-01"), None);
        assert_eq!(since("", "2025-01-01"), None);
    }

    #[test]
    fn nobody_belongs_to_a_household_before_birth_or_from_tomorrow() {
        let code = |since: &str, born: &str| {
            since_checked(since.parse().ok(), born.parse().ok(), day("2026-11-22")).map(|refusal| refusal.code())
        };
        assert_eq!(code("2026-11-23", ""), Some("day-in-future"));
        assert_eq!(code("2026-10-31", "2026-11-01"), Some("before-birth"));
        assert_eq!(code("2025-12-31", "2026"), Some("before-birth"));
        assert_eq!(code("2026-11-22", "2026-11-01"), None);
        assert_eq!(code("", "2026-11-01"), None);
    }
}
