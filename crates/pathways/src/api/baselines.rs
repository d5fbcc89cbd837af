//! Assessments with the autonomy scale, as JSON.

use kernel::PathwayId;
use people::store::sightings::Seen;
use web::api::{Sent, all, created};
use web::{Answer, Id, May, Problem};

use crate::pages::baselines::{ASSESSMENT, said, shown};
use crate::pages::frame::seen;
use crate::permissions::{EditPlans, ViewPathways};
use crate::store::{baselines, pathways};

/// The assessments of a pathway, in the order of their days.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn list(may: May<ViewPathways>, Id(id): Id<PathwayId>) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    seen(&may.db, &pathway, Seen::Record).await?;
    let words = pathway.shows_words(&may.db);
    all(baselines::of(&may.db, id).await?.iter().map(|row| shown(row, words)).collect())
}

/// Writes an assessment down.
///
/// # Errors
/// When a field is wrong, or the day is impossible.
pub async fn create(may: May<EditPlans>, Id(id): Id<PathwayId>, Sent(mut form): Sent) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    if !form.check(ASSESSMENT) {
        return Err(form.problem());
    }
    let Some(said) = said(&form) else { return Err(form.problem()) };
    let assessment = baselines::take(&may.db, &pathway, said).await.map_err(Problem::from)?;
    created(&format!("/api/v1/pathways/{id}/baseline"), shown(&assessment, true))
}
