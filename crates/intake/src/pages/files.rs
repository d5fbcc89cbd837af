//! Sheets that go out: rows to be put right, and the people of referrals.

use std::collections::BTreeSet;

use axum::http::header;
use axum::response::IntoResponse;
use kernel::ProgrammeCode;
use pathways::permissions::ViewReferrals;
use pathways::store::referrals::{self, ReferralAsk};
use people::permissions::{EditPeople, ViewLegalStatus, ViewPeople};
use store::PageAsk;
use web::field::{Field, Kind};
use web::{Answer, Filters, Id, May, Problem, Sorting};

use super::imports::{Programmes, programme_of};
use super::remedy;
use crate::permissions::{ExportReferrals, ImportReferrals};
use crate::rules::proposal::Standing;
use crate::rules::row::CellRemark;
use crate::store::exports;
use crate::store::imports::{ImportId, SheetImport};
use crate::store::preview::preview;
use crate::write;

/// What an export is narrowed to.
pub const EXPORT: &[Field] = &[
    Field::new("programme", Kind::Code, "Only referrals to this programme."),
    Field::new("format", Kind::Word(|| vec!["xlsx", "csv"]), "The kind of file; `xlsx` when left out."),
];

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The rows that cannot be taken, as a sheet with comments.
///
/// # Errors
/// When there is none within reach.
pub async fn returned(may: May<ImportReferrals>, Id(id): Id<ImportId>, catalogue: Programmes) -> Answer {
    let import = may.db.rows::<SheetImport>().id(id).one().await?;
    let programme = programme_of(&catalogue, &import)?;
    let found = preview(&may.db, &may.also::<EditPeople>(), &import, &programme).await?;
    let found = found.map_err(|none| Problem::Conflict(none.code()))?;
    let header = found.reading.header.as_ref().ok_or(Problem::Conflict("import-no-headers"))?;
    let held = found.proposals.iter().filter(|proposal| proposal.standing == Standing::HeldBack);
    let places: BTreeSet<usize> = held.flat_map(|proposal| proposal.rows.iter().copied()).collect();
    let rows: Vec<(usize, Vec<&CellRemark>)> = places
        .into_iter()
        .map(|at| &found.reading.rows[at])
        .map(|row| (row.number, row.remarks.iter().collect()))
        .collect();
    let say = |remark: &CellRemark| {
        format!("{}. {}", may.say(&format!("remark-{}", remark.remark)), remedy::of(&may, remark))
    };
    let book = write::returned(&found.reading.sheet, header, &rows, &say).map_err(unwritten)?;
    file("soglia-da-correggere.xlsx", XLSX, book)
}

/// The people of the referrals within reach, as a sheet that can be imported again. It is noted of each person before
/// anything is handed out.
///
/// # Errors
/// When the database fails.
pub async fn export(may: May<ExportReferrals>, filters: Filters) -> Answer {
    let filters = filters.checked(EXPORT)?;
    let programme: Option<ProgrammeCode> = filters.0.value("programme");
    let ask = ReferralAsk { programme, ..ReferralAsk::default() };
    let newest = Sorting { by: "received-on", order: store::Order::Falling };
    let mut people = Vec::new();
    let mut number = 1;
    loop {
        let page =
            referrals::page(&may.also::<ViewReferrals>(), &ask, newest, PageAsk::new(number, PageAsk::LARGEST)).await?;
        let next = page.next();
        people.extend(exports::people(&may.also::<ViewPeople>(), &may.also::<ViewLegalStatus>(), &page.items).await?);
        match next {
            Some(next) => number = next,
            None => break,
        }
    }
    if filters.0.typed("format") == "csv" {
        return file("soglia-segnalazioni.csv", "text/csv; charset=utf-8", write::people_csv(&people));
    }
    let book = write::people(&people).map_err(unwritten)?;
    file("soglia-segnalazioni.xlsx", XLSX, book)
}

fn unwritten(error: rust_xlsxwriter::XlsxError) -> Problem {
    tracing::error!(%error, "a workbook could not be written");
    Problem::Broken
}

fn file(name: &str, kind: &str, bytes: Vec<u8>) -> Answer {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}
