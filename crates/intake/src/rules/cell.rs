//! One cell: what it holds, and what is read from it.

use kernel::formula::{self, is_unseen};
use kernel::{BirthDay, Day};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text, without blanks around it, never empty.
    Text(String),
    /// A number.
    Number(f64),
    /// A calendar day.
    Day(Day),
    /// Yes or no.
    Flag(bool),
    /// What a formula shows. It is not trusted: whoever reads the sheet elsewhere may see something else.
    Formula(String),
    /// What its program could not show either: `#N/D`, a day beyond the calendar.
    Broken(String),
}

impl Cell {
    /// A text cell; empty for blanks alone.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let text = text.trim_matches(is_unseen);
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// A cell of a file that has texts only: one that a spreadsheet would compute is a formula, unless an apostrophe
    /// made it harmless.
    #[must_use]
    pub fn plain(written: &str) -> Self {
        let seen = written.trim_matches(is_unseen);
        if formula::computes(seen) { Self::Formula(seen.to_owned()) } else { Self::text(formula::restored(seen)) }
    }

    /// What a person sees in the cell.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Formula(text) | Self::Broken(text) => text.clone(),
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => day.italian(),
            Self::Flag(flag) => if *flag { "sì" } else { "no" }.to_owned(),
        }
    }

    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::Empty
    }

    /// Whether it says that nobody knows: `n.d.`, `-`, `?`.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        const UNKNOWN: &[&str] =
            &["n d", "nd", "n c", "nc", "n p", "np", "n n", "non noto", "non disponibile", "ignoto", ""];
        match self {
            Self::Empty => true,
            Self::Text(text) => UNKNOWN.contains(&kernel::text::fold(text).as_str()),
            _ => false,
        }
    }
}

/// What was read where a day should stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadDay {
    /// This day.
    Day(Day),
    /// Nobody knows.
    Unknown,
    /// The year alone.
    Year(i32),
    /// `01/01/0001` or words to the same effect: there is no day, because the permit is being renewed.
    InRenewal,
    /// Written like a day, but there is none such: 31 February.
    NoSuchDay,
    /// No day at all.
    NoDay,
}

/// How a year of two digits is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Century {
    /// Of this century: expiries, exits, referrals.
    This,
    /// The last one that lies before this year: births.
    Before(i32),
}

/// Reads a day in the ways that sheets write it: a date cell, `3.8.2026`, `28-11-26`, `3 ago 2026`, `2026-08-03`, the
/// serial number of a date cell that lost its format.
#[must_use]
pub fn read_day(cell: &Cell, century: Century) -> ReadDay {
    match cell {
        Cell::Day(day) if day.year() <= 1 => ReadDay::InRenewal,
        Cell::Day(day) => ReadDay::Day(*day),
        Cell::Number(number) => serial_day(*number),
        Cell::Text(text) => day_in(text, century),
        Cell::Empty => ReadDay::Unknown,
        Cell::Flag(_) | Cell::Formula(_) | Cell::Broken(_) => ReadDay::NoDay,
    }
}

/// The day of a serial number, counted from 30 December 1899 (ECMA-376, part 1, §18.17.4.1); or a year.
fn serial_day(number: f64) -> ReadDay {
    let whole = number.trunc();
    if (1900.0..=2100.0).contains(&whole) {
        return ReadDay::Year(whole as i32);
    }
    // 1 January 1970 has the number 25,569.
    match Day::new(1970, 1, 1) {
        Some(day) if (5_000.0..80_000.0).contains(&whole) => ReadDay::Day(day.plus_days(whole as i64 - 25_569)),
        _ => ReadDay::NoDay,
    }
}

fn day_in(text: &str, century: Century) -> ReadDay {
    let folded = kernel::text::fold(text);
    if Cell::text(text).is_unknown() {
        return ReadDay::Unknown;
    }
    if folded.contains("rinnovo") || folded.contains("ricevuta") || folded.contains("in attesa") {
        return ReadDay::InRenewal;
    }
    let parts: Vec<&str> = folded.split(' ').collect();
    let number = |part: &str| part.parse::<i32>().ok();
    match parts[..] {
        [year] if year.len() == 4 => number(year).map_or(ReadDay::NoDay, ReadDay::Year),
        [digits] if digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit()) => {
            calendar(number(&digits[4..]), number(&digits[2..4]), number(&digits[..2]))
        }
        [year, month, day, ..] if year.len() == 4 && number(year).is_some() => {
            calendar(number(year), month_of(month), number(day))
        }
        [day, month, year, ..] => {
            let year = number(year).map(|short| if year.len() <= 2 { full_year(short, century) } else { short });
            calendar(year, month_of(month), number(day))
        }
        _ => ReadDay::NoDay,
    }
}

fn calendar(year: Option<i32>, month: Option<i32>, day: Option<i32>) -> ReadDay {
    let (Some(year), Some(month), Some(day)) = (year, month, day) else { return ReadDay::NoDay };
    if year <= 1 {
        return ReadDay::InRenewal;
    }
    let small = |number: i32| u32::try_from(number).unwrap_or_default();
    Day::new(year, small(month), small(day)).map_or(ReadDay::NoSuchDay, ReadDay::Day)
}

fn full_year(short: i32, century: Century) -> i32 {
    match century {
        Century::Before(year) if 2000 + short > year => 1900 + short,
        _ => 2000 + short,
    }
}

/// A month by its number or its Italian or English name, whole or cut short.
fn month_of(word: &str) -> Option<i32> {
    const ITALIAN: [&str; 12] = [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ];
    const ENGLISH: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if let Ok(number) = word.parse() {
        return Some(number);
    }
    let begins = |names: &[&str; 12]| names.iter().position(|name| word.len() >= 3 && name.starts_with(word));
    begins(&ITALIAN).or_else(|| begins(&ENGLISH)).map(|at| at as i32 + 1)
}

/// A birth, and whether the sheet leaves it open that only the year is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadBirth {
    /// This birth.
    Born(BirthDay),
    /// 1 January: what registers write when only the year is known. Whether it is so, somebody must say.
    FirstOfJanuary(Day),
    /// Nobody knows.
    Unknown,
    /// Written like a day, but there is none such.
    NoSuchDay,
    /// No birth at all.
    NoDay,
}

/// Reads a birth. `year_only` when the sheet itself says that the day is estimated.
#[must_use]
pub fn read_birth(cell: &Cell, year_only: bool, today: Day) -> ReadBirth {
    match read_day(cell, Century::Before(today.year())) {
        ReadDay::Day(day) if day.month() == 1 && day.day() == 1 => {
            if year_only {
                ReadBirth::Born(BirthDay::Year(day.year()))
            } else {
                ReadBirth::FirstOfJanuary(day)
            }
        }
        ReadDay::Day(day) => ReadBirth::Born(BirthDay::Day(day)),
        ReadDay::Year(year) => ReadBirth::Born(BirthDay::Year(year)),
        ReadDay::Unknown | ReadDay::InRenewal => ReadBirth::Unknown,
        ReadDay::NoSuchDay => ReadBirth::NoSuchDay,
        ReadDay::NoDay => ReadBirth::NoDay,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_is_read_in_every_way_that_sheets_write_it() {
        for written in
            ["3.8.2026", "03/08/2026", "3-8-26", "03 08 2026", "3 ago 2026", "3 Agosto 2026", "2026-08-03", "03082026"]
        {
            assert_eq!(read_day(&Cell::text(written), Century::This), ReadDay::Day(day("2026-08-03")), "{written}");
        }
        assert_eq!(read_day(&Cell::Number(46_237.0), Century::This), ReadDay::Day(day("2026-08-03")));
        assert_eq!(read_day(&Cell::Day(day("2026-08-03")), Century::This), ReadDay::Day(day("2026-08-03")));
    }

    #[test]
    fn what_is_no_day_says_why() {
        for (written, read) in [
            ("31/02/1998", ReadDay::NoSuchDay),
            ("01/01/0001", ReadDay::InRenewal),
            ("in rinnovo", ReadDay::InRenewal),
            ("n.d.", ReadDay::Unknown),
            ("-", ReadDay::Unknown),
            ("1996", ReadDay::Year(1996)),
            ("presto", ReadDay::NoDay),
        ] {
            assert_eq!(read_day(&Cell::text(written), Century::This), read, "{written}");
        }
    }

    #[test]
    fn a_year_of_two_digits_lies_in_the_past_for_births() {
        let today = day("2026-11-22");
        assert_eq!(read_birth(&Cell::text("3.8.79"), false, today), ReadBirth::Born(BirthDay::Day(day("1979-08-03"))));
        assert_eq!(read_birth(&Cell::text("3.8.19"), false, today), ReadBirth::Born(BirthDay::Day(day("2019-08-03"))));
    }

    #[test]
    fn the_first_of_january_is_asked_about_unless_the_sheet_says_that_only_the_year_is_known() {
        let today = day("2026-11-22");
        assert_eq!(read_birth(&Cell::text("1.1.1998"), false, today), ReadBirth::FirstOfJanuary(day("1998-01-01")));
        assert_eq!(read_birth(&Cell::text("1.1.1998"), true, today), ReadBirth::Born(BirthDay::Year(1998)));
        assert_eq!(read_birth(&Cell::text("1998"), false, today), ReadBirth::Born(BirthDay::Year(1998)));
    }

    #[test]
    fn a_formula_in_a_text_file_is_no_value_and_one_made_harmless_is_its_text() {
        assert_eq!(Cell::plain(" \u{200b}=HYPERLINK(\"x\")"), Cell::Formula("=HYPERLINK(\"x\")".into()));
        assert_eq!(Cell::plain("+39 347 1234567"), Cell::Text("+39 347 1234567".into()));
        for text in ["=1+1", "+39 347 1234567", "-", "@casa"] {
            assert_eq!(Cell::plain(&formula::neutral(text)), Cell::Text(text.into()));
        }
    }

    #[test]
    fn blanks_and_invisible_characters_around_a_text_are_nothing() {
        assert_eq!(Cell::text("\u{feff} \u{200b}Pioltello\u{a0} "), Cell::Text("Pioltello".into()));
        assert_eq!(Cell::text("\u{200e}  "), Cell::Empty);
    }
}
