//! The program: configuration, the slices wired into one service, the command line, the invented network.
//!
//! What the program does stands in the slices; here it is only put together.

pub mod command;
pub mod config;
pub mod demo;
mod directory;
pub mod house;
pub mod installation;
mod mail;
