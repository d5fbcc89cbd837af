//! The primal network simplex (Ahuja, Magnanti and Orlin, *Network Flows*, 1993, chapter 11): as long as somebody would
//! gain by another place at its price, the tree takes that arc in and lets another go.
//!
//! Level by level: once the plan is best on one level, an arc that would lose on it can serve no best plan and is left
//! out for good; the next level is decided among what is left. So every step compares plain numbers, and no price of a
//! lower level climbs for long against a higher one.
//!
//! The prices it ends with are the lowest that prove the plan: a place hangs from the root at zero, or from a wisher
//! whose gain is a lower bound for every valid price. They are the same whichever of several best plans was found.

use super::problem::Levelled;
use super::start;
use super::tree::Tree;
use super::{Solution, Transport};

/// The best plan, from nothing. The problem must be sound: see [`Transport::checked`].
#[must_use]
pub fn solve<G: Levelled>(problem: &Transport<G>) -> Solution<G> {
    finish(problem, &start::greedy(problem), None)
}

/// The best plan, from one that was best before something changed: much faster when little did. The plan before speaks
/// of the same seekers, choices and places by position; what it says of others, or no longer fits, is passed over.
#[must_use]
pub fn solve_from<G: Levelled>(problem: &Transport<G>, before: &Solution<G>) -> Solution<G> {
    finish(problem, &start::warm(problem, before), Some(&before.prices))
}

/// The best plan, from one that fits the room and, if there are any, prices that may be right.
fn finish<G: Levelled>(problem: &Transport<G>, taken: &[Option<u32>], hints: Option<&[G]>) -> Solution<G> {
    let mut prices = vec![G::default(); problem.room.len()];
    let mut tree = Tree::new(problem, taken);
    for level in 0..G::LEVELS {
        if level > 0 {
            tree.descend(problem, level);
        }
        if level > 0 || hints.is_some() {
            let hints = hints.unwrap_or_default().iter().map(|price| price.level(level));
            tree.span(&hints.collect::<Vec<_>>());
        }
        improve(&mut tree);
        prices.iter_mut().zip(&tree.prices).for_each(|(price, amount)| *price = price.with_level(level, *amount));
    }
    let taken: Vec<_> = (0..problem.seekers.len()).map(|seeker| tree.choice(seeker)).collect();
    let mut worth = G::default();
    for (seeker, taken) in taken.iter().enumerate() {
        if let Some(taken) = taken {
            worth += problem.gain(seeker, *taken);
        }
    }
    Solution { taken, prices, worth }
}

/// The best arc of a block of rows enters, until a whole round finds none (block search, with a block of an eighth of the
/// square root of the arcs: moves are so cheap here that smaller blocks than usual are faster, as measured).
fn improve(tree: &mut Tree) {
    let seekers = tree.home.len();
    let rows = seekers + tree.root() as usize;
    let block = (tree.arcs.len().isqrt() / 8).max(1);
    let (mut at, mut barren) = (0, 0);
    while barren < rows {
        let (mut best, mut gained, mut seen) = (None, 0, 0);
        while seen < block && barren < rows {
            if at < seekers {
                let row = tree.row(at);
                seen += row.len();
                let home = tree.taken(at as u32);
                let own = home.gain - tree.prices[home.place as usize];
                let (mut most, mut arc) = (own + gained, None);
                for (number, other) in tree.arcs[row.clone()].iter().enumerate() {
                    let value = other.gain - tree.prices[other.place as usize];
                    if value > most {
                        (most, arc) = (value, Some((row.start + number) as u32));
                    }
                }
                if let Some(arc) = arc {
                    gained = most - own;
                    best = Some((at as u32, Some(arc)));
                }
            } else {
                seen += 1;
                let place = (at - seekers) as u32;
                if -tree.prices[place as usize] > gained && !tree.is_sealed(place) {
                    gained = -tree.prices[place as usize];
                    best = Some((place, None));
                }
            }
            at = if at + 1 == rows { 0 } else { at + 1 };
            barren += 1;
        }
        match best {
            Some((seeker, Some(arc))) => tree.enter(seeker, arc, gained),
            Some((place, None)) => tree.forgo(place),
            None => continue,
        }
        barren = 0;
    }
}
