//! What can go wrong between a slice and its rows.

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No such row, or none within reach: the two read alike.
    #[error("not found")]
    NotFound,
    /// Somebody changed the row since it was read.
    #[error("changed by somebody else in the meantime")]
    Stale,
    /// Another row already holds what must be unique.
    #[error("already taken: {0}")]
    Taken(String),
    /// A row is needed by another that hangs on it, or hangs on one that is not there.
    #[error("other rows hang on it: {0}")]
    Needed(String),
    /// One of several changes that belong together was begun and not brought to its end.
    #[error("a change was left unfinished")]
    Unfinished,
    /// The database failed or is out of reach.
    #[error("the database failed: {0}")]
    Broken(#[from] sqlx::Error),
    /// A stored value is not of the type it should have.
    #[error("column {column} of the result cannot be read: {why}")]
    Unreadable {
        /// Its place in the result.
        column: usize,
        /// What the value said.
        why: String,
    },
    /// A value could not be written as JSON.
    #[error("cannot be stored as JSON: {0}")]
    Unwritable(#[from] serde_json::Error),
}

impl StoreError {
    /// Sorts a driver's error: a broken uniqueness and a row that others hang on are expected answers, the rest is not.
    pub(crate) fn from_write(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(refused) if refused.is_unique_violation() => {
                Self::Taken(refused.message().to_owned())
            }
            sqlx::Error::Database(refused) if refused.is_foreign_key_violation() => {
                Self::Needed(refused.message().to_owned())
            }
            _ => Self::Broken(error),
        }
    }
}
