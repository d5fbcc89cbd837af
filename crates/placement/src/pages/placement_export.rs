//! The list of placements as a sheet: what the list shows, with codes and no names.

use store::PageAsk;
use web::{Answer, Desk, Filters, May, Problem};

use super::Programmes;
use super::export::{MOST, XLSX, book_of, csv_of, file};
use super::placement_fields::PLACEMENT_EXPORT;
use super::placement_told::{PlacementOut, told};
use super::placements::asked;
use crate::permissions::ViewPlacements;
use crate::store::placements::{self, SORTINGS};

/// The texts above the columns.
const COLUMNS: [&str; 14] = [
    "placement-code",
    "placement-kind",
    "placement-status",
    "placement-pathway",
    "placement-territory",
    "placement-organisation",
    "placement-planned-from",
    "placement-began-on",
    "placement-planned-until",
    "placement-ended-on",
    "placement-reason",
    "placement-monthly",
    "placement-late-check-ins",
    "placement-open-problems",
];

/// The placements of a list, as a workbook or as CSV.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn export(may: May<ViewPlacements>, filters: Filters, catalogue: Programmes) -> Answer {
    let filters = filters.checked(PLACEMENT_EXPORT)?;
    let ask = asked(&filters.0);
    let mut rows = Vec::new();
    let mut number = 1;
    loop {
        let sorting = filters.sorting(SORTINGS);
        let page = placements::page(&may.db, &ask, sorting, PageAsk::new(number, PageAsk::LARGEST)).await?;
        let next = page.next();
        rows.extend(told(&may, &catalogue, page.items).await?);
        match next.filter(|_| rows.len() < MOST) {
            Some(next) => number = next,
            None => break,
        }
    }
    let cells: Vec<Vec<String>> = std::iter::once(COLUMNS.iter().map(|key| may.say(key)).collect())
        .chain(rows.iter().map(|row| cells(&may, row)))
        .collect();
    if filters.0.typed("format") == "csv" {
        let bytes = csv_of(&cells).map_err(|_| Problem::Broken)?;
        return file("soglia-inserimenti.csv", "text/csv; charset=utf-8", bytes);
    }
    file("soglia-inserimenti.xlsx", XLSX, book_of(&cells).map_err(|_| Problem::Broken)?)
}

fn cells(desk: &Desk, row: &PlacementOut) -> Vec<String> {
    let day = |day: Option<kernel::Day>| day.map(kernel::Day::italian).unwrap_or_default();
    vec![
        row.code.clone(),
        desk.say(&format!("placement-kind-{}", row.kind)),
        desk.say(&format!("placement-status-{}", row.status)),
        row.pathway_code.clone().unwrap_or_default(),
        row.territory_name.clone(),
        row.organisation_name.clone().unwrap_or_default(),
        day(row.planned_from),
        day(row.began_on),
        day(row.planned_until),
        day(row.ended_on),
        row.end_reason.map(|reason| desk.say(&format!("placement-reason-{reason}"))).unwrap_or_default(),
        row.monthly.map(|monthly| monthly.to_string()).unwrap_or_default(),
        row.late.to_string(),
        row.open_problems.to_string(),
    ]
}
