//! Where the simplex starts from: any plan that fits the room.

use std::cmp::Reverse;

use super::{Solution, Transport};
use crate::Gain;

/// Everybody in turn takes the best of what is left; first those who gain most.
pub(super) fn greedy<G: Gain>(problem: &Transport<G>) -> Vec<Option<u32>> {
    let most = problem.seekers.iter().map(|row| row.iter().map(|choice| choice.gain).max());
    let mut order: Vec<_> = most.enumerate().map(|(seeker, most)| (Reverse(most), seeker)).collect();
    order.sort_unstable();
    let mut left = problem.room.clone();
    let mut taken = vec![None; problem.seekers.len()];
    for (_, seeker) in order {
        let mut best = G::default();
        for (at, choice) in (0..).zip(&problem.seekers[seeker]) {
            if choice.gain > best && left[choice.place as usize] > 0 {
                best = choice.gain;
                taken[seeker] = Some(at);
            }
        }
        if let Some(at) = taken[seeker] {
            left[problem.seekers[seeker][at as usize].place as usize] -= 1;
        }
    }
    taken
}

/// The plan before, as far as it still fits.
pub(super) fn warm<G: Gain>(problem: &Transport<G>, before: &Solution<G>) -> Vec<Option<u32>> {
    let mut left = problem.room.clone();
    let rows = problem.seekers.iter().enumerate().map(|(seeker, row)| {
        let at = before.taken.get(seeker).copied().flatten()?;
        let left = &mut left[row.get(at as usize)?.place as usize];
        *left = left.checked_sub(1)?;
        Some(at)
    });
    rows.collect()
}
