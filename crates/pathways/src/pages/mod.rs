//! The pages of this slice.

mod acted;
pub mod baselines;
pub mod caseload;
pub mod closings;
pub mod follow_ups;
pub(crate) mod frame;
pub mod goals;
pub mod looks;
pub mod merging;
pub mod notes;
pub mod opening;
pub mod pathways;
pub mod person_rows;
mod plan_view;
pub mod plans;
pub mod referral_edit;
pub mod referral_form;
pub mod referral_show;
pub mod referrals;
pub mod reviews;
pub mod sealed_notes;
pub mod services;
pub mod steps;
pub mod summaries;
pub mod telling;
pub mod timeline;
pub mod verdicts;
