//! Invented problems: small ones full of ties, closed places and losses; larger ones from a seed.

use matching::Worth;
use matching::flow::{Choice, Transport};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Up to six seekers, up to four places, gains out of the strategy.
pub(crate) fn small<G: Clone + std::fmt::Debug + 'static>(
    gain: impl Strategy<Value = G> + Clone + 'static,
) -> impl Strategy<Value = Transport<G>> {
    let rooms = vec(0_u32..=3, 1..=4);
    rooms.prop_flat_map(move |room| {
        let row = vec(option::weighted(0.7, gain.clone()), room.len());
        vec(row, 0..=6).prop_map(move |rows| Transport {
            room: room.clone(),
            seekers: rows.into_iter().map(|row| choices((0..).zip(row))).collect(),
        })
    })
}

fn choices<G>(row: impl Iterator<Item = (u32, Option<G>)>) -> Vec<Choice<G>> {
    row.filter_map(|(place, gain)| Some(Choice { place, gain: gain? })).collect()
}

/// Few different gains, so that ties are everywhere.
pub(crate) fn numbers() -> impl Strategy<Value = i64> + Clone {
    -2_i64..=6
}

/// Levels that pull in different directions.
pub(crate) fn worths() -> impl Strategy<Value = Worth> + Clone {
    (0_i64..=1, -1_i64..=2, -2_i64..=2, -3_i64..=3, 0_i64..=1)
        .prop_map(|(urgent, persons, waiting, score, kept)| Worth { urgent, persons, waiting, score, kept, lot: 0 })
}

/// Each pair has a lot of its own, no two plans the same sum of lots: there is one best plan only.
pub(crate) fn drawn(mut problem: Transport<Worth>) -> Transport<Worth> {
    let pairs = problem.seekers.iter_mut().flatten();
    pairs.enumerate().for_each(|(number, choice)| choice.gain.lot = 1 << number);
    problem
}

/// A larger problem, the same for the same seed.
pub(crate) fn large(seed: u64, seekers: usize, places: u32, row: usize) -> Transport<i64> {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let room = (0..places).map(|_| dice.random_range(0..=2 * seekers as u32 / places)).collect();
    let mut all: Vec<u32> = (0..places).collect();
    let seekers = (0..seekers).map(|_| {
        let (some, _) = all.partial_shuffle(&mut dice, row);
        let mut row: Vec<u32> = some.to_vec();
        row.sort_unstable();
        row.into_iter().map(|place| Choice { place, gain: dice.random_range(-5..=40) + i64::from(place % 7) }).collect()
    });
    let seekers = seekers.collect();
    Transport { room, seekers }
}
