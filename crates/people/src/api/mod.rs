//! The API of this slice: the same rules and rows as JSON.
//!
//! Changes name only the fields that change; with `version` they are refused when somebody was faster.

pub mod alerts;
pub mod answers;
pub mod duplicates;
pub mod household_moves;
pub mod households;
pub mod languages;
pub mod needs;
pub mod papers;
pub mod permit_acts;
pub mod persons;
pub mod privacy;
pub mod stay_moves;
