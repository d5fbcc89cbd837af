//! How the house's words are kept in a column: text, whole number, yes/no, calendar day, or bytes that nobody
//! searches. There is no sixth kind.

use kernel::{Answer, BirthDay, Cents, Day, Moment, ProgrammeCode, Role, TerritoryCode};
use sea_query::Value;
use sqlx::{Decode, Row, Type, ValueRef};

use crate::{StoreError, Stored};

/// One row as the driver gives it, from either database.
pub enum Raw<'r> {
    /// From the embedded database.
    Sqlite(&'r sqlx::sqlite::SqliteRow),
    /// From PostgreSQL.
    Postgres(&'r sqlx::postgres::PgRow),
}

impl Raw<'_> {
    fn get<'s, T>(&'s self, at: usize) -> Stored<T>
    where
        T: Decode<'s, sqlx::Sqlite> + Type<sqlx::Sqlite> + Decode<'s, sqlx::Postgres> + Type<sqlx::Postgres>,
    {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(at)?,
            Self::Postgres(row) => row.try_get(at)?,
        })
    }

    pub(crate) fn is_null(&self, at: usize) -> Stored<bool> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get_raw(at)?.is_null(),
            Self::Postgres(row) => row.try_get_raw(at)?.is_null(),
        })
    }
}

/// A type that fits one column.
pub trait Cell: Sized {
    /// Reads the value at a place of the row.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] when the column holds something else.
    fn read(raw: &Raw<'_>, at: usize) -> Stored<Self>;

    /// The value as the query builder takes it.
    fn value(&self) -> Value;

    /// The empty value of the same column kind.
    fn null() -> Value;
}

macro_rules! plain_cell {
    ($type:ty, $variant:ident) => {
        impl Cell for $type {
            fn read(raw: &Raw<'_>, at: usize) -> Stored<Self> {
                raw.get(at)
            }
            fn value(&self) -> Value {
                Value::$variant(Some(self.clone()))
            }
            fn null() -> Value {
                Value::$variant(None)
            }
        }
    };
}
plain_cell!(String, String);
plain_cell!(i64, BigInt);
plain_cell!(bool, Bool);
plain_cell!(Vec<u8>, Bytes);

macro_rules! cell_through {
    ($type:ty, $inner:ty, $into:expr, $from:expr) => {
        impl Cell for $type {
            fn read(raw: &Raw<'_>, at: usize) -> Stored<Self> {
                let from: fn($inner) -> $type = $from;
                raw.get::<$inner>(at).map(from)
            }
            fn value(&self) -> Value {
                let into: fn(&$type) -> $inner = $into;
                into(self).value()
            }
            fn null() -> Value {
                <$inner as Cell>::null()
            }
        }
    };
}
cell_through!(Moment, i64, |moment| moment.millis(), Moment::from_millis);
cell_through!(Cents, i64, |cents| cents.get(), Cents::new);

impl Cell for Day {
    fn read(raw: &Raw<'_>, at: usize) -> Stored<Self> {
        raw.get::<chrono::NaiveDate>(at).map(Self::from)
    }
    fn value(&self) -> Value {
        Value::ChronoDate(Some(self.date()))
    }
    fn null() -> Value {
        Value::ChronoDate(None)
    }
}

impl<T: Cell> Cell for Option<T> {
    fn read(raw: &Raw<'_>, at: usize) -> Stored<Self> {
        if raw.is_null(at)? { Ok(None) } else { T::read(raw, at).map(Some) }
    }
    fn value(&self) -> Value {
        self.as_ref().map_or_else(T::null, T::value)
    }
    fn null() -> Value {
        T::null()
    }
}

/// Keeps types in a text column by their `Display` and `FromStr`: ids, codes.
#[macro_export]
macro_rules! text_cells {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::Cell for $type {
            fn read(raw: &$crate::Raw<'_>, at: usize) -> $crate::Stored<Self> {
                let text = <String as $crate::Cell>::read(raw, at)?;
                text.parse().map_err(|_| $crate::StoreError::Unreadable { column: at, why: text })
            }
            fn value(&self) -> $crate::inside::Value {
                <String as $crate::Cell>::value(&self.to_string())
            }
            fn null() -> $crate::inside::Value {
                <String as $crate::Cell>::null()
            }
        }
    )+};
}

/// Keeps enums made by [`kernel::words!`] in a text column by their word.
#[macro_export]
macro_rules! word_cells {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::Cell for $type {
            fn read(raw: &$crate::Raw<'_>, at: usize) -> $crate::Stored<Self> {
                let word = <String as $crate::Cell>::read(raw, at)?;
                <$type>::from_word(&word).ok_or($crate::StoreError::Unreadable { column: at, why: word })
            }
            fn value(&self) -> $crate::inside::Value {
                <String as $crate::Cell>::value(&self.word().to_owned())
            }
            fn null() -> $crate::inside::Value {
                <String as $crate::Cell>::null()
            }
        }
    )+};
}

text_cells!(ProgrammeCode, TerritoryCode, BirthDay);
text_cells!(
    kernel::MemberId,
    kernel::GrantId,
    kernel::TokenId,
    kernel::OrganisationId,
    kernel::PersonId,
    kernel::DuplicateId,
    kernel::QuestionId,
    kernel::HouseholdId,
    kernel::PermitId,
    kernel::StayId,
    kernel::ReferralId,
    kernel::PathwayId,
    kernel::PlanId,
    kernel::GoalId,
    kernel::StepId,
    kernel::NoteId,
    kernel::EntryId,
);
word_cells!(Answer, Role);

/// A structured value kept as JSON text: for evidence that is read whole and never searched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Json<T>(pub T);

impl<T: serde::Serialize + serde::de::DeserializeOwned> Cell for Json<T> {
    fn read(raw: &Raw<'_>, at: usize) -> Stored<Self> {
        let text = String::read(raw, at)?;
        serde_json::from_str(&text)
            .map(Json)
            .map_err(|error| StoreError::Unreadable { column: at, why: error.to_string() })
    }
    fn value(&self) -> Value {
        // Our own types serialise; a map with non-text keys would be a programming error that the tests meet.
        Value::String(Some(
            serde_json::to_string(&self.0).unwrap_or_else(|error| format!("{{\"unwritable\":\"{error}\"}}")),
        ))
    }
    fn null() -> Value {
        Value::String(None)
    }
}
