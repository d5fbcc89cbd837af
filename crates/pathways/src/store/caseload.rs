//! The caseload: whose pathways, what is next in each, what waits to be done.

use std::collections::HashMap;

use kernel::{Day, MemberId, OrganisationId, PathwayId};
use store::{Db, Order, Page, PageAsk, Stored, Where};

use super::follow_ups::FollowUp;
use super::goals::Goal;
use super::pathways::Pathway;
use super::plans::Plan;
use super::steps::Step;
use crate::rules::goal::GoalStatus;
use crate::rules::pathway::PathwayStatus;
use crate::rules::plan::PlanStatus;
use crate::rules::step::StepStatus;

kernel::words! {
    /// Whose pathways a caseload shows.
    pub enum Whose {
        /// The member's own.
        Mine = "mine",
        /// Those of the member's partners.
        Partner = "partner",
        /// All within reach.
        All = "all",
    }
}

/// No list of things to do shows more than so many; a longer one says that there is more.
pub const MOST: usize = 50;

/// How many days ahead a step or a review counts as coming soon.
pub const SOON_DAYS: i64 = 14;

impl Whose {
    /// The condition on pathways that holds for these.
    pub fn condition(self, member: MemberId, db: &Db) -> Where {
        match self {
            Self::Mine => Pathway::case_worker.eq(member),
            Self::Partner => {
                let partners: Vec<OrganisationId> =
                    db.reach().scopes().iter().filter_map(|scope| scope.organisation).collect();
                Pathway::organisation_id.is_in(partners)
            }
            Self::All => Where::everything(),
        }
    }
}

/// Whether any grant names a partner, so that *my partner's* means something.
#[must_use]
pub fn has_partner(db: &Db) -> bool {
    db.reach().scopes().iter().any(|scope| scope.organisation.is_some())
}

/// One page of the open pathways, those with the latest activity first.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, whose: Whose, member: MemberId, ask: PageAsk) -> Stored<Page<Pathway>> {
    db.rows::<Pathway>()
        .filter(whose.condition(member, db))
        .filter(Pathway::status.is_in([PathwayStatus::TakenInCharge, PathwayStatus::UnderWay]))
        .sort(Pathway::last_activity, Order::Falling)
        .sort(Pathway::id, Order::Falling)
        .page(ask)
        .await
}

/// The planned step that is due first, for each of a few pathways: one query.
///
/// # Errors
/// When the database fails.
pub async fn next_steps(db: &Db, pathways: impl IntoIterator<Item = PathwayId>) -> Stored<HashMap<PathwayId, Step>> {
    let planned = Step::pathway_id.is_in(pathways).and(Step::status.eq(StepStatus::Planned));
    let mut next: HashMap<PathwayId, Step> = HashMap::new();
    for step in db.rows::<Step>().filter(planned).sort(Step::id, Order::Rising).all().await? {
        let key = |step: &Step| (step.due_on.is_none(), step.due_on);
        match next.get(&step.pathway_id) {
            Some(first) if key(first) <= key(&step) => {}
            _ => {
                next.insert(step.pathway_id, step);
            }
        }
    }
    Ok(next)
}

/// What waits to be done, each list by day and at most [`MOST`] long.
#[derive(Debug, Clone, Default)]
pub struct ToDo {
    /// Steps that are late.
    pub overdue: Vec<Step>,
    /// Steps due within [`SOON_DAYS`].
    pub soon: Vec<Step>,
    /// Plans whose review is due or comes soon.
    pub reviews: Vec<Plan>,
    /// Follow-ups that are due.
    pub follow_ups: Vec<FollowUp>,
    /// Plans with goals that wait to be approved.
    pub to_approve: Vec<Plan>,
    /// Approved plans that wait to be signed.
    pub to_sign: Vec<Plan>,
    /// The pathways that all these hang on.
    pub pathways: HashMap<PathwayId, Pathway>,
}

/// What waits to be done in the pathways of a caseload.
///
/// # Errors
/// When the database fails.
pub async fn to_do(db: &Db, whose: Whose, member: MemberId) -> Stored<ToDo> {
    let today = db.today();
    let most = MOST as u64;
    let soon = today.plus_days(SOON_DAYS);
    let open = |on: Where| {
        let open = Pathway::status.ne(PathwayStatus::Closed);
        Where::exists::<Pathway>(on.and(open).and(whose.condition(member, db)))
    };
    let steps = |from: Option<Day>, before: Day| {
        let planned = Step::status.eq(StepStatus::Planned).and(Step::due_on.lt(before));
        let planned = from.map_or(planned.clone(), |from| planned.and(Step::due_on.at_least(from)));
        let mine = open(Pathway::id.is(Step::pathway_id));
        db.rows::<Step>().filter(planned).filter(mine).sort(Step::due_on, Order::Rising).limit(most).all()
    };
    let plans = |standing: Where, by: store::Column<Option<Day>>| {
        let mine = open(Pathway::id.is(Plan::pathway_id));
        db.rows::<Plan>().filter(standing).filter(mine).sort(by, Order::Rising).limit(most).all()
    };
    let has_goal =
        Where::exists::<Goal>(Goal::pathway_id.is(Plan::pathway_id).and(Goal::status.ne(GoalStatus::GivenUp)));
    let due = FollowUp::done_on.is_null().and(FollowUp::due_on.at_most(today));
    let of_closed = Where::exists::<Pathway>(Pathway::id.is(FollowUp::pathway_id).and(whose.condition(member, db)));

    let mut to_do = ToDo {
        overdue: steps(None, today).await?,
        soon: steps(Some(today), soon.plus_days(1)).await?,
        reviews: plans(Plan::status.ne(PlanStatus::Superseded).and(Plan::review_on.at_most(soon)), Plan::review_on)
            .await?,
        follow_ups: db
            .rows::<FollowUp>()
            .filter(due)
            .filter(of_closed)
            .sort(FollowUp::due_on, Order::Rising)
            .limit(most)
            .all()
            .await?,
        to_approve: plans(Plan::status.eq(PlanStatus::Draft).and(has_goal), Plan::approved_on).await?,
        to_sign: plans(Plan::status.eq(PlanStatus::Approved), Plan::approved_on).await?,
        pathways: HashMap::new(),
    };
    let mut ids: Vec<PathwayId> = to_do.overdue.iter().chain(&to_do.soon).map(|step| step.pathway_id).collect();
    ids.extend(to_do.reviews.iter().chain(&to_do.to_approve).chain(&to_do.to_sign).map(|plan| plan.pathway_id));
    ids.extend(to_do.follow_ups.iter().map(|due| due.pathway_id));
    ids.sort_unstable();
    ids.dedup();
    let pathways = db.rows::<Pathway>().filter(Pathway::id.is_in(ids)).all().await?;
    to_do.pathways = pathways.into_iter().map(|pathway| (pathway.id, pathway)).collect();
    Ok(to_do)
}
