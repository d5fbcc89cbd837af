//! Permits and stays in reception, as kept: a person's legal status, in tables with a permission of their own.

use std::collections::HashMap;

use kernel::{Day, PermitId, PersonId, Shareable, StayId};
use programmes::rules::{Circuit, PermitKind, PermitState};
use store::{Column, Db, Entry, Held, InReach, Keyed, Order, Reach, Stored, Where, record};

use super::facts::PeopleFact;
use super::households::place_of_person;
use super::persons::{KnownAt, placed};
use super::sharing::or_shared;
use crate::rules::stay::Departure;

record! {
    /// A residence permit, or the receipt of a request for one. No date is ever made up.
    pub struct Permit in permit keyed by PermitId {
        /// The id.
        pub id: PermitId,
        /// How often the row was changed.
        pub version: i64,
        /// Whose.
        pub person_id: PersonId,
        /// What it is for, if it could be read.
        pub kind: Option<PermitKind>,
        /// Where it stands: issued, requested, in renewal, ended.
        pub state: PermitState,
        /// Its number, or the receipt's.
        pub number: Option<String>,
        /// When it was issued.
        pub issued_on: Option<Day>,
        /// When it expires.
        pub expires_on: Option<Day>,
    }
}

impl InReach for Permit {
    fn in_reach(reach: &Reach) -> Where {
        or_shared_status(reach, Self::person_id)
    }
}

record! {
    /// A stay in reception.
    pub struct ReceptionStay in reception_stay keyed by StayId {
        /// The id.
        pub id: StayId,
        /// How often the row was changed.
        pub version: i64,
        /// Whose.
        pub person_id: PersonId,
        /// In which circuit, if known.
        pub circuit: Option<Circuit>,
        /// Where: the name of the project or the town.
        pub place: Option<String>,
        /// Since when, if known.
        pub entered_on: Option<Day>,
        /// Whether the person left, is inside, or nobody knows.
        pub leaving: Departure,
        /// The day of leaving, when there is one.
        pub left_on: Option<Day>,
    }
}

impl InReach for ReceptionStay {
    fn in_reach(reach: &Reach) -> Where {
        or_shared_status(reach, Self::person_id)
    }
}

/// Where the person is known, and where the person's legal status is shared.
fn or_shared_status(reach: &Reach, person: Column<PersonId>) -> Where {
    let known = reach.through::<KnownAt>(KnownAt::person_id.is(person));
    let status = reach.guest().is_some_and(|guest| guest.what == Shareable::LegalStatus);
    if status { or_shared(known, reach, person) } else { known }
}

/// The permits of a few people, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn permits_of(db: &Db, people: impl IntoIterator<Item = PersonId>) -> Stored<HashMap<PersonId, Vec<Permit>>> {
    let rows =
        db.rows::<Permit>().filter(Permit::person_id.is_in(people)).sort(Permit::id, Order::Falling).all().await?;
    let mut permits: HashMap<PersonId, Vec<Permit>> = HashMap::new();
    for row in rows {
        permits.entry(row.person_id).or_default().push(row);
    }
    Ok(permits)
}

/// The stays of a few people, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn stays_of(
    db: &Db,
    people: impl IntoIterator<Item = PersonId>,
) -> Stored<HashMap<PersonId, Vec<ReceptionStay>>> {
    let rows = db
        .rows::<ReceptionStay>()
        .filter(ReceptionStay::person_id.is_in(people))
        .sort(ReceptionStay::id, Order::Falling)
        .all()
        .await?;
    let mut stays: HashMap<PersonId, Vec<ReceptionStay>> = HashMap::new();
    for row in rows {
        stays.entry(row.person_id).or_default().push(row);
    }
    Ok(stays)
}

/// Records a permit or a stay of somebody within reach.
///
/// # Errors
/// [`store::StoreError::NotFound`] when the person lies out of reach.
pub async fn add<R: Paper>(db: &Db, row: &R) -> Stored<()> {
    let place = place_of_person(db, row.of()).await?;
    let mut change = db.change().await?;
    change.insert(row).await?;
    change.commit(placed(Entry::new(&R::RECORDED, row.of()), place)).await?;
    Ok(())
}

/// Writes what is known of a permit or a stay.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it since.
pub async fn put<R: Paper>(db: &Db, held: Held<R>, new: R) -> Stored<()> {
    let person = new.of();
    let place = place_of_person(db, person).await?;
    let mut change = db.change().await?;
    change.update(held, new).await?;
    change.commit(placed(Entry::new(&R::CHANGED, person), place)).await?;
    Ok(())
}

/// What a permit and a stay have in common: they are somebody's, and the journal says so.
pub trait Paper: Keyed + InReach {
    /// The fact that one was recorded.
    const RECORDED: PeopleFact;
    /// The fact that one was changed.
    const CHANGED: PeopleFact;

    /// Whose it is.
    fn of(&self) -> PersonId;
}

impl Paper for Permit {
    const RECORDED: PeopleFact = PeopleFact::PermitRecorded;
    const CHANGED: PeopleFact = PeopleFact::PermitChanged;

    fn of(&self) -> PersonId {
        self.person_id
    }
}

impl Paper for ReceptionStay {
    const RECORDED: PeopleFact = PeopleFact::StayRecorded;
    const CHANGED: PeopleFact = PeopleFact::StayChanged;

    fn of(&self) -> PersonId {
        self.person_id
    }
}
