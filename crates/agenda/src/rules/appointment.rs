//! Appointments: their kinds, where they stand, when they are.

use chrono_tz::Tz;
use kernel::{Day, Moment};
use pathways::rules::machine;

use super::Refusal;

kernel::words! {
    /// What an appointment is.
    pub enum AppointmentKind {
        /// A talk with the household.
        Interview = "interview",
        /// A visit at home.
        HomeVisit = "home-visit",
        /// Going along to an office, a doctor, a school.
        Accompaniment = "accompaniment",
        /// A talk by telephone or video.
        Call = "call",
        /// A meeting of those who accompany.
        Meeting = "meeting",
        /// A course or a lesson.
        Course = "course",
        /// Anything else.
        Other = "other",
    }
}
store::word_cells!(AppointmentKind);

kernel::words! {
    /// Where an appointment stands.
    pub enum AppointmentState {
        /// It is to take place.
        Planned = "planned",
        /// It took place.
        Held = "held",
        /// Whoever was awaited did not come.
        Missed = "missed",
        /// It was called off.
        Cancelled = "cancelled",
    }
}
store::word_cells!(AppointmentState);

kernel::words! {
    /// What can be done with an appointment.
    pub enum AppointmentAct {
        /// It took place.
        Hold = "hold",
        /// Whoever was awaited did not come.
        Miss = "miss",
        /// It is called off.
        Cancel = "cancel",
        /// What was noted is taken back: it stands as planned.
        Restore = "restore",
    }
}

impl AppointmentState {
    /// Where the act leads; nowhere, when it is refused.
    #[must_use]
    pub fn after(self, act: AppointmentAct) -> Option<Self> {
        match (self, act) {
            (Self::Planned, AppointmentAct::Hold) => Some(Self::Held),
            (Self::Planned, AppointmentAct::Miss) => Some(Self::Missed),
            (Self::Planned, AppointmentAct::Cancel) => Some(Self::Cancelled),
            (Self::Held | Self::Missed | Self::Cancelled, AppointmentAct::Restore) => Some(Self::Planned),
            _ => None,
        }
    }
}

/// Every transition of an appointment.
#[must_use]
pub fn transitions() -> Vec<(AppointmentState, AppointmentAct, AppointmentState)> {
    machine::table(AppointmentState::ALL, AppointmentAct::ALL, AppointmentState::after)
}

/// Where an appointment stands after an act.
///
/// # Errors
/// When it stands elsewhere than the act needs, or has not begun when somebody says how it went.
pub fn acted(
    state: AppointmentState,
    act: AppointmentAct,
    starts: Moment,
    now: Moment,
) -> Result<AppointmentState, Refusal> {
    let next = state.after(act).ok_or(Refusal::NotSo)?;
    let tells = matches!(act, AppointmentAct::Hold | AppointmentAct::Miss);
    if tells && now < starts { Err(Refusal::NotYet) } else { Ok(next) }
}

/// The shortest and the longest appointment, in minutes.
pub const MINUTES: (i64, i64) = (5, 720);

/// A time of day as people write it: `15:00`, `9.30`, `9`.
#[must_use]
pub fn time_of_day(written: &str) -> Option<(u32, u32)> {
    let (hour, minute) = written.trim().split_once([':', '.']).unwrap_or((written.trim(), "00"));
    let number = |part: &str| {
        let fits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| part.parse::<u32>().ok()).flatten()
    };
    let (hour, minute) = (number(hour)?, number(minute).filter(|_| minute.len() == 2)?);
    (hour < 24 && minute < 60).then_some((hour, minute))
}

/// Begin and end of an appointment. The end is counted in passed minutes, so it stays right over a change of clocks.
///
/// # Errors
/// When the time is none, or clocks leave it out on that day.
pub fn times(day: Day, written: &str, minutes: i64, zone: Tz) -> Result<(Moment, Moment), Refusal> {
    let (hour, minute) = time_of_day(written).ok_or(Refusal::NotATime("from"))?;
    let starts = Moment::at(day, hour, minute, zone).ok_or(Refusal::NoSuchTime("from"))?;
    Ok((starts, starts.plus_seconds(minutes * 60)))
}

/// Whether two times overlap; touching ends do not.
#[must_use]
pub fn overlap(one: (Moment, Moment), other: (Moment, Moment)) -> bool {
    one.0 < other.1 && other.0 < one.1
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Rome;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_time_is_read_as_people_write_it() {
        assert_eq!(time_of_day("15:00"), Some((15, 0)));
        assert_eq!(time_of_day(" 9.30 "), Some((9, 30)));
        assert_eq!(time_of_day("8"), Some((8, 0)));
        for nonsense in ["", "24:00", "9:5", "12:60", "+9:00", "nove", "9:00:00", "٩:٠٠"] {
            assert_eq!(time_of_day(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn three_o_clock_is_another_instant_in_winter_and_in_summer() {
        let at = |on| times(day(on), "15:00", 60, Rome).unwrap().0.to_string();
        assert_eq!(at("2026-01-15"), "2026-01-15T14:00:00.000Z");
        assert_eq!(at("2026-07-15"), "2026-07-15T13:00:00.000Z");
    }

    #[test]
    fn the_hour_that_clocks_leave_out_is_refused_and_the_one_they_repeat_is_the_first() {
        assert_eq!(times(day("2026-03-29"), "02:30", 60, Rome), Err(Refusal::NoSuchTime("from")));
        let (starts, ends) = times(day("2026-10-25"), "02:30", 60, Rome).unwrap();
        assert_eq!(starts.to_string(), "2026-10-25T00:30:00.000Z");
        assert_eq!(ends.local(Rome).1, "02:30", "an hour later clocks show the same");
        let (_, ends) = times(day("2026-03-29"), "01:30", 60, Rome).unwrap();
        assert_eq!(ends.local(Rome).1, "03:30");
    }

    #[test]
    fn nobody_says_how_it_went_before_it_began() {
        let (starts, later) = (Moment::from_millis(1000), Moment::from_millis(2000));
        let at = |act, now| acted(AppointmentState::Planned, act, starts, now);
        assert_eq!(at(AppointmentAct::Hold, Moment::from_millis(999)), Err(Refusal::NotYet));
        assert_eq!(at(AppointmentAct::Miss, later), Ok(AppointmentState::Missed));
        assert_eq!(at(AppointmentAct::Cancel, Moment::from_millis(0)), Ok(AppointmentState::Cancelled));
        assert_eq!(at(AppointmentAct::Restore, later), Err(Refusal::NotSo));
    }
}
