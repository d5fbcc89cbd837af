//! The tests of the day, in one binary.

mod appointments;
mod day;
mod feed;
mod interpreters;
mod mail_server;
mod proposals;
mod reminders;
mod states;
mod world;
