//! How long to wait after wrong passwords. Counted by account, whatever address the tries come from, and alike for
//! e-mails that nobody has.

use kernel::Moment;

/// The most wrong passwords that one account takes in a day.
pub const TRIES_A_DAY: usize = 20;

const DAY_MILLIS: i64 = 24 * 3600 * 1000;
const HOUR_MILLIS: i64 = 3600 * 1000;
const QUARTER_MILLIS: i64 = 15 * 60 * 1000;
const FREE_TRIES: usize = 5;
/// Minutes to wait after the fifth wrong password, the sixth, and so on.
const WAITS_MINUTES: [i64; 5] = [1, 2, 4, 8, 15];

/// The seconds to wait before the next try, given the failures since the last success, the oldest first.
///
/// Five within a quarter of an hour make the account wait one minute; each further one within the hour makes it wait
/// longer, up to a quarter of an hour. After twenty in a day it waits until the first of them is a day old.
#[must_use]
pub fn wait_seconds(failures: &[Moment], now: Moment) -> Option<u64> {
    let today = since(failures, now, DAY_MILLIS);
    let mut until = i64::MIN;
    if let Some(first) = today.len().checked_sub(TRIES_A_DAY).and_then(|at| today.get(at)) {
        until = first.millis() + DAY_MILLIS;
    }
    let lately = since(failures, now, HOUR_MILLIS);
    let burst = lately.windows(FREE_TRIES).position(|five| match five {
        [first, .., last] => last.millis() - first.millis() <= QUARTER_MILLIS,
        _ => false,
    });
    if let (Some(at), Some(last)) = (burst, lately.last()) {
        let further = lately.len() - at - FREE_TRIES;
        let minutes = WAITS_MINUTES.get(further).copied().unwrap_or(15);
        until = until.max(last.millis() + minutes * 60 * 1000);
    }
    let left = until.saturating_sub(now.millis());
    (left > 0).then(|| left.unsigned_abs().div_ceil(1000))
}

fn since(failures: &[Moment], now: Moment, millis: i64) -> &[Moment] {
    let first = failures.partition_point(|at| now.millis() - at.millis() >= millis);
    &failures[first..]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Failures at these seconds, asked at another.
    fn wait(failures: &[i64], now: i64) -> Option<u64> {
        let at = |second: &i64| Moment::from_millis(1_800_000_000_000).plus_seconds(*second);
        wait_seconds(&failures.iter().map(at).collect::<Vec<_>>(), at(&now))
    }

    #[test]
    fn four_wrong_passwords_make_nobody_wait() {
        assert_eq!(wait(&[], 0), None);
        assert_eq!(wait(&[0, 1, 2, 3], 4), None);
    }

    #[test]
    fn the_fifth_within_a_quarter_of_an_hour_makes_the_account_wait_a_minute() {
        assert_eq!(wait(&[0, 1, 2, 3, 4], 4), Some(60));
        assert_eq!(wait(&[0, 1, 2, 3, 4], 63), Some(1));
        assert_eq!(wait(&[0, 1, 2, 3, 4], 64), None);
    }

    #[test]
    fn five_spread_over_more_than_a_quarter_do_not() {
        assert_eq!(wait(&[0, 300, 600, 890, 901], 902), None);
        assert_eq!(wait(&[0, 300, 600, 890, 900], 902), Some(58));
    }

    #[test]
    fn every_further_failure_waits_longer_up_to_a_quarter_of_an_hour() {
        let mut failures = vec![0, 0, 0, 0, 0];
        let mut waits = Vec::new();
        for _ in 0..7 {
            let last = failures[failures.len() - 1];
            let seconds = wait(&failures, last).unwrap();
            waits.push(seconds / 60);
            failures.push(last + i64::try_from(seconds).unwrap());
        }
        assert_eq!(waits, [1, 2, 4, 8, 15, 15, 15]);
    }

    #[test]
    fn an_hour_of_peace_starts_afresh() {
        assert_eq!(wait(&[0, 1, 2, 3, 4, 70, 200], 4000), None);
    }

    #[test]
    fn the_twentieth_in_a_day_is_the_last_until_the_first_is_a_day_old() {
        let failures: Vec<i64> = (0..20).map(|n| n * 3600).collect();
        assert_eq!(wait(&failures[..19], 19 * 3600), None);
        assert_eq!(wait(&failures, 19 * 3600), Some(5 * 3600));
        assert_eq!(wait(&failures, 24 * 3600), None);
    }

    /// A guesser who never sleeps, from any number of addresses, gets no more tries than that.
    #[test]
    fn a_patient_guesser_gets_at_most_twenty_tries_in_any_day() {
        let mut failures: Vec<i64> = Vec::new();
        for now in (0..4 * 86_400).step_by(20) {
            if wait(&failures, now).is_none() {
                failures.push(now);
            }
        }
        let most =
            failures.iter().map(|from| failures.iter().filter(|at| (*from..from + 86_400).contains(*at)).count()).max();
        assert_eq!(most, Some(TRIES_A_DAY));
    }
}
