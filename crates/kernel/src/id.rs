//! Identifiers: one type per noun, so that the id of a pathway cannot be taken for the id of a person.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
pub use uuid::Uuid;

/// The text is not an identifier of this kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdError;

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an identifier")
    }
}

impl std::error::Error for IdError {}

/// Makes one id type, for a slice that has a noun of its own.
///
/// ```
/// kernel::id!(
///     /// Names one minute of a meeting.
///     MinuteId
/// );
/// let id = MinuteId::fresh();
/// assert_eq!(id, id.to_string().parse().unwrap());
/// ```
#[macro_export]
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// A version 7 UUID (RFC 9562 §5.7): lower-case text when stored or shown, in order of birth when sorted.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name($crate::Uuid);

        impl $name {
            /// A new id, of this instant.
            #[must_use]
            pub fn fresh() -> Self {
                Self($crate::Uuid::now_v7())
            }

            /// An id made from given bits: for invented worlds that must come out the same from the same seed.
            #[must_use]
            pub fn from_uuid(uuid: $crate::Uuid) -> Self {
                Self(uuid)
            }

            /// The bits of the id.
            #[must_use]
            pub fn as_uuid(self) -> $crate::Uuid {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::IdError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::Uuid::try_parse(text).map(Self).map_err(|_| $crate::IdError)
            }
        }

        $crate::text_schema!($name, Uuid);

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

id!(
    /// Names a member: somebody who signs in.
    MemberId
);
id!(
    /// Names a grant: a role held somewhere, for a time.
    GrantId
);
id!(
    /// Names an API token.
    TokenId
);
id!(
    /// Names an organisation: a partner, a municipality, a prefecture, a service.
    OrganisationId
);
id!(
    /// Names a person accompanied, or a member of such a household.
    PersonId
);
id!(
    /// Names a household: the people who move together.
    HouseholdId
);
id!(
    /// Names a residence permit or the receipt of a request for one.
    PermitId
);
id!(
    /// Names a stay in reception.
    StayId
);
id!(
    /// Names a referral: a request to look after a household.
    ReferralId
);
id!(
    /// Names a pathway: a household accompanied in one programme.
    PathwayId
);
id!(
    /// Names an individual plan.
    PlanId
);
id!(
    /// Names a goal of a plan.
    GoalId
);
id!(
    /// Names a step towards a goal.
    StepId
);
id!(
    /// Names a note.
    NoteId
);
id!(
    /// Names two people's records that may be of one person.
    DuplicateId
);
id!(
    /// Names a question between organisations: do you know somebody?
    QuestionId
);
id!(
    /// Names an entry of the journal.
    EntryId
);

macro_rules! code {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// Lower-case letters, digits and single hyphens, at most 60 characters.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The code as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                is_code(text).then(|| Self(text.to_owned())).ok_or(IdError)
            }
        }

        $crate::text_schema!($name, Plain);

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.0
            }
        }
    };
}

code!(
    /// Names a programme, as its definition file is named: `fra-noi-2`.
    ProgrammeCode
);
code!(
    /// Names a territory in which a programme works: `lombardia`, `pioltello-satellite`.
    TerritoryCode
);

fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 60
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_its_text_and_is_lower_case() {
        let id = PersonId::fresh();
        let text = id.to_string();
        assert_eq!(text, text.to_lowercase());
        assert_eq!(text.to_uppercase().parse(), Ok(id));
        assert_eq!("12".parse::<PersonId>(), Err(IdError));
    }

    #[test]
    fn a_code_is_a_plain_slug() {
        assert!("fra-noi-2".parse::<ProgrammeCode>().is_ok());
        for wrong in ["", "Fra-Noi", "a--b", "-a", "a-", "fra noi", "è"] {
            assert!(wrong.parse::<ProgrammeCode>().is_err(), "{wrong:?}");
        }
    }
}
