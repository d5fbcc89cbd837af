//! Programmes: what each is by its papers, who fits, and which of them this installation runs.
//!
//! A definition is data: a file in `programmes/`, built in, or one of the installation's own. Which of them run here,
//! and from when to when, is an *edition*, kept in the database. Absent on purpose: pathways, people, money.

pub mod api;
pub mod catalogue;
pub mod definition;
mod migrations;
pub mod pages;
pub mod permissions;
pub mod rules;
pub mod store;

use axum::http::Method;
use web::api::ApiCard;
use web::{Caller, Language, Menu, Module, Nav, Routes};

use self::permissions::{RunProgrammes, ViewProgrammes};

/// This slice's share of the program. Its handlers find the [`catalogue::Catalogue`] in the request's extensions.
#[must_use]
pub fn module() -> Module {
    let routes = Routes::new()
        .get(ViewProgrammes, "/programmes", pages::programmes::index)
        .get(ViewProgrammes, "/programmes/{code}", pages::programmes::show)
        .get(RunProgrammes, "/programmes/{code}/edition", pages::programmes::edition)
        .post(RunProgrammes, "/programmes/{code}/edition", pages::programmes::set_edition)
        .api(
            ViewProgrammes,
            Method::GET,
            "/api/v1/programmes",
            api::programmes::list,
            ApiCard::new("The programmes known here, and which of them run.")
                .lists_all::<api::programmes::ProgrammeOut>(),
        )
        .api(
            ViewProgrammes,
            Method::GET,
            "/api/v1/programmes/{code}",
            api::programmes::show,
            ApiCard::new("The whole definition of a programme, every fact with its source.")
                .gives::<api::programmes::DefinitionOut>(),
        )
        .api(
            RunProgrammes,
            Method::PUT,
            "/api/v1/programmes/{code}/edition",
            api::programmes::set_edition,
            ApiCard::new("Sets when this installation runs a programme.")
                .takes(pages::programmes::EDITION)
                .gives::<api::programmes::ProgrammeOut>(),
        );
    let mut texts = web::texts_of!();
    texts.extend([
        (Language::Italian, include_str!("../texts/rules.it.ftl")),
        (Language::English, include_str!("../texts/rules.en.ftl")),
    ]);
    Module {
        routes,
        steps: migrations::steps(),
        permissions: permissions::ALL,
        nav: vec![Nav {
            menu: Menu::Network,
            href: "/programmes",
            label: "nav-programmes",
            icon: "it-bookmark",
            place: 50,
            may: Caller::may::<ViewProgrammes>,
        }],
        template: web::templates_of!(),
        texts,
        ..Module::new("programmes")
    }
}
