//! What a form learns from an act: done, refused at a field, overtaken by somebody else.

use kernel::PathwayId;
use serde::Serialize;
use store::StoreError;
use web::{Answer, Desk, FieldError, Form, Problem, is_own_path};

use crate::store::declined::{Acted, Declined};

/// What was done; nothing when the form learnt why not.
///
/// # Errors
/// When there is no such thing, or the database fails.
pub(crate) fn told<T>(form: &mut Form, acted: Acted<T>) -> Result<Option<T>, Problem> {
    match acted {
        Ok(done) => Ok(Some(done)),
        Err(Declined::Refused(refusal)) => {
            form.refuse(&refusal);
            Ok(None)
        }
        Err(Declined::Store(StoreError::Stale)) => {
            form.fail(FieldError::new("", "stale-form"));
            Ok(None)
        }
        Err(Declined::Store(error)) => Err(error.into()),
    }
}

/// The form again, with what was typed: 409 when somebody was faster, 422 when something is wrong, 200 when fresh.
///
/// After a conflict the form carries the version that stands now: whoever has compared may save. After any other error
/// it keeps the version that it was made from.
pub(crate) fn again(desk: &Desk, template: &str, form: &Form, stands: Option<i64>, context: impl Serialize) -> Answer {
    if form.errors().iter().any(|error| error.code == "stale-form") {
        desk.conflict(template, &form.clone().with_some("version", stands), context)
    } else {
        desk.form(template, form, context)
    }
}

/// Where a form leads back to: the day or the caseload, when it was sent from there, and the pathway otherwise.
pub(crate) fn back(form: &Form, id: PathwayId) -> String {
    let next = form.typed("next");
    let from_a_list = ["/", "/caseload"].iter().any(|list| next == *list || next.starts_with(&format!("{list}?")));
    if from_a_list && is_own_path(next) { next.to_owned() } else { format!("/pathways/{id}") }
}

/// A day as forms show it.
pub(crate) fn shown(day: kernel::Day) -> String {
    day.italian()
}
