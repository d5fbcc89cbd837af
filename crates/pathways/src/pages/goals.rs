//! Goals: set, worded anew, reached, given up, taken up again.

use std::sync::Arc;

use axum::Extension;
use kernel::{GoalId, PathwayId};
use programmes::catalogue::Catalogue;
use serde_json::json;
use store::Held;
use web::field::{Field, Kind};
use web::{Answer, Flash, Form, Id, May, Posted, Problem, words_of};

use super::acted::told;
use super::frame::{axes, frame};
use crate::permissions::EditPlans;
use crate::rules::goal::GoalAct;
use crate::store::declined::Acted;
use crate::store::goals::{self, Goal};
use crate::store::pathways::{self, Pathway};

/// What a goal holds.
pub const GOAL: &[Field] = &[
    Field::new("axis", Kind::Text(60), "The axis, by its code in the programme's definition.").required(),
    Field::new("words", Kind::Prose(1000), "The goal, in the person's words.").required(),
];

/// How a goal ends, or is taken up again.
pub const OUTCOME: &[Field] = &[
    Field::new("act", Kind::Word(words_of!(GoalAct)), "What happens to it.").required(),
    Field::new("ended-on", Kind::Day, "The day; today when left out."),
];

/// Sets a goal, as a checked form says.
///
/// # Errors
/// The refusal.
pub(crate) async fn set(db: &store::Db, catalogue: &Catalogue, pathway: &Pathway, form: &Form) -> Acted<Goal> {
    let axis = form.typed("axis");
    goals::known_axis(catalogue.get(&pathway.programme).map(AsRef::as_ref), axis)?;
    goals::set(db, pathway, axis, form.typed("words")).await
}

/// Sets a goal.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn create(
    may: May<EditPlans>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
    Posted(mut form): Posted,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    if form.check(GOAL) {
        let acted = set(&may.db, &catalogue, &pathway, &form).await;
        if let Some(goal) = told(&mut form, acted)? {
            return may.see_done(&format!("/pathways/{id}/plan#goal-{}", goal.id), Flash("goal-set"));
        }
    }
    goal_page(&may, &catalogue, &pathway, None, &form).await
}

/// An empty form.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn blank(
    may: May<EditPlans>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    goal_page(&may, &catalogue, &pathway, None, &Form::blank()).await
}

/// The form of one goal.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn edit(may: May<EditPlans>, Extension(catalogue): Extension<Arc<Catalogue>>, Id(id): Id<GoalId>) -> Answer {
    let goal = may.db.rows::<Goal>().id(id).one().await?;
    let pathway = pathways::one(&may.db, goal.pathway_id).await?;
    let form = Form::blank().with("axis", &goal.axis).with("words", &goal.words).with("version", goal.version);
    goal_page(&may, &catalogue, &pathway, Some(id), &form).await
}

/// Words a goal anew.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn update(
    may: May<EditPlans>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<GoalId>,
    Posted(mut form): Posted,
) -> Answer {
    let held: Held<Goal> = may.db.held(id).await?;
    let pathway = pathways::one(&may.db, held.pathway_id).await?;
    if form.check(GOAL) {
        let acted = reword(&may.db, &catalogue, &pathway, held, &form).await;
        if told(&mut form, acted)?.is_some() {
            return may.see_done(&format!("/pathways/{}/plan#goal-{id}", pathway.id), Flash("goal-changed"));
        }
    }
    goal_page(&may, &catalogue, &pathway, Some(id), &form).await
}

pub(crate) async fn reword(
    db: &store::Db,
    catalogue: &Catalogue,
    pathway: &Pathway,
    held: Held<Goal>,
    form: &Form,
) -> Acted<Goal> {
    let seen = form.version().unwrap_or(held.version);
    let held = held.at_version(seen)?;
    let axis = form.text("axis").unwrap_or_else(|| held.axis.clone());
    let words = form.text("words").unwrap_or_else(|| held.words.clone());
    goals::known_axis(catalogue.get(&pathway.programme).map(AsRef::as_ref), &axis)?;
    goals::reword(db, pathway, held, &axis, &words).await
}

async fn goal_page(
    may: &May<EditPlans>,
    catalogue: &Catalogue,
    pathway: &Pathway,
    goal: Option<GoalId>,
    form: &Form,
) -> Answer {
    let context = json!({
        "pathway": frame(may, catalogue, pathway).await?,
        "axes": axes(catalogue, pathway, may.language().word()),
        "id": goal,
    });
    may.form("plans/goal.html", form, context)
}

/// Ends a goal, or takes it up again.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; the refusal.
pub async fn outcome(may: May<EditPlans>, Id(id): Id<GoalId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Goal> = may.db.held(id).await?;
    let pathway = pathways::one(&may.db, held.pathway_id).await?;
    let act = form.check(OUTCOME).then(|| form.word("act", GoalAct::from_word)).flatten();
    let Some(act) = act else { return Err(form.problem()) };
    let seen = form.version().unwrap_or(held.version);
    let held = held.at_version(seen)?;
    let on = form.value("ended-on").unwrap_or(may.db.today());
    goals::act(&may.db, &pathway, held, act, on).await.map_err(Problem::from)?;
    may.see_done(&format!("/pathways/{}#goal-{id}", pathway.id), Flash("goal-changed"))
}

/// Where the forms of a goal's outcome lead back to.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn back(may: May<EditPlans>, Id(id): Id<GoalId>) -> Answer {
    let goal = may.db.rows::<Goal>().id(id).one().await?;
    may.see(&format!("/pathways/{}#goal-{id}", goal.pathway_id))
}
