//! What attachments hold, sealed: written with its attachment, opened one at a time.

use kernel::{Day, PersonId};
use people::store::persons::KnownAt;
use people::store::sightings::{self, Seen};
use store::{Db, InReach, Reach, StoreError, Stored, Where, record};
use web::Problem;

use super::attachments::{Attachment, AttachmentId, Filed, HealthAttachment, of_person};
use super::facts::{AttachmentFact, entry};
use super::keys::{KeyError, Sealing, key_of};
use crate::rules::AttachmentRefusal;
use crate::rules::attachment::{AttachmentKind, AttachmentState, has_room};
use crate::safe::{InstallationKey, Kept, SealError, Sealed};

record! {
    /// The sealed content of an attachment of either table.
    pub struct Content in attachment_content {
        /// The attachment.
        pub id: AttachmentId,
        /// Whose.
        pub person_id: PersonId,
        /// Nonce and content, sealed with the person's key.
        pub sealed: Sealed,
    }
}

impl InReach for Content {
    fn in_reach(reach: &Reach) -> Where {
        reach.with_names().through::<KnownAt>(KnownAt::person_id.is(Self::person_id))
    }
}

/// What is said of a file when it is added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What it is a copy of.
    pub kind: AttachmentKind,
    /// Until when what it shows is valid.
    pub expires_on: Option<Day>,
    /// A note.
    pub note: Option<String>,
}

/// Why a file is not added, or does not open.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    /// A rule.
    #[error("{0:?}")]
    Refused(AttachmentRefusal),
    /// It was removed or erased.
    #[error("the attachment is gone")]
    Gone,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key, or what it sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
}

impl From<KeyError> for ContentError {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::Store(error) => Self::Store(error),
            KeyError::Seal(error) => Self::Seal(error),
        }
    }
}

impl From<ContentError> for Problem {
    fn from(error: ContentError) -> Self {
        match error {
            ContentError::Refused(refusal) => Self::refused(&refusal),
            ContentError::Gone => Self::Conflict("attachment-gone"),
            ContentError::Store(error) => error.into(),
            ContentError::Seal(error) => {
                tracing::error!(%error, "an attachment does not open");
                Self::Conflict("attachment-damaged")
            }
        }
    }
}

/// Keeps a file of somebody within reach.
///
/// # Errors
/// When the person has no room for it or lies out of reach.
pub async fn add(
    db: &Db,
    house: &InstallationKey,
    person: PersonId,
    said: &Said,
    file: &Kept,
) -> Result<Attachment, ContentError> {
    const TRIES: usize = 4;
    for _ in 1..TRIES {
        match tried(db, house, person, said, file).await {
            // Another file of the same person came at the same moment.
            Err(ContentError::Store(StoreError::Stale | StoreError::Taken(_))) => {}
            done => return done,
        }
    }
    tried(db, house, person, said, file).await
}

async fn tried(
    db: &Db,
    house: &InstallationKey,
    person: PersonId,
    said: &Said,
    file: &Kept,
) -> Result<Attachment, ContentError> {
    let sealing = Sealing::of(db, house, person).await?;
    let sizes = [sizes::<Attachment>(db, person).await?, sizes::<HealthAttachment>(db, person).await?].concat();
    has_room(&sizes, file.bytes.len()).map_err(ContentError::Refused)?;
    let row = Attachment {
        id: AttachmentId::fresh(),
        version: 0,
        person_id: person,
        kind: said.kind,
        name: file.name.clone(),
        media: file.media,
        size: i64::try_from(file.bytes.len()).unwrap_or(i64::MAX),
        expires_on: said.expires_on,
        note: said.note.clone(),
        added_at: db.now(),
        added_by: db.act().member,
        state: AttachmentState::Kept,
        gone_at: None,
    };
    let sealed = sealing.key.seal(person, row.id.as_uuid(), file.bytes.clone())?;
    let entry = entry(db, person, &AttachmentFact::AttachmentAdded { attachment: row.id }).await?;
    let mut change = db.change().await?;
    sealing.note(&mut change).await?;
    if row.kind.is_health() {
        change.insert(&HealthAttachment::from(row.clone())).await?;
    } else {
        change.insert(&row).await?;
    }
    change.add(&[Content { id: row.id, person_id: person, sealed }]).await?;
    change.commit(entry).await?;
    Ok(row)
}

async fn sizes<R: Filed>(db: &Db, person: PersonId) -> Stored<Vec<i64>> {
    let rows = of_person::<R>(db, person).await?.into_iter().map(Into::into);
    Ok(rows.filter(|row: &Attachment| row.state == AttachmentState::Kept).map(|row| row.size).collect())
}

/// Opens an attachment found within reach, and notes in the journal that it was.
///
/// # Errors
/// When its content is gone, or does not open.
pub async fn opened(db: &Db, house: &InstallationKey, row: &Attachment) -> Result<Vec<u8>, ContentError> {
    if row.state != AttachmentState::Kept {
        return Err(ContentError::Gone);
    }
    let key = key_of(db, house, row.person_id).await?;
    let content = db.rows::<Content>().filter(Content::id.eq(row.id)).one().await?;
    let bytes = key.open(row.person_id, row.id.as_uuid(), &content.sealed)?;
    let entry = entry(db, row.person_id, &AttachmentFact::AttachmentDownloaded { attachment: row.id }).await?;
    db.change().await?.commit(entry).await?;
    sightings::note(db, [row.person_id], Seen::Attachments).await?;
    Ok(bytes)
}
