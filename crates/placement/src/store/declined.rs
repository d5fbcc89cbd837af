//! What an act on an offer answers when it is not done.

use crate::rules::{Refusal, StayRefusal};

/// Why an act was not done: a rule said no, or the store did.
pub type Declined = web::Declined<Refusal>;

/// The result of an act.
pub type Acted<T> = Result<T, Declined>;

impl From<Refusal> for Declined {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Why an act on a placement was not done.
pub type StayDeclined = web::Declined<StayRefusal>;

/// The result of an act on a placement.
pub type StayActed<T> = Result<T, StayDeclined>;

impl From<StayRefusal> for StayDeclined {
    fn from(refusal: StayRefusal) -> Self {
        Self::Refused(refusal)
    }
}
