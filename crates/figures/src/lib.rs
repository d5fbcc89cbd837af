//! Figures: what a programme did in a period, counted from the journal, with the records behind every number.
//!
//! There is no second truth: the monitoring table is a tally of the journal's facts, its drill-down lists those very
//! facts, and a check ([`rebuild`]) counts the same from the rows of the other slices. Deliberately absent: indicators of
//! the Ministry with their own definitions, targets, suppression of small numbers in what is published.

pub mod api;
pub mod export;
pub mod pages;
pub mod permissions;
pub mod rebuild;
pub mod rules;
pub mod store;
mod words;

use axum::http::Method;
use web::api::ApiCard;
use web::{Caller, Menu, Module, Nav, Routes};

pub use self::pages::export::monitoring_csv;
use self::permissions::{ViewFigures, ViewRecords};

/// This slice's share of the program.
#[must_use]
pub fn module() -> Module {
    Module {
        routes: routes(),
        permissions: permissions::ALL,
        nav: vec![Nav {
            menu: Menu::Figures,
            href: "/figures",
            label: "nav-figures",
            icon: "it-chart-line",
            place: 40,
            may: Caller::may::<ViewFigures>,
        }],
        template: web::templates_of!(),
        texts: web::texts_of!(),
        ..Module::new("figures")
    }
}

fn routes() -> Routes {
    Routes::new()
        .get(ViewFigures, "/figures", pages::index::index)
        .get(ViewFigures, "/figures/{programme}/monitoring", pages::monitoring::show)
        .get(ViewFigures, "/figures/{programme}/monitoring.csv", pages::export::csv)
        .get(ViewFigures, "/figures/{programme}/monitoring.xlsx", pages::export::xlsx)
        .get(ViewRecords, "/figures/{programme}/monitoring/records", pages::records::index)
        .api(
            ViewFigures,
            Method::GET,
            "/api/v1/figures/{programme}/monitoring",
            api::monitoring::show,
            ApiCard::new("The monitoring table of a programme and period, within reach.")
                .asks(pages::PERIOD)
                .gives::<api::monitoring::MonitoringOut>(),
        )
        .api(
            ViewRecords,
            Method::GET,
            "/api/v1/figures/{programme}/monitoring/records",
            api::monitoring::records,
            ApiCard::new("The facts, or the people, behind one figure of the monitoring table.")
                .asks(pages::records::BEHIND)
                .lists::<api::monitoring::RecordOut>(),
        )
        .api(
            ViewFigures,
            Method::GET,
            "/api/v1/figures/caseload",
            api::caseload::show,
            ApiCard::new("How many pathways there are now, by one or two of their properties.")
                .asks(api::caseload::CASELOAD)
                .gives::<api::caseload::CaseloadOut>(),
        )
}
