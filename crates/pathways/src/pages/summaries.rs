//! Where a person's pathways stand, in short: what may be shared with another organisation.

use std::sync::Arc;

use axum::Extension;
use kernel::{Day, PathwayId, PersonId};
use network::store::organisations;
use people::permissions::ViewPeople;
use people::store::persons::{Identity, Person};
use people::store::sightings::{self, Seen};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use serde_json::json;
use store::Stored;
use web::{Answer, Id, May};

use crate::permissions::ViewPathways;
use crate::rules::pathway::PathwayStatus;
use crate::store::summaries;

/// Where a pathway stands.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SummaryOut {
    /// The pathway.
    pub id: PathwayId,
    /// A short code that names nobody.
    pub code: String,
    /// The programme.
    pub programme: String,
    /// The partner.
    pub partner: String,
    /// Who accompanies the household, as far as the name may be read.
    pub worker: Option<String>,
    /// Where it stands.
    pub status: PathwayStatus,
    /// Since when.
    pub opened_on: Day,
    /// Until when.
    pub closed_on: Option<Day>,
}

/// Where the pathways of somebody within reach stand; the reading is noted.
///
/// # Errors
/// [`store::StoreError::NotFound`] when neither known nor shared.
pub(crate) async fn rows(may: &May<ViewPathways>, catalogue: &Catalogue, id: PersonId) -> Stored<Vec<SummaryOut>> {
    may.db.rows::<Person>().id(id).one().await?;
    let rows = summaries::of_person(&may.db, id).await?;
    sightings::note(&may.db, [id], Seen::Pathway).await?;
    let partners = organisations::names_of(&may.db, rows.iter().map(|row| row.organisation_id)).await?;
    let workers = accounts::store::names_of(&may.db, rows.iter().map(|row| row.case_worker)).await?;
    let shown = rows.into_iter().map(|row| SummaryOut {
        id: row.id,
        code: row.code,
        programme: catalogue.name(&row.programme),
        partner: partners.get(&row.organisation_id).cloned().unwrap_or_default(),
        worker: workers.get(&row.case_worker).cloned(),
        status: row.status,
        opened_on: row.opened_on,
        closed_on: row.closed_on,
    });
    Ok(shown.collect())
}

/// The page.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn show(
    may: May<ViewPathways>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PersonId>,
) -> Answer {
    let rows = rows(&may, &catalogue, id).await?;
    let person = may.db.rows::<Person>().id(id).one().await?;
    let identity = may.also::<ViewPeople>().rows::<Identity>().id(id).first().await?;
    let name = identity.map_or_else(|| person.code(), |identity| identity.name());
    may.page("pathways/summary.html", json!({ "person": id, "name": name, "rows": rows }))
}
