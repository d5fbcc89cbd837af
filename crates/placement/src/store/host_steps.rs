//! The way of a host family, step by step.

use kernel::{Day, MemberId};
use store::{Db, Held, InReach, Order, Reach, Stored, Where, record};

use super::declined::Acted;
use super::offers::{self, Offer, OfferFact, OfferId, OfferSeen, Turn};
use super::placements::Placement;
use crate::rules::Refusal;
use crate::rules::family::{self, DoneStep, HostOutcome, HostStepKind, Suitability, may_be_done};
use crate::rules::offer::{OfferKind, WithdrawReason};

kernel::id!(
    /// Names a step of a host family.
    HostStepId
);
store::text_cells!(HostStepId);

record! {
    /// A step of a host family.
    pub struct HostStep in host_step keyed by HostStepId {
        /// Its id.
        pub id: HostStepId,
        /// How often it was changed.
        pub version: i64,
        /// The offer of the family.
        pub offer_id: OfferId,
        /// Which step.
        pub kind: HostStepKind,
        /// For which day it was planned.
        pub planned_on: Option<Day>,
        /// On which day it was done.
        pub done_on: Option<Day>,
        /// How it ended.
        pub outcome: Option<HostOutcome>,
        /// What there is to say.
        pub words: Option<String>,
        /// Who noted it.
        pub member_id: Option<MemberId>,
    }
}

impl InReach for HostStep {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Offer>(Offer::id.is(Self::offer_id))
    }
}

record! {
    /// What somebody decided about a family: within the reach of whoever sees its offer or has somebody placed there, since
    /// nobody moves in with a family that was found unsuitable, whoever keeps it. Of it only that is told.
    pub struct Decided in host_step {
        /// The step.
        pub id: HostStepId,
        /// The offer of the family.
        pub offer_id: OfferId,
        /// Which step: the decision alone.
        pub kind: HostStepKind,
        /// On which day.
        pub done_on: Option<Day>,
        /// What was decided.
        pub outcome: Option<HostOutcome>,
    }
}

impl InReach for Decided {
    fn in_reach(reach: &Reach) -> Where {
        let seen = reach.through::<OfferSeen>(OfferSeen::id.is(Self::offer_id));
        let placed = reach.through::<Placement>(Placement::offer_id.is(Self::offer_id));
        Self::kind.eq(HostStepKind::Suitability).and(seen.or(placed))
    }
}

/// Whether the family of an offer may host, as it stood on a day, whoever keeps the offer.
///
/// # Errors
/// When the database fails.
pub async fn suitability_on(db: &Db, offer: OfferId, day: Day) -> Stored<Suitability> {
    let rows = db.rows::<Decided>().filter(Decided::offer_id.eq(offer)).sort(Decided::id, Order::Rising);
    let decided = rows.limit(200).all().await?.into_iter();
    let decided = decided.filter_map(|row| Some(DoneStep { kind: row.kind, outcome: row.outcome?, on: row.done_on? }));
    Ok(family::suitability(&decided.filter(|step| step.on <= day).collect::<Vec<_>>()))
}

/// What is written of a step.
#[derive(Debug, Clone)]
pub struct StepSaid {
    /// Which.
    pub kind: HostStepKind,
    /// For which day it is planned.
    pub planned_on: Option<Day>,
    /// On which day it was done, and how it ended.
    pub done: Option<(Day, HostOutcome)>,
    /// What there is to say.
    pub words: Option<String>,
}

/// The steps that were done, in order of writing.
#[must_use]
pub fn done(steps: &[HostStep]) -> Vec<DoneStep> {
    let done = steps.iter().filter_map(|step| Some((step.kind, step.outcome?, step.done_on?)));
    done.map(|(kind, outcome, on)| DoneStep { kind, outcome, on }).collect()
}

/// Whether the family may host.
#[must_use]
pub fn suitability(steps: &[HostStep]) -> Suitability {
    family::suitability(&done(steps))
}

/// Plans a step, or notes one that was done. A family that is found unsuitable is offered no longer.
///
/// # Errors
/// [`Refusal::NotAFamily`] for another offer, and those of [`may_be_done`].
pub async fn add(db: &Db, offer: &Held<Offer>, said: StepSaid) -> Acted<HostStep> {
    if offer.kind != OfferKind::Family {
        return Err(Refusal::NotAFamily.into());
    }
    let StepSaid { kind, planned_on, done, words } = said;
    allowed(db, offer.id, kind, done).await?;
    let step = HostStep {
        id: HostStepId::fresh(),
        version: 0,
        offer_id: offer.id,
        kind,
        planned_on,
        done_on: done.map(|(on, _)| on),
        outcome: done.map(|(_, outcome)| outcome),
        words,
        member_id: db.act().member,
    };
    let together = db.together().await?;
    let inside = together.of(db);
    let mut change = inside.change().await?;
    change.insert(&step).await?;
    let entry = offer.entry(&OfferFact::HostStepNoted { kind: offer.kind });
    change.commit(step.done_on.map_or(entry.clone(), |on| entry.on(on))).await?;
    offered_no_longer(&inside, offer.id).await?;
    together.commit().await?;
    Ok(step)
}

/// Withdraws the offer of a family that was found unsuitable, with the step that says so: `db` is a handle of its bundle.
async fn offered_no_longer(db: &Db, offer: OfferId) -> Acted<()> {
    if suitability(&of(db, offer).await?) != Suitability::Unsuitable {
        return Ok(());
    }
    let held: Held<Offer> = db.held(offer).await?;
    if held.standing(db.today()).lives() {
        offers::turn(db, held, Turn::Withdraw(WithdrawReason::NotSuitable)).await?;
    }
    Ok(())
}

/// Notes that a planned step was done. A family that is found unsuitable is offered no longer.
///
/// # Errors
/// [`Refusal::DoneAlready`] for one that was done, and those of [`may_be_done`].
pub async fn finish(db: &Db, held: Held<HostStep>, done: (Day, HostOutcome), words: Option<String>) -> Acted<HostStep> {
    if held.done_on.is_some() {
        return Err(Refusal::DoneAlready.into());
    }
    allowed(db, held.offer_id, held.kind, Some(done)).await?;
    let offer = db.rows::<Offer>().id(held.offer_id).one().await?;
    let words = words.or_else(|| held.words.clone());
    let new =
        HostStep { done_on: Some(done.0), outcome: Some(done.1), words, member_id: db.act().member, ..held.clone() };
    let together = db.together().await?;
    let inside = together.of(db);
    let mut change = inside.change().await?;
    let step = change.update(held, new).await?;
    change.commit(offer.entry(&OfferFact::HostStepNoted { kind: offer.kind }).on(done.0)).await?;
    offered_no_longer(&inside, offer.id).await?;
    together.commit().await?;
    Ok(step)
}

/// Takes a step out of the plan. What was done stays.
///
/// # Errors
/// [`Refusal::DoneAlready`] for one that was done; [`store::StoreError::Stale`] when somebody changed it since.
pub async fn cancel(db: &Db, held: Held<HostStep>) -> Acted<()> {
    if held.done_on.is_some() {
        return Err(Refusal::DoneAlready.into());
    }
    let offer = db.rows::<Offer>().id(held.offer_id).one().await?;
    let mut change = db.change().await?;
    change.take_away(held).await?;
    change.commit(offer.entry(&OfferFact::HostStepCancelled { kind: offer.kind })).await?;
    Ok(())
}

async fn allowed(db: &Db, offer: OfferId, kind: HostStepKind, said: Option<(Day, HostOutcome)>) -> Acted<()> {
    let Some((on, outcome)) = said else { return Ok(()) };
    let before = done(&of(db, offer).await?);
    may_be_done(DoneStep { kind, outcome, on }, &before, db.today())?;
    Ok(())
}

/// The steps of a family, in order of writing.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, offer: OfferId) -> Stored<Vec<HostStep>> {
    let rows = db.rows::<HostStep>().filter(HostStep::offer_id.eq(offer));
    rows.sort(HostStep::id, Order::Rising).limit(200).all().await
}
