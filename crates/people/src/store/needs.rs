//! Needs of support, as kept: a table of its own with permissions of its own, apart from all else that is known.

use kernel::{Day, MemberId, Moment, PersonId};
use store::{Db, Entry, Held, InReach, Order, Reach, Stored, Where, record};

use super::households::place_of_person;
use super::persons::KnownAt;
use super::sharing::SharingFact;
use crate::rules::need::NeedKind;

kernel::id!(
    /// Names a need of support.
    NeedId
);
store::text_cells!(NeedId);

record! {
    /// A need of support of a person.
    pub struct Need in support_need keyed by NeedId {
        /// The id.
        pub id: NeedId,
        /// How often the row was changed.
        pub version: i64,
        /// Whose.
        pub person_id: PersonId,
        /// What kind.
        pub kind: NeedKind,
        /// What support is needed, in plain words.
        pub support: String,
        /// Since when, if known.
        pub since: Option<Day>,
        /// Until when, if it ends.
        pub until: Option<Day>,
        /// Who wrote it down last.
        pub noted_by: Option<MemberId>,
        /// When.
        pub noted_at: Moment,
    }
}

/// Only where names may be read: the words may name people.
impl InReach for Need {
    fn in_reach(reach: &Reach) -> Where {
        reach.with_names().through::<KnownAt>(KnownAt::person_id.is(Self::person_id))
    }
}

/// The needs of a person, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, person: PersonId) -> Stored<Vec<Need>> {
    db.rows::<Need>().filter(Need::person_id.eq(person)).sort(Need::id, Order::Falling).all().await
}

/// Records a need. The entry names neither person nor household: that somebody has needs is for those to know who may
/// read them.
///
/// # Errors
/// [`store::StoreError::NotFound`] when the person lies out of reach.
pub async fn add(db: &Db, need: &Need) -> Stored<()> {
    let entry = entry(db, &SharingFact::NeedRecorded, need).await?;
    let mut change = db.change().await?;
    change.insert(need).await?;
    change.commit(entry).await?;
    Ok(())
}

/// Writes what is known of a need.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it since.
pub async fn put(db: &Db, held: Held<Need>, new: Need) -> Stored<()> {
    let entry = entry(db, &SharingFact::NeedChanged, &new).await?;
    let mut change = db.change().await?;
    change.update(held, new).await?;
    change.commit(entry).await?;
    Ok(())
}

async fn entry(db: &Db, fact: &SharingFact, need: &Need) -> Stored<Entry> {
    let place = place_of_person(db, need.person_id).await?;
    let entry = Entry::new(fact, need.id);
    Ok(match place {
        Some((_, place)) => entry.within(&place.programme, place.organisation, &place.territory),
        None => entry,
    })
}
