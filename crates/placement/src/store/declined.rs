//! What an act on an offer answers when it is not done.

use crate::rules::Refusal;

/// Why an act was not done: a rule said no, or the store did.
pub type Declined = web::Declined<Refusal>;

/// The result of an act.
pub type Acted<T> = Result<T, Declined>;

impl From<Refusal> for Declined {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
