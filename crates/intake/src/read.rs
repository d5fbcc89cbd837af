//! Files as sheets of plain cells: XLSX, XLS, ODS, and CSV in any encoding and with any separator.

mod archive;
mod compound;
mod opendocument;
mod workbook;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use tokio::sync::Semaphore;

use crate::rules::cell::Cell;

/// The largest file that is looked at, in bytes.
pub const LARGEST_FILE: usize = 20 * 1024 * 1024;

/// The most rows of a sheet that are looked at.
pub const MOST_ROWS: usize = 50_000;

/// The most columns that are looked at.
pub const MOST_COLUMNS: usize = 200;

/// The most sheets of a workbook that are looked at.
pub const MOST_SHEETS: usize = 100;

/// The most cells that are looked at, filled or not, in all sheets of a workbook together.
pub const MOST_CELLS: usize = 4_000_000;

/// A text of so many bytes more counts as one cell more.
const TEXT_OF_A_CELL: usize = 64;

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
    /// More rows than [`MOST_ROWS`], columns than [`MOST_COLUMNS`], or cells than [`MOST_CELLS`].
    #[error("the sheet `{0}` has more than {MOST_ROWS} rows, {MOST_COLUMNS} columns or {MOST_CELLS} cells: split it")]
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
        workbook::sheets(bytes)
    } else {
        text_file(bytes).map(|sheet| vec![sheet])
    }
}

/// So many files are unpacked at once: each may need some hundred megabytes.
static TURNS: Semaphore = Semaphore::const_new(2);

/// Works on a file away from the threads that answer requests, in its turn. The turn ends with the work, also when
/// whoever asked has hung up. `None` when the work failed in an unforeseen way.
pub(crate) async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let turn = TURNS.acquire().await.ok()?;
    let working = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work()
    });
    working.await.ok()
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
    let (mut counted, mut breaks, mut cells) = (0, 0, 0);
    while reader.read_record(&mut record).map_err(|error| Unreadable::NoSheet(error.to_string()))? {
        // The reader passes empty lines over; their numbers must count.
        let read = text[..reader.position().byte() as usize].trim_end_matches(['\n', '\r']);
        breaks += read.get(counted..).map_or(0, |new| new.matches('\n').count());
        counted = read.len();
        let inside: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        // A last cell that ends in line breaks holds more of them than were counted up to its end.
        let line = breaks.saturating_sub(inside);
        if line >= MOST_ROWS {
            return Err(Unreadable::TooLong(String::new()));
        }
        rows.resize_with(line.max(rows.len()), Vec::new);
        rows.push(record.iter().map(Cell::plain).collect::<Vec<_>>());
        cells += record.len() + record.as_slice().len() / TEXT_OF_A_CELL;
        if rows.len() > MOST_ROWS || record.len() > MOST_COLUMNS || cells > MOST_CELLS {
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
    fn a_sheet_with_one_cell_in_its_last_corner_is_too_long_and_is_not_unfolded() {
        for (row, column) in [(1_048_575, 16_383), (MOST_ROWS as u32, 0), (0, MOST_COLUMNS as u16)] {
            let mut book = rust_xlsxwriter::Workbook::new();
            let sheet = book.add_worksheet();
            sheet.write_string(0, 0, "Cognome").unwrap();
            sheet.write_string(row, column, "Diallo").unwrap();
            let file = book.save_to_buffer().unwrap();
            assert!(file.len() < 20_000);
            assert_eq!(sheets(&file), Err(Unreadable::TooLong("Sheet1".to_owned())), "{row} {column}");
        }
    }

    #[test]
    fn cells_that_show_nothing_make_no_sheet_too_long() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "Cognome").unwrap();
        sheet.write_blank(1_048_575, 16_383, &rust_xlsxwriter::Format::new().set_bold()).unwrap();
        let empty = rust_xlsxwriter::Formula::new("=IF(A1=\"\",1,\"\")").set_result(" ");
        sheet.write_formula(1_048_575, 0, empty).unwrap();
        assert_eq!(texts(&book.save_to_buffer().unwrap()), [["Cognome"]]);
    }

    #[test]
    fn many_sheets_each_with_a_far_cell_are_too_long_together() {
        let mut book = rust_xlsxwriter::Workbook::new();
        for _ in 0..=MOST_SHEETS {
            book.add_worksheet().write_string(MOST_ROWS as u32 - 1, MOST_COLUMNS as u16 - 1, "x").unwrap();
        }
        assert!(matches!(sheets(&book.save_to_buffer().unwrap()), Err(Unreadable::TooLong(_))));
    }

    #[test]
    fn a_text_file_of_line_breaks_alone_is_too_long_and_makes_no_rows() {
        let mut file = b"a;b\n".to_vec();
        file.resize(2_000_000, b'\n');
        file.extend(b"c;d\n");
        assert_eq!(sheets(&file), Err(Unreadable::TooLong(String::new())));
    }

    #[test]
    fn a_text_file_of_separators_alone_is_too_long_before_it_fills_the_memory() {
        let file = format!("{}\n", ";".repeat(MOST_COLUMNS - 1)).repeat(MOST_CELLS / MOST_COLUMNS + 1);
        assert_eq!(sheets(file.as_bytes()), Err(Unreadable::TooLong(String::new())));
    }

    #[test]
    fn a_last_cell_that_ends_in_line_breaks_is_read() {
        for file in [&b"a;b\n\"x\";\"y\n\n\""[..], b"\"x\n", b"\"\n\n\n"] {
            assert!(sheets(file).is_ok(), "{file:?}");
        }
    }

    #[test]
    fn what_is_no_sheet_is_refused_by_name() {
        assert!(matches!(sheets(b"PK\x03\x04 not a workbook"), Err(Unreadable::NoSheet(_))));
        assert!(matches!(sheets(b"\xd0\xcf\x11\xe0 not one either"), Err(Unreadable::NoSheet(_))));
        assert!(matches!(sheets(b"\x7fELF\0\0\0\0"), Err(Unreadable::NoSheet(_))));
        assert_eq!(sheets(&vec![b'x'; LARGEST_FILE + 1]), Err(Unreadable::TooLarge));
    }
}
