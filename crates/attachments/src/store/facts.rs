//! What can happen to somebody's attachments. Neither what a file is of nor its name enters the journal: it is read
//! where neither may be seen.

use kernel::PersonId;
use people::store::households::place_of_person;
use serde::Serialize;
use store::{Db, Entry, Fact, Stored};

use super::attachments::AttachmentId;
use crate::rules::erasure::ErasureReason;

/// What can happen to somebody's attachments.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AttachmentFact {
    /// One was added.
    AttachmentAdded {
        /// Which.
        attachment: AttachmentId,
    },
    /// What is known of one was put right.
    AttachmentChanged {
        /// Which.
        attachment: AttachmentId,
    },
    /// Somebody took a copy.
    AttachmentDownloaded {
        /// Of which.
        attachment: AttachmentId,
    },
    /// One was removed.
    AttachmentRemoved {
        /// Which.
        attachment: AttachmentId,
    },
    /// All were erased, with the key.
    AttachmentsErased {
        /// Why.
        reason: ErasureReason,
        /// How many there were.
        count: u64,
    },
}

impl Fact for AttachmentFact {
    fn kind(&self) -> &'static str {
        match self {
            Self::AttachmentAdded { .. } => "attachment-added",
            Self::AttachmentChanged { .. } => "attachment-changed",
            Self::AttachmentDownloaded { .. } => "attachment-downloaded",
            Self::AttachmentRemoved { .. } => "attachment-removed",
            Self::AttachmentsErased { .. } => "attachments-erased",
        }
    }

    fn detail(&self) -> Option<String> {
        match self {
            Self::AttachmentsErased { reason, .. } => Some(reason.to_string()),
            _ => None,
        }
    }
}

/// The entry of a fact about a person, readable by those who reach the place where the person is known.
pub(super) async fn entry(db: &Db, person: PersonId, fact: &AttachmentFact) -> Stored<Entry> {
    let entry = Entry::new(fact, person);
    Ok(match place_of_person(db, person).await? {
        Some((household, place)) => {
            entry.household(household).within(&place.programme, place.organisation, &place.territory)
        }
        None => entry,
    })
}
