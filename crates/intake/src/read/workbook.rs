//! Workbooks: XLSX, XLSB, XLS and ODS. What a file says of the size of its sheets is never believed: cells come one by one,
//! and a row has no more places than its last filled cell.

use std::io::Cursor;

use calamine::{Data, DataRef, Ods, Reader, Xls, Xlsb, XlsbError, Xlsx, XlsxError};
use kernel::Day;

use super::archive::{self, Packed};
use super::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, Sheet, TEXT_OF_A_CELL, Unreadable, compound};
use crate::rules::cell::Cell;

/// The sheets of a workbook.
///
/// # Errors
/// When it cannot be read, or is larger than what is looked at.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let file = Cursor::new(bytes);
    if !bytes.starts_with(b"PK") {
        compound::measured(bytes)?;
        return ranges(&mut Xls::new(file).map_err(no_sheet)?);
    }
    match archive::measured(bytes)? {
        Packed::OpenDocument => ranges(&mut Ods::new(file).map_err(no_sheet)?),
        Packed::Excel => match Xlsx::new(file.clone()) {
            Ok(book) => xlsx(book),
            Err(error) => xlsb(Xlsb::new(file).map_err(|_| no_sheet(error))?),
        },
    }
}

fn no_sheet(error: impl std::fmt::Display) -> Unreadable {
    Unreadable::NoSheet(error.to_string())
}

/// Sheets being laid out.
#[derive(Default)]
struct Laid {
    sheets: Vec<Sheet>,
    looked_at: usize,
}

impl Laid {
    fn begin(&mut self, name: &str) -> Result<(), Unreadable> {
        self.sheets.push(Sheet { name: name.to_owned(), rows: Vec::new() });
        if self.sheets.len() > MOST_SHEETS { Err(Unreadable::TooLong(name.to_owned())) } else { Ok(()) }
    }

    /// Counts cells, filled or not: none costs nothing.
    fn look(&mut self, cells: usize) -> Result<(), Unreadable> {
        self.looked_at += cells;
        let name = || self.sheets.last().map(|sheet| sheet.name.clone()).unwrap_or_default();
        if self.looked_at > MOST_CELLS { Err(Unreadable::TooLong(name())) } else { Ok(()) }
    }

    fn place(&mut self, at: (u32, u32), cell: Cell) -> Result<(), Unreadable> {
        let text = match &cell {
            Cell::Text(text) | Cell::Formula(text) => text.len(),
            _ => 0,
        };
        // One long text may be shared by many cells: each holds it anew.
        self.look(1 + text / TEXT_OF_A_CELL)?;
        // A formula that shows nothing may be drawn down to the last row of a sheet.
        let shows_nothing = cell.is_empty() || matches!(&cell, Cell::Formula(shown) if shown.is_empty());
        let (row, column) = (at.0 as usize, at.1 as usize);
        let is_within = row < MOST_ROWS && column < MOST_COLUMNS;
        let Some(sheet) = self.sheets.last_mut() else { return Ok(()) };
        if cell.is_empty() || (shows_nothing && !is_within) {
            return Ok(());
        }
        if !is_within {
            return Err(Unreadable::TooLong(sheet.name.clone()));
        }
        let rows = sheet.rows.len();
        sheet.rows.resize_with(rows.max(row + 1), Vec::new);
        let cells = &mut sheet.rows[row];
        let places = cells.len();
        cells.resize(places.max(column + 1), Cell::Empty);
        cells[column] = cell;
        let more = cells.len() - places + sheet.rows.len() - rows;
        self.look(more)
    }

    /// The sheets that hold something.
    fn filled(self) -> Vec<Sheet> {
        self.sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect()
    }
}

type File<'b> = Cursor<&'b [u8]>;

fn xlsx(mut book: Xlsx<File<'_>>) -> Result<Vec<Sheet>, Unreadable> {
    let mut laid = Laid::default();
    for name in book.sheet_names() {
        laid.begin(&name)?;
        let mut cells = match book.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            // A page that is one chart.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(no_sheet(error)),
        };
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(no_sheet)? {
            let shown = plain(&Data::from(cell.value));
            laid.place(cell.pos, if cell.formula.is_some() { Cell::Formula(shown.shown()) } else { shown })?;
        }
    }
    Ok(laid.filled())
}

fn xlsb(mut book: Xlsb<File<'_>>) -> Result<Vec<Sheet>, Unreadable> {
    let mut laid = Laid::default();
    for name in book.sheet_names() {
        laid.begin(&name)?;
        let mut cells = book.worksheet_cells_reader(&name).map_err(no_sheet)?;
        while let Some(cell) = cells.next_cell().map_err(no_sheet)? {
            let value: DataRef<'_> = cell.get_value().clone();
            laid.place(cell.get_position(), plain(&Data::from(value)))?;
        }
        drop(cells);
        let mut formulas = book.worksheet_cells_reader(&name).map_err(no_sheet)?;
        while let Some(formula) = formulas.next_formula().map_err(|error: XlsbError| no_sheet(error))? {
            laid.computed(formula.get_position(), formula.get_value())?;
        }
    }
    Ok(laid.filled())
}

impl Laid {
    /// Says of a cell laid out before that a formula stands in it.
    fn computed(&mut self, at: (u32, u32), formula: &str) -> Result<(), Unreadable> {
        let shown = self.sheets.last().map(|sheet| sheet.cell(at.0 as usize, at.1 as usize).shown());
        if formula.is_empty() { Ok(()) } else { self.place(at, Cell::Formula(shown.unwrap_or_default())) }
    }
}

/// The sheets of a reader that unfolds them itself: to be asked only for files that were measured before.
fn ranges<'b, R: Reader<File<'b>>>(book: &mut R) -> Result<Vec<Sheet>, Unreadable>
where
    R::Error: std::fmt::Display,
{
    let mut laid = Laid::default();
    for name in book.sheet_names() {
        laid.begin(&name)?;
        let range = book.worksheet_range(&name).map_err(no_sheet)?;
        let (row, column) = range.start().unwrap_or_default();
        for (down, right, value) in range.used_cells() {
            laid.place((row + down as u32, column + right as u32), plain(value))?;
        }
        let formulas = book.worksheet_formula(&name).unwrap_or_default();
        let (row, column) = formulas.start().unwrap_or_default();
        for (down, right, formula) in formulas.used_cells() {
            laid.computed((row + down as u32, column + right as u32), formula)?;
        }
    }
    Ok(laid.filled())
}

fn plain(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::String(text) => Cell::text(text),
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::Bool(flag) => Cell::Flag(*flag),
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            let day = Day::new(i32::from(year), u32::from(month), u32::from(day));
            day.map_or_else(|| Cell::Broken(moment.as_f64().to_string()), Cell::Day)
        }
        Data::DateTimeIso(text) | Data::DurationIso(text) => {
            text.get(..10).and_then(|day| day.parse().ok()).map_or_else(|| Cell::text(text), Cell::Day)
        }
        Data::Error(error) => Cell::Broken(error.to_string()),
    }
}
