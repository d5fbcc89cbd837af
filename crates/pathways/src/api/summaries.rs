//! Where a person's pathways stand, as JSON.

use std::sync::Arc;

use axum::Extension;
use kernel::PersonId;
use programmes::catalogue::Catalogue;
use web::api::all;
use web::{Answer, Id, May};

use crate::pages::summaries::rows;
use crate::permissions::ViewPathways;

/// Where a person's pathways stand, in short.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn list(
    may: May<ViewPathways>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PersonId>,
) -> Answer {
    all(rows(&may, &catalogue, id).await?)
}
