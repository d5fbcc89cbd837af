//! The tables of this slice.

pub mod baselines;
pub mod caseload;
pub mod closings;
pub mod declined;
pub mod facts;
pub mod follow_ups;
pub mod goals;
pub mod looks;
pub mod merging;
pub mod notes;
pub mod opening;
pub mod pathways;
pub mod plans;
pub mod referrals;
pub mod referred;
pub mod reviews;
pub mod sealed_notes;
pub mod services;
pub mod steps;
pub mod summaries;
pub mod timeline;
pub mod verdicts;
