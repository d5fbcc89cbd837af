//! Ordinary services activated, as JSON.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use kernel::PathwayId;
use people::store::sightings::Seen;
use web::api::{Sent, all, created};
use web::{Answer, Id, May, Problem};

use crate::pages::frame::seen;
use crate::pages::services::{SERVICE, said, shown};
use crate::permissions::{EditPlans, ViewPathways};
use crate::store::pathways;
use crate::store::services::{self, ActivatedService, ServiceId};

/// The services activated along a pathway.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn list(may: May<ViewPathways>, Id(id): Id<PathwayId>) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    seen(&may.db, &pathway, Seen::Record).await?;
    let words = pathway.shows_words(&may.db);
    all(services::of(&may.db, id).await?.iter().map(|service| shown(service, words)).collect())
}

/// Writes down that a service was activated.
///
/// # Errors
/// When a field is wrong, the day is impossible, or the pathway is closed.
pub async fn create(may: May<EditPlans>, Id(id): Id<PathwayId>, Sent(mut form): Sent) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    if !form.check(SERVICE) {
        return Err(form.problem());
    }
    let Some(said) = said(&form) else { return Err(form.problem()) };
    let service = services::activate(&may.db, &pathway, said).await.map_err(Problem::from)?;
    created(&format!("/api/v1/pathways/{id}/services"), shown(&service, true))
}

/// Takes back a service written down by mistake.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when the pathway is closed.
pub async fn remove(may: May<EditPlans>, Id(id): Id<ServiceId>) -> Answer {
    let held = may.db.held::<ActivatedService>(id).await?;
    let pathway = pathways::one(&may.db, held.pathway_id).await?;
    services::remove(&may.db, &pathway, &held).await.map_err(Problem::from)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
