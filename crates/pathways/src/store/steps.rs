//! Steps, as kept.

use kernel::{Cents, Day, GoalId, PathwayId, StepId};
use people::store::households::counted_on;
use store::{Change, Db, Held, InReach, Order, Reach, Stored, Where, record};

use super::declined::Acted;
use super::facts::PathwayFact;
use super::goals::Goal;
use super::pathways::{Pathway, touch};
use super::{plans, timeline};
use crate::rules::plan::{self, PlanStatus};
use crate::rules::step::{self, Responsible, StepAct, StepStatus};
use crate::rules::{Refusal, Ruled};

record! {
    /// A step towards a goal.
    pub struct Step in goal_step keyed by StepId {
        /// Its id.
        pub id: StepId,
        /// How often it was changed.
        pub version: i64,
        /// Of which pathway.
        pub pathway_id: PathwayId,
        /// Towards which goal.
        pub goal_id: GoalId,
        /// The axis of the goal.
        pub axis: String,
        /// What is to be done.
        pub what: String,
        /// Who does it.
        pub responsible: Responsible,
        /// The name of another who does it.
        pub who: Option<String>,
        /// Until when.
        pub due_on: Option<Day>,
        /// What it is expected to cost.
        pub cost: Option<Cents>,
        /// Where it stands.
        pub status: StepStatus,
        /// When it was done.
        pub done_on: Option<Day>,
    }
}

impl InReach for Step {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Pathway>(Pathway::id.is(Self::pathway_id))
    }
}

/// What is written of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepSaid {
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub responsible: Responsible,
    /// The name of another who does it.
    pub who: Option<String>,
    /// Until when.
    pub due_on: Option<Day>,
    /// What it is expected to cost.
    pub cost: Option<Cents>,
}

/// The steps of a pathway: by due day, those without one last, then in the order in which they were added.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, pathway: PathwayId) -> Stored<Vec<Step>> {
    let mut steps = db.rows::<Step>().filter(Step::pathway_id.eq(pathway)).sort(Step::id, Order::Rising).all().await?;
    steps.sort_by_key(|step| (step.due_on.is_none(), step.due_on));
    Ok(steps)
}

/// Adds a step towards a goal. Under a signed plan it is noted beside what was signed.
///
/// # Errors
/// When the pathway is closed, or a step done by another names nobody.
pub async fn add(db: &Db, pathway: &Pathway, goal: &Goal, said: StepSaid) -> Acted<Step> {
    pathway.span(db.today()).must_be_open()?;
    named(&said)?;
    let step = Step {
        id: StepId::fresh(),
        version: 0,
        pathway_id: pathway.id,
        goal_id: goal.id,
        axis: goal.axis.clone(),
        what: said.what,
        responsible: said.responsible,
        who: said.who,
        due_on: said.due_on,
        cost: said.cost,
        status: StepStatus::Planned,
        done_on: None,
    };
    let current = plans::current(db, pathway.id).await?;
    let mut change = db.change().await?;
    if current.is_none_or(|plan| plan.status != PlanStatus::Signed) {
        plans::change_in(&mut change, db, pathway.id).await?;
    }
    change.insert(&step).await?;
    touch(&mut change, db, pathway.id).await?;
    change.commit(pathway.entry(&PathwayFact::StepAdded { axis: step.axis.clone() }, step.id)).await?;
    Ok(step)
}

/// Changes what is written of a step.
///
/// # Errors
/// When the step is done or dropped, was signed, the pathway is closed, or somebody changed it meanwhile.
pub async fn put(db: &Db, pathway: &Pathway, held: Held<Step>, said: StepSaid) -> Acted<Step> {
    pathway.span(db.today()).must_be_open()?;
    named(&said)?;
    match held.status {
        StepStatus::Planned => {}
        StepStatus::Done => return Err(Refusal::StepDone.into()),
        StepStatus::Dropped => return Err(Refusal::StepDropped.into()),
    }
    let current = plans::current(db, pathway.id).await?;
    let bound = current.as_ref().is_some_and(|plan| is_bound(plan, &held));
    let noted_beside = current.is_some_and(|plan| plan.status == PlanStatus::Signed) && !bound;
    if bound {
        return Err(Refusal::PlanSigned.into());
    }
    let new = Step {
        what: said.what,
        responsible: said.responsible,
        who: said.who,
        due_on: said.due_on,
        cost: said.cost,
        ..held.clone()
    };
    let mut change = db.change().await?;
    if !noted_beside {
        plans::change_in(&mut change, db, pathway.id).await?;
    }
    let step = change.update(held, new).await?;
    touch(&mut change, db, pathway.id).await?;
    change.commit(pathway.entry(&PathwayFact::StepChanged { axis: step.axis.clone() }, step.id)).await?;
    Ok(step)
}

/// Whether a step was signed as it stands, so that only a new revision may change it.
#[must_use]
pub fn is_bound(plan: &plans::Plan, step: &Step) -> bool {
    plan::changed(plan.status).is_err() && plan.as_signed.as_ref().is_some_and(|signed| signed.0.holds(step.id))
}

/// Marks a step done on a day.
///
/// # Errors
/// When it is not planned, the day is impossible, or somebody changed it meanwhile.
pub async fn done(db: &Db, pathway: &Pathway, held: Held<Step>, on: Day) -> Acted<Step> {
    let status = step::done(held.status, on, &pathway.span(db.today()))?;
    let people = counted_on(db, pathway.household_id, on).await?;
    let new = Step { status, done_on: Some(on), ..held.clone() };
    let mut change = db.change().await?;
    let step = change.update(held, new).await?;
    touch(&mut change, db, pathway.id).await?;
    let entry = pathway.entry(&PathwayFact::StepDone { axis: step.axis.clone() }, step.id);
    change.commit(entry.on(on).people(people)).await?;
    Ok(step)
}

/// Undoes, drops or takes up a step; what it had established is taken back.
///
/// # Errors
/// When it stands elsewhere, the pathway is closed, or somebody changed it meanwhile.
pub async fn act(db: &Db, pathway: &Pathway, held: Held<Step>, act: StepAct) -> Acted<Step> {
    if act == StepAct::Do {
        let today = db.today();
        return done(db, pathway, held, today).await;
    }
    pathway.span(db.today()).must_be_open()?;
    let status = step::acted(held.status, act)?;
    let axis = held.axis.clone();
    let (fact, kinds) = match act {
        StepAct::Drop => (PathwayFact::StepDropped { axis }, [].as_slice()),
        _ => (PathwayFact::StepReopened { axis }, ["step-done", "step-dropped"].as_slice()),
    };
    let before = if kinds.is_empty() { None } else { timeline::latest(db, held.id, kinds).await? };
    let new = Step { status, done_on: None, ..held.clone() };
    let mut change = db.change().await?;
    let step = change.update(held, new).await?;
    touch(&mut change, db, pathway.id).await?;
    change.commit(pathway.entry(&fact, step.id).voids(before)).await?;
    Ok(step)
}

/// Lets the steps that are not done follow their goal to another axis.
pub(super) async fn follow_axis(change: &mut Change, goal: &Goal) -> Stored<()> {
    let open = Step::goal_id.eq(goal.id).and(Step::status.ne(StepStatus::Done));
    change.set::<Step, _>(open, Step::axis, goal.axis.clone()).await?;
    Ok(())
}

fn named(said: &StepSaid) -> Ruled<()> {
    let nobody = said.responsible == Responsible::Other && said.who.is_none();
    if nobody { Err(Refusal::Missing("who")) } else { Ok(()) }
}
