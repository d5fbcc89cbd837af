//! Instants, and the one way to learn what time it is.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, SecondsFormat, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::Day;

/// An instant, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// The instant so many milliseconds after the epoch.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// This instant, so many seconds later (or earlier, when negative).
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0 + seconds * 1000)
    }

    /// The instant at which clocks in a time zone show this day and time: the earlier of two, where clocks are set back
    /// past it; none, where they are set forward past it.
    #[must_use]
    pub fn at(day: Day, hour: u32, minute: u32, zone: Tz) -> Option<Self> {
        let there = zone.from_local_datetime(&day.date().and_hms_opt(hour, minute, 0)?).earliest()?;
        Some(Self(there.timestamp_millis()))
    }

    /// Day and wall-clock time (`14:05`) of this instant in a time zone.
    #[must_use]
    pub fn local(self, zone: Tz) -> (Day, String) {
        let there = self.utc().with_timezone(&zone);
        (Day::from(there.date_naive()), there.format("%H:%M").to_string())
    }

    fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }
}

/// RFC 3339, in UTC, with milliseconds.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.utc().to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

impl Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        DateTime::parse_from_rfc3339(&text).map(|at| Self(at.timestamp_millis())).map_err(serde::de::Error::custom)
    }
}

/// Tells the time and, in the network's time zone, the day. Rules never ask it: today is an argument to them.
#[derive(Debug, Clone)]
pub struct Clock {
    zone: Tz,
    stopped: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The system's clock, read in this time zone.
    #[must_use]
    pub fn system(zone: Tz) -> Self {
        Self { zone, stopped: None }
    }

    /// A clock that stands at noon of a day until it is moved: for tests and invented worlds.
    #[must_use]
    pub fn stopped_at(zone: Tz, day: Day) -> Self {
        let noon = day.date().and_hms_opt(12, 0, 0).and_then(|noon| zone.from_local_datetime(&noon).earliest());
        let millis = noon.map_or(0, |at| at.timestamp_millis());
        Self { zone, stopped: Some(Arc::new(AtomicI64::new(millis))) }
    }

    /// Moves a stopped clock on; a running one is left alone.
    pub fn advance_seconds(&self, seconds: i64) {
        if let Some(stopped) = &self.stopped {
            stopped.fetch_add(seconds * 1000, Ordering::Relaxed);
        }
    }

    /// This instant.
    #[must_use]
    pub fn now(&self) -> Moment {
        Moment(match &self.stopped {
            Some(stopped) => stopped.load(Ordering::Relaxed),
            None => system_millis(),
        })
    }

    /// Today, in the network's time zone.
    #[must_use]
    pub fn today(&self) -> Day {
        self.now().local(self.zone).0
    }

    /// The time zone in which days begin and end.
    #[must_use]
    pub fn zone(&self) -> Tz {
        self.zone
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the system's clock")]
fn system_millis() -> i64 {
    Utc::now().timestamp_millis()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_at_midnight_in_rome_not_in_greenwich() {
        let late = Moment::from_millis(1_767_224_700_000); // 2025-12-31T23:45:00Z
        let (day, time) = late.local(chrono_tz::Europe::Rome);
        assert_eq!((day.to_string().as_str(), time.as_str()), ("2026-01-01", "00:45"));
        assert_eq!(late.to_string(), "2025-12-31T23:45:00.000Z");
    }

    #[test]
    fn a_stopped_clock_moves_only_when_moved() {
        let clock = Clock::stopped_at(chrono_tz::Europe::Rome, Day::new(2026, 11, 22).unwrap());
        let then = clock.now();
        assert_eq!(clock.now(), then);
        clock.advance_seconds(13 * 3600);
        assert_eq!(clock.today().to_string(), "2026-11-23");
    }
}
