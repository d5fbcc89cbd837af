//! Notes: read and written on one page, and written from the caseload and the pathway in two clicks.

use std::sync::Arc;

use axum::Extension;
use kernel::{Day, Moment, NoteId, PathwayId};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use serde_json::json;
use store::{Db, Page, PageAsk, Stored};
use web::field::{Field, Kind};
use web::{Answer, Filters, Flash, Form, Id, May, Posted, list_links};

use super::acted::{back, told};
use super::frame::frame;
use crate::permissions::{ViewNotes, WriteNotes};
use crate::store::notes;
use crate::store::pathways::{self, Pathway};

/// What a note holds.
pub const NOTE: &[Field] = &[
    Field::new("words", Kind::Prose(4000), "What it says.").required(),
    Field::new("day", Kind::Day, "The day that it tells of; today when left out."),
];

/// A note.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct NoteOut {
    /// Its id.
    pub id: NoteId,
    /// The day that it tells of.
    pub day: Day,
    /// When it was written.
    pub written_at: Moment,
    /// Who wrote it, as far as the name lies within reach.
    pub written_by: Option<String>,
    /// What it says.
    pub words: String,
}

/// One page of notes with the names of their writers: two queries and a count.
pub(crate) async fn rows(db: &Db, pathway: PathwayId, ask: PageAsk) -> Stored<Page<NoteOut>> {
    let page = notes::page(db, pathway, ask).await?;
    let names = accounts::store::names_of(db, page.items.iter().filter_map(|note| note.written_by)).await?;
    Ok(page.map(|note| NoteOut {
        id: note.id,
        day: note.day,
        written_at: note.written_at,
        written_by: note.written_by.and_then(|id| names.get(&id).cloned()),
        words: note.words,
    }))
}

/// The notes of a pathway.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn index(
    may: May<ViewNotes>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
    filters: Filters,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    notes_page(&may, &catalogue, &pathway, &filters.forgiving(&[]), &Form::blank()).await
}

/// Writes a note.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn write(
    may: May<WriteNotes>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
    Posted(mut form): Posted,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    if form.check(NOTE) {
        let acted = notes::write(&may.db, &pathway, form.typed("words"), form.value("day")).await;
        if told(&mut form, acted)?.is_some() {
            return may.see_done(&back(&form, id), Flash("note-written"));
        }
    }
    notes_page(&may, &catalogue, &pathway, &Filters(Form::blank()), &form).await
}

async fn notes_page<P>(
    may: &May<P>,
    catalogue: &Catalogue,
    pathway: &Pathway,
    filters: &Filters,
    form: &Form,
) -> Answer {
    let page = rows(&may.also::<ViewNotes>(), pathway.id, filters.page(25)).await?;
    let path = format!("/pathways/{}/notes", pathway.id);
    let context = json!({
        "pathway": frame(may, catalogue, pathway).await?,
        "list": list_links(&path, filters, &page, &[]),
        "notes": page.items,
        "next": back(form, pathway.id),
    });
    may.form("pathways/notes.html", form, context)
}
