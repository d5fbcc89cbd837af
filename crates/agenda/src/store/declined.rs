//! What an act of the day answers when it is not done.

use store::StoreError;
use web::Problem;

use crate::rules::Refusal;

/// Why an act was not done: a rule said no, or the store did.
#[derive(Debug)]
pub enum Declined {
    /// A rule said no.
    Refused(Refusal),
    /// The store said no, or failed.
    Store(StoreError),
}

/// The result of an act.
pub type Acted<T> = Result<T, Declined>;

impl From<Refusal> for Declined {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<StoreError> for Declined {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Declined> for Problem {
    fn from(declined: Declined) -> Self {
        match declined {
            Declined::Refused(refusal) => Self::refused(&refusal),
            Declined::Store(error) => error.into(),
        }
    }
}
