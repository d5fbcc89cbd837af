//! The API of this slice.

pub mod caseload;
pub mod monitoring;
