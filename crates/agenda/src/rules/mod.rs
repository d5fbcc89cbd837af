//! Rules of the day: pure, and today is an argument.

pub mod appointment;
pub mod booking;
pub mod quiet;
mod refusal;
pub mod reminder;
pub mod task;
pub mod week;

pub use refusal::Refusal;
