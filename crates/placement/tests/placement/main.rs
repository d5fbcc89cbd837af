//! The tests of offers and placements, in one binary.

mod families;
mod homes;
mod lists;
mod reach;
mod states;
mod stay_pages;
mod stays;
mod work;
mod world;
