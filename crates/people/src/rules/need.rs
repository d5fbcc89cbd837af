//! Needs of support: what somebody needs, in plain words. A diagnosis is never asked for.

use kernel::Day;

use super::PeopleRefusal;

kernel::words! {
    /// What kind of need: after the particular needs of Legislative Decree 142/2015, art. 17, put as support and not as
    /// illness. To verify with the services that use it.
    pub enum NeedKind {
        /// Pregnancy, or a new-born child.
        Pregnancy = "pregnancy",
        /// Moving about.
        Mobility = "mobility",
        /// Seeing, hearing or speaking.
        Senses = "senses",
        /// Care that must not be interrupted: visits, medicines, a diet.
        OngoingCare = "ongoing-care",
        /// Psychological support.
        Psychological = "psychological",
        /// Protection from violence, trafficking or threats.
        Protection = "protection",
        /// Support of a child or of a parent alone.
        Parenting = "parenting",
        /// Everyday life in old age.
        OldAge = "old-age",
        /// Something else.
        Other = "other",
    }
}
store::word_cells!(NeedKind);

/// What cannot be true of a need.
#[must_use]
pub fn checked(since: Option<Day>, until: Option<Day>, today: Day) -> Vec<PeopleRefusal> {
    let mut wrong = Vec::new();
    if since.is_some_and(|since| since > today) {
        wrong.push(PeopleRefusal::new("since", "day-in-future"));
    }
    if let (Some(since), Some(until)) = (since, until)
        && until < since
    {
        wrong.push(PeopleRefusal::new("until", "ends-before-it-begins"));
    }
    wrong
}

/// Whether it lasts on a day.
#[must_use]
pub fn lasts_on(until: Option<Day>, today: Day) -> bool {
    until.is_none_or(|until| today <= until)
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::Refusal;

    #[test]
    fn a_need_begins_before_it_ends_and_not_ahead() {
        let day = |text: &str| text.parse::<Day>().ok();
        let today = day("2026-11-22").unwrap();
        let codes = |since, until| checked(since, until, today).iter().map(Refusal::code).collect::<Vec<_>>();
        assert_eq!(codes(None, None), [""; 0]);
        assert_eq!(codes(day("2026-01-01"), day("2027-01-01")), [""; 0]);
        assert_eq!(codes(day("2026-11-23"), day("2026-11-01")), ["day-in-future", "ends-before-it-begins"]);
        assert!(lasts_on(None, today) && lasts_on(Some(today), today) && !lasts_on(day("2026-11-21"), today));
    }
}
