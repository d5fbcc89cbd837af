//! The API of this slice.

pub mod day;
pub mod tasks;
