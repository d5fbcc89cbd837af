//! Figures.

pub mod export;
pub mod permissions;
pub mod rules;
