//! A file is added to a person's attachments.

use axum::Extension;
use kernel::PersonId;
use people::store::persons::Identity;
use serde_json::json;
use store::Stored;
use web::field::{Field, Kind};
use web::{Answer, FieldError, Flash, Form, Id, May, Problem, Uploaded, words_of};

use super::{choices, whose};
use crate::permissions::{EditAttachments, ViewHealthAttachments};
use crate::rules::attachment::{AttachmentKind, MOST_BYTES, MOST_FILES};
use crate::safe::{Kept, Safe};
use crate::store::attachments::Attachment;
use crate::store::contents::{self, ContentError, Said};

/// What is said of a file.
pub const ATTACHMENT: &[Field] = &[
    Field::new("kind", Kind::Word(words_of!(AttachmentKind)), "What it is a copy of.").required(),
    Field::new("expires-on", Kind::Day, "Until when what it shows is valid, if it says so."),
    Field::new("note", Kind::Text(300), "A note."),
];

/// The endings that a browser offers to choose from.
const ACCEPTED: &str = ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx,.odt,.ods";

/// An empty form for a file.
///
/// # Errors
/// When there is no such person within reach.
pub async fn blank(may: May<EditAttachments>, Id(person): Id<PersonId>, Extension(safe): Extension<Safe>) -> Answer {
    let context = context(&may, person).await?;
    safe.key()?;
    may.form("attachments/new.html", &Form::blank(), context)
}

/// Keeps a file.
///
/// # Errors
/// When there is no such person within reach, or the installation's key is missing.
pub async fn create(
    may: May<EditAttachments>,
    Id(person): Id<PersonId>,
    Extension(safe): Extension<Safe>,
    sent: Uploaded,
) -> Answer {
    let context = context(&may, person).await?;
    match taken(&may, &safe, person, sent).await? {
        Ok((_, name_agreed)) => {
            let done = if name_agreed { "attachment-added" } else { "attachment-renamed" };
            may.see_done(&format!("/people/{person}/attachments"), Flash(done))
        }
        Err(form) => may.form("attachments/new.html", &form, context),
    }
}

/// Takes a sent file in: the attachment, and whether its name said what it is; or the form with what is wrong.
///
/// # Errors
/// When there is no such person within reach, or the installation's key is missing.
pub(crate) async fn taken(
    may: &May<EditAttachments>,
    safe: &Safe,
    person: PersonId,
    mut sent: Uploaded,
) -> Result<Result<(Attachment, bool), Form>, Problem> {
    whose(&may.db, person).await?;
    let key = safe.key()?;
    sent.form.check(ATTACHMENT);
    let file = sent.file("file");
    let mut form = sent.form;
    let said = read(may, &mut form, person).await?;
    let (Some(said), Some(file)) = (said, file) else { return Ok(Err(form)) };
    let kept: Kept = match safe.taken(&file.name, file.bytes).await {
        Ok(kept) if kept.bytes.len() > MOST_BYTES => {
            form.fail(FieldError::new("file", "file-too-large").with("most", MOST_BYTES >> 20));
            return Ok(Err(form));
        }
        Ok(kept) => kept,
        Err(refusal) => {
            form.refuse(&refusal);
            return Ok(Err(form));
        }
    };
    match contents::add(&may.db, key, person, &said, &kept).await {
        Ok(row) => Ok(Ok((row, kept.name_agreed))),
        Err(ContentError::Refused(refusal)) => {
            form.refuse(&refusal);
            Ok(Err(form))
        }
        Err(error) => Err(error.into()),
    }
}

/// Reads a checked form. Who adds something about health must be one who may see it.
async fn read(may: &May<EditAttachments>, form: &mut Form, person: PersonId) -> Stored<Option<Said>> {
    let Some(kind) = form.word("kind", AttachmentKind::from_word) else { return Ok(None) };
    if kind.is_health() && !may_see_health(may, person).await? {
        form.fail(FieldError::new("kind", "attachment-health-not-yours"));
    }
    let said = Said { kind, expires_on: form.value("expires-on"), note: form.text("note") };
    Ok(form.errors().is_empty().then_some(said))
}

async fn may_see_health(may: &May<EditAttachments>, person: PersonId) -> Stored<bool> {
    let health = may.also::<ViewHealthAttachments>();
    Ok(health.rows::<Identity>().id(person).first().await?.is_some())
}

async fn context(may: &May<EditAttachments>, person: PersonId) -> Stored<serde_json::Value> {
    let person_shown = whose(&may.db, person).await?;
    let health = may_see_health(may, person).await?;
    let kinds = AttachmentKind::ALL.iter().filter(|kind| health || !kind.is_health()).map(|kind| kind.word());
    let kinds: Vec<&'static str> = kinds.collect();
    Ok(json!({
        "person": person_shown,
        "kinds": choices(may, "attachment-kind", &kinds),
        "accept": ACCEPTED,
        "most": MOST_BYTES >> 20,
        "files": MOST_FILES,
    }))
}
