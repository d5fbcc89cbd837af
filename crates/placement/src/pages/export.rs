//! The list of offers as a sheet: what the list shows, never a telephone number or an address.

use axum::http::header;
use axum::response::IntoResponse;
use kernel::formula::neutral;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use store::PageAsk;
use web::{Answer, Desk, Filters, May, Problem};

use super::Programmes;
use super::fields::EXPORT;
use super::offers::asked;
use super::told::{OfferOut, told};
use crate::permissions::ViewOffers;
use crate::store::offers::{self, SORTINGS};

/// No export is longer.
pub(crate) const MOST: usize = 20_000;

pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The texts above the columns.
const COLUMNS: [&str; 13] = [
    "offer-code",
    "offer-kind",
    "offer-title",
    "offer-status",
    "offer-territory",
    "offer-municipality",
    "offer-organisation",
    "offer-available-from",
    "offer-available-to",
    "offer-heard-on",
    "offer-beds",
    "offer-what",
    "offer-price",
];

/// The offers of a list, as a workbook or as CSV.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn export(may: May<ViewOffers>, filters: Filters, catalogue: Programmes) -> Answer {
    let filters = filters.checked(EXPORT)?;
    let ask = asked(&filters.0, &catalogue);
    let mut rows = Vec::new();
    let mut number = 1;
    loop {
        let page =
            offers::page(&may.db, &ask, filters.sorting(SORTINGS), PageAsk::new(number, PageAsk::LARGEST)).await?;
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
    sheet("soglia-offerte", filters.0.typed("format"), &cells)
}

/// Rows as a file to take away: CSV, or a workbook when nothing is said.
pub(crate) fn sheet(name: &str, format: &str, cells: &[Vec<String>]) -> Answer {
    if format == "csv" {
        let csv = csv_of(cells).map_err(|_| Problem::Broken)?;
        return file(&format!("{name}.csv"), "text/csv; charset=utf-8", csv);
    }
    file(&format!("{name}.xlsx"), XLSX, book_of(cells).map_err(|_| Problem::Broken)?)
}

fn cells(desk: &Desk, row: &OfferOut) -> Vec<String> {
    let day = |day: Option<kernel::Day>| day.map(kernel::Day::italian).unwrap_or_default();
    let (beds, what, price) = match (&row.home, &row.work, &row.family) {
        (Some(home), _, _) => {
            let letting = home.letting.map(|word| desk.say(&format!("home-letting-{word}"))).unwrap_or_default();
            (home.beds.to_string(), letting, home.rent.map(|rent| rent.to_string()).unwrap_or_default())
        }
        (_, Some(work), _) => {
            let what = work.occupation_name.clone().or_else(|| work.occupation.clone()).unwrap_or_default();
            (String::new(), what, work.pay.map(|pay| pay.to_string()).unwrap_or_default())
        }
        (_, _, Some(family)) => {
            (family.beds.map(|beds| beds.to_string()).unwrap_or_default(), family.languages.join(" "), String::new())
        }
        _ => Default::default(),
    };
    vec![
        row.code.clone(),
        desk.say(&format!("offer-kind-{}", row.kind)),
        row.title.clone().unwrap_or_default(),
        desk.say(&format!("offer-status-{}", row.status)),
        row.territory_name.clone(),
        row.municipality_name.clone().unwrap_or_default(),
        row.organisation_name.clone().unwrap_or_default(),
        day(row.available_from),
        day(row.available_to),
        row.heard_on.italian(),
        beds,
        what,
        price,
    ]
}

pub(super) fn csv_of(rows: &[Vec<String>]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        writer.write_record(row.iter().map(|cell| neutral(cell).into_owned()))?;
    }
    Ok(writer.into_inner()?)
}

pub(super) fn book_of(rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (plain, head) = (Format::new().set_num_format("@"), Format::new().set_bold().set_num_format("@"));
    let sheet = book.add_worksheet();
    for (number, row) in (0u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(row) {
            sheet.write_string_with_format(number, column, neutral(cell), if number == 0 { &head } else { &plain })?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofit();
    book.save_to_buffer()
}

pub(super) fn file(name: &str, kind: &str, bytes: Vec<u8>) -> Answer {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}
