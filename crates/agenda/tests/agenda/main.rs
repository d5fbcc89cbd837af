//! The tests of the day, in one binary.

mod day;
mod states;
mod world;
