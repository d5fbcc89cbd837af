//! What the figures are: lines of the monitoring table, periods, stages of the funnel. No I/O.

pub mod funnel;
pub mod monitoring;
pub mod period;
