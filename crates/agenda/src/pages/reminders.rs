//! Reminders: whether one wants them, what became of those of one's own appointments, and what a person decides where the
//! machine cannot.

use axum::Extension;
use kernel::{Day, Moment, PersonId};
use people::permissions::ViewPeople;
use people::store::persons::{Identity, Person, identities_of};
use serde::Serialize;
use serde_json::json;
use store::{Db, Held, StoreError, Stored};
use web::field::{Field, Kind};
use web::{Answer, FieldError, Flash, Form, Id, May, Posted, Problem, words_of};

use crate::permissions::{EditAppointments, ViewAppointments};
use crate::post::Sends;
use crate::rules::reminder::{ReminderAct, ReminderState};
use crate::store::appointments::{Appointment, AppointmentId};
use crate::store::reminders::{self, Reminder, ReminderId};
use crate::store::wishes::{self, Recipient, Wish};

kernel::words! {
    /// What a person decides about a reminder.
    pub enum Decision {
        /// It went out: nothing more is to be done.
        Settle = "settle",
        /// It is to go out again.
        Resend = "resend",
    }
}

/// What is decided.
pub const DECISION: &[Field] =
    &[Field::new("act", Kind::Word(words_of!(Decision)), "Settled as sent, or to be sent again.").required()];

/// Whether somebody wants reminders.
pub const WISH: &[Field] = &[Field::new("wants", Kind::Flag, "Yes or no.").required()];

/// A reminder as it is read.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ReminderOut {
    /// Its id.
    pub id: ReminderId,
    /// How often it was changed.
    pub version: i64,
    /// Of which appointment.
    pub appointment: AppointmentId,
    /// The day of the appointment.
    pub day: Day,
    /// When it begins, as clocks in the network's time zone show it.
    pub from: String,
    /// For whom, as far as the name lies within reach.
    pub to: Option<String>,
    /// Where it stands.
    pub state: ReminderState,
    /// How often it was tried.
    pub tries: i64,
    /// When it is tried next, while it waits.
    pub next_try: Option<Moment>,
    /// Why it stands so.
    pub why: Option<String>,
    /// What a person may decide.
    pub decisions: Vec<Decision>,
}

/// Reminders with the names of their recipients.
pub(crate) async fn told<P>(may: &May<P>, rows: Vec<Reminder>) -> Stored<Vec<ReminderOut>> {
    let db = may.also::<ViewAppointments>();
    let members = accounts::store::names_of(&db, rows.iter().filter_map(|row| row.member_id)).await?;
    let people = may.also::<ViewPeople>();
    let persons = identities_of(&people, rows.iter().filter_map(|row| row.person_id)).await?;
    let zone = may.db.clock().zone();
    let told = rows.into_iter().map(|row| {
        let (day, from) = row.starts.local(zone);
        let member = row.member_id.and_then(|id| members.get(&id).cloned());
        let person = row.person_id.and_then(|id| persons.get(&id)).map(Identity::name);
        let decisions = [(Decision::Settle, ReminderAct::Settle), (Decision::Resend, ReminderAct::Resend)];
        let decisions = decisions.into_iter().filter(|(_, act)| row.state.after(*act).is_some());
        ReminderOut {
            id: row.id,
            version: row.version,
            appointment: row.appointment_id,
            day,
            from,
            to: member.or(person),
            state: row.state,
            tries: row.tries,
            next_try: (row.state == ReminderState::Waiting).then_some(row.next_try),
            why: row.why,
            decisions: decisions.map(|(decision, _)| decision).collect(),
        }
    });
    Ok(told.collect())
}

/// One's own reminders, and whether one wants them.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<ViewAppointments>, sends: Option<Extension<Sends>>) -> Answer {
    let member = may.caller().member;
    let wish = wishes::of(&may.db, Recipient::Member(member)).await?;
    let rows = reminders::planned_by(&may.db, member, false).await?;
    let rows = told(&may, rows).await?;
    let context = json!({
        "version": wish.as_ref().map(|wish| wish.version),
        "wants": wish.is_some_and(|wish| wish.wants),
        "rows": rows,
        "sends": sends.is_some_and(|Extension(Sends(sends))| sends),
        "may_edit": may.may::<EditAppointments>(),
    });
    may.page("reminders/index.html", context)
}

/// Says whether one wants reminders oneself.
///
/// # Errors
/// [`Problem::Stale`] when that was said anew meanwhile; or when the database fails.
pub async fn wish(may: May<ViewAppointments>, Posted(mut form): Posted) -> Answer {
    if !form.check(WISH) {
        return Err(form.problem());
    }
    let member = may.caller().member;
    let before = wishes::held(&may.db, Recipient::Member(member)).await?;
    let before = wishes::as_seen(before, form.version())?;
    wishes::say(&may.db, member, Recipient::Member(member), before, form.flag("wants")).await?;
    may.see_done("/reminders", Flash("wish-said"))
}

/// What was said of reminders by somebody accompanied.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn person(may: May<EditAppointments>, Id(id): Id<PersonId>, sends: Option<Extension<Sends>>) -> Answer {
    let wish = wishes::of(&may.db, Recipient::Person(id)).await?;
    let form = Form::blank().with_some("version", wish.map(|wish| wish.version));
    person_page(&may, id, &form, sends.is_some_and(|Extension(Sends(sends))| sends)).await
}

async fn person_page(may: &May<EditAppointments>, id: PersonId, form: &Form, sends: bool) -> Answer {
    let person = may.also::<ViewPeople>().rows::<Person>().id(id).one().await?;
    let identity = identities_of(&may.also::<ViewPeople>(), [id]).await?.remove(&id);
    let wish = wishes::of(&may.db, Recipient::Person(id)).await?;
    let context = json!({
        "id": id,
        "name": identity.as_ref().map(Identity::name).filter(|name| !name.is_empty()).unwrap_or_else(|| person.code()),
        "email": identity.and_then(|identity| identity.email),
        "wish": wish.map(|wish| json!({ "wants": wish.wants, "said_on": wish.said_on })),
        "sends": sends,
    });
    may.form("reminders/person.html", form, context)
}

/// Writes down what somebody accompanied said of reminders. A yes needs an address.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; [`Problem::Stale`] when somebody was faster.
pub async fn person_wish(
    may: May<EditAppointments>,
    Id(id): Id<PersonId>,
    sends: Option<Extension<Sends>>,
    Posted(mut form): Posted,
) -> Answer {
    may.also::<ViewPeople>().rows::<Person>().id(id).one().await?;
    let before = wishes::held(&may.db, Recipient::Person(id)).await?;
    let before = wishes::as_seen(before, form.version())?;
    if said(&may, id, before, &mut form).await? {
        return may.see_done(&format!("/people/{id}/reminders"), Flash("wish-said"));
    }
    person_page(&may, id, &form, sends.is_some_and(|Extension(Sends(sends))| sends)).await
}

/// Writes a person's wish down over the one before, or notes in the form why not.
pub(crate) async fn said(
    may: &May<EditAppointments>,
    id: PersonId,
    before: Option<Held<Wish>>,
    form: &mut Form,
) -> Result<bool, Problem> {
    let people = may.also::<ViewPeople>();
    people.rows::<Person>().id(id).one().await?;
    if !form.check(WISH) {
        return Ok(false);
    }
    let wants = form.flag("wants");
    let email = identities_of(&people, [id]).await?.remove(&id).and_then(|identity| identity.email);
    if wants && email.is_none() {
        form.fail(FieldError::new("wants", "no-address"));
        return Ok(false);
    }
    wishes::say(&may.db, may.caller().member, Recipient::Person(id), before, wants).await?;
    Ok(true)
}

/// Decides about a reminder that the machine leaves to a person.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; [`Problem::Stale`] when somebody was faster.
pub async fn decide(may: May<EditAppointments>, Id(id): Id<ReminderId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Reminder> = may.db.held(id).await?;
    let decision = form.check(DECISION).then(|| form.word("act", Decision::from_word)).flatten();
    let Some(decision) = decision else { return Err(form.problem()) };
    decided(&may.db, held.at_version(form.version().unwrap_or(-1))?, decision).await?;
    may.see_done("/reminders", Flash("reminder-decided"))
}

/// Lets a decision take effect.
pub(crate) async fn decided(db: &Db, held: Held<Reminder>, decision: Decision) -> Stored<Reminder> {
    // Sending again is for an appointment that still stands; what has passed is only settled.
    let appointment = db.rows::<Appointment>().id(held.appointment_id).one().await?;
    let act = match decision {
        Decision::Settle => ReminderAct::Settle,
        Decision::Resend if appointment.starts <= db.now() => return Err(StoreError::Stale),
        Decision::Resend => ReminderAct::Resend,
    };
    reminders::moved(db, held, act, None).await
}

/// Where the address of a decision leads back to.
///
/// # Errors
/// Never.
pub async fn back(may: May<ViewAppointments>, Id(id): Id<ReminderId>) -> Answer {
    may.db.rows::<Reminder>().id(id).one().await?;
    may.see("/reminders")
}

/// Where the address of one's own wish leads back to.
///
/// # Errors
/// Never.
pub async fn back_to_all(may: May<ViewAppointments>) -> Answer {
    may.see("/reminders")
}
