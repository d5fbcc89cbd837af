//! The words of a name, however it is written, and the spellings under which each may stand elsewhere.

use std::ops::Range;

use kernel::text::{fold, sound};

use super::distinct;
use super::familiar::first_spelling;

/// Words that belong to the next one: *Abd al-Rahman*, *Abdelrahman*, *De Luca*.
const LEANING: &[&str] = &[
    "al", "el", "ul", "ur", "l", "abd", "bd", "abdel", "abdul", "abdoul", "abdal", "abdur", "bin", "ben", "ibn",
    "bint", "ould", "de", "di", "da", "del", "della", "lo", "la", "le", "van", "mac", "mc", "o", "dhu", "dhw", "zul",
];

/// Of those, the words that nobody is found by on their own.
const SILENT: &[&str] = &[
    "al", "el", "ul", "ur", "l", "bin", "ibn", "bint", "ould", "de", "di", "da", "del", "della", "lo", "la", "le",
    "van", "o",
];

/// Spellings of one sound in different hands; each is tried in both directions.
const SPELLINGS: &[(&str, &str)] = &[
    ("kh", "h"),
    ("th", "s"),
    ("dh", "z"),
    ("ce", "se"),
    ("ci", "si"),
    ("ge", "ga"),
    ("gh", "ge"),
    ("dy", "j"),
    ("dia", "dya"),
    ("ch", "k"),
    ("v", "w"),
];

/// A name taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Name {
    /// The folded words, in the order written.
    single: Vec<String>,
    /// Words that may stand for a run of them: a leaning word glued to the next, a name without its article, several
    /// Chinese syllables.
    instead: Vec<(Range<usize>, String)>,
}

impl Name {
    /// Takes a name apart.
    pub(super) fn read(name: &str) -> Self {
        let mut read = Self::default();
        for token in name.split(|c: char| c.is_whitespace() || "-,;/()\"._".contains(c)) {
            read.take(&token.chars().filter(|c| !is_joint(*c)).map(breathed).collect::<String>());
        }
        for from in 0..read.single.len() {
            read.instead.extend(lean(&read.single[from..]).map(|(long, glued)| (from..from + long, glued)));
        }
        read
    }

    fn take(&mut self, token: &str) {
        let from = self.single.len();
        if token.chars().any(is_ideograph) {
            let syllables: Vec<String> = token.chars().take(6).map(|c| fold(&c.to_string()).replace(' ', "")).collect();
            self.single.extend(syllables.into_iter().filter(|syllable| !syllable.is_empty()));
            for start in from..self.single.len() {
                for end in start + 2..=self.single.len().min(start + 4) {
                    self.instead.push((start..end, self.single[start..end].concat()));
                }
            }
            return;
        }
        self.single.extend(fold(token).split(' ').filter(|word| !word.is_empty()).map(str::to_owned));
        // The Arabic article is part of the written word.
        if let Some(bare) = token.strip_prefix("ال").filter(|bare| bare.chars().count() > 2)
            && self.single.len() == from + 1
        {
            self.instead.push((from..from + 1, fold(bare)));
        }
    }

    /// Whether nothing is left of it.
    pub(super) fn is_empty(&self) -> bool {
        self.single.is_empty()
    }

    /// No more than so many words.
    pub(super) fn truncate(&mut self, most: usize) {
        self.single.truncate(most);
        self.instead.retain(|(run, _)| run.end <= most);
    }

    /// Every word by which somebody of this name is found.
    pub(super) fn words(&self) -> Vec<String> {
        let glued = self.instead.iter().map(|(_, glued)| glued.clone());
        distinct(self.audible(0..0).into_iter().chain(glued))
    }

    /// The ways to read the name as a row of words: as written, and with each run replaced.
    pub(super) fn readings(&self) -> Vec<Vec<String>> {
        let mut readings = vec![self.audible(0..0)];
        for (run, glued) in &self.instead {
            let mut reading = self.audible(run.clone());
            reading.push(glued.clone());
            readings.push(reading);
        }
        readings
    }

    /// The words but those of a run, and but those that nobody is found by; all, if none other is left.
    fn audible(&self, but: Range<usize>) -> Vec<String> {
        let rest = || self.single.iter().enumerate().filter(|(at, _)| !but.contains(at)).map(|(_, word)| word);
        let audible: Vec<String> = rest().filter(|word| !SILENT.contains(&word.as_str())).cloned().collect();
        if audible.is_empty() && but.is_empty() { rest().cloned().collect() } else { audible }
    }
}

/// A run of leaning words glued to the first that stands by itself, and how many words it takes.
fn lean(words: &[String]) -> Option<(usize, String)> {
    let run = words.iter().take_while(|word| LEANING.contains(&word.as_str())).count();
    (run > 0 && run < words.len()).then(|| (run + 1, words[..=run].concat()))
}

/// Cyrillic writes the breath of *Hasan* as х, which folding takes for *kh*.
fn breathed(c: char) -> char {
    match c {
        'х' => 'h',
        'Х' => 'H',
        other => other,
    }
}

/// Marks that join letters of one word and would split it: virama, zero-width joiners.
fn is_joint(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'
            ..='\u{200d}'
                | '\u{094d}'
                | '\u{09cd}'
                | '\u{0a4d}'
                | '\u{0acd}'
                | '\u{0b4d}'
                | '\u{0bcd}'
                | '\u{0c4d}'
                | '\u{0ccd}'
                | '\u{0d4d}'
                | '\u{0dca}'
    )
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// The sounds under which a word may be kept: its own first, then those of its other spellings.
pub(super) fn sounds(word: &str) -> Vec<String> {
    if first_spelling(word).is_some() {
        return vec![heard(word)];
    }
    distinct(spellings(word).iter().map(|spelling| heard(spelling)))
}

/// The sound under which a word is kept. Names that many bear have a key of their own (`=mohamed`): by their consonants
/// alone Mohamed, Mahmoud, Ahmed and Mamadou would be one, and every tenth person would answer to it.
pub(super) fn heard(word: &str) -> String {
    first_spelling(word).map_or_else(|| sound(word), |first| format!("={first}"))
}

/// A word in the hands of others: as it is first, then with each habit of spelling.
pub(super) fn spellings(word: &str) -> Vec<String> {
    let mut spelt = vec![word.to_owned()];
    for (one, other) in SPELLINGS {
        for (from, to) in [(one, other), (other, one)] {
            if word.contains(from) {
                spelt.push(word.replace(from, to));
            }
        }
    }
    for (from, to) in [('j', 'y'), ('y', 'j')] {
        if let Some(rest) = word.strip_prefix(from) {
            spelt.push(format!("{to}{rest}"));
        }
    }
    spelt
}

/// A word without vowels and doubled letters: what scripts without vowels keep of it.
pub(super) fn skeleton(word: &str) -> String {
    let mut bare = String::with_capacity(word.len());
    for letter in word.chars().filter(|letter| !"aeiouyw".contains(*letter)) {
        if !bare.ends_with(letter) {
            bare.push(letter);
        }
    }
    if bare.is_empty() { word.to_owned() } else { bare }
}
