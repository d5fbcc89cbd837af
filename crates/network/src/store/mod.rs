//! The tables of this slice.

pub mod organisations;
