//! Tasks written by hand, as JSON.

use store::Held;
use web::api::{Sent, all, created, given};
use web::field::{Field, Kind};
use web::{Answer, Filters, Id, May, Problem, words_of};

use crate::pages::tasks::{read, told};
use crate::permissions::KeepTasks;
use crate::rules::task::TaskAct;
use crate::store::tasks::{self, Task, TaskId, Which};

kernel::words! {
    /// Which tasks a list holds.
    pub enum Listed {
        /// What one is to do oneself.
        Mine = "mine",
        /// What one gave to others.
        Given = "given",
        /// What is done.
        Done = "done",
    }
}

/// What the list is asked for.
pub const FILTERS: &[Field] =
    &[Field::new("which", Kind::Word(words_of!(Listed)), "Which tasks; one's own open ones when left out.")];

/// What a task is changed by: its words, or where it stands.
pub const CHANGE: &[Field] = &[
    Field::new("what", Kind::Text(300), "What is to be done."),
    Field::new("due-on", Kind::Day, "Until when."),
    Field::new("assigned-to", Kind::Id, "Who is to do it."),
    Field::new("pathway", Kind::Text(40), "The pathway it concerns: its id or its code."),
    Field::new("act", Kind::Word(words_of!(TaskAct)), "Do or undo, alone."),
];

/// A member's tasks.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn list(may: May<KeepTasks>, filters: Filters) -> Answer {
    let filters = filters.checked(FILTERS)?;
    let which = match filters.0.word("which", Listed::from_word) {
        None | Some(Listed::Mine) => Which::Mine,
        Some(Listed::Given) => Which::Given,
        Some(Listed::Done) => Which::Done,
    };
    all(told(&may, tasks::of(&may.db, may.caller().member, which).await?).await?)
}

/// Writes a task.
///
/// # Errors
/// When a field is wrong or the database fails.
pub async fn create(may: May<KeepTasks>, Sent(mut form): Sent) -> Answer {
    let Some(said) = read(&may, &mut form).await? else { return Err(form.problem()) };
    let task = tasks::write(&may.db, may.caller().member, said).await?;
    created("/api/v1/tasks", told(&may, vec![task]).await?.pop())
}

/// Words a task anew, or marks it done or not done.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when a field is wrong or somebody was faster.
pub async fn patch(may: May<KeepTasks>, Id(id): Id<TaskId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Task> = may.db.held(id).await?;
    let held = match form.version() {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    if !form.check(CHANGE) {
        return Err(form.problem());
    }
    let task = match form.word("act", TaskAct::from_word) {
        Some(act) => tasks::act(&may.db, may.caller().member, held, act).await?,
        None => {
            let mut whole = form.clone();
            for (name, now) in [
                ("what", Some(held.what.clone())),
                ("due-on", held.due_on.map(|day| day.to_string())),
                ("assigned-to", Some(held.assigned_to.to_string())),
                ("pathway", held.pathway_id.map(|id| id.to_string())),
            ] {
                if !form.has(name) {
                    whole = whole.with_some(name, now);
                }
            }
            let Some(said) = read(&may, &mut whole).await? else { return Err(whole.problem()) };
            tasks::put(&may.db, held, said).await?
        }
    };
    match told(&may, vec![task]).await?.pop() {
        Some(task) => given(task),
        None => Err(Problem::NotFound),
    }
}
