//! The figures over a little world that was lived through the slices' own functions.

mod pages;
mod rebuild;
mod world;
