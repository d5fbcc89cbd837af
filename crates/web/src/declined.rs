//! What an act answers when it is not done.

use store::StoreError;

use crate::{Problem, Refusal};

/// Why an act was not done: one of the slice's rules said no, or the store did.
#[derive(Debug)]
pub enum Declined<R> {
    /// A rule said no.
    Refused(R),
    /// The store said no, or failed.
    Store(StoreError),
}

impl<R> From<StoreError> for Declined<R> {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl<R: Refusal> From<Declined<R>> for Problem {
    fn from(declined: Declined<R>) -> Self {
        match declined {
            Declined::Refused(refusal) => Self::refused(&refusal),
            Declined::Store(error) => error.into(),
        }
    }
}
