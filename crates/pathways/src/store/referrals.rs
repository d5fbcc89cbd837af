//! Referrals, as kept, and every change of them.
//!
//! A draft may be empty; so that it lies within reach all the same, its household begins with one person of whom
//! nothing is known, not even a name.

use kernel::{Day, HouseholdId, MemberId, Moment, OrganisationId, PersonId, ProgrammeCode, ReferralId, TerritoryCode};
use people::rules::code;
use people::store::duplicates::Noticed;
use people::store::households::{self, Household, Newcomer, Place};
use people::store::papers::{Permit, ReceptionStay};
use people::store::persons::{Identity, Person};
use serde::Serialize;
use store::{
    Change, Db, Entry, Fact, Held, InReach, JournalEntry, Json, Order, Page, PageAsk, Reach, Stored, Where, record,
};
use web::Sorting;

use super::verdicts::KeptVerdict;
use crate::rules::referral::{
    ReferralAct, ReferralRefusal, ReferralStatus, SenderKind, Urgency, after, checked_received,
};

record! {
    /// A household referred to a programme.
    pub struct Referral in referral keyed by ReferralId {
        /// The id.
        pub id: ReferralId,
        /// How often the row was changed.
        pub version: i64,
        /// A short code that names nobody: `S-7K3Q-F2XM`.
        pub code: String,
        /// The programme it is addressed to.
        pub programme: ProgrammeCode,
        /// The partner that receives it.
        pub organisation_id: OrganisationId,
        /// The territory.
        pub territory: TerritoryCode,
        /// Who is referred.
        pub household_id: HouseholdId,
        /// Where it stands.
        pub status: ReferralStatus,
        /// Who sent it, by name.
        pub sender_name: Option<String>,
        /// What the sender is.
        pub sender_kind: Option<SenderKind>,
        /// How to reach the sender.
        pub sender_contact: Option<String>,
        /// When it was received.
        pub received_on: Option<Day>,
        /// What the household needs: axes of the programme.
        pub needs: Json<Vec<String>>,
        /// How soon.
        pub urgency: Option<Urgency>,
        /// The story, in words.
        pub story: Option<String>,
        /// Who wrote it down.
        pub created_by: Option<MemberId>,
        /// When it was written down.
        pub created_at: Moment,
        /// When something last happened to it.
        pub last_activity: Moment,
    }
}

impl InReach for Referral {
    fn in_reach(reach: &Reach) -> Where {
        reach.by(Self::programme, Self::organisation_id, Self::territory)
    }
}

impl Referral {
    /// An empty draft, for a household about to be named.
    #[must_use]
    pub fn draft(place: &Place, household: HouseholdId, by: Option<MemberId>, now: Moment) -> Self {
        let id = ReferralId::fresh();
        Self {
            id,
            version: 0,
            code: code_of(id),
            programme: place.programme.clone(),
            organisation_id: place.organisation,
            territory: place.territory.clone(),
            household_id: household,
            status: ReferralStatus::Draft,
            sender_name: None,
            sender_kind: None,
            sender_contact: None,
            received_on: None,
            needs: Json(Vec::new()),
            urgency: None,
            story: None,
            created_by: by,
            created_at: now,
            last_activity: now,
        }
    }

    /// Where it is: what a reach is compared with.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            programme: self.programme.clone(),
            organisation: self.organisation_id,
            territory: self.territory.clone(),
        }
    }
}

/// The short code of a referral.
#[must_use]
pub fn code_of(id: ReferralId) -> String {
    code::of('S', id.as_uuid())
}

/// What can happen to a referral. Names and stories never enter the journal.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReferralFact {
    /// Somebody began to write it down.
    ReferralStarted,
    /// Its words were changed.
    ReferralChanged,
    /// It was received.
    ReferralReceived,
    /// The network said no.
    ReferralDeclined {
        /// Why, in words.
        reason: String,
    },
    /// It was taken back.
    ReferralWithdrawn {
        /// Why, in words.
        reason: String,
    },
    /// It is looked at again.
    ReferralReopened,
}

impl Fact for ReferralFact {
    fn kind(&self) -> &'static str {
        match self {
            Self::ReferralStarted => "referral-started",
            Self::ReferralChanged => "referral-changed",
            Self::ReferralReceived => "referral-received",
            Self::ReferralDeclined { .. } => "referral-declined",
            Self::ReferralWithdrawn { .. } => "referral-withdrawn",
            Self::ReferralReopened => "referral-reopened",
        }
    }
}

/// An entry about a referral.
pub(crate) fn entry(fact: &impl Fact, referral: &Referral) -> Entry {
    entry_within(fact, &referral.id.to_string(), referral)
}

/// An entry about something else that happened to a referral's household, where the referral is.
pub fn entry_within(fact: &impl Fact, subject: &str, referral: &Referral) -> Entry {
    Entry::new(fact, subject).household(referral.household_id).within(
        &referral.programme,
        referral.organisation_id,
        &referral.territory,
    )
}

/// Somebody about to be written down with the referral.
#[derive(Debug)]
pub struct FirstPerson {
    /// The person.
    pub person: Person,
    /// The names.
    pub identity: Identity,
    /// A permit, if one was named.
    pub permit: Option<Permit>,
    /// A stay in reception, if one was named.
    pub stay: Option<ReceptionStay>,
}

/// Writes a draft for a household that nobody knows yet, with its first person.
///
/// # Errors
/// [`store::StoreError::NotFound`] when its place lies out of reach.
pub async fn begin(db: &Db, mut referral: Referral, household: Household, first: FirstPerson) -> Stored<Referral> {
    let FirstPerson { person, identity, permit, stay } = first;
    referral.household_id = household.id;
    let first = Newcomer::new(person, identity);
    let noticed = first.noticed(db, &referral.place()).await?;
    let mut change = db.change().await?;
    households::start(db, &mut change, household, &referral.place(), first).await?;
    noticed.written(&mut change).await?;
    if let Some(permit) = permit {
        change.insert(&permit).await?;
    }
    if let Some(stay) = stay {
        change.insert(&stay).await?;
    }
    change.insert(&referral).await?;
    change.commit(entry(&ReferralFact::ReferralStarted, &referral)).await?;
    Ok(referral)
}

/// Writes a draft for a household known already, which becomes known at the referral's place as well; there it is asked
/// who else knows its people, as for anybody written down.
///
/// # Errors
/// [`store::StoreError::NotFound`] when the household or the place lies out of reach.
pub async fn begin_for(db: &Db, mut referral: Referral, household: HouseholdId) -> Stored<Referral> {
    let household = db.held::<Household>(household).await?;
    referral.household_id = household.id;
    let noticed = Noticed::of_household(db, household.id, &referral.place()).await?;
    let mut change = db.change().await?;
    households::make_known(db, &mut change, household.id, &referral.place()).await?;
    noticed.written(&mut change).await?;
    change.insert(&referral).await?;
    change.commit(entry(&ReferralFact::ReferralStarted, &referral)).await?;
    Ok(referral)
}

/// Writes the new words of an open referral. A day of reception put right replaces the fact that it corrects.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it since.
pub async fn put(db: &Db, held: Held<Referral>, mut new: Referral) -> Stored<Result<Referral, ReferralRefusal>> {
    if !held.status.is_open() {
        return Ok(Err(ReferralRefusal::Settled));
    }
    if let Err(refusal) = checked_received(new.received_on, db.today()) {
        return Ok(Err(refusal));
    }
    if held.status == ReferralStatus::Received {
        new.received_on = new.received_on.or(held.received_on);
    }
    let redated = held.status == ReferralStatus::Received && new.received_on != held.received_on;
    new.last_activity = db.now();
    let mut change = db.change().await?;
    if redated && let Some(day) = new.received_on {
        change.record(received(db, &new, day).await?).await?;
    }
    let new = change.update(held, new).await?;
    change.commit(entry(&ReferralFact::ReferralChanged, &new)).await?;
    Ok(Ok(new))
}

/// Receives a referral: from now on it counts.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it since.
pub async fn receive(db: &Db, held: Held<Referral>, day: Day) -> Stored<Result<Referral, ReferralRefusal>> {
    if let Err(refusal) = checked_received(Some(day), db.today()) {
        return Ok(Err(refusal));
    }
    let status = match after(held.status, ReferralAct::Receive) {
        Ok(status) => status,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if !is_named(db, held.household_id).await? {
        return Ok(Err(ReferralRefusal::NobodyNamed));
    }
    let new = Referral { status, received_on: Some(day), last_activity: db.now(), ..held.clone() };
    let fact = received(db, &new, day).await?;
    let mut change = db.change().await?;
    let new = change.update(held, new).await?;
    change.commit(fact).await?;
    Ok(Ok(new))
}

/// Says no to a referral, with a reason.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it since.
pub async fn decline(db: &Db, held: Held<Referral>, reason: &str) -> Stored<Result<Referral, ReferralRefusal>> {
    let fact = ReferralFact::ReferralDeclined { reason: reason.trim().to_owned() };
    settled(db, held, ReferralAct::Decline, reason, &fact).await
}

/// Takes a referral back, with a reason.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it since.
pub async fn withdraw(db: &Db, held: Held<Referral>, reason: &str) -> Stored<Result<Referral, ReferralRefusal>> {
    let fact = ReferralFact::ReferralWithdrawn { reason: reason.trim().to_owned() };
    settled(db, held, ReferralAct::Withdraw, reason, &fact).await
}

/// Takes a referral away that was never true, with the answers kept for it, as when an import is taken back. The caller
/// has made sure that nothing happened to it since, and writes the entry.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it meanwhile; when a pathway was opened from it.
pub async fn unmake(db: &Db, change: &mut Change, referral: ReferralId) -> Stored<()> {
    let held = db.held::<Referral>(referral).await?;
    change.remove::<KeptVerdict>(KeptVerdict::referral_id.eq(referral)).await?;
    change.take_away(held).await
}

async fn settled(
    db: &Db,
    held: Held<Referral>,
    act: ReferralAct,
    reason: &str,
    fact: &ReferralFact,
) -> Stored<Result<Referral, ReferralRefusal>> {
    let status = match after(held.status, act) {
        Ok(status) => status,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if reason.trim().is_empty() {
        return Ok(Err(ReferralRefusal::ReasonNeeded));
    }
    // A draft may hold a day on which it was never received.
    let received_on = held.received_on.filter(|_| held.status != ReferralStatus::Draft);
    let new = Referral { status, received_on, last_activity: db.now(), ..held.clone() };
    let mut change = db.change().await?;
    let new = change.update(held, new).await?;
    change.commit(entry(fact, &new)).await?;
    Ok(Ok(new))
}

/// Looks at a declined or withdrawn referral again. One withdrawn as a draft is received by it, today.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it since.
pub async fn reopen(db: &Db, held: Held<Referral>) -> Stored<Result<Referral, ReferralRefusal>> {
    let status = match after(held.status, ReferralAct::Reopen) {
        Ok(status) => status,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let before = last_received(db, held.id).await?;
    if before.is_none() && !is_named(db, held.household_id).await? {
        return Ok(Err(ReferralRefusal::NobodyNamed));
    }
    let today = db.today();
    let received_on = if before.is_some() { held.received_on } else { Some(today) };
    let new = Referral { status, received_on, last_activity: db.now(), ..held.clone() };
    let first = if before.is_none() { Some(received(db, &new, today).await?) } else { None };
    let mut change = db.change().await?;
    if let Some(fact) = first {
        change.record(fact).await?;
    }
    let new = change.update(held, new).await?;
    change.commit(entry(&ReferralFact::ReferralReopened, &new)).await?;
    Ok(Ok(new))
}

/// The fact that a referral was received, in place of any earlier one.
async fn received(db: &Db, referral: &Referral, day: Day) -> Stored<Entry> {
    let people = households::counted_on(db, referral.household_id, day).await?;
    let earlier = last_received(db, referral.id).await?;
    Ok(entry(&ReferralFact::ReferralReceived, referral).on(day).people(people).voids(earlier.map(|entry| entry.id)))
}

async fn last_received(db: &Db, id: ReferralId) -> Stored<Option<JournalEntry>> {
    last_entry(db, id, "referral-received").await
}

/// The latest entry of a kind about a referral.
pub(crate) async fn last_entry(db: &Db, id: ReferralId, kind: &str) -> Stored<Option<JournalEntry>> {
    let of = JournalEntry::subject.eq(id.to_string()).and(JournalEntry::kind.eq(kind));
    db.rows::<JournalEntry>().filter(of).sort(JournalEntry::id, Order::Falling).first().await
}

async fn is_named(db: &Db, household: HouseholdId) -> Stored<bool> {
    let members = households::members_of(db, household).await?;
    Ok(members.iter().any(|(_, _, identity)| identity.as_ref().is_some_and(|identity| !identity.name().is_empty())))
}

/// What a list of referrals is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct ReferralAsk {
    /// In this status.
    pub status: Option<ReferralStatus>,
    /// Addressed to this programme.
    pub programme: Option<ProgrammeCode>,
    /// In this territory.
    pub territory: Option<TerritoryCode>,
    /// Of this household.
    pub household: Option<HouseholdId>,
    /// Of the households of this person.
    pub person: Option<PersonId>,
}

/// One page of the referrals within reach.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, ask: &ReferralAsk, sorting: Sorting, page: PageAsk) -> Stored<Page<Referral>> {
    use people::store::households::Membership;
    let of_person = ask.person.map(|person| {
        Where::exists::<Membership>(
            Membership::household_id.is(Referral::household_id).and(Membership::person_id.eq(person)),
        )
    });
    let rows = db
        .rows::<Referral>()
        .filter_if(ask.status.map(|status| Referral::status.eq(status)))
        .filter_if(ask.programme.clone().map(|programme| Referral::programme.eq(programme)))
        .filter_if(ask.territory.clone().map(|territory| Referral::territory.eq(territory)))
        .filter_if(ask.household.map(|household| Referral::household_id.eq(household)))
        .filter_if(of_person);
    let rows = match sorting.by {
        "received-on" => rows.sort(Referral::received_on, sorting.order),
        _ => rows.sort(Referral::last_activity, sorting.order),
    };
    rows.sort(Referral::id, sorting.order).page(page).await
}

/// The entries of the journal about a referral, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn timeline(db: &Db, id: ReferralId) -> Stored<Vec<JournalEntry>> {
    let of = JournalEntry::subject.eq(id.to_string());
    db.rows::<JournalEntry>().filter(of).sort(JournalEntry::id, Order::Falling).limit(200).all().await
}
