//! The numbers of the map as JSON.

use web::api::all;
use web::{Answer, Filters, May};

use crate::pages::Programmes;
use crate::pages::map::{Ask, FILTERS, counted};
use crate::permissions::ViewOffers;

/// What is sought and what is on offer, by region or by the territories of one.
///
/// # Errors
/// When the query is wrong, the caller may not read searches, or the database fails.
pub async fn list(may: May<ViewOffers>, filters: Filters, catalogue: Programmes) -> Answer {
    let filters = filters.checked(FILTERS)?;
    let ask = Ask::of(&filters);
    let counts = counted(&may, &ask).await?;
    all(ask.areas(&catalogue, &counts))
}
