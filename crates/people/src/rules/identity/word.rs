//! How two words of two names compare.

use kernel::text::{Spoken, spoken};
use strsim::osa_distance;

use super::familiar::{self, FAMILIAR, RARE};
use super::names;

/// How a word of one name stands to a word of another, from the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    /// The same letters.
    Same,
    /// The same word in another hand or script.
    Spelling,
    /// One or two letters apart, as fingers slip.
    Slip,
    /// A beginning of the other.
    Short,
    /// The same consonants with other vowels: perhaps.
    Alike,
    /// Another word.
    Different,
}

/// What two different words weigh, in hundredths of a bit.
pub(super) const DIFFERENT: i32 = -600;

/// A folded word, made ready for comparing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    folded: String,
    familiar: Option<usize>,
    shapes: Vec<Shape>,
}

/// What is heard of a word: its consonants, and the vowels before, between and after them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shape {
    consonants: String,
    vowels: Vec<u8>,
}

impl Word {
    pub(super) fn read(folded: &str) -> Self {
        let mut shapes: Vec<Shape> = Vec::new();
        for spelling in names::spellings(folded) {
            let shape = Shape::of(&spelling);
            if !shapes.contains(&shape) {
                shapes.push(shape);
            }
        }
        Self { folded: folded.to_owned(), familiar: familiar::place(folded), shapes }
    }

    /// What agreeing on this word weighs, in hundredths of a bit: a name that many bear says less, and so does one of
    /// two letters.
    fn rarity(&self) -> i32 {
        match self.familiar {
            Some(place) => FAMILIAR[place].weight,
            None if self.folded.len() <= 3 => RARE - 250,
            None => RARE,
        }
    }

    /// How it stands to another, and what that weighs. The same in both directions.
    pub(super) fn against(&self, other: &Self) -> (Grade, i32) {
        let grade = self.grade(other);
        let rarity = self.rarity().min(other.rarity());
        let weight = match grade {
            Grade::Same => rarity,
            Grade::Spelling => rarity * 85 / 100,
            Grade::Slip => rarity * 55 / 100,
            Grade::Short if self.folded.len().min(other.folded.len()) == 1 => 60,
            Grade::Short => rarity * 45 / 100,
            Grade::Alike => rarity * 10 / 100,
            Grade::Different => DIFFERENT,
        };
        (grade, weight)
    }

    fn grade(&self, other: &Self) -> Grade {
        if self.folded == other.folded {
            return Grade::Same;
        }
        match (self.familiar, other.familiar) {
            (Some(one), Some(two)) if one == two => return Grade::Spelling,
            // Both are well-known names, and not the same: Mahmoud is no misspelt Mohamed.
            (Some(_), Some(_)) => return Grade::Different,
            _ => {}
        }
        let heard = self.shapes.iter().flat_map(|one| other.shapes.iter().filter_map(move |two| one.against(two)));
        let heard = heard.min();
        if heard == Some(Grade::Spelling) {
            return Grade::Spelling;
        }
        let (short, long) = if self.folded.len() <= other.folded.len() { (self, other) } else { (other, self) };
        let (short, long) = (short.folded.as_str(), long.folded.as_str());
        let far = match short.len() {
            ..=3 => 0,
            4..=7 => 1,
            _ => 2,
        };
        if long.len() - short.len() <= far && osa_distance(short, long) <= far {
            return if heard == Some(Grade::Alike) && is_feminine(short, long) { Grade::Alike } else { Grade::Slip };
        }
        if (short.len() >= 3 || short.len() == 1) && long.starts_with(short) {
            return Grade::Short;
        }
        if without_article(long) == Some(short) {
            return Grade::Spelling;
        }
        heard.unwrap_or(Grade::Different)
    }
}

/// *Karim* and *Karima* are brother and sister, not two hands.
fn is_feminine(short: &str, long: &str) -> bool {
    long.strip_suffix('a') == Some(short)
}

fn without_article(word: &str) -> Option<&str> {
    ["al", "el"].iter().find_map(|article| word.strip_prefix(article)).filter(|bare| bare.len() >= 4)
}

impl Shape {
    fn of(word: &str) -> Self {
        let mut shape = Self { consonants: String::new(), vowels: vec![0] };
        let mut adjacent = false;
        for piece in spoken(word) {
            match piece {
                Spoken::Consonant(consonant) => {
                    if !(adjacent && shape.consonants.ends_with(consonant)) {
                        shape.consonants.push(consonant);
                        shape.vowels.push(0);
                    }
                    adjacent = true;
                }
                Spoken::Vowel(place) => {
                    if let Some(last) = shape.vowels.last_mut() {
                        *last |= place;
                    }
                    adjacent = false;
                }
                Spoken::Breath => adjacent = false,
            }
        }
        shape
    }

    /// Nothing when the consonants differ.
    fn against(&self, other: &Self) -> Option<Grade> {
        if self.consonants != other.consonants || self.consonants.is_empty() {
            return None;
        }
        let pairs = || self.vowels.iter().zip(&other.vowels);
        let apart = pairs().filter(|(one, two)| **one != 0 && **two != 0 && **one & **two == 0).count();
        let written = |shape: &Self| shape.vowels.iter().filter(|place| **place != 0).count();
        let (own, their) = (written(self), written(other));
        let both_vowelled = own > 1 && their > 1;
        let last = self.vowels.len() - 1;
        let ends_apart =
            (self.vowels[last] == 1 && other.vowels[last] == 0) || (self.vowels[last] == 0 && other.vowels[last] == 1);
        let missing = pairs().filter(|(one, two)| (**one == 0) != (**two == 0)).count();
        let alike = match self.consonants.len() {
            1 => apart == 0 && missing == 0,
            2 => apart == 0 && missing <= 2 && !(both_vowelled && ends_apart),
            _ => apart <= 1 && !(both_vowelled && ends_apart) && !(both_vowelled && apart == 1 && missing > 1),
        };
        Some(if alike { Grade::Spelling } else { Grade::Alike })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grade(one: &str, other: &str) -> Grade {
        let fold = kernel::text::fold;
        let (one, other) = (Word::read(&fold(one)), Word::read(&fold(other)));
        assert_eq!(one.against(&other), other.against(&one));
        one.against(&other).0
    }

    #[test]
    fn a_word_knows_its_other_hands_and_scripts() {
        for (one, other) in [
            ("Mohamed", "محمد"),
            ("Mamadou", "Momodou"),
            ("Diallo", "Jallow"),
            ("Kouassi", "Kuasi"),
            ("Xavier", "Ksavier"),
            ("Ghirmay", "ግርማይ"),
            ("Shevchenko", "Шевченко"),
            ("Yaqub", "Yakoub"),
            ("سمير", "Samir"),
            ("রহিম", "Rahim"),
            ("Oleksandr", "Александр"),
            ("Jamal", "جمال"),
        ] {
            assert!(grade(one, other) <= Grade::Spelling, "{one} {other}: {:?}", grade(one, other));
        }
    }

    #[test]
    fn words_of_brothers_and_sisters_are_not_hands_of_one() {
        for (one, other) in [
            ("Mohamed", "Mahmoud"),
            ("Ahmed", "Mohamed"),
            ("Hassan", "Hussein"),
            ("Fatima", "Fatoumata"),
            ("Ali", "Leila"),
            ("Karim", "Karima"),
            ("Amir", "Omaira"),
        ] {
            assert!(grade(one, other) >= Grade::Alike, "{one} {other}: {:?}", grade(one, other));
        }
    }

    #[test]
    fn fingers_slip_and_names_are_cut_short() {
        assert_eq!(grade("Kovalenko", "Kovalemko"), Grade::Slip);
        assert_eq!(grade("Tesfamariam", "Tesfamarima"), Grade::Slip);
        assert_eq!(grade("Ghebremeskel", "Ghebre"), Grade::Short);
        assert_eq!(grade("Ibrahima", "I."), Grade::Short);
    }
}
