//! The tests of offers, in one binary.

mod families;
mod homes;
mod lists;
mod reach;
mod states;
mod work;
mod world;
