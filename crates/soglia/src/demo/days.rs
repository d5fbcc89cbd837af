//! The days ahead of the invented network: appointments with households that are accompanied, and interpreters.

use agenda::rules::appointment::{AppointmentKind, AppointmentState};
use agenda::rules::week::weekday;
use agenda::store::appointments::{Appointment, AppointmentFact, AppointmentId, Attendance};
use agenda::store::interpreters::{Interpreter, InterpreterId};
use kernel::Moment;
use kernel::text::fold;

use super::batch::Batch;
use super::chance::Chance;
use super::life::Begun;

/// The share of accompanied households with an appointment in the next days, in thousandths (*assumed*).
const WITH_APPOINTMENT: u32 = 350;

/// Draws an appointment of the next days for some of the households accompanied.
pub(super) fn plan(batch: &mut Batch, chance: &mut Chance, begun: &Begun<'_>) {
    if !chance.in_thousand(WITH_APPOINTMENT) {
        return;
    }
    let mut day = begun.today.plus_days(chance.between(0, 9));
    if weekday(day) > 4 {
        day = day.plus_days(2);
    }
    let hour = chance.between(9, 17).unsigned_abs() as u32;
    let Some(starts) = Moment::at(day, hour, 0, chrono_tz::Europe::Rome) else { return };
    let kinds =
        [AppointmentKind::Interview, AppointmentKind::HomeVisit, AppointmentKind::Accompaniment, AppointmentKind::Call];
    let kind = *chance.one(&kinds);
    let written = begun.on(chance, begun.today.plus_days(-1), begun.worker, "edit-appointments");
    let row = Appointment {
        id: AppointmentId::from_uuid(chance.uuid(written.at)),
        version: 0,
        kind,
        words: None,
        shared: false,
        organisation_id: begun.desk.organisation,
        programme: Some(begun.desk.programme.code.clone()),
        territory: Some(begun.desk.territory.clone()),
        household_id: Some(begun.household),
        pathway_id: Some(begun.pathway),
        person_id: None,
        owner: begun.worker,
        starts,
        ends: starts.plus_seconds(3600),
        place: None,
        interpreter_id: None,
        state: AppointmentState::Planned,
        changed_at: written.at,
    };
    batch.tell(chance, &written, &AppointmentFact::AppointmentPlanned { kind }, row.id, &[]);
    batch.attendances.push(Attendance { appointment_id: row.id, member_id: begun.worker });
    batch.appointments.push(row);
}

/// A few interpreters, invented like everybody else.
pub(super) fn interpreters(chance: &mut Chance, now: Moment) -> Vec<Interpreter> {
    [("Samira Haddad", "ar fr"), ("Dawit Tesfay", "ti am en"), ("Nadia Karimi", "fa ps ur"), ("Olena Marchuk", "uk ru")]
        .map(|(name, languages)| Interpreter {
            id: InterpreterId::from_uuid(chance.uuid(now)),
            version: 0,
            name: name.to_owned(),
            name_key: fold(name),
            languages: languages.to_owned(),
            phone: None,
            works_for: Some("Mediatori insieme".to_owned()),
            active: true,
            booked_at: now,
        })
        .to_vec()
}
