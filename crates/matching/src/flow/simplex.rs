//! The primal network simplex (Ahuja, Magnanti and Orlin, *Network Flows*, 1993, chapter 11): as long as somebody would
//! gain by another place at its price, the tree takes that arc in and lets another go.
//!
//! The prices it ends with are the lowest that prove the plan: a place hangs from the root at zero, or from a wisher
//! whose gain is a lower bound for every valid price. They are the same whichever of several best plans was found.

use super::tree::Tree;
use super::{Solution, Transport, start};
use crate::Gain;

/// The best plan, from nothing. The problem must be sound: see [`Transport::checked`].
#[must_use]
pub fn solve<G: Gain>(problem: &Transport<G>) -> Solution<G> {
    let mut tree = Tree::new(problem);
    start::greedy(&mut tree);
    improve(&mut tree);
    tree.solution()
}

/// The best plan, from one that was best before something changed: much faster when little did. The plan before speaks
/// of the same seekers, choices and places by position; what it says of others, or no longer fits, is passed over.
#[must_use]
pub fn solve_from<G: Gain>(problem: &Transport<G>, before: &Solution<G>) -> Solution<G> {
    let mut tree = Tree::new(problem);
    start::warm(&mut tree, before);
    improve(&mut tree);
    tree.solution()
}

/// The best arc of a block of rows enters, until a whole round finds none (block search, with a block of an eighth of the
/// square root of the arcs: moves are so cheap here that smaller blocks than usual are faster, as measured).
fn improve<G: Gain>(tree: &mut Tree<G>) {
    let seekers = tree.home.len();
    let rows = seekers + tree.root() as usize;
    let block = tree.arcs.len().isqrt() / 8;
    let (mut at, mut barren) = (0, 0);
    while barren < rows {
        let (mut best, mut gained, mut seen) = (None, G::default(), 0);
        while seen < block.max(1) && barren < rows {
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
                let price = tree.prices[at - seekers];
                if -price > gained {
                    gained = -price;
                    best = Some(((at - seekers) as u32, None));
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
