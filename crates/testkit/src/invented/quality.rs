//! How well the same people are told from others.

use std::collections::{HashMap, HashSet};

use super::Written;

/// What came out, in pairs of writings.
#[derive(Debug, Clone, Default)]
pub struct Quality {
    /// Pairs of one person.
    pub true_pairs: usize,
    /// Of those, the pairs put before somebody.
    pub found: usize,
    /// Pairs of two people, put before somebody all the same.
    pub wrong: usize,
    /// Of the pairs of one person, those that no shared key brought together.
    pub unblocked: usize,
    /// Pairs that were compared.
    pub compared: usize,
    /// Pairs of one person that were missed, by place.
    pub missed: Vec<(usize, usize)>,
    /// Pairs of two people that were taken for one, by place.
    pub mistaken: Vec<(usize, usize)>,
}

impl Quality {
    /// Of the pairs of one person, how many in a thousand were found.
    #[must_use]
    pub fn recall(&self) -> usize {
        1000 * self.found / self.true_pairs.max(1)
    }

    /// Of the pairs found, how many in a thousand are of one person.
    #[must_use]
    pub fn precision(&self) -> usize {
        1000 * self.found / (self.found + self.wrong).max(1)
    }

    /// Both measures of several seeds together.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.true_pairs += other.true_pairs;
        self.found += other.found;
        self.wrong += other.wrong;
        self.unblocked += other.unblocked;
        self.compared += other.compared;
        self
    }
}

/// Compares all who share a key with one another: `kept` are the keys of a writing, `asked` those by which it asks for
/// others, `same` says whether a pair would be put before somebody.
pub fn quality(
    all: &[Written],
    kept: impl Fn(&Written) -> Vec<String>,
    asked: impl Fn(&Written) -> Vec<String>,
    same: impl Fn(usize, usize) -> bool,
) -> Quality {
    let mut holders: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, written) in all.iter().enumerate() {
        for key in kept(written) {
            holders.entry(key).or_default().push(place);
        }
    }
    let mut quality = Quality::default();
    let mut pairs: HashSet<(usize, usize)> = HashSet::new();
    for (place, written) in all.iter().enumerate() {
        for key in asked(written) {
            let others = holders.get(&key).into_iter().flatten().filter(|other| **other != place);
            pairs.extend(others.map(|other| (place.min(*other), place.max(*other))));
        }
    }
    let mut by_person: HashMap<usize, Vec<usize>> = HashMap::new();
    for (place, written) in all.iter().enumerate() {
        by_person.entry(written.person).or_default().push(place);
    }
    for places in by_person.values() {
        for (at, one) in places.iter().enumerate() {
            for other in &places[at + 1..] {
                quality.true_pairs += 1;
                if !pairs.contains(&(*one, *other)) {
                    quality.unblocked += 1;
                    quality.missed.push((*one, *other));
                }
            }
        }
    }
    quality.compared = pairs.len();
    for (one, other) in pairs {
        let truly = all[one].person == all[other].person;
        match (truly, same(one, other)) {
            (true, true) => quality.found += 1,
            (true, false) => quality.missed.push((one, other)),
            (false, true) => {
                quality.wrong += 1;
                quality.mistaken.push((one, other));
            }
            (false, false) => {}
        }
    }
    quality.missed.sort_unstable();
    quality.mistaken.sort_unstable();
    quality
}
