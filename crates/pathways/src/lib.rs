//! From the referral to the follow-up: a household accompanied in a programme, step by step.
//!
//! A referral arrives and is looked at ([`pages::referrals`]); a pathway opens; plan, steps, notes, services, reviews,
//! closing and follow-ups hang on it. Every change writes one entry of the journal, from which timeline and figures are
//! read. Absent on purpose: homes, jobs and host families on offer, money spent, anything that decides about a person.

pub mod api;
mod migrations;
pub mod pages;
pub mod permissions;
mod referrals;
mod routes;
pub mod rules;
pub mod store;

use web::{Caller, Language, Menu, Module, Nav};

use self::permissions::{ViewPathways, ViewReferrals};

/// This slice's share of the program.
#[must_use]
pub fn module() -> Module {
    Module {
        routes: routes::routes().and(referrals::routes()),
        steps: migrations::steps(),
        permissions: permissions::ALL,
        nav: vec![
            Nav {
                menu: Menu::Daily,
                href: "/caseload",
                label: "nav-caseload",
                icon: "it-clock",
                place: 10,
                may: Caller::may::<ViewPathways>,
            },
            Nav {
                menu: Menu::Daily,
                href: "/referrals",
                label: "nav-referrals",
                icon: "it-inbox",
                place: 20,
                may: Caller::may::<ViewReferrals>,
            },
            Nav {
                menu: Menu::People,
                href: "/pathways",
                label: "nav-pathways",
                icon: "it-flag",
                place: 30,
                may: Caller::may::<ViewPathways>,
            },
        ],
        template: web::templates_of!(),
        texts: vec![
            (Language::Italian, include_str!("../texts/it.ftl")),
            (Language::English, include_str!("../texts/en.ftl")),
            (Language::Italian, include_str!("../texts/merging.it.ftl")),
            (Language::English, include_str!("../texts/merging.en.ftl")),
            (Language::Italian, include_str!("../texts/looks.it.ftl")),
            (Language::English, include_str!("../texts/looks.en.ftl")),
            (Language::Italian, include_str!("../texts/referrals.it.ftl")),
            (Language::English, include_str!("../texts/referrals.en.ftl")),
            (Language::Italian, include_str!("../texts/sealed.it.ftl")),
            (Language::English, include_str!("../texts/sealed.en.ftl")),
        ],
        ..Module::new("pathways")
    }
}
