//! The API of this slice.

pub mod baselines;
pub mod closings;
pub mod follow_ups;
pub mod goals;
pub mod looks;
pub mod merging;
pub mod notes;
pub mod pathways;
pub mod plans;
pub mod referrals;
pub mod reviews;
pub mod sealed_notes;
pub mod services;
pub mod steps;
pub mod summaries;
pub mod verdicts;
