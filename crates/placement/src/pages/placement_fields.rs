//! The fields of placements, declared once for pages and API.

use web::field::{Field, Kind};
use web::words_of;

use crate::rules::check_in::{CheckInReason, Goes, SpokenWith};
use crate::rules::placement::{EndReason, PlacementKind, PlacementStatus};
use crate::rules::problem::{MediationOutcome, ProblemKind};

const KIND: Field = Field::new("kind", Kind::Word(words_of!(PlacementKind)), "What it is.").required();
const BEGAN: Field = Field::new("began-on", Kind::Day, "Since when it lasts; it is only planned where none is said.");
const OFFER: Field = Field::new("offer", Kind::Text(40), "From which offer: its code or id.");

/// What is agreed of days and money.
pub const TERMS: &[Field] = &[
    Field::new("planned-from", Kind::Day, "From when on it is planned."),
    Field::new("planned-until", Kind::Day, "Until when it is planned."),
    Field::new("monthly", Kind::Money, "The rent or the pay of a month, as agreed."),
    Field::new("rule-note", Kind::Text(300), "Why an internship goes on although a rule known here is broken."),
];

/// What a new placement is asked on the page of a pathway.
pub const NEW_ON_PAGE: &[Field] = &[
    KIND,
    Field::new("person", Kind::Id, "Who of the household works there; for work only."),
    OFFER,
    BEGAN,
    TERMS[0],
    TERMS[1],
    TERMS[2],
    TERMS[3],
];

/// What a new placement is asked.
pub const NEW_PLACEMENT: &[Field] = &[
    Field::new("pathway", Kind::Id, "Along which pathway.").required(),
    NEW_ON_PAGE[0],
    NEW_ON_PAGE[1],
    NEW_ON_PAGE[2],
    NEW_ON_PAGE[3],
    NEW_ON_PAGE[4],
    NEW_ON_PAGE[5],
    NEW_ON_PAGE[6],
    NEW_ON_PAGE[7],
];

/// What a list is narrowed to.
pub const PLACEMENT_FILTERS: &[Field] = &[
    Field::new("q", Kind::Text(40), "A code."),
    Field::new("kind", Kind::Word(words_of!(PlacementKind)), "Only of this kind."),
    Field::new("status", Kind::Word(words_of!(PlacementStatus)), "Only standing so."),
    Field::new("territory", Kind::Code, "Only in this territory."),
    Field::new("pathway", Kind::Id, "Only along this pathway."),
    Field::new("household", Kind::Id, "Only of this household."),
    Field::new("offer", Kind::Id, "Only from this offer."),
    Field::new("late", Kind::Flag, "Only with a check-in that is late."),
    Field::new("problems", Kind::Flag, "Only with an open problem."),
    Field::new(
        "sort",
        Kind::Text(20),
        "`changed-at`, `began-on`, `ended-on` or `territory`, with a stroke before it the other way.",
    ),
];

/// What an export is narrowed to: as a list, and the kind of file.
pub const PLACEMENT_EXPORT: &[Field] = &[
    PLACEMENT_FILTERS[0],
    PLACEMENT_FILTERS[1],
    PLACEMENT_FILTERS[2],
    PLACEMENT_FILTERS[3],
    PLACEMENT_FILTERS[4],
    PLACEMENT_FILTERS[5],
    PLACEMENT_FILTERS[6],
    PLACEMENT_FILTERS[7],
    PLACEMENT_FILTERS[8],
    PLACEMENT_FILTERS[9],
    Field::new("format", Kind::Word(|| vec!["xlsx", "csv"]), "The kind of file; `xlsx` when left out."),
];

/// What a beginning is asked; on one that began, the day is put right.
pub const BEGINNING: &[Field] = &[Field::new("began-on", Kind::Day, "The first day.").required()];

/// What an end is asked; on one that ended, day and reason are put right.
pub const ENDING: &[Field] = &[
    Field::new("ended-on", Kind::Day, "The last day, or the day on which it was called off.").required(),
    Field::new(
        "reason",
        Kind::Word(words_of!(EndReason)),
        "Why; each kind knows its own. May be left out only where it was transformed.",
    ),
    Field::new("words", Kind::Prose(2000), "In words; needed for `other`."),
];

/// What a transformation is asked.
pub const TRANSFORMATION: &[Field] = &[
    KIND,
    Field::new("ended-on", Kind::Day, "The last day of what turns into the next.").required(),
    BEGAN,
    OFFER,
    TERMS[0],
    TERMS[1],
    TERMS[2],
    TERMS[3],
];

/// What a check-in found out.
pub const CHECK_IN: &[Field] = &[
    Field::new("held-on", Kind::Day, "The day; today when left out."),
    Field::new("spoken-with", Kind::Word(words_of!(SpokenWith)), "With whom one spoke.").required(),
    Field::new(
        "household",
        Kind::Word(words_of!(Goes)),
        "How it goes for the people accompanied; needed when one spoke with them.",
    ),
    Field::new(
        "other-side",
        Kind::Word(words_of!(Goes)),
        "How it goes for the other side; needed when one spoke with them.",
    ),
    Field::new("who", Kind::Text(200), "With whom, by name."),
    Field::new("words", Kind::Prose(2000), "What was said."),
];

/// What is asked of a check-in that is moved.
pub const MOVING: &[Field] = &[
    Field::new("due-on", Kind::Day, "To which day.").required(),
    Field::new("reason", Kind::Word(words_of!(CheckInReason)), "Why.").required(),
];

/// What is asked of a check-in that is dropped.
pub const DROPPING: &[Field] = &[MOVING[1]];

/// What is noted of a problem.
pub const PROBLEM: &[Field] = &[
    Field::new("kind", Kind::Word(words_of!(ProblemKind)), "What kind.").required(),
    Field::new("noted-on", Kind::Day, "When; today when left out."),
    Field::new("words", Kind::Prose(2000), "In words; needed for `other`. Nothing about health."),
];

/// What is noted of a problem that is solved.
pub const SOLUTION: &[Field] =
    &[Field::new("solved-on", Kind::Day, "When.").required(), Field::new("words", Kind::Prose(2000), "What was done.")];

/// What is noted of a mediation visit: a day that it is planned for, or one on which it was held.
pub const MEDIATION: &[Field] = &[
    Field::new("planned-on", Kind::Day, "For which day it is planned."),
    Field::new("held-on", Kind::Day, "When it was held."),
    Field::new("outcome", Kind::Word(words_of!(MediationOutcome)), "How it ended; needed for one that was held."),
    Field::new("who", Kind::Text(200), "Who takes part."),
    Field::new("words", Kind::Prose(2000), "What was said."),
];

/// What is noted of a planned mediation visit that was held.
pub const MEDIATION_HELD: &[Field] = &[
    Field::new("held-on", Kind::Day, "When it was held.").required(),
    Field::new("outcome", Kind::Word(words_of!(MediationOutcome)), "How it ended.").required(),
    MEDIATION[3],
    MEDIATION[4],
];
