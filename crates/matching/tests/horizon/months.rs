//! Invented months: the batch of each day placed greedily, by prices, and with hindsight.

use matching::Worth;
use matching::flow::{Choice, Transport, solve};
use matching::horizon::{Arrival, Horizon, Prices, place, prices};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const DAYS: usize = 20;

/// Those who came, day by day: singles can go anywhere, families to the two larger homes only.
fn month(dice: &mut ChaCha8Rng, urgent: f64, families: f64) -> Vec<Vec<Arrival>> {
    let arrival = |dice: &mut ChaCha8Rng| -> Arrival {
        let gain_urgent = i64::from(dice.random_bool(urgent));
        let persons = if dice.random_bool(families) { dice.random_range(3..=5) } else { 1 };
        let mut row = Vec::new();
        for place in 0..5_u32 {
            if (persons == 1 || place < 2) && dice.random_bool(0.7) {
                let score = dice.random_range(0..100) + i64::from(place == 4) * 20;
                row.push(Choice { place, gain: Worth { urgent: gain_urgent, persons, score, ..Worth::default() } });
            }
        }
        row
    };
    (0..DAYS).map(|_| (0..dice.random_range(0..=4)).map(|_| arrival(dice)).collect()).collect()
}

const ROOM: [u32; 5] = [4, 4, 4, 3, 3];

/// What a month is worth when each day those who still wait are placed.
fn play(month: &[Vec<Arrival>], mut priced: impl FnMut(&Transport<Worth>, usize) -> Prices) -> Worth {
    let mut left = ROOM.to_vec();
    let mut waiting: Vec<Arrival> = Vec::new();
    let mut sum = Worth::default();
    for (day, come) in month.iter().enumerate() {
        waiting.extend(come.iter().cloned());
        let batch = Transport { room: left.clone(), seekers: waiting.clone() };
        let placed = place(&batch, &priced(&batch, DAYS - 1 - day), &[]).expect("sound");
        sum += placed.worth;
        let mut rest = Vec::new();
        for (row, taken) in waiting.into_iter().zip(&placed.taken) {
            match taken {
                Some(taken) => left[row[*taken as usize].place as usize] -= 1,
                None => rest.push(row),
            }
        }
        waiting = rest;
        // Nobody urgent waits while there is a bed.
        let free = |choice: &Choice<Worth>| choice.gain.urgent > 0 && left[choice.place as usize] > 0;
        assert!(!waiting.iter().flatten().any(free));
    }
    sum
}

/// Sums over months from fixed seeds: greedy, by prices, with hindsight.
fn played(urgent: f64, families: f64, agree: u32) -> [Worth; 3] {
    let mut sums = [Worth::default(); 3];
    for seed in 0..12 {
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        let past: Vec<Vec<Arrival>> = (0..3).flat_map(|_| month(&mut dice, urgent, families)).collect();
        let month = month(&mut dice, urgent, families);
        let greedy = play(&month, |batch, _| Prices::none(batch.room.len()));
        let ahead = play(&month, |batch, days| {
            let horizon = Horizon { days: days as u32, futures: 12, agree, seed };
            prices(batch, &past, &horizon).expect("sound")
        });
        let hindsight = solve(&Transport { room: ROOM.to_vec(), seekers: month.concat() }).worth;
        assert!(hindsight >= greedy && hindsight >= ahead, "nobody does better than with hindsight");
        for (sum, one) in sums.iter_mut().zip([greedy, ahead, hindsight]) {
            *sum += one;
        }
    }
    sums
}

#[test]
fn with_prices_more_persons_are_placed_than_greedily_and_most_of_what_hindsight_places() {
    let [greedy, ahead, hindsight] = played(0.0, 0.4, 6);
    assert!(ahead > greedy && hindsight >= ahead);
    let share = |one: Worth| 100 * one.persons / hindsight.persons;
    assert!(share(ahead) >= 90 && share(ahead) >= share(greedy) + 5, "{greedy:?} {ahead:?} {hindsight:?}");
}

#[test]
fn with_prices_scores_are_nearer_to_hindsight_where_all_are_single() {
    let [greedy, ahead, hindsight] = played(0.0, 0.0, 6);
    assert!(ahead > greedy, "{greedy:?} {ahead:?} {hindsight:?}");
}

#[test]
fn with_prices_no_fewer_of_the_urgent_are_placed_than_greedily() {
    for agree in [1, 6] {
        let [greedy, ahead, hindsight] = played(0.15, 0.4, agree);
        assert!(ahead.urgent >= greedy.urgent && ahead > greedy, "{greedy:?} {ahead:?} {hindsight:?}");
    }
}
