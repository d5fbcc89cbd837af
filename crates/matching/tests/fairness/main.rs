//! Fairness in the open, against enumeration: of plans, of pairs, of days.

mod costs;
mod invented;
mod past;
mod queue;
mod tables;
