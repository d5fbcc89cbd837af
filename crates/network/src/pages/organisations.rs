//! The directory of organisations: list, add, put right.

use kernel::OrganisationId;
use serde::Serialize;
use serde_json::json;
use store::{Held, Keyed, Order, StoreError};
use web::field::{Field, Kind};
use web::{Answer, FieldError, Filters, Flash, Form, Id, ListLinks, May, Posted, Sorting, list_links, words_of};

use crate::permissions::{ManageOrganisations, ViewOrganisations};
use crate::rules::organisation::OrganisationKind;
use crate::rules::place::{self, Found};
use crate::store::organisations::{self, Organisation};

/// What an organisation's form and body hold.
pub const ORGANISATION: &[Field] = &[
    Field::new("name", Kind::Text(200), "Its name.").required(),
    Field::new("kind", Kind::Word(words_of!(OrganisationKind)), "What it is.").required(),
    Field::new("municipality", Kind::Text(80), "Where it sits: name, name with province, or ISTAT code."),
    Field::new("email", Kind::Text(200), "Where to write to it."),
    Field::new("active", Kind::Flag, "Whether it still takes part; yes when left out."),
];

/// What the directory can be filtered by.
pub const FILTERS: &[Field] = &[
    Field::new("q", Kind::Text(100), "Names that begin with this text."),
    Field::new("sort", Kind::Text(20), "`name` or `-name`."),
];

pub(crate) const SORTINGS: &[Sorting] = &[Sorting { by: "name", order: Order::Rising }];

#[derive(Serialize)]
struct Index {
    rows: Vec<Row>,
    list: ListLinks,
    q: String,
    may_manage: bool,
}

#[derive(Serialize)]
struct Row {
    id: OrganisationId,
    name: String,
    kind: OrganisationKind,
    municipality: String,
    active: bool,
}

/// The directory.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<ViewOrganisations>, filters: Filters) -> Answer {
    let filters = filters.forgiving(FILTERS);
    let q = filters.0.typed("q").to_owned();
    let page = organisations::page(&may.db, &q, filters.sorting(SORTINGS).order, filters.page(25)).await?;
    let list = list_links("/organisations", &filters, &page, SORTINGS);
    let rows = page.items.into_iter().map(|organisation| Row {
        id: organisation.id,
        municipality: organisation
            .municipality
            .as_deref()
            .and_then(place::by_code)
            .map_or(String::new(), place::full_name),
        name: organisation.name,
        kind: organisation.kind,
        active: organisation.active,
    });
    let context = Index { rows: rows.collect(), list, q, may_manage: may.may::<ManageOrganisations>() };
    may.page("organisations/index.html", context)
}

/// An empty form.
///
/// # Errors
/// Never, but for a broken template.
pub async fn blank(may: May<ManageOrganisations>) -> Answer {
    edit_page(&may, &Form::blank().with("active", "yes"), None)
}

/// Adds an organisation.
///
/// # Errors
/// When the database fails.
pub async fn create(may: May<ManageOrganisations>, Posted(mut form): Posted) -> Answer {
    let Some(new) = read(&mut form, None) else { return edit_page(&may, &form, None) };
    match organisations::add(&may.db, &new).await {
        Ok(()) => may.see_done("/organisations", Flash("saved")),
        Err(StoreError::Taken(_)) => {
            form.fail(FieldError::new("name", "name-taken"));
            edit_page(&may, &form, None)
        }
        Err(error) => Err(error.into()),
    }
}

/// The form of one organisation.
///
/// # Errors
/// When there is none.
pub async fn edit(may: May<ManageOrganisations>, Id(id): Id<OrganisationId>) -> Answer {
    let held: Held<Organisation> = may.db.held(id).await?;
    let municipality = held.municipality.as_deref().and_then(place::by_code).map(place::full_name);
    let form = Form::blank()
        .with("name", &held.name)
        .with("kind", held.kind)
        .with_some("municipality", municipality)
        .with_some("email", held.email.as_ref())
        .with("active", if held.active { "yes" } else { "no" })
        .with("version", held.version());
    edit_page(&may, &form, Some(id))
}

/// Puts an organisation's data right.
///
/// # Errors
/// When there is none, or the database fails.
pub async fn update(may: May<ManageOrganisations>, Id(id): Id<OrganisationId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Organisation> = may.db.held(id).await?;
    let Some(new) = read(&mut form, Some(&held)) else { return edit_page(&may, &form, Some(id)) };
    let stored = match held.at_version(form.version().unwrap_or_default()) {
        Ok(held) => organisations::put(&may.db, held, new).await,
        Err(stale) => Err(stale),
    };
    match stored {
        Ok(()) => may.see_done("/organisations", Flash("saved")),
        Err(StoreError::Taken(_)) => {
            form.fail(FieldError::new("name", "name-taken"));
            edit_page(&may, &form, Some(id))
        }
        Err(error) => Err(error.into()),
    }
}

/// Reads a checked form into an organisation; notes what is wrong in the form.
pub(crate) fn read(form: &mut Form, before: Option<&Organisation>) -> Option<Organisation> {
    form.check(ORGANISATION);
    let municipality = place_in(form, "municipality");
    let (Some(name), Some(kind)) = (form.text("name"), form.word("kind", OrganisationKind::from_word)) else {
        return None;
    };
    if !form.errors().is_empty() {
        return None;
    }
    let mut new = Organisation::new(&name, kind);
    if let Some(before) = before {
        new.id = before.id;
    }
    new.municipality = municipality;
    new.email = form.text("email");
    new.active = !form.has("active") || form.flag("active");
    Some(new)
}

/// The ISTAT code of the municipality written in a field; an unknown one is noted with the nearest names.
pub fn place_in(form: &mut Form, field: &str) -> Option<String> {
    let written = form.text(field)?;
    match place::look_up(&written) {
        Found::One(place) => Some(place.code),
        Found::Several(names) => {
            form.fail(FieldError::new(field, "several-municipalities").with("names", names.join(", ")));
            None
        }
        Found::Ended { name, until, perhaps } => {
            let code = if perhaps.is_empty() { "ended-municipality" } else { "ended-municipality-near" };
            let error = FieldError::new(field, code).with("name", name).with("day", until.italian());
            form.fail(error.with("names", perhaps.join(", ")));
            None
        }
        Found::None(near) if near.is_empty() => {
            form.fail(FieldError::new(field, "unknown-municipality"));
            None
        }
        Found::None(near) => {
            form.fail(FieldError::new(field, "unknown-municipality-near").with("names", near.join(", ")));
            None
        }
    }
}

fn edit_page(may: &May<ManageOrganisations>, form: &Form, id: Option<OrganisationId>) -> Answer {
    may.form("organisations/edit.html", form, edit_context(id))
}

fn edit_context(id: Option<OrganisationId>) -> serde_json::Value {
    json!({ "id": id, "kinds": OrganisationKind::ALL })
}
