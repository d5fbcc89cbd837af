//! What a form learns from an act: done, or refused at a field.

use kernel::PathwayId;
use web::{Form, Problem, is_own_path};

use crate::store::declined::{Acted, Declined};

/// What was done; nothing when the form learnt why not.
///
/// # Errors
/// When there is no such thing, somebody was faster, or the database fails.
pub(crate) fn told<T>(form: &mut Form, acted: Acted<T>) -> Result<Option<T>, Problem> {
    match acted {
        Ok(done) => Ok(Some(done)),
        Err(Declined::Refused(refusal)) => {
            form.refuse(&refusal);
            Ok(None)
        }
        Err(Declined::Store(error)) => Err(error.into()),
    }
}

/// Where a form leads back to: the day or the caseload, when it was sent from there, and the pathway otherwise.
pub(crate) fn back(form: &Form, id: PathwayId) -> String {
    let next = form.typed("next");
    let from_a_list = ["/", "/caseload"].iter().any(|list| next == *list || next.starts_with(&format!("{list}?")));
    if from_a_list && is_own_path(next) { next.to_owned() } else { format!("/pathways/{id}") }
}
