//! Permits and stays in reception, as kept: a person's legal status, in tables with a permission of their own.

use std::collections::HashMap;

use kernel::{Day, PermitId, PersonId, Shareable, StayId};
use programmes::rules::{Circuit, PermitKind, PermitState};
use store::{Column, Db, Entry, Held, InReach, Keyed, Order, Reach, Stored, Where, record};

use super::facts::PeopleFact;
use super::households::place_of_person;
use super::permit_events::PermitEvent;
use super::persons::{KnownAt, placed};
use super::sharing::or_shared;
use crate::rules::alert::{PermitFacts, StayFacts};
use crate::rules::paper::StayDays;
use crate::rules::stay::{Departure, expected_end};

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
        /// When what is under way was asked for: the first issue, the renewal, the conversion.
        pub asked_on: Option<Day>,
        /// The number of the receipt of what is under way.
        pub receipt: Option<String>,
        /// The permit whose place it took.
        pub follows_id: Option<PermitId>,
    }
}

impl Permit {
    /// A permit of somebody, of which only the state is known.
    #[must_use]
    pub fn new(person: PersonId, state: PermitState) -> Self {
        Self {
            id: PermitId::fresh(),
            version: 0,
            person_id: person,
            kind: None,
            state,
            number: None,
            issued_on: None,
            expires_on: None,
            asked_on: None,
            receipt: None,
            follows_id: None,
        }
    }

    /// What alerts need of it.
    #[must_use]
    pub fn facts(&self) -> PermitFacts {
        let Self { id, person_id: person, kind, state, asked_on, expires_on, .. } = *self;
        PermitFacts { id, person, kind, state, asked_on, expires_on }
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
        /// When it is expected to end: as agreed at the entry, or as last extended.
        pub ends_on: Option<Day>,
        /// The stay from which the person was transferred.
        pub follows_id: Option<StayId>,
    }
}

impl ReceptionStay {
    /// A stay of somebody, of which nothing else is known.
    #[must_use]
    pub fn new(person: PersonId, leaving: Departure) -> Self {
        Self {
            id: StayId::fresh(),
            version: 0,
            person_id: person,
            circuit: None,
            place: None,
            entered_on: None,
            leaving,
            left_on: None,
            ends_on: None,
            follows_id: None,
        }
    }

    /// What alerts need of it on a day.
    #[must_use]
    pub fn facts(&self, today: Day) -> StayFacts {
        StayFacts { id: self.id, person: self.person_id, ends_on: self.expected_end(today) }
    }

    /// When it is expected to end; nothing once the person has left.
    #[must_use]
    pub fn expected_end(&self, today: Day) -> Option<Day> {
        expected_end(self.leaving, self.left_on, self.ends_on, today)
    }

    /// Its days.
    #[must_use]
    pub fn days(&self) -> StayDays {
        let Self { entered_on, leaving, left_on, ends_on, .. } = *self;
        StayDays { entered_on, leaving, left_on, ends_on }
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
    change.add(&Vec::from_iter(row.happening(None, db))).await?;
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
    let happening = new.happening(Some(&*held), db);
    let mut change = db.change().await?;
    change.update(held, new).await?;
    change.add(&Vec::from_iter(happening)).await?;
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

    /// What its history says of the writing, if it has one.
    fn happening(&self, _before: Option<&Self>, _db: &Db) -> Option<PermitEvent> {
        None
    }
}

impl Paper for Permit {
    const RECORDED: PeopleFact = PeopleFact::PermitRecorded;
    const CHANGED: PeopleFact = PeopleFact::PermitChanged;

    fn of(&self) -> PersonId {
        self.person_id
    }

    fn happening(&self, before: Option<&Self>, db: &Db) -> Option<PermitEvent> {
        PermitEvent::written(self, before, db)
    }
}

impl Paper for ReceptionStay {
    const RECORDED: PeopleFact = PeopleFact::StayRecorded;
    const CHANGED: PeopleFact = PeopleFact::StayChanged;

    fn of(&self) -> PersonId {
        self.person_id
    }
}
