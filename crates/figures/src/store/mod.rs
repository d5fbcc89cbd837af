//! What the figures read: tallies of the journal, the entries behind them, live counts.
//!
//! This slice has no table of its own and changes nothing.

pub mod caseload;
pub mod monitoring;
pub mod records;
