//! What is to be done because of what stands elsewhere: nothing of it is stored, so nothing of it can disagree.

use std::collections::{HashMap, HashSet};

use attachments::rules::attachment::SOON;
use attachments::store::attachments::{Attachment, Filed, expiring};
use kernel::{HouseholdId, MemberId, PersonId};
use pathways::rules::pathway::PathwayStatus;
use pathways::rules::referral::ReferralStatus;
use pathways::store::caseload::{MOST, SOON_DAYS, Whose};
use pathways::store::follow_ups::FollowUp;
use pathways::store::pathways::Pathway;
use pathways::store::referrals::Referral;
use people::rules::alert::Alert;
use people::store::alerts;
use people::store::households::Membership;
use placement::rules::placement::PlacementStatus;
use placement::store::check_ins::CheckIn;
use placement::store::mediation::MediationVisit;
use placement::store::placements::Placement;
use placement::store::proposals::{ProposalSeen, duties};
use store::{Column, Db, InReach, Order, PageAsk, Stored, Where};

/// How many pathways stand at the top of the day: a glance, not a second caseload.
const LATEST: u64 = 6;

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

/// Check-ins that are late, due or fall due soon, in placements that last. `db` must be the handle for placements.
///
/// # Errors
/// When the database fails.
pub async fn check_ins_due(db: &Db, whose: Whose, member: MemberId) -> Stored<Vec<(CheckIn, Placement)>> {
    let until = db.today().plus_days(SOON_DAYS);
    db.rows::<CheckIn>()
        .filter(CheckIn::open().and(CheckIn::due_on.at_most(until)))
        .filter(lasting(db, whose, member))
        .sort(CheckIn::due_on, Order::Rising)
        .limit(MOST as u64)
        .with::<Placement>(Placement::id.is(CheckIn::placement_id))
        .all()
        .await
}

/// Mediation visits that are planned, in placements that last. `db` must be the handle for placements.
///
/// # Errors
/// When the database fails.
pub async fn mediation_visits_due(db: &Db, whose: Whose, member: MemberId) -> Stored<Vec<(MediationVisit, Placement)>> {
    let until = db.today().plus_days(SOON_DAYS);
    db.rows::<MediationVisit>()
        .filter(MediationVisit::held_on.is_null().and(MediationVisit::planned_on.at_most(until)))
        .filter(lasting(db, whose, member))
        .sort(MediationVisit::planned_on, Order::Rising)
        .limit(MOST as u64)
        .with::<Placement>(Placement::id.is(MediationVisit::placement_id))
        .all()
        .await
}

/// The placements of a caseload that last; the pathway may be closed: check-ins outlive it.
fn lasting(db: &Db, whose: Whose, member: MemberId) -> Where {
    let lasts = Placement::status.eq(PlacementStatus::UnderWay);
    let of_pathway = Pathway::id.is(Placement::pathway_id).and(whose.condition(member, db));
    match whose {
        Whose::All => lasts,
        Whose::Mine | Whose::Partner => lasts.and(Where::exists::<Pathway>(of_pathway)),
    }
}

/// What is to be seen to in the permits and stays of the people accompanied, each with a household of theirs. `legal` must
/// be the handle for legal status.
///
/// # Errors
/// When the database fails.
pub async fn papers_due(legal: &Db, whose: Whose, member: MemberId) -> Stored<Vec<(Alert, HouseholdId)>> {
    let (legal, today) = (&legal.without_shared(), legal.today());
    let people = accompanied(legal, whose, member);
    let of = |only: Where| legal.rows::<Membership>().filter(people.clone().and(only)).all();
    if whose == Whose::Mine {
        let households = household_by_person(of(Where::everything()).await?);
        let alerts = alerts::of_people(legal, households.keys().copied(), today).await?;
        return Ok(with_household(alerts, &households));
    }
    // Of many only the most urgent are told: those of people no longer accompanied must not take their places.
    let theirs = |person| among(person, &people, legal);
    let alerts = alerts::due_for(legal, theirs, today, PageAsk::new(1, MOST as u64)).await?.items;
    let concerned: Vec<PersonId> = alerts.iter().map(|alert| alert.person).collect();
    let households = household_by_person(of(Membership::person_id.is_in(concerned)).await?);
    Ok(with_household(alerts, &households))
}

/// Copies of documents of the people accompanied that expire soon or have expired, each with a household of theirs:
/// those about health with their own handle.
///
/// # Errors
/// When the database fails.
pub async fn copies_expiring<R: Filed>(
    copies: &Db,
    whose: Whose,
    member: MemberId,
) -> Stored<Vec<(Attachment, HouseholdId)>> {
    let (copies, until) = (&copies.without_shared(), copies.today().plus_days(SOON));
    let people = accompanied(copies, whose, member);
    let theirs = among(R::PERSON, &people, copies);
    let rows = expiring::<R>(copies, theirs, until, PageAsk::new(1, MOST as u64)).await?.items;
    let rows: Vec<Attachment> = rows.into_iter().map(Into::into).collect();
    let concerned = people.and(Membership::person_id.is_in(rows.iter().map(|row| row.person_id)));
    let households = household_by_person(copies.rows::<Membership>().filter(concerned).all().await?);
    let found = rows.into_iter().filter_map(|row| {
        let household = *households.get(&row.person_id)?;
        Some((row, household))
    });
    Ok(found.collect())
}

/// The memberships of today in a household that is still accompanied.
fn accompanied(db: &Db, whose: Whose, member: MemberId) -> Where {
    let pathway = Pathway::household_id
        .is(Membership::household_id)
        .and(Pathway::status.ne(PathwayStatus::Closed))
        .and(whose.condition(member, db));
    Membership::on(db.today()).and(Where::exists::<Pathway>(pathway))
}

/// Whether the person in a column has such a membership within reach.
fn among(person: Column<PersonId>, memberships: &Where, db: &Db) -> Where {
    let within = memberships.clone().and(Membership::in_reach(db.reach()));
    Where::exists::<Membership>(Membership::person_id.is(person).and(within))
}

fn household_by_person(rows: Vec<Membership>) -> HashMap<PersonId, HouseholdId> {
    rows.into_iter().map(|row| (row.person_id, row.household_id)).collect()
}

fn with_household(alerts: Vec<Alert>, households: &HashMap<PersonId, HouseholdId>) -> Vec<(Alert, HouseholdId)> {
    alerts.into_iter().filter_map(|alert| Some((alert, *households.get(&alert.person)?))).collect()
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

/// The open pathways along which something happened last, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn latest(db: &Db, whose: Whose, member: MemberId) -> Stored<Vec<Pathway>> {
    let open = Pathway::status.ne(PathwayStatus::Closed).and(whose.condition(member, db));
    db.rows::<Pathway>().filter(open).sort(Pathway::last_activity, Order::Falling).limit(LATEST).all().await
}

/// Whether a member accompanies any household that is still accompanied.
///
/// # Errors
/// When the database fails.
pub async fn accompanies(db: &Db, member: MemberId) -> Stored<bool> {
    let mine = Pathway::case_worker.eq(member).and(Pathway::status.ne(PathwayStatus::Closed));
    Ok(db.rows::<Pathway>().filter(mine).first().await?.is_some())
}

/// What proposals ask of a member: those that wait for one's own side, those freed lately, searches whose rest is over, and
/// for whoever coordinates those that have stood still for too long.
#[derive(Debug, Default)]
pub struct ProposalDuties {
    /// Those that wait for one's own side.
    pub waiting: Vec<ProposalSeen>,
    /// Those freed lately.
    pub freed: Vec<ProposalSeen>,
    /// Those after which a search was to rest until a day that has come.
    pub rested: Vec<ProposalSeen>,
    /// Those that have stood still for too long; also among those that wait, where it is one's own turn.
    pub stalled: Vec<ProposalSeen>,
}

/// What proposals ask of a member. `answers` must be the handle for writing answers down, `unblocks` that of who is told of
/// what stands still: each is empty for who lacks the permission.
///
/// # Errors
/// When the database fails.
pub async fn proposals(answers: &Db, unblocks: &Db, whose: Whose, member: MemberId) -> Stored<ProposalDuties> {
    let mut stalled = duties::escalated(unblocks).await?;
    let waiting = duties::waiting(answers, whose, member).await?;
    stalled.retain(|row| !waiting.iter().any(|own| own.id == row.id));
    Ok(ProposalDuties {
        freed: duties::freed(answers, whose, member).await?,
        rested: duties::rested(answers, whose, member).await?,
        waiting,
        stalled,
    })
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
