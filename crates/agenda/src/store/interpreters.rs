//! Interpreters, and the quarters of an hour for which each is booked.

use kernel::Moment;
use kernel::text::fold;
use serde::Serialize;
use store::{Change, Db, Entry, Fact, Held, InReach, Order, Reach, StoreError, Stored, Where, record};

use super::appointments::{Appointment, AppointmentId};
use super::declined::{Acted, Declined};
use crate::rules::Refusal;
use crate::rules::booking::quarters;

kernel::id!(
    /// Names an interpreter or mediator.
    InterpreterId
);
store::text_cells!(InterpreterId);

record! {
    /// An interpreter or mediator, whom the whole network may book.
    pub struct Interpreter in interpreter keyed by InterpreterId {
        /// The id.
        pub id: InterpreterId,
        /// How often the row was changed.
        pub version: i64,
        /// The name.
        pub name: String,
        /// The name, folded, for sorting.
        pub name_key: String,
        /// The codes of the languages (ISO 639), parted by blanks.
        pub languages: String,
        /// Telephone.
        pub phone: Option<String>,
        /// For whom the interpreter works.
        pub works_for: Option<String>,
        /// Whether the interpreter can be booked.
        pub active: bool,
        /// When a booking was last made or taken back: whoever books writes here first, and so waits for who was faster.
        pub booked_at: Moment,
    }
}

impl InReach for Interpreter {
    fn in_reach(reach: &Reach) -> Where {
        reach.anyone()
    }
}

record! {
    /// A quarter of an hour for which an interpreter is booked. Interpreter and quarter are the key: nobody can be booked
    /// twice, whatever the program forgets.
    pub struct Quarter in interpreter_quarter {
        /// The interpreter.
        pub interpreter_id: InterpreterId,
        /// The quarter, counted from 1970.
        pub quarter: i64,
        /// For which appointment.
        pub appointment_id: AppointmentId,
    }
}

impl InReach for Quarter {
    fn in_reach(reach: &Reach) -> Where {
        reach.anyone()
    }
}

/// What can happen to the directory of interpreters.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InterpreterFact {
    /// One was added.
    InterpreterAdded,
    /// The data of one were put right.
    InterpreterChanged,
}

impl Fact for InterpreterFact {
    fn kind(&self) -> &'static str {
        match self {
            Self::InterpreterAdded => "interpreter-added",
            Self::InterpreterChanged => "interpreter-changed",
        }
    }
}

/// What is written of an interpreter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterpreterSaid {
    /// The name.
    pub name: String,
    /// The codes of the languages.
    pub languages: Vec<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// For whom the interpreter works.
    pub works_for: Option<String>,
    /// Whether the interpreter can be booked.
    pub active: bool,
}

impl Interpreter {
    fn of(id: InterpreterId, version: i64, booked_at: Moment, said: InterpreterSaid) -> Self {
        let InterpreterSaid { name, languages, phone, works_for, active } = said;
        let name_key = fold(&name);
        Self { id, version, name, name_key, languages: languages.join(" "), phone, works_for, active, booked_at }
    }

    /// The codes of the languages.
    pub fn speaks(&self) -> impl Iterator<Item = &str> {
        self.languages.split(' ').filter(|code| !code.is_empty())
    }
}

/// The directory, by name.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &Db) -> Stored<Vec<Interpreter>> {
    db.rows::<Interpreter>().sort(Interpreter::name_key, Order::Rising).sort(Interpreter::id, Order::Rising).all().await
}

/// Adds an interpreter.
///
/// # Errors
/// When the database fails.
pub async fn add(db: &Db, said: InterpreterSaid) -> Stored<Interpreter> {
    let interpreter = Interpreter::of(InterpreterId::fresh(), 0, db.now(), said);
    let mut change = db.change().await?;
    change.insert(&interpreter).await?;
    change.commit(Entry::new(&InterpreterFact::InterpreterAdded, interpreter.id)).await?;
    Ok(interpreter)
}

/// Puts the data of an interpreter right.
///
/// # Errors
/// [`StoreError::Stale`] when somebody changed them since.
pub async fn put(db: &Db, held: Held<Interpreter>, said: InterpreterSaid) -> Stored<Interpreter> {
    let new = Interpreter::of(held.id, held.version, held.booked_at, said);
    let mut change = db.change().await?;
    let interpreter = change.update(held, new).await?;
    change.commit(Entry::new(&InterpreterFact::InterpreterChanged, interpreter.id)).await?;
    Ok(interpreter)
}

/// Who is booked for any of these quarters already, but for one appointment.
///
/// # Errors
/// When the database fails.
pub async fn taken(
    db: &Db,
    starts: Moment,
    ends: Moment,
    but_for: Option<AppointmentId>,
) -> Stored<std::collections::HashSet<InterpreterId>> {
    let rows = db.rows::<Quarter>().filter(Quarter::quarter.is_in(quarters(starts, ends)));
    let rows = rows.filter_if(but_for.map(|id| Quarter::appointment_id.ne(id))).all().await?;
    Ok(rows.into_iter().map(|row| row.interpreter_id).collect())
}

/// Lets the change wait for whoever is booking any of these interpreters just now, always in the same order.
pub(super) async fn wait_for(change: &mut Change, db: &Db, ids: impl IntoIterator<Item = InterpreterId>) -> Stored<()> {
    let mut ids: Vec<_> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        if change.set::<Interpreter, _>(Interpreter::id.eq(id), Interpreter::booked_at, db.now()).await? == 0 {
            return Err(StoreError::NotFound);
        }
    }
    Ok(())
}

/// Books the quarters of an appointment for its interpreter, if it has one.
pub(super) async fn book(change: &mut Change, appointment: &Appointment) -> Acted<()> {
    let Some(interpreter_id) = appointment.interpreter_id else { return Ok(()) };
    let rows: Vec<Quarter> = quarters(appointment.starts, appointment.ends)
        .into_iter()
        .map(|quarter| Quarter { interpreter_id, quarter, appointment_id: appointment.id })
        .collect();
    change.add(&rows).await.map_err(|error| match error {
        StoreError::Taken(_) => Declined::Refused(Refusal::InterpreterTaken),
        other => other.into(),
    })
}

/// Gives the quarters of an appointment back.
pub(super) async fn release(change: &mut Change, appointment: AppointmentId) -> Stored<()> {
    change.remove::<Quarter>(Quarter::appointment_id.eq(appointment)).await?;
    Ok(())
}
