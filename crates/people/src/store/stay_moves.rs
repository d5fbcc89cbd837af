//! Stays that go on: extended until a day on somebody's decision, or continued elsewhere.

use kernel::{Day, MemberId, Moment, PersonId, StayId};
use store::{Db, Entry, Held, InReach, Order, Reach, Stored, Where, record};

use super::facts::PeopleFact;
use super::households::place_of_person;
use super::papers::ReceptionStay;
use super::persons::{KnownAt, placed};
use crate::rules::stay::{Departure, ExtensionGround};

kernel::id!(
    /// Names one extension of a stay.
    ExtensionId
);
store::text_cells!(ExtensionId);

record! {
    /// One extension of a stay in reception.
    pub struct StayExtension in stay_extension keyed by ExtensionId {
        /// The id.
        pub id: ExtensionId,
        /// Always 0: another extension follows, none is changed.
        pub version: i64,
        /// Of which stay.
        pub stay_id: StayId,
        /// Whose.
        pub person_id: PersonId,
        /// Until when.
        pub until: Day,
        /// Why.
        pub ground: ExtensionGround,
        /// When it was decided, if known.
        pub decided_on: Option<Day>,
        /// Who decided, with the number of the decision.
        pub decision: Option<String>,
        /// Who wrote it down.
        pub member_id: Option<MemberId>,
        /// When it was written down.
        pub at: Moment,
    }
}

impl InReach for StayExtension {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<KnownAt>(KnownAt::person_id.is(Self::person_id))
    }
}

/// How a stay is extended.
#[derive(Debug, Clone)]
pub struct Extending {
    /// Until when.
    pub until: Day,
    /// Why.
    pub ground: ExtensionGround,
    /// When it was decided, if known.
    pub decided_on: Option<Day>,
    /// Who decided, with the number of the decision.
    pub decision: Option<String>,
}

/// Extends a stay.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed the stay since.
pub async fn extend(db: &Db, held: Held<ReceptionStay>, how: Extending) -> Stored<()> {
    let Extending { until, ground, decided_on, decision } = how;
    let (stay_id, person_id) = (held.id, held.person_id);
    let id = ExtensionId::fresh();
    let (member_id, at) = (db.act().member, db.now());
    let row = StayExtension { id, version: 0, stay_id, person_id, until, ground, decided_on, decision, member_id, at };
    // An agreed day of leaving moves with the end.
    let left_on = held.left_on.map(|_| until);
    let new = ReceptionStay { ends_on: Some(until), left_on, ..held.clone() };
    let place = place_of_person(db, person_id).await?;
    let mut change = db.change().await?;
    change.update(held, new).await?;
    change.insert(&row).await?;
    change.commit(placed(Entry::new(&PeopleFact::StayExtended, person_id), place)).await?;
    Ok(())
}

/// Ends a stay on a day and begins another on the same: somebody was transferred.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed the stay since.
pub async fn transfer(db: &Db, held: Held<ReceptionStay>, on: Day, to: ReceptionStay) -> Stored<()> {
    let person = held.person_id;
    let next = ReceptionStay { person_id: person, entered_on: Some(on), follows_id: Some(held.id), ..to };
    let new = ReceptionStay { leaving: Departure::Left, left_on: Some(on), ..held.clone() };
    let place = place_of_person(db, person).await?;
    let mut change = db.change().await?;
    change.update(held, new).await?;
    change.insert(&next).await?;
    change.commit(placed(Entry::new(&PeopleFact::StayTransferred, person), place).on(on)).await?;
    Ok(())
}

/// The extensions of a person's stays, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_person(db: &Db, person: PersonId) -> Stored<Vec<StayExtension>> {
    let of = StayExtension::person_id.eq(person);
    db.rows::<StayExtension>().filter(of).sort(StayExtension::id, Order::Falling).limit(200).all().await
}
