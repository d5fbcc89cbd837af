//! A calendar as a text that other programs subscribe to (iCalendar, RFC 5545).
//!
//! Times are told in UTC: every program shows them in its own zone, summer or winter, and no rules of a zone need to be
//! sent along. An appointment keeps its UID for ever; each change counts its SEQUENCE up; one called off stays, as
//! CANCELLED, so that subscribers take it away.

use icalendar::{Calendar, Class, Component, Event, EventLike, EventStatus, Property};
use kernel::Moment;

use crate::rules::appointment::AppointmentState;
use crate::store::appointments::Appointment;

/// What a feed says of one appointment beside its times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    /// What it is called.
    pub(crate) summary: String,
    /// Where, if that may be said.
    pub(crate) place: Option<String>,
}

/// An instant as iCalendar writes it: `20261125T140000Z`.
fn utc(at: Moment) -> String {
    // Sixty seconds are the grain of appointments: what is finer is cut.
    let text = at.to_string();
    let whole = text.split('.').next().unwrap_or_default();
    format!("{}Z", whole.replace(['-', ':'], ""))
}

/// The feed of a few appointments.
#[must_use]
pub(crate) fn feed(name: &str, appointments: impl IntoIterator<Item = (Appointment, Said)>) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//Soglia//agenda//IT"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.name(name);
    for (row, said) in appointments {
        let mut event = Event::with_uid(&format!("{}@soglia", row.id));
        event.add_property("DTSTAMP", utc(row.changed_at));
        event.add_property("LAST-MODIFIED", utc(row.changed_at));
        event.add_property("DTSTART", utc(row.starts));
        event.add_property("DTEND", utc(row.ends));
        event.add_property("SEQUENCE", row.version.to_string());
        event.summary(&said.summary);
        event.class(Class::Private);
        event.status(match row.state {
            AppointmentState::Cancelled => EventStatus::Cancelled,
            _ => EventStatus::Confirmed,
        });
        if let Some(place) = &said.place {
            event.location(place);
        }
        calendar.push(event);
    }
    calendar.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_written_in_utc_without_fractions() {
        assert_eq!(utc(Moment::from_millis(1_795_417_200_123)), "20261123T070000Z");
    }
}
