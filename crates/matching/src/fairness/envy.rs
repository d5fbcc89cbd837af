//! Justified envy, listed and not denied: no plan of ours promises that there is none.

use serde::{Deserialize, Serialize};

use super::{Seeker, place_of};
use crate::Worth;
use crate::flow::Transport;

/// A seeker would prefer a place by its own score, could take it, and ranks higher than somebody who has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Envy {
    /// Who.
    pub seeker: u32,
    /// The place it has; nothing for none.
    pub has: Option<u32>,
    /// The place it would prefer.
    pub place: u32,
    /// By how much its own score would be higher; nothing for whoever has no place.
    pub by: Option<i64>,
    /// Who is there and ranks lower, rising.
    pub occupants: Vec<u32>,
}

/// All pairs of justified envy, by seeker and then by its choices. Ranks are by urgency, then by days waited; equal ranks
/// justify nothing.
///
/// Envy in the sense of school choice (Abdulkadiroğlu, Sönmez: *School choice: a mechanism design approach*, American
/// Economic Review 93, 2003).
#[must_use]
pub fn envy(problem: &Transport<Worth>, seekers: &[Seeker], taken: &[Option<u32>]) -> Vec<Envy> {
    let count = problem.seekers.len().min(seekers.len());
    let mut guests: Vec<Vec<u32>> = vec![Vec::new(); problem.room.len()];
    for seeker in 0..count {
        if let Some(place) = place_of(problem, taken, seeker) {
            guests[place as usize].push(seeker as u32);
        }
    }
    let mut found = Vec::new();
    for seeker in 0..count {
        let row = &problem.seekers[seeker];
        let own = taken.get(seeker).copied().flatten().and_then(|at| row.get(at as usize));
        for choice in row.iter().filter(|choice| own.is_none_or(|own| choice.gain.score > own.gain.score)) {
            let lower = |other: &&u32| seekers[**other as usize].rank() < seekers[seeker].rank();
            let occupants: Vec<u32> = guests[choice.place as usize].iter().filter(lower).copied().collect();
            if !occupants.is_empty() {
                found.push(Envy {
                    seeker: seeker as u32,
                    has: own.map(|own| own.place),
                    place: choice.place,
                    by: own.map(|own| choice.gain.score - own.gain.score),
                    occupants,
                });
            }
        }
    }
    found
}
