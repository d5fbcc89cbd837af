//! What somebody typed into the search box, taken apart.

use kernel::{BirthDay, Day};

use super::names::{self, Name};
use super::{Naming, birth_key, day_key, distinct, pair_key, phone_key, phone_keys, text_key};

/// The shortest beginning of a word by which people are found.
const SHORTEST_BEGINNING: usize = 3;

/// The most words that are looked at.
const MOST_WORDS: usize = 8;

/// A query: words of a name, a birth, numbers and addresses, in any order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    pub(super) name: Name,
    pub(super) born: Option<BirthDay>,
    pub(super) identifiers: Vec<String>,
}

impl Query {
    /// Reads what was typed; nothing when there is nothing to look for.
    #[must_use]
    pub fn read(typed: &str) -> Option<Self> {
        let mut names = Vec::new();
        let mut born = None;
        let mut identifiers = Vec::new();
        let mut digits = String::new();
        for token in typed.split_whitespace().take(2 * MOST_WORDS) {
            let number = token.chars().all(|c| c.is_ascii_digit() || "+-./()".contains(c));
            if let (None, Ok(birth)) = (born, token.parse::<BirthDay>()) {
                born = Some(birth);
            } else if token.contains('@') || token.chars().any(|c| c.is_ascii_digit()) {
                identifiers.extend(text_key(token));
            } else {
                names.push(token);
            }
            if number && token.chars().any(|c| c.is_ascii_digit()) {
                digits.push_str(token);
            }
        }
        identifiers.extend(phone_key(&digits));
        Self { name: Name::read(&names.join(" ")), born, identifiers: distinct(identifiers) }.worth_asking()
    }

    /// Asks for a person as written down: do we know them already?
    #[must_use]
    pub fn of(naming: &Naming<'_>) -> Option<Self> {
        let text = format!("{} {} {}", naming.given, naming.family, naming.also_known_as.unwrap_or_default());
        let codes = [naming.email, naming.tax_code, naming.cui].into_iter().flatten().filter_map(text_key);
        let phone = naming.phone.map(phone_keys).unwrap_or_default();
        Self { name: Name::read(&text), born: naming.born, identifiers: codes.chain(phone).collect() }.worth_asking()
    }

    fn worth_asking(mut self) -> Option<Self> {
        self.name.truncate(MOST_WORDS);
        (!self.name.is_empty() || !self.identifiers.is_empty()).then_some(self)
    }

    /// The keys that few people share: numbers, pairs of sounds, a sound with a year of birth.
    #[must_use]
    pub fn narrow_keys(&self) -> Vec<String> {
        let sounds: Vec<Vec<String>> = self.name.words().iter().map(|word| names::sounds(word)).collect();
        let mut keys = self.identifiers.clone();
        for (at, one) in sounds.iter().enumerate() {
            for other in &sounds[at + 1..] {
                keys.extend(one.iter().flat_map(|first| other.iter().map(move |second| pair_key(first, second))));
            }
            if let Some(born) = self.born {
                keys.extend(one.iter().map(|sound| birth_key(born.year(), sound)));
            }
        }
        distinct(keys)
    }

    /// The keys of somebody written down anew, the rarest kind first: numbers; pairs of sounds, and the day of birth
    /// with its day and month either way; sounds with the year of birth.
    #[must_use]
    pub fn blocking_keys(&self) -> [Vec<String>; 3] {
        let mut narrow = self.narrow_keys();
        narrow.retain(|key| !key.starts_with("i:"));
        let (years, mut pairs): (Vec<_>, Vec<_>) = narrow.into_iter().partition(|key| key.starts_with("b:"));
        pairs.extend(self.born.and_then(day_key));
        if let Some(BirthDay::Day(day)) = self.born
            && let Some(swapped) = Day::new(day.year(), day.day(), day.month())
        {
            pairs.extend(day_key(BirthDay::Day(swapped)));
        }
        [self.identifiers.clone(), distinct(pairs), years]
    }

    /// The words as written.
    #[must_use]
    pub fn word_keys(&self) -> Vec<String> {
        self.name.words().iter().map(|word| format!("w:{word}")).collect()
    }

    /// The sounds of the words, in all their spellings.
    #[must_use]
    pub fn sound_keys(&self) -> Vec<String> {
        distinct(self.name.words().iter().flat_map(|word| names::sounds(word)).map(|sound| format!("s:{sound}")))
    }

    /// From where to where the keys lie that begin like the last word.
    #[must_use]
    pub fn beginning(&self) -> Option<(String, String)> {
        let words = self.name.words();
        let last = words.last().filter(|word| word.len() >= SHORTEST_BEGINNING)?;
        Some((format!("w:{last}"), format!("w:{last}\u{7f}")))
    }
}
