//! The tests of offers, in one binary.

mod families;
mod homes;
mod lists;
mod proposals;
mod reach;
mod searches;
mod states;
mod work;
mod world;
