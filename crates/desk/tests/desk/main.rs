//! The tests of the desk, in one binary.

mod runs;
mod stories;
mod words;
mod world;
