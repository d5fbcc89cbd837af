//! Where the simplex starts from: any plan that fits the room, with a strongly feasible tree.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Solution;
use super::tree::{NONE, Tree};
use crate::Gain;

/// Everybody in turn takes the best of what is left.
pub(super) fn greedy<G: Gain>(tree: &mut Tree<G>) {
    for seeker in 0..tree.home.len() {
        let row = tree.row(seeker);
        let mut best: Option<(G, u32)> = None;
        for arc in row.start..row.end - 1 {
            let one = tree.arcs[arc];
            if one.gain > best.map_or(G::default(), |(gain, _)| gain) && tree.free(one.place) > 0 {
                best = Some((one.gain, arc as u32));
            }
        }
        if let Some((_, arc)) = best {
            tree.take(seeker as u32, arc);
        }
    }
}

/// The plan before, as far as it still fits, with a tree of shortest paths under its prices: where nothing changed, this
/// tree is already the best one.
pub(super) fn warm<G: Gain>(tree: &mut Tree<G>, before: &Solution<G>) {
    let root = tree.root() as usize;
    for seeker in 0..tree.home.len() {
        let row = tree.row(seeker);
        let Some(&Some(choice)) = before.taken.get(seeker) else { continue };
        let arc = row.start + choice as usize;
        if arc + 1 < row.end && tree.free(tree.arcs[arc].place) > 0 {
            tree.take(seeker as u32, arc as u32);
        }
    }
    let hint = |place: usize| before.prices.get(place).copied().unwrap_or_default().max(G::default());
    let old: Vec<G> = (0..=root).map(|place| if place == root { G::default() } else { hint(place) }).collect();

    // Who is at home where, as one list per place.
    let mut begin = vec![0_u32; root + 2];
    for seeker in 0..tree.home.len() {
        begin[tree.taken(seeker as u32).place as usize + 1] += 1;
    }
    for place in 0..=root {
        begin[place + 1] += begin[place];
    }
    let mut fill = begin.clone();
    let mut guests = vec![0_u32; tree.home.len()];
    for seeker in 0..tree.home.len() as u32 {
        let slot = &mut fill[tree.taken(seeker).place as usize];
        guests[*slot as usize] = seeker;
        *slot += 1;
    }

    // Every place can hang from the root, at the cost of its old price; a full one also from a wisher.
    let mut near: Vec<G> = (0..=root).map(|place| old[place]).collect();
    let mut hung = vec![(NONE, NONE); root + 1];
    let mut settled = vec![false; root + 1];
    let mut heap = BinaryHeap::from([Reverse((G::default(), root as u32))]);
    for place in 0..root as u32 {
        if tree.free(place) > 0 {
            near[place as usize] = G::default();
        }
        heap.push(Reverse((near[place as usize], place)));
    }
    while let Some(Reverse((far, at))) = heap.pop() {
        let at = at as usize;
        if std::mem::replace(&mut settled[at], true) {
            continue;
        }
        if at != root && hung[at].0 != NONE {
            let (wisher, wish) = hung[at];
            let taken = tree.taken(wisher);
            let price = tree.arcs[wish as usize].gain - (taken.gain - tree.prices[taken.place as usize]);
            tree.rehang(at as u32, wisher, wish, price);
        }
        for &seeker in &guests[begin[at] as usize..begin[at + 1] as usize] {
            let own = tree.taken(seeker).gain - old[at];
            for arc in tree.row(seeker as usize) {
                let one = tree.arcs[arc];
                let to = one.place as usize;
                if settled[to] || tree.free(one.place) > 0 {
                    continue;
                }
                let loss = (own - (one.gain - old[to])).max(G::default());
                if far + loss < near[to] {
                    near[to] = far + loss;
                    hung[to] = (seeker, arc as u32);
                    heap.push(Reverse((near[to], one.place)));
                }
            }
        }
    }
}
