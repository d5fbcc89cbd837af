//! Goals, as kept.

use kernel::{Day, GoalId, PathwayId};
use store::{Db, Held, InReach, Order, Reach, Stored, Where, record};

use super::declined::Acted;
use super::facts::PathwayFact;
use super::pathways::{Pathway, touch};
use super::{plans, timeline};
use crate::rules::goal::{self, GoalAct, GoalStatus};
use crate::rules::plan;
use crate::rules::{Refusal, Ruled};

record! {
    /// A goal of a household, on one axis of the programme.
    pub struct Goal in goal keyed by GoalId {
        /// Its id.
        pub id: GoalId,
        /// How often it was changed.
        pub version: i64,
        /// Of which pathway.
        pub pathway_id: PathwayId,
        /// The axis, by its code in the programme's definition.
        pub axis: String,
        /// The goal, in the person's words.
        pub words: String,
        /// Where it stands.
        pub status: GoalStatus,
        /// When it was set.
        pub set_on: Day,
        /// When it was reached or given up.
        pub ended_on: Option<Day>,
    }
}

impl InReach for Goal {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Pathway>(Pathway::id.is(Self::pathway_id))
    }
}

/// The goals of a pathway, in the order in which they were set.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, pathway: PathwayId) -> Stored<Vec<Goal>> {
    db.rows::<Goal>().filter(Goal::pathway_id.eq(pathway)).sort(Goal::id, Order::Rising).all().await
}

/// Sets a goal; begins the plan where there is none.
///
/// # Errors
/// When the plan is signed or the pathway closed.
pub async fn set(db: &Db, pathway: &Pathway, axis: &str, words: &str) -> Acted<Goal> {
    pathway.span(db.today()).must_be_open()?;
    let goal = Goal {
        id: GoalId::fresh(),
        version: 0,
        pathway_id: pathway.id,
        axis: axis.to_owned(),
        words: words.to_owned(),
        status: GoalStatus::Open,
        set_on: db.today(),
        ended_on: None,
    };
    let mut change = db.change().await?;
    plans::change_in(&mut change, db, pathway.id).await?;
    change.insert(&goal).await?;
    touch(&mut change, db, pathway.id).await?;
    change.commit(pathway.entry(&PathwayFact::GoalSet { axis: goal.axis.clone() }, goal.id)).await?;
    Ok(goal)
}

/// Words a goal anew, or moves it to another axis together with its steps that are not done.
///
/// # Errors
/// When the plan is signed, the pathway closed, or somebody changed the goal meanwhile.
pub async fn reword(db: &Db, pathway: &Pathway, held: Held<Goal>, axis: &str, words: &str) -> Acted<Goal> {
    pathway.span(db.today()).must_be_open()?;
    let new = Goal { axis: axis.to_owned(), words: words.to_owned(), ..held.clone() };
    let mut change = db.change().await?;
    plans::change_in(&mut change, db, pathway.id).await?;
    let goal = change.update(held, new).await?;
    super::steps::follow_axis(&mut change, &goal).await?;
    touch(&mut change, db, pathway.id).await?;
    change.commit(pathway.entry(&PathwayFact::GoalChanged { axis: goal.axis.clone() }, goal.id)).await?;
    Ok(goal)
}

/// Ends a goal on a day, or takes an ended one up again. A signature does not stand against it.
///
/// # Errors
/// When the goal stands elsewhere, the day is impossible, or somebody changed the goal meanwhile.
pub async fn act(db: &Db, pathway: &Pathway, held: Held<Goal>, act: GoalAct, on: Day) -> Acted<Goal> {
    let span = pathway.span(db.today());
    span.must_be_open()?;
    span.admits(on, "ended-on")?;
    let status = goal::acted(held.status, act)?;
    let axis = held.axis.clone();
    let fact = match act {
        GoalAct::Reach => PathwayFact::GoalReached { axis },
        GoalAct::ReachInPart => PathwayFact::GoalPartlyReached { axis },
        GoalAct::GiveUp => PathwayFact::GoalGivenUp { axis },
        GoalAct::Reopen => PathwayFact::GoalReopened { axis },
    };
    // A goal first reached in part and then in full counts once: the later entry takes the earlier one back.
    let ends = ["goal-reached", "goal-partly-reached", "goal-given-up"];
    let before = if held.status == GoalStatus::Open { None } else { timeline::latest(db, held.id, &ends).await? };
    let ended_on = (status != GoalStatus::Open).then_some(on);
    let new = Goal { status, ended_on, ..held.clone() };
    let mut change = db.change().await?;
    let goal = change.update(held, new).await?;
    touch(&mut change, db, pathway.id).await?;
    change.commit(pathway.entry(&fact, goal.id).on(on).voids(before)).await?;
    Ok(goal)
}

/// Refuses an axis that the programme does not have.
///
/// # Errors
/// The refusal.
pub fn known_axis(programme: Option<&programmes::definition::Programme>, axis: &str) -> Ruled<()> {
    let known = programme.is_none_or(|programme| programme.axis(axis).is_some());
    if known { Ok(()) } else { Err(Refusal::UnknownChoice("axis")) }
}

/// Whether goals may still be worded: not under a signed plan.
#[must_use]
pub fn may_word(plan: Option<&plans::Plan>) -> bool {
    plan.is_none_or(|plan| plan::changed(plan.status).is_ok())
}
