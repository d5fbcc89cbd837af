//! Who answers for a minor: a parent, a guardian, a foster family, the centre meanwhile. No I/O.
//!
//! A minor for whom nobody is known to answer is something to be filled, not a fault.

use kernel::{BirthDay, Day};

use super::PeopleRefusal;
use super::household::Relation;

kernel::words! {
    /// As what somebody answers for a minor.
    pub enum AnsweringKind {
        /// Mother or father (civil code, art. 316).
        Parent = "parent",
        /// A guardian appointed by the court (civil code, art. 343 and following).
        Guardian = "guardian",
        /// A volunteer guardian of an unaccompanied minor (l. 47/2017, art. 11).
        VolunteerGuardian = "volunteer-guardian",
        /// The legal representative of the centre, until a guardian is appointed (l. 184/1983, art. 3; *to verify*).
        Facility = "facility",
        /// A foster family (l. 184/1983, art. 2 and following).
        FosterFamily = "foster-family",
        /// A relative to whom the minor is entrusted.
        Relative = "relative",
        /// Somebody else.
        Other = "other",
    }
}
store::word_cells!(AnsweringKind);

/// Whether somebody answers for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answered {
    /// The person is of age, or the age is not known for certain.
    NotNeeded,
    /// Somebody is written down who answers today.
    Recorded,
    /// The person is a child of the household's reference person: the parent answers.
    ByParent,
    /// Nobody is known: to be filled.
    Nobody,
}

/// When somebody answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnsweringDays {
    /// Since when; always, without it.
    pub since: Option<Day>,
    /// Until when; without it, until the minor is of age.
    pub until: Option<Day>,
}

impl AnsweringDays {
    /// Whether they hold on a day.
    #[must_use]
    pub fn hold_on(&self, day: Day) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// Whether somebody answers for a person today. The relations are those in the households of today.
#[must_use]
pub fn answered(born: Option<BirthDay>, relations: &[Relation], known: &[AnsweringDays], today: Day) -> Answered {
    if born.and_then(|born| born.is_minor_on(today)) != Some(true) {
        Answered::NotNeeded
    } else if known.iter().any(|days| days.hold_on(today)) {
        Answered::Recorded
    } else if relations.contains(&Relation::Child) {
        Answered::ByParent
    } else {
        Answered::Nobody
    }
}

/// What cannot be true of who answers for somebody.
#[must_use]
pub fn answering_checked(named: bool, days: AnsweringDays, born: Option<BirthDay>, today: Day) -> Vec<PeopleRefusal> {
    let mut wrong = Vec::new();
    if !named {
        wrong.push(PeopleRefusal::new("name", "answering-needs-somebody"));
    }
    if days.since.is_some_and(|since| since > today) {
        wrong.push(PeopleRefusal::new("since", "day-in-future"));
    }
    if let (Some(since), Some(BirthDay::Day(born))) = (days.since, born)
        && since < born
    {
        wrong.push(PeopleRefusal::new("since", "before-birth"));
    }
    if let (Some(since), Some(until)) = (days.since, days.until)
        && until < since
    {
        wrong.push(PeopleRefusal::new("until", "until-before-since"));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use web::Refusal as _;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn said(born: &str, relations: &[Relation], known: &[AnsweringDays]) -> Answered {
        answered(born.parse().ok(), relations, known, day("2026-11-22"))
    }

    #[test]
    fn a_minor_alone_needs_somebody_and_a_child_of_the_household_has_a_parent() {
        assert_eq!(said("2010-01-01", &[Relation::Reference], &[]), Answered::Nobody);
        assert_eq!(said("2010-01-01", &[Relation::Relative], &[]), Answered::Nobody);
        assert_eq!(said("2010-01-01", &[], &[]), Answered::Nobody);
        assert_eq!(said("2010-01-01", &[Relation::Child], &[]), Answered::ByParent);
        assert_eq!(said("2000-01-01", &[], &[]), Answered::NotNeeded);
        assert_eq!(said("2008", &[], &[]), Answered::NotNeeded, "of age or not: nobody knows");
    }

    #[test]
    fn who_answered_until_yesterday_answers_no_longer() {
        let until = |text: &str| AnsweringDays { since: None, until: Some(day(text)) };
        assert_eq!(said("2010-01-01", &[], &[until("2026-11-22")]), Answered::Recorded);
        assert_eq!(said("2010-01-01", &[], &[until("2026-11-21")]), Answered::Nobody);
    }

    #[test]
    fn somebody_is_named_and_the_days_run_forward() {
        let days = AnsweringDays { since: Some(day("2026-01-02")), until: Some(day("2026-01-01")) };
        let wrong = answering_checked(false, days, "2010-01-01".parse().ok(), day("2026-11-22"));
        let told: Vec<_> = wrong.iter().map(|one| (one.field(), one.code())).collect();
        assert_eq!(told, [("name", "answering-needs-somebody"), ("until", "until-before-since")]);
    }
}
