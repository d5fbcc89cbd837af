//! The pages of this slice.

pub mod appointments;
pub mod calendar;
pub mod day;
pub mod feed;
pub mod interpreters;
pub mod reminders;
pub mod tasks;
