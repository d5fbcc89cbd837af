//! The tables of this slice, and what it reads from those below.

pub mod appointments;
pub mod declined;
pub mod derived;
pub mod feeds;
pub mod interpreters;
pub mod reminders;
pub mod tasks;
pub mod wishes;
