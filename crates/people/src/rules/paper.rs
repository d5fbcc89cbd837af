//! What cannot be true of a permit or of a stay in reception. What is missing is no fault: a receipt needs no dates.

use kernel::{BirthDay, Day};
use programmes::rules::PermitState;

use super::PeopleRefusal;
use super::stay::{Departure, expected_end, has_left};

/// The days of a permit.
#[derive(Debug, Clone, Copy)]
pub struct PermitDays {
    /// Where it stands.
    pub state: PermitState,
    /// When it was issued.
    pub issued_on: Option<Day>,
    /// When it expires.
    pub expires_on: Option<Day>,
    /// When what is under way was asked for.
    pub asked_on: Option<Day>,
}

/// The days of a stay.
#[derive(Debug, Clone, Copy)]
pub struct StayDays {
    /// When it began.
    pub entered_on: Option<Day>,
    /// Whether the person left.
    pub leaving: Departure,
    /// When.
    pub left_on: Option<Day>,
    /// When it is expected to end.
    pub ends_on: Option<Day>,
}

/// What cannot be true of a permit.
#[must_use]
pub fn permit_checked(of: &PermitDays, born: Option<BirthDay>, today: Day) -> Vec<PeopleRefusal> {
    let mut wrong = Vec::new();
    if of.issued_on.is_some_and(|issued| issued > today) {
        wrong.push(PeopleRefusal::new("issued-on", "day-in-future"));
    }
    if of.asked_on.is_some_and(|asked| asked > today) {
        wrong.push(PeopleRefusal::new("asked-on", "day-in-future"));
    }
    if before_birth(of.issued_on, born) {
        wrong.push(PeopleRefusal::new("issued-on", "before-birth"));
    }
    if let (Some(issued), Some(expires)) = (of.issued_on, of.expires_on)
        && expires < issued
    {
        wrong.push(PeopleRefusal::new("expires-on", "expires-before-issue"));
    }
    if of.state == PermitState::Requested && of.issued_on.is_some() {
        wrong.push(PeopleRefusal::new("issued-on", "requested-not-issued"));
    }
    wrong
}

/// What cannot be true of a stay.
#[must_use]
pub fn stay_checked(of: &StayDays, born: Option<BirthDay>, today: Day) -> Vec<PeopleRefusal> {
    let mut wrong = Vec::new();
    if of.entered_on.is_some_and(|entered| entered > today) {
        wrong.push(PeopleRefusal::new("entered-on", "day-in-future"));
    }
    if before_birth(of.entered_on, born) {
        wrong.push(PeopleRefusal::new("entered-on", "before-birth"));
    }
    match (of.leaving, of.left_on) {
        (Departure::Left, None) => wrong.push(PeopleRefusal::new("left-on", "left-needs-day")),
        (Departure::Inside | Departure::Unknown, Some(_)) => {
            wrong.push(PeopleRefusal::new("left-on", "not-left-has-day"))
        }
        _ => {}
    }
    if let (Some(entered), Some(left)) = (of.entered_on, of.left_on)
        && left < entered
    {
        wrong.push(PeopleRefusal::new("left-on", "left-before-entry"));
    }
    if let (Some(entered), Some(ends)) = (of.entered_on, of.ends_on)
        && ends < entered
    {
        wrong.push(PeopleRefusal::new("ends-on", "left-before-entry"));
    }
    wrong
}

/// What cannot be true of an extension.
#[must_use]
pub fn extension_checked(of: &StayDays, until: Day, decided_on: Option<Day>, today: Day) -> Vec<PeopleRefusal> {
    let &StayDays { entered_on, leaving, left_on, ends_on } = of;
    let mut wrong = still_there(of, today);
    let ends = expected_end(leaving, left_on, ends_on, today);
    if ends.is_some_and(|ends| until <= ends) || entered_on.is_some_and(|entered| until <= entered) {
        wrong.push(PeopleRefusal::new("until", "extension-not-longer"));
    }
    if decided_on.is_some_and(|decided| decided > today) {
        wrong.push(PeopleRefusal::new("decided-on", "day-in-future"));
    }
    wrong
}

/// What cannot be true of a transfer.
#[must_use]
pub fn transfer_checked(of: &StayDays, on: Day, ends_on: Option<Day>, today: Day) -> Vec<PeopleRefusal> {
    let mut wrong = still_there(of, today);
    if on > today {
        wrong.push(PeopleRefusal::new("on", "day-in-future"));
    }
    if of.entered_on.is_some_and(|entered| on < entered) {
        wrong.push(PeopleRefusal::new("on", "left-before-entry"));
    }
    if ends_on.is_some_and(|ends| ends < on) {
        wrong.push(PeopleRefusal::new("ends-on", "left-before-entry"));
    }
    wrong
}

/// Nobody is extended or transferred who has left.
fn still_there(of: &StayDays, today: Day) -> Vec<PeopleRefusal> {
    Vec::from_iter(has_left(of.leaving, of.left_on, today).then(|| PeopleRefusal::new("", "left-already")))
}

fn before_birth(day: Option<Day>, born: Option<BirthDay>) -> bool {
    match (day, born) {
        (Some(day), Some(BirthDay::Day(born))) => day < born,
        (Some(day), Some(BirthDay::Year(year))) => day.year() < year,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use web::Refusal as _;

    use super::*;

    fn day(text: &str) -> Option<Day> {
        text.parse().ok()
    }

    fn permit(state: PermitState, issued: &str, expires: &str) -> Vec<&'static str> {
        let days = PermitDays { state, issued_on: day(issued), expires_on: day(expires), asked_on: None };
        let born = "2000-05-01".parse().ok();
        permit_checked(&days, born, day("2026-11-22").unwrap()).iter().map(web::Refusal::code).collect()
    }

    fn stay(entered: &str, leaving: Departure, left: &str) -> Vec<(&'static str, &'static str)> {
        let days = StayDays { entered_on: day(entered), leaving, left_on: day(left), ends_on: None };
        let born = "2000".parse().ok();
        let wrong = stay_checked(&days, born, day("2026-11-22").unwrap());
        wrong.iter().map(|refusal| (refusal.field(), refusal.code())).collect()
    }

    #[test]
    fn a_receipt_needs_no_dates() {
        assert!(permit(PermitState::Requested, "", "").is_empty());
        assert!(permit(PermitState::InRenewal, "2024-01-01", "2026-01-01").is_empty());
        assert_eq!(permit(PermitState::Requested, "2024-01-01", ""), ["requested-not-issued"]);
    }

    #[test]
    fn a_permit_expires_after_its_issue_and_is_issued_in_ones_lifetime() {
        assert!(permit(PermitState::Issued, "2024-01-01", "2024-01-01").is_empty());
        assert_eq!(permit(PermitState::Issued, "2024-01-02", "2024-01-01"), ["expires-before-issue"]);
        assert_eq!(permit(PermitState::Issued, "2026-11-23", ""), ["day-in-future"]);
        assert_eq!(permit(PermitState::Issued, "2000-04-30", ""), ["before-birth"]);
    }

    #[test]
    fn a_stay_is_extended_beyond_its_end_and_only_while_somebody_is_inside() {
        let today = day("2026-11-22").unwrap();
        let of = |leaving, left: &str| {
            let ends_on = day("2026-12-31").filter(|_| leaving == Departure::Inside);
            StayDays { entered_on: day("2026-01-01"), leaving, left_on: day(left), ends_on }
        };
        let codes = |wrong: Vec<PeopleRefusal>| wrong.iter().map(web::Refusal::code).collect::<Vec<_>>();
        let extended = |leaving, left: &str, until: &str| {
            codes(extension_checked(&of(leaving, left), day(until).unwrap(), None, today))
        };
        assert!(extended(Departure::Inside, "", "2027-06-30").is_empty());
        assert_eq!(extended(Departure::Inside, "", "2026-12-31"), ["extension-not-longer"]);
        assert_eq!(extended(Departure::Left, "2026-11-22", "2027-06-30"), ["left-already"]);
        // An agreed day of leaving that is still to come is an end like another.
        assert!(extended(Departure::Left, "2026-12-31", "2027-06-30").is_empty());
        assert_eq!(extended(Departure::Left, "2026-12-31", "2026-12-31"), ["extension-not-longer"]);
        assert!(codes(transfer_checked(&of(Departure::Left, "2026-12-31"), today, None, today)).is_empty());
        let moved = transfer_checked(&of(Departure::Inside, ""), day("2025-12-31").unwrap(), None, today);
        assert_eq!(codes(moved), ["left-before-entry"]);
    }

    #[test]
    fn a_stay_ends_after_its_beginning_or_not_at_all() {
        assert!(stay("2024-01-01", Departure::Left, "2027-01-01").is_empty());
        assert!(stay("", Departure::Unknown, "").is_empty());
        assert_eq!(stay("2024-01-02", Departure::Left, "2024-01-01"), [("left-on", "left-before-entry")]);
        assert_eq!(stay("", Departure::Left, ""), [("left-on", "left-needs-day")]);
        assert_eq!(stay("", Departure::Inside, "2024-01-01"), [("left-on", "not-left-has-day")]);
        assert_eq!(stay("1999-01-01", Departure::Inside, ""), [("entered-on", "before-birth")]);
    }
}
