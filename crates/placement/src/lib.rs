//! Offers: homes, jobs and host families that the network may propose to the people it accompanies; searches: what these
//! people look for; proposals, on the way to a yes of both sides; and placements: what began, checked on until it ends or
//! turns into the next.
//!
//! An offer is kept by a partner and, unless its keeper wants otherwise, seen by the whole network; how to reach whoever
//! makes it, what was said and for whom it is held stay with the keeper. A placement belongs to whoever accompanies the
//! household. Absent on purpose: nobody's nationality or religion can be asked for by an offer.

pub mod api;
mod migrations;
pub mod pages;
pub mod permissions;
mod routes;
pub mod rules;
pub mod store;

use web::{Beside, Caller, Language, Menu, Module, Nav};

use self::permissions::{ViewOffers, ViewPlacements, ViewProposals, ViewSearches};

/// This slice's share of the program.
#[must_use]
pub fn module() -> Module {
    let map = [
        (Language::Italian, include_str!("../texts/map.it.ftl")),
        (Language::English, include_str!("../texts/map.en.ftl")),
    ];
    Module {
        routes: routes::routes(),
        steps: migrations::steps(),
        permissions: permissions::ALL,
        nav: vec![
            Nav {
                menu: Menu::Placement,
                href: "/searches",
                label: "nav-searches",
                icon: "it-search",
                place: 33,
                may: Caller::may::<ViewSearches>,
            },
            Nav {
                menu: Menu::Placement,
                href: "/offers",
                label: "nav-offers",
                icon: "it-key",
                place: 35,
                may: Caller::may::<ViewOffers>,
            },
            Nav {
                menu: Menu::Placement,
                href: "/map",
                label: "nav-map",
                icon: "it-map-marker",
                place: 38,
                may: |caller| caller.may::<ViewOffers>() && caller.may::<ViewSearches>(),
            },
            Nav {
                menu: Menu::Placement,
                href: "/proposals",
                label: "nav-proposals",
                icon: "it-exchange-circle",
                place: 36,
                may: Caller::may::<ViewProposals>,
            },
            Nav {
                menu: Menu::Placement,
                href: "/placements",
                label: "nav-placements",
                icon: "it-check-circle",
                place: 37,
                may: Caller::may::<ViewPlacements>,
            },
        ],
        beside: vec![
            Beside {
                on: "pathway",
                href: "/pathways/{id}/searches",
                label: "searches-along",
                icon: "it-search",
                may: Caller::may::<ViewSearches>,
            },
            Beside {
                on: "pathway",
                href: "/pathways/{id}/proposals",
                label: "proposals-along",
                icon: "it-exchange-circle",
                may: Caller::may::<ViewProposals>,
            },
            Beside {
                on: "pathway",
                href: "/placements?pathway={id}",
                label: "placements-title",
                icon: "it-check-circle",
                may: Caller::may::<ViewPlacements>,
            },
        ],
        template: web::templates_of!(),
        texts: web::texts_of!().into_iter().chain(map).collect(),
        ..Module::new("placement")
    }
}
