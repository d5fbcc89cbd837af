//! Rules of the day: pure, and today is an argument.

pub mod task;
