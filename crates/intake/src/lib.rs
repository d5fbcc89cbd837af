//! The sheets that partners send, as they send them: read, understood, shown before anything is written, taken over and,
//! if need be, taken back.
//!
//! A file becomes sheets of plain cells ([`read`]); the header row is found and its columns are understood
//! ([`rules::header`]); each row becomes one person with what is wrong, doubtful or missing, cell by cell
//! ([`rules::row`]); rows become households ([`rules::proposal`]). What is good is taken over ([`store::taking`]), each
//! household whole or not at all; the rest goes back with a comment on each bad cell ([`write`]). Absent on purpose:
//! formulas (they are read as the text they show and never computed), macros, guessing what a cell does not say.

pub mod api;
mod migrations;
pub mod pages;
pub mod permissions;
pub mod read;
pub mod report;
pub mod rules;
pub mod store;
pub mod write;

use axum::http::Method;
use web::api::ApiCard;
use web::{Caller, Menu, Module, Nav, Routes};

use self::permissions::{ExportReferrals, ImportReferrals};

/// This slice's share of the program.
#[must_use]
pub fn module() -> Module {
    Module {
        routes: page_routes().and(api_routes()),
        steps: migrations::steps(),
        permissions: permissions::ALL,
        nav: vec![Nav {
            menu: Menu::People,
            href: "/imports",
            label: "nav-imports",
            icon: "it-upload",
            place: 25,
            may: Caller::may::<ImportReferrals>,
        }],
        template: web::templates_of!(),
        texts: web::texts_of!(),
        ..Module::new("intake")
    }
}

fn page_routes() -> Routes {
    use pages::{acts, columns, files, imports, learnt, preview};
    Routes::new()
        .get(ImportReferrals, "/imports", imports::index)
        .get(ImportReferrals, "/imports/new", imports::blank)
        .upload(ImportReferrals, "/imports/new", read::LARGEST_FILE, imports::create)
        .get(ExportReferrals, "/imports/export", files::export)
        .get(ImportReferrals, "/imports/learnt", learnt::index)
        .post(ImportReferrals, "/imports/learnt", learnt::forget)
        .get(ImportReferrals, "/imports/{id}", preview::show)
        .post(ImportReferrals, "/imports/{id}", preview::answer)
        .get(ImportReferrals, "/imports/{id}/columns", columns::edit)
        .post(ImportReferrals, "/imports/{id}/columns", columns::update)
        .get(ImportReferrals, "/imports/{id}/returned", files::returned)
        .post(ImportReferrals, "/imports/{id}/take", acts::take)
        .post(ImportReferrals, "/imports/{id}/undo", acts::undo)
        .post(ImportReferrals, "/imports/{id}/discard", acts::discard)
}

fn api_routes() -> Routes {
    use api::{imports, learnt};
    use report::Report;
    let card = ApiCard::new;
    let one = "/api/v1/imports/{id}";
    Routes::new()
        .api(
            ImportReferrals,
            Method::GET,
            "/api/v1/imports",
            imports::list,
            card("The imports within reach.").lists::<imports::ImportOut>(),
        )
        .api(
            ImportReferrals,
            Method::POST,
            "/api/v1/imports",
            imports::create,
            card("Keeps a sheet of referrals and tells what it comes to; nothing is taken over.")
                .takes(pages::imports::SENDING)
                .takes_file(read::LARGEST_FILE)
                .makes::<Report>(),
        )
        .api(
            ImportReferrals,
            Method::GET,
            "/api/v1/imports/learnt",
            learnt::list,
            card("What was learnt of the senders' column headers.").lists_all::<learnt::LearntOut>(),
        )
        .api(
            ImportReferrals,
            Method::POST,
            "/api/v1/imports/learnt",
            learnt::forget,
            card("Forgets what was learnt of a sender's headers: some of them, or all.")
                .takes(pages::learnt::FORGETTING)
                .gives::<learnt::ForgottenOut>(),
        )
        .api(ImportReferrals, Method::GET, one, imports::show, card("What an import comes to.").gives::<Report>())
        .api(
            ImportReferrals,
            Method::DELETE,
            one,
            imports::discard,
            card("Puts an import aside of which nothing was taken over."),
        )
        .api(
            ImportReferrals,
            Method::POST,
            "/api/v1/imports/{id}/columns",
            imports::columns,
            card("Says what columns mean.").takes(pages::columns::COLUMNS).gives::<Report>(),
        )
        .api(
            ImportReferrals,
            Method::POST,
            "/api/v1/imports/{id}/answers",
            imports::answers,
            card("Answers the doubts of an import.").takes(pages::preview::ANSWERS).gives::<Report>(),
        )
        .api(
            ImportReferrals,
            Method::POST,
            "/api/v1/imports/{id}/take",
            imports::take,
            card("Takes over what is ready.").gives::<Report>(),
        )
        .api(
            ImportReferrals,
            Method::POST,
            "/api/v1/imports/{id}/undo",
            imports::undo,
            card("Takes back what was taken over, but for what was worked on since.").gives::<imports::BackOut>(),
        )
        .api(
            ImportReferrals,
            Method::GET,
            "/api/v1/imports/{id}/returned",
            pages::files::returned,
            card("The rows that cannot be taken, as a workbook with comments.").gives_file(),
        )
        .api(
            ExportReferrals,
            Method::GET,
            "/api/v1/imports/export",
            pages::files::export,
            card("The people of the referrals within reach, as a sheet that can be imported again.")
                .asks(pages::files::EXPORT)
                .gives_file(),
        )
}
