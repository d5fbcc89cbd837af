//! Check-ins, as kept: made when a placement begins, held, moved or dropped.

use kernel::{Day, MemberId};
use store::{Db, Held, InReach, Order, Reach, Stored, Where, record};

use super::declined::StayActed;
use super::placement_facts::PlacementFact;
use super::placement_words::{self, Part};
use super::placements::{Placement, PlacementId, one};
use crate::rules::StayRefusal;
use crate::rules::check_in::{
    CheckInReason, CheckInStanding, Goes, SpokenWith, Told, may_move, scheduled, standing, told_well,
};
use crate::rules::placement::PlacementStatus;
use pathways::store::timeline::latest;

kernel::id!(
    /// Names a check-in.
    CheckInId
);
store::text_cells!(CheckInId);

record! {
    /// A check-in of a placement.
    pub struct CheckIn in check_in keyed by CheckInId {
        /// Its id.
        pub id: CheckInId,
        /// How often it was changed.
        pub version: i64,
        /// Of which placement.
        pub placement_id: PlacementId,
        /// How many days after the beginning.
        pub days: i64,
        /// When it is due.
        pub due_on: Day,
        /// Why it was moved from the day that the beginning gives it.
        pub moved_for: Option<CheckInReason>,
        /// Why it is not held.
        pub dropped_for: Option<CheckInReason>,
        /// When it was held.
        pub held_on: Option<Day>,
        /// With whom one spoke.
        pub spoken_with: Option<SpokenWith>,
        /// How it goes for the people accompanied.
        pub household: Option<Goes>,
        /// How it goes for the other side.
        pub other_side: Option<Goes>,
        /// Who held it.
        pub member_id: Option<MemberId>,
    }
}

impl InReach for CheckIn {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Placement>(Placement::id.is(Self::placement_id))
    }
}

impl CheckIn {
    /// Those that are neither held nor dropped.
    pub fn open() -> Where {
        Self::held_on.is_null().and(Self::dropped_for.is_null())
    }

    /// Those whose day has passed. Whether the placement still lasts is another condition.
    pub fn late(today: Day) -> Where {
        Self::open().and(Self::due_on.lt(today))
    }

    /// Where it stands today.
    #[must_use]
    pub fn standing(&self, placement: PlacementStatus, today: Day) -> CheckInStanding {
        let under_way = placement == PlacementStatus::UnderWay;
        standing(self.due_on, self.held_on.is_some(), self.dropped_for.is_some(), under_way, today)
    }
}

/// The check-ins that a beginning schedules.
pub(super) fn begun(placement: PlacementId, began_on: Day) -> Vec<CheckIn> {
    let row = |(days, due_on)| CheckIn {
        id: CheckInId::fresh(),
        version: 0,
        placement_id: placement,
        days,
        due_on,
        moved_for: None,
        dropped_for: None,
        held_on: None,
        spoken_with: None,
        household: None,
        other_side: None,
        member_id: None,
    };
    scheduled(began_on).into_iter().map(row).collect()
}

/// The check-ins of a placement, in the order in which they were meant.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, placement: PlacementId) -> Stored<Vec<CheckIn>> {
    db.rows::<CheckIn>().filter(CheckIn::placement_id.eq(placement)).sort(CheckIn::days, Order::Rising).all().await
}

/// Writes down what a check-in found out; over what was written before, in its place.
///
/// # Errors
/// When the day is impossible, somebody said nothing, it was dropped, or somebody was faster.
pub async fn hold(
    db: &Db,
    held: Held<CheckIn>,
    told: Told,
    who: Option<String>,
    words: Option<String>,
) -> StayActed<CheckIn> {
    if held.dropped_for.is_some() {
        return Err(StayRefusal::DoneAlready.into());
    }
    let placement: Held<Placement> = db.held(held.placement_id).await?;
    let began_on = placement.began_on.ok_or(StayRefusal::NotSo)?;
    told_well(&told, began_on, placement.ended_on, db.today())?;
    let before = match held.held_on {
        Some(_) => latest(db, held.id, &["check-in-held"]).await?,
        None => None,
    };
    let people = placement.people(db, told.held_on).await?;
    let new = CheckIn {
        held_on: Some(told.held_on),
        spoken_with: Some(told.with),
        household: told.household,
        other_side: told.other_side,
        member_id: held.member_id.or(db.act().member),
        ..held.clone()
    };
    let mut change = db.change().await?;
    let placement = super::stays::happened(&mut change, db, placement).await?;
    let done = change.update(held, new).await?;
    placement_words::write(&mut change, db, &placement, done.id, Part::Who, who).await?;
    placement_words::write(&mut change, db, &placement, done.id, Part::Said, words).await?;
    let fact = PlacementFact::CheckInHeld { days: done.days, reached: told.with != SpokenWith::Nobody };
    change.commit(placement.counting(&fact, done.id, people).on(told.held_on).voids(before)).await?;
    Ok(done)
}

/// Moves a check-in to another day, with a reason. One that was dropped is taken up again by that.
///
/// # Errors
/// When it was held, the day has passed, the placement does not last, or somebody was faster.
pub async fn postpone(db: &Db, held: Held<CheckIn>, due_on: Day, reason: CheckInReason) -> StayActed<CheckIn> {
    may_move(due_on, db.today())?;
    let fact = match held.dropped_for {
        Some(_) => PlacementFact::CheckInTakenUp { days: held.days },
        None => PlacementFact::CheckInMoved { days: held.days },
    };
    let new = CheckIn { due_on, moved_for: Some(reason), dropped_for: None, ..held.clone() };
    written(db, held, new, fact).await
}

/// Drops a check-in, with a reason.
///
/// # Errors
/// When it was held or dropped, the placement does not last, or somebody was faster.
pub async fn drop_it(db: &Db, held: Held<CheckIn>, reason: CheckInReason) -> StayActed<CheckIn> {
    if held.dropped_for.is_some() {
        return Err(StayRefusal::DoneAlready.into());
    }
    let fact = PlacementFact::CheckInDropped { days: held.days };
    let new = CheckIn { dropped_for: Some(reason), ..held.clone() };
    written(db, held, new, fact).await
}

async fn written(db: &Db, held: Held<CheckIn>, new: CheckIn, fact: PlacementFact) -> StayActed<CheckIn> {
    if held.held_on.is_some() {
        return Err(StayRefusal::DoneAlready.into());
    }
    let placement = one(db, held.placement_id).await?;
    if placement.status != PlacementStatus::UnderWay {
        return Err(StayRefusal::NotSo.into());
    }
    let mut change = db.change().await?;
    let row = change.update(held, new).await?;
    change.commit(placement.entry(&fact, row.id)).await?;
    Ok(row)
}
