//! Invented people as several partners write them down: the same person twice in other hands, and people who are easily
//! taken for one another. For measuring how well duplicates are told from strangers; everything follows from a seed.
//!
//! The noise follows what the files of reception show: names in two hands or scripts, given and family names swapped,
//! parts dropped, nicknames, day and month swapped, the first of January or the year alone where nobody knows the day,
//! slips of fingers, telephones that changed or belong to the family, numbers that only one partner has. Its shares are
//! *assumed*: nobody publishes them. The hard cases are people of one family (brothers, fathers and sons, twins) and
//! namesakes of one country and year of birth.

mod hands;
mod names;
mod noise;
mod people;
mod quality;

use kernel::BirthDay;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

pub use quality::{Quality, quality};

/// Somebody as one partner wrote them down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Who it is: the same number, the same person.
    pub person: usize,
    /// Given names.
    pub given: String,
    /// Family names.
    pub family: String,
    /// Other names, or the name in another script.
    pub also: Option<String>,
    /// Birth.
    pub born: Option<BirthDay>,
    /// Whether a woman; nothing where nobody said.
    pub woman: Option<bool>,
    /// Citizenship, two letters.
    pub country: Option<&'static str>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// *Codice fiscale*, or eleven digits of a provisional one. Invented: its signs follow no name.
    pub tax_code: Option<String>,
    /// CUI.
    pub cui: Option<String>,
}

/// Writings of `people` people, a quarter of them written twice. The same seed gives the same writings.
#[must_use]
pub fn written(seed: u64, people: usize) -> Vec<Written> {
    let mut chance = Chance(ChaCha8Rng::seed_from_u64(seed));
    let first = people::population(&mut chance, people);
    let mut all = Vec::with_capacity(people + people / 4);
    for person in &first {
        if chance.in_thousand(250) {
            all.push(noise::again(person, &mut chance));
        }
        all.push(noise::first(person, &mut chance));
    }
    all
}

/// A source of chance.
struct Chance(ChaCha8Rng);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0.random_range(0..end.max(1))
    }

    fn in_thousand(&mut self, times: u32) -> bool {
        self.0.random_range(0..1000) < times
    }

    fn one<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }

    /// One of a list whose first are far more common than its last: the weight of the nth is 1 / (n + 3).
    fn common<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        let weight = |place: usize| 10_000 / (place + 3);
        let mut left = self.below((0..list.len()).map(weight).sum());
        for (place, one) in list.iter().enumerate() {
            match left.checked_sub(weight(place)) {
                Some(rest) => left = rest,
                None => return one,
            }
        }
        &list[list.len() - 1]
    }

    fn digits(&mut self, many: usize) -> String {
        (0..many).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }

    fn letters(&mut self, many: usize) -> String {
        (0..many).map(|_| char::from(b'A' + self.below(26) as u8)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_writings_and_another_seed_others() {
        let (one, two) = (written(7, 200), written(7, 200));
        assert_eq!(one, two);
        assert_ne!(one, written(8, 200));
        assert!(one.len() > 230, "a quarter is written twice");
    }
}
