//! Who wants to be reminded by e-mail: nobody, until they say so.

use kernel::{Day, MemberId, PersonId};
use people::store::persons::KnownAt;
use serde::Serialize;
use store::{Db, Entry, Fact, Held, InReach, Reach, StoreError, Stored, Where, record};

kernel::id!(
    /// Names a wish: the id of the member or person whose wish it is.
    WishId
);
store::text_cells!(WishId);

record! {
    /// Whether somebody wants reminders.
    pub struct Wish in reminder_wish keyed by WishId {
        /// The id of the member or person.
        pub id: WishId,
        /// How often it was changed.
        pub version: i64,
        /// The member.
        pub member_id: Option<MemberId>,
        /// The person.
        pub person_id: Option<PersonId>,
        /// Yes or no.
        pub wants: bool,
        /// When that was said.
        pub said_on: Day,
        /// Who wrote it down.
        pub noted_by: MemberId,
    }
}

impl InReach for Wish {
    fn in_reach(reach: &Reach) -> Where {
        let mine = reach.own(Self::member_id);
        mine.or(reach.with_names().through::<KnownAt>(KnownAt::person_id.is(Self::person_id)))
    }
}

/// Whose wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Recipient {
    /// A member's, for the appointments that the member takes part in.
    Member(MemberId),
    /// That of a person accompanied.
    Person(PersonId),
}

impl Recipient {
    fn wish_id(self) -> WishId {
        WishId::from_uuid(match self {
            Self::Member(id) => id.as_uuid(),
            Self::Person(id) => id.as_uuid(),
        })
    }

    /// The two columns that name a recipient.
    pub(super) fn columns(self) -> (Option<MemberId>, Option<PersonId>) {
        match self {
            Self::Member(id) => (Some(id), None),
            Self::Person(id) => (None, Some(id)),
        }
    }
}

/// What can happen to a wish.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WishFact {
    /// Somebody said yes to reminders.
    RemindersWanted,
    /// Somebody said no to them.
    RemindersUnwanted,
}

impl Fact for WishFact {
    fn kind(&self) -> &'static str {
        match self {
            Self::RemindersWanted => "reminders-wanted",
            Self::RemindersUnwanted => "reminders-unwanted",
        }
    }
}

/// What somebody said, if they said anything.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, whose: Recipient) -> Stored<Option<Wish>> {
    db.rows::<Wish>().id(whose.wish_id()).first().await
}

/// Which of these want reminders.
///
/// # Errors
/// When the database fails.
pub async fn wanting(db: &Db, all: impl IntoIterator<Item = Recipient>) -> Stored<Vec<Recipient>> {
    let all: Vec<Recipient> = all.into_iter().collect();
    if all.is_empty() {
        return Ok(all);
    }
    let ids: Vec<WishId> = all.iter().map(|one| one.wish_id()).collect();
    let wanted = db.rows::<Wish>().filter(Wish::id.is_in(ids).and(Wish::wants.eq(true))).all().await?;
    Ok(all.into_iter().filter(|one| wanted.iter().any(|wish| wish.id == one.wish_id())).collect())
}

/// What somebody said, held for a change.
///
/// # Errors
/// When the database fails.
pub async fn held(db: &Db, whose: Recipient) -> Stored<Option<Held<Wish>>> {
    match db.held::<Wish>(whose.wish_id()).await {
        Ok(held) => Ok(Some(held)),
        Err(StoreError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The wish as it was seen, where it still stands so; where none was seen, none may stand.
///
/// # Errors
/// [`StoreError::Stale`] otherwise.
pub fn as_seen(standing: Option<Held<Wish>>, version: Option<i64>) -> Stored<Option<Held<Wish>>> {
    match (standing, version) {
        (Some(held), Some(version)) => held.at_version(version).map(Some),
        (None, None) => Ok(None),
        _ => Err(StoreError::Stale),
    }
}

/// Writes down what somebody said, over what was said before.
///
/// # Errors
/// [`StoreError::NotFound`] when the person lies beyond reach; [`StoreError::Stale`] when somebody was faster.
pub async fn say(db: &Db, by: MemberId, whose: Recipient, before: Option<Held<Wish>>, wants: bool) -> Stored<Wish> {
    let (member_id, person_id) = whose.columns();
    let new = Wish { id: whose.wish_id(), version: 0, member_id, person_id, wants, said_on: db.today(), noted_by: by };
    let fact = if wants { WishFact::RemindersWanted } else { WishFact::RemindersUnwanted };
    let mut change = db.change().await?;
    let wish = match before {
        Some(held) => {
            let version = held.version;
            change.update(held, Wish { version, ..new }).await?
        }
        None => {
            change.insert(&new).await?;
            new
        }
    };
    change.commit(Entry::new(&fact, wish.id)).await?;
    Ok(wish)
}
