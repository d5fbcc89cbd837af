//! Imports as JSON: the same reading, answers and acts as on the pages.

pub mod imports;
pub mod learnt;
