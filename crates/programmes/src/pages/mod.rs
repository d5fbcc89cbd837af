//! The pages of this slice.

pub mod programmes;
mod requirement;
mod sheet;
