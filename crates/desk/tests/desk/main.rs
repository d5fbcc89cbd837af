//! The tests of the desk, in one binary.

mod decided;
mod fair;
mod runs;
mod stories;
mod words;
mod world;
