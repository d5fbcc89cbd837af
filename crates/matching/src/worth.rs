//! What a plan is worth, level by level. A higher level always comes first: no amount of a lower one makes up for it.

use std::fmt::Debug;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

/// What a choice adds to a plan: whole numbers that are added, subtracted and compared. Besides [`Worth`], a plain `i64`
/// is one.
pub trait Gain:
    Copy
    + Ord
    + Debug
    + Default
    + Add<Output = Self>
    + Sub<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + SubAssign
    + Send
    + Sync
    + 'static
{
    /// So many times as much.
    #[must_use]
    fn times(self, count: i64) -> Self;
}

impl Gain for i64 {
    fn times(self, count: i64) -> Self {
        self * count
    }
}

/// The worth of a choice or of a whole plan. Compared from the first level to the last.
///
/// Sums stay far below `i64::MAX`: [`Worth::MOST`] bounds what one choice may say on a level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Worth {
    /// Households placed of those who cannot wait: safeguarding, no roof tonight.
    pub urgent: i64,
    /// Persons placed.
    pub persons: i64,
    /// Days waited by those placed.
    pub waiting: i64,
    /// How well places suit, in thousandths of a point.
    pub score: i64,
    /// Households that keep the place of the published plan.
    pub kept: i64,
    /// The lot, drawn from a seed that is noted: only between plans that are equal in all else.
    pub lot: i64,
}

impl Worth {
    /// The most that one choice may say on one level, either way.
    pub const MOST: i64 = 1 << 40;

    /// How many levels there are.
    pub const LEVELS: usize = 6;

    /// The levels from first to last.
    #[must_use]
    pub const fn levels(self) -> [i64; Self::LEVELS] {
        [self.urgent, self.persons, self.waiting, self.score, self.kept, self.lot]
    }

    /// Out of the levels from first to last.
    #[must_use]
    pub const fn of(levels: [i64; Self::LEVELS]) -> Self {
        let [urgent, persons, waiting, score, kept, lot] = levels;
        Self { urgent, persons, waiting, score, kept, lot }
    }

    /// Each level by itself.
    fn map2(self, other: Self, act: impl Fn(i64, i64) -> i64) -> Self {
        Self {
            urgent: act(self.urgent, other.urgent),
            persons: act(self.persons, other.persons),
            waiting: act(self.waiting, other.waiting),
            score: act(self.score, other.score),
            kept: act(self.kept, other.kept),
            lot: act(self.lot, other.lot),
        }
    }
}

impl Add for Worth {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.map2(other, |one, other| one + other)
    }
}

impl Sub for Worth {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.map2(other, |one, other| one - other)
    }
}

impl Neg for Worth {
    type Output = Self;

    fn neg(self) -> Self {
        Self::default() - self
    }
}

impl AddAssign for Worth {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Worth {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Gain for Worth {
    fn times(self, count: i64) -> Self {
        self.map2(self, |own, _| own * count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_amount_of_a_lower_level_makes_up_for_a_higher_one() {
        let one_urgent = Worth { urgent: 1, ..Worth::default() };
        let much_else = Worth::of([0, Worth::MOST, Worth::MOST, Worth::MOST, Worth::MOST, Worth::MOST]);
        assert!(one_urgent > much_else);
        assert!(one_urgent + Worth::default().times(3) > much_else);
        let worse_later = Worth { score: -5, ..one_urgent };
        assert!(one_urgent > worse_later && worse_later > much_else);
    }

    #[test]
    fn a_worth_is_taken_away_as_it_was_added() {
        let (one, other) = (Worth::of([1, 2, 3, 4, 5, 6]), Worth::of([9, -8, 7, -6, 5, -4]));
        assert_eq!(one + other - other, one);
        assert_eq!(-one + one, Worth::default());
        assert_eq!(other.times(3), other + other + other);
        assert_eq!(Worth::of(one.levels()), one);
    }
}
