//! Verdicts looked at again, as JSON.

use std::sync::Arc;

use axum::Extension;
use kernel::PathwayId;
use people::permissions::ViewLegalStatus;
use people::store::sightings::Seen;
use programmes::catalogue::Catalogue;
use web::api::{Sent, all, created, given};
use web::{Answer, Filters, Id, May, Problem};

use crate::pages::caseload::FILTERS;
use crate::pages::frame::seen;
use crate::pages::looks::{LOOK, looked, of_caseload, standing};
use crate::permissions::OpenPathways;
use crate::store::caseload::Whose;
use crate::store::pathways::{self, Pathway};

/// How the verdict of a pathway stands: what changed since it was kept.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn show(
    may: May<ViewLegalStatus>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    seen(&may.db, &pathway, Seen::Record).await?;
    given(standing(&may, &may.db, &catalogue, &pathway).await?)
}

/// Keeps a look at the verdict.
///
/// # Errors
/// When nothing changed, or a reason is needed and none is given.
pub async fn look(
    may: May<OpenPathways>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
    Sent(mut form): Sent,
) -> Answer {
    let held = may.db.held::<Pathway>(id).await?;
    let pathway = held.clone();
    if !form.check(LOOK) {
        return Err(form.problem());
    }
    looked(&may, &catalogue, held, &form).await.map_err(Problem::from)?;
    let legal = may.also::<ViewLegalStatus>();
    created(&format!("/api/v1/pathways/{id}/verdict"), standing(&may, &legal, &catalogue, &pathway).await?)
}

/// The pathways of a caseload whose verdict is to be looked at again.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn list(
    may: May<ViewLegalStatus>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    filters: Filters,
) -> Answer {
    let filters = filters.checked(FILTERS)?;
    let whose = filters.0.word("whose", Whose::from_word).unwrap_or(Whose::Mine);
    all(of_caseload(&may, &catalogue, whose).await?)
}
