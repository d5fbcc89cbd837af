//! Notes as JSON.

use kernel::PathwayId;
use people::store::sightings::Seen;
use web::api::{Sent, created, listed};
use web::{Answer, Filters, Id, May, Problem};

use crate::pages::frame::seen;
use crate::pages::notes::{NOTE, NoteOut, rows};
use crate::permissions::{ViewNotes, WriteNotes};
use crate::store::{notes, pathways};

/// The notes of a pathway, the latest first.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn list(may: May<ViewNotes>, Id(id): Id<PathwayId>, filters: Filters) -> Answer {
    let filters = filters.checked(&[])?;
    let pathway = pathways::one(&may.db, id).await?;
    seen(&may.db, &pathway, Seen::Record).await?;
    listed(&may, &filters, rows(&may.db, id, filters.page(50)).await?)
}

/// Writes a note.
///
/// # Errors
/// When a field is wrong.
pub async fn create(may: May<WriteNotes>, Id(id): Id<PathwayId>, Sent(mut form): Sent) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    if !form.check(NOTE) {
        return Err(form.problem());
    }
    let note = notes::write(&may.db, &pathway, form.typed("words"), form.value("day")).await.map_err(Problem::from)?;
    let out = NoteOut {
        id: note.id,
        day: note.day,
        written_at: note.written_at,
        written_by: Some(may.caller().name.clone()),
        words: note.words,
    };
    created(&format!("/api/v1/pathways/{id}/notes"), out)
}
