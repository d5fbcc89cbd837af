//! A person's attachments: listed, put right, removed.

use std::collections::HashMap;

use axum::Extension;
use kernel::{Day, MemberId, Moment, PersonId};
use people::store::sightings::{self, Seen};
use serde::Serialize;
use serde_json::json;
use store::{Db, Stored};
use web::field::{Field, Kind};
use web::{Answer, FieldError, Flash, Form, Id, May, Posted};

use super::{choices, whose};
use crate::permissions::{EditAttachments, EraseAttachments, ViewAttachments, ViewHealthAttachments};
use crate::rules::attachment::{AttachmentAct, AttachmentKind, AttachmentState, Expiry, Media, expiry};
use crate::rules::erasure::ErasureReason;
use crate::safe::Safe;
use crate::store::attachments::{self, AnyHeld, Attachment, AttachmentId, HealthAttachment, of_person};

/// What can be put right of an attachment.
pub const CHANGE: &[Field] = &[
    Field::new("expires-on", Kind::Day, "Until when what it shows is valid."),
    Field::new("note", Kind::Text(300), "A note."),
];

/// An attachment as a page shows it.
#[derive(Debug, Serialize)]
struct Shown {
    id: AttachmentId,
    kind: AttachmentKind,
    is_health: bool,
    name: String,
    media: Media,
    /// In thousands of bytes, at least one.
    size: i64,
    expires_on: Option<Day>,
    expiry: Expiry,
    note: Option<String>,
    added_at: Moment,
    added_by: Option<String>,
    state: AttachmentState,
    gone_at: Option<Moment>,
}

impl Shown {
    fn of(row: Attachment, today: Day, names: &HashMap<MemberId, String>) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            is_health: row.kind.is_health(),
            media: row.media,
            size: (row.size / 1000).max(1),
            expires_on: row.expires_on,
            expiry: expiry(row.expires_on, today),
            added_at: row.added_at,
            added_by: row.added_by.and_then(|member| names.get(&member).cloned()),
            state: row.state,
            gone_at: row.gone_at,
            name: row.name,
            note: row.note,
        }
    }
}

/// The attachments of somebody that the caller may see, those about health among them, the newest first. It is noted that
/// the caller saw them.
///
/// # Errors
/// When the database fails.
pub(crate) async fn seen(plain: &Db, health: &Db, person: PersonId) -> Stored<Vec<Attachment>> {
    let mut rows = of_person::<Attachment>(plain, person).await?;
    rows.extend(of_person::<HealthAttachment>(health, person).await?.into_iter().map(Attachment::from));
    rows.sort_by_key(|row| std::cmp::Reverse(row.id));
    sightings::note(plain, [person], Seen::Attachments).await?;
    Ok(rows)
}

/// A person's attachments.
///
/// # Errors
/// When there is no such person within reach.
pub async fn index(may: May<ViewAttachments>, Id(person): Id<PersonId>, Extension(safe): Extension<Safe>) -> Answer {
    let person_shown = whose(&may.db, person).await?;
    let rows = seen(&may.db, &may.also::<ViewHealthAttachments>(), person).await?;
    let names = accounts::store::names_of(&may.db, rows.iter().filter_map(|row| row.added_by)).await?;
    let today = may.db.today();
    let (kept, gone): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .map(|row| Shown::of(row, today, &names))
        .partition(|shown| shown.state == AttachmentState::Kept);
    let reasons: Vec<&'static str> = ErasureReason::ALL.iter().map(|reason| reason.word()).collect();
    let context = json!({
        "person": person_shown,
        "kept": kept,
        "gone": gone,
        "sees_health": may.may::<ViewHealthAttachments>(),
        "may_edit": reaches(&may.also::<EditAttachments>(), person).await?,
        "may_erase": reaches(&may.also::<EraseAttachments>(), person).await?,
        "reasons": choices(&may, "erasure-reason", &reasons),
        "key_missing": safe.key().is_err(),
    });
    may.page("attachments/index.html", context)
}

async fn reaches(db: &Db, person: PersonId) -> Stored<bool> {
    Ok(whose(db, person).await.is_ok())
}

/// One attachment for a change: who changes it must be one who may see it.
///
/// # Errors
/// When it lies out of reach.
pub(crate) async fn held(may: &May<EditAttachments>, id: AttachmentId) -> Stored<AnyHeld> {
    let held = AnyHeld::find(&may.also::<ViewAttachments>(), &may.also::<ViewHealthAttachments>(), id).await?;
    whose(&may.db, held.row().person_id).await?;
    Ok(held)
}

/// The form of one attachment.
///
/// # Errors
/// When there is none within reach, or it is gone.
pub async fn edit(may: May<EditAttachments>, Id(id): Id<AttachmentId>) -> Answer {
    let row = held(&may, id).await?.row();
    let form = Form::blank()
        .with_some("expires-on", row.expires_on)
        .with_some("note", row.note.as_ref())
        .with("version", row.version);
    let context = edit_context(&may, &row).await?;
    may.form("attachments/edit.html", &form, context)
}

/// Puts right what is known of an attachment.
///
/// # Errors
/// When there is none within reach, or it is gone.
pub async fn update(may: May<EditAttachments>, Id(id): Id<AttachmentId>, Posted(mut form): Posted) -> Answer {
    let held = held(&may, id).await?;
    let row = held.row();
    let context = edit_context(&may, &row).await?;
    let person = row.person_id;
    let Some(new) = read_change(&mut form, &row, false) else {
        return may.form("attachments/edit.html", &form, context);
    };
    attachments::put(&may.db, held.at_version(form.version().unwrap_or_default())?, new).await?;
    may.see_done(&format!("/people/{person}/attachments"), Flash("saved"))
}

/// Reads what is put right; a partial form leaves out what stays.
pub(crate) fn read_change(form: &mut Form, before: &Attachment, partial: bool) -> Option<Attachment> {
    form.check(CHANGE);
    if before.state != AttachmentState::Kept {
        form.fail(FieldError::new("", "attachment-gone"));
    }
    let keeps = |name: &str| partial && !form.has(name);
    let new = Attachment {
        expires_on: if keeps("expires-on") { before.expires_on } else { form.value("expires-on") },
        note: if keeps("note") { before.note.clone() } else { form.text("note") },
        ..before.clone()
    };
    form.errors().is_empty().then_some(new)
}

async fn edit_context(may: &May<EditAttachments>, row: &Attachment) -> Stored<serde_json::Value> {
    let person = whose(&may.db, row.person_id).await?;
    Ok(json!({ "person": person, "id": row.id, "kind": row.kind, "name": row.name }))
}

/// Removes one attachment.
///
/// # Errors
/// When there is none within reach, or it is gone already.
pub async fn remove(may: May<EditAttachments>, Id(id): Id<AttachmentId>, Posted(_): Posted) -> Answer {
    let held = held(&may, id).await?;
    let row = held.row();
    row.state.acted(AttachmentAct::Remove).map_err(|refusal| web::Problem::refused(&refusal))?;
    attachments::remove(&may.db, held).await?;
    may.see_done(&format!("/people/{}/attachments", row.person_id), Flash("attachment-removed"))
}
