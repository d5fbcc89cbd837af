//! Booking an interpreter: time is given in quarters of an hour, and each quarter once.

use kernel::Moment;

/// A quarter of an hour, in milliseconds.
const QUARTER: i64 = 15 * 60 * 1000;

/// The quarters of an hour, counted from 1970, that a time touches. Two bookings of one interpreter share none: the key
/// of the table forbids it, whoever writes at the same time.
#[must_use]
pub fn quarters(starts: Moment, ends: Moment) -> Vec<i64> {
    let first = starts.millis().div_euclid(QUARTER);
    let last = (ends.millis() - 1).div_euclid(QUARTER);
    (first..=last).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(minutes: i64) -> Moment {
        Moment::from_millis(minutes * 60_000)
    }

    #[test]
    fn an_hour_from_ten_takes_four_quarters_and_the_next_hour_none_of_them() {
        assert_eq!(quarters(at(600), at(660)), [40, 41, 42, 43]);
        assert_eq!(quarters(at(660), at(675)), [44]);
        assert_eq!(quarters(at(605), at(616)), [40, 41], "a quarter begun is taken");
    }

    proptest! {
        #[test]
        fn times_share_a_quarter_exactly_when_some_minute_of_one_lies_in_a_quarter_of_the_other(
            one in 0i64..200, long in 1i64..120, other in 0i64..200, wide in 1i64..120,
        ) {
            let minutes = |from: i64, long: i64| (from..from + long).map(|minute| minute / 15).collect::<std::collections::BTreeSet<_>>();
            let oracle = minutes(one, long).intersection(&minutes(other, wide)).next().is_some();
            let theirs = quarters(at(other), at(other + wide));
            let shared = quarters(at(one), at(one + long)).iter().any(|quarter| theirs.contains(quarter));
            prop_assert_eq!(shared, oracle);
        }
    }
}
