//! How many of how many, and how sure that is.

use serde::{Deserialize, Serialize};

/// Bounds are in such parts.
pub const MILLION: u32 = 1_000_000;

/// Below so many, only the values are told.
pub const FEW: u32 = 10;

/// Below so many, nothing is said to stand out.
pub const ENOUGH: u32 = 30;

/// The square of the 97.5th percentile of the normal distribution (1.959 963 985), in thousand-millionths.
const Z_SQUARED: u128 = 3_841_458_821;
const SCALE: u128 = 1_000_000_000;

/// A share with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Share {
    /// How many.
    pub count: u32,
    /// Of how many.
    pub of: u32,
    /// The bounds of the 95 % interval in millionths; nothing below [`FEW`], where they would say little.
    pub interval: Option<(u32, u32)>,
}

impl Share {
    /// So many of so many.
    ///
    /// The interval is the score interval (Wilson: *Probable inference, the law of succession, and statistical
    /// inference*, Journal of the American Statistical Association 22, 1927), without correction for continuity, its
    /// bounds rounded outwards.
    #[must_use]
    pub fn of(count: u32, of: u32) -> Self {
        let count = count.min(of);
        Self { count, of, interval: (of >= FEW).then(|| wilson(count, of)) }
    }

    /// The share in millionths, rounded down; zero of none is zero.
    #[must_use]
    pub fn millionths(&self) -> u32 {
        let share = u64::from(self.count) * u64::from(MILLION) / u64::from(self.of.max(1));
        share as u32
    }

    /// Whether two shares lie apart beyond chance, at 95 %; nothing where either has fewer than [`ENOUGH`].
    ///
    /// The hybrid score interval of the difference (Newcombe: *Interval estimation for the difference between
    /// independent proportions*, Statistics in Medicine 17, 1998, method 10) does not hold zero. One look among many
    /// finds something by chance: it is a reason to look closer, not a verdict.
    #[must_use]
    pub fn apart(&self, other: &Self) -> Option<bool> {
        if self.of.min(other.of) < ENOUGH {
            return None;
        }
        let (higher, lower) = if self.millionths() >= other.millionths() { (self, other) } else { (other, self) };
        let ((low, _), (_, high)) = (higher.interval?, lower.interval?);
        let (one, two) = (i64::from(higher.millionths()), i64::from(lower.millionths()));
        let (down, up) = (one - i64::from(low), i64::from(high) - two);
        Some((one - two).pow(2) > down.pow(2) + up.pow(2))
    }
}

/// The bounds, in millionths.
fn wilson(count: u32, of: u32) -> (u32, u32) {
    let (count, of) = (u128::from(count), u128::from(of));
    // (2k + z² ± z √(z² + 4k(n − k)/n)) / 2(n + z²), all in thousand-millionths.
    let middle = 2 * count * SCALE + Z_SQUARED;
    let inner = Z_SQUARED * (Z_SQUARED * of + 4 * count * (of - count) * SCALE);
    let (below, above) = ((inner / of).isqrt(), (inner.div_ceil(of)).isqrt() + 1);
    let whole = 2 * (of * SCALE + Z_SQUARED);
    let million = u128::from(MILLION);
    let low = if count == 0 { 0 } else { middle.saturating_sub(above) * million / whole };
    let high = if count == of { million } else { ((middle + below.max(above)) * million).div_ceil(whole) };
    (low as u32, high.min(million) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// To four decimals.
    fn rounded((low, high): (u32, u32)) -> (u32, u32) {
        ((low + 50) / 100, (high + 50) / 100)
    }

    #[test]
    fn the_interval_is_wilsons_as_published() {
        // Newcombe: Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, 1998, table I,
        // method 3.
        for (count, of, interval) in
            [(81, 263, (2553, 3662)), (15, 148, (624, 1605)), (0, 20, (0, 1611)), (1, 29, (61, 1718))]
        {
            assert_eq!(rounded(wilson(count, of)), interval, "{count} of {of}");
        }
        // Brown, Cai, DasGupta: Interval estimation for a binomial proportion, Statistical Science 16, 2001: symmetric.
        assert_eq!(rounded(wilson(5, 10)), (2366, 7634));
    }

    #[test]
    fn whole_numbers_say_what_floating_ones_say_never_narrower() {
        for of in 1..=120_u32 {
            for count in 0..=of {
                let (n, k, z) = (f64::from(of), f64::from(count), 1.959_963_984_540_054_f64);
                let middle = (k + z * z / 2.0) / (n + z * z);
                let half = z / (n + z * z) * (k * (n - k) / n + z * z / 4.0).sqrt();
                let (low, high) = wilson(count, of);
                let (low, high) = (f64::from(low) / 1e6, f64::from(high) / 1e6);
                assert!(low <= middle - half + 1e-9 && low >= middle - half - 2e-6, "{count} of {of}: {low}");
                assert!(high >= middle + half - 1e-9 && high <= middle + half + 2e-6, "{count} of {of}: {high}");
            }
        }
    }

    #[test]
    fn below_ten_there_is_no_interval_and_below_thirty_nothing_stands_out() {
        assert_eq!(Share::of(9, 9).interval, None);
        assert!(Share::of(9, 10).interval.is_some());
        assert_eq!(Share::of(29, 29).apart(&Share::of(0, 1000)), None);
        assert_eq!(Share::of(30, 30).apart(&Share::of(0, 30)), Some(true));
    }

    #[test]
    fn shares_stand_apart_where_newcombes_interval_leaves_zero_out() {
        // Newcombe 1998, table II, method 10: 56/70 and 48/80: 0.0524 to 0.3339; 9/10 and 3/10 are too few here.
        assert_eq!(Share::of(56, 70).apart(&Share::of(48, 80)), Some(true));
        assert_eq!(Share::of(48, 80).apart(&Share::of(56, 70)), Some(true));
        assert_eq!(Share::of(50, 80).apart(&Share::of(48, 80)), Some(false));
        assert_eq!(Share::of(30, 80).apart(&Share::of(30, 80)), Some(false));
    }

    #[test]
    fn numbers_as_large_as_may_be_do_not_run_out_of_bits() {
        assert_eq!(wilson(u32::MAX, u32::MAX).1, MILLION);
        assert_eq!(wilson(0, u32::MAX).0, 0);
    }
}
