//! What is sought and what is on offer somewhere, side by side, and how the map shades the difference.
//!
//! Counted are searches and offers as they stand in the lists: one offer of work may be for several people, and one home
//! fits one household and not another. Whether somebody fits is the desk's question; the map says where to look for more.

use std::iter::Sum;
use std::ops::Add;

/// How many look, and how many offers there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Balance {
    /// Open searches.
    pub sought: u64,
    /// Open offers.
    pub offered: u64,
}

impl Balance {
    /// How many searches there are more than offers; below nought where there are more offers.
    #[must_use]
    pub fn lacking(self) -> i64 {
        let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        whole(self.sought) - whole(self.offered)
    }

    /// Whether nobody looks and nothing is on offer.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl Add for Balance {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { sought: self.sought + other.sought, offered: self.offered + other.offered }
    }
}

impl Sum for Balance {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

kernel::words! {
    /// How an area is shaded, each with a pattern of its own besides its colour.
    pub enum Shade {
        /// Nobody looks and nothing is on offer.
        Nothing = "nothing",
        /// At least as many offers as searches.
        Enough = "enough",
        /// Few are lacking, by the scale of the map.
        Few = "few",
        /// Some are lacking.
        Some = "some",
        /// Many are lacking.
        Many = "many",
    }
}

/// The thirds of the largest lack on a map: what few, some and many mean there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    few: i64,
    some: i64,
    many: i64,
}

impl Scale {
    /// The scale of a map with these areas.
    #[must_use]
    pub fn of(areas: impl IntoIterator<Item = Balance>) -> Self {
        let many = areas.into_iter().map(Balance::lacking).max().unwrap_or_default().max(0);
        let third = |of: i64| (many * of + 2) / 3;
        Self { few: third(1), some: third(2), many }
    }

    /// How an area is shaded.
    #[must_use]
    pub fn shade(self, balance: Balance) -> Shade {
        match balance.lacking() {
            _ if balance.is_empty() => Shade::Nothing,
            lacking if lacking <= 0 => Shade::Enough,
            lacking if lacking <= self.few => Shade::Few,
            lacking if lacking <= self.some => Shade::Some,
            _ => Shade::Many,
        }
    }

    /// What few, some and many mean: from and to, without those that no number can fall into.
    #[must_use]
    pub fn steps(self) -> Vec<(Shade, i64, i64)> {
        let all = [
            (Shade::Few, 1, self.few),
            (Shade::Some, self.few + 1, self.some),
            (Shade::Many, self.some + 1, self.many),
        ];
        all.into_iter().filter(|(_, from, to)| from <= to).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn balance(sought: u64, offered: u64) -> Balance {
        Balance { sought, offered }
    }

    #[test]
    fn more_offers_than_searches_are_enough_and_nothing_at_all_is_nothing() {
        let scale = Scale::of([balance(9, 0), balance(0, 4)]);
        assert_eq!(scale.shade(balance(0, 0)), Shade::Nothing);
        assert_eq!(scale.shade(balance(2, 2)), Shade::Enough);
        assert_eq!(scale.shade(balance(0, 4)), Shade::Enough);
        assert_eq!([3, 4, 6, 7, 9].map(|lack| scale.shade(balance(lack, 0))), {
            use Shade::{Few, Many, Some};
            [Few, Some, Some, Many, Many]
        });
    }

    #[test]
    fn a_map_where_nothing_is_lacking_has_no_steps() {
        assert_eq!(Scale::of([]).steps(), []);
        assert_eq!(Scale::of([balance(1, 3)]).steps(), []);
        assert_eq!(Scale::of([balance(1, 0)]).steps(), [(Shade::Few, 1, 1)]);
    }

    proptest! {
        #[test]
        fn the_steps_part_every_lack_without_a_gap(all in proptest::collection::vec((0u64..400, 0u64..400), 0..21)) {
            let areas: Vec<Balance> = all.into_iter().map(|(sought, offered)| balance(sought, offered)).collect();
            let scale = Scale::of(areas.iter().copied());
            let steps = scale.steps();
            for pair in steps.windows(2) {
                prop_assert_eq!(pair[0].2 + 1, pair[1].1);
            }
            for area in &areas {
                let lacking = area.lacking();
                let step = steps.iter().find(|(_, from, to)| (*from..=*to).contains(&lacking));
                prop_assert_eq!(step.map(|(shade, ..)| *shade), (lacking > 0).then(|| scale.shade(*area)));
            }
        }
    }
}
