//! Weeks, as calendars show them: from Monday.

use kernel::Day;

/// The day of the week: 0 is Monday, 6 is Sunday.
#[must_use]
pub fn weekday(day: Day) -> usize {
    // 1 January 1900 was a Monday.
    let monday = Day::new(1900, 1, 1).unwrap_or(day);
    monday.days_until(day).rem_euclid(7).unsigned_abs() as usize
}

/// The Monday of a day's week.
#[must_use]
pub fn monday(day: Day) -> Day {
    day.plus_days(-(weekday(day) as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(weekday(day("2026-11-22")), 6);
        assert_eq!(weekday(day("2026-11-23")), 0);
        assert_eq!(monday(day("2026-11-22")), day("2026-11-16"));
        assert_eq!(monday(day("2026-11-23")), day("2026-11-23"));
    }
}
