//! Closing a pathway, and opening it again.

use std::sync::Arc;

use axum::Extension;
use kernel::{Day, PathwayId};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use serde_json::json;
use web::field::{Field, Kind};
use web::{Answer, Flash, Form, Id, May, Posted, Problem, words_of};

use super::acted::told;
use super::frame::{choices, frame};
use crate::permissions::{ClosePathways, ReopenPathways};
use crate::rules::closing::{ClosingReason, ClosingSaid, HomeState, TiesState, WorkState};
use crate::store::closings::{self, Closing};
use crate::store::pathways::Pathway;

/// What a closing holds.
pub const CLOSING: &[Field] = &[
    Field::new("closed-on", Kind::Day, "The day.").required(),
    Field::new("reason", Kind::Word(words_of!(ClosingReason)), "Why.").required(),
    Field::new("result", Kind::Prose(2000), "With which result, in words.").required(),
    Field::new("home", Kind::Word(words_of!(HomeState)), "Where the household lives.").required(),
    Field::new("work", Kind::Word(words_of!(WorkState)), "How it earns its living.").required(),
    Field::new("ties", Kind::Word(words_of!(TiesState)), "Whom it can count on.").required(),
];

/// A closing.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ClosingOut {
    /// The day.
    pub closed_on: Day,
    /// Why.
    pub reason: ClosingReason,
    /// With which result, in words.
    pub result: Option<String>,
    /// Where the household lives.
    pub home: HomeState,
    /// How it earns its living.
    pub work: WorkState,
    /// Whom it can count on.
    pub ties: TiesState,
}

/// A closing as it is read; without words that may name people where only pseudonyms may be seen.
#[must_use]
pub fn shown(closing: &Closing, words: bool) -> ClosingOut {
    ClosingOut {
        closed_on: closing.closed_on,
        reason: closing.reason,
        result: words.then(|| closing.result.clone()),
        home: closing.home,
        work: closing.work,
        ties: closing.ties,
    }
}

/// Reads a checked form.
pub(crate) fn said(form: &Form) -> ClosingSaid {
    ClosingSaid {
        closed_on: form.value("closed-on"),
        reason: form.word("reason", ClosingReason::from_word),
        result: form.text("result"),
        home: form.word("home", HomeState::from_word).unwrap_or(HomeState::Unknown),
        work: form.word("work", WorkState::from_word).unwrap_or(WorkState::Unknown),
        ties: form.word("ties", TiesState::from_word).unwrap_or(TiesState::Unknown),
    }
}

/// The form of the closing.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn blank(
    may: May<ClosePathways>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
) -> Answer {
    let held = may.db.held::<Pathway>(id).await?;
    let form = Form::blank().with("closed-on", may.db.today()).with("version", held.version);
    closing_page(&may, &catalogue, &held, &form).await
}

/// Closes the pathway.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn close(
    may: May<ClosePathways>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
    Posted(mut form): Posted,
) -> Answer {
    let held = may.db.held::<Pathway>(id).await?;
    let pathway = held.clone();
    if form.check(CLOSING) {
        let acted = match closings::held_open(held, form.version().unwrap_or_default()) {
            Ok(held) => closings::close(&may.db, held, &said(&form)).await,
            Err(why) => Err(why),
        };
        if told(&mut form, acted)?.is_some() {
            return may.see_done(&format!("/pathways/{id}"), Flash("pathway-closed"));
        }
    }
    closing_page(&may, &catalogue, &pathway, &form).await
}

async fn closing_page(may: &May<ClosePathways>, catalogue: &Catalogue, pathway: &Pathway, form: &Form) -> Answer {
    let frame = frame(may, catalogue, pathway).await?;
    let closing = closings::current(&may.db, pathway.id).await?;
    let context = json!({
        "closing": closing.as_ref().map(|closing| shown(closing, frame.words)),
        "pathway": frame,
        "reasons": choices(may, "closing-reason-", ClosingReason::ALL),
        "homes": choices(may, "home-state-", HomeState::ALL),
        "works": choices(may, "work-state-", WorkState::ALL),
        "ties": choices(may, "ties-state-", TiesState::ALL),
    });
    may.form("pathways/closing.html", form, context)
}

/// Opens a closed pathway again.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; the refusal.
pub async fn reopen(may: May<ReopenPathways>, Id(id): Id<PathwayId>, Posted(_): Posted) -> Answer {
    let held = may.db.held::<Pathway>(id).await?;
    closings::reopen(&may.db, held).await.map_err(Problem::from)?;
    may.see_done(&format!("/pathways/{id}"), Flash("pathway-reopened"))
}
