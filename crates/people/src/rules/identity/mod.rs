//! Who is who: the keys by which a person is found, and how well somebody answers to what was asked.
//!
//! Names travel through scripts, clerks and keyboards: محمد, Mohamed and Muhammad are one name, *Diallo Fatoumata* and
//! *Fatoumata Diallo* one person. Few keys are kept for a person, so that a million people fit; a query spells itself
//! in several ways instead. Keys only bring candidates together: a person decides who it is, with the reasons before
//! their eyes. Absent on purpose: merging of two records, and any decision by score.

mod familiar;
mod full_name;
mod names;
mod query;
mod rank;
mod weigh;
mod word;

use std::collections::BTreeSet;

use kernel::BirthDay;

use self::names::{Name, heard};
use super::phone::phones;
pub use query::Query;
pub use rank::{Evidence, Match, Ranking};
pub use weigh::{Class, Described, Field, Finding, Portrait, Resemblance, Sign, Weight, weigh};

/// The most pairs of sounds kept for one person.
const MOST_PAIRS: usize = 6;

/// What a person is recognised by.
#[derive(Debug, Clone, Copy, Default)]
pub struct Naming<'a> {
    /// Given names.
    pub given: &'a str,
    /// Family names.
    pub family: &'a str,
    /// Other names: an alias, a name in another script.
    pub also_known_as: Option<&'a str>,
    /// Telephone.
    pub phone: Option<&'a str>,
    /// E-mail.
    pub email: Option<&'a str>,
    /// *Codice fiscale*.
    pub tax_code: Option<&'a str>,
    /// CUI.
    pub cui: Option<&'a str>,
    /// When born.
    pub born: Option<BirthDay>,
}

/// The keys of a person: words (`w:`), sounds (`s:`), pairs of sounds (`p:`), sound with year of birth (`b:`), day of
/// birth (`d:`), numbers and addresses (`i:`).
#[must_use]
pub fn keys(of: &Naming<'_>) -> Vec<String> {
    let own = own_name(of).words();
    let other = of.also_known_as.map(Name::read).unwrap_or_default().words();
    let mut keys = BTreeSet::new();
    for word in own.iter().chain(&other) {
        keys.insert(format!("w:{word}"));
        keys.insert(format!("s:{}", heard(word)));
    }
    let mut paired = BTreeSet::new();
    for group in [&own, &other] {
        let sounds = distinct(group.iter().map(|word| heard(word)));
        for (one, other) in combinations(&sounds) {
            if paired.len() < MOST_PAIRS {
                paired.insert(pair_key(one, other));
            }
        }
        if let Some(born) = of.born {
            keys.extend(sounds.iter().take(3).map(|sound| birth_key(born.year(), sound)));
        }
    }
    keys.extend(paired);
    keys.extend(of.born.and_then(day_key));
    keys.extend(of.phone.map(phone_keys).unwrap_or_default());
    let numbers = [of.email.and_then(text_key), of.tax_code.and_then(text_key), of.cui.and_then(text_key)];
    keys.extend(numbers.into_iter().flatten());
    keys.into_iter().collect()
}

fn own_name(of: &Naming<'_>) -> Name {
    Name::read(&format!("{} {}", of.given, of.family))
}

fn pair_key(one: &str, other: &str) -> String {
    let (first, second) = if one <= other { (one, other) } else { (other, one) };
    format!("p:{first}+{second}")
}

fn birth_key(year: i32, sound: &str) -> String {
    format!("b:{year}+{sound}")
}

/// The day of birth; nothing for the first of January, which stands for "unknown" and is shared by far too many.
fn day_key(born: BirthDay) -> Option<String> {
    match born {
        BirthDay::Day(day) if (day.month(), day.day()) != (1, 1) => Some(format!("d:{day}")),
        _ => None,
    }
}

/// The last nine digits: with or without +39, 0039 or 0 before them.
fn phone_key(written: &str) -> Option<String> {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= 6).then(|| format!("i:{}", &digits[digits.len().saturating_sub(9)..]))
}

/// The same of every number of a text: a second one says as much as the first.
fn phone_keys(written: &str) -> Vec<String> {
    match phones(written) {
        several if several.len() > 1 => distinct(several.into_iter().filter_map(phone_key)),
        _ => phone_key(written).into_iter().collect(),
    }
}

/// A code or an address, without case and blanks.
fn text_key(written: &str) -> Option<String> {
    let kept: String = written.chars().filter(|c| c.is_ascii_alphanumeric() || "@._+-".contains(*c)).collect();
    (kept.len() >= 5).then(|| format!("i:{}", kept.to_ascii_lowercase()))
}

fn distinct<T: PartialEq>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut kept = Vec::new();
    for one in all {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}

fn combinations(of: &[String]) -> impl Iterator<Item = (&str, &str)> {
    of.iter().enumerate().flat_map(|(at, one)| of[at + 1..].iter().map(move |other| (one.as_str(), other.as_str())))
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod weigh_tests;
