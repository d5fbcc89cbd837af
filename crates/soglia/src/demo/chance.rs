//! Chance that comes out the same from the same seed.

use kernel::{Day, Moment, Uuid};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A source of chance.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    /// The chance of a seed, for one part of the world: parts do not disturb each other.
    pub(super) fn new(seed: u64, part: u64) -> Self {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        chance.set_stream(part);
        Self(chance)
    }

    /// A whole number below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0.random_range(0..end.max(1))
    }

    /// A whole number from `least` to `most`.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        self.0.random_range(least..=most.max(least))
    }

    /// Yes, so many times in a thousand.
    pub(super) fn in_thousand(&mut self, times: u32) -> bool {
        self.0.random_range(0..1000) < times
    }

    /// One of a list.
    pub(super) fn one<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }

    /// One of a list, by weight.
    pub(super) fn weighed<'l, T>(&mut self, list: &'l [T], weight: impl Fn(&T) -> u32) -> &'l T {
        let total: u32 = list.iter().map(&weight).sum();
        let mut left = self.0.random_range(0..total.max(1));
        for one in list {
            let own = weight(one);
            if left < own {
                return one;
            }
            left -= own;
        }
        &list[list.len() - 1]
    }

    /// A day between two days.
    pub(super) fn day(&mut self, from: Day, to: Day) -> Day {
        from.plus_days(self.between(0, from.days_until(to).max(0)))
    }

    /// The bits of a version 7 UUID (RFC 9562 §5.7) of an instant.
    pub(super) fn uuid(&mut self, at: Moment) -> Uuid {
        let time = u128::from(at.millis().unsigned_abs() & 0xffff_ffff_ffff) << 80;
        let random =
            (u128::from(self.0.next_u64()) << 64 | u128::from(self.0.next_u64())) & !(0xf << 76) & !(0b11 << 62);
        Uuid::from_u128(time | (random & ((1 << 80) - 1)) | 0x7 << 76 | 0b10 << 62)
    }
}

/// An instant in the working hours of a day.
pub(super) fn at_work(day: Day, chance: &mut Chance) -> Moment {
    let epoch = Day::new(1970, 1, 1).map_or(0, |epoch| epoch.days_until(day));
    Moment::from_millis(epoch * 86_400_000 + chance.between(7 * 3_600_000, 17 * 3_600_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_world() {
        let draw = |seed| {
            let mut chance = Chance::new(seed, 1);
            (chance.below(1000), chance.uuid(Moment::from_millis(1_700_000_000_000)))
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        assert_eq!(draw(7).1.get_version_num(), 7);
    }
}
