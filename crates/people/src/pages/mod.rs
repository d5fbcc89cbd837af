//! The pages of this slice, and how people and households are shown on them.

pub mod alerts;
pub mod answers;
pub mod duplicates;
pub mod emergencies;
pub mod household_moves;
pub mod households;
pub mod languages;
pub mod needs;
pub mod papers;
pub mod permit_acts;
pub mod persons;
mod place;
pub mod privacy;
pub mod seen;
pub mod sharing;
pub mod spells;
pub mod stay_moves;

use kernel::text::fold;
use kernel::{BirthDay, Day, HouseholdId, PersonId};
use serde::Serialize;
use store::AgeBand;
use web::field::Field;
use web::{Desk, Form};

use crate::rules::country::CITIZENSHIPS;
use crate::rules::person::Sex;
use crate::store::households::Household;
use crate::store::persons::{Identity, Person};

pub(crate) use self::place::{PLACE, place_asked};

/// A person as a page shows one: with names where they may be read, with code and age band where not.
#[derive(Debug, Serialize)]
pub struct PersonShown {
    id: PersonId,
    code: String,
    /// The name; nothing where only pseudonyms may be seen.
    name: Option<String>,
    sex: Sex,
    age: Option<String>,
    age_band: AgeBand,
    born: Option<BirthDay>,
    citizenship: Option<String>,
    is_minor: bool,
}

impl PersonShown {
    pub(crate) fn of(person: &Person, identity: Option<&Identity>, today: Day) -> Self {
        // Without names, nothing is shown that narrows the person down further than the figures do.
        let open = identity.is_some();
        Self {
            id: person.id,
            code: person.code(),
            name: identity.map(Identity::name),
            sex: person.sex,
            age: person.born.filter(|_| open).map(|born| age(born, today)),
            age_band: AgeBand::of(person.born, today),
            born: person.born.filter(|_| open),
            citizenship: person.citizenship.filter(|_| open).map(|citizenship| format!("country-{citizenship}")),
            is_minor: person.born.and_then(|born| born.is_minor_on(today)) == Some(true),
        }
    }
}

/// `35`, or `35–36` when only the year of birth is known.
fn age(born: BirthDay, today: Day) -> String {
    match born.ages_on(today) {
        (youngest, oldest) if youngest == oldest => oldest.to_string(),
        (youngest, oldest) => format!("{}–{oldest}", youngest.max(0)),
    }
}

/// A household's name in links.
#[derive(Debug, Serialize)]
pub struct HouseholdLink {
    id: HouseholdId,
    code: String,
}

impl From<&Household> for HouseholdLink {
    fn from(household: &Household) -> Self {
        Self { id: household.id, code: household.code.clone() }
    }
}

/// One choice of a list: its word and its label.
#[derive(Debug, Serialize)]
pub(crate) struct Choice {
    value: &'static str,
    label: String,
}

/// The countries in the order of their names.
pub(crate) fn countries(desk: &Desk) -> Vec<Choice> {
    let choice = |code: &&'static str| Choice { value: code, label: desk.say(&format!("country-{code}")) };
    let mut countries: Vec<Choice> = CITIZENSHIPS.iter().map(choice).collect();
    countries.sort_by_cached_key(|country| fold(&country.label));
    countries
}

/// The words of a vocabulary with their labels.
pub(crate) fn choices(desk: &Desk, stem: &str, words: &[&'static str]) -> Vec<Choice> {
    words.iter().map(|word| Choice { value: word, label: desk.say(&format!("{stem}-{word}")) }).collect()
}

/// Yes, no, and nothing for not known.
pub(crate) fn yes_or_no(value: Option<bool>) -> Option<&'static str> {
    value.map(|yes| if yes { "yes" } else { "no" })
}

/// What a form says of data that are there already: a page sends all of them, the API those that change.
pub(crate) struct Reading<'f> {
    pub(crate) form: &'f Form,
    pub(crate) partial: bool,
}

impl Reading<'_> {
    fn keeps(&self, name: &str) -> bool {
        self.partial && !self.form.has(name)
    }

    pub(crate) fn text(&self, name: &str, before: Option<&String>) -> Option<String> {
        if self.keeps(name) { before.cloned() } else { self.form.text(name) }
    }

    pub(crate) fn value<T: std::str::FromStr>(&self, name: &str, before: Option<T>) -> Option<T> {
        if self.keeps(name) { before } else { self.form.value(name) }
    }

    pub(crate) fn word<T>(&self, name: &str, from_word: fn(&str) -> Option<T>, before: Option<T>) -> Option<T> {
        if self.keeps(name) { before } else { self.form.word(name, from_word) }
    }

    pub(crate) fn ticked(&self, name: &str, before: bool) -> bool {
        if self.keeps(name) { before } else { self.form.flag(name) }
    }

    /// Yes, no or not known.
    pub(crate) fn perhaps(&self, name: &str, before: Option<bool>) -> Option<bool> {
        if self.keeps(name) { before } else { self.form.is_filled(name).then(|| self.form.flag(name)) }
    }
}

/// Two lists of fields as one.
pub(crate) const fn joined<const N: usize>(first: &[Field], second: &[Field]) -> [Field; N] {
    let mut both = [first[0]; N];
    let mut at = 0;
    while at < N {
        both[at] = if at < first.len() { first[at] } else { second[at - first.len()] };
        at += 1;
    }
    both
}
