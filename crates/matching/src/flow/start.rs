//! Where the simplex starts from: any plan that fits the room, with a strongly feasible tree.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Solution, Transport};
use crate::Gain;

/// A plan and what hangs from whom.
pub(super) struct Basis {
    /// The choice each seeker takes.
    pub(super) taken: Vec<Option<u32>>,
    /// Places that hang from a wisher, each after the place where its wisher is at home: the place, who, by which choice.
    pub(super) hung: Vec<(u32, u32, u32)>,
}

/// Everybody in turn takes the best of what is left; first those who gain most.
pub(super) fn greedy<G: Gain>(problem: &Transport<G>) -> Basis {
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
    Basis { taken, hung: Vec::new() }
}

/// The plan before, as far as it still fits, with a tree of shortest paths under its prices: where nothing changed, this
/// tree is already the best one.
pub(super) fn warm<G: Gain>(problem: &Transport<G>, before: &Solution<G>) -> Basis {
    let nothing = G::default();
    let root = problem.room.len();
    let mut left = problem.room.clone();
    let mut taken = vec![None; problem.seekers.len()];
    let mut guests = vec![Vec::new(); root + 1];
    for (seeker, row) in problem.seekers.iter().enumerate() {
        let known = before.taken.get(seeker).copied().flatten();
        let choice = known.and_then(|at| Some((at, row.get(at as usize)?.place as usize)));
        let fits = choice.filter(|(_, place)| left[*place] > 0);
        if let Some((at, place)) = fits {
            left[place] -= 1;
            taken[seeker] = Some(at);
        }
        guests[fits.map_or(root, |(_, place)| place)].push(seeker);
    }
    let mut old: Vec<G> = before.prices.iter().copied().map(|price| price.max(nothing)).collect();
    old.resize(root, nothing);
    old.push(nothing);

    // Every place can hang from the root, at the cost of its old price; a full one also from a wisher.
    let mut near = old.clone();
    let mut wished = vec![None; root + 1];
    let mut settled = vec![false; root + 1];
    let mut hung = Vec::new();
    let mut heap = BinaryHeap::from([Reverse((nothing, root))]);
    for place in 0..root {
        if left[place] > 0 {
            near[place] = nothing;
        }
        heap.push(Reverse((near[place], place)));
    }
    while let Some(Reverse((far, at))) = heap.pop() {
        if std::mem::replace(&mut settled[at], true) {
            continue;
        }
        if let Some((wisher, choice)) = wished[at] {
            hung.push((at as u32, wisher, choice));
        }
        for &seeker in &guests[at] {
            let own = taken[seeker].map_or(nothing, |taken| problem.gain(seeker, taken)) - old[at];
            for (number, choice) in (0..).zip(&problem.seekers[seeker]) {
                let to = choice.place as usize;
                if settled[to] || left[to] > 0 {
                    continue;
                }
                let far = far + (own - (choice.gain - old[to])).max(nothing);
                if far < near[to] {
                    near[to] = far;
                    wished[to] = Some((seeker as u32, number));
                    heap.push(Reverse((far, to)));
                }
            }
        }
    }
    Basis { taken, hung }
}
