//! The way of a host family, step by step.

use kernel::{Day, MemberId};
use store::{Db, Held, InReach, Order, Reach, Stored, Where, record};

use super::declined::Acted;
use super::offers::{Offer, OfferFact, OfferId};
use crate::rules::Refusal;
use crate::rules::family::{self, DoneStep, HostOutcome, HostStepKind, Suitability, may_be_done};
use crate::rules::offer::OfferKind;

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

/// Plans a step, or notes one that was done.
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
    let mut change = db.change().await?;
    change.insert(&step).await?;
    let entry = offer.entry(&OfferFact::HostStepNoted { kind: offer.kind });
    change.commit(step.done_on.map_or(entry.clone(), |on| entry.on(on))).await?;
    Ok(step)
}

/// Notes that a planned step was done.
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
    let mut change = db.change().await?;
    let step = change.update(held, new).await?;
    change.commit(offer.entry(&OfferFact::HostStepNoted { kind: offer.kind }).on(done.0)).await?;
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
