//! The same person twice in one sheet, in other spellings or with the names swapped.

use std::collections::{HashMap, HashSet};

use people::rules::identity::{Class, Described, Naming, Portrait, Resemblance, Sign, keys};
use people::rules::person::Sex;

use super::row::{Person, ReadRow};

/// The most rows that a key may bring together before it says nothing: three hundred Mohameds are no family.
const MOST_ALIKE: usize = 60;

/// A row as identities are compared.
#[must_use]
pub fn described(person: &Person) -> Described<'_> {
    Described {
        naming: Naming {
            given: &person.given,
            family: &person.family,
            also_known_as: person.native_name.as_deref(),
            phone: person.phone.as_deref(),
            email: person.email.as_deref(),
            tax_code: person.tax_code.as_deref(),
            cui: person.cui.as_deref(),
            born: person.born,
        },
        sex: person.sex.unwrap_or(Sex::Unknown),
        citizenship: person.citizenship,
    }
}

/// A row that may be the same person as an earlier one.
#[derive(Debug, Clone)]
pub struct Repeat {
    /// The earlier row, by its place among those read.
    pub of: usize,
    /// The evidence.
    pub resemblance: Resemblance,
}

/// What the papers of two rows say: the same number, two numbers, or nothing.
fn same_paper(one: &Person, other: &Person) -> Option<bool> {
    let number = |person: &Person| person.permit_number.as_deref().map(kernel::text::fold).filter(|n| n.len() >= 6);
    Some(number(one)? == number(other)?)
}

/// Whether two rows of one sheet may be one person. A sender copies a line: the papers go with it. Two papers under one
/// name are two people, unless everything else agrees; so are two births that have nothing in common.
fn may_be_one(one: &Person, other: &Person, resemblance: &Resemblance) -> bool {
    let born_apart = resemblance.findings.iter().any(|finding| finding.sign == Sign::BornDiffers);
    match (same_paper(one, other), resemblance.class) {
        (Some(true), _) => true,
        (_, Class::Different) => false,
        (_, Class::Same) => true,
        (paper, Class::Possible) => paper.is_none() && !born_apart,
    }
}

/// Every row that may be the same person as an earlier row, with the likeliest of those.
#[must_use]
pub fn find(rows: &[ReadRow]) -> HashMap<usize, Repeat> {
    let portraits: Vec<Portrait> = rows.iter().map(|row| Portrait::of(&described(&row.person))).collect();
    let mut holders: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let paper = row.person.permit_number.as_deref().map(|number| format!("n:{}", kernel::text::fold(number)));
        for key in keys(&described(&row.person).naming).into_iter().chain(paper) {
            holders.entry(key).or_default().push(at);
        }
    }
    let mut repeats: HashMap<usize, Repeat> = HashMap::new();
    let mut seen: HashSet<(usize, usize)> = HashSet::new();
    for alike in holders.values().filter(|alike| alike.len() <= MOST_ALIKE) {
        for (place, later) in alike.iter().enumerate() {
            for earlier in &alike[..place] {
                if !seen.insert((*earlier, *later)) {
                    continue;
                }
                let resemblance = portraits[*later].against(&portraits[*earlier]);
                if !may_be_one(&rows[*later].person, &rows[*earlier].person, &resemblance) {
                    continue;
                }
                let known = repeats.get(later);
                if known.is_none_or(|known| (resemblance.total, known.of) > (known.resemblance.total, *earlier)) {
                    repeats.insert(*later, Repeat { of: *earlier, resemblance });
                }
            }
        }
    }
    repeats
}
