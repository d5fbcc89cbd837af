//! Who has seen whom: noted once a day for each person, member and kind of page, so that a person can be told.
//!
//! Not in the journal: looking establishes no fact. Lists and searches do not count, since they show a name among many.

use std::collections::HashSet;

use kernel::{Day, MemberId, OrganisationId, PersonId};
use store::{Db, InReach, Order, Page, PageAsk, Reach, Stored, Trace, Where, record};

use super::persons::KnownAt;

kernel::words! {
    /// What was looked at.
    pub enum Seen {
        /// The person's page.
        Person = "person",
        /// The page of the household.
        Household = "household",
        /// The page of a pathway.
        Pathway = "pathway",
        /// A referral, or a verdict kept for it.
        Referral = "referral",
        /// Two records side by side that may be of one person.
        Duplicate = "duplicate",
        /// A record, read by another program.
        Record = "record",
        /// Needs of support.
        Needs = "needs",
        /// Attached documents: their list, or one of them.
        Attachments = "attachments",
        /// A sheet with the data of many, to take away.
        Export = "export",
    }
}
store::word_cells!(Seen);

record! {
    /// A member saw a person's data on a day.
    pub struct Sighting in sighting {
        /// Whose data.
        pub person_id: PersonId,
        /// On which day.
        pub day: Day,
        /// Who looked.
        pub member_id: MemberId,
        /// What was looked at.
        pub what: Seen,
        /// For which organisation, if the member works for one.
        pub organisation_id: Option<OrganisationId>,
    }
}

impl Trace for Sighting {}

impl InReach for Sighting {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<KnownAt>(KnownAt::person_id.is(Self::person_id))
    }
}

record! {
    /// The same rows, for the member who looked.
    pub struct OwnSighting in sighting {
        /// Whose data.
        pub person_id: PersonId,
        /// On which day.
        pub day: Day,
        /// Who looked.
        pub member_id: MemberId,
        /// What was looked at.
        pub what: Seen,
    }
}

impl InReach for OwnSighting {
    fn in_reach(reach: &Reach) -> Where {
        reach.own(Self::member_id)
    }
}

/// Notes that the caller sees these people today. One short query when it was noted before; the system is not noted.
///
/// # Errors
/// When the database fails.
pub async fn note(db: &Db, people: impl IntoIterator<Item = PersonId>, what: Seen) -> Stored<()> {
    let people: Vec<PersonId> = people.into_iter().collect();
    let (Some(member), day) = (db.act().member, db.today()) else { return Ok(()) };
    if people.is_empty() {
        return Ok(());
    }
    let today = OwnSighting::person_id
        .is_in(people.iter().copied())
        .and(OwnSighting::day.eq(day))
        .and(OwnSighting::member_id.eq(member))
        .and(OwnSighting::what.eq(what));
    let noted: HashSet<PersonId> =
        db.rows::<OwnSighting>().filter(today).all().await?.into_iter().map(|row| row.person_id).collect();
    let organisation_id = db.reach().scopes().iter().find_map(|scope| scope.organisation);
    let fresh: Vec<Sighting> = people
        .into_iter()
        .filter(|person| !noted.contains(person))
        .map(|person_id| Sighting { person_id, day, member_id: member, what, organisation_id })
        .collect();
    if fresh.is_empty() { Ok(()) } else { db.note(&fresh).await }
}

/// Who has seen a person, the latest day first.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, person: PersonId, ask: PageAsk) -> Stored<Page<Sighting>> {
    db.rows::<Sighting>()
        .filter(Sighting::person_id.eq(person))
        .sort(Sighting::day, Order::Falling)
        .sort(Sighting::member_id, Order::Rising)
        .sort(Sighting::what, Order::Rising)
        .page(ask)
        .await
}
