//! Tasks written by hand, for oneself or for a colleague.

use kernel::{Day, MemberId, Moment, PathwayId};
use serde::Serialize;
use store::{Db, Entry, Fact, Held, InReach, Order, Reach, StoreError, Stored, Where, record};

use crate::rules::task::{TaskAct, TaskStatus};

kernel::id!(
    /// Names a task written by hand.
    TaskId
);
store::text_cells!(TaskId);

record! {
    /// A task written by hand.
    pub struct Task in task keyed by TaskId {
        /// Its id.
        pub id: TaskId,
        /// How often it was changed.
        pub version: i64,
        /// What is to be done.
        pub what: String,
        /// Until when.
        pub due_on: Option<Day>,
        /// The pathway it concerns.
        pub pathway_id: Option<PathwayId>,
        /// Who wrote it.
        pub made_by: MemberId,
        /// Who is to do it.
        pub assigned_to: MemberId,
        /// Where it stands.
        pub status: TaskStatus,
        /// When it was marked done.
        pub done_at: Option<Moment>,
        /// Who marked it done.
        pub done_by: Option<MemberId>,
    }
}

/// A task is between who wrote it and who is to do it.
impl InReach for Task {
    fn in_reach(reach: &Reach) -> Where {
        reach.own(Self::assigned_to).or(reach.own(Self::made_by))
    }
}

/// What can happen to a task. Its words may name people and stay out of the journal.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TaskFact {
    /// Somebody wrote it.
    TaskWritten,
    /// It was worded anew, moved or given to somebody else.
    TaskChanged,
    /// It is done.
    TaskDone,
    /// It is to be done again.
    TaskUndone,
}

impl Fact for TaskFact {
    fn kind(&self) -> &'static str {
        match self {
            Self::TaskWritten => "task-written",
            Self::TaskChanged => "task-changed",
            Self::TaskDone => "task-done",
            Self::TaskUndone => "task-undone",
        }
    }
}

/// What is written of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskSaid {
    /// What is to be done.
    pub what: String,
    /// Until when.
    pub due_on: Option<Day>,
    /// The pathway it concerns.
    pub pathway_id: Option<PathwayId>,
    /// Who is to do it.
    pub assigned_to: MemberId,
}

/// Which tasks are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// What the member is to do.
    Mine,
    /// What the member gave to others.
    Given,
    /// What is done, the latest first.
    Done,
}

/// No list of tasks is longer.
const MOST: u64 = 100;

/// A member's tasks.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, member: MemberId, which: Which) -> Stored<Vec<Task>> {
    let rows = db.rows::<Task>().limit(MOST);
    let open = Task::status.eq(TaskStatus::Open);
    let rows = match which {
        Which::Mine => rows.filter(open.and(Task::assigned_to.eq(member))).sort(Task::due_on, Order::Rising),
        Which::Given => rows
            .filter(open.and(Task::made_by.eq(member)).and(Task::assigned_to.ne(member)))
            .sort(Task::due_on, Order::Rising),
        Which::Done => rows.filter(Task::status.eq(TaskStatus::Done)).sort(Task::done_at, Order::Falling),
    };
    let mut tasks = rows.all().await?;
    // The engines disagree on where what is empty stands.
    if which != Which::Done {
        tasks.sort_by_key(|task| (task.due_on.is_none(), task.due_on));
    }
    Ok(tasks)
}

/// Writes a task.
///
/// # Errors
/// [`StoreError::NotFound`] when it would lie beyond reach.
pub async fn write(db: &Db, by: MemberId, said: TaskSaid) -> Stored<Task> {
    let TaskSaid { what, due_on, pathway_id, assigned_to } = said;
    let task = Task {
        id: TaskId::fresh(),
        version: 0,
        what,
        due_on,
        pathway_id,
        made_by: by,
        assigned_to,
        status: TaskStatus::Open,
        done_at: None,
        done_by: None,
    };
    let mut change = db.change().await?;
    change.insert(&task).await?;
    change.commit(Entry::new(&TaskFact::TaskWritten, task.id)).await?;
    Ok(task)
}

/// Words a task anew, moves it or gives it to somebody else.
///
/// # Errors
/// [`StoreError::Stale`] when somebody changed it since.
pub async fn put(db: &Db, held: Held<Task>, said: TaskSaid) -> Stored<Task> {
    let TaskSaid { what, due_on, pathway_id, assigned_to } = said;
    let new = Task { what, due_on, pathway_id, assigned_to, ..held.clone() };
    changed(db, held, new, &TaskFact::TaskChanged).await
}

/// Marks a task done, or takes that back. What stands so already is left as it is: a second press changes nothing.
///
/// # Errors
/// [`StoreError::Stale`] when somebody changed it since.
pub async fn act(db: &Db, by: MemberId, held: Held<Task>, act: TaskAct) -> Stored<Task> {
    let Some(status) = held.status.after(act) else { return Ok(held.clone()) };
    let done = status == TaskStatus::Done;
    let new = Task { status, done_at: done.then(|| db.now()), done_by: done.then_some(by), ..held.clone() };
    let fact = if done { TaskFact::TaskDone } else { TaskFact::TaskUndone };
    changed(db, held, new, &fact).await
}

async fn changed(db: &Db, held: Held<Task>, new: Task, fact: &TaskFact) -> Stored<Task> {
    let mut change = db.change().await?;
    let task = change.update(held, new).await?;
    change.commit(Entry::new(fact, task.id)).await?;
    Ok(task)
}

/// Whether a member may be given a task from this reach: oneself, or a colleague.
///
/// # Errors
/// [`StoreError::NotFound`] for anybody else.
pub async fn must_be_colleague(db: &Db, member: MemberId) -> Stored<()> {
    let known = db.act().member == Some(member)
        || accounts::store::colleagues(db).await?.iter().any(|(colleague, _)| *colleague == member);
    if known { Ok(()) } else { Err(StoreError::NotFound) }
}
