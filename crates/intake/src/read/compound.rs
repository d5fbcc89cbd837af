//! Old Excel files (XLS), measured before they are unfolded: a compound file whose chains of sectors must end, and in it a
//! stream of records each of which may name the last cell of a sheet.

use super::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, Unreadable};

/// Ends a chain of sectors.
const END: u32 = 0xffff_fffe;

/// Sectors with such numbers or higher are none.
const NO_SECTOR: u32 = 0xffff_fffc;

/// Streams smaller than this are kept in small sectors.
const SMALL: usize = 4_096;

/// Records that hold a cell: its row and column come first.
const CELLS: [u16; 8] = [0x0006, 0x00bd, 0x00d6, 0x00fd, 0x0203, 0x0204, 0x0205, 0x027e];

/// Checks that an old Excel file keeps within what is looked at.
///
/// # Errors
/// When it does not, or is damaged.
pub(super) fn measured(bytes: &[u8]) -> Result<(), Unreadable> {
    let damaged = || Unreadable::NoSheet("the XLS file is damaged".to_owned());
    let streams = streams(bytes).ok_or_else(damaged)?;
    if streams.is_empty() {
        return Err(Unreadable::NoSheet("the file holds no workbook, or is locked with a password".to_owned()));
    }
    for stream in streams {
        let global = Records { rest: &stream }.take_while(|(kind, _)| *kind != 0x000a);
        let sheets: Vec<usize> = global
            .filter(|(kind, _)| *kind == 0x0085)
            .filter_map(|(_, data)| long(data, 0))
            .map(|at| at as usize)
            .collect();
        let mut cells = 0_usize;
        for at in &sheets {
            cells += extent(stream.get(*at..).ok_or_else(damaged)?)?;
        }
        if sheets.len() > MOST_SHEETS || cells > MOST_CELLS {
            return Err(Unreadable::TooLong(String::new()));
        }
    }
    Ok(())
}

/// How many places the cells of a sheet need.
fn extent(sheet: &[u8]) -> Result<usize, Unreadable> {
    let too_long = || Unreadable::TooLong(String::new());
    let (mut rows, mut columns, mut depth) = (0, 0, 0_usize);
    for (kind, data) in (Records { rest: sheet }) {
        match kind {
            0x0809 => depth += 1,
            0x000a => depth = depth.saturating_sub(1),
            // What the sheet says of its own size: room for all of it would be made at once.
            0x0200 => {
                let long_ends = || Some((long(data, 4)? as usize, usize::from(short(data, 10)?)));
                let short_ends = || Some((usize::from(short(data, 2)?), usize::from(short(data, 6)?)));
                let (below, right) = if data.len() > 10 { long_ends() } else { short_ends() }.ok_or_else(too_long)?;
                if below > 65_536 || right > 256 {
                    return Err(too_long());
                }
            }
            kind if CELLS.contains(&kind) => {
                let last = if kind == 0x00bd { short(data, data.len().saturating_sub(2)) } else { short(data, 2) };
                let (Some(row), Some(column)) = (short(data, 0), last) else { continue };
                rows = rows.max(usize::from(row) + 1);
                columns = columns.max(usize::from(column) + 1);
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    if rows > MOST_ROWS || columns > MOST_COLUMNS { Err(too_long()) } else { Ok(rows * columns) }
}

struct Records<'s> {
    rest: &'s [u8],
}

impl<'s> Iterator for Records<'s> {
    type Item = (u16, &'s [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (short(self.rest, 0)?, usize::from(short(self.rest, 2)?));
        let data = self.rest.get(4..4 + length)?;
        self.rest = &self.rest[4 + length..];
        Some((kind, data))
    }
}

/// The streams that a workbook may stand in.
fn streams(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let size = match short(bytes, 30)? {
        9 => 512,
        12 => 4_096,
        _ => return None,
    };
    let file = Sectors { bytes: bytes.get(size..)?, size };
    let most = bytes.len() / size + 1;
    let mut places: Vec<u32> = longs(bytes.get(76..512)?);
    let mut more = long(bytes, 68)?;
    let mut steps = 0;
    while more < NO_SECTOR - 2 {
        steps += 1;
        places.extend(longs(file.sector(more)?));
        more = places.pop()?;
        if steps > most {
            return None;
        }
    }
    places.retain(|place| *place < NO_SECTOR);
    if places.len() > most {
        return None;
    }
    let mut table = Vec::new();
    for place in places {
        table.extend(longs(file.sector(place)?));
    }
    let entries = file.chain(long(bytes, 48)?, &table, usize::MAX)?;
    let length = |entry: &[u8]| long(entry, 120).map(|length| length as usize);
    let root = entries.get(..128)?;
    let (small_table, small) = if long(bytes, 64)? > 0 {
        let claimed = (long(bytes, 64)? as usize).saturating_mul(size);
        let small = file.chain(long(root, 116)?, &table, length(root)?)?;
        (longs(&file.chain(long(bytes, 60)?, &table, claimed)?), small)
    } else {
        (Vec::new(), Vec::new())
    };
    let mut found = Vec::new();
    for entry in entries.chunks_exact(128).filter(|entry| is_workbook(entry)) {
        let (start, length) = (long(entry, 116)?, length(entry)?);
        found.push(if length < SMALL {
            Sectors { bytes: &small, size: 64 }.chain(start, &small_table, length)?
        } else {
            file.chain(start, &table, length)?
        });
    }
    Some(found)
}

fn is_workbook(entry: &[u8]) -> bool {
    let letters = entry[..64].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let name: Vec<u16> = letters.take_while(|letter| *letter != 0).collect();
    let name = String::from_utf16_lossy(&name);
    name.eq_ignore_ascii_case("workbook") || name.eq_ignore_ascii_case("book")
}

struct Sectors<'b> {
    bytes: &'b [u8],
    size: usize,
}

impl Sectors<'_> {
    /// One sector; the last one of a file may be cut short.
    fn sector(&self, number: u32) -> Option<&[u8]> {
        let start = (number as usize).checked_mul(self.size)?;
        let end = (start + self.size).min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The sectors of a chain one after the other; nothing when it has no end.
    fn chain(&self, start: u32, table: &[u32], length: usize) -> Option<Vec<u8>> {
        let mut chain = Vec::new();
        let (mut number, mut steps) = (start, 0);
        while number != END {
            let sector = self.sector(number)?;
            chain.extend_from_slice(&sector[..sector.len().min(length - chain.len())]);
            steps += 1;
            if chain.len() >= length {
                break;
            }
            if steps > table.len() {
                return None;
            }
            number = *table.get(number as usize)?;
        }
        Some(chain)
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn longs(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|four| long(four, 0)).collect()
}
