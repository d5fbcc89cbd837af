//! The keys of people, wrapped by the key of the installation.

use kernel::{Moment, PersonId};
use people::store::persons::KnownAt;
use store::{Change, Db, Held, InReach, Reach, StoreError, Stored, Where, record};

use crate::safe::{InstallationKey, PersonalKey, SealError, Sealed};

record! {
    /// A person's key. Once it is destroyed nothing that was sealed with it opens again; the row says since when.
    pub struct AttachmentKey in attachment_key keyed by PersonId {
        /// Whose.
        pub id: PersonId,
        /// How often the row was changed. Every new attachment changes it, so that of two that arrive together, or of
        /// one that arrives while all are erased, one sees the other.
        pub version: i64,
        /// The key, wrapped; nothing once it is destroyed.
        pub wrapped: Option<Sealed>,
        /// The fingerprint of the key that wraps it.
        pub wrapped_with: String,
        /// Since when there is one.
        pub made_at: Moment,
        /// When the last one was destroyed.
        pub destroyed_at: Option<Moment>,
    }
}

impl InReach for AttachmentKey {
    fn in_reach(reach: &Reach) -> Where {
        reach.with_names().through::<KnownAt>(KnownAt::person_id.is(Self::id))
    }
}

/// Why a key cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It does not open.
    #[error(transparent)]
    Seal(#[from] SealError),
}

/// The fingerprints of the installation keys that wrap a key of this database: none, where nothing is sealed yet.
///
/// # Errors
/// When the database fails.
pub async fn wrapped_with(db: &Db) -> Stored<Vec<String>> {
    let kept = db.rows::<AttachmentKey>().filter(AttachmentKey::wrapped.is_filled());
    Ok(kept.tally(AttachmentKey::wrapped_with).await?.into_iter().map(|(fingerprint, _)| fingerprint).collect())
}

/// A person's key, for opening what is there.
///
/// # Errors
/// When it was destroyed, or does not open.
pub(super) async fn key_of(db: &Db, house: &InstallationKey, person: PersonId) -> Result<PersonalKey, KeyError> {
    let row = db.rows::<AttachmentKey>().id(person).one().await?;
    let wrapped = row.wrapped.as_deref().ok_or(SealError::Broken)?;
    Ok(house.unwrap(person, wrapped)?)
}

/// A person's key for sealing, held or newly made; [`Sealing::note`] writes it.
pub(super) struct Sealing {
    pub(super) key: PersonalKey,
    held: Option<Held<AttachmentKey>>,
    row: AttachmentKey,
}

impl Sealing {
    pub(super) async fn of(db: &Db, house: &InstallationKey, person: PersonId) -> Result<Self, KeyError> {
        let held = match db.held::<AttachmentKey>(person).await {
            Ok(held) => Some(held),
            Err(StoreError::NotFound) => None,
            Err(error) => return Err(error.into()),
        };
        let before = held.as_ref().map(|held| AttachmentKey::clone(held));
        if let Some((row, key)) = before.as_ref().and_then(|row| Some((row, row.wrapped.as_deref()?))) {
            return Ok(Self { key: house.unwrap(person, key)?, row: row.clone(), held });
        }
        let key = PersonalKey::fresh()?;
        let row = AttachmentKey {
            id: person,
            version: 0,
            wrapped: Some(house.wrap(person, &key)?),
            wrapped_with: house.fingerprint(),
            made_at: db.now(),
            destroyed_at: before.and_then(|row| row.destroyed_at),
        };
        Ok(Self { key, held, row })
    }

    /// Writes the key, at the version it was read at.
    pub(super) async fn note(self, change: &mut Change) -> Stored<()> {
        match self.held {
            Some(held) => change.update(held, self.row).await.map(|_| ()),
            None => change.insert(&self.row).await,
        }
    }
}

/// Destroys a person's key within a change.
pub(super) async fn destroy(change: &mut Change, held: Held<AttachmentKey>, now: Moment) -> Stored<()> {
    let row = AttachmentKey { wrapped: None, destroyed_at: Some(now), ..held.clone() };
    change.update(held, row).await.map(|_| ())
}
