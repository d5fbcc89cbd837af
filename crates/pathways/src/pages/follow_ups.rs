//! Follow-ups: how it goes, months after the closing.

use std::sync::Arc;

use axum::Extension;
use kernel::{Day, PathwayId};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use serde_json::json;
use web::field::{Field, Kind};
use web::{Answer, Flash, Form, Id, May, Posted, words_of};

use super::acted::told;
use super::frame::{choices, frame};
use crate::permissions::{EditPlans, ViewPathways};
use crate::rules::closing::{HomeState, TiesState, WorkState};
use crate::rules::follow_up::Outcome;
use crate::store::follow_ups::{self, FollowUp, FollowUpId};
use crate::store::pathways::{self, Pathway};

/// What a follow-up found out.
pub const OUTCOME: &[Field] = &[
    Field::new("done-on", Kind::Day, "The day.").required(),
    Field::new("reached", Kind::Flag, "Whether somebody of the household was reached.").required(),
    Field::new(
        "home",
        Kind::Word(words_of!(HomeState)),
        "Where the household lives; needed when somebody was reached.",
    ),
    Field::new("work", Kind::Word(words_of!(WorkState)), "How it earns its living."),
    Field::new("ties", Kind::Word(words_of!(TiesState)), "Whom it can count on."),
    Field::new("words", Kind::Prose(2000), "In words."),
];

/// A follow-up.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FollowUpOut {
    /// Its id.
    pub id: FollowUpId,
    /// How often it was changed.
    pub version: i64,
    /// Of which pathway.
    pub pathway: PathwayId,
    /// How many months after the closing.
    pub months: i64,
    /// When it is due.
    pub due_on: Day,
    /// When it was done.
    pub done_on: Option<Day>,
    /// Whether somebody was reached.
    pub reached: Option<bool>,
    /// Where the household lives.
    pub home: Option<HomeState>,
    /// How it earns its living.
    pub work: Option<WorkState>,
    /// Whom it can count on.
    pub ties: Option<TiesState>,
    /// In words.
    pub words: Option<String>,
}

/// A follow-up as it is read; without words that may name people where only pseudonyms may be seen.
#[must_use]
pub fn shown(row: &FollowUp, words: bool) -> FollowUpOut {
    FollowUpOut {
        id: row.id,
        version: row.version,
        pathway: row.pathway_id,
        months: row.months,
        due_on: row.due_on,
        done_on: row.done_on,
        reached: row.reached,
        home: row.home,
        work: row.work,
        ties: row.ties,
        words: row.words.clone().filter(|_| words),
    }
}

/// Reads a checked form.
pub(crate) fn outcome(form: &Form) -> Option<Outcome> {
    Some(Outcome {
        done_on: form.value("done-on")?,
        reached: form.flag("reached"),
        home: form.word("home", HomeState::from_word),
        work: form.word("work", WorkState::from_word),
        ties: form.word("ties", TiesState::from_word),
        words: form.text("words"),
    })
}

/// One follow-up: what it found out, or the form to write it down.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn show(
    may: May<ViewPathways>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<FollowUpId>,
) -> Answer {
    let due = may.db.held::<FollowUp>(id).await?;
    let pathway = pathways::one(&may.db, due.pathway_id).await?;
    let form = standing(&due, may.db.today(), pathway.shows_words(&may.db));
    follow_up_page(&may, &catalogue, &pathway, &due, &form).await
}

/// The form as it stands: what a colleague wrote down meanwhile, or blank with the day of today.
fn standing(due: &FollowUp, today: Day, words: bool) -> Form {
    Form::blank()
        .with("done-on", due.done_on.unwrap_or(today))
        .with_some("reached", due.reached.map(|reached| if reached { "yes" } else { "no" }))
        .with_some("home", due.home)
        .with_some("work", due.work)
        .with_some("ties", due.ties)
        .with_some("words", due.words.as_ref().filter(|_| words))
        .with("version", due.version)
}

/// Writes down what a follow-up found out; over what was written down before only by somebody who has seen it, which
/// the version of the form tells.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn done(
    may: May<EditPlans>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<FollowUpId>,
    Posted(mut form): Posted,
) -> Answer {
    let held = may.db.held::<FollowUp>(id).await?;
    let due = held.clone();
    let pathway = pathways::one(&may.db, held.pathway_id).await?;
    if form.check(OUTCOME)
        && let Some(mut outcome) = outcome(&form)
    {
        if !pathway.shows_words(&may.db) {
            // Nobody takes away words that were not shown.
            outcome.words = outcome.words.or_else(|| held.words.clone());
        }
        let acted = match held.at_version(form.version().unwrap_or_default()) {
            Ok(held) if held.done_on.is_some() => follow_ups::corrected(&may.db, &pathway, held, outcome).await,
            Ok(held) => follow_ups::done(&may.db, &pathway, held, outcome).await,
            Err(stale) => Err(stale.into()),
        };
        if told(&mut form, acted)?.is_some() {
            return may.see_done(&format!("/pathways/{}#follow-ups", pathway.id), Flash("follow-up-done"));
        }
    }
    follow_up_page(&may, &catalogue, &pathway, &due, &form).await
}

async fn follow_up_page<P>(
    may: &May<P>,
    catalogue: &Catalogue,
    pathway: &Pathway,
    due: &FollowUp,
    form: &Form,
) -> Answer {
    let frame = frame(may, catalogue, pathway).await?;
    let context = json!({
        "follow_up": shown(due, frame.words),
        "pathway": frame,
        "homes": choices(may, "home-state-", HomeState::ALL),
        "works": choices(may, "work-state-", WorkState::ALL),
        "ties": choices(may, "ties-state-", TiesState::ALL),
    });
    may.form("pathways/follow_up.html", form, context)
}
