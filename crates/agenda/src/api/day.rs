//! The day as JSON.

use pathways::store::caseload::Whose;
use web::api::given;
use web::{Answer, Filters, May};

use crate::pages::day::{FILTERS, gathered};
use crate::permissions::KeepTasks;

/// A member's day.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn show(may: May<KeepTasks>, filters: Filters) -> Answer {
    let filters = filters.checked(FILTERS)?;
    given(gathered(&may, filters.0.word("whose", Whose::from_word)).await?)
}
