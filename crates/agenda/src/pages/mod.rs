//! The pages of this slice.

pub mod day;
pub mod tasks;
