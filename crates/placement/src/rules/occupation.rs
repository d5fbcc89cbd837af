//! Occupations, by the codes of ESCO and of ISCO-08, on which ESCO's are built.
//!
//! ESCO's list of some three thousand occupations is not shipped: no package of it was at hand whose origin could be
//! checked. What is offered while typing is a table of ISCO-08 groups (`data/occupations.tsv`): the ten major groups, the
//! sub-major groups, and unit groups in which people who leave reception often work. Its codes are those of the ILO's
//! Resolution of 6 December 2007; the Italian names are ours and *to verify* against Commission Recommendation
//! 2009/824/EC. Any other code or address of ESCO may be typed, and is kept as written.

use std::sync::LazyLock;

use kernel::text::fold;

/// A group of occupations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occupation {
    /// The ISCO-08 code: one to four digits.
    pub code: &'static str,
    /// Its Italian name.
    pub italian: &'static str,
    /// Its English name.
    pub english: &'static str,
}

static TABLE: LazyLock<Vec<Occupation>> = LazyLock::new(|| {
    let lines = include_str!("../../data/occupations.tsv").lines().filter(|line| !line.starts_with('#'));
    let cells = lines.map(|line| line.split('\t').collect::<Vec<_>>());
    cells
        .filter_map(|cells| match cells[..] {
            [code, italian, english] => Some(Occupation { code, italian, english }),
            _ => None,
        })
        .collect()
});

/// The groups offered while typing.
#[must_use]
pub fn table() -> &'static [Occupation] {
    &TABLE
}

/// The occupation of a code: the group itself or, for a code of ESCO (`5120.1`), the nearest group of the table.
#[must_use]
pub fn of(code: &str) -> Option<&'static Occupation> {
    let digits = code.strip_prefix(ISCO).unwrap_or(code).trim_start_matches('C');
    let digits = digits.split('.').next().unwrap_or_default();
    (1..=digits.len()).rev().find_map(|length| {
        let group = digits.get(..length)?;
        TABLE.iter().find(|occupation| occupation.code == group)
    })
}

/// What the addresses of ESCO's occupations begin with.
const ESCO: &str = "http://data.europa.eu/esco/occupation/";
/// What the addresses of ISCO groups begin with.
const ISCO: &str = "http://data.europa.eu/esco/isco/";

/// The code that somebody wrote: a code of ISCO or ESCO alone or before its name, an address of ESCO, or the whole name
/// of a group of the table. Nothing for anything else.
#[must_use]
pub fn read(written: &str) -> Option<String> {
    let written = written.trim();
    let written = written.strip_prefix("https:").map_or(written.to_owned(), |rest| format!("http:{rest}"));
    if let Some(id) = written.strip_prefix(ESCO) {
        return id.parse::<kernel::EntryId>().ok().map(|id| format!("{ESCO}{id}"));
    }
    if let Some(group) = written.strip_prefix(ISCO) {
        return is_code(group.trim_start_matches('C')).then(|| written.clone());
    }
    let first = written.split([' ', '·']).next().unwrap_or_default().trim_start_matches('C');
    if is_code(first) {
        return Some(first.to_owned());
    }
    let folded = fold(&written);
    let named = |one: &&Occupation| fold(one.italian) == folded || fold(one.english) == folded;
    TABLE.iter().find(named).map(|one| one.code.to_owned())
}

/// One to four digits of ISCO, then parts of ESCO's own: `5120`, `5120.1`, `2166.1.3`.
fn is_code(text: &str) -> bool {
    let mut parts = text.split('.');
    let digits = |part: &str, most: usize| {
        !part.is_empty() && part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let Some(group) = parts.next() else { return false };
    let rest: Vec<&str> = parts.collect();
    digits(group, 4)
        && rest.len() <= 5
        && rest.iter().all(|part| digits(part, 3))
        && (rest.is_empty() || group.len() == 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_every_group_stands_below_its_own() {
        assert!(table().len() > 80, "{}", table().len());
        let lines = include_str!("../../data/occupations.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(lines, table().len(), "every line has three cells");
        for one in table() {
            assert!(is_code(one.code) && one.code.len() != 3, "{}", one.code);
            for length in [1, 2] {
                let above = &one.code[..length.min(one.code.len())];
                assert!(table().iter().any(|other| other.code == above), "{} without {above}", one.code);
            }
            assert_eq!(table().iter().filter(|other| other.code == one.code).count(), 1, "{} twice", one.code);
        }
    }

    #[test]
    fn codes_addresses_and_names_are_read() {
        let address = "http://data.europa.eu/esco/occupation/90f75f67-495d-49fa-ab57-2f320e251d7e";
        for (written, code) in [
            ("5120", "5120"),
            ("5120.1", "5120.1"),
            ("C5120", "5120"),
            (" 5120 · Cuochi", "5120"),
            ("Cuochi", "5120"),
            ("cooks", "5120"),
            (address, address),
            ("http://data.europa.eu/esco/isco/C5120", "http://data.europa.eu/esco/isco/C5120"),
        ] {
            assert_eq!(read(written).as_deref(), Some(code), "{written}");
        }
        for wrong in
            ["", "cuoco di bordo spaziale", "51200", "12.1", "5120.", "http://data.europa.eu/esco/occupation/x"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_code_that_the_table_does_not_hold_is_named_by_its_nearest_group() {
        assert_eq!(of("5120.1").map(|one| one.english), Some("Cooks"));
        assert_eq!(of("9629").map(|one| one.code), Some("96"));
        assert_eq!(of("http://data.europa.eu/esco/isco/C5120").map(|one| one.code), Some("5120"));
        assert_eq!(of("x"), None);
    }
}
