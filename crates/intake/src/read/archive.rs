//! What a packed workbook comes to when it is unpacked, found out before anything of it is laid out: a few kilobytes can
//! claim gigabytes.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Unreadable;
use super::opendocument::repeats_little;

/// The most bytes that all parts of a workbook come to, unpacked.
const MOST_UNPACKED: u64 = 200 * 1024 * 1024;

/// The most parts of a workbook.
const MOST_PARTS: usize = 2_000;

/// The part of an ODS file that holds its sheets.
const ODS_CONTENT: &str = "content.xml";

/// Which reader an archive is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packed {
    /// XLSX or XLSB.
    Excel,
    /// ODS.
    OpenDocument,
}

/// Unpacks every part once and counts: what an archive says of its own sizes is not believed.
///
/// # Errors
/// When it is no archive, or comes to more than is looked at.
pub(super) fn measured(bytes: &[u8]) -> Result<Packed, Unreadable> {
    measured_within(bytes, MOST_UNPACKED)
}

fn measured_within(bytes: &[u8], most: u64) -> Result<Packed, Unreadable> {
    let damaged = |error: &dyn std::fmt::Display| Unreadable::NoSheet(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if archive.len() > MOST_PARTS {
        return Err(Unreadable::TooLarge);
    }
    let content = archive.index_for_name(ODS_CONTENT);
    let mut kind = Packed::Excel;
    let mut left = most;
    let mut part = Vec::new();
    for at in 0..archive.len() {
        part.clear();
        let entry = archive.by_index(at).map_err(|error| damaged(&error))?;
        // One byte more than what is left tells that it is too much.
        let read = entry.take(left.saturating_add(1)).read_to_end(&mut part).map_err(|error| damaged(&error))?;
        left = left.checked_sub(read as u64).ok_or(Unreadable::TooLarge)?;
        if claims_too_much(&part) {
            return Err(Unreadable::TooLarge);
        }
        if content == Some(at) {
            kind = Packed::OpenDocument;
            repeats_little(&part)?;
        }
    }
    Ok(kind)
}

/// Whether a part of shared texts claims more texts than its bytes can hold: room for all would be made at once.
fn claims_too_much(part: &[u8]) -> bool {
    claims(part, b"uniqueCount").any(|claim| claim.is_some_and(|number| number > part.len()))
}

/// What is written after every such name of an attribute: a number, or nothing when it is none.
pub(super) fn claims<'p>(part: &'p [u8], name: &'p [u8]) -> impl Iterator<Item = Option<usize>> + 'p {
    let places = (0..part.len().saturating_sub(name.len())).filter(move |at| part[*at..].starts_with(name));
    places.filter_map(move |at| {
        let after = part[at + name.len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let quoted = after.strip_prefix(b"\"").or_else(|| after.strip_prefix(b"'"))?;
        let text = quoted.split(|byte| matches!(byte, b'"' | b'\'')).next().unwrap_or_default().trim_ascii();
        if text.is_empty() || !text.iter().all(u8::is_ascii_digit) {
            return Some(None);
        }
        // More digits than a number holds are more than anything.
        Some(Some(std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()).unwrap_or(usize::MAX)))
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::read::{MOST_COLUMNS, MOST_ROWS};

    fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, part) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(part).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn an_archive_that_unpacks_to_more_than_is_looked_at_is_refused_whatever_it_declares() {
        let parts: [(&str, &[u8]); 2] = [("one", &[0; 600]), ("two", &[0; 600])];
        let honest = archive(&parts);
        assert_eq!(measured_within(&honest, 1_200), Ok(Packed::Excel));
        assert_eq!(measured_within(&honest, 1_199), Err(Unreadable::TooLarge));
        // The same with a smaller size declared, in the parts' own headers and in the directory.
        let mut liar = honest.clone();
        for at in 0..liar.len() - 4 {
            if liar[at..at + 4] == 600_u32.to_le_bytes() {
                liar[at..at + 4].copy_from_slice(&1_u32.to_le_bytes());
            }
        }
        assert_ne!(liar, honest);
        assert!(measured_within(&liar, 1_199).is_err());
    }

    #[test]
    fn shared_texts_that_claim_more_than_they_hold_are_refused() {
        for claim in ["99999999999", "999999999999999999999999"] {
            let texts = format!("<sst uniqueCount = '{claim}'/>");
            assert_eq!(measured(&archive(&[("xl/sharedStrings.xml", texts.as_bytes())])), Err(Unreadable::TooLarge));
        }
        assert_eq!(measured(&archive(&[("xl/sharedStrings.xml", b"<sst uniqueCount=\"3\"/>")])), Ok(Packed::Excel));
    }

    #[test]
    fn a_sheet_of_an_ods_file_that_repeats_its_cells_too_often_is_refused_before_it_is_unfolded() {
        let book = |rows: &str| {
            let content = format!("<?xml version=\"1.0\"?><table:table table:name=\"Uno\">{rows}</table:table>");
            measured(&archive(&[("content.xml", content.as_bytes())]))
        };
        let row = |rows: usize, cell: &str| {
            format!("<table:table-row table:number-rows-repeated=\"{rows}\">{cell}</table:table-row>")
        };
        let text = |columns: usize| {
            let cell = "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=";
            format!("{cell}\"{columns}\"><text:p>x</text:p></table:table-cell>")
        };
        let nothing = "<table:table-cell table:number-columns-repeated=\"16384\"/>";
        let fine = row(1, &text(3)) + &row(1_048_575, nothing);
        assert_eq!(book(&fine), Ok(Packed::OpenDocument), "what is repeated empty below or beside is nothing");
        for long in [
            row(1, &text(MOST_COLUMNS + 1)),
            row(MOST_ROWS + 1, &text(1)),
            row(MOST_ROWS, nothing) + &row(1, &text(1)),
            row(MOST_ROWS, &text(MOST_COLUMNS)),
        ] {
            assert!(matches!(book(&long), Err(Unreadable::TooLong(_))), "{long}");
        }
        let blanks = text(1).replace('x', "<text:s text:c=\"99999999999\"/>");
        assert_eq!(book(&row(1, &blanks)), Err(Unreadable::TooLarge));
        assert!(matches!(book("</table:table><table:table>"), Ok(Packed::OpenDocument)));
        assert!(matches!(book("<table:table>"), Err(Unreadable::NoSheet(_))), "a sheet without an end has none");
        assert!(matches!(book("<!-- --><table:table-row/>"), Err(Unreadable::NoSheet(_))));
    }
}
