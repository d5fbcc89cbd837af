//! The day as JSON.

use std::sync::Arc;

use axum::Extension;
use pathways::store::caseload::Whose;
use programmes::catalogue::Catalogue;
use web::api::given;
use web::{Answer, Filters, May};

use crate::pages::day::{FILTERS, gathered};
use crate::permissions::KeepTasks;

/// A member's day.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn show(may: May<KeepTasks>, Extension(catalogue): Extension<Arc<Catalogue>>, filters: Filters) -> Answer {
    let filters = filters.checked(FILTERS)?;
    given(gathered(&may, &catalogue, filters.0.word("whose", Whose::from_word)).await?)
}
