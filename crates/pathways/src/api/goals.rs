//! Goals as JSON.

use std::sync::Arc;

use axum::Extension;
use kernel::{Day, GoalId, PathwayId};
use people::store::sightings::Seen;
use programmes::catalogue::Catalogue;
use serde::Serialize;
use store::Held;
use web::api::{Sent, all, created, given};
use web::field::{Field, Kind};
use web::{Answer, Id, May, Problem, words_of};

use crate::pages::frame::seen;
use crate::pages::goals::{GOAL, reword, set};
use crate::permissions::{EditPlans, ViewPathways};
use crate::rules::goal::{GoalAct, GoalStatus};
use crate::store::goals::{self, Goal};
use crate::store::pathways;

/// A goal.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct GoalOut {
    /// Its id.
    pub id: GoalId,
    /// How often it was changed.
    pub version: i64,
    /// The axis, by its code in the programme's definition.
    pub axis: String,
    /// The goal, in the person's words; left out where only pseudonyms may be seen.
    pub words: Option<String>,
    /// Where it stands.
    pub status: GoalStatus,
    /// When it was set.
    pub set_on: Day,
    /// When it was reached or given up.
    pub ended_on: Option<Day>,
}

impl GoalOut {
    /// A goal as it is read; without words that may name people where only pseudonyms may be seen.
    #[must_use]
    pub fn of(row: Goal, words: bool) -> Self {
        let Goal { id, version, axis, status, set_on, ended_on, .. } = row;
        Self { id, version, axis, words: words.then_some(row.words), status, set_on, ended_on }
    }
}

/// What a goal is changed by.
pub const CHANGE: &[Field] = &[
    Field::new("axis", Kind::Text(60), "The axis, by its code in the programme's definition."),
    Field::new("words", Kind::Prose(1000), "The goal, in the person's words."),
    Field::new("status", Kind::Word(words_of!(GoalStatus)), "Where it stands now."),
    Field::new("ended-on", Kind::Day, "When it was reached or given up; today when left out."),
];

/// The goals of a pathway.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn list(may: May<ViewPathways>, Id(id): Id<PathwayId>) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    seen(&may.db, &pathway, Seen::Record).await?;
    let words = pathway.shows_words(&may.db);
    all(goals::of(&may.db, id).await?.into_iter().map(|goal| GoalOut::of(goal, words)).collect())
}

/// Sets a goal.
///
/// # Errors
/// When a field is wrong, the programme has no such axis, or the plan is signed.
pub async fn create(
    may: May<EditPlans>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
    Sent(mut form): Sent,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    if !form.check(GOAL) {
        return Err(form.problem());
    }
    let goal = set(&may.db, &catalogue, &pathway, &form).await.map_err(Problem::from)?;
    created(&format!("/api/v1/pathways/{id}/goals"), GoalOut::of(goal, true))
}

/// Words a goal anew, ends it or takes it up again.
///
/// # Errors
/// When a field is wrong, the plan is signed, the goal stands elsewhere, or somebody changed it since the version sent.
pub async fn patch(
    may: May<EditPlans>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<GoalId>,
    Sent(mut form): Sent,
) -> Answer {
    let mut held: Held<Goal> = may.db.held(id).await?;
    let pathway = pathways::one(&may.db, held.pathway_id).await?;
    if !form.check(CHANGE) {
        return Err(form.problem());
    }
    let seen = form.version().unwrap_or(held.version);
    held = held.at_version(seen)?;
    let mut goal = Goal::clone(&held);
    if form.is_filled("words") || form.is_filled("axis") {
        goal = reword(&may.db, &catalogue, &pathway, held, &form).await.map_err(Problem::from)?;
        held = may.db.held::<Goal>(id).await?.at_version(goal.version)?;
    }
    let status = form.word("status", GoalStatus::from_word).filter(|status| *status != goal.status);
    if let Some(status) = status {
        let act = match status {
            GoalStatus::Open => GoalAct::Reopen,
            GoalStatus::Reached => GoalAct::Reach,
            GoalStatus::PartlyReached => GoalAct::ReachInPart,
            GoalStatus::GivenUp => GoalAct::GiveUp,
        };
        let on = form.value("ended-on").unwrap_or(may.db.today());
        goal = goals::act(&may.db, &pathway, held, act, on).await.map_err(Problem::from)?;
    }
    given(GoalOut::of(goal, true))
}
