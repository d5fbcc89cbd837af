//! A stay in reception: whether somebody left, and for what reason a stay is extended.

use kernel::Day;

kernel::words! {
    /// What is known of somebody's leaving.
    pub enum Departure {
        /// Left, or will leave, on a known day.
        Left = "left",
        /// Still inside, with no day set.
        Inside = "inside",
        /// Nobody knows yet.
        Unknown = "unknown",
    }
}
store::word_cells!(Departure);

/// Whether somebody has left by a day. Who has a day of leaving that is still to come is inside until then.
#[must_use]
pub fn has_left(leaving: Departure, left_on: Option<Day>, today: Day) -> bool {
    leaving == Departure::Left && left_on.is_none_or(|left| left <= today)
}

/// When a stay is expected to end: on the day of leaving that is agreed, or else on the day written down; nothing once
/// the person has left.
#[must_use]
pub fn expected_end(leaving: Departure, left_on: Option<Day>, ends_on: Option<Day>, today: Day) -> Option<Day> {
    match leaving {
        Departure::Left => left_on.filter(|_| !has_left(leaving, left_on, today)),
        Departure::Inside | Departure::Unknown => ends_on,
    }
}

kernel::words! {
    /// Why a stay is extended (d.m. 18-11-2019, annex A, art. 38 and 39; *to verify* against the text in force).
    pub enum ExtensionGround {
        /// The path towards autonomy is about to be completed.
        IntegrationPath = "integration-path",
        /// Documented health reasons.
        Health = "health",
        /// A vulnerable person (art. 17 of d.lgs. 142/2015).
        Vulnerable = "vulnerable",
        /// The school year is not over.
        SchoolYear = "school-year",
        /// Continued care after 18, by the juvenile court.
        ContinuedCare = "continued-care",
        /// Another reason.
        Other = "other",
    }
}
store::word_cells!(ExtensionGround);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_leaves_on_a_day_that_is_agreed_is_inside_until_then() {
        let today = Day::new(2026, 11, 22).unwrap();
        let (tomorrow, later) = (Some(today.plus_days(1)), Some(today.plus_days(9)));
        assert!(!has_left(Departure::Left, tomorrow, today));
        assert!(has_left(Departure::Left, Some(today), today) && has_left(Departure::Left, None, today));
        assert!(!has_left(Departure::Unknown, None, today));
        assert_eq!(expected_end(Departure::Left, tomorrow, later, today), tomorrow);
        assert_eq!(expected_end(Departure::Left, Some(today), later, today), None);
        assert_eq!(expected_end(Departure::Inside, None, later, today), later);
    }
}
