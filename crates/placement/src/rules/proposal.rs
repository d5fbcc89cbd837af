//! A proposal: this household or person and this offer, on the way to a yes.
//!
//! Nothing happens by itself: every step is somebody's act. The two answers may come in either order. Mostly the household
//! is asked first, so that nobody is shown to an owner for nothing; but an employer says yes at the end of the interview,
//! and a landlord in front of the flat, before the household has slept on it, and what was said is to be written down when
//! it was said. A yes follows the steps of the kind (a home is seen first, a family met); a no may come at any time.
//! Deliberately absent: how often a household said no. Nobody is counted, ranked or punished for it.

use kernel::{Day, machine};

use super::Refusal;
use super::offer::OfferKind;

kernel::words! {
    /// Where a proposal stands.
    pub enum ProposalStatus {
        /// It was made; nobody has answered.
        Made = "made",
        /// The household said yes; whoever offers has not answered.
        HouseholdYes = "household-yes",
        /// Whoever offers said yes; the household has not answered.
        OffererYes = "offerer-yes",
        /// Both said yes; a worker confirms.
        Agreed = "agreed",
        /// A worker confirmed it.
        Confirmed = "confirmed",
        /// The household said no.
        DeclinedByHousehold = "declined-by-household",
        /// Whoever offers said no.
        DeclinedByOfferer = "declined-by-offerer",
        /// A worker took it back.
        Withdrawn = "withdrawn",
        /// No answer came, and a worker let it go.
        Lapsed = "lapsed",
        /// Another one was confirmed, and this one could hold no longer.
        Freed = "freed",
    }
}
store::word_cells!(ProposalStatus);

kernel::words! {
    /// What can happen to a proposal.
    pub enum ProposalAct {
        /// The household says yes.
        HouseholdYes = "household-yes",
        /// Whoever offers says yes.
        OffererYes = "offerer-yes",
        /// The household says no.
        HouseholdNo = "household-no",
        /// Whoever offers says no.
        OffererNo = "offerer-no",
        /// A worker confirms it.
        Confirm = "confirm",
        /// A worker takes it back.
        Withdraw = "withdraw",
        /// A worker lets it go, as no answer came.
        Lapse = "lapse",
        /// Another one was confirmed.
        Free = "free",
        /// It is made again.
        Reopen = "reopen",
    }
}

impl ProposalStatus {
    /// Those on the way.
    pub const LIVE: [Self; 4] = [Self::Made, Self::HouseholdYes, Self::OffererYes, Self::Agreed];

    /// Where the act leads; nowhere, when it is refused.
    #[must_use]
    pub fn after(self, act: ProposalAct) -> Option<Self> {
        match (self, act) {
            (Self::Made, ProposalAct::HouseholdYes) => Some(Self::HouseholdYes),
            (Self::Made, ProposalAct::OffererYes) => Some(Self::OffererYes),
            (Self::OffererYes, ProposalAct::HouseholdYes) | (Self::HouseholdYes, ProposalAct::OffererYes) => {
                Some(Self::Agreed)
            }
            (Self::Agreed, ProposalAct::Confirm) => Some(Self::Confirmed),
            (live, ProposalAct::HouseholdNo) if live.is_live() => Some(Self::DeclinedByHousehold),
            (live, ProposalAct::OffererNo) if live.is_live() => Some(Self::DeclinedByOfferer),
            (live, ProposalAct::Withdraw) if live.is_live() => Some(Self::Withdrawn),
            (live, ProposalAct::Free) if live.is_live() => Some(Self::Freed),
            (Self::Made | Self::HouseholdYes | Self::OffererYes, ProposalAct::Lapse) => Some(Self::Lapsed),
            (
                Self::DeclinedByHousehold | Self::DeclinedByOfferer | Self::Withdrawn | Self::Lapsed | Self::Freed,
                ProposalAct::Reopen,
            ) => Some(Self::Made),
            _ => None,
        }
    }

    /// Whether it is still on the way.
    #[must_use]
    pub fn is_live(self) -> bool {
        Self::LIVE.contains(&self)
    }

    /// Whether the household's yes stands: from then on whoever offers may know names.
    #[must_use]
    pub fn household_said_yes(self) -> bool {
        Self::WITH_HOUSEHOLD.contains(&self)
    }

    /// Whether the yes of whoever offers stands: from then on the household may know whom to reach.
    #[must_use]
    pub fn offerer_said_yes(self) -> bool {
        Self::WITH_OFFERER.contains(&self)
    }

    /// Where the household's yes stands.
    pub const WITH_HOUSEHOLD: [Self; 3] = [Self::HouseholdYes, Self::Agreed, Self::Confirmed];

    /// Where the yes of whoever offers stands.
    pub const WITH_OFFERER: [Self; 3] = [Self::OffererYes, Self::Agreed, Self::Confirmed];
}

/// Every transition of a proposal.
#[must_use]
pub fn transitions() -> Vec<(ProposalStatus, ProposalAct, ProposalStatus)> {
    machine::table(ProposalStatus::ALL, ProposalAct::ALL, ProposalStatus::after)
}

/// Where a proposal stands after an act.
///
/// # Errors
/// [`Refusal::ProposalNotSo`] when it stands elsewhere than the act needs; [`Refusal::NotMet`] when a yes comes before the
/// steps of the kind are done or left out.
pub fn acted(status: ProposalStatus, met: bool, act: ProposalAct) -> Result<ProposalStatus, Refusal> {
    let after = status.after(act).ok_or(Refusal::ProposalNotSo)?;
    match act {
        ProposalAct::HouseholdYes | ProposalAct::OffererYes if !met => Err(Refusal::NotMet),
        _ => Ok(after),
    }
}

kernel::words! {
    /// A step before the answers.
    pub enum MeetingKind {
        /// The household sees the home.
        Visit = "visit",
        /// The person talks to the employer.
        Interview = "interview",
        /// The household and the host family meet.
        MatchingInterview = "matching-interview",
        /// A few days together.
        TrialDays = "trial-days",
    }
}
store::word_cells!(MeetingKind);

/// The steps before a yes, in order. A home is visited; an employer is talked to; a host family is met and tried for a few
/// days, as the published methods of hosting do (Refugees Welcome Italia; how long the trial lasts: *to verify*).
#[must_use]
pub const fn meetings(kind: OfferKind) -> &'static [MeetingKind] {
    match kind {
        OfferKind::Home => &[MeetingKind::Visit],
        OfferKind::Work => &[MeetingKind::Interview],
        OfferKind::Family => &[MeetingKind::MatchingInterview, MeetingKind::TrialDays],
    }
}

kernel::words! {
    /// The two sides of a proposal.
    pub enum Side {
        /// The household or the person.
        Household = "household",
        /// Whoever offers.
        Offerer = "offerer",
    }
}
store::word_cells!(Side);

kernel::words! {
    /// Why a worker takes a proposal back.
    pub enum TakenBack {
        /// It was made by mistake, or twice.
        Mistake = "mistake",
        /// Something better came up.
        BetterOption = "better-option",
        /// The household found its own way.
        FoundAlone = "found-alone",
        /// Things changed on either side.
        Changed = "changed",
        /// Anything else.
        Other = "other",
    }
}
store::word_cells!(TakenBack);

/// Whether a day on which something was said or done may be written down.
///
/// # Errors
/// [`Refusal::AnswerInTheFuture`] for a day that lies ahead.
pub fn not_ahead(on: Day, today: Day) -> Result<(), Refusal> {
    if on > today { Err(Refusal::AnswerInTheFuture) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever is done in whatever order: a confirmation has both answers before it, since the last time the proposal
        /// was made.
        #[test]
        fn nothing_is_confirmed_without_both_answers(acts in proptest::collection::vec(0usize..9, 0..40)) {
            let (mut status, mut household, mut offerer) = (ProposalStatus::Made, false, false);
            for act in acts.into_iter().map(|act| ProposalAct::ALL[act]) {
                let Some(next) = status.after(act) else { continue };
                match act {
                    ProposalAct::HouseholdYes => household = true,
                    ProposalAct::OffererYes => offerer = true,
                    ProposalAct::Reopen => (household, offerer) = (false, false),
                    _ => {}
                }
                status = next;
                prop_assert!(status != ProposalStatus::Confirmed || (household && offerer));
                prop_assert_eq!(status.household_said_yes(), household && (status.is_live() || status == ProposalStatus::Confirmed));
            }
        }
    }

    #[test]
    fn a_yes_waits_for_the_meeting_and_a_no_does_not() {
        let made = ProposalStatus::Made;
        assert_eq!(acted(made, false, ProposalAct::HouseholdYes), Err(Refusal::NotMet));
        assert_eq!(acted(made, true, ProposalAct::HouseholdYes), Ok(ProposalStatus::HouseholdYes));
        assert_eq!(acted(made, false, ProposalAct::OffererNo), Ok(ProposalStatus::DeclinedByOfferer));
        assert_eq!(acted(made, true, ProposalAct::Confirm), Err(Refusal::ProposalNotSo));
    }

    #[test]
    fn what_is_confirmed_is_freed_by_nobody() {
        for act in ProposalAct::ALL {
            assert_eq!(ProposalStatus::Confirmed.after(*act), None, "{act}");
        }
    }
}
