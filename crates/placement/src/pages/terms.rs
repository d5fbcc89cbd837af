//! The terms of an offer on its form and page: words that can be compared with what people look for.

use matching::facts::{Custom, Guarantee, Licence, School, Sex};
use serde::Serialize;
use store::Json;
use web::field::{Field, Kind};
use web::{Desk, FieldError, Form};

use super::searches::fields::{NONE, or_empty};
use super::searches::form::{list, or_empty_choices, with_words, words_of, yes, yes_or_no};
use super::{Choice, choices};
use crate::rules::offer::OfferKind;
use crate::store::offers::OfferId;
use crate::store::terms::Terms;

/// The terms of a home.
pub const HOME: &[Field] = &[
    Field::new(
        "asks-guarantees",
        Kind::Words(or_empty!(NONE, Guarantee)),
        "The guarantees asked, all of them; `none`.",
    ),
    Field::new("suits-minors", Kind::Flag, "Whether a home let by the room was found suitable for minors."),
    Field::new("schools-near", Kind::Words(or_empty!(NONE, School)), "The schools near by; `none`."),
];

/// The terms of work.
pub const WORK: &[Field] =
    &[Field::new("asks-licences", Kind::Words(or_empty!(NONE, Licence)), "The licences asked, all of them; `none`.")];

/// The terms of a host family.
pub const FAMILY: &[Field] = &[
    Field::new("most-guests", Kind::Number(1, 20), "The most guests."),
    Field::new("age-from", Kind::Number(0, 120), "The lowest age of grown guests."),
    Field::new("age-to", Kind::Number(0, 120), "The highest age of grown guests."),
    Field::new("sexes", Kind::Words(web::words_of!(Sex)), "The sexes of grown guests."),
    Field::new("minors", Kind::Flag, "Whether minors are welcome."),
    Field::new("smokers", Kind::Flag, "Whether smokers are."),
    Field::new("pets", Kind::Flag, "Whether animals are."),
    Field::new("checked-for-minors", Kind::Flag, "Whether the adults were checked for living with minors."),
    Field::new("keeps-pets", Kind::Flag, "Whether the family keeps animals."),
    Field::new("likes", Kind::Words(or_empty!(NONE, Custom)), "How the family likes to live with others; `none`."),
    HOME[2],
];

/// The terms of an offer, as they are read. Nothing: nobody has asked. An empty list: none.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct TermsOut {
    /// The guarantees asked for a home.
    pub asks_guarantees: Option<Vec<Guarantee>>,
    /// Whether a home let by the room was found suitable for minors.
    pub suits_minors: Option<bool>,
    /// The schools near by.
    pub schools_near: Option<Vec<School>>,
    /// The licences asked for work.
    pub asks_licences: Option<Vec<Licence>>,
    /// How a host family likes to live with others.
    pub likes: Option<Vec<Custom>>,
    /// The most guests.
    pub most_guests: Option<i64>,
    /// The lowest age of grown guests.
    pub age_from: Option<i64>,
    /// The highest age of grown guests.
    pub age_to: Option<i64>,
    /// The sexes of grown guests.
    pub sexes: Option<Vec<Sex>>,
    /// Whether minors are welcome.
    pub minors: Option<bool>,
    /// Whether smokers are.
    pub smokers: Option<bool>,
    /// Whether animals are.
    pub pets: Option<bool>,
    /// Whether the adults were checked for living with minors.
    pub checked_for_minors: Option<bool>,
    /// Whether the family keeps animals.
    pub keeps_pets: Option<bool>,
}

/// Reads a checked form.
pub(crate) fn read(form: &mut Form, kind: OfferKind, id: OfferId) -> Terms {
    let (age_from, age_to): (Option<i64>, Option<i64>) = (form.value("age-from"), form.value("age-to"));
    if let (Some(from), Some(to)) = (age_from, age_to)
        && to < from
    {
        form.fail(FieldError::new("age-to", "terms-ages-crossed"));
    }
    let sexes: Vec<Sex> = form.chosen("sexes").into_iter().filter_map(Sex::from_word).collect();
    Terms {
        guarantees: words_of(form, "asks-guarantees", NONE, Guarantee::from_word),
        suits_minors: yes_or_no(form, "suits-minors"),
        schools: if kind == OfferKind::Work { None } else { words_of(form, "schools-near", NONE, School::from_word) },
        licences: words_of(form, "asks-licences", NONE, Licence::from_word),
        customs: words_of(form, "likes", NONE, Custom::from_word),
        most_guests: form.value("most-guests"),
        age_from,
        age_to,
        sexes: (!sexes.is_empty()).then_some(Json(sexes)),
        minors: yes_or_no(form, "minors"),
        smokers: yes_or_no(form, "smokers"),
        pets: yes_or_no(form, "pets"),
        checked_for_minors: yes_or_no(form, "checked-for-minors"),
        keeps_pets: yes_or_no(form, "keeps-pets"),
        ..Terms::none(id)
    }
}

/// The form with these terms.
pub(crate) fn filled(form: Form, terms: Terms) -> Form {
    let form = with_words(form, "asks-guarantees", NONE, terms.guarantees);
    let form = with_words(form, "schools-near", NONE, terms.schools);
    let form = with_words(form, "asks-licences", NONE, terms.licences);
    let form = with_words(form, "likes", NONE, terms.customs);
    let form = match terms.sexes {
        Some(Json(sexes)) => form.with_all("sexes", sexes),
        None => form,
    };
    form.with_some("suits-minors", terms.suits_minors.map(yes))
        .with_some("most-guests", terms.most_guests)
        .with_some("age-from", terms.age_from)
        .with_some("age-to", terms.age_to)
        .with_some("minors", terms.minors.map(yes))
        .with_some("smokers", terms.smokers.map(yes))
        .with_some("pets", terms.pets.map(yes))
        .with_some("checked-for-minors", terms.checked_for_minors.map(yes))
        .with_some("keeps-pets", terms.keeps_pets.map(yes))
}

/// The terms as they are read.
pub(crate) fn told(terms: Terms) -> TermsOut {
    TermsOut {
        asks_guarantees: list(terms.guarantees),
        suits_minors: terms.suits_minors,
        schools_near: list(terms.schools),
        asks_licences: list(terms.licences),
        likes: list(terms.customs),
        most_guests: terms.most_guests,
        age_from: terms.age_from,
        age_to: terms.age_to,
        sexes: list(terms.sexes),
        minors: terms.minors,
        smokers: terms.smokers,
        pets: terms.pets,
        checked_for_minors: terms.checked_for_minors,
        keeps_pets: terms.keeps_pets,
    }
}

/// The choices of the terms, by field.
pub(crate) fn lists(desk: &Desk) -> [(&'static str, Vec<Choice>); 6] {
    let yes_no = ["yes", "no"].map(|word| Choice { value: word.to_owned(), label: desk.say(&format!("web-{word}")) });
    [
        ("asks-guarantees", or_empty_choices(desk, "guarantee", NONE, Guarantee::ALL)),
        ("schools-near", or_empty_choices(desk, "wanted-school", NONE, School::ALL)),
        ("asks-licences", or_empty_choices(desk, "licence", NONE, Licence::ALL)),
        ("likes", or_empty_choices(desk, "custom", NONE, Custom::ALL)),
        ("sexes", choices(desk, "guest-sex", Sex::ALL)),
        ("yes-no", yes_no.to_vec()),
    ]
}
