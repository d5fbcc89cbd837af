//! The day: what is to be done, derived from what stands elsewhere or written by hand; appointments in a calendar that
//! an organisation shares, with interpreters whom nobody can book twice; reminders by e-mail that
//! say when, and nothing else.
//!
//! A task that a plan, a follow-up, a permit or a referral asks for is stored nowhere: it is read from there each time,
//! and is gone when it is done there. Absent on purpose: any measure of who did how much.

pub mod api;
mod feed;
mod migrations;
pub mod pages;
pub mod permissions;
pub mod post;
mod routes;
pub mod rules;
pub mod store;

use web::{Caller, Menu, Module, Nav};

use self::permissions::{KeepTasks, ViewAppointments};

/// This slice's share of the program.
#[must_use]
pub fn module() -> Module {
    Module {
        routes: routes::routes(),
        steps: migrations::steps(),
        permissions: permissions::ALL,
        nav: vec![
            Nav {
                menu: Menu::Daily,
                href: "/",
                label: "nav-day",
                icon: "it-list",
                place: 5,
                may: Caller::may::<KeepTasks>,
            },
            Nav {
                menu: Menu::Daily,
                href: "/calendar",
                label: "nav-calendar",
                icon: "it-calendar",
                place: 7,
                may: Caller::may::<ViewAppointments>,
            },
        ],
        template: web::templates_of!(),
        texts: web::texts_of!(),
        ..Module::new("agenda")
    }
}
