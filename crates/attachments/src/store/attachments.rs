//! Attachments, as kept: what they are of, until when they hold, who added them. Those about health stand in a table of
//! their own, and no query for the others meets them.

use kernel::{Day, MemberId, Moment, PersonId};
use people::store::persons::KnownAt;
use store::{Change, Column, Db, Held, InReach, Keyed, Order, Page, PageAsk, Reach, StoreError, Stored, Where, record};

use super::contents::Content;
use super::facts::{AttachmentFact, entry};
use super::keys::{AttachmentKey, destroy};
use crate::rules::attachment::{AttachmentKind, AttachmentState, Media};
use crate::rules::erasure::ErasureReason;

kernel::id!(
    /// Names an attachment.
    AttachmentId
);
store::text_cells!(AttachmentId);

/// Declares the two tables, which differ in nothing but who reads them.
macro_rules! filed {
    ($(#[$doc:meta])* $name:ident in $table:ident) => {
        record! {
            $(#[$doc])*
            pub struct $name in $table keyed by AttachmentId {
                /// The id.
                pub id: AttachmentId,
                /// How often the row was changed.
                pub version: i64,
                /// Whose.
                pub person_id: PersonId,
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
                /// A note; nothing once it is gone.
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
        }

        impl InReach for $name {
            // A document names its person: whoever sees pseudonyms only has none in reach.
            fn in_reach(reach: &Reach) -> Where {
                reach.with_names().through::<KnownAt>(KnownAt::person_id.is(Self::person_id))
            }
        }

        impl Filed for $name {
            const PERSON: Column<PersonId> = Self::person_id;
            const EXPIRES_ON: Column<Option<Day>> = Self::expires_on;
            const NAME: Column<String> = Self::name;
            const NOTE: Column<Option<String>> = Self::note;
            const STATE: Column<AttachmentState> = Self::state;
            const GONE_AT: Column<Option<Moment>> = Self::gone_at;
        }
    };
}

/// What the two tables have in common.
pub trait Filed: Keyed<Id = AttachmentId> + InReach + Clone + Into<Attachment> + From<Attachment> {
    /// Whose.
    const PERSON: Column<PersonId>;
    /// Until when it holds.
    const EXPIRES_ON: Column<Option<Day>>;
    /// The file's name.
    const NAME: Column<String>;
    /// A note.
    const NOTE: Column<Option<String>>;
    /// Where it stands.
    const STATE: Column<AttachmentState>;
    /// Since when it is gone.
    const GONE_AT: Column<Option<Moment>>;
}

filed! {
    /// An attachment that tells nothing of health.
    Attachment in attachment
}
filed! {
    /// An attachment about health.
    HealthAttachment in health_attachment
}

macro_rules! as_the_other {
    ($one:ident, $other:ident) => {
        impl From<$one> for $other {
            fn from(row: $one) -> Self {
                let $one { id, version, person_id, kind, name, media, size, expires_on, note, .. } = row;
                let $one { added_at, added_by, state, gone_at, .. } = row;
                Self {
                    id,
                    version,
                    person_id,
                    kind,
                    name,
                    media,
                    size,
                    expires_on,
                    note,
                    added_at,
                    added_by,
                    state,
                    gone_at,
                }
            }
        }
    };
}
as_the_other!(Attachment, HealthAttachment);
as_the_other!(HealthAttachment, Attachment);

/// The attachments of a person, the newest first, with those that are gone.
///
/// # Errors
/// When the database fails.
pub async fn of_person<R: Filed>(db: &Db, person: PersonId) -> Stored<Vec<R>> {
    let of = R::PERSON.eq(person);
    db.rows::<R>().filter(of).sort(Column::<AttachmentId>::new(R::TABLE, "id"), Order::Falling).all().await
}

/// Attachments that expire until a day, or have expired, the soonest first, of those whose [`Filed::PERSON`] the condition
/// admits: those about health with `expiring::<HealthAttachment>`, through a handle for them.
///
/// # Errors
/// When the database fails.
pub async fn expiring<R: Filed>(db: &Db, whose: Where, until: Day, ask: PageAsk) -> Stored<Page<R>> {
    let kept = R::STATE.eq(AttachmentState::Kept).and(R::EXPIRES_ON.at_most(until));
    let by_id = Column::<AttachmentId>::new(R::TABLE, "id");
    db.rows::<R>()
        .filter(whose)
        .filter(kept)
        .sort(R::EXPIRES_ON, Order::Rising)
        .sort(by_id, Order::Rising)
        .page(ask)
        .await
}

/// One attachment: held in its own table, through the handle that reads it.
pub enum AnyHeld {
    /// One that tells nothing of health.
    Plain(Held<Attachment>),
    /// One about health.
    Health(Held<HealthAttachment>),
}

impl AnyHeld {
    /// The one with this id, in whichever table; the second handle is for those about health.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it lies out of reach of both.
    pub async fn find(plain: &Db, health: &Db, id: AttachmentId) -> Stored<Self> {
        match plain.held::<Attachment>(id).await {
            Ok(held) => Ok(Self::Plain(held)),
            Err(StoreError::NotFound) => health.held::<HealthAttachment>(id).await.map(Self::Health),
            Err(error) => Err(error),
        }
    }

    /// Holds on only at this version.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when somebody changed it since.
    pub fn at_version(self, version: i64) -> Stored<Self> {
        Ok(match self {
            Self::Plain(held) => Self::Plain(held.at_version(version)?),
            Self::Health(held) => Self::Health(held.at_version(version)?),
        })
    }

    /// The row.
    #[must_use]
    pub fn row(&self) -> Attachment {
        match self {
            Self::Plain(held) => Attachment::clone(held),
            Self::Health(held) => HealthAttachment::clone(held).into(),
        }
    }

    async fn update(self, change: &mut Change, new: Attachment) -> Stored<Attachment> {
        match self {
            Self::Plain(held) => change.update(held, new).await,
            Self::Health(held) => change.update(held, new.into()).await.map(Attachment::from),
        }
    }
}

/// Writes what is known of an attachment.
///
/// # Errors
/// [`StoreError::Stale`] when somebody changed it since.
pub async fn put(db: &Db, held: AnyHeld, new: Attachment) -> Stored<Attachment> {
    let fact = AttachmentFact::AttachmentChanged { attachment: new.id };
    let entry = entry(db, new.person_id, &fact).await?;
    let mut change = db.change().await?;
    let row = held.update(&mut change, new).await?;
    change.commit(entry).await?;
    Ok(row)
}

/// Removes the content of one attachment; the row stays and says what was there, without name and note.
///
/// # Errors
/// [`StoreError::Stale`] when somebody changed it since.
pub async fn remove(db: &Db, held: AnyHeld) -> Stored<Attachment> {
    let before = held.row();
    let (id, person) = (before.id, before.person_id);
    let state = AttachmentState::Removed;
    let new = Attachment { name: String::new(), note: None, state, gone_at: Some(db.now()), ..before };
    let entry = entry(db, person, &AttachmentFact::AttachmentRemoved { attachment: id }).await?;
    let mut change = db.change().await?;
    let row = held.update(&mut change, new).await?;
    change.remove::<Content>(Content::id.eq(id)).await?;
    change.commit(entry).await?;
    Ok(row)
}

/// Erases all attachments of a person: the key is destroyed, the contents go, the rows stay without names and notes.
/// Says how many there were.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no key: nothing was ever added, or all was erased before; [`StoreError::Stale`] when one was added at the same time.
pub async fn erase(db: &Db, person: PersonId, reason: ErasureReason) -> Stored<u64> {
    let key: Held<AttachmentKey> = db.held(person).await?;
    if key.wrapped.is_none() {
        return Err(StoreError::NotFound);
    }
    let now = db.now();
    let mut change = db.change().await?;
    destroy(&mut change, key, now).await?;
    change.remove::<Content>(Content::person_id.eq(person)).await?;
    let count = gone::<Attachment>(&mut change, person, now).await?
        + gone::<HealthAttachment>(&mut change, person, now).await?;
    let entry = entry(db, person, &AttachmentFact::AttachmentsErased { reason, count }).await?;
    change.commit(entry).await?;
    Ok(count)
}

async fn gone<R: Filed>(change: &mut Change, person: PersonId, now: Moment) -> Stored<u64> {
    let kept = || R::PERSON.eq(person).and(R::STATE.eq(AttachmentState::Kept));
    change.set::<R, _>(kept(), R::NAME, String::new()).await?;
    change.set::<R, _>(kept(), R::NOTE, None).await?;
    change.set::<R, _>(kept(), R::GONE_AT, Some(now)).await?;
    // Last, since the others look for it.
    change.set::<R, _>(kept(), R::STATE, AttachmentState::Erased).await
}
