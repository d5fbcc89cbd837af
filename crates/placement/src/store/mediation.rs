//! Visits that mediate between the people accompanied and the other side: planned, and how they ended.

use kernel::{Day, MemberId};
use store::{Db, Held, InReach, Order, Reach, Stored, Where, record};

use super::declined::StayActed;
use super::placement_facts::PlacementFact;
use super::placement_words::{self, Part};
use super::placements::{Placement, PlacementId, one};
use crate::rules::StayRefusal;
use crate::rules::check_in::within;
use crate::rules::placement::PlacementStatus;
use crate::rules::problem::MediationOutcome;

kernel::id!(
    /// Names a mediation visit.
    MediationVisitId
);
store::text_cells!(MediationVisitId);

record! {
    /// A visit that mediates.
    pub struct MediationVisit in mediation_visit keyed by MediationVisitId {
        /// Its id.
        pub id: MediationVisitId,
        /// How often it was changed.
        pub version: i64,
        /// Of which placement.
        pub placement_id: PlacementId,
        /// For which day it is planned.
        pub planned_on: Option<Day>,
        /// When it was held.
        pub held_on: Option<Day>,
        /// How it ended.
        pub outcome: Option<MediationOutcome>,
        /// Who wrote it down.
        pub member_id: Option<MemberId>,
    }
}

impl InReach for MediationVisit {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Placement>(Placement::id.is(Self::placement_id))
    }
}

/// What is written of a visit.
#[derive(Debug, Clone, Default)]
pub struct MediationSaid {
    /// For which day it is planned.
    pub planned_on: Option<Day>,
    /// When it was held, and how it ended.
    pub held: Option<(Day, MediationOutcome)>,
    /// Who takes part.
    pub who: Option<String>,
    /// What was said.
    pub words: Option<String>,
}

/// Plans a visit, or notes one that was held.
///
/// # Errors
/// When the placement has not begun, the day is impossible, or somebody was faster.
pub async fn add(db: &Db, placement: &Placement, said: MediationSaid) -> StayActed<MediationVisit> {
    let placement: Held<Placement> = db.held(placement.id).await?;
    let began_on = placement.began_on.ok_or(StayRefusal::NotSo)?;
    match said.held {
        Some((on, _)) => within(on, began_on, None, db.today())?,
        None if placement.status != PlacementStatus::UnderWay => return Err(StayRefusal::NotSo.into()),
        None => {}
    }
    let visit = MediationVisit {
        id: MediationVisitId::fresh(),
        version: 0,
        placement_id: placement.id,
        planned_on: said.planned_on,
        held_on: said.held.map(|(on, _)| on),
        outcome: said.held.map(|(_, outcome)| outcome),
        member_id: db.act().member,
    };
    let mut change = db.change().await?;
    let placement = super::stays::happened(&mut change, db, placement).await?;
    change.insert(&visit).await?;
    placement_words::write(&mut change, db, &placement, visit.id, Part::Who, said.who).await?;
    placement_words::write(&mut change, db, &placement, visit.id, Part::Said, said.words).await?;
    let entry = match said.held {
        Some((on, outcome)) => placement.entry(&PlacementFact::MediationHeld { outcome }, visit.id).on(on),
        None => placement.entry(&PlacementFact::MediationPlanned, visit.id),
    };
    change.commit(entry).await?;
    Ok(visit)
}

/// Notes how a planned visit ended.
///
/// # Errors
/// When it was held already, the day is impossible, or somebody was faster.
pub async fn finish(
    db: &Db,
    held: Held<MediationVisit>,
    (on, outcome): (Day, MediationOutcome),
    who: Option<String>,
    words: Option<String>,
) -> StayActed<MediationVisit> {
    if held.held_on.is_some() {
        return Err(StayRefusal::DoneAlready.into());
    }
    let placement = one(db, held.placement_id).await?;
    within(on, placement.began_on.ok_or(StayRefusal::NotSo)?, None, db.today())?;
    let new = MediationVisit { held_on: Some(on), outcome: Some(outcome), member_id: db.act().member, ..held.clone() };
    let mut change = db.change().await?;
    let visit = change.update(held, new).await?;
    placement_words::write(&mut change, db, &placement, visit.id, Part::Who, who).await?;
    placement_words::write(&mut change, db, &placement, visit.id, Part::Said, words).await?;
    super::stays::touched(&mut change, db, &placement).await?;
    change.commit(placement.entry(&PlacementFact::MediationHeld { outcome }, visit.id).on(on)).await?;
    Ok(visit)
}

/// Takes a visit out of the plan. What was held stays.
///
/// # Errors
/// When it was held, or somebody was faster.
pub async fn cancel(db: &Db, held: Held<MediationVisit>) -> StayActed<()> {
    if held.held_on.is_some() {
        return Err(StayRefusal::DoneAlready.into());
    }
    let placement = one(db, held.placement_id).await?;
    let id = held.id;
    let mut change = db.change().await?;
    for part in [Part::Who, Part::Said] {
        placement_words::write(&mut change, db, &placement, id, part, None).await?;
    }
    change.take_away(held).await?;
    change.commit(placement.entry(&PlacementFact::MediationCancelled, id)).await?;
    Ok(())
}

/// The visits of a placement, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, placement: PlacementId) -> Stored<Vec<MediationVisit>> {
    let rows = db.rows::<MediationVisit>().filter(MediationVisit::placement_id.eq(placement));
    let mut rows = rows.sort(MediationVisit::id, Order::Falling).limit(200).all().await?;
    rows.sort_by_key(|row| std::cmp::Reverse(row.held_on.or(row.planned_on)));
    Ok(rows)
}
