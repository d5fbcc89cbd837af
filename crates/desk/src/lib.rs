//! The desk: who could go where, worked out for everybody together and told in plain words.
//!
//! A run reads what is looked for and what is on offer as far as its member's reach goes, lets the engine find the best
//! plan with the certificate that proves it, and keeps both. A run counts as nothing: only people propose. Whoever reads
//! it sees the own households by name and all others as *a household of another partner*.
//!
//! What people have decided already, a run keeps to ([`gather`]); what it means for whom is told with it ([`fairness`]); and
//! weights, rules and floors are tried on the past ([`trial`]) before somebody adopts them as a new version of the policy.
//!
//! Absent on purpose: the facts of a run are not kept beside it (they stand where they stand, each with its permission),
//! and nothing here writes to a search, an offer or a proposal.

pub mod api;
pub mod draft;
pub mod engine;
pub mod fairness;
pub mod few;
pub mod gather;
pub mod groups;
pub mod making;
mod migrations;
pub mod pages;
pub mod permissions;
mod routes;
pub mod store;
pub mod tell;
pub mod trial;
pub mod works;

use web::{Beside, Caller, Menu, Module, Nav};

use self::permissions::ViewDesk;

/// This slice's share of the program.
#[must_use]
pub fn module() -> Module {
    Module {
        routes: routes::routes(),
        steps: migrations::steps(),
        permissions: permissions::ALL,
        nav: vec![Nav {
            menu: Menu::Placement,
            href: "/desk",
            label: "nav-desk",
            icon: "it-check-circle",
            place: 34,
            may: Caller::may::<ViewDesk>,
        }],
        beside: vec![Beside {
            on: "search",
            href: "/desk/searches/{id}",
            label: "desk-of-search",
            icon: "it-check-circle",
            may: Caller::may::<ViewDesk>,
        }],
        template: web::templates_of!(),
        texts: web::texts_of!(),
        ..Module::new("desk")
    }
}
