//! The day: what is to be done, derived from what stands elsewhere or written by hand.
//!
//! A task that a plan, a follow-up, a permit or a referral asks for is stored nowhere: it is read from there each time,
//! and is gone when it is done there. Absent on purpose: any measure of who did how much.

pub mod api;
mod migrations;
pub mod pages;
pub mod permissions;
mod routes;
pub mod rules;
pub mod store;

use web::{Caller, Module, Nav};

use self::permissions::KeepTasks;

/// This slice's share of the program.
#[must_use]
pub fn module() -> Module {
    Module {
        routes: routes::routes(),
        steps: migrations::steps(),
        permissions: permissions::ALL,
        nav: vec![Nav { href: "/", label: "nav-day", icon: "it-calendar", place: 5, may: Caller::may::<KeepTasks> }],
        template: web::templates_of!(),
        texts: web::texts_of!(),
        ..Module::new("agenda")
    }
}
