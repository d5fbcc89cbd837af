//! A plan as pages show it: axes, the goals on each, the steps towards each.

use kernel::{Cents, Day, GoalId, PlanId, StepId};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use store::{Db, Stored};

use super::frame::{self, Choice};
use crate::rules::goal::GoalStatus;
use crate::rules::plan::{self, Missing, PlanStatus};
use crate::rules::step::{Responsible, StepStatus, is_overdue};
use crate::store::goals::{self, Goal};
use crate::store::pathways::Pathway;
use crate::store::plans::{self, Plan};
use crate::store::steps::{self, Step};

/// The plan with everything on it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PlanView {
    pub(crate) plan: Option<PlanShown>,
    pub(crate) goals: Vec<GoalShown>,
    pub(crate) missing: Vec<Missing>,
    /// What all steps that are not dropped are expected to cost.
    pub(crate) cost: Cents,
    /// Whether goals and commitments may be worded, or only a new revision may.
    pub(crate) wordable: bool,
}

/// The latest revision.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PlanShown {
    id: PlanId,
    pub(crate) version: i64,
    revision: i64,
    status: PlanStatus,
    ours: Vec<String>,
    theirs: Vec<String>,
    review_on: Option<Day>,
    pub(crate) approved_by: Option<String>,
    approved_on: Option<Day>,
    signed_on: Option<Day>,
    signed_by: Option<String>,
    read_in: Option<String>,
    interpreter: Option<String>,
}

/// A goal with its steps.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct GoalShown {
    id: GoalId,
    version: i64,
    axis: String,
    words: Option<String>,
    status: GoalStatus,
    ended_on: Option<Day>,
    steps: Vec<StepShown>,
}

/// A step.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StepShown {
    id: StepId,
    version: i64,
    what: Option<String>,
    responsible: Responsible,
    who: Option<String>,
    due_on: Option<Day>,
    cost: Option<Cents>,
    status: StepStatus,
    done_on: Option<Day>,
    overdue: bool,
    /// Signed as it stands: only a new revision changes it.
    bound: bool,
}

/// The plan of a pathway as it stands: three queries, and one for the name of who approved it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn view(db: &Db, catalogue: &Catalogue, pathway: &Pathway, language: &str) -> Stored<PlanView> {
    let plan = plans::current(db, pathway.id).await?;
    let goals = goals::of(db, pathway.id).await?;
    let steps = steps::of(db, pathway.id).await?;
    let axes = frame::axes(catalogue, pathway, language);
    let approver = plan.as_ref().and_then(|plan| plan.approved_by);
    let mut names = accounts::store::names_of(db, approver).await?;
    let words = pathway.shows_words(db);
    let missing = plan::missing(&plans::filled(plan.as_ref(), &goals, &steps));
    let cost = steps.iter().filter(|step| step.status != StepStatus::Dropped).filter_map(|step| step.cost).sum();
    let mut shown: Vec<GoalShown> =
        goals.iter().map(|goal| goal_shown(goal, &steps, plan.as_ref(), &axes, words, db.today())).collect();
    let place = |axis: &str| axes.iter().position(|known| known.label == axis).unwrap_or(axes.len());
    shown.sort_by_key(|goal| place(&goal.axis));
    Ok(PlanView {
        goals: shown,
        missing,
        cost,
        wordable: goals::may_word(plan.as_ref()),
        plan: plan.map(|plan| {
            let approved_by = plan.approved_by.and_then(|id| names.remove(&id));
            plan_shown(plan, approved_by, words)
        }),
    })
}

fn plan_shown(plan: Plan, approved_by: Option<String>, words: bool) -> PlanShown {
    let kept = |lines: Vec<String>| if words { lines } else { Vec::new() };
    PlanShown {
        id: plan.id,
        version: plan.version,
        revision: plan.revision,
        status: plan.status,
        ours: kept(plan.ours.0),
        theirs: kept(plan.theirs.0),
        review_on: plan.review_on,
        approved_by,
        approved_on: plan.approved_on,
        signed_on: plan.signed_on,
        signed_by: plan.signed_by.filter(|_| words),
        read_in: plan.read_in,
        interpreter: plan.interpreter.filter(|_| words),
    }
}

fn goal_shown(goal: &Goal, steps: &[Step], plan: Option<&Plan>, axes: &[Choice], words: bool, today: Day) -> GoalShown {
    let its = steps.iter().filter(|step| step.goal_id == goal.id);
    let steps = its.map(|step| StepShown {
        id: step.id,
        version: step.version,
        what: words.then(|| step.what.clone()),
        responsible: step.responsible,
        who: step.who.clone().filter(|_| words),
        due_on: step.due_on,
        cost: step.cost,
        status: step.status,
        done_on: step.done_on,
        overdue: is_overdue(step.status, step.due_on, today),
        bound: plan.is_some_and(|plan| steps::is_bound(plan, step)),
    });
    GoalShown {
        id: goal.id,
        version: goal.version,
        axis: frame::axis_name(axes, &goal.axis),
        words: words.then(|| goal.words.clone()),
        status: goal.status,
        ended_on: goal.ended_on,
        steps: steps.collect(),
    }
}
