//! The only door to SQL.
//!
//! A slice never sees a connection. It receives a [`Db`] that already knows how far its member may see (the [`Reach`]),
//! asks it for [`Rows`], and changes only what it [`Held`]. Every [`Change`] ends by writing one [`Entry`] of the
//! journal in the same transaction: without an entry nothing is committed.
//!
//! One query text serves SQLite and PostgreSQL. What the two do differently stands in `dialect.rs` and nowhere else.
//! Absent on purpose: raw SQL, an unscoped query for slices, lazy loading, collation.

mod beyond;
mod change;
mod column;
mod db;
mod dialect;
mod error;
mod journal;
mod reach;
mod record;
mod rows;
mod schema;
mod tally;
mod together;
mod value;

pub use beyond::Elsewhere;
pub use change::{Change, Held};
pub use column::{Column, Where};
pub use db::{Act, Bulk, Database, DatabaseError, Db, Store, System};
pub use error::StoreError;
pub use journal::{AgeBand, Counted, Entry, Fact, JournalEntry, JournalPerson};
pub use reach::{Guest, InReach, Reach, Scope};
pub use record::{Keyed, Record, Trace};
pub use rows::{Order, Page, PageAsk, Rows};
pub use schema::{Step, Table};
pub use tally::{PeopleAsk, PersonBehind, TallyAsk, TallyRow};
pub use together::Together;
pub use value::{Cell, Json, Raw};

/// What the macros of this crate need; slices do not call it.
#[doc(hidden)]
pub mod inside {
    pub use sea_query::Value;
}

/// The result of every call that reaches the database.
pub type Stored<T> = Result<T, StoreError>;
