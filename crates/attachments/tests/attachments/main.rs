//! The tests of attachments, in one binary.

mod common;
mod pages;
mod rows;
mod states;
