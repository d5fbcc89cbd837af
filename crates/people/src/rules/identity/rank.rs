//! How well somebody answers to a query, and by what.

use kernel::BirthDay;
use strsim::jaro_winkler;

use super::names::{self, Name};
use super::{Naming, Query, own_name, phone_key, text_key};

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

/// How well a person answers to a query; nothing when not at all.
#[must_use]
pub fn rank(query: &Query, person: &Naming<'_>) -> Option<Evidence> {
    let mut why = Vec::new();
    let own_name = own_name(person);
    let own = likeness(&query.name, &own_name, None);
    let other = person.also_known_as.map(Name::read);
    let any = likeness(&query.name, &own_name, other.as_ref());
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
        (Match::SamePhone, person.phone.and_then(phone_key)),
        (Match::SameEmail, person.email.and_then(text_key)),
        (Match::SameTaxCode, person.tax_code.and_then(text_key)),
        (Match::SameCui, person.cui.and_then(text_key)),
    ];
    let mut numbered = false;
    for (reason, key) in numbers {
        if key.is_some_and(|key| query.identifiers.contains(&key)) {
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

#[derive(Clone, Copy)]
struct Likeness {
    /// The mean likeness of the words asked for.
    mean: f64,
    /// The same, a little less for words that were not asked for.
    score: f64,
}

/// The best likeness over the readings of what was asked.
fn likeness(asked: &Name, own: &Name, other: Option<&Name>) -> Likeness {
    let mut known = own.words();
    known.extend(other.map(Name::words).unwrap_or_default());
    let own_words = own.readings().first().map_or(0, Vec::len);
    let readings = asked.readings();
    let means = readings.iter().map(|words| (mean(words, &known), words.len()));
    let nothing = Likeness { mean: 0.0, score: 0.0 };
    means.fold(nothing, |best, (mean, words)| {
        // Whoever asks for one of two names has not asked wrongly.
        let score = (mean - 0.01 * own_words.saturating_sub(words).min(5) as f64).max(0.0);
        if mean > best.mean { Likeness { mean, score } } else { best }
    })
}

/// The mean over the asked words of the best likeness with a word not yet taken.
fn mean(asked: &[String], known: &[String]) -> f64 {
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

fn alike(one: &str, other: &str) -> f64 {
    let spelt = jaro_winkler(one, other);
    let (bare, own_sound) = (names::skeleton(one), names::heard(other));
    if one == other {
        1.0
    } else if bare == names::skeleton(other) {
        // A single consonant is little to go by: *Ali* and علي, but *Lea* too.
        spelt.max(if bare.len() > 1 { 0.93 } else { 0.8 })
    } else if own_sound.len() > 1 && names::sounds(one).contains(&own_sound) {
        spelt.max(0.86)
    } else if other.starts_with(one) && one.len() >= 3 {
        spelt.max(0.9)
    } else {
        spelt
    }
}
