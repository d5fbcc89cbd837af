//! The citizenship of a person: a country of today, a state that is no more, none, or not to be found out.

use std::fmt;
use std::str::FromStr;

use kernel::Day;

/// The citizenship of a person, as its papers say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Citizenship {
    /// A country: two capital letters.
    Country([u8; 2]),
    /// A state that is no more: its ISO 3166-3 code, one of [`FORMER_STATES`].
    Former([u8; 4]),
    /// No country holds the person for its citizen.
    Stateless,
    /// Asked, and nobody knows.
    Unknown,
}

/// The states of the European Union (Treaty on European Union, art. 52), without the United Kingdom.
const EUROPEAN_UNION: [&[u8; 2]; 27] = [
    b"AT", b"BE", b"BG", b"CY", b"CZ", b"DE", b"DK", b"EE", b"ES", b"FI", b"FR", b"GR", b"HR", b"HU", b"IE", b"IT",
    b"LT", b"LU", b"LV", b"MT", b"NL", b"PL", b"PT", b"RO", b"SE", b"SI", b"SK",
];

/// A state that is no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormerState {
    /// Its ISO 3166-3 code.
    pub code: &'static str,
    /// Its last day: year, month, day; of a state that only changed its name, the last day under that name.
    pub until: (i32, u32, u32),
    /// The countries of today on what was its territory.
    pub successors: &'static [&'static str],
}

const fn former(code: &'static str, until: (i32, u32, u32), successors: &'static [&'static str]) -> FormerState {
    FormerState { code, until, successors }
}

/// The states that are no more of which people alive hold papers (ISO 3166-3; the days are those of the states' end, not
/// of the code's).
pub const FORMER_STATES: &[FormerState] = &[
    former(
        "SUHH",
        (1991, 12, 26),
        &["AM", "AZ", "BY", "EE", "GE", "KG", "KZ", "LT", "LV", "MD", "RU", "TJ", "TM", "UA", "UZ"],
    ),
    former("YUCS", (2003, 2, 3), &["BA", "HR", "ME", "MK", "RS", "SI", "XK"]),
    former("CSXX", (2006, 6, 3), &["ME", "RS", "XK"]),
    former("CSHH", (1992, 12, 31), &["CZ", "SK"]),
    former("DDDE", (1990, 10, 2), &["DE"]),
    former("YDYE", (1990, 5, 21), &["YE"]),
    former("ZRCD", (1997, 5, 16), &["CD"]),
    former("TPTL", (2002, 5, 19), &["TL"]),
    former("BUMM", (1989, 6, 17), &["MM"]),
    former("HVBF", (1984, 8, 3), &["BF"]),
    former("DYBJ", (1975, 11, 29), &["BJ"]),
    former("RHZW", (1980, 4, 17), &["ZW"]),
    former("VDVN", (1976, 7, 1), &["VN"]),
];

impl Citizenship {
    /// What rules may go by: a state that is no more counts as its successor where there is only one. Nothing where the
    /// person must be asked: several successors, or a citizenship that nobody knows.
    #[must_use]
    pub fn today(self) -> Option<Self> {
        match self {
            Self::Country(_) | Self::Stateless => Some(self),
            Self::Unknown => None,
            Self::Former(code) => {
                let state = FORMER_STATES.iter().find(|state| state.code.as_bytes() == code)?;
                let [successor] = state.successors else { return None };
                successor.parse().ok()
            }
        }
    }

    /// Whether the person is a citizen of the Union on that day; the United Kingdom left after 31 January 2020. A state
    /// that is no more is none of the Union: ask [`today`](Self::today) first.
    #[must_use]
    pub fn is_european_union_on(self, day: Day) -> bool {
        match self {
            Self::Stateless | Self::Unknown | Self::Former(_) => false,
            Self::Country(code) if &code == b"GB" => (day.year(), day.month()) <= (2020, 1),
            Self::Country(code) => EUROPEAN_UNION.iter().any(|state| **state == code),
        }
    }
}

/// `NG`, `SUHH`, `stateless` or `unknown`.
impl fmt::Display for Citizenship {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Country([first, second]) => write!(f, "{}{}", char::from(*first), char::from(*second)),
            Self::Former(code) => code.iter().try_for_each(|letter| write!(f, "{}", char::from(*letter))),
            Self::Stateless => f.write_str("stateless"),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

/// The text is neither two letters, nor the four of a former state, nor `stateless` or `unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotACitizenship;

impl fmt::Display for NotACitizenship {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a citizenship (write two letters such as `NG`, four of a former state such as `SUHH`, `stateless` or `unknown`)")
    }
}

impl std::error::Error for NotACitizenship {}

impl FromStr for Citizenship {
    type Err = NotACitizenship;

    fn from_str(text: &str) -> Result<Self, NotACitizenship> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("stateless") {
            return Ok(Self::Stateless);
        }
        if text.eq_ignore_ascii_case("unknown") {
            return Ok(Self::Unknown);
        }
        match text.as_bytes() {
            [first, second] if first.is_ascii_alphabetic() && second.is_ascii_alphabetic() => {
                Ok(Self::Country([first.to_ascii_uppercase(), second.to_ascii_uppercase()]))
            }
            [first, second, third, fourth] => {
                let code = [first, second, third, fourth].map(u8::to_ascii_uppercase);
                let known = FORMER_STATES.iter().any(|state| state.code.as_bytes() == code);
                if known { Ok(Self::Former(code)) } else { Err(NotACitizenship) }
            }
            _ => Err(NotACitizenship),
        }
    }
}

impl serde::Serialize for Citizenship {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Citizenship {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_united_kingdom_left_the_union_at_the_end_of_january_2020() {
        let british: Citizenship = "gb".parse().unwrap();
        assert!(british.is_european_union_on(Day::new(2020, 1, 31).unwrap()));
        assert!(!british.is_european_union_on(Day::new(2020, 2, 1).unwrap()));
    }

    #[test]
    fn a_stateless_person_is_no_citizen_of_the_union() {
        let day = Day::new(2026, 1, 1).unwrap();
        assert!(!Citizenship::Stateless.is_european_union_on(day));
        assert!("IT".parse::<Citizenship>().unwrap().is_european_union_on(day));
        assert!(!"NG".parse::<Citizenship>().unwrap().is_european_union_on(day));
    }

    #[test]
    fn a_citizenship_survives_its_text() {
        for text in ["NG", "SUHH", "stateless", "unknown"] {
            assert_eq!(text.parse::<Citizenship>().unwrap().to_string(), text);
        }
        for wrong in ["", "N", "NGA", "N1", "Nigeria", "XXXX"] {
            assert_eq!(wrong.parse::<Citizenship>(), Err(NotACitizenship), "{wrong}");
        }
    }

    #[test]
    fn a_state_that_is_no_more_counts_as_its_only_successor_and_else_must_be_asked() {
        let today = |text: &str| text.parse::<Citizenship>().unwrap().today().map(|one| one.to_string());
        assert_eq!(today("DDDE").as_deref(), Some("DE"));
        assert_eq!(today("ZRCD").as_deref(), Some("CD"));
        assert_eq!(today("ng").as_deref(), Some("NG"));
        assert_eq!(today("stateless").as_deref(), Some("stateless"));
        for open in ["SUHH", "yucs", "unknown"] {
            assert_eq!(today(open), None, "{open}");
        }
    }
}
