//! Copies of people's documents: told by their content, sealed with a key per person, open until they expire or are
//! erased.
//!
//! A file comes in through one door ([`safe::Safe`]): its content says what it is, a scanner may look at it, a picture is
//! drawn anew without its metadata. It goes out as a file to be saved, never inside a page. Absent on purpose: a preview,
//! a search in contents, and what a document says, which belongs to the slices that ask for it (a permit's expiry is a
//! permit's).

pub mod api;
mod migrations;
pub mod pages;
pub mod permissions;
pub mod rules;
pub mod safe;
pub mod store;

use axum::http::Method;
use web::api::ApiCard;
use web::{Beside, Caller, Module, Routes};

use self::permissions::{EditAttachments, EraseAttachments, ViewAttachments};
use self::rules::attachment::MOST_BYTES;

/// This slice's share of the program. The program lays a [`safe::Safe`] on the requests.
#[must_use]
pub fn module() -> Module {
    Module {
        routes: page_routes().and(api_routes()),
        steps: migrations::steps(),
        permissions: permissions::ALL,
        beside: vec![Beside {
            on: "person",
            href: "/people/{id}/attachments",
            label: "attachments-title",
            icon: "it-clip",
            may: Caller::may::<ViewAttachments>,
        }],
        template: web::templates_of!(),
        texts: web::texts_of!(),
        ..Module::new("attachments")
    }
}

fn page_routes() -> Routes {
    use pages::{attachments, download, erasure, upload};
    Routes::new()
        .get(ViewAttachments, "/people/{id}/attachments", attachments::index)
        .get(EditAttachments, "/people/{id}/attachments/new", upload::blank)
        .upload(EditAttachments, "/people/{id}/attachments/new", MOST_BYTES, upload::create)
        .post(EraseAttachments, "/people/{id}/attachments/erasure", erasure::erase)
        .get(ViewAttachments, "/attachments/{id}/file", download::send)
        .get(EditAttachments, "/attachments/{id}/edit", attachments::edit)
        .post(EditAttachments, "/attachments/{id}/edit", attachments::update)
        .post(EditAttachments, "/attachments/{id}/removal", attachments::remove)
}

fn api_routes() -> Routes {
    use crate::api::attachments::{self as api, AttachmentOut, ErasureOut};
    let card = ApiCard::new;
    Routes::new()
        .api(
            ViewAttachments,
            Method::GET,
            "/api/v1/people/{id}/attachments",
            api::list,
            card("A person's attachments, with those that are gone.").lists_all::<AttachmentOut>(),
        )
        .api(
            EditAttachments,
            Method::POST,
            "/api/v1/people/{id}/attachments",
            api::create,
            card("Keeps a file: PDF, JPEG, PNG, WebP, DOCX, XLSX, ODT or ODS, told by its content.")
                .takes(pages::upload::ATTACHMENT)
                .takes_file(MOST_BYTES)
                .makes::<AttachmentOut>(),
        )
        .api(
            EraseAttachments,
            Method::POST,
            "/api/v1/people/{id}/attachments/erasure",
            api::erase,
            card("Erases all attachments of a person, with the key.")
                .takes(pages::erasure::ERASURE)
                .gives::<ErasureOut>(),
        )
        .api(
            ViewAttachments,
            Method::GET,
            "/api/v1/attachments/{id}",
            api::show,
            card("One attachment, without its content.").gives::<AttachmentOut>(),
        )
        .api(
            ViewAttachments,
            Method::GET,
            "/api/v1/attachments/{id}/file",
            pages::download::send,
            card("The content of an attachment; the journal notes who took it.").gives_file(),
        )
        .api(
            EditAttachments,
            Method::PATCH,
            "/api/v1/attachments/{id}",
            api::update,
            card("Puts right what is known of an attachment.")
                .takes(pages::attachments::CHANGE)
                .gives::<AttachmentOut>(),
        )
        .api(
            EditAttachments,
            Method::DELETE,
            "/api/v1/attachments/{id}",
            api::remove,
            card("Removes an attachment; what was there stays known.").gives::<AttachmentOut>(),
        )
}
