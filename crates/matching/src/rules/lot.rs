//! The worth of a pair, for the engine: its score on one level, below those of urgency, persons and waiting.

use kernel::{Day, Uuid};

use super::consider::Considered;
use crate::Worth;
use crate::facts::Standing;

/// What a considered pair is worth to a plan. Who is not known to be unable to wait is not taken for it, and who is not
/// known to have waited has not: both are among the questions.
#[must_use]
pub fn worth(considered: &Considered, standing: &Standing, persons: usize, kept: bool, lot: i64, today: Day) -> Worth {
    let most = |level: i64| level.clamp(0, Worth::MOST);
    Worth {
        urgent: i64::from(standing.urgency.is_some_and(crate::facts::Urgency::cannot_wait)),
        persons: i64::try_from(persons).map_or(Worth::MOST, most),
        waiting: most(standing.since.map_or(0, |since| since.days_until(today))),
        score: most(considered.score),
        kept: i64::from(kept),
        lot,
    }
}

/// The lot of a pair, from 0 to below 2⁴⁰: drawn from the seed and the two keys alone, so that neither the order nor
/// the number of others changes it.
///
/// `SplitMix64` (Steele, Lea, Flood: *Fast splittable pseudorandom number generators*, OOPSLA 2014) is run over the
/// seed and the four halves of the keys in turn: each is laid over the state (exclusive or), and the state mixed.
#[must_use]
pub fn lot(seed: u64, seeker: Uuid, offer: Uuid) -> i64 {
    let mut state = mix(seed);
    for key in [seeker, offer] {
        let (high, low) = key.as_u64_pair();
        state = mix(state ^ high);
        state = mix(state ^ low);
    }
    i64::try_from(state >> 24).unwrap_or_default()
}

fn mix(state: u64) -> u64 {
    let mut mixed = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mixing_is_the_published_one() {
        // The first outputs of SplitMix64 from the seed 1234567.
        let mut state = 1_234_567_u64;
        let mut drawn = Vec::new();
        for _ in 0..3 {
            drawn.push(mix(state));
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        }
        assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn a_lot_hangs_on_the_seed_and_on_both_keys() {
        let key = Uuid::from_u128;
        let first = lot(1, key(1), key(2));
        assert_eq!(first, lot(1, key(1), key(2)));
        for other in
            [lot(2, key(1), key(2)), lot(1, key(2), key(1)), lot(1, key(1), key(3)), lot(1, key(1 << 64), key(2))]
        {
            assert_ne!(first, other);
        }
        let all = (0..1000).map(|one| lot(7, key(one), key(2)));
        assert!(all.clone().all(|lot| (0..Worth::MOST).contains(&lot)));
        let high = all.filter(|lot| *lot >= Worth::MOST / 2).count();
        assert!((400..600).contains(&high), "{high}");
    }
}
