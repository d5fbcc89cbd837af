//! The tests of offers and placements, in one binary.

mod families;
mod homes;
mod lists;
mod map;
mod proposals;
mod reach;
mod searches;
mod states;
mod stay_pages;
mod stays;
mod work;
mod world;
