//! Alerts as JSON.

use kernel::{Day, HouseholdId, PermitId, StayId};
use serde::Serialize;
use web::api::listed;
use web::{Answer, Filters, May};

use super::persons::PersonOut;
use crate::pages::alerts::{AlertOf, FILTERS, page_of};
use crate::permissions::{ViewLegalStatus, ViewPeople};
use crate::rules::alert::{AlertKind, Paper};

/// Something to see to.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct AlertOut {
    /// What it is about.
    pub kind: AlertKind,
    /// The day that matters.
    pub due: Day,
    /// Days from today to it; negative when it is past.
    pub days_left: i64,
    /// Whose paper.
    pub person: PersonOut,
    /// The permit, when it is about one.
    pub permit: Option<PermitId>,
    /// The stay, when it is about one.
    pub stay: Option<StayId>,
    /// The person's households within reach.
    pub households: Vec<HouseholdId>,
}

/// What must be seen to soon, the most urgent first.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn list(may: May<ViewLegalStatus>, filters: Filters) -> Answer {
    let filters = filters.checked(FILTERS)?;
    let today = may.db.today();
    let until = filters.0.value("until").unwrap_or(today);
    let page = page_of(&may.db, &may.also::<ViewPeople>(), until, filters.page(50)).await?;
    let out = |of: AlertOf| AlertOut {
        kind: of.alert.kind,
        due: of.alert.due,
        days_left: of.alert.days_left,
        person: PersonOut::of(&of.person, of.identity, today),
        permit: if let Paper::Permit(id) = of.alert.paper { Some(id) } else { None },
        stay: if let Paper::Stay(id) = of.alert.paper { Some(id) } else { None },
        households: of.households.iter().map(|household| household.id).collect(),
    };
    listed(&may, &filters, page.map(out))
}
