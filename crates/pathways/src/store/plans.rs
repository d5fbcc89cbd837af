//! Plans, as kept: one row a revision, the latest one counts.

use kernel::{Day, MemberId, PathwayId, PlanId};
use store::{Change, Db, Held, InReach, Json, Order, Reach, Stored, Where, record};

use super::declined::Acted;
use super::facts::PathwayFact;
use super::goals::{self, Goal};
use super::pathways::{Pathway, touch};
use super::steps::{self, Step};
use crate::rules::Refusal;
use crate::rules::goal::GoalStatus;
use crate::rules::pathway::PathwayAct;
use crate::rules::plan::{self, Filled, PlanStatus, Signature, Signed, SignedGoal, SignedStep};
use crate::rules::step::StepStatus;

record! {
    /// One revision of a household's plan.
    pub struct Plan in plan keyed by PlanId {
        /// Its id.
        pub id: PlanId,
        /// How often it was changed.
        pub version: i64,
        /// Of which pathway.
        pub pathway_id: PathwayId,
        /// Which revision, from 1.
        pub revision: i64,
        /// Where it stands.
        pub status: PlanStatus,
        /// What the service commits to.
        pub ours: Json<Vec<String>>,
        /// What the person commits to.
        pub theirs: Json<Vec<String>>,
        /// The day of the next review.
        pub review_on: Option<Day>,
        /// Who approved it.
        pub approved_by: Option<MemberId>,
        /// When.
        pub approved_on: Option<Day>,
        /// When it was signed.
        pub signed_on: Option<Day>,
        /// Who signed it, by name.
        pub signed_by: Option<String>,
        /// The language in which it was read and explained.
        pub read_in: Option<String>,
        /// The interpreter, if there was one.
        pub interpreter: Option<String>,
        /// Goals and steps as they were signed.
        pub as_signed: Option<Json<Signed>>,
    }
}

impl InReach for Plan {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Pathway>(Pathway::id.is(Self::pathway_id))
    }
}

impl Plan {
    fn new(pathway: PathwayId, revision: i64) -> Self {
        Self {
            id: PlanId::fresh(),
            version: 0,
            pathway_id: pathway,
            revision,
            status: PlanStatus::Draft,
            ours: Json(Vec::new()),
            theirs: Json(Vec::new()),
            review_on: None,
            approved_by: None,
            approved_on: None,
            signed_on: None,
            signed_by: None,
            read_in: None,
            interpreter: None,
            as_signed: None,
        }
    }

    /// Back to a draft, where it is not signed.
    fn changed(&self) -> Result<Self, Refusal> {
        let status = plan::changed(self.status)?;
        Ok(Self { status, approved_by: None, approved_on: None, ..self.clone() })
    }
}

/// All revisions, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn revisions(db: &Db, pathway: PathwayId) -> Stored<Vec<Plan>> {
    db.rows::<Plan>().filter(Plan::pathway_id.eq(pathway)).sort(Plan::revision, Order::Falling).all().await
}

/// The latest revision, if a plan was begun.
///
/// # Errors
/// When the database fails.
pub async fn current(db: &Db, pathway: PathwayId) -> Stored<Option<Plan>> {
    let of = Plan::pathway_id.eq(pathway);
    db.rows::<Plan>().filter(of).sort(Plan::revision, Order::Falling).first().await
}

/// The latest revision, held for a change.
///
/// # Errors
/// [`Refusal::NoPlan`] when none was begun.
pub async fn held(db: &Db, pathway: PathwayId) -> Acted<Held<Plan>> {
    let plan = current(db, pathway).await?.ok_or(Refusal::NoPlan)?;
    Ok(db.held::<Plan>(plan.id).await?.at_version(plan.version)?)
}

/// Prepares the plan for a change of its goals, steps or commitments: begins it where there is none, takes an approval
/// back where there was one, refuses where it is signed. Its version counts up, so that nobody approves what they did
/// not see.
pub(super) async fn change_in(change: &mut Change, db: &Db, pathway: PathwayId) -> Acted<Plan> {
    let Some(plan) = current(db, pathway).await? else {
        let plan = Plan::new(pathway, 1);
        change.insert(&plan).await?;
        return Ok(plan);
    };
    let new = plan.changed()?;
    let held = db.held::<Plan>(plan.id).await?.at_version(plan.version)?;
    Ok(change.update(held, new).await?)
}

/// What a plan says besides goals and steps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agreed {
    /// What the service commits to.
    pub ours: Vec<String>,
    /// What the person commits to.
    pub theirs: Vec<String>,
    /// The day of the next review.
    pub review_on: Option<Day>,
}

/// Writes commitments and the day of the next review. Under a signed plan only the day may move.
///
/// # Errors
/// When the pathway is closed, the plan is signed, or somebody changed it since the version given.
pub async fn agree(db: &Db, pathway: &Pathway, agreed: Agreed, version: Option<i64>) -> Acted<Plan> {
    pathway.span(db.today()).must_be_open()?;
    let before = current(db, pathway.id).await?;
    let mut change = db.change().await?;
    let plan = match before {
        None => {
            let plan = Plan {
                ours: Json(agreed.ours),
                theirs: Json(agreed.theirs),
                review_on: agreed.review_on,
                ..Plan::new(pathway.id, 1)
            };
            change.insert(&plan).await?;
            plan
        }
        Some(before) => {
            let commitments = (&before.ours.0, &before.theirs.0) != (&agreed.ours, &agreed.theirs);
            let base = if commitments { before.changed()? } else { before.clone() };
            let held = db.held::<Plan>(before.id).await?.at_version(version.unwrap_or(before.version))?;
            let new =
                Plan { ours: Json(agreed.ours), theirs: Json(agreed.theirs), review_on: agreed.review_on, ..base };
            change.update(held, new).await?
        }
    };
    touch(&mut change, db, pathway.id).await?;
    change.commit(pathway.entry(&PathwayFact::PlanChanged, plan.id)).await?;
    Ok(plan)
}

/// Approves the plan.
///
/// # Errors
/// When it has no goals, stands elsewhere, or was changed since the version given.
pub async fn approve(db: &Db, pathway: &Pathway, version: Option<i64>) -> Acted<Plan> {
    pathway.span(db.today()).must_be_open()?;
    let held = held(db, pathway.id).await?;
    let status = plan::approved(held.status, living(&goals::of(db, pathway.id).await?))?;
    let seen = version.unwrap_or(held.version);
    let held = held.at_version(seen)?;
    let new = Plan { status, approved_by: db.act().member, approved_on: Some(db.today()), ..held.clone() };
    let mut change = db.change().await?;
    let plan = change.update(held, new).await?;
    touch(&mut change, db, pathway.id).await?;
    change.commit(pathway.entry(&PathwayFact::PlanApproved { revision: plan.revision }, plan.id)).await?;
    Ok(plan)
}

/// Writes the signature down; the pathway is under way from now on.
///
/// # Errors
/// When the plan is not approved, the day is impossible, or somebody changed plan or pathway meanwhile.
pub async fn sign(db: &Db, pathway: Held<Pathway>, signature: Signature, version: Option<i64>) -> Acted<Plan> {
    let held = held(db, pathway.id).await?;
    let goals = goals::of(db, pathway.id).await?;
    let steps = steps::of(db, pathway.id).await?;
    let status = plan::signed(held.status, living(&goals), &signature, &pathway.span(db.today()))?;
    let way = pathway.status.after(PathwayAct::SignPlan).ok_or(Refusal::PathwayClosed)?;
    let seen = version.unwrap_or(held.version);
    let held = held.at_version(seen)?;
    let people = people::store::households::counted_on(db, pathway.household_id, signature.signed_on).await?;
    let new = Plan {
        status,
        signed_on: Some(signature.signed_on),
        signed_by: Some(signature.signed_by),
        read_in: Some(signature.read_in),
        interpreter: signature.interpreter,
        as_signed: Some(Json(as_signed(&goals, &steps))),
        ..held.clone()
    };
    let mut change = db.change().await?;
    let plan = change.update(held, new).await?;
    let under_way = Pathway { status: way, last_activity: db.now(), ..pathway.clone() };
    let pathway = change.update(pathway, under_way).await?;
    let entry = pathway.entry(&PathwayFact::PlanSigned { revision: plan.revision }, plan.id);
    change.commit(entry.on(signature.signed_on).people(people)).await?;
    Ok(plan)
}

/// Begins a new revision; goals and steps live on in it.
///
/// # Errors
/// When the plan is not signed, or somebody changed it meanwhile.
pub async fn revise(db: &Db, pathway: &Pathway) -> Acted<Plan> {
    pathway.span(db.today()).must_be_open()?;
    let held = held(db, pathway.id).await?;
    let status = plan::revised(held.status)?;
    let next = Plan {
        ours: held.ours.clone(),
        theirs: held.theirs.clone(),
        review_on: held.review_on,
        ..Plan::new(pathway.id, held.revision + 1)
    };
    let old = Plan { status, ..held.clone() };
    let mut change = db.change().await?;
    change.update(held, old).await?;
    change.insert(&next).await?;
    touch(&mut change, db, pathway.id).await?;
    change.commit(pathway.entry(&PathwayFact::PlanRevised { revision: next.revision }, next.id)).await?;
    Ok(next)
}

/// How many goals a plan stands on: those not given up.
fn living(goals: &[Goal]) -> usize {
    goals.iter().filter(|goal| goal.status != GoalStatus::GivenUp).count()
}

fn as_signed(goals: &[Goal], steps: &[Step]) -> Signed {
    let kept = goals.iter().filter(|goal| goal.status != GoalStatus::GivenUp);
    let goals = kept.map(|goal| {
        let of_goal = steps.iter().filter(|step| step.goal_id == goal.id && step.status != StepStatus::Dropped);
        let steps = of_goal.map(|step| SignedStep {
            id: step.id,
            what: step.what.clone(),
            responsible: step.responsible,
            who: step.who.clone(),
            due_on: step.due_on,
            cost: step.cost,
        });
        SignedGoal { id: goal.id, axis: goal.axis.clone(), words: goal.words.clone(), steps: steps.collect() }
    });
    Signed { goals: goals.collect() }
}

/// What is known of a plan when one asks what it lacks.
#[must_use]
pub fn filled(plan: Option<&Plan>, goals: &[Goal], steps: &[Step]) -> Filled {
    let open = goals.iter().filter(|goal| goal.status == GoalStatus::Open);
    let bare =
        open.filter(|goal| !steps.iter().any(|step| step.goal_id == goal.id && step.status != StepStatus::Dropped));
    Filled {
        status: plan.map(|plan| plan.status),
        goals: living(goals),
        goals_without_step: bare.count(),
        steps_without_day: steps
            .iter()
            .filter(|step| step.status == StepStatus::Planned && step.due_on.is_none())
            .count(),
        theirs: plan.is_some_and(|plan| !plan.theirs.0.is_empty()),
        ours: plan.is_some_and(|plan| !plan.ours.0.is_empty()),
        review_day: plan.is_some_and(|plan| plan.review_on.is_some()),
    }
}
