//! Whether a problem is sound, before anybody works on it.

use std::fmt;

use super::Transport;
use crate::{Gain, Worth};

/// A gain that is decided level by level, each a whole number.
pub trait Levelled: Gain {
    /// How many levels.
    const LEVELS: usize;

    /// The amount on a level, counted from the first.
    #[must_use]
    fn level(self, at: usize) -> i64;

    /// The same with another amount on a level.
    #[must_use]
    fn with_level(self, at: usize, amount: i64) -> Self;

    /// The largest amount on any level, without its sign.
    #[must_use]
    fn size(self) -> u64 {
        (0..Self::LEVELS).map(|at| self.level(at).unsigned_abs()).max().unwrap_or_default()
    }
}

impl Levelled for i64 {
    const LEVELS: usize = 1;

    fn level(self, _: usize) -> i64 {
        self
    }

    fn with_level(self, _: usize, amount: i64) -> Self {
        amount
    }
}

impl Levelled for Worth {
    const LEVELS: usize = Self::LEVELS;

    fn level(self, at: usize) -> i64 {
        self.levels()[at]
    }

    fn with_level(self, at: usize, amount: i64) -> Self {
        let mut levels = self.levels();
        levels[at] = amount;
        Self::of(levels)
    }
}

/// Why a problem is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Malformed {
    /// More seekers, places or choices than [`Transport::MOST`] and [`Transport::MOST_CHOICES`].
    TooMany,
    /// A seeker's choice names a place that is not there.
    NoSuchPlace {
        /// Whose choice.
        seeker: u32,
        /// The place it names.
        place: u32,
    },
    /// A seeker names a place twice.
    PlaceTwice {
        /// Whose choices.
        seeker: u32,
        /// The place named twice.
        place: u32,
    },
    /// A choice adds, or takes, more than [`Worth::MOST`] on a level.
    GainTooLarge {
        /// Whose choice.
        seeker: u32,
        /// At which place.
        place: u32,
    },
}

impl fmt::Display for Malformed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMany => write!(out, "too many seekers, places or choices for one plan; split it by territory"),
            Self::NoSuchPlace { seeker, place } => {
                write!(out, "seeker {seeker} names place {place}, which is not there; add the place or drop the choice")
            }
            Self::PlaceTwice { seeker, place } => {
                write!(out, "seeker {seeker} names place {place} twice; keep one of the two choices")
            }
            Self::GainTooLarge { seeker, place } => write!(
                out,
                "the gain of seeker {seeker} at place {place} is beyond {} on some level; scale it down",
                Worth::MOST
            ),
        }
    }
}

impl std::error::Error for Malformed {}

impl<G: Levelled> Transport<G> {
    /// The most seekers, and the most places: with gains within [`Worth::MOST`] no sum then runs out of bits, not even
    /// along a path through all places.
    pub const MOST: usize = 1 << 20;

    /// The most choices in all, staying without counted once for each seeker.
    pub const MOST_CHOICES: usize = 1 << 30;

    /// The problem itself, if it is sound.
    ///
    /// # Errors
    /// [`Malformed`]: the first fault, in the order of the seekers.
    pub fn checked(self) -> Result<Self, Malformed> {
        let arcs: usize = self.seekers.iter().map(|row| row.len() + 1).sum();
        if self.seekers.len().max(self.room.len()) > Self::MOST || arcs > Self::MOST_CHOICES {
            return Err(Malformed::TooMany);
        }
        let mut named = vec![u32::MAX; self.room.len()];
        for (seeker, row) in (0_u32..).zip(&self.seekers) {
            for choice in row {
                let place = choice.place;
                match named.get_mut(place as usize) {
                    None => return Err(Malformed::NoSuchPlace { seeker, place }),
                    Some(last) if *last == seeker => return Err(Malformed::PlaceTwice { seeker, place }),
                    Some(last) => *last = seeker,
                }
                if choice.gain.size() > Worth::MOST.unsigned_abs() {
                    return Err(Malformed::GainTooLarge { seeker, place });
                }
            }
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::Choice;

    fn problem(seekers: Vec<Vec<Choice<i64>>>) -> Transport<i64> {
        Transport { room: vec![1, 2], seekers }
    }

    #[test]
    fn a_sound_problem_passes_as_it_is() {
        let sound = problem(vec![vec![Choice { place: 1, gain: Worth::MOST }, Choice { place: 0, gain: -3 }], vec![]]);
        assert_eq!(sound.clone().checked(), Ok(sound));
    }

    #[test]
    fn each_fault_is_named_with_its_place() {
        let choice = |place, gain| Choice { place, gain };
        let fault = |row| problem(vec![vec![choice(0, 1)], row]).checked().unwrap_err();
        assert_eq!(fault(vec![choice(2, 1)]), Malformed::NoSuchPlace { seeker: 1, place: 2 });
        assert_eq!(fault(vec![choice(1, 1), choice(1, 5)]), Malformed::PlaceTwice { seeker: 1, place: 1 });
        assert_eq!(fault(vec![choice(1, -Worth::MOST - 1)]), Malformed::GainTooLarge { seeker: 1, place: 1 });
        assert!(fault(vec![choice(2, 1)]).to_string().contains("seeker 1 names place 2"));
        let many: Transport<i64> = Transport { room: vec![0; Transport::<i64>::MOST + 1], seekers: vec![] };
        assert_eq!(many.checked(), Err(Malformed::TooMany));
        let lot = Worth { lot: Worth::MOST + 1, ..Worth::default() };
        let worths = Transport { room: vec![1], seekers: vec![vec![Choice { place: 0, gain: lot }]] };
        assert_eq!(worths.checked(), Err(Malformed::GainTooLarge { seeker: 0, place: 0 }));
    }
}
