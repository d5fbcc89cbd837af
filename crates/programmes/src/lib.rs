//! Programmes: what each is by its papers, who fits, and which of them this installation runs.
//!
//! A definition is data: a file in `programmes/`, built in, or one of the installation's own. Which of them run here,
//! and from when to when, is an *edition*, kept in the database. Absent on purpose: pathways, people, money.

pub mod catalogue;
pub mod definition;
mod migrations;
pub mod rules;
pub mod store;

use web::Module;

/// This slice's share of the program.
#[must_use]
pub fn module() -> Module {
    Module { steps: migrations::steps(), ..Module::new("programmes") }
}
