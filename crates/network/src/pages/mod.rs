//! The pages of this slice.

pub mod organisations;
