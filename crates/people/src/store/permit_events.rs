//! What happened to a permit, one row an act: its history, in a table that only who may see legal status reads.
//!
//! The journal says that something happened; what a permit was before and after is told here alone.

use kernel::{Day, MemberId, Moment, PermitId, PersonId};
use programmes::rules::PermitState;
use store::{Db, Entry, Held, InReach, Order, Reach, Stored, Where, record};

use super::facts::PeopleFact;
use super::households::place_of_person;
use super::papers::Permit;
use super::persons::{KnownAt, placed};
use crate::rules::permit::PermitAct;

kernel::id!(
    /// Names one thing that happened to a permit.
    PermitEventId
);
store::text_cells!(PermitEventId);

record! {
    /// One thing that happened to a permit.
    pub struct PermitEvent in permit_event keyed by PermitEventId {
        /// The id.
        pub id: PermitEventId,
        /// Always 0: what happened is never changed.
        pub version: i64,
        /// To which permit.
        pub permit_id: PermitId,
        /// Whose.
        pub person_id: PersonId,
        /// The act; nothing when the permit was written down or put right.
        pub act: Option<PermitAct>,
        /// How it stood before; nothing when it was written down.
        pub before: Option<PermitState>,
        /// How it stood after.
        pub after: PermitState,
        /// When it happened.
        pub day: Day,
        /// Why, or on which decision.
        pub reason: Option<String>,
        /// Who wrote it down.
        pub member_id: Option<MemberId>,
        /// When it was written down.
        pub at: Moment,
    }
}

impl InReach for PermitEvent {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<KnownAt>(KnownAt::person_id.is(Self::person_id))
    }
}

impl PermitEvent {
    /// What the history says when a permit is written down or put right.
    pub(super) fn written(new: &Permit, before: Option<&Permit>, db: &Db) -> Option<Self> {
        if before.is_some_and(|before| Permit { version: before.version, ..new.clone() } == *before) {
            return None;
        }
        Some(Self::of(new, before.map(|before| before.state), db))
    }

    fn of(permit: &Permit, before: Option<PermitState>, db: &Db) -> Self {
        Self {
            id: PermitEventId::fresh(),
            version: 0,
            permit_id: permit.id,
            person_id: permit.person_id,
            act: None,
            before,
            after: permit.state,
            day: db.today(),
            reason: None,
            member_id: db.act().member,
            at: db.now(),
        }
    }
}

/// An act, with what it brings.
#[derive(Debug, Clone)]
pub struct Acting {
    /// What happens.
    pub act: PermitAct,
    /// When.
    pub on: Day,
    /// Why, or on which decision.
    pub reason: Option<String>,
    /// The permit as it stands after the act.
    pub new: Permit,
    /// The permit that takes its place.
    pub next: Option<Permit>,
}

/// Writes an act that the rules allow: the permit as it stands now and, where one takes its place, the next one.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed the permit since; [`store::StoreError::NotFound`] out of reach.
pub async fn act(db: &Db, held: Held<Permit>, acting: Acting) -> Stored<()> {
    let Acting { act, on, reason, new, next } = acting;
    let person = held.person_id;
    let event = PermitEvent { act: Some(act), day: on, reason, ..PermitEvent::of(&new, Some(held.state), db) };
    let place = place_of_person(db, person).await?;
    let mut change = db.change().await?;
    change.update(held, new).await?;
    change.insert(&event).await?;
    if let Some(next) = next {
        change.insert(&next).await?;
        change.insert(&PermitEvent { day: on, ..PermitEvent::of(&next, None, db) }).await?;
    }
    change.commit(placed(Entry::new(&PeopleFact::PermitActed { act }, person), place).on(on)).await?;
    Ok(())
}

/// What happened to the permits of a person, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_person(db: &Db, person: PersonId) -> Stored<Vec<PermitEvent>> {
    let of = PermitEvent::person_id.eq(person);
    let rows = db.rows::<PermitEvent>().filter(of).sort(PermitEvent::day, Order::Falling);
    rows.sort(PermitEvent::id, Order::Falling).limit(500).all().await
}
