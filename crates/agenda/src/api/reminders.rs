//! Reminders as JSON.

use kernel::PersonId;
use serde::Serialize;
use store::Held;
use web::api::{Sent, all, given};
use web::field::{Field, Kind};
use web::{Answer, Id, May, Problem, words_of};

use crate::pages::reminders::{Decision, WISH, decided, said, told};
use crate::permissions::{EditAppointments, ViewAppointments};
use crate::store::reminders::{self, Reminder, ReminderId};
use crate::store::wishes::{self, Recipient};

/// What a reminder is changed by.
pub const CHANGE: &[Field] =
    &[Field::new("act", Kind::Word(words_of!(Decision)), "Settled as sent, or to be sent again.").required()];

/// Whether somebody wants reminders.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct WishOut {
    /// Yes or no.
    pub wants: bool,
}

/// The reminders of the appointments that one planned.
///
/// # Errors
/// When the database fails.
pub async fn list(may: May<ViewAppointments>) -> Answer {
    let rows = reminders::planned_by(&may.db, may.caller().member, false).await?;
    all(told(&may, rows).await?)
}

/// Decides about a reminder that the machine leaves to a person.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; [`Problem::Stale`] when it stands elsewhere.
pub async fn patch(may: May<EditAppointments>, Id(id): Id<ReminderId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Reminder> = may.db.held(id).await?;
    let held = match form.version() {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    let decision = form.check(CHANGE).then(|| form.word("act", Decision::from_word)).flatten();
    let Some(decision) = decision else { return Err(form.problem()) };
    let reminder = decided(&may.db, held, decision).await?;
    match told(&may, vec![reminder]).await?.pop() {
        Some(reminder) => given(reminder),
        None => Err(Problem::NotFound),
    }
}

/// Whether one wants reminders.
///
/// # Errors
/// When the database fails.
pub async fn wish(may: May<ViewAppointments>) -> Answer {
    let wish = wishes::of(&may.db, Recipient::Member(may.caller().member)).await?;
    given(WishOut { wants: wish.is_some_and(|wish| wish.wants) })
}

/// Says whether one wants reminders.
///
/// # Errors
/// When a field is wrong or the database fails.
pub async fn say(may: May<ViewAppointments>, Sent(mut form): Sent) -> Answer {
    if !form.check(WISH) {
        return Err(form.problem());
    }
    let member = may.caller().member;
    let before = wishes::held(&may.db, Recipient::Member(member)).await?;
    let wish = wishes::say(&may.db, member, Recipient::Member(member), before, form.flag("wants")).await?;
    given(WishOut { wants: wish.wants })
}

/// Writes down whether somebody accompanied wants reminders.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when there is no address.
pub async fn say_for(may: May<EditAppointments>, Id(id): Id<PersonId>, Sent(mut form): Sent) -> Answer {
    let before = wishes::held(&may.db, Recipient::Person(id)).await?;
    if !said(&may, id, before, &mut form).await? {
        return Err(form.problem());
    }
    given(WishOut { wants: form.flag("wants") })
}
