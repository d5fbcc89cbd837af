//! The sheets of an ODS file, counted before they are unfolded: one cell may say that it stands there a million times.

use super::archive::claims;
use super::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS, TEXT_OF_A_CELL, Unreadable};

/// The most blanks in a row within a text.
const MOST_BLANKS: usize = 1_000;

/// So many bytes of a cell's own tag are its attributes; what is more is text.
const ATTRIBUTES: usize = 256;

/// What makes a cell more than a place for one.
const FILLED: [&[u8]; 3] = [b"office:", b"calcext:", b"table:formula"];

/// One table, as far as it was read.
#[derive(Default)]
struct Counted {
    is_open: bool,
    row: usize,
    repeated: usize,
    column: usize,
    rows: usize,
    columns: usize,
    /// How often the cell that is being read stands there, and what was left of the part where it began.
    cell: Option<(usize, usize)>,
}

/// Whether the tables of a content part keep within what is looked at.
///
/// # Errors
/// When they do not, and when the part is no plain XML.
pub(super) fn repeats_little(content: &[u8]) -> Result<(), Unreadable> {
    let damaged = || Unreadable::NoSheet("the content of the ODS file is damaged".to_owned());
    let mut counted = Counted::default();
    let (mut before, mut texts) = (0_usize, 0_usize);
    let mut notes = 0_usize;
    let mut rest = content;
    while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
        let (tag, after) = tag(&rest[at + 1..]).ok_or_else(damaged)?;
        rest = after;
        let end = tag.iter().position(|byte| byte.is_ascii_whitespace()).unwrap_or(tag.len());
        let is_whole = tag.ends_with(b"/");
        let name = tag[..end].strip_suffix(b"/").unwrap_or(&tag[..end]);
        let times =
            |attribute: &'static [u8]| match claims(tag, attribute).try_fold(1, |most, one| Some(most.max(one?))) {
                Some(times) => Ok(times),
                None => Err(damaged()),
            };
        match name {
            // Declarations and comments stand in no file that a spreadsheet wrote, and could hide what is inside them.
            [b'!', ..] => return Err(damaged()),
            b"office:annotation" if !is_whole => notes += 1,
            b"/office:annotation" => notes = notes.saturating_sub(1),
            b"table:table" if !is_whole && !counted.is_open => counted.is_open = true,
            b"table:table" => return Err(damaged()),
            b"/table:table" => {
                before += counted.rows * counted.columns.max(1);
                counted = Counted::default();
            }
            b"table:table-row" => {
                counted.row += counted.repeated;
                counted.repeated = times(b"number-rows-repeated")?.min(1 << 32);
                counted.column = 0;
            }
            b"table:table-cell" | b"table:covered-table-cell" => {
                let repeated = times(b"number-columns-repeated")?.min(1 << 32);
                counted.column += repeated;
                if FILLED.iter().any(|sign| tag.windows(sign.len()).any(|part| part == *sign)) {
                    counted.rows = counted.row + counted.repeated;
                    counted.columns = counted.columns.max(counted.column);
                    let stands = counted.repeated.saturating_mul(repeated);
                    texts = texts
                        .saturating_add(stands.saturating_mul(tag.len().saturating_sub(ATTRIBUTES) / TEXT_OF_A_CELL));
                    counted.cell = (!is_whole).then_some((stands, rest.len()));
                }
            }
            b"/table:table-cell" | b"/table:covered-table-cell" => {
                if let Some((stands, left)) = counted.cell.take() {
                    let length = left.saturating_sub(rest.len());
                    texts = texts.saturating_add(stands.saturating_mul(length / TEXT_OF_A_CELL));
                }
            }
            b"text:s" if times(b"text:c")? > MOST_BLANKS => return Err(Unreadable::TooLarge),
            _ => {}
        }
        let places = counted.rows.saturating_mul(counted.columns);
        let cells = before.saturating_add(places).saturating_add(texts);
        if counted.rows > MOST_ROWS || counted.columns > MOST_COLUMNS || cells > MOST_CELLS {
            return Err(Unreadable::TooLong(String::new()));
        }
    }
    if counted.is_open || notes > 0 { Err(damaged()) } else { Ok(()) }
}

/// What stands between a tag's brackets, and what follows it. Brackets within quotes end nothing.
fn tag(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut quote = None;
    for (at, byte) in text.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some((&text[..at], &text[at + 1..])),
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
    }
    None
}
