//! Visits of a home for its upkeep: planned, and what was found.

use kernel::{Day, MemberId};
use store::{Db, Held, InReach, Order, Reach, Stored, Where, record};

use super::declined::Acted;
use super::offers::{Offer, OfferFact, OfferId};
use crate::rules::Refusal;
use crate::rules::offer::OfferKind;

kernel::id!(
    /// Names a visit of a home.
    VisitId
);
store::text_cells!(VisitId);

record! {
    /// A visit of a home.
    pub struct UpkeepVisit in upkeep_visit keyed by VisitId {
        /// Its id.
        pub id: VisitId,
        /// How often it was changed.
        pub version: i64,
        /// The offer of the home.
        pub offer_id: OfferId,
        /// For which day it was planned.
        pub planned_on: Option<Day>,
        /// On which day it was done.
        pub done_on: Option<Day>,
        /// What was found.
        pub findings: Option<String>,
        /// Who noted it.
        pub member_id: Option<MemberId>,
    }
}

impl InReach for UpkeepVisit {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Offer>(Offer::id.is(Self::offer_id))
    }
}

/// What is written of a visit.
#[derive(Debug, Clone, Default)]
pub struct VisitSaid {
    /// For which day it is planned.
    pub planned_on: Option<Day>,
    /// On which day it was done.
    pub done_on: Option<Day>,
    /// What was found.
    pub findings: Option<String>,
}

/// Plans a visit, or notes one that took place unplanned.
///
/// # Errors
/// [`Refusal::NotAHome`] for another offer; [`Refusal::InTheFuture`] when what lies ahead is said to be done.
pub async fn add(db: &Db, offer: &Held<Offer>, said: VisitSaid) -> Acted<UpkeepVisit> {
    if offer.kind != OfferKind::Home {
        return Err(Refusal::NotAHome.into());
    }
    not_ahead(db, said.done_on)?;
    let VisitSaid { planned_on, done_on, findings } = said;
    let visit = UpkeepVisit {
        id: VisitId::fresh(),
        version: 0,
        offer_id: offer.id,
        planned_on,
        done_on,
        findings,
        member_id: db.act().member,
    };
    let mut change = db.change().await?;
    change.insert(&visit).await?;
    change.commit(offer.entry(&OfferFact::UpkeepVisitNoted { kind: offer.kind })).await?;
    Ok(visit)
}

/// Notes what a planned visit found.
///
/// # Errors
/// [`Refusal::DoneAlready`] for one that was done; [`store::StoreError::Stale`] when somebody changed it since.
pub async fn finish(db: &Db, held: Held<UpkeepVisit>, on: Day, findings: Option<String>) -> Acted<UpkeepVisit> {
    if held.done_on.is_some() {
        return Err(Refusal::DoneAlready.into());
    }
    not_ahead(db, Some(on))?;
    let offer = db.rows::<Offer>().id(held.offer_id).one().await?;
    let new = UpkeepVisit { done_on: Some(on), findings, member_id: db.act().member, ..held.clone() };
    let mut change = db.change().await?;
    let visit = change.update(held, new).await?;
    change.commit(offer.entry(&OfferFact::UpkeepVisitNoted { kind: offer.kind }).on(on)).await?;
    Ok(visit)
}

/// Takes a visit out of the plan. What was done stays.
///
/// # Errors
/// [`Refusal::DoneAlready`] for one that was done; [`store::StoreError::Stale`] when somebody changed it since.
pub async fn cancel(db: &Db, held: Held<UpkeepVisit>) -> Acted<()> {
    if held.done_on.is_some() {
        return Err(Refusal::DoneAlready.into());
    }
    let offer = db.rows::<Offer>().id(held.offer_id).one().await?;
    let mut change = db.change().await?;
    change.take_away(held).await?;
    change.commit(offer.entry(&OfferFact::UpkeepVisitCancelled { kind: offer.kind })).await?;
    Ok(())
}

fn not_ahead(db: &Db, done_on: Option<Day>) -> Result<(), Refusal> {
    if done_on.is_some_and(|on| on > db.today()) { Err(Refusal::InTheFuture) } else { Ok(()) }
}

/// The visits of a home, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, offer: OfferId) -> Stored<Vec<UpkeepVisit>> {
    let rows = db.rows::<UpkeepVisit>().filter(UpkeepVisit::offer_id.eq(offer));
    let mut visits = rows.sort(UpkeepVisit::id, Order::Rising).limit(200).all().await?;
    visits.sort_by_key(|visit| visit.done_on.or(visit.planned_on));
    Ok(visits)
}
