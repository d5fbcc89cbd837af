//! How long a session lasts.

use kernel::Moment;

/// A session ends after twelve hours, however busy.
pub const LONGEST_SECONDS: i64 = 12 * 3600;
/// A session ends after two hours without a request.
pub const LONGEST_IDLE_SECONDS: i64 = 2 * 3600;
/// The last request is noted at most this often, so that reading pages does not write.
pub const MARK_EVERY_SECONDS: i64 = 5 * 60;

/// Whether a session still counts.
#[must_use]
pub fn is_alive(last_seen: Moment, expires: Moment, now: Moment) -> bool {
    now < expires && now < last_seen.plus_seconds(LONGEST_IDLE_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_at_its_hour_or_after_two_idle_ones() {
        let begun = Moment::from_millis(0);
        let expires = begun.plus_seconds(LONGEST_SECONDS);
        let alive = |seen: i64, now: i64| is_alive(begun.plus_seconds(seen), expires, begun.plus_seconds(now));
        assert!(alive(0, 7_199) && !alive(0, 7_200));
        assert!(alive(43_000, 43_199) && !alive(43_199, 43_200));
    }
}
