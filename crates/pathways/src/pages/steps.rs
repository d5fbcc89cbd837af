//! Steps: added, changed, done in two clicks, undone, dropped, taken up again.

use std::sync::Arc;

use axum::Extension;
use kernel::{GoalId, StepId};
use programmes::catalogue::Catalogue;
use serde_json::json;
use store::Held;
use web::field::{Field, Kind};
use web::{Answer, Flash, Form, Id, May, Posted, Problem, words_of};

use super::acted::{back as back_to, told};
use super::frame::{choices, frame};
use crate::permissions::EditPlans;
use crate::rules::step::{Responsible, StepAct};
use crate::store::goals::Goal;
use crate::store::pathways::{self, Pathway};
use crate::store::steps::{self, Step, StepSaid};

/// What a step holds.
pub const STEP: &[Field] = &[
    Field::new("what", Kind::Text(300), "What is to be done.").required(),
    Field::new("responsible", Kind::Word(words_of!(Responsible)), "Who does it.").required(),
    Field::new("who", Kind::Text(120), "The name of another who does it."),
    Field::new("due-on", Kind::Day, "Until when."),
    Field::new("cost", Kind::Money, "What it is expected to cost, in euro."),
];

/// What is said when a step is done.
pub const DONE: &[Field] = &[Field::new("done-on", Kind::Day, "When; today when left out.")];

/// What else can be done with a step.
pub const ACT: &[Field] = &[Field::new("act", Kind::Word(words_of!(StepAct)), "Undo, drop or take up.").required()];

/// Reads a checked form.
pub(crate) fn said(form: &Form) -> Option<StepSaid> {
    Some(StepSaid {
        what: form.text("what")?,
        responsible: form.word("responsible", Responsible::from_word)?,
        who: form.text("who"),
        due_on: form.value("due-on"),
        cost: form.value("cost"),
    })
}

/// An empty form towards a goal.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn blank(may: May<EditPlans>, Extension(catalogue): Extension<Arc<Catalogue>>, Id(id): Id<GoalId>) -> Answer {
    let goal = may.db.rows::<Goal>().id(id).one().await?;
    let pathway = pathways::one(&may.db, goal.pathway_id).await?;
    let form = Form::blank().with("responsible", Responsible::Person);
    step_page(&may, &catalogue, &pathway, (&goal, None), &form).await
}

/// Adds a step towards a goal.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn create(
    may: May<EditPlans>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<GoalId>,
    Posted(mut form): Posted,
) -> Answer {
    let goal = may.db.rows::<Goal>().id(id).one().await?;
    let pathway = pathways::one(&may.db, goal.pathway_id).await?;
    if form.check(STEP)
        && let Some(said) = said(&form)
    {
        let acted = steps::add(&may.db, &pathway, &goal, said).await;
        if told(&mut form, acted)?.is_some() {
            return may.see_done(&format!("/pathways/{}/plan#goal-{id}", pathway.id), Flash("step-added"));
        }
    }
    step_page(&may, &catalogue, &pathway, (&goal, None), &form).await
}

/// The form of one step.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn edit(may: May<EditPlans>, Extension(catalogue): Extension<Arc<Catalogue>>, Id(id): Id<StepId>) -> Answer {
    let step = may.db.rows::<Step>().id(id).one().await?;
    let goal = may.db.rows::<Goal>().id(step.goal_id).one().await?;
    let pathway = pathways::one(&may.db, step.pathway_id).await?;
    let form = Form::blank()
        .with("what", &step.what)
        .with("responsible", step.responsible)
        .with_some("who", step.who.as_ref())
        .with_some("due-on", step.due_on)
        .with_some("cost", step.cost)
        .with("version", step.version);
    step_page(&may, &catalogue, &pathway, (&goal, Some(id)), &form).await
}

/// Changes a step.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn update(
    may: May<EditPlans>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<StepId>,
    Posted(mut form): Posted,
) -> Answer {
    let held: Held<Step> = may.db.held(id).await?;
    let goal = may.db.rows::<Goal>().id(held.goal_id).one().await?;
    let pathway = pathways::one(&may.db, held.pathway_id).await?;
    if form.check(STEP)
        && let Some(said) = said(&form)
    {
        let acted = match held.at_version(form.version().unwrap_or_default()) {
            Ok(held) => steps::put(&may.db, &pathway, held, said).await,
            Err(stale) => Err(stale.into()),
        };
        if told(&mut form, acted)?.is_some() {
            return may.see_done(&format!("/pathways/{}/plan#goal-{}", pathway.id, goal.id), Flash("step-changed"));
        }
    }
    step_page(&may, &catalogue, &pathway, (&goal, Some(id)), &form).await
}

async fn step_page(
    may: &May<EditPlans>,
    catalogue: &Catalogue,
    pathway: &Pathway,
    (goal, step): (&Goal, Option<StepId>),
    form: &Form,
) -> Answer {
    let context = json!({
        "pathway": frame(may, catalogue, pathway).await?,
        "goal": { "id": goal.id, "words": goal.words },
        "responsibles": choices(may, "step-by-", Responsible::ALL),
        "id": step,
    });
    may.form("plans/step.html", form, context)
}

/// The form of a step done.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn ask_done(
    may: May<EditPlans>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<StepId>,
) -> Answer {
    let step = may.db.rows::<Step>().id(id).one().await?;
    let pathway = pathways::one(&may.db, step.pathway_id).await?;
    let form = Form::blank().with("done-on", may.db.today()).with("version", step.version);
    done_page(&may, &catalogue, &pathway, &step, &form).await
}

async fn done_page(may: &May<EditPlans>, catalogue: &Catalogue, pathway: &Pathway, step: &Step, form: &Form) -> Answer {
    let step = json!({ "id": step.id, "what": step.what });
    let context = json!({ "pathway": frame(may, catalogue, pathway).await?, "step": step });
    may.form("plans/done.html", form, context)
}

/// Marks a step done.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn done(
    may: May<EditPlans>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<StepId>,
    Posted(mut form): Posted,
) -> Answer {
    let held: Held<Step> = may.db.held(id).await?;
    let step = held.clone();
    let pathway = pathways::one(&may.db, held.pathway_id).await?;
    if form.check(DONE) {
        let on = form.value("done-on").unwrap_or(may.db.today());
        let acted = match held.at_version(form.version().unwrap_or(step.version)) {
            Ok(held) => steps::done(&may.db, &pathway, held, on).await,
            Err(stale) => Err(stale.into()),
        };
        if told(&mut form, acted)?.is_some() {
            let to = match back_to(&form, pathway.id) {
                list if form.is_filled("next") => list,
                pathway => format!("{pathway}#step-{id}"),
            };
            return may.see_done(&to, Flash("step-done"));
        }
    }
    done_page(&may, &catalogue, &pathway, &step, &form).await
}

/// Undoes, drops or takes up a step.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; the refusal.
pub async fn act(may: May<EditPlans>, Id(id): Id<StepId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Step> = may.db.held(id).await?;
    let pathway = pathways::one(&may.db, held.pathway_id).await?;
    let act = form.check(ACT).then(|| form.word("act", StepAct::from_word)).flatten();
    let Some(act) = act else { return Err(form.problem()) };
    let seen = form.version().unwrap_or(held.version);
    let held = held.at_version(seen)?;
    steps::act(&may.db, &pathway, held, act).await.map_err(Problem::from)?;
    may.see_done(&format!("/pathways/{}#step-{id}", pathway.id), Flash("step-changed"))
}

/// Where the forms of a step's state lead back to.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn back(may: May<EditPlans>, Id(id): Id<StepId>) -> Answer {
    let step = may.db.rows::<Step>().id(id).one().await?;
    may.see(&format!("/pathways/{}#step-{id}", step.pathway_id))
}
