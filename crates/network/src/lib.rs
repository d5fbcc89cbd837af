//! The network: its organisations, and the places in which it works.
//!
//! The directory is shared: every member sees which organisations there are. Who works in them, and with whom, is not
//! said here. Agreements, services and contact points come with the features that need them.

pub mod api;
mod migrations;
pub mod pages;
pub mod permissions;
pub mod rules;
pub mod store;

use axum::http::Method;
use web::api::ApiCard;
use web::{Caller, Menu, Module, Nav, Routes};

use self::permissions::{ManageOrganisations, ViewOrganisations};

/// This slice's share of the program.
#[must_use]
pub fn module() -> Module {
    let routes = Routes::new()
        .get(ViewOrganisations, "/organisations", pages::organisations::index)
        .get(ManageOrganisations, "/organisations/new", pages::organisations::blank)
        .post(ManageOrganisations, "/organisations/new", pages::organisations::create)
        .get(ManageOrganisations, "/organisations/{id}/edit", pages::organisations::edit)
        .post(ManageOrganisations, "/organisations/{id}/edit", pages::organisations::update)
        .api(
            ViewOrganisations,
            Method::GET,
            "/api/v1/organisations",
            api::organisations::list,
            ApiCard::new("The organisations of the network.")
                .asks(pages::organisations::FILTERS)
                .lists::<api::organisations::OrganisationOut>(),
        )
        .api(
            ManageOrganisations,
            Method::POST,
            "/api/v1/organisations",
            api::organisations::create,
            ApiCard::new("Adds an organisation.")
                .takes(pages::organisations::ORGANISATION)
                .makes::<api::organisations::OrganisationOut>(),
        );
    Module {
        routes,
        steps: migrations::steps(),
        permissions: permissions::ALL,
        nav: vec![Nav {
            menu: Menu::Network,
            href: "/organisations",
            label: "nav-organisations",
            icon: "it-pa",
            place: 60,
            may: Caller::may::<ViewOrganisations>,
        }],
        template: web::templates_of!(),
        texts: web::texts_of!(),
        ..Module::new("network")
    }
}
