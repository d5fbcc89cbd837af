//! Files as sheets of plain cells: XLSX, XLS, ODS, and CSV in any encoding and with any separator.

use std::io::Cursor;

use calamine::{Data, Reader, open_workbook_auto_from_rs};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use kernel::Day;

use crate::rules::cell::Cell;

/// The largest file that is looked at, in bytes.
pub const LARGEST_FILE: usize = 20 * 1024 * 1024;

/// The most rows of a sheet that are looked at.
pub const MOST_ROWS: usize = 50_000;

/// The most columns that are looked at.
pub const MOST_COLUMNS: usize = 200;

/// One sheet: its cells by row and column, from the first of each.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// What it is called; empty in a CSV file.
    pub name: String,
    /// Its rows; short rows have fewer cells.
    pub rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// One cell; empty beyond the sheet's edge.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        self.rows.get(row).and_then(|cells| cells.get(column)).unwrap_or(&Cell::Empty)
    }
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Larger than [`LARGEST_FILE`].
    #[error("the file is larger than {} MB: split it", LARGEST_FILE / 1024 / 1024)]
    TooLarge,
    /// Neither a workbook nor text.
    #[error("the file is no XLSX, XLS, ODS or CSV: {0}")]
    NoSheet(String),
    /// More rows than [`MOST_ROWS`], or columns than [`MOST_COLUMNS`].
    #[error("the sheet `{0}` has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns: split it")]
    TooLong(String),
}

impl Unreadable {
    /// The code of the text that tells it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "sheet-too-large",
            Self::NoSheet(_) => "sheet-unreadable",
            Self::TooLong(_) => "sheet-too-long",
        }
    }
}

/// The sheets of a file.
///
/// # Errors
/// When it is no sheet, or larger than what is looked at.
pub fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    if bytes.len() > LARGEST_FILE {
        return Err(Unreadable::TooLarge);
    }
    // Archives (XLSX, ODS) and compound files (XLS) say so in their first bytes; everything else is taken for text.
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        workbook(bytes)
    } else {
        text_file(bytes).map(|sheet| vec![sheet])
    }
}

fn workbook(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let no_sheet = |error: calamine::Error| Unreadable::NoSheet(error.to_string());
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(no_sheet)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(no_sheet)?;
        let formulas = book.worksheet_formula(&name).unwrap_or_default();
        let Some((last_row, last_column)) = range.end() else { continue };
        if last_row as usize >= MOST_ROWS || last_column as usize >= MOST_COLUMNS {
            return Err(Unreadable::TooLong(name));
        }
        let cell = |row: u32, column: u32| {
            let shown = range.get_value((row, column)).map_or(Cell::Empty, plain);
            match formulas.get_value((row, column)) {
                Some(formula) if !formula.is_empty() => Cell::Formula(shown.shown()),
                _ => shown,
            }
        };
        let rows = (0..=last_row).map(|row| (0..=last_column).map(|column| cell(row, column)).collect()).collect();
        sheets.push(Sheet { name, rows });
    }
    Ok(sheets)
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

fn text_file(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    let text = decoded(bytes);
    if text.chars().take(4_000).any(|c| c == '\0') {
        return Err(Unreadable::NoSheet("neither a workbook nor text".to_owned()));
    }
    let separator = separator(&text);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    let (mut counted, mut breaks) = (0, 0);
    while reader.read_record(&mut record).map_err(|error| Unreadable::NoSheet(error.to_string()))? {
        // The reader passes empty lines over; their numbers must count.
        let read = text[..reader.position().byte() as usize].trim_end_matches(['\n', '\r']);
        breaks += read[counted..].matches('\n').count();
        counted = read.len();
        let inside: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        let line = breaks - inside;
        rows.resize_with(line.max(rows.len()), Vec::new);
        rows.push(record.iter().map(Cell::plain).collect::<Vec<_>>());
        if rows.len() > MOST_ROWS || record.len() > MOST_COLUMNS {
            return Err(Unreadable::TooLong(String::new()));
        }
    }
    Ok(Sheet { name: String::new(), rows })
}

/// The text, by its byte order mark or by the look of its bytes.
fn decoded(bytes: &[u8]) -> String {
    let encoding = encoding_rs::Encoding::for_bom(bytes).map(|(encoding, _)| encoding).unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(Some(b"it"), Utf8Detection::Allow)
    });
    encoding.decode(bytes).0.into_owned()
}

/// The character that parts most lines into the same number of cells.
fn separator(text: &str) -> u8 {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(30).collect();
    let constancy = |separator: &u8| {
        let mut counts: Vec<usize> = lines.iter().map(|line| outside_quotes(line, *separator)).collect();
        counts.sort_unstable();
        let middle = counts.get(counts.len() / 2).copied().unwrap_or_default();
        let like_it = counts.iter().filter(|count| **count == middle && middle > 0).count();
        (like_it, middle)
    };
    [b';', b',', b'\t', b'|'].into_iter().max_by_key(constancy).unwrap_or(b';')
}

fn outside_quotes(line: &str, separator: u8) -> usize {
    let mut quoted = false;
    line.bytes()
        .filter(|byte| {
            quoted ^= *byte == b'"';
            !quoted && *byte == separator
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<Vec<String>> {
        let sheets = sheets(bytes).unwrap();
        sheets[0].rows.iter().map(|row| row.iter().map(Cell::shown).collect()).collect()
    }

    #[test]
    fn a_csv_file_is_read_whatever_its_separator_and_encoding() {
        for text in
            ["Cognome;Nome\nDiallo;Aïssatou\n", "Cognome,Nome\nDiallo,Aïssatou\n", "Cognome\tNome\nDiallo\tAïssatou\n"]
        {
            let latin = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
            let wide: Vec<u8> =
                [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
            for bytes in [text.as_bytes().to_vec(), latin, wide] {
                assert_eq!(texts(&bytes), [["Cognome", "Nome"], ["Diallo", "Aïssatou"]], "{text:?}");
            }
        }
    }

    #[test]
    fn empty_lines_keep_their_number_and_quoted_separators_part_nothing() {
        assert_eq!(texts(b"a;b\n\n\"x;y\";z\n"), [vec!["a", "b"], vec![], vec!["x;y", "z"]]);
    }

    #[test]
    fn what_is_no_sheet_is_refused_by_name() {
        assert!(matches!(sheets(b"PK\x03\x04 not a workbook"), Err(Unreadable::NoSheet(_))));
        assert!(matches!(sheets(b"\x7fELF\0\0\0\0"), Err(Unreadable::NoSheet(_))));
        assert_eq!(sheets(&vec![b'x'; LARGEST_FILE + 1]), Err(Unreadable::TooLarge));
    }
}
