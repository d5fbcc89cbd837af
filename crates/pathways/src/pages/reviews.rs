//! Reviews: what was done, what not and why, how to go on.

use std::sync::Arc;

use axum::Extension;
use kernel::{Day, PathwayId};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use serde_json::json;
use web::field::{Field, Kind};
use web::{Answer, Flash, Form, Id, May, Posted};

use super::acted::told;
use super::frame::frame;
use crate::permissions::{EditPlans, ViewPathways};
use crate::rules::review::ReviewSaid;
use crate::store::pathways::{self, Pathway};
use crate::store::reviews::{self, Review, ReviewId};

/// What a review holds.
pub const REVIEW: &[Field] = &[
    Field::new("held-on", Kind::Day, "The day.").required(),
    Field::new("done", Kind::Prose(4000), "What was done."),
    Field::new("not-done", Kind::Prose(4000), "What was not done, and why."),
    Field::new("decisions", Kind::Prose(4000), "What was decided."),
    Field::new("next-review", Kind::Day, "The day of the next review."),
];

/// A review.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ReviewOut {
    /// Its id.
    pub id: ReviewId,
    /// The day.
    pub held_on: Day,
    /// What was done.
    pub done: Option<String>,
    /// What was not done, and why.
    pub not_done: Option<String>,
    /// What was decided.
    pub decisions: Option<String>,
    /// The day of the next review.
    pub next_review: Option<Day>,
}

/// A review as it is read; without words that may name people where only pseudonyms may be seen.
#[must_use]
pub fn shown(review: &Review, words: bool) -> ReviewOut {
    ReviewOut {
        id: review.id,
        held_on: review.held_on,
        done: review.done.clone().filter(|_| words),
        not_done: review.not_done.clone().filter(|_| words),
        decisions: review.decisions.clone().filter(|_| words),
        next_review: review.next_review,
    }
}

/// Reads a checked form.
pub(crate) fn said(form: &Form) -> Option<ReviewSaid> {
    Some(ReviewSaid {
        held_on: form.value("held-on")?,
        done: form.text("done"),
        not_done: form.text("not-done"),
        decisions: form.text("decisions"),
        next_review: form.value("next-review"),
    })
}

/// The reviews of a pathway.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn index(
    may: May<ViewPathways>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    let form = Form::blank().with("held-on", may.db.today());
    reviews_page(&may, &catalogue, &pathway, &form).await
}

/// Writes a review down.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn create(
    may: May<EditPlans>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
    Posted(mut form): Posted,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    if form.check(REVIEW)
        && let Some(said) = said(&form)
    {
        let acted = reviews::hold(&may.db, &pathway, said).await;
        if told(&mut form, acted)?.is_some() {
            return may.see_done(&format!("/pathways/{id}#reviews"), Flash("review-held"));
        }
    }
    reviews_page(&may, &catalogue, &pathway, &form).await
}

async fn reviews_page<P>(may: &May<P>, catalogue: &Catalogue, pathway: &Pathway, form: &Form) -> Answer {
    let frame = frame(may, catalogue, pathway).await?;
    let reviews = reviews::of(&may.db, pathway.id).await?;
    let reviews: Vec<ReviewOut> = reviews.iter().map(|review| shown(review, frame.words)).collect();
    may.form("pathways/reviews.html", form, json!({ "pathway": frame, "reviews": reviews }))
}
