//! One declaration per table: the struct, its columns, how it is read and written.

use sea_query::Value;

use crate::{Cell, Raw, Stored};

/// A struct that is a row of a table. Made by [`record!`](crate::record).
pub trait Record: Sized + Send + Sync + 'static {
    /// The table's name.
    const TABLE: &'static str;
    /// The columns, in the order of the fields.
    const COLUMNS: &'static [&'static str];

    /// Reads the row whose first column stands at `at`.
    ///
    /// # Errors
    /// When a column holds a value that its type does not know.
    fn read(raw: &Raw<'_>, at: usize) -> Stored<Self>;

    /// The values of the columns, in order.
    fn values(&self) -> Vec<Value>;
}

/// A record with an id, and a version that every change counts up.
pub trait Keyed: Record {
    /// The type of its id.
    type Id: Cell + Copy + Send + Sync;

    /// The row's id.
    fn id(&self) -> Self::Id;
    /// How often the row has been changed.
    fn version(&self) -> i64;
    /// Sets the version; the store alone calls it.
    fn set_version(&mut self, version: i64);
}

/// A row that is noted in passing and establishes no fact, such as who looked at what: no journal entry stands beside it.
pub trait Trace: Record {}

/// Declares a table's row once: struct, typed columns, reading and writing.
///
/// ```
/// store::record! {
///     /// A house.
///     pub struct House in house keyed by kernel::StayId {
///         /// Its id.
///         pub id: kernel::StayId,
///         /// How often it was changed.
///         pub version: i64,
///         /// What it is called.
///         pub name: String,
///     }
/// }
/// let _named = House::name.eq("Casa Blu");
/// ```
#[macro_export]
macro_rules! record {
    ($(#[$doc:meta])* pub struct $name:ident in $table:ident keyed by $id:ty { $($body:tt)* }) => {
        $crate::record! { $(#[$doc])* pub struct $name in $table { $($body)* } }

        impl $crate::Keyed for $name {
            type Id = $id;
            fn id(&self) -> $id { self.id }
            fn version(&self) -> i64 { self.version }
            fn set_version(&mut self, version: i64) { self.version = version; }
        }
    };
    ($(#[$doc:meta])* pub struct $name:ident in $table:ident { $($(#[$fdoc:meta])* pub $field:ident: $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name { $($(#[$fdoc])* pub $field: $type),+ }

        #[expect(non_upper_case_globals, reason = "a column is named as its field")]
        impl $name {
            $($(#[$fdoc])* pub const $field: $crate::Column<$type> = $crate::Column::new(stringify!($table), stringify!($field));)+
        }

        impl $crate::Record for $name {
            const TABLE: &'static str = stringify!($table);
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];

            fn read(raw: &$crate::Raw<'_>, at: usize) -> $crate::Stored<Self> {
                let mut at = at;
                $(let $field = <$type as $crate::Cell>::read(raw, at)?; at += 1;)+
                let _ = at;
                Ok(Self { $($field),+ })
            }

            fn values(&self) -> Vec<$crate::inside::Value> {
                vec![$($crate::Cell::value(&self.$field)),+]
            }
        }
    };
}
