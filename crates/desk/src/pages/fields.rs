//! The fields of the desk, declared once for pages and API.

use placement::rules::offer::OfferKind;
use web::field::{Field, Kind};
use web::words_of;

/// What a run is asked.
pub const RUN: &[Field] = &[
    Field::new("programme", Kind::Code, "In which programme.").required(),
    Field::new("kind", Kind::Word(words_of!(OfferKind)), "What is looked for.").required(),
    Field::new("territory", Kind::Code, "Only in this territory of the programme."),
    Field::new("seed", Kind::Number(0, 0xffff_ffff), "The seed of the lots; drawn when left out."),
];

/// What a list of runs is narrowed to.
pub const FILTERS: &[Field] = &[
    Field::new("programme", Kind::Code, "Only in this programme."),
    Field::new("kind", Kind::Word(words_of!(OfferKind)), "Only of this kind."),
    Field::new("territory", Kind::Code, "Only those of this territory; those of all territories when left out."),
];

/// What an explanation is asked.
pub const EXPLAIN: &[Field] = &[Field::new("offer", Kind::Id, "Why not this offer, and what would change that.")];

kernel::words! {
    /// A part of what is told of a run.
    pub enum Part {
        /// Who could take what.
        Proposals = "proposals",
        /// Who stays without, and why.
        Without = "without",
        /// What should be asked.
        Questions = "questions",
        /// What the territories lack.
        Lacks = "lacks",
    }
}

/// What the page of a run is narrowed to.
pub const PART: &[Field] = &[Field::new("part", Kind::Word(words_of!(Part)), "Which part of it.")];
