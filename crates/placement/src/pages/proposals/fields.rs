//! The fields of proposals, declared once for pages and API.

use web::field::{Field, Kind};
use web::words_of;

use crate::rules::decline::{Consequence, HouseholdReason, OffererReason};
use crate::rules::offer::{ContactHow, OfferKind};
use crate::rules::proposal::{MeetingKind, ProposalStatus, Side, TakenBack};
use crate::store::proposals::Listed;

/// What a list is narrowed to.
pub const FILTERS: &[Field] = &[
    Field::new("q", Kind::Text(40), "A code."),
    Field::new("kind", Kind::Word(words_of!(OfferKind)), "Only of this kind."),
    Field::new(
        "listed",
        Kind::Word(words_of!(Listed)),
        "Which of them; those that wait for one's own side when left out.",
    ),
    Field::new("status", Kind::Word(words_of!(ProposalStatus)), "Only those standing exactly so."),
    Field::new("side", Kind::Word(words_of!(Side)), "Only those in which one's own is this side."),
    Field::new("late", Kind::Flag, "Only those whose last day is over."),
    Field::new("offer", Kind::Id, "Only of this offer."),
    Field::new("household", Kind::Id, "Only to this household."),
    Field::new("pathway", Kind::Id, "Only along this pathway."),
    Field::new("sort", Kind::Text(20), "`since`, `made-on` or `status`, with a stroke before it the other way."),
];

/// What an export is narrowed to: as a list, and the kind of file.
pub const EXPORT: &[Field] = &[
    FILTERS[0],
    FILTERS[1],
    FILTERS[2],
    FILTERS[3],
    FILTERS[4],
    FILTERS[5],
    FILTERS[6],
    FILTERS[7],
    FILTERS[8],
    FILTERS[9],
    Field::new("format", Kind::Word(|| vec!["xlsx", "csv"]), "The kind of file; `xlsx` when left out."),
];

/// What a new proposal is asked.
pub const NEW: &[Field] = &[
    Field::new("offer", Kind::Id, "What is proposed.").required(),
    Field::new("pathway", Kind::Id, "To the household of this pathway."),
    Field::new("household", Kind::Id, "To this household, where there is no pathway."),
    Field::new("person", Kind::Id, "To which of them: for work, and for nothing else."),
    Field::new("to", Kind::Text(80), "On pages: the pathway, and for work a point and the person."),
    Field::new("search", Kind::Id, "The search that it answers."),
    Field::new("reserve", Kind::Flag, "Whether it is in reserve, after a first choice."),
    Field::new("told", Kind::Prose(1000), "What the offer's side should know besides, without names."),
    Field::new("people", Kind::Number(1, 40), "How many of them it is for, if the household asked to be parted."),
    Field::new("split-asked-by", Kind::Text(120), "Who of the household asked to be parted."),
    Field::new("split-asked-on", Kind::Day, "When."),
    Field::new("run", Kind::Text(60), "The run of the engine that proposed it."),
    Field::new("instead-of", Kind::Id, "The offer that the engine would have taken, where a person takes another."),
    Field::new("override-reason", Kind::Text(500), "Why a person takes another."),
];

const ANSWER: Field = Field::new("answer", Kind::Word(|| vec!["yes", "no"]), "Yes, or no.").required();
const TOLD_BY: Field = Field::new("told-by", Kind::Text(120), "Who told it.").required();
const HOW: Field = Field::new("how", Kind::Word(words_of!(ContactHow)), "How.").required();
const ON_DAY: Field = Field::new("on-day", Kind::Day, "On which day; today when left out.");
const MET_ON: Field =
    Field::new("met-on", Kind::Day, "On which day the first step that is open took place: for a yes.");
const NOT_MET_FOR: Field = Field::new(
    "not-met-for",
    Kind::Text(200),
    "Why the two sides do without a meeting, or beside a day without those that follow: for a yes.",
);
const WORDS: Field = Field::new("words", Kind::Prose(2000), "What was said besides; read by one's own side.");
const THEN: Field = Field::new(
    "then",
    Kind::Word(then_words),
    "What is done about a no: `as-proposed` for what its reason proposes; nothing but to look further when left out.",
);
const NAME: Field = Field::new("name", Kind::Text(120), "With a yes: the name that the other side may know.");
const CONTACT: Field = Field::new("contact", Kind::Text(300), "With a yes: how the other side may reach them.");

fn then_words() -> Vec<&'static str> {
    std::iter::once(AS_PROPOSED).chain(Consequence::ALL.iter().map(|word| word.word())).collect()
}

/// What follows from the reason as the page shows it beside it.
pub const AS_PROPOSED: &str = "as-proposed";

/// What is written of the household's answer.
pub const HOUSEHOLD_ANSWER: &[Field] = &[
    ANSWER,
    TOLD_BY,
    HOW,
    ON_DAY,
    MET_ON,
    NOT_MET_FOR,
    WORDS,
    NAME,
    CONTACT,
    Field::new("reason", Kind::Word(words_of!(HouseholdReason)), "Why not; `no-reason` when none was given."),
    THEN,
    Field::new("until", Kind::Day, "Until when the search rests, where it rests."),
];

/// What is written of the answer of whoever offers.
pub const OFFERER_ANSWER: &[Field] = &[
    ANSWER,
    TOLD_BY,
    HOW,
    ON_DAY,
    MET_ON,
    NOT_MET_FOR,
    WORDS,
    NAME,
    CONTACT,
    Field::new("reason", Kind::Word(words_of!(OffererReason)), "Why not; `no-reason` when none was given."),
    THEN,
];

/// What is noted of a meeting: one of the three.
pub const MEETING: &[Field] = &[
    Field::new("step", Kind::Word(words_of!(MeetingKind)), "Which.").required(),
    Field::new("planned-on", Kind::Day, "For which day it is planned."),
    Field::new("done-on", Kind::Day, "On which day it took place."),
    Field::new("left-out-for", Kind::Text(200), "Why the two sides do without it."),
    Field::new("words", Kind::Prose(2000), "What there is to say; read by both sides."),
];

/// What a withdrawal is asked.
pub const WITHDRAWAL: &[Field] =
    &[Field::new("reason", Kind::Word(words_of!(TakenBack)), "Why it is taken back.").required()];

/// Until when one waits.
pub const WAIT: &[Field] = &[Field::new("until", Kind::Day, "The day agreed on, sixty days ahead at most.").required()];

/// What a confirmation may say beside the version that was read.
pub const CONFIRMATION: &[Field] = &[Field::new(
    "rule-note",
    Kind::Text(300),
    "Of an internship that breaks a rule known here: why it goes on, and which act was checked.",
)];
