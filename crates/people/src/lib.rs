//! People and households: who they are, where they are known, their permits and stays.

mod migrations;
pub mod permissions;
pub mod rules;
pub mod store;

use web::Module;

/// This slice's share of the program.
#[must_use]
pub fn module() -> Module {
    Module { steps: migrations::steps(), permissions: permissions::ALL, ..Module::new("people") }
}
