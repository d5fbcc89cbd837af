//! The list of searches as a sheet: what the list shows, no wish and no need.

use people::store::sightings::{self, Seen};
use store::PageAsk;
use web::{Answer, Filters, May};

use super::asked;
use super::fields::EXPORT;
use super::told::{SearchOut, told};
use crate::pages::Programmes;
use crate::pages::export::{MOST, sheet};
use crate::permissions::ViewSearches;
use crate::store::searches::{self, SORTINGS};

/// The texts above the columns.
const COLUMNS: [&str; 9] = [
    "search-code",
    "search-kind",
    "search-household",
    "search-size",
    "search-status",
    "search-urgency",
    "search-since",
    "search-territory",
    "search-organisation",
];

/// The searches of a list, as a workbook or as CSV.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn export(may: May<ViewSearches>, filters: Filters, catalogue: Programmes) -> Answer {
    let filters = filters.checked(EXPORT)?;
    let ask = asked(&filters.0, &catalogue);
    let mut rows: Vec<SearchOut> = Vec::new();
    let mut number = 1;
    loop {
        let page =
            searches::page(&may.db, &ask, filters.sorting(SORTINGS), PageAsk::new(number, PageAsk::LARGEST)).await?;
        let next = page.next();
        sightings::note(&may.db, page.items.iter().filter_map(|row| row.person_id), Seen::Export).await?;
        rows.extend(told(&may, &catalogue, page.items).await?);
        match next.filter(|_| rows.len() < MOST) {
            Some(next) => number = next,
            None => break,
        }
    }
    let cells: Vec<Vec<String>> = std::iter::once(COLUMNS.iter().map(|key| may.say(key)).collect())
        .chain(rows.into_iter().map(|row| {
            vec![
                row.code,
                may.say(&format!("search-kind-{}", row.kind)),
                row.person_name.unwrap_or(row.label),
                row.size.map(|size| size.to_string()).unwrap_or_default(),
                may.say(&format!("search-status-{}", row.status)),
                may.say(&format!("search-urgency-{}", row.urgency)),
                row.since.italian(),
                row.territory_name,
                row.organisation_name.unwrap_or_default(),
            ]
        }))
        .collect();
    sheet("soglia-ricerche", filters.0.typed("format"), &cells)
}
