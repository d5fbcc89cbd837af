//! Steps as JSON.

use kernel::{Cents, Day, GoalId, PathwayId, StepId};
use people::store::sightings::Seen;
use serde::Serialize;
use store::Held;
use web::api::{Sent, all, created, given};
use web::field::{Field, Kind};
use web::{Answer, Id, May, Problem, words_of};

use crate::pages::frame::seen;
use crate::pages::steps::said;
use crate::permissions::{EditPlans, ViewPathways};
use crate::rules::Refusal;
use crate::rules::step::{Responsible, StepAct, StepStatus};
use crate::store::declined::Acted;
use crate::store::goals::Goal;
use crate::store::pathways::{self, Pathway};
use crate::store::steps::{self, Step, StepSaid};

/// A step.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct StepOut {
    /// Its id.
    pub id: StepId,
    /// How often it was changed.
    pub version: i64,
    /// Towards which goal.
    pub goal: GoalId,
    /// The axis of the goal.
    pub axis: String,
    /// What is to be done; left out where only pseudonyms may be seen.
    pub what: Option<String>,
    /// Who does it.
    pub responsible: Responsible,
    /// The name of another who does it.
    pub who: Option<String>,
    /// Until when.
    pub due_on: Option<Day>,
    /// What it is expected to cost, in cents.
    pub cost_cents: Option<Cents>,
    /// Where it stands.
    pub status: StepStatus,
    /// When it was done.
    pub done_on: Option<Day>,
}

impl StepOut {
    /// A step as it is read; without words that may name people where only pseudonyms may be seen.
    #[must_use]
    pub fn of(row: Step, words: bool) -> Self {
        Self {
            id: row.id,
            version: row.version,
            goal: row.goal_id,
            axis: row.axis,
            what: words.then_some(row.what),
            responsible: row.responsible,
            who: row.who.filter(|_| words),
            due_on: row.due_on,
            cost_cents: row.cost,
            status: row.status,
            done_on: row.done_on,
        }
    }
}

/// What a new step holds.
pub const NEW: &[Field] = &[
    Field::new("goal", Kind::Id, "Towards which goal of the pathway.").required(),
    Field::new("what", Kind::Text(300), "What is to be done.").required(),
    Field::new("responsible", Kind::Word(words_of!(Responsible)), "Who does it.").required(),
    Field::new("who", Kind::Text(120), "The name of another who does it."),
    Field::new("due-on", Kind::Day, "Until when."),
    Field::new("cost", Kind::Money, "What it is expected to cost, in euro."),
];

/// What a step is changed by.
pub const CHANGE: &[Field] = &[
    Field::new("what", Kind::Text(300), "What is to be done."),
    Field::new("responsible", Kind::Word(words_of!(Responsible)), "Who does it."),
    Field::new("who", Kind::Text(120), "The name of another who does it."),
    Field::new("due-on", Kind::Day, "Until when."),
    Field::new("cost", Kind::Money, "What it is expected to cost, in euro."),
    Field::new("status", Kind::Word(words_of!(StepStatus)), "Where it stands now."),
    Field::new("done-on", Kind::Day, "When it was done; today when left out."),
];

/// The steps of a pathway.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn list(may: May<ViewPathways>, Id(id): Id<PathwayId>) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    seen(&may.db, &pathway, Seen::Record).await?;
    let words = pathway.shows_words(&may.db);
    all(steps::of(&may.db, id).await?.into_iter().map(|step| StepOut::of(step, words)).collect())
}

/// Adds a step.
///
/// # Errors
/// When a field is wrong, the pathway has no such goal, or it is closed.
pub async fn create(may: May<EditPlans>, Id(id): Id<PathwayId>, Sent(mut form): Sent) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    if !form.check(NEW) {
        return Err(form.problem());
    }
    let unknown = || Problem::refused(&Refusal::UnknownChoice("goal"));
    let goal: GoalId = form.value("goal").ok_or_else(unknown)?;
    let of = Goal::pathway_id.eq(id);
    let goal = may.db.rows::<Goal>().id(goal).filter(of).first().await?.ok_or_else(unknown)?;
    let Some(said) = said(&form) else { return Err(form.problem()) };
    let step = steps::add(&may.db, &pathway, &goal, said).await.map_err(Problem::from)?;
    created(&format!("/api/v1/pathways/{id}/steps"), StepOut::of(step, true))
}

/// Changes a step, marks it done, undoes it, drops it or takes it up again.
///
/// # Errors
/// When a field is wrong, the step stands elsewhere, was signed, or somebody changed it since the version sent.
pub async fn patch(may: May<EditPlans>, Id(id): Id<StepId>, Sent(mut form): Sent) -> Answer {
    let mut held: Held<Step> = may.db.held(id).await?;
    let pathway = pathways::one(&may.db, held.pathway_id).await?;
    if !form.check(CHANGE) {
        return Err(form.problem());
    }
    let seen = form.version().unwrap_or(held.version);
    held = held.at_version(seen)?;
    let mut step = Step::clone(&held);
    if ["what", "responsible", "who", "due-on", "cost"].iter().any(|name| form.has(name)) {
        let said = StepSaid {
            what: form.text("what").unwrap_or_else(|| step.what.clone()),
            responsible: form.word("responsible", Responsible::from_word).unwrap_or(step.responsible),
            who: if form.has("who") { form.text("who") } else { step.who.clone() },
            due_on: if form.has("due-on") { form.value("due-on") } else { step.due_on },
            cost: if form.has("cost") { form.value("cost") } else { step.cost },
        };
        step = steps::put(&may.db, &pathway, held, said).await.map_err(Problem::from)?;
        held = may.db.held::<Step>(id).await?.at_version(step.version)?;
    }
    let status = form.word("status", StepStatus::from_word).filter(|status| *status != step.status);
    if let Some(status) = status {
        let on = form.value("done-on").unwrap_or(may.db.today());
        step = moved(&may.db, &pathway, held, status, on).await.map_err(Problem::from)?;
    }
    given(StepOut::of(step, true))
}

async fn moved(db: &store::Db, pathway: &Pathway, held: Held<Step>, to: StepStatus, on: Day) -> Acted<Step> {
    match (held.status, to) {
        (_, StepStatus::Done) => steps::done(db, pathway, held, on).await,
        (_, StepStatus::Dropped) => steps::act(db, pathway, held, StepAct::Drop).await,
        (StepStatus::Dropped, StepStatus::Planned) => steps::act(db, pathway, held, StepAct::TakeUp).await,
        (_, StepStatus::Planned) => steps::act(db, pathway, held, StepAct::Undo).await,
    }
}
