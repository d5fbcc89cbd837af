//! Sealed notes: read and written on a page of their own by those who belong to the profession or team.

use std::sync::Arc;

use accounts::Circle;
use axum::Extension;
use kernel::{Day, Moment, PathwayId};
use people::store::households::members_of;
use people::store::sightings::{self, Seen};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use serde_json::json;
use store::{Db, Page, PageAsk, Stored};
use web::field::{Field, Kind};
use web::{Answer, Filters, Flash, Form, Id, May, Posted, list_links, words_of};

use super::acted::told;
use super::frame::{choices, frame};
use crate::permissions::{ReadSealedNotes, WriteSealedNotes};
use crate::store::pathways::{self, Pathway};
use crate::store::sealed_notes::{self, SealedNoteId};

/// What a sealed note holds.
pub const SEALED: &[Field] = &[
    Field::new("circle", Kind::Word(words_of!(Circle)), "For which profession or team.").required(),
    Field::new("words", Kind::Prose(4000), "What it says.").required(),
    Field::new("day", Kind::Day, "The day that it tells of; today when left out."),
];

/// A sealed note.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SealedNoteOut {
    /// Its id.
    #[schema(value_type = String, format = "uuid")]
    pub id: SealedNoteId,
    /// For which profession or team.
    pub circle: Circle,
    /// The day that it tells of.
    pub day: Day,
    /// When it was written.
    pub written_at: Moment,
    /// Who wrote it.
    pub written_by: Option<String>,
    /// What it says.
    pub words: String,
}

/// One page of the sealed notes that the caller may read; the reading is noted where there are any.
pub(crate) async fn rows(db: &Db, pathway: &Pathway, ask: PageAsk) -> Stored<Page<SealedNoteOut>> {
    let page = sealed_notes::page(db, pathway.id, ask).await?;
    if !page.items.is_empty() {
        let people: Vec<_> =
            members_of(db, pathway.household_id).await?.into_iter().map(|(_, person, _)| person.id).collect();
        sightings::note(db, people, Seen::Pathway).await?;
    }
    let names = accounts::store::names_of(db, page.items.iter().filter_map(|note| note.written_by)).await?;
    Ok(page.map(|note| SealedNoteOut {
        id: note.id,
        circle: note.circle,
        day: note.day,
        written_at: note.written_at,
        written_by: note.written_by.and_then(|id| names.get(&id).cloned()),
        words: note.words,
    }))
}

/// The sealed notes of a pathway, as far as the caller belongs to those for whom they are.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn index(
    may: May<ReadSealedNotes>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
    filters: Filters,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    page(&may, &catalogue, &pathway, &filters.forgiving(&[]), &Form::blank()).await
}

/// Seals a note.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn write(
    may: May<WriteSealedNotes>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
    Posted(mut form): Posted,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    if form.check(SEALED)
        && let Some(circle) = form.word("circle", Circle::from_word)
    {
        let acted = sealed_notes::seal(&may.db, &pathway, circle, form.typed("words"), form.value("day")).await;
        if told(&mut form, acted)?.is_some() {
            return may.see_done(&format!("/pathways/{id}/sealed-notes"), Flash("note-sealed"));
        }
    }
    page(&may, &catalogue, &pathway, &Filters(Form::blank()), &form).await
}

async fn page<P>(may: &May<P>, catalogue: &Catalogue, pathway: &Pathway, filters: &Filters, form: &Form) -> Answer {
    let db = may.also::<ReadSealedNotes>();
    let rows = rows(&db, pathway, filters.page(25)).await?;
    let path = format!("/pathways/{}/sealed-notes", pathway.id);
    let context = json!({
        "pathway": frame(may, catalogue, pathway).await?,
        "list": list_links(&path, filters, &rows, &[]),
        "notes": rows.items,
        "circles": choices(may, "circle-", &sealed_notes::circles(&db).await?),
    });
    may.form("pathways/sealed_notes.html", form, context)
}
