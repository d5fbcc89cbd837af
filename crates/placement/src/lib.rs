//! Offers: homes, jobs and host families that the network may propose to the people it accompanies; and placements: what
//! began, checked on until it ends or turns into the next.
//!
//! An offer is kept by a partner and, unless its keeper wants otherwise, seen by the whole network; how to reach whoever
//! makes it, what was said and for whom it is held stay with the keeper. A placement belongs to whoever accompanies the
//! household. Absent on purpose: proposals and decisions come with the match; nobody's nationality or religion can be asked for by an offer.

pub mod api;
mod migrations;
pub mod pages;
pub mod permissions;
mod routes;
mod routes_placements;
pub mod rules;
pub mod store;

use web::{Beside, Caller, Module, Nav};

use self::permissions::{ViewOffers, ViewPlacements};

/// This slice's share of the program.
#[must_use]
pub fn module() -> Module {
    Module {
        routes: routes::routes().and(routes_placements::routes()),
        steps: migrations::steps(),
        permissions: permissions::ALL,
        nav: vec![
            Nav { href: "/offers", label: "nav-offers", icon: "it-key", place: 35, may: Caller::may::<ViewOffers> },
            Nav {
                href: "/placements",
                label: "nav-placements",
                icon: "it-check-circle",
                place: 37,
                may: Caller::may::<ViewPlacements>,
            },
        ],
        beside: vec![Beside {
            on: "pathway",
            href: "/placements?pathway={id}",
            label: "placements-title",
            icon: "it-check-circle",
            may: Caller::may::<ViewPlacements>,
        }],
        template: web::templates_of!(),
        texts: web::texts_of!(),
        ..Module::new("placement")
    }
}
