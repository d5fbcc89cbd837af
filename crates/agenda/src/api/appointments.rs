//! Appointments and the calendar as JSON.

use kernel::Day;
use store::Held;
use web::api::{Sent, created, given};
use web::field::{Field, Kind};
use web::{Answer, Filters, Form, Id, May, Problem, words_of};

use crate::pages::appointments::{filled, read, told};
use crate::pages::calendar::{WhoseCalendar, gathered};
use crate::permissions::{EditAppointments, ViewAppointments};
use crate::rules::appointment::{AppointmentAct, AppointmentKind, MINUTES};
use crate::store::appointments::{self, Appointment, AppointmentId};

/// What the calendar is asked for.
pub const FILTERS: &[Field] = &[
    Field::new("from", Kind::Day, "The first day; today when left out."),
    Field::new("to", Kind::Day, "The last day, at most 31 days later; a week later when left out."),
    Field::new("whose", Kind::Word(words_of!(WhoseCalendar)), "Whose; everybody's within reach when left out."),
];

/// What an appointment is changed by: its fields, or an act alone.
pub const CHANGE: &[Field] = &[
    Field::new("kind", Kind::Word(words_of!(AppointmentKind)), "What it is."),
    Field::new("words", Kind::Text(200), "In words."),
    Field::new("day", Kind::Day, "On which day."),
    Field::new("from", Kind::Text(5), "When it begins."),
    Field::new("minutes", Kind::Number(MINUTES.0, MINUTES.1), "How many minutes it lasts."),
    Field::new("place", Kind::Text(200), "Where."),
    Field::new("with", Kind::Text(120), "With which household."),
    Field::new("person", Kind::Id, "With whom of the household."),
    Field::new("members", Kind::Prose(4000), "Who takes part."),
    Field::new("interpreter", Kind::Id, "With which interpreter."),
    Field::new("shared", Kind::Flag, "Whether the whole organisation may read it."),
    Field::new("act", Kind::Word(words_of!(AppointmentAct)), "Held, missed, cancelled or restored, alone."),
];

/// The longest calendar that is told at once, in days.
const LONGEST: i64 = 31;

/// The calendar of some days.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn list(may: May<ViewAppointments>, filters: Filters) -> Answer {
    let filters = filters.checked(FILTERS)?;
    let from = filters.0.value::<Day>("from").unwrap_or(may.db.today());
    let to = filters.0.value::<Day>("to").unwrap_or(from.plus_days(6));
    let to = Ord::min(Ord::max(to, from), from.plus_days(LONGEST));
    let whose = filters.0.word("whose", WhoseCalendar::from_word).unwrap_or(WhoseCalendar::All);
    given(gathered(&may, whose, from, to).await?)
}

/// One appointment.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn one(may: May<ViewAppointments>, Id(id): Id<AppointmentId>) -> Answer {
    let row = may.db.rows::<Appointment>().id(id).one().await?;
    given(told(&may, vec![row]).await?.pop())
}

/// Plans an appointment.
///
/// # Errors
/// When a field is wrong, the interpreter is booked by then, or the database fails.
pub async fn create(may: May<EditAppointments>, Sent(mut form): Sent) -> Answer {
    let Some((appointment, members)) = read(&may, &mut form, None).await? else { return Err(form.problem()) };
    let planned = appointments::plan(&may.db, appointment, &members).await?;
    let place = format!("/api/v1/appointments/{}", planned.id);
    created(&place, told(&may, vec![planned]).await?.pop())
}

/// Changes an appointment, says how it went, calls it off or takes that back.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when a rule says no or somebody was faster.
pub async fn patch(may: May<EditAppointments>, Id(id): Id<AppointmentId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Appointment> = may.db.held(id).await?;
    let held = match form.version() {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    if !form.check(CHANGE) {
        return Err(form.problem());
    }
    let row = match form.word("act", AppointmentAct::from_word) {
        Some(act) => appointments::act(&may.db, held, act).await?,
        None => {
            let mut whole = over(&filled(&may, &held).await?, &form);
            let Some((new, members)) = read(&may, &mut whole, Some(&held)).await? else { return Err(whole.problem()) };
            appointments::put(&may.db, held, new, &members).await?
        }
    };
    match told(&may, vec![row]).await?.pop() {
        Some(told) => given(told),
        None => Err(Problem::NotFound),
    }
}

/// What stands, with what was sent laid over it.
fn over(stands: &Form, sent: &Form) -> Form {
    let mut whole = Form::blank();
    for field in CHANGE.iter().map(|field| field.name).filter(|name| *name != "act") {
        let from = if sent.has(field) { sent } else { stands };
        whole = whole.with_all(field, from.chosen(field));
    }
    whole
}
