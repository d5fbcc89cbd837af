//! The API of this slice.

pub mod programmes;
