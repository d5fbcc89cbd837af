//! Tables as files: CSV and XLSX, with numbers as numbers and texts that no spreadsheet takes for a formula.
//!
//! The CSV is written for the spreadsheets of Italian offices: UTF-8 with a byte-order mark, parted by semicolons; who
//! asks for `separator=,` gets commas. Every text is quoted, so that a file opened with the other separator cannot
//! split one text into a cell that begins as a formula.

use std::borrow::Cow;

use kernel::formula::{self, neutral};
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// What separates the cells of a CSV when nobody asks for another.
pub const SEPARATOR: char = ';';

/// A table to be written into a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// What it is called: the name of the sheet.
    pub title: String,
    /// What it says about itself, before the table: what, and the words.
    pub head: Vec<(String, String)>,
    /// The heads of the columns.
    pub columns: Vec<String>,
    /// The rows: first the texts, then the numbers.
    pub rows: Vec<(Vec<String>, Vec<u64>)>,
}

/// The table as CSV.
#[must_use]
pub fn csv(sheet: &Sheet, separator: char) -> String {
    let separator = u8::try_from(separator).unwrap_or(b';');
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .quote_style(csv::QuoteStyle::NonNumeric)
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{FEFF}".as_bytes().to_vec());
    let mut write = |cells: Vec<Cow<'_, str>>| {
        // A buffer in memory takes everything that is written to it.
        let _ = writer.write_record(cells.iter().map(|text| text.as_bytes()));
    };
    for (what, words) in &sheet.head {
        write(vec![neutral(what), neutral(words)]);
    }
    if !sheet.head.is_empty() {
        write(vec![Cow::Borrowed("")]);
    }
    write(sheet.columns.iter().map(|column| neutral(column)).collect());
    for (texts, numbers) in &sheet.rows {
        let numbers = numbers.iter().map(|number| Cow::Owned(number.to_string()));
        write(texts.iter().map(|text| neutral(text)).chain(numbers).collect());
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The table as a workbook: texts typed as texts, numbers as numbers, no formula anywhere.
///
/// # Errors
/// When the table is larger than a sheet can be.
pub fn xlsx(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name(sheet_name(&sheet.title))?;
    let bold = Format::new().set_bold();
    let column = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let mut row = 0;
    for (what, words) in &sheet.head {
        text(page, row, 0, what, &bold)?;
        text(page, row, 1, words, &Format::new())?;
        row += 1;
    }
    row += u32::from(row > 0);
    for (at, words) in (0..).zip(&sheet.columns) {
        text(page, row, at, words, &column)?;
    }
    let first_number = sheet.rows.first().map_or(0, |(texts, _)| texts.len());
    page.set_freeze_panes(row + 1, u16::try_from(first_number).unwrap_or_default())?;
    page.set_repeat_rows(row, row)?;
    page.set_landscape();
    page.set_print_fit_to_pages(1, 0);
    for at in 0..first_number {
        page.set_column_width(u16::try_from(at).unwrap_or_default(), 34)?;
    }
    for (texts, numbers) in &sheet.rows {
        row += 1;
        let mut at = 0;
        for words in texts {
            text(page, row, at, words, &Format::new())?;
            at += 1;
        }
        for number in numbers {
            // A spreadsheet's numbers are exact up to 2^53; no network counts so far.
            page.write_number(row, at, *number as f64)?;
            at += 1;
        }
    }
    book.save_to_buffer()
}

/// Writes a text as text; one that looks like a formula stays a text even when somebody edits its cell.
fn text(page: &mut Worksheet, row: u32, at: u16, words: &str, format: &Format) -> Result<(), XlsxError> {
    let format = if formula::is_like(words) { format.clone().set_quote_prefix() } else { format.clone() };
    page.write_string_with_format(row, at, words, &format).map(|_| ())
}

/// A name that a sheet may have: at most 31 characters, without those that spreadsheets refuse.
fn sheet_name(title: &str) -> String {
    let kept = title.chars().filter(|sign| !matches!(sign, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\''));
    let name: String = kept.take(31).collect();
    if name.trim().is_empty() { "Soglia".to_owned() } else { name }
}

#[cfg(test)]
mod tests;
