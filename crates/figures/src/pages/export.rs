//! The monitoring table as a file, and for the command line.

use axum::Extension;
use axum::http::header;
use axum::response::IntoResponse;
use kernel::{Day, ProgrammeCode};
use people::rules::person::Sex;
use programmes::catalogue::Catalogue;
use programmes::definition::Programme;
use store::{AgeBand, Db, StoreError, Stored};
use web::field::{Field, Kind};
use web::{Answer, Filters, Id, May, Problem};

use super::{Known, PERIOD, programme};
use crate::export::{self, SEPARATOR, Sheet};
use crate::permissions::ViewFigures;
use crate::rules::monitoring::{Count, Table};
use crate::rules::period::Span;
use crate::store::monitoring::table;
use crate::words::Words;

const CSV_QUERY: &[Field] =
    &[PERIOD[0], PERIOD[1], Field::new("separator", Kind::Text(1), "What separates the cells: `;` or `,`.")];

/// The table as CSV: UTF-8 with a byte-order mark, parted by semicolons; `separator=,` for commas.
///
/// # Errors
/// When the query is wrong, there is no such programme within reach, or the database fails.
pub async fn csv(
    may: May<ViewFigures>,
    Extension(catalogue): Known,
    Id(code): Id<ProgrammeCode>,
    filters: Filters,
) -> Answer {
    let programme = programme(&catalogue, &may.db, &code)?;
    let filters = filters.checked(CSV_QUERY)?;
    let separator = match filters.0.typed("separator") {
        "" | ";" => SEPARATOR,
        "," => ',',
        _ => return Err(Problem::Invalid(vec![web::FieldError::new("separator", "unknown-choice")])),
    };
    let span = span(&filters, &may)?;
    let sheet = sheet(&may, &programme, span).await?;
    file(&code, span, "csv", "text/csv; charset=utf-8", export::csv(&sheet, separator).into_bytes())
}

/// The table as a workbook.
///
/// # Errors
/// When the query is wrong, there is no such programme within reach, or the database fails.
pub async fn xlsx(
    may: May<ViewFigures>,
    Extension(catalogue): Known,
    Id(code): Id<ProgrammeCode>,
    filters: Filters,
) -> Answer {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let programme = programme(&catalogue, &may.db, &code)?;
    let filters = filters.checked(PERIOD)?;
    let span = span(&filters, &may)?;
    let sheet = sheet(&may, &programme, span).await?;
    let book = export::xlsx(&sheet).map_err(|_| Problem::Broken)?;
    file(&code, span, "xlsx", KIND, book)
}

fn span(filters: &Filters, may: &May<ViewFigures>) -> Result<Span, Problem> {
    let asked = Span::asked(filters.0.value("from"), filters.0.value("to"), may.db.today());
    asked.map_err(|refusal| Problem::refused(&refusal))
}

/// An attachment, named by codes and days alone.
fn file(code: &ProgrammeCode, span: Span, ending: &str, kind: &str, bytes: Vec<u8>) -> Answer {
    let name: String = code.to_string().chars().filter(|sign| sign.is_ascii_alphanumeric() || *sign == '-').collect();
    let disposition = format!("attachment; filename=\"soglia-{name}-{}-{}.{ending}\"", span.from, span.to);
    let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, bytes).into_response())
}

async fn sheet(may: &May<ViewFigures>, programme: &Programme, span: Span) -> Stored<Sheet> {
    let words = Words::new(may, programme);
    let table = table(&may.db, programme, span).await?;
    let reach = words.reach(&may.db).await?.join("; ");
    let head = [
        ("figures-programme", programme.name.clone()),
        ("figures-from", span.from.to_string()),
        ("figures-to", span.to.to_string()),
        ("figures-reach", reach),
        ("figures-computed-on", may.db.today().to_string()),
        ("figures-definition-version", programme.version.to_string()),
    ];
    let (sexes, ages) = words.columns();
    let first = ["figures-column-what", "figures-column-part", "figures-column-events", "figures-column-people"];
    let columns = first.iter().map(|key| may.say(key)).chain(sexes).chain(ages).collect();
    let all = may.say("figures-all-parts");
    let mut rows = Vec::new();
    for section in &table.sections {
        let line = words.line(section.line);
        let whole = if section.parts.is_empty() { String::new() } else { all.clone() };
        rows.push((vec![line.clone(), whole], numbers(&section.total)));
        for (detail, count) in &section.parts {
            rows.push((vec![line.clone(), words.detail(section.line, detail)], numbers(count)));
        }
    }
    let title = may.say("figures-monitoring");
    Ok(Sheet { title, head: head.map(|(key, value)| (may.say(key), value)).to_vec(), columns, rows })
}

/// Facts, people, people by sex, people by age.
fn numbers(count: &Count) -> Vec<u64> {
    let sexes = Sex::ALL.iter().map(|sex| count.of_sex(*sex));
    let ages = AgeBand::ALL.iter().map(|band| count.of_band(*band));
    [count.events, count.people()].into_iter().chain(sexes).chain(ages).collect()
}

/// The table as CSV in codes instead of words, parted by commas: for scripts on the command line.
///
/// # Errors
/// [`StoreError::NotFound`] when no definition has the code; otherwise when the database fails.
pub async fn monitoring_csv(
    db: &Db,
    catalogue: &Catalogue,
    programme: &ProgrammeCode,
    from: Day,
    to: Day,
) -> Stored<String> {
    let programme = catalogue.get(programme).ok_or(StoreError::NotFound)?;
    let table = table(db, programme, Span { from, to }).await?;
    let csv = export::csv(&plain(&table), ',');
    Ok(csv.trim_start_matches('\u{FEFF}').replace("\r\n", "\n"))
}

/// The rows by code.
fn plain(table: &Table) -> Sheet {
    let sexes = Sex::ALL.iter().map(|sex| format!("sex-{sex}"));
    let ages = AgeBand::ALL.iter().map(|band| format!("age-{band}"));
    let first = ["kind", "detail", "events", "people"].map(str::to_owned);
    let rows = table.rows().map(|(line, detail, count)| {
        (vec![line.word().to_owned(), detail.unwrap_or_default().to_owned()], numbers(count))
    });
    Sheet { columns: first.into_iter().chain(sexes).chain(ages).collect(), rows: rows.collect(), ..Sheet::default() }
}
