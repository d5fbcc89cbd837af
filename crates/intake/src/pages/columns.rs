//! What each column means: suggested, learnt from the sender's sheets before, put right by a person.

use kernel::text::fold;
use pathways::pages::referral_form::Choice;
use people::permissions::EditPeople;
use serde::Serialize;
use store::{Held, StoreError};
use web::field::{Field, Kind};
use web::{Answer, FieldError, Flash, Form, Id, May, Posted, Problem};

use super::imports::{Programmes, programme_of};
use super::preview::{Head, head, why};
use crate::permissions::ImportReferrals;
use crate::read::{MOST_ROWS, Sheet};
use crate::rules::header::{self, Glossary, Header, Meaning};
use crate::store::imports::{self, ImportId, SheetImport};
use crate::store::preview::preview;

/// What is said of the columns. `header` and `meaning` are lists of the same length; an empty meaning passes a column over.
pub const COLUMNS: &[Field] = &[
    Field::new("sheet", Kind::Number(1, 1_000), "Which sheet of the file, from 1; the likeliest when left out."),
    Field::new("header-row", Kind::Number(1, MOST_ROWS as i64), "The row of the headers; the likeliest when left out."),
    Field::new("header", Kind::Text(200), "Headers, as written."),
    Field::new("meaning", Kind::Text(30), "What each means."),
];

/// How many filled cells of a column are shown as examples.
const EXAMPLES: usize = 3;

#[derive(Serialize)]
struct Columns {
    import: Head,
    sheets: Vec<Choice>,
    columns: Vec<ColumnShown>,
    meanings: Vec<Choice>,
    guessed_row: Option<usize>,
    /// No row speaks of people: the columns shown are those of the first row that may hold headers.
    nothing_known: bool,
    unread: Option<String>,
}

#[derive(Serialize)]
struct ColumnShown {
    name: String,
    header: String,
    meaning: String,
    examples: Vec<String>,
    said: bool,
}

/// The form.
///
/// # Errors
/// When there is none within reach.
pub async fn edit(may: May<ImportReferrals>, Id(id): Id<ImportId>, catalogue: Programmes) -> Answer {
    let import = may.db.rows::<SheetImport>().id(id).one().await?;
    let form = Form::blank()
        .with_some("sheet", import.sheet.map(|at| at + 1))
        .with_some("header-row", import.header_row)
        .with("version", import.version);
    page(&may, &import, &catalogue, form).await
}

async fn page(may: &May<ImportReferrals>, import: &SheetImport, catalogue: &Programmes, mut form: Form) -> Answer {
    let programme = programme_of(catalogue, import)?;
    let mut context = Columns {
        import: head(import, &programme.name),
        sheets: Vec::new(),
        columns: Vec::new(),
        meanings: meanings(may),
        guessed_row: None,
        nothing_known: false,
        unread: None,
    };
    match preview(&may.db, &may.also::<EditPeople>(), import, &programme).await? {
        Ok(found) => {
            let sheets = (1..).zip(&found.reading.sheets);
            let label = |name: &str, at: usize| if name.is_empty() { at.to_string() } else { name.to_owned() };
            context.sheets =
                sheets.map(|(at, name)| Choice { value: at.to_string(), label: label(name, at) }).collect();
            let known = &found.reading.header;
            let perhaps = if known.is_none() { header::perhaps(&found.reading.sheet) } else { None };
            context.nothing_known = known.is_none();
            context.guessed_row = known.as_ref().map(|header| header.row + 1);
            if let Some(perhaps) = &perhaps
                && form.typed("header-row").is_empty()
            {
                form = form.with("header-row", perhaps.row + 1);
            }
            context.columns = known
                .as_ref()
                .or(perhaps.as_ref())
                .map(|header| columns(&found.reading.sheet, header))
                .unwrap_or_default();
            choose(&mut context.columns, &form);
        }
        Err(none) => context.unread = Some(why(may, &none)),
    }
    may.form("imports/columns.html", &form, context)
}

fn meanings(may: &May<ImportReferrals>) -> Vec<Choice> {
    let choice =
        |meaning: &Meaning| Choice { value: meaning.word().to_owned(), label: may.say(&format!("meaning-{meaning}")) };
    let mut meanings: Vec<Choice> = Meaning::ALL.iter().map(choice).collect();
    meanings.sort_by_cached_key(|meaning| fold(&meaning.label));
    meanings
}

fn columns(sheet: &Sheet, header: &Header) -> Vec<ColumnShown> {
    let columns = header.columns.iter().map(|column| ColumnShown {
        name: crate::rules::row::column_name(column.at),
        header: column.header.clone(),
        meaning: column.meaning.map(|meaning| meaning.word().to_owned()).unwrap_or_default(),
        examples: examples(sheet, header.row, column.at),
        said: column.likeness > 1.0,
    });
    columns.collect()
}

/// What somebody chose in a form that was not taken stays chosen. Columns with the same header are told apart by their
/// order.
fn choose(columns: &mut [ColumnShown], form: &Form) {
    let mut chosen: Vec<(String, String)> = form.all("header").into_iter().zip(form.all("meaning")).collect();
    for column in columns {
        if let Some(at) = chosen.iter().position(|(header, _)| *header == column.header.trim()) {
            column.meaning = chosen.remove(at).1;
        }
    }
}

fn examples(sheet: &Sheet, header: usize, column: usize) -> Vec<String> {
    let below = header + 1..sheet.rows.len();
    let filled = below.map(|row| sheet.cell(row, column).shown()).filter(|text| !text.is_empty());
    filled.take(EXAMPLES).map(|text| text.chars().take(40).collect()).collect()
}

/// Keeps what was said of the columns.
///
/// # Errors
/// When there is none within reach.
pub async fn update(
    may: May<ImportReferrals>,
    Id(id): Id<ImportId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    let held: Held<SheetImport> = may.db.held(id).await?;
    let before = held.clone();
    let new = said(&mut form, &before);
    if !form.errors().is_empty() {
        return page(&may, &before, &catalogue, form).await;
    }
    let put = match held.at_version(form.version().unwrap_or_default()) {
        Ok(held) => imports::put(&may.db, held, new).await,
        Err(stale) => Err(stale),
    };
    match put {
        Ok(_) => may.see_done(&format!("/imports/{id}"), Flash("import-columns-kept")),
        Err(StoreError::Stale) => {
            form.fail(FieldError::new("", "stale-form"));
            // Whoever reads the news may send the form again, over what stands now.
            let now = may.db.rows::<SheetImport>().id(id).one().await?;
            page(&may, &now, &catalogue, form.with("version", now.version)).await
        }
        Err(error) => Err(Problem::from(error)),
    }
}

/// Reads a form about columns into an import. Answers about rows go with the rows that they were given for.
pub(crate) fn said(form: &mut Form, before: &SheetImport) -> SheetImport {
    let mut new = before.clone();
    if !form.check(COLUMNS) {
        return new;
    }
    let pairs: Vec<(String, String)> = form.all("header").into_iter().zip(form.all("meaning")).collect();
    let mut glossary = Glossary::default();
    for (header, meaning) in &pairs {
        if !meaning.is_empty() && Meaning::from_word(meaning).is_none() {
            form.fail(FieldError::new("meaning", "unknown-choice"));
        }
        glossary.say(header, Meaning::from_word(meaning));
    }
    new.say(&glossary);
    new.sheet = form.value::<i64>("sheet").map(|number| number - 1);
    new.header_row = form.value("header-row");
    if (new.sheet, new.header_row) != (before.sheet, before.header_row) {
        new.answers = Default::default();
    }
    new
}
