//! What a code says otherwise than the person's data.

use kernel::{BirthDay, Day};

use super::{Said, TaxCode, letters};
use crate::rules::identity::Naming;
use crate::rules::person::Sex;

kernel::words! {
    /// Something to look at, never a reason to refuse: papers err, names are spelled in several ways, and registers
    /// are corrected without a new code. The word is the tail of the text key `tax-code-remark-…`.
    pub enum TaxCodeRemark {
        /// Eleven digits: to be replaced once the definite code is given.
        Provisional = "provisional",
        /// No calendar has the day of birth it says.
        NoSuchDay = "no-such-day",
        /// It says another day or year of birth.
        OtherBirth = "other-birth",
        /// The tables know no municipality and no country with its code of the place of birth.
        UnknownPlace = "unknown-place",
        /// It says another sex.
        OtherSex = "other-sex",
        /// Its letters are those of the names swapped: family for given.
        SwappedNames = "swapped-names",
        /// Its letters are not those of the family name: a name at birth, another spelling.
        OtherFamily = "other-family",
        /// Its letters are not those of the given name.
        OtherGiven = "other-given",
    }
}

/// What a code says otherwise than what is known of the person.
#[must_use]
pub fn remarks(code: &TaxCode, of: &Naming<'_>, sex: Sex, today: Day) -> Vec<TaxCodeRemark> {
    let Some(said) = code.says() else { return vec![TaxCodeRemark::Provisional] };
    let days = said.birthdays(today);
    let mut found = Vec::new();
    match of.born {
        _ if days.is_empty() => found.push(TaxCodeRemark::NoSuchDay),
        Some(BirthDay::Day(born)) if !days.contains(&born) => found.push(TaxCodeRemark::OtherBirth),
        Some(BirthDay::Year(year)) if !days.iter().any(|day| day.year() == year) => {
            found.push(TaxCodeRemark::OtherBirth);
        }
        _ => {}
    }
    if said.birthplace(of.born, today).is_none() {
        found.push(TaxCodeRemark::UnknownPlace);
    }
    if matches!(sex, Sex::Female | Sex::Male) && sex != said.sex {
        found.push(TaxCodeRemark::OtherSex);
    }
    found.extend(of_names(&said, of));
    found
}

fn of_names(said: &Said, of: &Naming<'_>) -> Vec<TaxCodeRemark> {
    let (family, given) = (readable(of.family), readable(of.given));
    let fits =
        |name: Option<&str>, letters: fn(&str) -> String, said: &str| name.is_none_or(|name| letters(name) == said);
    let other_family = !fits(family, letters::of_family, &said.family);
    let other_given = !fits(given, letters::of_given, &said.given);
    let swapped = fits(family, letters::of_given, &said.given) && fits(given, letters::of_family, &said.family);
    match (other_family, other_given) {
        (true, true) if swapped => vec![TaxCodeRemark::SwappedNames],
        (family, given) => [(family, TaxCodeRemark::OtherFamily), (given, TaxCodeRemark::OtherGiven)]
            .into_iter()
            .filter_map(|(differs, remark)| differs.then_some(remark))
            .collect(),
    }
}

/// A name in Latin letters; in another script, nobody knows how it was transliterated for the code.
fn readable(name: &str) -> Option<&str> {
    let latin = |letter: char| !letter.is_alphabetic() || u32::from(letter) < 0x250;
    (!name.is_empty() && name.chars().all(latin)).then_some(name)
}
