//! Two households become one, as far as pathways and referrals allow: those of the household that ends must be settled,
//! since they would be left without people.

use kernel::{Day, HouseholdId};
use people::rules::household::Relation;
use people::rules::moving::leaving_checked;
use people::store::household_moves::{self, inmates};
use people::store::households::Household;
use store::{Db, Held, InReach, Order, Reach, Stored, Where, record};

use super::pathways::Pathway;
use super::referrals::Referral;
use crate::rules::pathway::PathwayStatus;
use crate::rules::referral::ReferralStatus;

record! {
    /// That a household has a pathway, and where it stands: within the reach of whoever reaches the household, also
    /// where the pathway itself is another partner's. Never shown.
    pub struct PathwayStands in pathway {
        /// The household.
        pub household_id: HouseholdId,
        /// Where it stands.
        pub status: PathwayStatus,
    }
}

impl InReach for PathwayStands {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Household>(Household::id.is(Self::household_id))
    }
}

record! {
    /// The same of a referral.
    pub struct ReferralStands in referral {
        /// The household.
        pub household_id: HouseholdId,
        /// Where it stands.
        pub status: ReferralStatus,
    }
}

impl InReach for ReferralStands {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Household>(Household::id.is(Self::household_id))
    }
}

/// How two households become one.
#[derive(Debug, Clone)]
pub struct Merging {
    /// From which day on.
    pub on: Day,
    /// What the reference person of the household that ends is to that of the one that goes on.
    pub link: Relation,
    /// Why.
    pub reason: Option<String>,
}

/// Why two households do not become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeRefusal {
    /// They are the same.
    Same,
    /// Nobody belongs to the one that would end.
    Empty,
    /// The one that would end has open pathways or referrals.
    StillOpen,
    /// The day lies ahead.
    DayInFuture,
    /// Somebody came in on that day or later.
    BeforeJoining,
    /// The reference person of the one that ends cannot be that of the other.
    TwoReferences,
}

impl web::Refusal for MergeRefusal {
    fn field(&self) -> &'static str {
        match self {
            Self::Same => "into",
            Self::Empty | Self::StillOpen => "",
            Self::DayInFuture | Self::BeforeJoining => "on",
            Self::TwoReferences => "link",
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Same => "merge-same",
            Self::Empty => "merge-empty",
            Self::StillOpen => "merge-still-open",
            Self::DayInFuture => "day-in-future",
            Self::BeforeJoining => "before-joining",
            Self::TwoReferences => "merge-two-references",
        }
    }
}

/// Whether two households can become one.
///
/// # Errors
/// When the database fails.
pub async fn allowed(db: &Db, from: &Household, into: &Household, how: &Merging) -> Stored<Result<(), MergeRefusal>> {
    if from.id == into.id {
        return Ok(Err(MergeRefusal::Same));
    }
    let guests = inmates(db, from.id).await?;
    if guests.is_empty() {
        return Ok(Err(MergeRefusal::Empty));
    }
    if how.on > db.today() {
        return Ok(Err(MergeRefusal::DayInFuture));
    }
    if !leaving_checked(&guests, how.on, db.today()).is_empty() {
        return Ok(Err(MergeRefusal::BeforeJoining));
    }
    if how.link == Relation::Reference && !inmates(db, into.id).await?.is_empty() {
        return Ok(Err(MergeRefusal::TwoReferences));
    }
    Ok(if how_many_open(db, from.id).await? == 0 { Ok(()) } else { Err(MergeRefusal::StillOpen) })
}

/// How many pathways and referrals of a household are open, also those of other partners.
///
/// # Errors
/// When the database fails.
pub async fn how_many_open(db: &Db, household: HouseholdId) -> Stored<u64> {
    let open = PathwayStands::household_id.eq(household).and(PathwayStands::status.ne(PathwayStatus::Closed));
    let waits = ReferralStands::status.is_in([ReferralStatus::Draft, ReferralStatus::Received]);
    let waiting = ReferralStands::household_id.eq(household).and(waits);
    Ok(db.rows::<PathwayStands>().filter(open).count().await?
        + db.rows::<ReferralStands>().filter(waiting).count().await?)
}

/// The open pathways of a household that the handle reaches.
///
/// # Errors
/// When the database fails.
pub async fn open_pathways(db: &Db, household: HouseholdId) -> Stored<Vec<Pathway>> {
    let open = Pathway::household_id.eq(household).and(Pathway::status.ne(PathwayStatus::Closed));
    db.rows::<Pathway>().filter(open).sort(Pathway::id, Order::Rising).all().await
}

/// The open referrals of a household that the handle reaches.
///
/// # Errors
/// When the database fails.
pub async fn open_referrals(db: &Db, household: HouseholdId) -> Stored<Vec<Referral>> {
    let waits = Referral::status.is_in([ReferralStatus::Draft, ReferralStatus::Received]);
    let waiting = Referral::household_id.eq(household).and(waits);
    db.rows::<Referral>().filter(waiting).sort(Referral::id, Order::Rising).all().await
}

/// Makes one household of two, all of it or nothing.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed either since.
pub async fn merge(
    db: &Db,
    from: Held<Household>,
    into: Held<Household>,
    how: Merging,
) -> Stored<Result<(), MergeRefusal>> {
    let all = db.together().await?;
    let within = all.of(db);
    if let Err(refusal) = allowed(&within, &from, &into, &how).await? {
        return Ok(Err(refusal));
    }
    household_moves::merge(&within, from, into, how.on, how.link, how.reason).await?;
    all.commit().await?;
    Ok(Ok(()))
}
