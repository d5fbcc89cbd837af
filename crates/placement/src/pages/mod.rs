//! The pages of this slice.

pub mod acts;
pub mod check_ins;
pub mod export;
pub mod fields;
pub mod history;
pub mod offer_form;
pub mod offers;
pub mod placement_export;
pub mod placement_fields;
pub mod placement_forms;
pub mod placement_told;
pub mod placements;
pub mod proposals;
pub mod searches;
pub mod terms;
pub mod told;
pub mod troubles;

use std::fmt::Display;
use std::sync::Arc;

use axum::Extension;
use programmes::catalogue::Catalogue;
use serde::Serialize;
use web::Desk;

/// The programmes that the network knows.
pub(crate) type Programmes = Extension<Arc<Catalogue>>;

/// A choice in a list: what is sent and what is read.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
}

/// Words as choices: their labels are the texts `STEM-WORD`.
pub(crate) fn choices<T: Display>(desk: &Desk, stem: &str, words: &[T]) -> Vec<Choice> {
    words.iter().map(|word| Choice { value: word.to_string(), label: desk.say(&format!("{stem}-{word}")) }).collect()
}
