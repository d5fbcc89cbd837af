//! The fields of offers, declared once for pages and API.

use web::field::{Field, Kind};
use web::words_of;

use super::terms;
use crate::rules::family::{HostOutcome, HostStepKind};
use crate::rules::home::{Access, Letting, OwnerKind};
use crate::rules::offer::{ContactHow, OfferKind, SharedWith, WithdrawReason};
use crate::rules::work::{LanguageAsked, TraineeGroup, Transport, WorkForm};
use crate::store::offers::Listed;

/// What every offer holds, and what is told of the place and the contact.
const COMMON: &[Field] = &[
    Field::new("title", Kind::Text(120), "What it is called, without names of people."),
    Field::new("programme", Kind::Code, "In which programme; may be left out by who works in one only."),
    Field::new("organisation", Kind::Id, "Who keeps it; may be left out by who works for one only."),
    Field::new("territory", Kind::Code, "In which territory; may be left out by who works in one only."),
    Field::new("municipality", Kind::Text(80), "In which municipality: name, name with province, or ISTAT code."),
    Field::new("shared-with", Kind::Word(words_of!(SharedWith)), "To whom it is shown; the network when left out."),
    Field::new("available-from", Kind::Day, "From when on."),
    Field::new("available-to", Kind::Day, "Until when."),
    Field::new("contact-name", Kind::Text(120), "Whom to ask for."),
    Field::new("contact-phone", Kind::Text(40), "Telephone."),
    Field::new("contact-email", Kind::Text(200), "E-mail."),
    Field::new("address", Kind::Text(200), "The address."),
    Field::new("notes", Kind::Prose(4000), "Notes, for who keeps it."),
];

const HOME: &[Field] = &[
    Field::new("owner-kind", Kind::Word(words_of!(OwnerKind)), "Who offers the home."),
    Field::new("owner-name", Kind::Text(200), "What the agency, body or hub is called."),
    Field::new("letting", Kind::Word(words_of!(Letting)), "Whole or by the room."),
    Field::new("room-beds", Kind::Text(3), "Beds of each room, one value for each."),
    Field::new(
        "room-for",
        Kind::Text(10),
        "Who may sleep in each room: `anyone`, `women` or `men`, in the same order.",
    ),
    Field::new("access", Kind::Word(words_of!(Access)), "How one gets in."),
    Field::new("rent", Kind::Money, "The rent of a month."),
    Field::new("deposit", Kind::Money, "The deposit."),
    Field::new("costs", Kind::Money, "Other costs of a month."),
    Field::new("guarantees", Kind::Text(500), "The guarantees asked for."),
    Field::new("agreement", Kind::Text(200), "The agreement it comes under."),
];

const WORK: &[Field] = &[
    Field::new("employer", Kind::Text(200), "The employer."),
    Field::new(
        "occupation",
        Kind::Text(160),
        "The occupation: a code or address of ESCO, a code of ISCO-08, or its name.",
    ),
    Field::new("form", Kind::Word(words_of!(WorkForm)), "Contract or internship."),
    Field::new("meant-for", Kind::Word(words_of!(TraineeGroup)), "For whom an internship is meant."),
    Field::new("months", Kind::Number(1, 60), "How many months."),
    Field::new("hours", Kind::Number(1, 60), "Hours a week."),
    Field::new("pay", Kind::Money, "The pay of a month, before taxes."),
    Field::new("staff", Kind::Number(0, 1_000_000), "The employer's permanent staff."),
    Field::new("interns-now", Kind::Number(0, 100_000), "Interns there already."),
    Field::new("places", Kind::Number(1, 1000), "How many people are looked for."),
    Field::new("transport", Kind::Word(words_of!(Transport)), "How one gets there."),
    Field::new("language-asked", Kind::Word(words_of!(LanguageAsked)), "Which Italian is asked for."),
    Field::new("support", Kind::Prose(1000), "The support offered."),
    Field::new("rule-note", Kind::Text(300), "Why another rule of internships holds than the one that is known here."),
];

const FAMILY: &[Field] = &[
    Field::new("adults", Kind::Number(1, 20), "Adults of the family."),
    Field::new("children", Kind::Number(0, 20), "Children of the family."),
    Field::new("languages", Kind::Text(120), "Codes of its languages (ISO 639): `it en ar`."),
    Field::new("rooms", Kind::Number(0, 20), "Rooms for guests."),
    Field::new("beds", Kind::Number(0, 40), "Beds for guests."),
    Field::new("wishes", Kind::Prose(1000), "Wishes."),
    Field::new("limits", Kind::Prose(1000), "Limits."),
    Field::new("facilitator", Kind::Id, "Who accompanies the family: a member."),
];

/// The fields of an offer that exists.
#[must_use]
pub fn of_kind(kind: OfferKind) -> Vec<Field> {
    let (own, terms) = match kind {
        OfferKind::Home => (HOME, terms::HOME),
        OfferKind::Work => (WORK, terms::WORK),
        OfferKind::Family => (FAMILY, terms::FAMILY),
    };
    COMMON.iter().chain(own).chain(terms).copied().collect()
}

/// The fields of an offer that is made.
#[must_use]
pub fn of_new(kind: OfferKind) -> Vec<Field> {
    BEGINNING.iter().copied().chain(of_kind(kind)).collect()
}

/// What only a new offer is asked.
const BEGINNING: &[Field] = &[
    Field::new("kind", Kind::Word(words_of!(OfferKind)), "What is offered.").required(),
    Field::new("open", Kind::Flag, "Whether it may be proposed at once; host families only once they are suitable."),
];

/// The fields of all kinds; `schools-near` is asked of homes and of families, and stands once.
const PARTS: [&[Field]; 8] = [
    BEGINNING,
    COMMON,
    HOME,
    WORK,
    FAMILY,
    terms::HOME,
    terms::WORK,
    terms::FAMILY.split_at(terms::FAMILY.len() - 1).0,
];

const COUNT: usize = {
    let (mut part, mut count) = (0, 0);
    while part < PARTS.len() {
        count += PARTS[part].len();
        part += 1;
    }
    count
};

const ALL: [Field; COUNT] = {
    let mut all = [BEGINNING[0]; COUNT];
    let (mut part, mut at, mut to) = (0, 0, 0);
    while part < PARTS.len() {
        if at == PARTS[part].len() {
            part += 1;
            at = 0;
        } else {
            all[to] = PARTS[part][at];
            at += 1;
            to += 1;
        }
    }
    all
};

/// Every field of a new offer, of whatever kind: for the API's description.
pub const NEW: &[Field] = &ALL;

/// Every field by which an offer is changed, of whatever kind: for the API's description.
pub const CHANGE: &[Field] = NEW.split_at(BEGINNING.len()).1;

/// What a list is narrowed to.
pub const FILTERS: &[Field] = &[
    Field::new("q", Kind::Text(100), "Titles that begin with this text, or a code."),
    Field::new("kind", Kind::Word(words_of!(OfferKind)), "Only of this kind."),
    Field::new("status", Kind::Word(words_of!(Listed)), "Which of them; those open today when left out."),
    Field::new("programme", Kind::Code, "Only of this programme."),
    Field::new("territory", Kind::Code, "Only in this territory."),
    Field::new("region", Kind::Code, "Only in the territories of this region: `lombardia`."),
    Field::new("municipality", Kind::Text(80), "Only in this municipality: its ISTAT code."),
    Field::new("stale", Kind::Flag, "Only those of which nobody has heard for too long."),
    Field::new("own", Kind::Flag, "Only those of one's own reach, not what partners offer."),
    Field::new("sort", Kind::Text(20), "`heard-on`, `title` or `territory`, with a stroke before it the other way."),
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

/// What a hold is asked.
pub const HOLD: &[Field] = &[
    Field::new("until", Kind::Day, "The last day of the hold, sixty days ahead at most.").required(),
    Field::new("held-for", Kind::Text(300), "For whom and why; read by who keeps the offer.").required(),
];

/// What a withdrawal is asked.
pub const WITHDRAWAL: &[Field] =
    &[Field::new("reason", Kind::Word(words_of!(WithdrawReason)), "Why it is no longer offered.").required()];

/// What is noted of a talk.
pub const TALK: &[Field] = &[
    Field::new("on-day", Kind::Day, "On which day; today when left out."),
    Field::new("how", Kind::Word(words_of!(ContactHow)), "How.").required(),
    Field::new("who", Kind::Text(120), "With whom."),
    Field::new("words", Kind::Prose(2000), "What was said.").required(),
    Field::new("confirmed", Kind::Flag, "Whether it was said that the offer still stands."),
];

/// What is noted of a visit: a day that it is planned for, or one on which it was done.
pub const VISIT: &[Field] = &[
    Field::new("planned-on", Kind::Day, "For which day it is planned."),
    Field::new("done-on", Kind::Day, "On which day it was done."),
    Field::new("findings", Kind::Prose(2000), "What was found."),
];

/// What is noted of a planned visit that took place.
pub const VISIT_DONE: &[Field] = &[Field::new("done-on", Kind::Day, "On which day it was done.").required(), VISIT[2]];

/// What is noted of a step of a host family: a day that it is planned for, or one on which it was done.
pub const STEP: &[Field] = &[
    Field::new("kind", Kind::Word(words_of!(HostStepKind)), "Which step.").required(),
    Field::new("planned-on", Kind::Day, "For which day it is planned."),
    Field::new("done-on", Kind::Day, "On which day it was done."),
    Field::new(
        "outcome",
        Kind::Word(words_of!(HostOutcome)),
        "How it ended; `done` when left out, but for suitability.",
    ),
    Field::new("words", Kind::Prose(2000), "What there is to say."),
];

/// What is noted of a planned step that took place.
pub const STEP_DONE: &[Field] =
    &[Field::new("done-on", Kind::Day, "On which day it was done.").required(), STEP[3], STEP[4]];

/// What the rules of internships are asked about.
pub const INTERNSHIP_RULES: &[Field] = &[
    Field::new("municipality", Kind::Text(80), "Where: name, name with province, or ISTAT code."),
    WORK[3],
    WORK[4],
    WORK[6],
    WORK[7],
    WORK[8],
    WORK[9],
];
