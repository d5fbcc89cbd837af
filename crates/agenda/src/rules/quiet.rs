//! When nobody is written to: at night, on Sundays and on holidays; and when a reminder goes out instead.

use chrono_tz::Tz;
use kernel::{Day, Moment};

use super::week::weekday;

/// When no reminder is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuietHours {
    /// From this time in the evening, as hour and minute.
    pub from: (u32, u32),
    /// Until this time in the morning.
    pub to: (u32, u32),
    /// Whether Sundays are quiet.
    pub sundays: bool,
    /// Whether Italian holidays are quiet.
    pub holidays: bool,
}

impl Default for QuietHours {
    fn default() -> Self {
        Self { from: (20, 0), to: (8, 0), sundays: true, holidays: true }
    }
}

/// How long before an appointment its reminder goes out, in seconds.
const AHEAD: i64 = 24 * 3600;

/// A reminder that quiet hours push back goes out at least so many seconds before the appointment, or the day before.
const LATEST: i64 = 3 * 3600;

/// A last reminder of an evening goes out so many seconds before quiet begins.
const BEFORE_QUIET: i64 = 3600;

/// A reminder that comes less than so many seconds before the appointment helps nobody.
const TOO_LATE: i64 = 3600;

/// Whether a day is a national holiday in Italy (art. 2 of l. 260/1949 with its changes). 4 October counts from 2026 on
/// (l. 151/2025, *to verify*).
#[must_use]
pub fn is_holiday(day: Day) -> bool {
    const FIXED: [(u32, u32); 10] =
        [(1, 1), (1, 6), (4, 25), (5, 1), (6, 2), (8, 15), (11, 1), (12, 8), (12, 25), (12, 26)];
    let date = (day.month(), day.day());
    let easter = easter(day.year());
    FIXED.contains(&date)
        || (date == (10, 4) && day.year() >= 2026)
        || easter.is_some_and(|easter| day == easter || day == easter.plus_days(1))
}

/// Easter Sunday of a year (the anonymous Gregorian rule, Meeus, *Astronomical Algorithms*, ch. 8).
fn easter(year: i32) -> Option<Day> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Day::new(year, (n / 31).unsigned_abs(), (n % 31 + 1).unsigned_abs())
}

impl QuietHours {
    fn is_quiet_day(&self, day: Day) -> bool {
        (self.sundays && weekday(day) == 6) || (self.holidays && is_holiday(day))
    }

    /// Whether nobody is written to at an instant.
    #[must_use]
    pub fn is_quiet(&self, at: Moment, zone: Tz) -> bool {
        let day = at.local(zone).0;
        self.is_quiet_day(day) || self.window(day, zone).is_none_or(|(from, to)| at < from || to <= at)
    }

    /// Between which instants of a day somebody may be written to.
    fn window(&self, day: Day, zone: Tz) -> Option<(Moment, Moment)> {
        let from = Moment::at(day, self.to.0, self.to.1, zone)?;
        let to = Moment::at(day, self.from.0, self.from.1, zone)?;
        Some((from, to))
    }

    /// The first instant, from this one on, at which somebody may be written to; none within a month means never.
    #[must_use]
    pub fn next(&self, at: Moment, zone: Tz) -> Option<Moment> {
        let today = at.local(zone).0;
        (0..31).map(|ahead| today.plus_days(ahead)).filter(|day| !self.is_quiet_day(*day)).find_map(|day| {
            let (from, to) = self.window(day, zone)?;
            (at < to).then(|| Ord::max(at, from)).filter(|found| *found < to)
        })
    }

    /// The last good instant up to this one: within the day, or an hour before the quiet of an earlier evening.
    fn last(&self, at: Moment, zone: Tz) -> Option<Moment> {
        let today = at.local(zone).0;
        (0..31).map(|back| today.plus_days(-back)).filter(|day| !self.is_quiet_day(*day)).find_map(|day| {
            let (from, to) = self.window(day, zone)?;
            let found = Ord::min(at, Ord::max(from, to.plus_seconds(-BEFORE_QUIET)));
            (from <= found).then_some(found)
        })
    }

    /// When the reminder of an appointment goes out: a day before; where that is quiet, when quiet ends, if that is early
    /// enough, and else before the quiet began. None, when it is too late for any reminder.
    #[must_use]
    pub fn send_at(&self, starts: Moment, now: Moment, zone: Tz) -> Option<Moment> {
        let wanted = starts.plus_seconds(-AHEAD);
        let later = self.next(wanted, zone).filter(|later| *later <= starts.plus_seconds(-LATEST));
        let ideal = later.or_else(|| self.last(wanted, zone))?;
        // An appointment made at short notice is reminded of at once, when that is not quiet.
        let found = if now <= ideal { ideal } else { self.next(now, zone)? };
        (found <= starts.plus_seconds(-TOO_LATE)).then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Rome;
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Moment {
        let (day, time) = text.split_once(' ').unwrap();
        let (hour, minute) = time.split_once(':').unwrap();
        Moment::at(day.parse().unwrap(), hour.parse().unwrap(), minute.parse().unwrap(), Rome).unwrap()
    }

    fn sent(starts: &str, now: &str) -> Option<String> {
        let found = QuietHours::default().send_at(at(starts), at(now), Rome)?;
        let (day, time) = found.local(Rome);
        Some(format!("{day} {time}"))
    }

    #[test]
    fn a_reminder_goes_out_a_day_before_and_never_at_night_or_on_a_sunday() {
        assert_eq!(sent("2026-11-25 15:00", "2026-11-20 10:00").unwrap(), "2026-11-24 15:00");
        // At seven in the morning nobody is awake: at eight, which is early enough.
        assert_eq!(sent("2026-11-26 07:30", "2026-11-20 10:00").unwrap(), "2026-11-25 08:00");
        // At nine in the evening nobody wants to be: the next morning at eight.
        assert_eq!(sent("2026-11-26 21:00", "2026-11-20 10:00").unwrap(), "2026-11-26 08:00");
        // Monday at nine: Sunday is quiet, Monday at eight too late, so on Saturday evening.
        assert_eq!(sent("2026-11-23 09:00", "2026-11-18 10:00").unwrap(), "2026-11-21 19:00");
        // Monday at three in the afternoon: on Monday at eight.
        assert_eq!(sent("2026-11-23 15:00", "2026-11-18 10:00").unwrap(), "2026-11-23 08:00");
    }

    #[test]
    fn holidays_are_quiet_and_easter_moves() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        for holiday in ["2026-12-25", "2026-04-05", "2026-04-06", "2027-03-28", "2027-03-29", "2026-10-04"] {
            assert!(is_holiday(day(holiday)), "{holiday}");
        }
        assert!(!is_holiday(day("2025-10-04")) && !is_holiday(day("2026-11-22")));
        // 27 December 2026 is a Sunday: three quiet days in a row.
        assert_eq!(sent("2026-12-28 09:00", "2026-12-20 10:00").unwrap(), "2026-12-24 19:00");
    }

    #[test]
    fn what_is_planned_at_short_notice_is_reminded_of_at_once_or_not_at_all() {
        assert_eq!(sent("2026-11-25 15:00", "2026-11-25 10:00").unwrap(), "2026-11-25 10:00");
        assert_eq!(sent("2026-11-25 15:00", "2026-11-25 14:30"), None);
        assert_eq!(sent("2026-11-25 08:30", "2026-11-24 22:00"), None, "eight is less than an hour before");
    }

    proptest! {
        #[test]
        fn nobody_is_ever_written_to_in_quiet_hours_nor_after_the_appointment(
            minutes in 0i64..600_000, notice in 0i64..20_000, from in 17u32..24, to in 5u32..11, sundays: bool, holidays: bool,
        ) {
            let quiet = QuietHours { from: (from, 0), to: (to, 30), sundays, holidays };
            let starts = at("2026-01-01 00:00").plus_seconds(minutes * 60);
            let now = starts.plus_seconds(-notice * 60);
            if let Some(found) = quiet.send_at(starts, now, Rome) {
                prop_assert!(!quiet.is_quiet(found, Rome), "{found}");
                prop_assert!(now <= found && found < starts);
            }
        }
    }
}
