//! The life of a permit: asked for, issued, renewed or converted, refused, revoked, expired.
//!
//! Its states are those of the rules' vocabulary, since verdicts look at them; here is how one leads to the next. What
//! was written down wrongly is corrected on the permit's form instead: a correction is no act of the life.

use kernel::{Day, machine};
use programmes::rules::PermitState;

use super::PeopleRefusal;

kernel::words! {
    /// What can happen to a permit.
    pub enum PermitAct {
        /// It is issued, after the first request.
        Issue = "issue",
        /// The renewal is asked for; the person holds the receipt.
        AskRenewal = "ask-renewal",
        /// The conversion into another kind is asked for; the person holds the receipt.
        AskConversion = "ask-conversion",
        /// A permit of the same kind takes its place.
        Renew = "renew",
        /// A permit of another kind takes its place.
        Convert = "convert",
        /// What was asked for is refused. A refused conversion leaves the permit as it was.
        Refuse = "refuse",
        /// It is revoked.
        Revoke = "revoke",
        /// It has expired and nobody asks for its renewal.
        Expire = "expire",
        /// What was asked for is taken back.
        Withdraw = "withdraw",
    }
}
store::word_cells!(PermitAct);

/// Where an act leads; nowhere, when it is refused.
#[must_use]
pub fn after(state: PermitState, act: PermitAct) -> Option<PermitState> {
    use PermitState::{
        Converted, Ended, Expired, InConversion, InRenewal, Issued, Refused, Renewed, Requested, Revoked,
    };
    match (state, act) {
        (Requested, PermitAct::Issue) => Some(Issued),
        // Late requests are taken: the term is not peremptory.
        (Issued | Expired, PermitAct::AskRenewal) => Some(InRenewal),
        (Issued, PermitAct::AskConversion) => Some(InConversion),
        // The receipt is not always shown before the new card is.
        (Issued | InRenewal | Expired, PermitAct::Renew) => Some(Renewed),
        (Issued | InConversion, PermitAct::Convert) => Some(Converted),
        (Requested | InRenewal, PermitAct::Refuse) => Some(Refused),
        (InConversion, PermitAct::Refuse | PermitAct::Withdraw) | (InRenewal, PermitAct::Withdraw) => Some(Issued),
        (Issued | InRenewal | InConversion, PermitAct::Revoke) => Some(Revoked),
        (Issued, PermitAct::Expire) => Some(Expired),
        (Requested, PermitAct::Withdraw) => Some(Ended),
        _ => None,
    }
}

/// Every transition of a permit.
#[must_use]
pub fn transitions() -> Vec<(PermitState, PermitAct, PermitState)> {
    machine::table(PermitState::ALL, PermitAct::ALL, after)
}

/// What can happen to a permit that stands so.
pub fn acts(state: PermitState) -> impl Iterator<Item = PermitAct> {
    PermitAct::ALL.iter().copied().filter(move |act| after(state, *act).is_some())
}

impl PermitAct {
    /// Whether another permit takes the place of this one.
    #[must_use]
    pub fn replaces(self) -> bool {
        matches!(self, Self::Renew | Self::Convert)
    }

    /// Whether a receipt is handed out.
    #[must_use]
    pub fn is_request(self) -> bool {
        matches!(self, Self::AskRenewal | Self::AskConversion)
    }

    /// Whether a card is handed out, with a number and days of its own.
    #[must_use]
    pub fn is_issue(self) -> bool {
        self == Self::Issue || self.replaces()
    }
}

/// The days that an act must agree with.
#[derive(Debug, Clone, Copy)]
pub struct ActDays {
    /// When it happened.
    pub on: Day,
    /// When the permit was issued, if known.
    pub issued_on: Option<Day>,
    /// When what is under way was asked for, if known.
    pub asked_on: Option<Day>,
    /// When the permit expires, if known.
    pub expires_on: Option<Day>,
    /// When the card that is handed out expires, if known.
    pub next_expires: Option<Day>,
}

/// Where a permit stands after an act on a day.
///
/// # Errors
/// When it stands elsewhere than the act needs, or the days cannot be.
pub fn acted(state: PermitState, act: PermitAct, days: &ActDays, today: Day) -> Result<PermitState, PeopleRefusal> {
    let next = after(state, act).ok_or(PeopleRefusal::new("act", "permit-not-from-here"))?;
    if days.on > today {
        return Err(PeopleRefusal::new("on", "day-in-future"));
    }
    if days.issued_on.is_some_and(|issued| days.on < issued) || days.asked_on.is_some_and(|asked| days.on < asked) {
        return Err(PeopleRefusal::new("on", "before-last-act"));
    }
    if act == PermitAct::Expire && days.expires_on.is_some_and(|expires| expires >= days.on) {
        return Err(PeopleRefusal::new("on", "not-expired-yet"));
    }
    if act.is_issue() && days.next_expires.is_some_and(|expires| expires < days.on) {
        return Err(PeopleRefusal::new("expires-on", "expires-before-issue"));
    }
    Ok(next)
}

#[cfg(test)]
mod tests {
    use web::Refusal as _;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn days(on: &str) -> ActDays {
        let none = None;
        ActDays { on: day(on), issued_on: none, asked_on: none, expires_on: none, next_expires: none }
    }

    fn wrong(state: PermitState, act: PermitAct, days: &ActDays) -> Option<(&'static str, &'static str)> {
        let refused = acted(state, act, days, day("2026-11-22")).err()?;
        Some((refused.field(), refused.code()))
    }

    #[test]
    fn every_state_is_reached_from_a_receipt_or_a_card_and_an_over_one_stays_over() {
        for (from, act, to) in transitions() {
            assert!(!from.is_over() || from == PermitState::Expired, "{from} {act} {to}");
            assert_eq!(act.is_request(), to.is_receipt(), "{from} {act} {to}");
        }
        assert_eq!(acts(PermitState::Revoked).count(), 0);
    }

    #[test]
    fn a_receipt_counts_until_it_is_answered() {
        let path = [PermitAct::AskRenewal, PermitAct::Withdraw, PermitAct::AskConversion, PermitAct::Refuse];
        let end = path.into_iter().try_fold(PermitState::Issued, after);
        assert_eq!(end, Some(PermitState::Issued));
    }

    #[test]
    fn days_run_forward() {
        let (issued, in_renewal) = (PermitState::Issued, PermitState::InRenewal);
        assert_eq!(wrong(issued, PermitAct::AskRenewal, &days("2026-11-23")), Some(("on", "day-in-future")));
        let asked = ActDays { asked_on: Some(day("2026-10-01")), ..days("2026-09-30") };
        assert_eq!(wrong(in_renewal, PermitAct::Renew, &asked), Some(("on", "before-last-act")));
        let lasting = ActDays { expires_on: Some(day("2026-11-22")), ..days("2026-11-22") };
        assert_eq!(wrong(issued, PermitAct::Expire, &lasting), Some(("on", "not-expired-yet")));
        let next = ActDays { next_expires: Some(day("2026-11-01")), ..days("2026-11-02") };
        assert_eq!(wrong(in_renewal, PermitAct::Renew, &next), Some(("expires-on", "expires-before-issue")));
        assert_eq!(wrong(issued, PermitAct::Issue, &days("2026-11-01")), Some(("act", "permit-not-from-here")));
    }
}
