//! Reviews as JSON.

use kernel::PathwayId;
use people::store::sightings::Seen;
use web::api::{Sent, all, created};
use web::{Answer, Id, May, Problem};

use crate::pages::frame::seen;
use crate::pages::reviews::{REVIEW, said, shown};
use crate::permissions::{EditPlans, ViewPathways};
use crate::store::{pathways, reviews};

/// The reviews of a pathway, the latest first.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn list(may: May<ViewPathways>, Id(id): Id<PathwayId>) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    seen(&may.db, &pathway, Seen::Record).await?;
    let words = pathway.shows_words(&may.db);
    all(reviews::of(&may.db, id).await?.iter().map(|review| shown(review, words)).collect())
}

/// Writes a review down.
///
/// # Errors
/// When a field is wrong, a day is impossible, or the pathway is closed.
pub async fn create(may: May<EditPlans>, Id(id): Id<PathwayId>, Sent(mut form): Sent) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    if !form.check(REVIEW) {
        return Err(form.problem());
    }
    let Some(said) = said(&form) else { return Err(form.problem()) };
    let review = reviews::hold(&may.db, &pathway, said).await.map_err(Problem::from)?;
    created(&format!("/api/v1/pathways/{id}/reviews"), shown(&review, true))
}
