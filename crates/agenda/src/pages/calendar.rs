//! The calendar that an organisation shares: a week or a day, as a list.

use std::collections::{HashMap, HashSet};

use kernel::{Day, Moment};
use serde::Serialize;
use store::Stored;
use web::field::{Field, Kind};
use web::{Answer, Filters, May, words_of};

use super::appointments::{AppointmentOut, told};
use crate::permissions::{EditAppointments, ViewAppointments};
use crate::rules::week::{monday, weekday};
use crate::store::appointments::{self, OfWhom};

kernel::words! {
    /// How much a calendar shows at once.
    pub enum View {
        /// Monday to Sunday.
        Week = "week",
        /// One day.
        Day = "day",
    }
}

kernel::words! {
    /// Whose appointments a calendar shows.
    pub enum WhoseCalendar {
        /// One's own.
        Mine = "mine",
        /// Those of all within reach.
        All = "all",
    }
}

/// What a calendar is asked for.
pub const FILTERS: &[Field] = &[
    Field::new("view", Kind::Word(words_of!(View)), "A week or a day; a week when left out."),
    Field::new("day", Kind::Day, "Which day, or a day of which week; today when left out."),
    Field::new("whose", Kind::Word(words_of!(WhoseCalendar)), "Whose; everybody's within reach when left out."),
];

/// That somebody is busy, and nothing else.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct BusyOut {
    /// On which day.
    pub day: Day,
    /// From when, as clocks in the network's time zone show it.
    pub from: String,
    /// Until when.
    pub to: String,
    /// From which instant.
    pub starts: Moment,
    /// To which instant.
    pub ends: Moment,
    /// Who is busy.
    pub members: Vec<String>,
}

/// The appointments of some days, and when somebody else is busy.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CalendarOut {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// The appointments that may be read.
    pub appointments: Vec<AppointmentOut>,
    /// When somebody of the same organisation is busy with what may not be read.
    pub busy: Vec<BusyOut>,
}

/// What a calendar holds from one day to another, both counted in.
pub(crate) async fn gathered<P>(may: &May<P>, whose: WhoseCalendar, from: Day, to: Day) -> Stored<CalendarOut> {
    let db = may.also::<ViewAppointments>();
    let begin = |day: Day| Moment::at(day, 0, 0, db.clock().zone()).unwrap_or(Moment::from_millis(0));
    let (first, last) = (begin(from), begin(to.plus_days(1)));
    let of = match whose {
        WhoseCalendar::Mine => OfWhom::Member(may.caller().member),
        WhoseCalendar::All => OfWhom::Everybody,
    };
    let rows = appointments::between(&db, of, first, last).await?;
    let known: HashSet<_> = rows.iter().map(|row| row.id).collect();
    let hidden = match whose {
        WhoseCalendar::Mine => Vec::new(),
        WhoseCalendar::All => appointments::busy(&db, &known, first, last).await?,
    };
    let members = appointments::members(&db, hidden.iter().map(|busy| busy.id)).await?;
    let names = accounts::store::names_of(&db, members.values().flatten().copied()).await?;
    let busy = hidden.into_iter().map(|busy| {
        let (day, from) = busy.starts.local(db.clock().zone());
        let mut who: Vec<String> =
            members.get(&busy.id).into_iter().flatten().filter_map(|id| names.get(id).cloned()).collect();
        who.sort();
        BusyOut {
            day,
            from,
            to: busy.ends.local(db.clock().zone()).1,
            starts: busy.starts,
            ends: busy.ends,
            members: who,
        }
    });
    let busy = busy.collect();
    Ok(CalendarOut { from, to, appointments: told(may, rows).await?, busy })
}

/// The days that a view shows.
pub(crate) fn days(view: View, day: Day) -> (Day, Day) {
    match view {
        View::Day => (day, day),
        View::Week => (monday(day), monday(day).plus_days(6)),
    }
}

#[derive(Serialize)]
struct Page {
    view: View,
    whose: WhoseCalendar,
    day: Day,
    today: Day,
    from: Day,
    to: Day,
    previous: Day,
    next: Day,
    days: Vec<DayPart>,
    may_edit: bool,
}

#[derive(Serialize)]
struct DayPart {
    day: Day,
    weekday: usize,
    entries: Vec<Part>,
}

/// Something in a day: an appointment, or that somebody is busy.
#[derive(Serialize)]
struct Part {
    starts: Moment,
    appointment: Option<AppointmentOut>,
    busy: Option<BusyOut>,
}

/// The calendar.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<ViewAppointments>, filters: Filters) -> Answer {
    let filters = filters.forgiving(FILTERS);
    let view = filters.0.word("view", View::from_word).unwrap_or(View::Week);
    let whose = filters.0.word("whose", WhoseCalendar::from_word).unwrap_or(WhoseCalendar::All);
    let today = may.db.today();
    let day = filters.0.value::<Day>("day").unwrap_or(today);
    let (from, to) = days(view, day);
    let calendar = gathered(&may, whose, from, to).await?;
    let mut parts: HashMap<Day, Vec<Part>> = HashMap::new();
    for appointment in calendar.appointments {
        let part = Part { starts: appointment.starts, busy: None, appointment: Some(appointment.clone()) };
        parts.entry(Ord::max(appointment.day, from)).or_default().push(part);
    }
    for busy in calendar.busy {
        let part = Part { starts: busy.starts, appointment: None, busy: Some(busy.clone()) };
        parts.entry(Ord::max(busy.day, from)).or_default().push(part);
    }
    let count = from.days_until(to);
    let days = (0..=count).map(|ahead| {
        let day = from.plus_days(ahead);
        let mut entries = parts.remove(&day).unwrap_or_default();
        entries.sort_by_key(|part| part.starts);
        DayPart { day, weekday: weekday(day), entries }
    });
    let context = Page {
        view,
        whose,
        day,
        today,
        from,
        to,
        previous: from.plus_days(-(count + 1)),
        next: to.plus_days(1),
        days: days.collect(),
        may_edit: may.may::<EditAppointments>(),
    };
    may.page("calendar/index.html", context)
}
