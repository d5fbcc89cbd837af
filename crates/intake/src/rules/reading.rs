//! A file read to the end: its sheets, the one that is meant, its headers, its rows.

use kernel::Day;

use super::answer::Answers;
use super::header::{self, Glossary, Header};
use super::row::{self, ReadRow};
use crate::read::{self, Sheet, Unreadable};

/// How a file is to be read, as far as somebody said so.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Which sheet, from 0.
    pub sheet: Option<usize>,
    /// Which row holds the headers, from 1.
    pub header_row: Option<usize>,
    /// What headers mean.
    pub glossary: Glossary,
}

/// A file, read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The names of its sheets.
    pub sheets: Vec<String>,
    /// Which one is meant, from 0.
    pub chosen: usize,
    /// That sheet.
    pub sheet: Sheet,
    /// Its headers; nothing when no row speaks of two things.
    pub header: Option<Header>,
    /// Its people, as they are meant now that doubts were answered.
    pub rows: Vec<ReadRow>,
}

/// Reads a file.
///
/// # Errors
/// When it is no sheet, or larger than what is looked at.
pub fn read(file: &[u8], wish: &Wish, answers: &Answers, today: Day) -> Result<Reading, Unreadable> {
    let mut sheets = read::sheets(file)?;
    if sheets.is_empty() {
        return Err(Unreadable::NoSheet("no sheet holds anything".to_owned()));
    }
    let headers: Vec<Option<Header>> = sheets.iter().map(|sheet| headers_of(sheet, wish)).collect();
    let speaks = |at: &usize| (headers[*at].as_ref().map_or(0, Header::speaks), std::cmp::Reverse(*at));
    let wished = wish.sheet.filter(|at| *at < sheets.len());
    let chosen = wished.or_else(|| (0..sheets.len()).max_by_key(speaks)).unwrap_or_default();
    let names = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let sheet = sheets.swap_remove(chosen);
    let header = headers.into_iter().nth(chosen).flatten();
    let mut rows = header.as_ref().map(|header| row::people(&sheet, header, today)).unwrap_or_default();
    answers.apply(&mut rows);
    Ok(Reading { sheets: names, chosen, sheet, header, rows })
}

fn headers_of(sheet: &Sheet, wish: &Wish) -> Option<Header> {
    match wish.header_row {
        Some(row) => header::at(sheet, row.saturating_sub(1), &wish.glossary),
        None => header::find(sheet, &wish.glossary),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_that_speaks_of_people_is_meant_unless_somebody_says_another() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let cover = book.add_worksheet();
        cover.write_string(0, 0, "Elenco delle segnalazioni").unwrap();
        let people = book.add_worksheet();
        for (at, header) in (0..).zip(["Cognome", "Nome", "Cittadinanza"]) {
            people.write_string(1, at, header).unwrap();
        }
        for (at, cell) in (0..).zip(["DIALLO", "Awa", "Mali"]) {
            people.write_string(2, at, cell).unwrap();
        }
        let file = book.save_to_buffer().unwrap();
        let today = "2026-11-22".parse().unwrap();
        let reading = read(&file, &Wish::default(), &Answers::default(), today).unwrap();
        assert_eq!((reading.chosen, reading.rows.len()), (1, 1));
        let wish = Wish { sheet: Some(0), ..Wish::default() };
        let reading = read(&file, &wish, &Answers::default(), today).unwrap();
        assert_eq!((reading.chosen, reading.header.is_none(), reading.rows.len()), (0, true, 0));
    }
}
