//! Attachments as JSON; their contents as files, by the same handler as on the pages.

use axum::Extension;
use kernel::{Day, MemberId, Moment, PersonId};
use people::store::sightings::{self, Seen};
use serde::Serialize;
use web::api::{Sent, all, created, given};
use web::{Answer, Id, May, Problem, Uploaded};

use crate::pages::attachments::{held, read_change, seen};
use crate::pages::{erasure, upload, whose};
use crate::permissions::{EditAttachments, EraseAttachments, ViewAttachments, ViewHealthAttachments};
use crate::rules::attachment::{AttachmentAct, AttachmentKind, AttachmentState, Media};
use crate::safe::Safe;
use crate::store::attachments::{self as kept, AnyHeld, Attachment, AttachmentId};

/// An attachment, without its content.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct AttachmentOut {
    /// The id.
    pub id: AttachmentId,
    /// How often it was changed.
    pub version: i64,
    /// Whose.
    pub person: PersonId,
    /// What it is a copy of.
    pub kind: AttachmentKind,
    /// The file's name; empty once it is gone.
    pub name: String,
    /// What the file holds.
    pub media: Media,
    /// How many bytes.
    pub size: i64,
    /// Until when what it shows is valid.
    pub expires_on: Option<Day>,
    /// A note.
    pub note: Option<String>,
    /// When it was added.
    pub added_at: Moment,
    /// By whom.
    pub added_by: Option<MemberId>,
    /// Where it stands.
    pub state: AttachmentState,
    /// Since when it is gone.
    pub gone_at: Option<Moment>,
}

impl From<Attachment> for AttachmentOut {
    fn from(row: Attachment) -> Self {
        let Attachment { id, version, person_id: person, kind, name, media, size, expires_on, note, .. } = row;
        let Attachment { added_at, added_by, state, gone_at, .. } = row;
        Self { id, version, person, kind, name, media, size, expires_on, note, added_at, added_by, state, gone_at }
    }
}

/// What an erasure did.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ErasureOut {
    /// How many attachments were erased.
    pub erased: u64,
}

/// A person's attachments.
///
/// # Errors
/// When there is no such person within reach.
pub async fn list(may: May<ViewAttachments>, Id(person): Id<PersonId>) -> Answer {
    whose(&may.db, person).await?;
    let rows = seen(&may.db, &may.also::<ViewHealthAttachments>(), person).await?;
    all(rows.into_iter().map(AttachmentOut::from).collect())
}

/// Keeps a file.
///
/// # Errors
/// When it may not be kept, or there is no such person within reach.
pub async fn create(
    may: May<EditAttachments>,
    Id(person): Id<PersonId>,
    Extension(safe): Extension<Safe>,
    sent: Uploaded,
) -> Answer {
    match upload::taken(&may, &safe, person, sent).await? {
        Ok((row, _)) => created(&format!("/api/v1/attachments/{}", row.id), AttachmentOut::from(row)),
        Err(form) => Err(form.problem()),
    }
}

/// One attachment.
///
/// # Errors
/// When there is none within reach.
pub async fn show(may: May<ViewAttachments>, Id(id): Id<AttachmentId>) -> Answer {
    let row = AnyHeld::find(&may.db, &may.also::<ViewHealthAttachments>(), id).await?.row();
    sightings::note(&may.db, [row.person_id], Seen::Attachments).await?;
    given(AttachmentOut::from(row))
}

/// Puts right what is known of an attachment.
///
/// # Errors
/// When there is none within reach, it is gone, or somebody was faster.
pub async fn update(may: May<EditAttachments>, Id(id): Id<AttachmentId>, Sent(mut form): Sent) -> Answer {
    let held = held(&may, id).await?;
    let row = held.row();
    let Some(new) = read_change(&mut form, &row, true) else { return Err(form.problem()) };
    let held = held.at_version(form.version().unwrap_or(row.version))?;
    given(AttachmentOut::from(kept::put(&may.db, held, new).await?))
}

/// Removes an attachment.
///
/// # Errors
/// When there is none within reach, or it is gone already.
pub async fn remove(may: May<EditAttachments>, Id(id): Id<AttachmentId>) -> Answer {
    let held = held(&may, id).await?;
    held.row().state.acted(AttachmentAct::Remove).map_err(|refusal| Problem::refused(&refusal))?;
    given(AttachmentOut::from(kept::remove(&may.db, held).await?))
}

/// Erases all attachments of a person.
///
/// # Errors
/// When there is no such person within reach, or no reason is given.
pub async fn erase(may: May<EraseAttachments>, Id(person): Id<PersonId>, Sent(form): Sent) -> Answer {
    given(ErasureOut { erased: erasure::erased(&may, person, form).await? })
}
