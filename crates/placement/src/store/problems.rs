//! What goes wrong along a placement, as kept. What was said about it stands with the words.

use kernel::{Day, MemberId};
use store::{Db, Held, InReach, Order, Reach, Stored, Where, record};

use super::declined::StayActed;
use super::placement_facts::PlacementFact;
use super::placement_words::{self, Part};
use super::placements::{Placement, PlacementId, one};
use crate::rules::StayRefusal;
use crate::rules::check_in::within;
use crate::rules::problem::{ProblemAct, ProblemKind, ProblemStatus};

kernel::id!(
    /// Names a problem of a placement.
    ProblemId
);
store::text_cells!(ProblemId);

record! {
    /// A problem of a placement.
    pub struct Problem in placement_problem keyed by ProblemId {
        /// Its id.
        pub id: ProblemId,
        /// How often it was changed.
        pub version: i64,
        /// Of which placement.
        pub placement_id: PlacementId,
        /// What kind.
        pub kind: ProblemKind,
        /// Where it stands.
        pub status: ProblemStatus,
        /// When it was noted.
        pub noted_on: Day,
        /// When it was solved.
        pub solved_on: Option<Day>,
        /// Who noted it.
        pub member_id: Option<MemberId>,
    }
}

impl InReach for Problem {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Placement>(Placement::id.is(Self::placement_id))
    }
}

/// Notes a problem. After the end, too: arrears outlive a tenancy.
///
/// # Errors
/// When the day lies ahead or before the beginning, *other* has no words, or somebody was faster.
pub async fn note(
    db: &Db,
    placement: &Placement,
    kind: ProblemKind,
    noted_on: Day,
    words: Option<String>,
) -> StayActed<Problem> {
    let held: Held<Placement> = db.held(placement.id).await?;
    let began_on = held.began_on.ok_or(StayRefusal::NotSo)?;
    within(noted_on, began_on, None, db.today())?;
    if kind == ProblemKind::Other && words.is_none() {
        return Err(StayRefusal::SayWhich.into());
    }
    let problem = Problem {
        id: ProblemId::fresh(),
        version: 0,
        placement_id: placement.id,
        kind,
        status: ProblemStatus::Open,
        noted_on,
        solved_on: None,
        member_id: db.act().member,
    };
    let mut change = db.change().await?;
    let placement = super::stays::happened(&mut change, db, held).await?;
    change.insert(&problem).await?;
    placement_words::write(&mut change, db, &placement, problem.id, Part::Said, words).await?;
    change.commit(placement.entry(&PlacementFact::ProblemNoted { kind }, problem.id).on(noted_on)).await?;
    Ok(problem)
}

/// Notes that a problem is solved, and what was done.
///
/// # Errors
/// When it is solved already, the day is impossible, or somebody was faster.
pub async fn solve(db: &Db, held: Held<Problem>, solved_on: Day, done: Option<String>) -> StayActed<Problem> {
    let status = held.status.after(ProblemAct::Solve).ok_or(StayRefusal::DoneAlready)?;
    let placement = one(db, held.placement_id).await?;
    within(solved_on, held.noted_on, None, db.today())?;
    let new = Problem { status, solved_on: Some(solved_on), ..held.clone() };
    let mut change = db.change().await?;
    let problem = change.update(held, new).await?;
    placement_words::write(&mut change, db, &placement, problem.id, Part::Done, done).await?;
    super::stays::touched(&mut change, db, &placement).await?;
    let fact = PlacementFact::ProblemSolved { kind: problem.kind };
    change.commit(placement.entry(&fact, problem.id).on(solved_on)).await?;
    Ok(problem)
}

/// A solved problem is there again. What was done about it stays to be read.
///
/// # Errors
/// When it is open, or somebody was faster.
pub async fn reopen(db: &Db, held: Held<Problem>) -> StayActed<Problem> {
    let status = held.status.after(ProblemAct::Reopen).ok_or(StayRefusal::NotSo)?;
    let placement = one(db, held.placement_id).await?;
    let new = Problem { status, solved_on: None, ..held.clone() };
    let mut change = db.change().await?;
    let problem = change.update(held, new).await?;
    super::stays::touched(&mut change, db, &placement).await?;
    change.commit(placement.entry(&PlacementFact::ProblemReopened { kind: problem.kind }, problem.id)).await?;
    Ok(problem)
}

/// The problems of a placement: those open first, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, placement: PlacementId) -> Stored<Vec<Problem>> {
    let rows = db.rows::<Problem>().filter(Problem::placement_id.eq(placement));
    let mut rows = rows.sort(Problem::id, Order::Falling).limit(200).all().await?;
    rows.sort_by_key(|row| row.status == ProblemStatus::Solved);
    Ok(rows)
}
