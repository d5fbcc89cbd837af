//! The fields of searches, declared once for pages and API. A list that may also be empty has a word for that (`any`,
//! `none`), since a list that nobody filled in says that nobody has asked.

use matching::facts::{Access, Custom, Guarantee, HomeKind, Level, Licence, School, Trainee, Transport};
use web::field::{Field, Kind};
use web::words_of;

use crate::rules::offer::OfferKind;
use crate::rules::search::{SearchEnd, Urgency, VetoBy};
use crate::store::searches::SearchesListed;

/// Anything will do.
pub const ANY: &str = "any";
/// None, and that is known.
pub const NONE: &str = "none";

/// The words of an enum, after the one that says that the list is known and empty.
macro_rules! or_empty {
    ($empty:expr, $type:ty) => {
        || std::iter::once($empty).chain(<$type>::ALL.iter().map(|member| member.word())).collect()
    };
}

pub(crate) use or_empty;

/// What a search begins with.
pub const OPENING: &[Field] = &[
    Field::new("kind", Kind::Word(words_of!(OfferKind)), "What is looked for.").required(),
    Field::new("urgency", Kind::Word(words_of!(Urgency)), "How long it can wait.").required(),
    Field::new("since", Kind::Day, "The first day of waiting; today when left out."),
    Field::new("person", Kind::Id, "Who looks for work."),
];

/// The same for the API, which names the pathway in the body.
pub const NEW: &[Field] = &[
    Field::new("pathway", Kind::Id, "Along which pathway.").required(),
    OPENING[0],
    OPENING[1],
    OPENING[2],
    OPENING[3],
];

const COMMON: &[Field] = &[
    Field::new("since", Kind::Day, "The first day of waiting.").required(),
    Field::new("urgency", Kind::Word(words_of!(Urgency)), "How long it can wait.").required(),
    Field::new("ready-from", Kind::Day, "From which day they can move or start."),
    Field::new("longest-minutes", Kind::Number(5, 240), "The longest daily way, in minutes by public transport."),
];

const LIVING: &[Field] = &[
    Field::new("places", Kind::Text(600), "Municipalities where they would like to live, parted by commas."),
    Field::new("places-any", Kind::Flag, "They would live anywhere."),
    Field::new("kinds", Kind::Words(or_empty!(ANY, HomeKind)), "The kinds of home they accept; `any`."),
    Field::new("rent", Kind::Money, "The monthly rent that they can pay of their own."),
    Field::new("rent-support", Kind::Money, "What the programme or a fund adds to it each month."),
    Field::new("deposit", Kind::Money, "The deposit that they can pay, support included."),
    Field::new("guarantees", Kind::Words(or_empty!(NONE, Guarantee)), "What they can bring as a guarantee; `none`."),
    Field::new("shares-room", Kind::Flag, "Whether single persons would share a room with a stranger."),
    Field::new("shares-home", Kind::Flag, "Whether they would share kitchen and bath."),
    Field::new("pets", Kind::Flag, "Whether they bring an animal."),
    Field::new("smokes", Kind::Flag, "Whether somebody of them smokes."),
    Field::new("customs", Kind::Words(or_empty!(NONE, Custom)), "How they like to live with others; `none`."),
    Field::new("must-reach", Kind::Text(600), "Municipalities that they must reach daily, parted by commas."),
    Field::new("must-reach-none", Kind::Flag, "There is no place that they must reach daily."),
    Field::new("schools", Kind::Words(or_empty!(NONE, School)), "The schools that they need; `none`."),
    Field::new("ties", Kind::Text(600), "Municipalities where people live on whom they can count."),
    Field::new("ties-none", Kind::Flag, "There is nobody near on whom they can count."),
];

const WORK: &[Field] = &[
    Field::new("occupation", Kind::Text(160), "What the person has done or wants to do, one value for each."),
    Field::new("occupation-months", Kind::Text(4), "For how many months, in the same order; 0 for a wish."),
    Field::new("occupation-any", Kind::Flag, "The person would do anything."),
    Field::new("most-hours", Kind::Number(1, 60), "The most hours a week."),
    Field::new("fewest-hours", Kind::Number(0, 60), "The fewest hours a week."),
    Field::new("licences", Kind::Words(or_empty!(NONE, Licence)), "The licences held; `none`."),
    Field::new(
        "transport",
        Kind::Words(or_empty!(NONE, Transport)),
        "How the person can get to work; `none`: on foot.",
    ),
    Field::new("italian", Kind::Word(words_of!(Level)), "How well the person speaks Italian."),
    Field::new("trainee", Kind::Word(words_of!(Trainee)), "How the rules of internships class the person."),
    Field::new("may-work", Kind::Flag, "Whether the permit, or none being needed, allows work."),
];

/// The fields by which a search of a kind is changed.
#[must_use]
pub fn of_kind(kind: OfferKind) -> Vec<Field> {
    let own = match kind {
        OfferKind::Home | OfferKind::Family => LIVING,
        OfferKind::Work => WORK,
    };
    COMMON.iter().chain(own).copied().collect()
}

const ALL: [Field; COMMON.len() + LIVING.len() + WORK.len()] = {
    let mut all = [COMMON[0]; COMMON.len() + LIVING.len() + WORK.len()];
    let parts = [COMMON, LIVING, WORK];
    let (mut part, mut at, mut to) = (0, 0, 0);
    while part < parts.len() {
        if at == parts[part].len() {
            part += 1;
            at = 0;
        } else {
            all[to] = parts[part][at];
            at += 1;
            to += 1;
        }
    }
    all
};

/// Every field by which a search is changed, of whatever kind: for the API's description.
pub const CHANGE: &[Field] = &ALL;

/// What a list is narrowed to.
pub const FILTERS: &[Field] = &[
    Field::new("q", Kind::Text(20), "Codes that begin so: `R-7K`."),
    Field::new("kind", Kind::Word(words_of!(OfferKind)), "Only of this kind."),
    Field::new("status", Kind::Word(words_of!(SearchesListed)), "Which of them; those open when left out."),
    Field::new("programme", Kind::Code, "Only in this programme."),
    Field::new("territory", Kind::Code, "Only in this territory."),
    Field::new("region", Kind::Code, "Only in the territories of this region: `lombardia`."),
    Field::new("urgency", Kind::Word(words_of!(Urgency)), "Only so urgent."),
    Field::new("pathway", Kind::Id, "Only along this pathway."),
    Field::new("sort", Kind::Text(20), "`since`, `territory` or `changed`, with a stroke before it the other way."),
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
    Field::new("format", Kind::Word(|| vec!["xlsx", "csv"]), "The kind of file; `xlsx` when left out."),
];

/// What the end of a search is asked.
pub const END: &[Field] =
    &[Field::new("reason", Kind::Word(words_of!(SearchEnd)), "Why it ends without having been met here.").required()];

/// What is written of a no that was said beforehand.
pub const VETO: &[Field] = &[
    Field::new("offer", Kind::Text(60), "The offer: its code or id."),
    Field::new("owner", Kind::Text(120), "Whoever offers: whatever comes from them."),
    Field::new("by", Kind::Word(words_of!(VetoBy)), "Who said no.").required(),
    Field::new("reason", Kind::Text(300), "Why, if somebody wanted to say."),
];

/// What is written of who needs to get in without steps.
pub const ACCESS: &[Field] = &[
    Field::new("person", Kind::Id, "Who, one value for each."),
    Field::new("needs", Kind::Text(12), "What each needs, in the same order: `stairs`, `step-free`, `wheelchair`."),
];

/// The words of what somebody needs to get in and about.
pub const NEEDS: &[Access] = Access::ALL;
