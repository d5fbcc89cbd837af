//! Sealed notes as JSON.

use accounts::Circle;
use kernel::PathwayId;
use people::store::sightings::Seen;
use web::api::{Sent, created, listed};
use web::{Answer, Filters, Id, May, Problem};

use crate::pages::frame::seen;
use crate::pages::sealed_notes::{SEALED, SealedNoteOut, rows};
use crate::permissions::{ReadSealedNotes, WriteSealedNotes};
use crate::store::{pathways, sealed_notes};

/// The sealed notes of a pathway that the caller may read, the latest first.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn list(may: May<ReadSealedNotes>, Id(id): Id<PathwayId>, filters: Filters) -> Answer {
    let filters = filters.checked(&[])?;
    let pathway = pathways::one(&may.db, id).await?;
    seen(&may.db, &pathway, Seen::Record).await?;
    listed(&may, &filters, rows(&may.db, &pathway, filters.page(50)).await?)
}

/// Seals a note.
///
/// # Errors
/// When a field is wrong, or the caller does not belong to the profession or team.
pub async fn create(may: May<WriteSealedNotes>, Id(id): Id<PathwayId>, Sent(mut form): Sent) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    form.check(SEALED);
    let Some(circle) = form.word("circle", Circle::from_word).filter(|_| form.errors().is_empty()) else {
        return Err(form.problem());
    };
    let sealed = sealed_notes::seal(&may.db, &pathway, circle, form.typed("words"), form.value("day")).await;
    let note = sealed.map_err(Problem::from)?;
    let out = SealedNoteOut {
        id: note.id,
        circle,
        day: note.day,
        written_at: note.written_at,
        written_by: Some(may.caller().name.clone()),
        words: note.words,
    };
    created(&format!("/api/v1/pathways/{id}/sealed-notes"), out)
}
