//! The tables of this slice.

pub mod policies;
pub mod runs;
pub mod trials;
