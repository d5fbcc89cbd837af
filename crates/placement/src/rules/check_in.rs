//! Check-ins: asking both sides how it goes, seven, thirty, ninety and a hundred and eighty days after the beginning.
//!
//! The days are those of the network's practice, not of a law. A check-in is spoken, not scored: three words for each
//! side, and what was said stays with those who may read it.

use kernel::Day;

use super::stay_refusal::StayRefusal;

/// How many days after the beginning each check-in falls due.
pub const DAYS: [i64; 4] = [7, 30, 90, 180];

kernel::words! {
    /// How it goes for one side.
    pub enum Goes {
        /// Well.
        Good = "good",
        /// It wavers: somebody should look again soon.
        Shaky = "shaky",
        /// It may break off.
        AtRisk = "at-risk",
    }
}
store::word_cells!(Goes);

kernel::words! {
    /// With whom one spoke.
    pub enum SpokenWith {
        /// With the people accompanied.
        Household = "household",
        /// With the owner, the employer or the host family.
        OtherSide = "other-side",
        /// With both.
        Both = "both",
        /// With nobody: it was tried.
        Nobody = "nobody",
    }
}
store::word_cells!(SpokenWith);

kernel::words! {
    /// Why a check-in is moved or dropped.
    pub enum CheckInReason {
        /// The people accompanied asked for it.
        HouseholdAsked = "household-asked",
        /// The other side asked for it.
        OtherSideAsked = "other-side-asked",
        /// Nobody could be reached.
        Unreachable = "unreachable",
        /// The worker could not.
        Worker = "worker",
        /// One spoke in another way already.
        SpokenOtherwise = "spoken-otherwise",
        /// Nobody needs it.
        NotNeeded = "not-needed",
    }
}
store::word_cells!(CheckInReason);

kernel::words! {
    /// Where a check-in stands today.
    pub enum CheckInStanding {
        /// Its day has not come.
        Ahead = "ahead",
        /// Its day is today.
        Due = "due",
        /// Its day has passed.
        Late = "late",
        /// It was held.
        Held = "held",
        /// It will not be held.
        Dropped = "dropped",
        /// The placement ended before.
        Over = "over",
    }
}

/// The check-ins of a placement that began on a day: days after the beginning, and when each is due.
#[must_use]
pub fn scheduled(began_on: Day) -> Vec<(i64, Day)> {
    DAYS.iter().map(|days| (*days, began_on.plus_days(*days))).collect()
}

/// Where a check-in stands today.
#[must_use]
pub fn standing(due_on: Day, held: bool, dropped: bool, under_way: bool, today: Day) -> CheckInStanding {
    match (held, dropped, under_way) {
        (true, ..) => CheckInStanding::Held,
        (_, true, _) => CheckInStanding::Dropped,
        (_, _, false) => CheckInStanding::Over,
        _ if due_on < today => CheckInStanding::Late,
        _ if due_on == today => CheckInStanding::Due,
        _ => CheckInStanding::Ahead,
    }
}

/// What was found out by a check-in; its words stand elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// On which day.
    pub held_on: Day,
    /// With whom one spoke.
    pub with: SpokenWith,
    /// How it goes for the people accompanied.
    pub household: Option<Goes>,
    /// How it goes for the other side.
    pub other_side: Option<Goes>,
}

impl SpokenWith {
    /// Whether the people accompanied were spoken with.
    #[must_use]
    pub const fn household(self) -> bool {
        matches!(self, Self::Household | Self::Both)
    }

    /// Whether the other side was spoken with.
    #[must_use]
    pub const fn other_side(self) -> bool {
        matches!(self, Self::OtherSide | Self::Both)
    }
}

/// Refuses what lies ahead or outside the placement, and what nobody could have said.
///
/// # Errors
/// The refusal.
pub fn told_well(told: &Told, began_on: Day, ended_on: Option<Day>, today: Day) -> Result<(), StayRefusal> {
    within(told.held_on, began_on, ended_on, today)?;
    for (spoken, goes) in [(told.with.household(), told.household), (told.with.other_side(), told.other_side)] {
        match (spoken, goes) {
            (true, None) => return Err(StayRefusal::HowItGoes),
            (false, Some(_)) => return Err(StayRefusal::NobodyAsked),
            _ => {}
        }
    }
    Ok(())
}

/// Refuses a day ahead, before the beginning or after the end.
///
/// # Errors
/// The refusal.
pub fn within(on: Day, began_on: Day, ended_on: Option<Day>, today: Day) -> Result<(), StayRefusal> {
    if on > today {
        return Err(StayRefusal::NotYet);
    }
    if on < began_on || ended_on.is_some_and(|ended| on > ended) {
        return Err(StayRefusal::OutsideThePlacement);
    }
    Ok(())
}

/// Whether a check-in may be moved to a day.
///
/// # Errors
/// When it has passed.
pub fn may_move(due_on: Day, today: Day) -> Result<(), StayRefusal> {
    if due_on < today { Err(StayRefusal::MovedToThePast) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn check_ins_fall_due_a_week_a_month_a_quarter_and_half_a_year_after_the_beginning() {
        let due = scheduled(day("2026-11-01"));
        let days = ["2026-11-08", "2026-12-01", "2027-01-30", "2027-04-30"];
        assert_eq!(due, DAYS.into_iter().zip(days.map(day)).collect::<Vec<_>>());
    }

    #[test]
    fn a_check_in_is_late_the_day_after_its_day_and_none_is_after_the_end() {
        let today = day("2026-11-22");
        let of = |due| standing(day(due), false, false, true, today);
        assert_eq!(of("2026-11-23"), CheckInStanding::Ahead);
        assert_eq!(of("2026-11-22"), CheckInStanding::Due);
        assert_eq!(of("2026-11-21"), CheckInStanding::Late);
        assert_eq!(standing(day("2026-11-21"), false, false, false, today), CheckInStanding::Over);
        assert_eq!(standing(day("2026-11-21"), true, false, false, today), CheckInStanding::Held);
        assert_eq!(standing(day("2026-11-21"), false, true, true, today), CheckInStanding::Dropped);
    }

    #[test]
    fn whoever_was_spoken_with_says_how_it_goes_and_nobody_else() {
        let told = |with, household, other_side| {
            let told = Told { held_on: day("2026-11-20"), with, household, other_side };
            told_well(&told, day("2026-11-01"), None, day("2026-11-22"))
        };
        assert_eq!(told(SpokenWith::Household, Some(Goes::Good), None), Ok(()));
        assert_eq!(told(SpokenWith::Both, Some(Goes::Good), None), Err(StayRefusal::HowItGoes));
        assert_eq!(told(SpokenWith::OtherSide, Some(Goes::Good), Some(Goes::Good)), Err(StayRefusal::NobodyAsked));
        assert_eq!(told(SpokenWith::Nobody, None, None), Ok(()));
        assert_eq!(told(SpokenWith::Nobody, Some(Goes::AtRisk), None), Err(StayRefusal::NobodyAsked));
    }

    #[test]
    fn what_is_told_happened_while_the_placement_lasted() {
        let (began, today) = (day("2026-11-01"), day("2026-11-22"));
        let on = |held, ended: Option<&str>| within(day(held), began, ended.map(day), today);
        assert_eq!(on("2026-11-01", None), Ok(()));
        assert_eq!(on("2026-10-31", None), Err(StayRefusal::OutsideThePlacement));
        assert_eq!(on("2026-11-23", None), Err(StayRefusal::NotYet));
        assert_eq!(on("2026-11-20", Some("2026-11-19")), Err(StayRefusal::OutsideThePlacement));
        assert_eq!(may_move(today, today), Ok(()));
        assert_eq!(may_move(day("2026-11-21"), today), Err(StayRefusal::MovedToThePast));
    }
}
