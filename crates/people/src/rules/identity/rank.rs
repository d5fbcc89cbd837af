//! How well somebody answers to a query, and by what.

use std::collections::HashMap;
use std::rc::Rc;

use kernel::BirthDay;
use strsim::jaro_winkler;

use super::names::{self, Name};
use super::{Naming, Query, own_name, phone_keys, text_key};

kernel::words! {
    /// Why somebody is among those found.
    pub enum Match {
        /// All words of the name are the same.
        SameName = "same-name",
        /// The name is alike.
        SimilarName = "similar-name",
        /// Another name, or the name in another script, is alike.
        OtherName = "other-name",
        /// Born on the same day.
        SameBirthday = "same-birthday",
        /// Born in the same year.
        SameBirthYear = "same-birth-year",
        /// The telephone is the same.
        SamePhone = "same-phone",
        /// The e-mail is the same.
        SameEmail = "same-email",
        /// The *codice fiscale* is the same.
        SameTaxCode = "same-tax-code",
        /// The CUI is the same.
        SameCui = "same-cui",
        /// The household's code is the one asked for.
        HouseholdCode = "household-code",
    }
}

/// How well somebody answers, and by what. The score orders a list and decides nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// 0 to 100.
    pub score: u8,
    /// The reasons.
    pub why: Vec<Match>,
}

/// Below this likeness a word is no match.
const ALIKE: f64 = 0.78;

/// Compares people with one query. Namesakes come together, so that each word is heard once.
pub struct Ranking<'q> {
    query: &'q Query,
    readings: Vec<Vec<Asked>>,
    heard: HashMap<String, Rc<Known>>,
}

/// A word that was asked for.
struct Asked {
    word: String,
    bare: String,
    sounds: Vec<String>,
}

/// A word of somebody's name.
struct Known {
    word: String,
    bare: String,
    sound: String,
}

impl<'q> Ranking<'q> {
    /// For one query.
    #[must_use]
    pub fn of(query: &'q Query) -> Self {
        let asked = |word: String| Asked { bare: names::skeleton(&word), sounds: names::sounds(&word), word };
        let readings = query.name.readings().into_iter().map(|words| words.into_iter().map(asked).collect());
        Self { query, readings: readings.collect(), heard: HashMap::new() }
    }

    fn hear(&mut self, words: Vec<String>) -> Vec<Rc<Known>> {
        let hear = |word: String| {
            if let Some(known) = self.heard.get(&word) {
                return Rc::clone(known);
            }
            let (bare, sound) = (names::skeleton(&word), names::heard(&word));
            let known = Rc::new(Known { word: word.clone(), bare, sound });
            self.heard.insert(word, Rc::clone(&known));
            known
        };
        words.into_iter().map(hear).collect()
    }

    /// How well a person answers to the query; nothing when not at all.
    #[must_use]
    pub fn rank(&mut self, person: &Naming<'_>) -> Option<Evidence> {
        let mut why = Vec::new();
        let own_name = own_name(person);
        let own_words = own_name.readings().first().map_or(0, Vec::len);
        let mut known = self.hear(own_name.words());
        let own = self.likeness(&known, own_words);
        let any = match person.also_known_as.map(Name::read) {
            Some(other) => {
                known.extend(self.hear(other.words()));
                self.likeness(&known, own_words)
            }
            None => own,
        };
        let query = self.query;
        let mut score = own.score.max(any.score);
        if own.mean > 0.999 {
            why.push(Match::SameName);
        } else if own.mean >= ALIKE && own.mean + 0.01 >= any.mean {
            why.push(Match::SimilarName);
        } else if any.mean >= ALIKE {
            why.push(Match::OtherName);
        }
        let named = !why.is_empty();
        match (query.born, person.born) {
            (Some(BirthDay::Day(asked)), Some(BirthDay::Day(known))) if asked == known => {
                why.push(Match::SameBirthday);
                score += 0.06;
            }
            (Some(asked), Some(known)) if asked.year() == known.year() => {
                why.push(Match::SameBirthYear);
                score += 0.02;
            }
            // A mistyped or estimated year is common: a reason to look twice, not to hide the person.
            (Some(_), Some(_)) => score -= 0.12,
            _ => {}
        }
        let numbers = [
            (Match::SamePhone, person.phone.map(phone_keys).unwrap_or_default()),
            (Match::SameEmail, person.email.and_then(text_key).into_iter().collect()),
            (Match::SameTaxCode, person.tax_code.and_then(text_key).into_iter().collect()),
            (Match::SameCui, person.cui.and_then(text_key).into_iter().collect()),
        ];
        let mut numbered = false;
        for (reason, keys) in numbers {
            if keys.iter().any(|key| query.identifiers.contains(key)) {
                why.push(reason);
                numbered = true;
            }
        }
        if numbered {
            score = score.max(0.97);
        }
        let score = (score.clamp(0.0, 1.0) * 100.0).round() as u8;
        (named || numbered).then_some(Evidence { score, why })
    }

    /// The best likeness over the readings of what was asked.
    fn likeness(&self, known: &[Rc<Known>], own_words: usize) -> Likeness {
        let means = self.readings.iter().map(|words| (mean(words, known), words.len()));
        let nothing = Likeness { mean: 0.0, score: 0.0 };
        means.fold(nothing, |best, (mean, words)| {
            // Whoever asks for one of two names has not asked wrongly.
            let score = (mean - 0.01 * own_words.saturating_sub(words).min(5) as f64).max(0.0);
            if mean > best.mean { Likeness { mean, score } } else { best }
        })
    }
}

#[derive(Clone, Copy)]
struct Likeness {
    /// The mean likeness of the words asked for.
    mean: f64,
    /// The same, a little less for words that were not asked for.
    score: f64,
}

/// The mean over the asked words of the best likeness with a word not yet taken.
fn mean(asked: &[Asked], known: &[Rc<Known>]) -> f64 {
    if asked.is_empty() || known.is_empty() {
        return 0.0;
    }
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (a, word) in asked.iter().enumerate() {
        pairs.extend(known.iter().enumerate().map(|(k, other)| (alike(word, other), a, k)));
    }
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (mut taken_asked, mut taken_known) = (vec![false; asked.len()], vec![false; known.len()]);
    let mut sum = 0.0;
    for (alike, a, k) in pairs {
        if !taken_asked[a] && !taken_known[k] {
            (taken_asked[a], taken_known[k]) = (true, true);
            sum += alike;
        }
    }
    sum / asked.len() as f64
}

fn alike(asked: &Asked, known: &Known) -> f64 {
    if asked.word == known.word {
        return 1.0;
    }
    let spelt = jaro_winkler(&asked.word, &known.word);
    if asked.bare == known.bare {
        // A single consonant is little to go by: *Ali* and علي, but *Lea* too.
        spelt.max(if asked.bare.len() > 1 { 0.93 } else { 0.8 })
    } else if known.sound.len() > 1 && asked.sounds.contains(&known.sound) {
        spelt.max(0.86)
    } else if known.word.starts_with(&asked.word) && asked.word.len() >= 3 {
        spelt.max(0.9)
    } else {
        spelt
    }
}
