//! Sharing: what one organisation lets another read of people, until a day or until it is withdrawn.
//!
//! The rows are part of the policy: [`or_shared`] widens the reading reach of the organisation shared with, at every
//! query, by what holds on the day of the request. Nothing is remembered, so what is withdrawn is gone at the next one.
//! A household is shared as the people who belong to it that day: who comes later is shared anew or not at all.

use std::collections::HashMap;

use kernel::{Day, HouseholdId, MemberId, Moment, OrganisationId, PersonId, Shareable};
use serde::Serialize;
use store::{Column, Db, Entry, Fact, Guest, Held, InReach, Order, Page, PageAsk, Reach, Stored, Where, record};

use super::emergencies;
use super::households::{Place, place_of};
use super::persons::{KnownAt, placed};
use crate::rules::sharing::{Basis, Purpose, Standing, Terms, What, standing};

kernel::id!(
    /// Names a sharing.
    SharingId
);
store::text_cells!(SharingId);

record! {
    /// A sharing, for those who accompany the household: whoever of them is told of a withdrawal can note it.
    pub struct Sharing in sharing keyed by SharingId {
        /// The id.
        pub id: SharingId,
        /// How often the row was changed.
        pub version: i64,
        /// The household of those who are shared.
        pub household_id: HouseholdId,
        /// Who shares.
        pub from_organisation: OrganisationId,
        /// With whom.
        pub to_organisation: OrganisationId,
        /// What for.
        pub purpose: Purpose,
        /// On what it rests.
        pub basis: Basis,
        /// Whether names, birth and contacts are shared.
        pub identity: bool,
        /// Whether permits and stays are shared.
        pub legal_status: bool,
        /// Whether it is shared where the pathway stands.
        pub pathway_summary: bool,
        /// From this day.
        pub from_day: Day,
        /// To this day, counted in.
        pub until_day: Day,
        /// Who wrote it down.
        pub agreed_by: Option<MemberId>,
        /// When it was written down.
        pub agreed_at: Moment,
        /// When it was withdrawn.
        pub withdrawn_on: Option<Day>,
        /// Who noted the withdrawal.
        pub withdrawn_by: Option<MemberId>,
    }
}

impl InReach for Sharing {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<KnownAt>(KnownAt::household_id.is(Self::household_id))
    }
}

record! {
    /// Somebody who is shared.
    pub struct SharedPerson in sharing_person {
        /// By which sharing.
        pub sharing_id: SharingId,
        /// Who.
        pub person_id: PersonId,
    }
}

impl InReach for SharedPerson {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Sharing>(Sharing::id.is(Self::sharing_id))
    }
}

record! {
    /// The same rows as [`Sharing`], for the organisation shared with, while they hold.
    pub struct Received in sharing keyed by SharingId {
        /// The id.
        pub id: SharingId,
        /// How often the row was changed.
        pub version: i64,
        /// Who shares.
        pub from_organisation: OrganisationId,
        /// With whom.
        pub to_organisation: OrganisationId,
        /// What for.
        pub purpose: Purpose,
        /// Whether names, birth and contacts are shared.
        pub identity: bool,
        /// Whether permits and stays are shared.
        pub legal_status: bool,
        /// Whether it is shared where the pathway stands.
        pub pathway_summary: bool,
        /// From this day.
        pub from_day: Day,
        /// To this day, counted in.
        pub until_day: Day,
        /// When it was withdrawn: never, in rows within reach.
        pub withdrawn_on: Option<Day>,
    }
}

impl InReach for Received {
    fn in_reach(reach: &Reach) -> Where {
        reach.guest().map_or_else(Where::nothing, |guest| holding(&guest))
    }
}

record! {
    /// The same rows as [`SharedPerson`], for the organisation shared with, while the sharing holds.
    pub struct ReceivedPerson in sharing_person {
        /// By which sharing.
        pub sharing_id: SharingId,
        /// Who.
        pub person_id: PersonId,
    }
}

impl InReach for ReceivedPerson {
    fn in_reach(reach: &Reach) -> Where {
        match reach.guest() {
            Some(guest) => Where::exists::<Received>(Received::id.is(Self::sharing_id).and(holding(&guest))),
            None => Where::nothing(),
        }
    }
}

/// The sharings that hold for a guest on the day of the request and open what the guest's permission reads.
fn holding(guest: &Guest) -> Where {
    Received::to_organisation
        .is_in(guest.organisations.iter().copied())
        .and(Received::until_day.at_least(guest.today))
        .and(Received::from_day.at_most(guest.today))
        .and(Received::withdrawn_on.is_null())
        .and(opens(guest.what).eq(true))
}

fn opens(what: Shareable) -> Column<bool> {
    match what {
        Shareable::Identity => Received::identity,
        Shareable::LegalStatus => Received::legal_status,
        Shareable::PathwaySummary => Received::pathway_summary,
    }
}

/// Widens a condition on rows about people by those whom others open to the reader: shared with the reader's
/// organisation, or opened by the reader in an emergency.
pub(super) fn or_shared(known: Where, reach: &Reach, person: Column<PersonId>) -> Where {
    match reach.guest() {
        Some(guest) => known.or(open_to(&guest, person)),
        None => known,
    }
}

/// The people whom others open to a guest, for tables of other slices.
pub fn open_to(guest: &Guest, person: Column<PersonId>) -> Where {
    let holds = Where::exists::<Received>(Received::id.is(SharedPerson::sharing_id).and(holding(guest)));
    let shared = Where::exists::<SharedPerson>(SharedPerson::person_id.is(person).and(holds));
    shared.or(emergencies::opened_by(guest, person))
}

/// The same for rows that carry the household and the organisation that shares it: only what that organisation itself
/// does with the household.
pub fn household_open_to(guest: &Guest, household: Column<HouseholdId>, organisation: Column<OrganisationId>) -> Where {
    let shared = Where::exists::<Sharing>(
        Sharing::household_id.is(household).and(Sharing::from_organisation.is(organisation)).and(holding(guest)),
    );
    let opened = Where::exists::<KnownAt>(
        KnownAt::household_id.is(household).and(emergencies::opened_by(guest, KnownAt::person_id)),
    );
    shared.or(opened)
}

/// What can happen between a person and those who read about the person.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SharingFact {
    /// A privacy notice was given.
    NoticeGiven {
        /// Which text.
        text: String,
        /// In which language.
        language: String,
    },
    /// Data are shared with another organisation.
    DataShared {
        /// With whom.
        with: OrganisationId,
        /// What for.
        purpose: Purpose,
        /// On what it rests.
        basis: Basis,
        /// What.
        what: What,
        /// From this day.
        from: Day,
        /// To this day.
        until: Day,
    },
    /// A sharing was withdrawn.
    SharingWithdrawn {
        /// With whom it was.
        with: OrganisationId,
    },
    /// Somebody opened a person's data in an emergency.
    EmergencyOpened {
        /// Why.
        reason: String,
        /// To this day.
        until: Day,
    },
    /// Somebody looked for a person in an emergency and found nobody.
    EmergencyMissed {
        /// Why.
        reason: String,
    },
    /// A need of support was recorded; the journal does not say which.
    NeedRecorded,
    /// What is known of a need of support changed.
    NeedChanged,
}

impl Fact for SharingFact {
    fn kind(&self) -> &'static str {
        match self {
            Self::NoticeGiven { .. } => "notice-given",
            Self::DataShared { .. } => "data-shared",
            Self::SharingWithdrawn { .. } => "sharing-withdrawn",
            Self::EmergencyOpened { .. } => "emergency-opened",
            Self::EmergencyMissed { .. } => "emergency-missed",
            Self::NeedRecorded => "need-recorded",
            Self::NeedChanged => "need-changed",
        }
    }
}

impl Sharing {
    /// Where it stands on a day.
    #[must_use]
    pub fn standing(&self, today: Day) -> Standing {
        standing(self.from_day, self.until_day, self.withdrawn_on.is_some(), today)
    }

    /// What is shared.
    #[must_use]
    pub fn what(&self) -> What {
        what([self.identity, self.legal_status, self.pathway_summary])
    }
}

impl Received {
    /// What is shared.
    #[must_use]
    pub fn what(&self) -> What {
        what([self.identity, self.legal_status, self.pathway_summary])
    }
}

fn what(flags: [bool; 3]) -> What {
    Shareable::ALL.iter().copied().zip(flags).filter(|(_, shared)| *shared).map(|(what, _)| what).collect()
}

/// Where the caller's side knows a household: its organisation is the one that shares.
///
/// # Errors
/// [`store::StoreError::NotFound`] when the household lies out of reach.
pub async fn sharing_place(db: &Db, household: HouseholdId) -> Stored<Place> {
    place_of(db, household).await?.ok_or(store::StoreError::NotFound)
}

/// Shares people of a household. Whether the terms are right is decided before: [`crate::rules::sharing::checked`].
///
/// # Errors
/// [`store::StoreError::NotFound`] when the household lies out of reach.
pub async fn agree(
    db: &Db,
    household: HouseholdId,
    place: Place,
    people: &[PersonId],
    terms: &Terms,
) -> Stored<Sharing> {
    let sharing = Sharing {
        id: SharingId::fresh(),
        version: 0,
        household_id: household,
        from_organisation: terms.from_organisation,
        to_organisation: terms.to_organisation,
        purpose: terms.purpose,
        basis: terms.basis,
        identity: terms.what.contains(&Shareable::Identity),
        legal_status: terms.what.contains(&Shareable::LegalStatus),
        pathway_summary: terms.what.contains(&Shareable::PathwaySummary),
        from_day: terms.from,
        until_day: terms.until,
        agreed_by: db.act().member,
        agreed_at: db.now(),
        withdrawn_on: None,
        withdrawn_by: None,
    };
    let rows: Vec<SharedPerson> =
        people.iter().map(|person| SharedPerson { sharing_id: sharing.id, person_id: *person }).collect();
    let fact = SharingFact::DataShared {
        with: terms.to_organisation,
        purpose: terms.purpose,
        basis: terms.basis,
        what: terms.what.clone(),
        from: terms.from,
        until: terms.until,
    };
    let mut change = db.change().await?;
    change.insert(&sharing).await?;
    change.add(&rows).await?;
    change.commit(placed(Entry::new(&fact, sharing.id), Some((household, place)))).await?;
    Ok(sharing)
}

/// Withdraws a sharing, from the next request on. Whether it still can be is decided before:
/// [`crate::rules::sharing::withdrawn`].
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it since.
pub async fn withdraw(db: &Db, held: Held<Sharing>) -> Stored<Sharing> {
    let (id, household, with) = (held.id, held.household_id, held.to_organisation);
    let place = place_of(db, household).await?;
    let new = Sharing { withdrawn_on: Some(db.today()), withdrawn_by: db.act().member, ..held.clone() };
    let mut change = db.change().await?;
    let sharing = change.update(held, new).await?;
    let entry = Entry::new(&SharingFact::SharingWithdrawn { with }, id);
    change.commit(placed(entry, place.map(|place| (household, place)))).await?;
    Ok(sharing)
}

/// The sharings that a person is part of, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn sharings_of(db: &Db, person: PersonId) -> Stored<Vec<Sharing>> {
    let of =
        Where::exists::<SharedPerson>(SharedPerson::sharing_id.is(Sharing::id).and(SharedPerson::person_id.eq(person)));
    db.rows::<Sharing>().filter(of).sort(Sharing::id, Order::Falling).all().await
}

/// What others share with the caller's organisations today, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn received(db: &Db, ask: PageAsk) -> Stored<Page<Received>> {
    db.rows::<Received>().sort(Received::id, Order::Falling).page(ask).await
}

/// Who is shared by a few sharings that hold for the caller.
///
/// # Errors
/// When the database fails.
pub async fn received_people(
    db: &Db,
    sharings: impl IntoIterator<Item = SharingId>,
) -> Stored<HashMap<SharingId, Vec<PersonId>>> {
    let rows = db.rows::<ReceivedPerson>().filter(ReceivedPerson::sharing_id.is_in(sharings)).all().await?;
    let mut people: HashMap<SharingId, Vec<PersonId>> = HashMap::new();
    for row in rows {
        people.entry(row.sharing_id).or_default().push(row.person_id);
    }
    Ok(people)
}

/// By which sharings a person is open to the caller today.
///
/// # Errors
/// When the database fails.
pub async fn received_of(db: &Db, person: PersonId) -> Stored<Vec<Received>> {
    let of = Where::exists::<SharedPerson>(
        SharedPerson::sharing_id.is(Received::id).and(SharedPerson::person_id.eq(person)),
    );
    db.rows::<Received>().filter(of).sort(Received::id, Order::Falling).all().await
}

/// The most shared people whom a search looks at one by one.
const MOST_SHARED: u64 = 500;

/// The people whom others share with the caller's organisations today, for a search that knows no keys of theirs.
///
/// # Errors
/// When the database fails.
pub async fn shared_people(db: &Db) -> Stored<Vec<PersonId>> {
    let sharings = db.rows::<Received>().sort(Received::id, Order::Falling).limit(MOST_SHARED).all().await?;
    if sharings.is_empty() {
        return Ok(Vec::new());
    }
    let ids = sharings.iter().map(|sharing| sharing.id);
    let rows =
        db.rows::<ReceivedPerson>().filter(ReceivedPerson::sharing_id.is_in(ids)).limit(MOST_SHARED).all().await?;
    Ok(rows.into_iter().map(|row| row.person_id).collect())
}
