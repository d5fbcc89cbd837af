//! Days of waiting, told so that nobody hides behind a mean.

use serde::{Deserialize, Serialize};

use super::FEW;

/// How long some people waited, shortest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "told")]
pub enum Days {
    /// Fewer than [`FEW`]: each value as it is.
    Each {
        /// The days, rising.
        days: Vec<i64>,
    },
    /// Where the quarters end. Each is a value that somebody waited: the first that at least a quarter (a half, three
    /// quarters) do not exceed (Hyndman and Fan: *Sample quantiles in statistical packages*, The American Statistician
    /// 50, 1996, definition 1).
    Quarters {
        /// How many people.
        count: u32,
        /// The shortest.
        shortest: i64,
        /// The first quarter waited no longer.
        first: i64,
        /// A half waited no longer.
        median: i64,
        /// Three quarters waited no longer.
        third: i64,
        /// The longest.
        longest: i64,
    },
}

impl Days {
    /// What is told of these.
    #[must_use]
    pub fn of(mut days: Vec<i64>) -> Self {
        days.sort_unstable();
        let count = days.len();
        if count < FEW as usize {
            return Self::Each { days };
        }
        let quarter = |quarters: usize| days[(count * quarters).div_ceil(4) - 1];
        Self::Quarters {
            count: count as u32,
            shortest: days[0],
            first: quarter(1),
            median: quarter(2),
            third: quarter(3),
            longest: days[count - 1],
        }
    }

    /// How many people.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::Each { days } => days.len(),
            Self::Quarters { count, .. } => *count as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_values_are_told_one_by_one() {
        assert_eq!(Days::of(vec![7, 3, 5]), Days::Each { days: vec![3, 5, 7] });
        assert_eq!(Days::of(vec![]), Days::Each { days: vec![] });
        assert_eq!(Days::of(vec![1; 9]).count(), 9);
    }

    #[test]
    fn quarters_end_at_values_that_somebody_waited() {
        let told = Days::of((1..=10).rev().collect());
        let quarters = Days::Quarters { count: 10, shortest: 1, first: 3, median: 5, third: 8, longest: 10 };
        assert_eq!(told, quarters);
        assert_eq!(told.count(), 10);
    }

    #[test]
    fn at_least_a_quarter_waited_no_longer_and_no_smaller_value_would_do() {
        for count in 10..60_usize {
            let days: Vec<i64> = (0..count as i64).map(|at| at * at % 37).collect();
            let Days::Quarters { first, median, third, .. } = Days::of(days.clone()) else { panic!("enough") };
            for (quarters, value) in [(1, first), (2, median), (3, third)] {
                let within = |most: i64| days.iter().filter(|day| **day <= most).count();
                assert!(4 * within(value) >= quarters * count && 4 * within(value - 1) < quarters * count);
            }
        }
    }
}
