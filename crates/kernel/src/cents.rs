//! Money.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An amount of euro, in whole cents. Never a fraction, never a float.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(i64);

impl Cents {
    /// So many cents.
    #[must_use]
    pub const fn new(cents: i64) -> Self {
        Self(cents)
    }

    /// The cents as a number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl Add for Cents {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Cents {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Cents {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::default(), Add::add)
    }
}

/// As Italians write it: `1.234,50`.
impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = (self.0.unsigned_abs() / 100).to_string();
        let mut grouped = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{grouped},{:02}", self.0.unsigned_abs() % 100)
    }
}

/// Reads `1234`, `1.234,5`, `1234.50`, `€ 12`; an amount is at most a billion and has at most two decimals.
impl FromStr for Cents {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
        let (sign, digits) = match plain.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, plain.as_str()),
        };
        // The last separator is the decimal one when one or two digits follow it; all others group thousands.
        let (whole, decimals) = match digits.rfind([',', '.']) {
            Some(at) if digits.len() - at <= 3 => (&digits[..at], &digits[at + 1..]),
            _ => (digits, ""),
        };
        if whole.len() < digits.len() && whole.contains(&digits[whole.len()..=whole.len()]) {
            return Err(()); // `12,345,6`: one sign cannot part both thousands and decimals
        }
        let mut groups = whole.split(['.', ',']);
        let first = groups.next().unwrap_or_default();
        let mut euros = first.to_owned();
        for group in groups {
            if group.len() != 3 || first.is_empty() || first.len() > 3 {
                return Err(());
            }
            euros.push_str(group);
        }
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if euros.is_empty() || euros.len() > 10 || !all_digits(&euros) || !all_digits(decimals) {
            return Err(());
        }
        let euros: i64 = euros.parse().map_err(|_| ())?;
        let cents: i64 = format!("{decimals:0<2}").parse().map_err(|_| ())?;
        Ok(Self(sign * (euros * 100 + cents)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_are_read_in_italian_and_in_plain_form() {
        for (written, cents) in
            [("1.234,50", 123_450), ("1234.5", 123_450), ("€ 12", 1_200), ("1.234", 123_400), ("-0,05", -5)]
        {
            assert_eq!(written.parse::<Cents>(), Ok(Cents::new(cents)), "{written}");
        }
        for wrong in ["", "-", "12,345,6", "1,2,3", "a", "1e3", "99999999999", "12.34.567"] {
            assert!(wrong.parse::<Cents>().is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn an_amount_survives_its_text(cents in -99_999_999_999i64..99_999_999_999) {
            prop_assert_eq!(Cents::new(cents).to_string().parse::<Cents>(), Ok(Cents::new(cents)));
        }
    }
}
