//! The pages of this slice.

pub mod acts;
pub mod check_ins;
pub mod export;
pub mod fields;
pub mod history;
pub mod map;
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
use kernel::{ProgrammeCode, TerritoryCode};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use web::{Desk, Filters};

use crate::rules::region;

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

/// What a list is narrowed to without a field of its own on the page: how it is called, and the way out.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Narrowed {
    name: &'static str,
    value: String,
    label: String,
    without: String,
}

/// The region and the programme that a list was opened with, from the map for example.
pub(crate) fn narrowed(path: &str, filters: &Filters, catalogue: &Catalogue) -> Vec<Narrowed> {
    let region = filters.0.value("region").map(|code: TerritoryCode| {
        let label = region::by_code(&code).map_or_else(|| code.to_string(), |region| region.name.to_owned());
        ("region", code.to_string(), label)
    });
    let programme =
        filters.0.value("programme").map(|code: ProgrammeCode| ("programme", code.to_string(), catalogue.name(&code)));
    let all = region.into_iter().chain(programme);
    let told = all.map(|(name, value, label)| {
        let without = format!("{path}?{}", filters.query_with(name, ""));
        Narrowed { name, value, label, without }
    });
    told.collect()
}
