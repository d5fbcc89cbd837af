//! Identifiers and codes that only matching says.

use std::fmt;
use std::str::FromStr;

use kernel::IdError;
use serde::{Deserialize, Serialize};

kernel::id!(
    /// Names an offer: a home, a work place, a host family's room.
    OfferId
);
kernel::id!(
    /// Names who offers: an owner, an employer, a host family.
    OwnerId
);

/// An occupation of ESCO by its code: four digits of ISCO-08, then ESCO's own groups. `5120`, `5120.1`, `7126.12.3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Occupation(String);

impl Occupation {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How near two occupations are, in thousandths: the same, the same group of ISCO-08, or a wider one; nought when
    /// not even the first digit is shared.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> i64 {
        if self == other {
            return 1000;
        }
        let shared = self.0.bytes().zip(other.0.bytes()).take(4).take_while(|(one, two)| one == two).count();
        [0, 100, 300, 600, 900][shared]
    }
}

impl FromStr for Occupation {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let mut groups = text.split('.');
        let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
        let isco = groups.next().is_some_and(|group| group.len() == 4 && digits(group));
        let fits = isco && text.len() <= 20 && groups.all(|group| digits(group) && group.len() <= 3);
        fits.then(|| Self(text.to_owned())).ok_or(IdError)
    }
}

/// A language by its code of two or three letters: ISO 639-1, or 639-3 where that has none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

impl Language {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Language {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let fits = matches!(text.len(), 2 | 3) && text.bytes().all(|b| b.is_ascii_lowercase());
        fits.then(|| Self(text.to_owned())).ok_or(IdError)
    }
}

macro_rules! as_text {
    ($($name:ident),+) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.0
            }
        }
    )+};
}
as_text!(Occupation, Language);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_occupation_is_four_digits_and_groups() {
        for right in ["5120", "5120.1", "7126.12.3"] {
            assert_eq!(right.parse::<Occupation>().map(|code| code.to_string()), Ok(right.to_owned()));
        }
        for wrong in ["", "512", "51200", "5120.", "cook", "5120.x", "٥١٢٠"] {
            assert!(wrong.parse::<Occupation>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn occupations_are_the_nearer_the_longer_their_codes_agree() {
        let code = |text: &str| text.parse::<Occupation>().unwrap();
        let cook = code("5120.1");
        let likeness: Vec<i64> =
            ["7126", "5223", "5131", "5120.2", "5120.1"].iter().map(|other| cook.likeness(&code(other))).collect();
        assert_eq!(likeness, [0, 100, 300, 900, 1000]);
    }
}
