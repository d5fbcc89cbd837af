//! What a choice is worth with those in mind who are expected: first at the prices, then, between equals, today.

use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

use crate::flow::Levelled;
use crate::{Gain, Worth};

/// A gain less a price, and the gain of today. Compared in this order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Ahead {
    /// The gain, as often as there are prices, less the sum of the prices. No lot.
    pub priced: Worth,
    /// The gain of today: between plans that are equal at the prices, nothing is left for later.
    pub today: Worth,
}

impl Add for Ahead {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { priced: self.priced + other.priced, today: self.today + other.today }
    }
}

impl Sub for Ahead {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { priced: self.priced - other.priced, today: self.today - other.today }
    }
}

impl Neg for Ahead {
    type Output = Self;

    fn neg(self) -> Self {
        Self { priced: -self.priced, today: -self.today }
    }
}

impl AddAssign for Ahead {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Ahead {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Gain for Ahead {
    fn times(self, count: i64) -> Self {
        Self { priced: self.priced.times(count), today: self.today.times(count) }
    }
}

impl Levelled for Ahead {
    const LEVELS: usize = 2 * Worth::LEVELS;

    fn level(self, at: usize) -> i64 {
        if at < Worth::LEVELS { self.priced.level(at) } else { self.today.level(at - Worth::LEVELS) }
    }

    fn with_level(self, at: usize, amount: i64) -> Self {
        if at < Worth::LEVELS {
            Self { priced: self.priced.with_level(at, amount), ..self }
        } else {
            Self { today: self.today.with_level(at - Worth::LEVELS, amount), ..self }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prices_come_first_and_today_decides_between_equals() {
        let one = Ahead { priced: Worth::of([0, 0, 0, 1, 0, 0]), today: Worth::default() };
        let other = Ahead { priced: Worth::default(), today: Worth::of([9; 6]) };
        assert!(one > other && other > Ahead::default());
        let mut told = Ahead::default();
        for at in 0..Ahead::LEVELS {
            told = told.with_level(at, at as i64 + 1);
        }
        assert_eq!((0..Ahead::LEVELS).map(|at| told.level(at)).collect::<Vec<_>>(), (1..=12).collect::<Vec<_>>());
        assert_eq!(told + told - told, told);
        assert_eq!(told.times(2) - told, told);
    }
}
