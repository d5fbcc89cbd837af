//! Tasks written by hand: listed, written, changed, done in one press.

use kernel::{Day, MemberId, PathwayId};
use pathways::permissions::ViewPathways;
use pathways::store::pathways::{self as ways, Pathway};
use people::permissions::ViewPeople;
use serde::Serialize;
use serde_json::json;
use store::{Held, StoreError, Stored};
use web::field::{Field, Kind};
use web::{Answer, FieldError, Flash, Form, Id, May, Posted, Problem, is_own_path, words_of};

use crate::permissions::KeepTasks;
use crate::rules::task::{TaskAct, TaskStatus};
use crate::store::derived;
use crate::store::tasks::{self, Task, TaskId, TaskSaid, Which};

/// What a task holds.
pub const TASK: &[Field] = &[
    Field::new("what", Kind::Text(300), "What is to be done.").required(),
    Field::new("due-on", Kind::Day, "Until when."),
    Field::new("assigned-to", Kind::Id, "Who is to do it; oneself when left out."),
    Field::new("pathway", Kind::Text(40), "The pathway it concerns: its id or its code."),
];

/// What can be done with a task.
pub const ACT: &[Field] = &[Field::new("act", Kind::Word(words_of!(TaskAct)), "Do or undo.").required()];

/// A task as it is listed.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct TaskOut {
    /// Its id.
    pub id: TaskId,
    /// How often it was changed.
    pub version: i64,
    /// What is to be done.
    pub what: String,
    /// Until when.
    pub due_on: Option<Day>,
    /// The pathway it concerns, where it lies within reach.
    pub pathway: Option<PathwayId>,
    /// Its household: a name where names may be read, a code elsewhere.
    pub label: Option<String>,
    /// Who wrote it.
    pub made_by: Option<String>,
    /// Who is to do it.
    pub assigned_to: MemberId,
    /// That member's name.
    pub assigned_to_name: Option<String>,
    /// Where it stands.
    pub status: TaskStatus,
}

/// Tasks with the names that belong to them.
pub(crate) async fn told(may: &May<KeepTasks>, rows: Vec<Task>) -> Stored<Vec<TaskOut>> {
    let along = derived::pathways(&may.also::<ViewPathways>(), rows.iter().filter_map(|task| task.pathway_id)).await?;
    let of = along.values().map(|pathway| pathway.household_id);
    let households = ways::households(&may.also::<ViewPeople>(), of).await?;
    let members = rows.iter().flat_map(|task| [task.made_by, task.assigned_to]);
    let names = accounts::store::names_of(&may.db, members).await?;
    let told = rows.into_iter().map(|task| {
        let pathway = task.pathway_id.and_then(|id| along.get(&id));
        let label = pathway.map(|pathway| {
            let household = households.get(&pathway.household_id);
            household.and_then(|household| household.name.clone()).unwrap_or_else(|| pathway.code.clone())
        });
        TaskOut {
            id: task.id,
            version: task.version,
            what: task.what,
            due_on: task.due_on,
            pathway: pathway.map(|pathway| pathway.id),
            label,
            made_by: names.get(&task.made_by).cloned(),
            assigned_to: task.assigned_to,
            assigned_to_name: names.get(&task.assigned_to).cloned(),
            status: task.status,
        }
    });
    Ok(told.collect())
}

/// Reads a form into a task; notes what is wrong in the form.
pub(crate) async fn read(may: &May<KeepTasks>, form: &mut Form) -> Result<Option<TaskSaid>, Problem> {
    form.check(TASK);
    let assigned_to = form.value("assigned-to").unwrap_or(may.caller().member);
    if form.errors().is_empty() && form.is_filled("assigned-to") {
        match tasks::must_be_colleague(&may.db, assigned_to).await {
            Err(StoreError::NotFound) => form.fail(FieldError::new("assigned-to", "unknown-choice")),
            other => other?,
        }
    }
    let pathway = match form.text("pathway") {
        Some(written) => {
            let found = pathway_of(may, &written).await?;
            if found.is_none() {
                form.fail(FieldError::new("pathway", "unknown-pathway"));
            }
            found
        }
        None => None,
    };
    let Some(what) = form.text("what").filter(|_| form.errors().is_empty()) else { return Ok(None) };
    Ok(Some(TaskSaid {
        what,
        due_on: form.value("due-on"),
        pathway_id: pathway.map(|pathway| pathway.id),
        assigned_to,
    }))
}

/// The pathway within reach that an id or a code names.
pub(crate) async fn pathway_of<P>(may: &May<P>, written: &str) -> Stored<Option<Pathway>> {
    let this = match written.parse::<PathwayId>() {
        Ok(id) => Pathway::id.eq(id),
        Err(_) => Pathway::code.eq(written.trim().to_uppercase()),
    };
    may.also::<ViewPathways>().rows::<Pathway>().filter(this).first().await
}

/// The lists, and the form of a new task.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<KeepTasks>, filters: web::Filters) -> Answer {
    let pathway = filters.0.text("pathway");
    lists(&may, &Form::blank().with("assigned-to", may.caller().member).with_some("pathway", pathway)).await
}

async fn lists(may: &May<KeepTasks>, form: &Form) -> Answer {
    let member = may.caller().member;
    let mine = told(may, tasks::of(&may.db, member, Which::Mine).await?).await?;
    let given = told(may, tasks::of(&may.db, member, Which::Given).await?).await?;
    let mut done = tasks::of(&may.db, member, Which::Done).await?;
    done.truncate(20);
    let done = told(may, done).await?;
    let colleagues = choices(may).await?;
    let context =
        json!({ "mine": mine, "given": given, "done": done, "colleagues": colleagues, "today": may.db.today() });
    may.form("tasks/index.html", form, context)
}

async fn choices(may: &May<KeepTasks>) -> Stored<Vec<serde_json::Value>> {
    let known = accounts::store::colleagues(&may.db).await?;
    Ok(known.into_iter().map(|(id, name)| json!({ "value": id, "label": name })).collect())
}

/// Writes a task.
///
/// # Errors
/// When the database fails.
pub async fn create(may: May<KeepTasks>, Posted(mut form): Posted) -> Answer {
    match read(&may, &mut form).await? {
        Some(said) => {
            tasks::write(&may.db, may.caller().member, said).await?;
            may.see_done(&back_to(&form), Flash("task-written"))
        }
        None => lists(&may, &form).await,
    }
}

/// The form of one task.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn edit(may: May<KeepTasks>, Id(id): Id<TaskId>) -> Answer {
    let task = may.db.rows::<Task>().id(id).one().await?;
    let pathway = derived::pathways(&may.also::<ViewPathways>(), task.pathway_id).await?;
    let form = Form::blank()
        .with("what", &task.what)
        .with_some("due-on", task.due_on.map(Day::italian))
        .with("assigned-to", task.assigned_to)
        .with_some("pathway", pathway.into_values().next().map(|pathway| pathway.code))
        .with("version", task.version);
    edit_page(&may, &task, &form).await
}

async fn edit_page(may: &May<KeepTasks>, task: &Task, form: &Form) -> Answer {
    let context = json!({ "id": task.id, "status": task.status, "colleagues": choices(may).await? });
    may.form("tasks/edit.html", form, context)
}

/// Changes a task.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn update(may: May<KeepTasks>, Id(id): Id<TaskId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Task> = may.db.held(id).await?;
    let task = held.clone();
    let Some(mut said) = read(&may, &mut form).await? else { return edit_page(&may, &task, &form).await };
    // A pathway that this member does not reach cannot be shown in the form, and is not lost by sending it.
    if !form.is_filled("pathway") && derived::pathways(&may.also::<ViewPathways>(), task.pathway_id).await?.is_empty() {
        said.pathway_id = task.pathway_id;
    }
    tasks::put(&may.db, held.at_version(form.version().unwrap_or_default())?, said).await?;
    may.see_done("/tasks", Flash("task-changed"))
}

/// Marks a task done, or takes that back.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn act(may: May<KeepTasks>, Id(id): Id<TaskId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Task> = may.db.held(id).await?;
    let act = form.check(ACT).then(|| form.word("act", TaskAct::from_word)).flatten();
    let Some(act) = act else { return Err(form.problem()) };
    tasks::act(&may.db, may.caller().member, held, act).await?;
    may.see_done(&back_to(&form), Flash(if act == TaskAct::Do { "task-done" } else { "task-undone" }))
}

/// Where the address of a task's state leads back to.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn back(may: May<KeepTasks>, Id(id): Id<TaskId>) -> Answer {
    may.db.rows::<Task>().id(id).one().await?;
    may.see("/tasks")
}

/// The page that a form was sent from, if it says so.
fn back_to(form: &Form) -> String {
    let next = form.typed("next");
    if is_own_path(next) { next.to_owned() } else { "/tasks".to_owned() }
}
