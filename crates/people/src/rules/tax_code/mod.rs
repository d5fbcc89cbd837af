//! The *codice fiscale*: what is written, whether it can be one, and what it says of its bearer.
//!
//! Nobody needs one, and none is ever computed here: only the revenue agency gives them out, also against its own
//! pattern (*omocodia*: digits become letters where two people would share a code). A code is refused only when it
//! cannot be one; where it says something else than the person's data, that is told as a remark ([`remarks`]) and
//! decides nothing.
//!
//! For whoever reads codes out of sheets and papers:
//!
//! ```
//! use people::rules::tax_code::{TaxCode, TaxCodeFault};
//!
//! let code: TaxCode = TaxCode::parse(" c.f. rss mra 85t10 a562s ").unwrap();
//! assert_eq!(code.as_str(), "RSSMRA85T10A562S"); // what is kept
//! assert_eq!(code.says().unwrap().place, "A562");
//! assert_eq!(TaxCode::parse("RSSMRA85T10A562T"), Err(TaxCodeFault::Check)); // `error-tax-code-check`
//! ```
//!
//! Source: D.M. 23 December 1976 of the Ministry of Finance, arts. 2–7 (sixteen signs, check letter), art. 6 (omocodia),
//! art. 10 (eleven digits, control digit). That the provisional number of a person is built like the number of art. 10
//! is the practice of the revenue agency; the act that says so is *to verify*.

mod birthplace;
mod letters;
mod remark;
#[cfg(test)]
mod tests;

use std::fmt;

use kernel::Day;

use super::person::Sex;
pub use birthplace::Birthplace;
pub use remark::{TaxCodeRemark, remarks};

/// A *codice fiscale* that can be one: sixteen signs with their check letter, or the eleven digits of a provisional one
/// with their control digit. Kept in capitals, without blanks, and as it was issued: omocodia is not undone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TaxCode(String);

kernel::words! {
    /// Why a text cannot be a *codice fiscale*. The word is the tail of the text key `error-…`.
    pub enum TaxCodeFault {
        /// Neither sixteen signs nor eleven.
        Length = "tax-code-length",
        /// A digit where only a letter can stand, or a letter where only a digit can.
        Sign = "tax-code-sign",
        /// The last sign does not follow from the others: at least one of them is mistyped.
        Check = "tax-code-check",
    }
}

/// What the sixteen signs say. Nothing of it is certain: the agency rebuilds no code when data are corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Three letters of the family names.
    pub family: String,
    /// Three letters of the given names.
    pub given: String,
    /// Female or male, as the register said when the code was given.
    pub sex: Sex,
    /// The last two digits of the year of birth.
    pub year: i32,
    /// The month of birth, 1 to 12.
    pub month: u32,
    /// The day of the month as written; no calendar may have it.
    pub day: u32,
    /// Where born: the cadastral code of a municipality, or `Z` and three digits for a state.
    pub place: String,
}

/// Where sixteen signs hold digits, or the letters that omocodia puts in their stead.
const DIGITS: [usize; 7] = [6, 7, 9, 10, 12, 13, 14];

/// The letters of the months, January to December.
const MONTHS: &str = "ABCDEHLMPRST";

/// The letters of omocodia, 0 to 9 (D.M. 23/12/1976, art. 6).
const OMOCODIA: &str = "LMNPQRSTUV";

/// What a sign counts at an odd place, A to Z; digits count as the first ten letters.
const ODD: [u32; 26] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

impl TaxCode {
    /// Reads a code as people write it: any case, with blanks, dashes or dots, with `C.F.` before it.
    ///
    /// # Errors
    /// Why the text cannot be one.
    pub fn parse(written: &str) -> Result<Self, TaxCodeFault> {
        let kept: String = written
            .chars()
            .filter(|sign| !sign.is_whitespace() && !"-./:_,;'’\u{200b}\u{feff}".contains(*sign))
            .map(|sign| sign.to_ascii_uppercase())
            .collect();
        let code = match kept.strip_prefix("CF") {
            Some(rest) if matches!(rest.len(), 11 | 16) => rest.to_owned(),
            _ => kept,
        };
        match code.chars().count() {
            11 => provisional(&code)?,
            16 => personal(&code)?,
            _ => return Err(TaxCodeFault::Length),
        }
        Ok(Self(code))
    }

    /// The code in capitals, without blanks.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the eleven digits of a provisional one, to be replaced once sixteen signs are given.
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        self.0.len() == 11
    }

    /// Whether letters stand for digits in it, since somebody else had the code first.
    #[must_use]
    pub fn is_omocode(&self) -> bool {
        let signs = self.0.as_bytes();
        !self.is_provisional() && DIGITS.iter().any(|at| !signs[*at].is_ascii_digit())
    }

    /// What it says of its bearer; a provisional one says nothing.
    #[must_use]
    pub fn says(&self) -> Option<Said> {
        if self.is_provisional() {
            return None;
        }
        let plain: String = (0..).zip(self.0.chars()).map(|(at, sign)| plain(at, sign)).collect();
        let day: u32 = plain[9..11].parse().ok()?;
        let month = MONTHS.find(&plain[8..9])?;
        Some(Said {
            family: plain[..3].to_owned(),
            given: plain[3..6].to_owned(),
            sex: if day > 40 { Sex::Female } else { Sex::Male },
            year: plain[6..8].parse().ok()?,
            month: u32::try_from(month).ok()? + 1,
            day: if day > 40 { day - 40 } else { day },
            place: plain[11..15].to_owned(),
        })
    }
}

/// The code in capitals, without blanks.
impl fmt::Display for TaxCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Said {
    /// The days of birth that it can mean, the younger first: two digits of a year leave the century open. None when
    /// no calendar has the day.
    #[must_use]
    pub fn birthdays(&self, today: Day) -> Vec<Day> {
        let day_in = |century: i32| Day::new(century + self.year, self.month, self.day);
        [2000, 1900].into_iter().filter_map(day_in).filter(|day| *day <= today).collect()
    }
}

/// A sign with omocodia undone.
fn plain(at: usize, sign: char) -> char {
    match OMOCODIA.find(sign) {
        Some(digit) if DIGITS.contains(&at) => char::from(b"0123456789"[digit]),
        _ => sign,
    }
}

fn personal(code: &str) -> Result<(), TaxCodeFault> {
    let fits = |(at, sign): (usize, char)| match at {
        8 => MONTHS.contains(sign),
        _ if DIGITS.contains(&at) => plain(at, sign).is_ascii_digit(),
        _ => sign.is_ascii_uppercase(),
    };
    if !(0..).zip(code.chars()).all(fits) {
        return Err(TaxCodeFault::Sign);
    }
    let (said, check) = code.split_at(15);
    if check == check_letter(said).to_string() { Ok(()) } else { Err(TaxCodeFault::Check) }
}

/// The letter that follows from fifteen signs: the first, third … count by the table, the others by themselves.
fn check_letter(said: &str) -> char {
    let sum: u32 = (0..)
        .zip(said.bytes())
        .map(|(at, sign)| {
            let value = if sign.is_ascii_digit() { sign - b'0' } else { sign.saturating_sub(b'A') };
            let odd = ODD.get(usize::from(value)).copied().unwrap_or_default();
            if at % 2 == 0 { odd } else { u32::from(value) }
        })
        .sum();
    char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(sum % 26) as usize])
}

/// Eleven digits, the last of which makes the sum a multiple of ten: every second one doubled, its digits added.
fn provisional(code: &str) -> Result<(), TaxCodeFault> {
    let Some(digits) = code.chars().map(|sign| sign.to_digit(10)).collect::<Option<Vec<u32>>>() else {
        return Err(TaxCodeFault::Sign);
    };
    let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let counted = digits.iter().enumerate().map(|(at, digit)| if at % 2 == 1 { doubled(*digit) } else { *digit });
    if counted.sum::<u32>() % 10 == 0 { Ok(()) } else { Err(TaxCodeFault::Check) }
}
