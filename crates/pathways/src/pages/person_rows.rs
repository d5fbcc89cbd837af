//! The people of a referral on one page: one row of fields per person, so that a referral is typed in one go.

use std::sync::LazyLock;

use kernel::PersonId;
use people::rules::country::citizenships;
use people::rules::household::Relation;
use people::rules::person::Sex;
use people::rules::stay::Departure;
use programmes::rules::{Circuit, PermitKind, PermitState};
use web::field::{Field, Kind};
use web::{FieldError, Form, Refusal, words_of};

use crate::rules::referral::checked;
use crate::rules::referred::{PermitWords, PersonWords, StayWords};
use crate::store::referred::{seen, shown};
use crate::store::verdicts::KnownPerson;

/// What is typed of one person. None of it is needed.
pub const PERSON: &[Field] = &[
    Field::new("given", Kind::Text(120), "Given names."),
    Field::new("family", Kind::Text(120), "Family names."),
    Field::new("phone", Kind::Text(40), "Telephone."),
    Field::new("born", Kind::BirthDay, "Day of birth, or the year alone."),
    Field::new("sex", Kind::Word(words_of!(Sex)), "The sex."),
    Field::new("relation", Kind::Word(words_of!(Relation)), "What the person is to the reference person."),
    Field::new(
        "citizenship",
        Kind::Word(citizenships),
        "ISO 3166-1 alpha-2 code, ISO 3166-3 code of a former state, `stateless`, or `unknown`.",
    ),
    Field::new("no-permit", Kind::Flag, "Whether it is known that there is no permit and no receipt."),
    Field::new("permit-kind", Kind::Word(words_of!(PermitKind)), "What the permit, or its receipt, is for."),
    Field::new("permit-state", Kind::Word(words_of!(PermitState)), "Where it stands; issued when left out."),
    Field::new("permit-issued", Kind::Day, "When it was issued."),
    Field::new("permit-expires", Kind::Day, "When it expires. A receipt needs no day."),
    Field::new(
        "circuit",
        Kind::Word(words_of!(Circuit)),
        "The circuit of the last stay in reception; `none` for never.",
    ),
    Field::new("entered-on", Kind::Day, "When that stay began."),
    Field::new("leaving", Kind::Word(words_of!(Departure)), "Whether the person left; follows from the exit day."),
    Field::new("exit-day", Kind::Day, "When the person left reception, or will."),
];

/// The most rows that one page shows.
pub const MOST_ROWS: usize = 20;

/// The fields of every row, under the names that the page gives them: `p1-given`, `p2-given`, …
pub static ROW_FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
    // Fields are named by constants; these few hundred names are made once and live as long as the program.
    let named = |row: usize, name: &str| -> &'static str { format!("p{row}-{name}").leak() };
    let mut fields = Vec::new();
    for row in 1..=MOST_ROWS {
        fields.push(Field::new(named(row, "id"), Kind::Id, "Who."));
        fields.push(Field::new(named(row, "seen"), Kind::Number(0, i64::MAX), "Which state the row was made from."));
        fields.extend(PERSON.iter().map(|field| Field { name: named(row, field.name), ..*field }));
    }
    fields
});

/// The prefix of a row's fields.
#[must_use]
pub fn prefix(row: usize) -> String {
    format!("p{row}-")
}

/// One row as sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Which row.
    pub number: usize,
    /// Who, if known already.
    pub person: Option<PersonId>,
    /// Which state it was made from.
    pub seen: Option<i64>,
    /// What was typed.
    pub words: PersonWords,
}

/// Reads the rows of a checked form; what cannot be true is noted in it.
pub fn read_rows(form: &mut Form, today: kernel::Day) -> Vec<Row> {
    let mut rows = Vec::new();
    for number in 1..=MOST_ROWS {
        let prefix = prefix(number);
        if !form.has(&format!("{prefix}given")) {
            continue;
        }
        let words = read_person(form, &prefix, today);
        let person = form.value(&format!("{prefix}id"));
        let seen = form.value(&format!("{prefix}seen"));
        if person.is_some() || !words.is_empty() {
            rows.push(Row { number, person, seen, words });
        }
    }
    rows
}

/// Reads one person from a checked form; what cannot be true is noted in it.
pub fn read_person(form: &mut Form, prefix: &str, today: kernel::Day) -> PersonWords {
    let at = |name: &str| format!("{prefix}{name}");
    let words = PersonWords {
        given: form.text(&at("given")).unwrap_or_default(),
        family: form.text(&at("family")).unwrap_or_default(),
        phone: form.text(&at("phone")),
        born: form.value(&at("born")),
        sex: form.word(&at("sex"), Sex::from_word).unwrap_or(Sex::Unknown),
        relation: form.word(&at("relation"), Relation::from_word).unwrap_or(Relation::Other),
        citizenship: form.value(&at("citizenship")),
        no_permit: form.flag(&at("no-permit")),
        permit: read_permit(form, prefix),
        never_in_reception: never(form, prefix),
        stay: read_stay(form, prefix),
    };
    for refusal in checked(words.days(), today) {
        form.fail(FieldError::new(&at(refusal.field()), refusal.code()));
    }
    words
}

fn read_permit(form: &Form, prefix: &str) -> Option<PermitWords> {
    let at = |name: &str| format!("{prefix}permit-{name}");
    let filled = ["kind", "state", "issued", "expires"].iter().any(|name| form.is_filled(&at(name)));
    filled.then(|| PermitWords {
        kind: form.word(&at("kind"), PermitKind::from_word),
        state: form.word(&at("state"), PermitState::from_word).unwrap_or(PermitState::Issued),
        issued_on: form.value(&at("issued")),
        expires_on: form.value(&at("expires")),
    })
}

/// Whether the circuit named is none: that is said of the person, not of a stay.
fn never(form: &Form, prefix: &str) -> bool {
    form.word(&format!("{prefix}circuit"), Circuit::from_word) == Some(Circuit::Never)
}

fn read_stay(form: &Form, prefix: &str) -> Option<StayWords> {
    if never(form, prefix) {
        return None;
    }
    let at = |name: &str| format!("{prefix}{name}");
    let filled = ["circuit", "entered-on", "leaving", "exit-day"].iter().any(|name| form.is_filled(&at(name)));
    let left_on = form.value(&at("exit-day"));
    // A day of leaving says that there is one, whatever stands in the list beside it.
    let said = form.word(&at("leaving"), Departure::from_word).unwrap_or(Departure::Unknown);
    let leaving = if left_on.is_some() { Departure::Left } else { said };
    filled.then(|| StayWords {
        circuit: form.word(&at("circuit"), Circuit::from_word),
        entered_on: form.value(&at("entered-on")),
        leaving,
        left_on,
    })
}

/// Fills one row with what is known of a person.
#[must_use]
pub fn fill(form: Form, number: usize, known: &KnownPerson) -> Form {
    let prefix = prefix(number);
    let at = |name: &str| format!("{prefix}{name}");
    let person = &known.rows.person;
    let (permit, stay) = shown(known);
    let sex = Some(person.sex).filter(|sex| *sex != Sex::Unknown);
    let leaving = stay.map(|stay| stay.leaving);
    let never = (person.stays_known && stay.is_none()).then_some(Circuit::Never);
    form.with(&at("id"), person.id)
        .with(&at("seen"), seen(known))
        .with_some(&at("given"), known.identity().map(|identity| identity.given.clone()))
        .with_some(&at("family"), known.identity().map(|identity| identity.family.clone()))
        .with_some(&at("phone"), known.identity().and_then(|identity| identity.phone.clone()))
        .with_some(&at("born"), person.born.map(written))
        .with_some(&at("sex"), sex)
        .with(&at("relation"), known.member.0.relation)
        .with_some(&at("citizenship"), person.citizenship)
        .with(&at("no-permit"), if person.permits_known && permit.is_none() { "yes" } else { "no" })
        .with_some(&at("permit-kind"), permit.and_then(|permit| permit.kind))
        .with_some(&at("permit-state"), permit.map(|permit| permit.state))
        .with_some(&at("permit-issued"), permit.and_then(|permit| permit.issued_on).map(kernel::Day::italian))
        .with_some(&at("permit-expires"), permit.and_then(|permit| permit.expires_on).map(kernel::Day::italian))
        .with_some(&at("circuit"), stay.and_then(|stay| stay.circuit).or(never))
        .with_some(&at("entered-on"), stay.and_then(|stay| stay.entered_on).map(kernel::Day::italian))
        .with_some(&at("leaving"), leaving)
        .with_some(&at("exit-day"), stay.and_then(|stay| stay.left_on).map(kernel::Day::italian))
}

/// A birth as people write it.
fn written(born: kernel::BirthDay) -> String {
    match born {
        kernel::BirthDay::Day(day) => day.italian(),
        kernel::BirthDay::Year(year) => year.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> kernel::Day {
        "2026-11-22".parse().unwrap()
    }

    fn sent(pairs: &[(&str, &str)]) -> Form {
        Form::of(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn an_untouched_row_adds_nobody() {
        let mut form = sent(&[("p1-given", ""), ("p1-relation", "child"), ("p2-given", "Amina")]);
        let rows = read_rows(&mut form, today());
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn an_exit_day_says_that_the_person_left() {
        let mut form = sent(&[("p1-given", "Amina"), ("p1-exit-day", "1/9/2025"), ("p1-leaving", "unknown")]);
        let rows = read_rows(&mut form, today());
        assert_eq!(rows[0].words.stay.map(|stay| stay.leaving), Some(Departure::Left));
    }

    #[test]
    fn what_cannot_be_true_is_noted_at_its_row() {
        let mut form = sent(&[
            ("p3-given", "A"),
            ("p3-entered-on", "1/9/2025"),
            ("p3-exit-day", "1/8/2025"),
            ("p3-citizenship", "Mars"),
        ]);
        form.check(&ROW_FIELDS);
        read_rows(&mut form, today());
        let errors: Vec<_> = form.errors().iter().map(|error| (error.field.as_str(), error.code)).collect();
        assert_eq!(errors, [("p3-citizenship", "unknown-choice"), ("p3-exit-day", "left-before-entry")]);
    }
}
