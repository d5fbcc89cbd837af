//! What must be seen to soon: permits that expire, receipts that nobody answered, stays that end.
//!
//! The terms are dated data with their source; those that a jurist has not read yet say so. An alert asks a person to
//! look; it decides nothing.

use kernel::{Day, Period, PermitId, PersonId, StayId};
use programmes::rules::{PermitKind, PermitState};

kernel::words! {
    /// What an alert is about.
    pub enum AlertKind {
        /// The permit expires, and the term to ask for its renewal has not begun.
        PermitExpires = "permit-expires",
        /// The renewal should be asked for now.
        RenewalDue = "renewal-due",
        /// The permit expired lately: the renewal can still be asked for.
        PermitExpired = "permit-expired",
        /// The permit expired, and the time in which a late request is taken is over too.
        PermitLapsed = "permit-lapsed",
        /// The receipt waits for longer than the law allows the office.
        ReceiptOld = "receipt-old",
        /// Nobody wrote down since when the receipt waits: to be asked.
        ReceiptUndated = "receipt-undated",
        /// The stay in reception is about to end.
        StayEnds = "stay-ends",
        /// The stay should have ended, and nobody wrote down that the person left.
        StayOver = "stay-over",
    }
}

kernel::words! {
    /// Which term.
    pub enum TermName {
        /// So many days before the expiry a permit is first told.
        Ahead = "ahead",
        /// So many days before the expiry the renewal is to be asked for.
        AskRenewal = "ask-renewal",
        /// So many days after the expiry a late request is still taken without the stay becoming irregular.
        LateRequest = "late-request",
        /// Within so many days of the request the office should answer.
        Answer = "answer",
        /// So many days before its end a stay is first told.
        StayAhead = "stay-ahead",
    }
}

/// A term of days, with its source.
#[derive(Debug, Clone, Copy)]
pub struct Term {
    /// Which.
    pub name: TermName,
    /// How many days.
    pub days: i64,
    /// Where it stands.
    pub source: &'static str,
    /// Whether somebody has read the source's text in force; *to verify* otherwise.
    pub verified: bool,
    /// When it holds.
    pub valid: Period,
}

const fn term(name: TermName, days: i64, source: &'static str, from: Day) -> Term {
    Term { name, days, source, verified: false, valid: Period { from, to: None } }
}

/// The terms, the latest first.
#[must_use]
pub fn terms() -> Vec<Term> {
    let Some(from) = Day::new(2009, 8, 8) else { return Vec::new() };
    vec![
        term(TermName::Ahead, 90, "own practice: time to gather papers before the term of art. 5 begins", from),
        term(TermName::AskRenewal, 60, "d.lgs. 286/1998 art. 5 c. 4 as amended by l. 94/2009; not peremptory", from),
        term(TermName::LateRequest, 60, "d.lgs. 286/1998 art. 13 c. 2 lett. b", from),
        term(TermName::Answer, 60, "d.lgs. 286/1998 art. 5 c. 9", from),
        term(TermName::StayAhead, 60, "own practice: time to ask for an extension (d.m. 18-11-2019, art. 38-39)", from),
    ]
}

/// The days of a term on a day; zero where no term holds.
#[must_use]
pub fn days_of(name: TermName, on: Day) -> i64 {
    terms().into_iter().find(|term| term.name == name && term.valid.contains(on)).map_or(0, |term| term.days)
}

/// The paper that an alert is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Paper {
    /// A permit or a receipt.
    Permit(PermitId),
    /// A stay in reception.
    Stay(StayId),
}

/// Something to see to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alert {
    /// What it is about.
    pub kind: AlertKind,
    /// Whose paper.
    pub person: PersonId,
    /// Which.
    pub paper: Paper,
    /// The day that matters: the expiry, the day by which an answer was due, the end of the stay; today, where a day is
    /// to be asked.
    pub due: Day,
    /// Days from today to it; negative when it is past.
    pub days_left: i64,
}

/// What an alert needs of a permit.
#[derive(Debug, Clone, Copy)]
pub struct PermitFacts {
    /// Which.
    pub id: PermitId,
    /// Whose.
    pub person: PersonId,
    /// What it is for.
    pub kind: Option<PermitKind>,
    /// Where it stands.
    pub state: PermitState,
    /// When what is under way was asked for.
    pub asked_on: Option<Day>,
    /// When it expires.
    pub expires_on: Option<Day>,
}

/// What an alert needs of a stay.
#[derive(Debug, Clone, Copy)]
pub struct StayFacts {
    /// Which.
    pub id: StayId,
    /// Whose.
    pub person: PersonId,
    /// When it is expected to end; nothing once the person has left.
    pub ends_on: Option<Day>,
}

/// What is to be seen to of these permits and stays today, the most urgent first.
#[must_use]
pub fn alerts(permits: &[PermitFacts], stays: &[StayFacts], today: Day) -> Vec<Alert> {
    let of_permits = permits.iter().filter_map(|permit| of_permit(permit, today));
    let of_stays = stays.iter().filter_map(|stay| of_stay(stay, today));
    let mut all: Vec<Alert> = of_permits.chain(of_stays).collect();
    all.sort_by_key(|alert| (alert.due, alert.paper));
    all
}

/// What is to be seen to of one permit.
#[must_use]
pub fn of_permit(permit: &PermitFacts, today: Day) -> Option<Alert> {
    let (kind, due) = if permit.state.is_receipt() {
        match permit.asked_on {
            None => (AlertKind::ReceiptUndated, today),
            Some(asked) => {
                let due = asked.plus_days(days_of(TermName::Answer, today));
                (today > due).then_some((AlertKind::ReceiptOld, due))?
            }
        }
    } else if permit.state == PermitState::Issued && !permit.kind.is_some_and(PermitKind::has_no_end) {
        let due = permit.expires_on?;
        let left = today.days_until(due);
        let kind = if left < -days_of(TermName::LateRequest, today) {
            AlertKind::PermitLapsed
        } else if left < 0 {
            AlertKind::PermitExpired
        } else if left <= days_of(TermName::AskRenewal, today) {
            AlertKind::RenewalDue
        } else if left <= days_of(TermName::Ahead, today) {
            AlertKind::PermitExpires
        } else {
            return None;
        };
        (kind, due)
    } else {
        return None;
    };
    let paper = Paper::Permit(permit.id);
    Some(Alert { kind, person: permit.person, paper, due, days_left: today.days_until(due) })
}

/// What is to be seen to of one stay.
#[must_use]
pub fn of_stay(stay: &StayFacts, today: Day) -> Option<Alert> {
    let due = stay.ends_on?;
    let left = today.days_until(due);
    let kind = match left {
        ..0 => AlertKind::StayOver,
        left if left <= days_of(TermName::StayAhead, today) => AlertKind::StayEnds,
        _ => return None,
    };
    Some(Alert { kind, person: stay.person, paper: Paper::Stay(stay.id), due, days_left: left })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn today() -> Day {
        Day::new(2026, 11, 22).unwrap()
    }

    fn permit(state: PermitState, expires_in: Option<i64>, asked_ago: Option<i64>) -> PermitFacts {
        PermitFacts {
            id: PermitId::fresh(),
            person: PersonId::fresh(),
            kind: Some(PermitKind::Asylum),
            state,
            asked_on: asked_ago.map(|days| today().plus_days(-days)),
            expires_on: expires_in.map(|days| today().plus_days(days)),
        }
    }

    fn kind(permit: &PermitFacts) -> Option<AlertKind> {
        of_permit(permit, today()).map(|alert| alert.kind)
    }

    #[test]
    fn a_permit_is_told_ninety_days_ahead_and_again_when_its_renewal_is_due() {
        for (left, said) in [
            (91, None),
            (90, Some(AlertKind::PermitExpires)),
            (61, Some(AlertKind::PermitExpires)),
            (60, Some(AlertKind::RenewalDue)),
            (0, Some(AlertKind::RenewalDue)),
            (-1, Some(AlertKind::PermitExpired)),
            (-60, Some(AlertKind::PermitExpired)),
            (-61, Some(AlertKind::PermitLapsed)),
        ] {
            assert_eq!(kind(&permit(PermitState::Issued, Some(left), None)), said, "{left}");
        }
    }

    #[test]
    fn a_receipt_waits_sixty_days_and_its_old_expiry_no_longer_matters() {
        assert_eq!(kind(&permit(PermitState::InRenewal, Some(-200), Some(60))), None);
        assert_eq!(kind(&permit(PermitState::InRenewal, Some(-200), Some(61))), Some(AlertKind::ReceiptOld));
    }

    #[test]
    fn of_a_receipt_without_a_day_it_is_to_be_asked_since_when_it_waits() {
        for state in PermitState::ALL.iter().copied() {
            let said = state.is_receipt().then_some(AlertKind::ReceiptUndated);
            assert_eq!(kind(&permit(state, None, None)), said, "{state}");
            assert_ne!(kind(&permit(state, None, Some(3))), Some(AlertKind::ReceiptUndated), "{state}");
        }
    }

    #[test]
    fn a_permit_that_is_over_and_a_right_without_end_are_not_told() {
        assert_eq!(kind(&permit(PermitState::Renewed, Some(-1), None)), None);
        let lasting = PermitFacts { kind: Some(PermitKind::LongTermEu), ..permit(PermitState::Issued, Some(-1), None) };
        assert_eq!(kind(&lasting), None);
    }

    #[test]
    fn a_stay_is_told_until_somebody_writes_that_the_person_left() {
        let stay = |days: Option<i64>| StayFacts {
            id: StayId::fresh(),
            person: PersonId::fresh(),
            ends_on: days.map(|days| today().plus_days(days)),
        };
        let kind = |days| of_stay(&stay(days), today()).map(|alert| alert.kind);
        assert_eq!(kind(Some(61)), None);
        assert_eq!(kind(Some(60)), Some(AlertKind::StayEnds));
        assert_eq!(kind(Some(-1)), Some(AlertKind::StayOver));
        assert_eq!(kind(None), None);
    }

    #[test]
    fn every_term_says_its_source_and_none_is_called_verified_before_somebody_read_it() {
        for name in TermName::ALL {
            let known: Vec<Term> = terms().into_iter().filter(|term| term.name == *name).collect();
            assert!(known.len() == 1 && known[0].days > 0 && !known[0].source.is_empty(), "{name}");
            assert!(!known[0].verified, "{name}");
        }
    }

    proptest! {
        #[test]
        fn an_alert_never_goes_silent_by_waiting(left in -400i64..400, later in 0i64..400) {
            let permit = permit(PermitState::Issued, Some(left), None);
            if of_permit(&permit, today()).is_some() {
                prop_assert!(of_permit(&permit, today().plus_days(later)).is_some());
            }
        }
    }
}
