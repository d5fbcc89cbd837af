//! Interpreters as JSON.

use store::Held;
use web::api::{Sent, all, created, given};
use web::field::{Field, Kind};
use web::{Answer, Filters, Id, May};

use crate::pages::interpreters::{FILTERS, InterpreterOut, read, speaking};
use crate::permissions::{ManageInterpreters, ViewAppointments};
use crate::store::interpreters::{self, Interpreter, InterpreterId};

/// What the data of an interpreter are changed by.
pub const CHANGE: &[Field] = &[
    Field::new("name", Kind::Text(120), "The name."),
    Field::new("languages", Kind::Text(120), "Codes of the languages (ISO 639)."),
    Field::new("phone", Kind::Text(40), "Telephone."),
    Field::new("works-for", Kind::Text(120), "For whom the interpreter works."),
    Field::new("active", Kind::Flag, "Whether the interpreter can be booked."),
];

/// The directory.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn list(may: May<ViewAppointments>, filters: Filters) -> Answer {
    let filters = filters.checked(FILTERS)?;
    all(speaking(interpreters::all(&may.db).await?, filters.0.typed("language")))
}

/// Adds an interpreter.
///
/// # Errors
/// When a field is wrong or the database fails.
pub async fn create(may: May<ManageInterpreters>, Sent(mut form): Sent) -> Answer {
    let Some(said) = read(&mut form) else { return Err(form.problem()) };
    created("/api/v1/interpreters", InterpreterOut::from(interpreters::add(&may.db, said).await?))
}

/// Puts the data of an interpreter right.
///
/// # Errors
/// When there is none, a field is wrong, or somebody was faster.
pub async fn patch(may: May<ManageInterpreters>, Id(id): Id<InterpreterId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Interpreter> = may.db.held(id).await?;
    let held = match form.version() {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    if !form.check(CHANGE) {
        return Err(form.problem());
    }
    let now = [
        ("name", Some(held.name.clone())),
        ("languages", Some(held.languages.clone())),
        ("phone", held.phone.clone()),
        ("works-for", held.works_for.clone()),
        ("active", Some(held.active.to_string())),
    ];
    let mut whole = form.clone();
    for (name, value) in now {
        if !form.has(name) {
            whole = whole.with_some(name, value);
        }
    }
    let Some(said) = read(&mut whole) else { return Err(whole.problem()) };
    given(InterpreterOut::from(interpreters::put(&may.db, held, said).await?))
}
