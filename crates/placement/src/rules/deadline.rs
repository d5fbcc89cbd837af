//! How long each side has, who is late, and when a coordinator is told. Worked out from the day whenever it is read:
//! nothing is stored, so no job has to run, and a day agreed on with somebody counts at once.
//!
//! The days are our own practice, *to verify* by each network once it has figures of its own: no law or manual that we
//! know sets them. A deadline that is over ends nothing: it only says whom to ring.

use kernel::Day;

use super::Refusal;
use super::offer::OfferKind;
use super::proposal::ProposalStatus;

kernel::words! {
    /// What a proposal waits for.
    pub enum Awaited {
        /// The visit, the interview, the days together.
        Meeting = "meeting",
        /// The household's answer.
        Household = "household",
        /// The answer of whoever offers.
        Offerer = "offerer",
        /// The confirmation of a worker.
        Confirmation = "confirmation",
    }
}

/// What a proposal waits for; nothing, once it ended.
#[must_use]
pub fn awaited(status: ProposalStatus, met: bool) -> Option<Awaited> {
    match status {
        ProposalStatus::Made if !met => Some(Awaited::Meeting),
        ProposalStatus::Made | ProposalStatus::OffererYes => Some(Awaited::Household),
        ProposalStatus::HouseholdYes => Some(Awaited::Offerer),
        ProposalStatus::Agreed => Some(Awaited::Confirmation),
        _ => None,
    }
}

/// How many days there are for what is awaited. *To verify*.
#[must_use]
pub const fn days_for(kind: OfferKind, awaited: Awaited) -> i64 {
    match (awaited, kind) {
        (Awaited::Meeting, OfferKind::Home) => 7,
        (Awaited::Meeting, OfferKind::Work) => 10,
        (Awaited::Meeting, OfferKind::Family) => 21,
        (Awaited::Household, OfferKind::Home | OfferKind::Work) => 3,
        (Awaited::Household | Awaited::Offerer, OfferKind::Family) => 7,
        (Awaited::Offerer, OfferKind::Home) => 5,
        (Awaited::Offerer, OfferKind::Work) => 7,
        (Awaited::Confirmation, _) => 2,
    }
}

/// After how many days of delay a coordinator is told. *To verify*.
pub const ESCALATES_AFTER: i64 = 5;

/// The furthest day on which one may agree to wait.
pub const LONGEST_WAIT: i64 = 60;

/// The last day for what is awaited: the one agreed on, or so many days after the wait began.
#[must_use]
pub fn due(kind: OfferKind, awaited: Awaited, since: Day, agreed_until: Option<Day>) -> Day {
    agreed_until.unwrap_or_else(|| since.plus_days(days_for(kind, awaited)))
}

/// Whether one may agree to wait until a day, where there is time until `due` anyway.
///
/// # Errors
/// [`Refusal::UntilWrong`] for a day that is past or too far; [`Refusal::UntilShorter`] for one that would leave less time.
pub fn may_wait(until: Day, due: Day, today: Day) -> Result<(), Refusal> {
    if !(0..=LONGEST_WAIT).contains(&today.days_until(until)) {
        return Err(Refusal::UntilWrong);
    }
    if until < due { Err(Refusal::UntilShorter) } else { Ok(()) }
}

/// Whether the last day is over.
#[must_use]
pub fn is_late(due: Day, today: Day) -> bool {
    due < today
}

/// Whether a coordinator is told: the delay has lasted too long.
#[must_use]
pub fn is_escalated(due: Day, today: Day) -> bool {
    due.days_until(today) > ESCALATES_AFTER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_late_the_day_after_the_last_and_the_coordinator_hears_of_it_five_days_later() {
        let since: Day = "2026-11-02".parse().unwrap();
        for kind in OfferKind::ALL {
            for awaited in Awaited::ALL {
                let due = due(*kind, *awaited, since, None);
                assert_eq!(since.days_until(due), days_for(*kind, *awaited));
                assert!(!is_late(due, due) && is_late(due, due.plus_days(1)));
                assert!(!is_escalated(due, due.plus_days(5)) && is_escalated(due, due.plus_days(6)));
            }
        }
        let agreed = since.plus_days(40);
        assert_eq!(due(OfferKind::Home, Awaited::Offerer, since, Some(agreed)), agreed);
    }

    #[test]
    fn a_day_agreed_on_gives_time_and_takes_none() {
        let today: Day = "2026-11-22".parse().unwrap();
        let due = today.plus_days(7);
        assert_eq!(may_wait(due.plus_days(-1), due, today), Err(Refusal::UntilShorter));
        assert_eq!((may_wait(due, due, today), may_wait(due.plus_days(1), due, today)), (Ok(()), Ok(())));
        let late = today.plus_days(-3);
        assert_eq!((may_wait(today, late, today), may_wait(late, late, today)), (Ok(()), Err(Refusal::UntilWrong)));
        assert_eq!(may_wait(today.plus_days(LONGEST_WAIT + 1), due, today), Err(Refusal::UntilWrong));
    }

    #[test]
    fn the_household_is_waited_for_first_unless_whoever_offers_was_faster() {
        assert_eq!(awaited(ProposalStatus::Made, false), Some(Awaited::Meeting));
        assert_eq!(awaited(ProposalStatus::Made, true), Some(Awaited::Household));
        assert_eq!(awaited(ProposalStatus::OffererYes, true), Some(Awaited::Household));
        assert_eq!(awaited(ProposalStatus::HouseholdYes, true), Some(Awaited::Offerer));
        assert_eq!(awaited(ProposalStatus::Confirmed, true), None);
    }
}
