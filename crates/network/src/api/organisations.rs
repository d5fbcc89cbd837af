//! Organisations as JSON.

use kernel::OrganisationId;
use serde::Serialize;
use web::api::{Sent, created, listed};
use web::{Answer, Filters, May};

use crate::pages::organisations::{FILTERS, SORTINGS, read};
use crate::permissions::{ManageOrganisations, ViewOrganisations};
use crate::rules::organisation::OrganisationKind;
use crate::store::organisations::{self, Organisation};

/// An organisation.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OrganisationOut {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// The ISTAT code of its municipality.
    pub municipality: Option<String>,
    /// Where to write to it.
    pub email: Option<String>,
    /// Whether it still takes part.
    pub active: bool,
}

impl From<Organisation> for OrganisationOut {
    fn from(row: Organisation) -> Self {
        let Organisation { id, name, kind, municipality, email, active, .. } = row;
        Self { id, name, kind, municipality, email, active }
    }
}

/// The directory.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn list(may: May<ViewOrganisations>, filters: Filters) -> Answer {
    let filters = filters.checked(FILTERS)?;
    let order = filters.sorting(SORTINGS).order;
    let page = organisations::page(&may.db, filters.0.typed("q"), order, filters.page(50)).await?;
    listed(&may, &filters, page.map(OrganisationOut::from))
}

/// Adds an organisation.
///
/// # Errors
/// When a field is wrong, the name is taken, or the database fails.
pub async fn create(may: May<ManageOrganisations>, Sent(mut form): Sent) -> Answer {
    let Some(new) = read(&mut form, None) else { return Err(form.problem()) };
    organisations::add(&may.db, &new).await?;
    created("/api/v1/organisations", OrganisationOut::from(new))
}
