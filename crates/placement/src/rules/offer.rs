//! An offer: its kind, where it stands, and when it was last heard of.
//!
//! A hold that is over frees the offer by itself: [`standing`] works it out from the day, so no job has to run and no
//! page can show a hold that ended yesterday.

use kernel::{Day, machine};

use super::Refusal;

kernel::words! {
    /// What is offered.
    pub enum OfferKind {
        /// A home, whole or by the room.
        Home = "home",
        /// A job or an internship.
        Work = "work",
        /// A place in a family.
        Family = "family",
    }
}
store::word_cells!(OfferKind);

kernel::words! {
    /// Where an offer stands.
    pub enum OfferStatus {
        /// Written down, not offered yet.
        Draft = "draft",
        /// Offered, held for nobody.
        Open = "open",
        /// Held for somebody until a day.
        Held = "held",
        /// Somebody took it.
        Taken = "taken",
        /// It is no longer offered.
        Withdrawn = "withdrawn",
    }
}
store::word_cells!(OfferStatus);

kernel::words! {
    /// What can be done with an offer.
    pub enum OfferAct {
        /// It may be proposed from now on.
        Open = "open",
        /// It is held for somebody.
        Hold = "hold",
        /// The hold ends before its day.
        Free = "free",
        /// Somebody takes it.
        Take = "take",
        /// It is no longer offered.
        Withdraw = "withdraw",
        /// It is offered again.
        Reopen = "reopen",
    }
}

kernel::words! {
    /// To whom an offer is shown.
    pub enum SharedWith {
        /// To every organisation of the network.
        Network = "network",
        /// To the organisation that keeps it.
        Organisation = "organisation",
    }
}
store::word_cells!(SharedWith);

kernel::words! {
    /// Why an offer is withdrawn.
    pub enum WithdrawReason {
        /// Whoever made it thought better of it.
        ChangedMind = "changed-mind",
        /// It went to somebody who is not accompanied here.
        GivenElsewhere = "given-elsewhere",
        /// It does not suit: state of the home, conditions of the job, household of the family.
        NotSuitable = "not-suitable",
        /// The time for which it stood is over.
        Ended = "ended",
        /// Nobody answers any more.
        Unreachable = "unreachable",
        /// It was written down by mistake, or twice.
        Mistake = "mistake",
        /// Anything else: the notes say what.
        Other = "other",
    }
}
store::word_cells!(WithdrawReason);

kernel::words! {
    /// How somebody was heard.
    pub enum ContactHow {
        /// By telephone.
        Phone = "phone",
        /// By e-mail.
        Email = "email",
        /// By a message.
        Message = "message",
        /// On the spot.
        Visit = "visit",
        /// At a meeting.
        Meeting = "meeting",
        /// In another way.
        Other = "other",
    }
}
store::word_cells!(ContactHow);

impl OfferStatus {
    /// Where the act leads; nowhere, when it is refused. The status must be the one of today: see [`standing`].
    #[must_use]
    pub fn after(self, act: OfferAct) -> Option<Self> {
        match (self, act) {
            (Self::Draft, OfferAct::Open) => Some(Self::Open),
            (Self::Open, OfferAct::Hold) => Some(Self::Held),
            (Self::Held, OfferAct::Free) => Some(Self::Open),
            (Self::Open | Self::Held, OfferAct::Take) => Some(Self::Taken),
            (Self::Draft | Self::Open | Self::Held, OfferAct::Withdraw) => Some(Self::Withdrawn),
            (Self::Taken | Self::Withdrawn, OfferAct::Reopen) => Some(Self::Open),
            _ => None,
        }
    }

    /// Whether it is still worth hearing of: what is taken or withdrawn grows stale no more.
    #[must_use]
    pub fn lives(self) -> bool {
        matches!(self, Self::Draft | Self::Open | Self::Held)
    }
}

/// Every transition of an offer.
#[must_use]
pub fn transitions() -> Vec<(OfferStatus, OfferAct, OfferStatus)> {
    machine::table(OfferStatus::ALL, OfferAct::ALL, OfferStatus::after)
}

/// Where an offer stands on a day. A hold counts its last day in.
#[must_use]
pub fn standing(status: OfferStatus, held_until: Option<Day>, today: Day) -> OfferStatus {
    match (status, held_until) {
        (OfferStatus::Held, Some(until)) if until < today => OfferStatus::Open,
        (status, _) => status,
    }
}

/// Where an offer stands after an act of today.
///
/// # Errors
/// [`Refusal::NotSo`] when it stands elsewhere than the act needs.
pub fn acted(status: OfferStatus, held_until: Option<Day>, act: OfferAct, today: Day) -> Result<OfferStatus, Refusal> {
    standing(status, held_until, today).after(act).ok_or(Refusal::NotSo)
}

/// The most days for which an offer is held: own practice, so that nothing stays closed because somebody forgot it.
pub const LONGEST_HOLD: i64 = 60;

/// Whether an offer may be held until a day.
///
/// # Errors
/// When the day is past or too far away.
pub fn may_be_held(until: Day, today: Day) -> Result<(), Refusal> {
    match today.days_until(until) {
        ..0 => Err(Refusal::HoldInThePast),
        days if days > LONGEST_HOLD => Err(Refusal::HoldTooLong),
        _ => Ok(()),
    }
}

/// After how many days without a word an offer counts as stale: own practice, to be set by the network once it has
/// figures of its own. Rooms and jobs go quickly; a family gives its word for longer.
#[must_use]
pub const fn stale_after(kind: OfferKind) -> i64 {
    match kind {
        OfferKind::Home => 30,
        OfferKind::Work => 21,
        OfferKind::Family => 90,
    }
}

/// The first day on which an offer must have been heard of, so as not to be stale.
#[must_use]
pub fn fresh_since(kind: OfferKind, today: Day) -> Day {
    today.plus_days(-stale_after(kind))
}

/// Whether nobody has heard of an offer for too long.
#[must_use]
pub fn is_stale(kind: OfferKind, standing: OfferStatus, heard_on: Day, today: Day) -> bool {
    standing.lives() && heard_on < fresh_since(kind, today)
}

/// Whether the time for which an offer stood is over.
#[must_use]
pub fn is_over(available_to: Option<Day>, today: Day) -> bool {
    available_to.is_some_and(|last| last < today)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_hold_ends_by_itself_after_its_last_day() {
        let until = Some(day("2026-11-22"));
        assert_eq!(standing(OfferStatus::Held, until, day("2026-11-22")), OfferStatus::Held);
        assert_eq!(standing(OfferStatus::Held, until, day("2026-11-23")), OfferStatus::Open);
        assert_eq!(standing(OfferStatus::Taken, until, day("2026-11-23")), OfferStatus::Taken);
        let again = acted(OfferStatus::Held, until, OfferAct::Hold, day("2026-11-23"));
        assert_eq!(again, Ok(OfferStatus::Held), "what is free again can be held for others");
        assert_eq!(acted(OfferStatus::Held, until, OfferAct::Hold, day("2026-11-22")), Err(Refusal::NotSo));
    }

    #[test]
    fn a_hold_lasts_from_today_to_sixty_days() {
        let today = day("2026-11-22");
        assert_eq!(may_be_held(today, today), Ok(()));
        assert_eq!(may_be_held(today.plus_days(60), today), Ok(()));
        assert_eq!(may_be_held(today.plus_days(61), today), Err(Refusal::HoldTooLong));
        assert_eq!(may_be_held(today.plus_days(-1), today), Err(Refusal::HoldInThePast));
    }

    #[test]
    fn an_offer_is_stale_the_day_after_its_days_are_over() {
        let today = day("2026-11-22");
        for kind in OfferKind::ALL {
            let last = today.plus_days(-stale_after(*kind));
            assert!(!is_stale(*kind, OfferStatus::Open, last, today), "{kind}");
            assert!(is_stale(*kind, OfferStatus::Open, last.plus_days(-1), today), "{kind}");
            assert!(!is_stale(*kind, OfferStatus::Taken, last.plus_days(-1), today), "{kind}");
        }
    }

    proptest! {
        /// Whatever is done day after day: an offer that is held can always be freed, and one that ended opened again.
        #[test]
        fn no_offer_is_ever_stuck(acts in proptest::collection::vec(0usize..6, 0..30)) {
            let mut status = OfferStatus::Draft;
            for act in acts {
                status = status.after(OfferAct::ALL[act]).unwrap_or(status);
                let ways = OfferAct::ALL.iter().filter_map(|act| status.after(*act)).count();
                prop_assert!(ways > 0, "{status}");
            }
        }
    }
}
