//! All attachments of a person are erased: the key is destroyed, and nothing opens again.

use kernel::PersonId;
use store::StoreError;
use web::field::{Field, Kind};
use web::{Answer, FieldError, Flash, Form, Id, May, Posted, Problem, words_of};

use super::whose;
use crate::permissions::EraseAttachments;
use crate::rules::erasure::ErasureReason;
use crate::store::attachments;

/// What an erasure asks.
pub const ERASURE: &[Field] =
    &[Field::new("reason", Kind::Word(words_of!(ErasureReason)), "Why all are erased.").required()];

/// Erases a person's attachments.
///
/// # Errors
/// When there is no such person within reach, or no reason is given.
pub async fn erase(may: May<EraseAttachments>, Id(person): Id<PersonId>, Posted(form): Posted) -> Answer {
    erased(&may, person, form).await?;
    may.see_done(&format!("/people/{person}/attachments"), Flash("attachments-erased"))
}

/// Erases them; says how many there were.
///
/// # Errors
/// When there is no such person within reach, no reason is given, or there never was an attachment.
pub(crate) async fn erased(may: &May<EraseAttachments>, person: PersonId, mut form: Form) -> Result<u64, Problem> {
    whose(&may.db, person).await?;
    form.check(ERASURE);
    let reason = form.word("reason", ErasureReason::from_word).filter(|_| form.errors().is_empty());
    let Some(reason) = reason else { return Err(form.problem()) };
    // A file that comes in at the same moment is erased with the others.
    let mut done = attachments::erase(&may.db, person, reason).await;
    for _ in 0..3 {
        if !matches!(done, Err(StoreError::Stale)) {
            break;
        }
        done = attachments::erase(&may.db, person, reason).await;
    }
    match done {
        Ok(count) => Ok(count),
        Err(StoreError::NotFound) => Err(Problem::Invalid(vec![FieldError::new("", "attachments-none-to-erase")])),
        Err(error) => Err(error.into()),
    }
}
