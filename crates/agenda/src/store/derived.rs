//! What is to be done because of what stands elsewhere: nothing of it is stored, so nothing of it can disagree.

use std::collections::{HashMap, HashSet};

use kernel::{Day, HouseholdId, MemberId, PersonId};
use pathways::rules::pathway::PathwayStatus;
use pathways::rules::referral::ReferralStatus;
use pathways::store::caseload::{MOST, SOON_DAYS, Whose};
use pathways::store::follow_ups::FollowUp;
use pathways::store::pathways::Pathway;
use pathways::store::referrals::Referral;
use people::store::households::Membership;
use people::store::papers::{self, Permit};
use store::{Db, Order, Stored, Where};

/// How many days ahead a permit's end is told: the request for renewal is due 60 days before it (art. 5 c. 4 of
/// d.lgs. 286/1998 names sixty days; *to verify* for each kind of permit).
pub const PERMIT_DAYS: i64 = 60;

/// How long after its end an expired permit is still told.
const EXPIRED_DAYS: i64 = 365;

/// Follow-ups that fall due soon but not yet. Those due stand in the caseload's own list.
///
/// # Errors
/// When the database fails.
pub async fn follow_ups_ahead(db: &Db, whose: Whose, member: MemberId) -> Stored<Vec<(FollowUp, Pathway)>> {
    let today = db.today();
    let ahead = FollowUp::done_on
        .is_null()
        .and(FollowUp::due_on.at_least(today.plus_days(1)))
        .and(FollowUp::due_on.at_most(today.plus_days(SOON_DAYS)));
    db.rows::<FollowUp>()
        .filter(ahead)
        .filter(whose_pathway(db, whose, member))
        .sort(FollowUp::due_on, Order::Rising)
        .limit(MOST as u64)
        .with::<Pathway>(Pathway::id.is(FollowUp::pathway_id))
        .all()
        .await
}

fn whose_pathway(db: &Db, whose: Whose, member: MemberId) -> Where {
    Where::exists::<Pathway>(Pathway::id.is(FollowUp::pathway_id).and(whose.condition(member, db)))
}

/// A permit that ends soon, or has ended, and nothing newer is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expiring {
    /// Whose.
    pub person: PersonId,
    /// Of which household.
    pub household: HouseholdId,
    /// When it ends.
    pub on: Day,
}

/// Permits of the people accompanied that expire within [`PERMIT_DAYS`] or have expired. `legal` must be the handle for
/// legal status.
///
/// # Errors
/// When the database fails.
pub async fn permits_expiring(legal: &Db, whose: Whose, member: MemberId) -> Stored<Vec<Expiring>> {
    let today = legal.today();
    let last = today.plus_days(PERMIT_DAYS);
    let ending = Permit::expires_on.at_least(today.plus_days(-EXPIRED_DAYS)).and(Permit::expires_on.at_most(last));
    let accompanied = Pathway::household_id
        .is(Membership::household_id)
        .and(Pathway::status.ne(PathwayStatus::Closed))
        .and(whose.condition(member, legal));
    let belongs = Membership::person_id.is(Permit::person_id).and(Membership::until.is_null());
    let legal = &legal.without_shared();
    let found = legal
        .rows::<Permit>()
        .filter(ending)
        .filter(Where::exists::<Membership>(belongs.clone().and(Where::exists::<Pathway>(accompanied))))
        .sort(Permit::expires_on, Order::Rising)
        .limit(MOST as u64)
        .with::<Membership>(belongs)
        .all()
        .await?;
    let people: HashSet<PersonId> = found.iter().map(|(permit, _)| permit.person_id).collect();
    let all = papers::permits_of(legal, people).await?;
    let mut told = HashSet::new();
    let expiring = found.into_iter().filter_map(|(permit, membership)| {
        let newest = all.get(&permit.person_id)?.iter().filter_map(|permit| permit.expires_on).max()?;
        let on = permit.expires_on?;
        (newest == on && told.insert(permit.person_id)).then_some(Expiring {
            person: permit.person_id,
            household: membership.household_id,
            on,
        })
    });
    Ok(expiring.collect())
}

/// Referrals that were received and wait for an answer, the longest waiting first; and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn referrals_waiting(db: &Db) -> Stored<(Vec<Referral>, u64)> {
    let waiting = || db.rows::<Referral>().filter(Referral::status.eq(ReferralStatus::Received));
    let first = waiting().sort(Referral::received_on, Order::Rising).limit(10).all().await?;
    Ok((first, waiting().count().await?))
}

/// Whether a member accompanies any household that is still accompanied.
///
/// # Errors
/// When the database fails.
pub async fn accompanies(db: &Db, member: MemberId) -> Stored<bool> {
    let mine = Pathway::case_worker.eq(member).and(Pathway::status.ne(PathwayStatus::Closed));
    Ok(db.rows::<Pathway>().filter(mine).first().await?.is_some())
}

/// A few pathways by their ids, as far as they lie within reach.
///
/// # Errors
/// When the database fails.
pub async fn pathways(
    db: &Db,
    ids: impl IntoIterator<Item = kernel::PathwayId>,
) -> Stored<HashMap<kernel::PathwayId, Pathway>> {
    let ids: HashSet<_> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = db.rows::<Pathway>().filter(Pathway::id.is_in(ids)).all().await?;
    Ok(rows.into_iter().map(|pathway| (pathway.id, pathway)).collect())
}
