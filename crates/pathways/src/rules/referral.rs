//! The referral: who sent it, where it stands, what may happen to it next.
//!
//! Valid is not complete: [`checked`] refuses nonsense, [`missing`] lists what a step would still like to know. A draft
//! may hold nothing at all; receiving needs one name and a day. Nothing here decides whether somebody fits.

use kernel::{BirthDay, Day, words};
use web::Refusal;

use super::machine;

words! {
    /// Where a referral stands.
    pub enum ReferralStatus {
        /// Being written down.
        Draft = "draft",
        /// Received: somebody looks at it.
        Received = "received",
        /// A pathway was opened.
        TakenInCharge = "taken-in-charge",
        /// The network said no, with a reason.
        Declined = "declined",
        /// Whoever sent it, or the household, took it back.
        Withdrawn = "withdrawn",
    }
}
store::word_cells!(ReferralStatus);

words! {
    /// What can be done with a referral.
    pub enum ReferralAct {
        /// Receive it.
        Receive = "receive",
        /// Open a pathway.
        TakeInCharge = "take-in-charge",
        /// Say no.
        Decline = "decline",
        /// Take it back.
        Withdraw = "withdraw",
        /// Look at it again.
        Reopen = "reopen",
    }
}

words! {
    /// Who sent a referral.
    pub enum SenderKind {
        /// A reception project: SAI, CAS, a corridor.
        Reception = "reception",
        /// The social service of a municipality or a health body.
        SocialService = "social-service",
        /// A prefecture or another office of the State.
        State = "state",
        /// An association, a parish, a union.
        Association = "association",
        /// A partner of the network.
        Partner = "partner",
        /// The people themselves, or a friend.
        Themselves = "themselves",
        /// Anybody else.
        Other = "other",
    }
}
store::word_cells!(SenderKind);

words! {
    /// How soon somebody must be met.
    pub enum Urgency {
        /// In the usual order.
        Routine = "routine",
        /// Within a few weeks.
        Soon = "soon",
        /// Now.
        Urgent = "urgent",
    }
}
store::word_cells!(Urgency);

/// An expected no of the referral's rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferralRefusal {
    /// This cannot be done from where the referral stands.
    NotFromHere,
    /// Nobody of the household has a name yet.
    NobodyNamed,
    /// Received on a day that is still to come.
    ReceivedInFuture,
    /// Born on a day that is still to come.
    BornInFuture,
    /// Left reception before coming in.
    LeftBeforeEntering,
    /// The permit expires before it was issued.
    PermitEndsFirst,
    /// Declining and withdrawing need a reason in words.
    ReasonNeeded,
    /// Taking in charge somebody whom the rules do not find fitting needs a reason in words.
    OverrideReasonNeeded,
    /// The household already has an open pathway in this programme.
    AlreadyOpen,
    /// The programme does not run here today.
    NotRunning,
    /// The programme does not serve households.
    NotForHouseholds,
    /// Programme, partner and territory together lie outside what the member answers for.
    PlaceOutOfReach,
    /// The case worker is no member who accompanies households there.
    NotACaseWorker,
    /// The referral is settled: its pathway, or its reopening, is the place for changes.
    Settled,
}

impl ReferralRefusal {
    /// Whether it is about what is there already, not about what was typed: 409 in the API.
    #[must_use]
    pub fn is_conflict(self) -> bool {
        matches!(self, Self::NotFromHere | Self::AlreadyOpen | Self::Settled)
    }
}

impl Refusal for ReferralRefusal {
    fn field(&self) -> &'static str {
        match self {
            Self::NotFromHere | Self::AlreadyOpen | Self::Settled => "",
            Self::NobodyNamed => "given",
            Self::ReceivedInFuture => "received-on",
            Self::BornInFuture => "born",
            Self::LeftBeforeEntering => "exit-day",
            Self::PermitEndsFirst => "permit-expires",
            Self::ReasonNeeded | Self::OverrideReasonNeeded => "reason",
            Self::NotRunning | Self::NotForHouseholds => "programme",
            Self::PlaceOutOfReach => "organisation",
            Self::NotACaseWorker => "case-worker",
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFromHere => "referral-not-from-here",
            Self::NobodyNamed => "nobody-named",
            Self::ReceivedInFuture | Self::BornInFuture => "day-in-future",
            Self::LeftBeforeEntering => "left-before-entry",
            Self::PermitEndsFirst => "expires-before-issue",
            Self::ReasonNeeded => "reason-needed",
            Self::OverrideReasonNeeded => "override-reason-needed",
            Self::AlreadyOpen => "already-open",
            Self::NotRunning => "programme-not-running",
            Self::NotForHouseholds => "programme-not-for-households",
            Self::PlaceOutOfReach => "place-out-of-reach",
            Self::NotACaseWorker => "not-a-case-worker",
            Self::Settled => "referral-settled",
        }
    }
}

/// Where an act leads from a status.
///
/// # Errors
/// [`ReferralRefusal::NotFromHere`] when it leads nowhere.
pub fn after(status: ReferralStatus, act: ReferralAct) -> Result<ReferralStatus, ReferralRefusal> {
    use ReferralAct as Act;
    use ReferralStatus as Status;
    match (status, act) {
        (Status::Draft, Act::Receive) | (Status::Declined | Status::Withdrawn, Act::Reopen) => Ok(Status::Received),
        (Status::Received, Act::TakeInCharge) => Ok(Status::TakenInCharge),
        (Status::Received, Act::Decline) => Ok(Status::Declined),
        (Status::Draft | Status::Received, Act::Withdraw) => Ok(Status::Withdrawn),
        _ => Err(ReferralRefusal::NotFromHere),
    }
}

/// Every transition of a referral.
#[must_use]
pub fn transitions() -> Vec<(ReferralStatus, ReferralAct, ReferralStatus)> {
    machine::table(ReferralStatus::ALL, ReferralAct::ALL, |status, act| after(status, act).ok())
}

impl ReferralStatus {
    /// What can be done from here.
    pub fn acts(self) -> impl Iterator<Item = ReferralAct> {
        ReferralAct::ALL.iter().copied().filter(move |act| after(self, *act).is_ok())
    }

    /// Whether its words may still be changed.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Received)
    }
}

/// The days of one person that must agree with each other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PersonDays {
    /// When born.
    pub born: Option<BirthDay>,
    /// When the permit was issued.
    pub issued: Option<Day>,
    /// When it expires.
    pub expires: Option<Day>,
    /// When the person came into reception.
    pub entered: Option<Day>,
    /// When the person left it, or will.
    pub left: Option<Day>,
}

/// Refuses a day of reception that is still to come.
///
/// # Errors
/// [`ReferralRefusal::ReceivedInFuture`].
pub fn checked_received(received_on: Option<Day>, today: Day) -> Result<(), ReferralRefusal> {
    if received_on.is_some_and(|day| day > today) { Err(ReferralRefusal::ReceivedInFuture) } else { Ok(()) }
}

/// Everything that cannot be true of a person's days. Days of leaving may lie ahead: people are referred before.
#[must_use]
pub fn checked(days: PersonDays, today: Day) -> Vec<ReferralRefusal> {
    let unborn = match days.born {
        Some(BirthDay::Day(day)) => day > today,
        Some(BirthDay::Year(year)) => year > today.year(),
        None => false,
    };
    let turned = |first: Option<Day>, last: Option<Day>| first.zip(last).is_some_and(|(first, last)| last < first);
    let found = [
        (unborn, ReferralRefusal::BornInFuture),
        (turned(days.entered, days.left), ReferralRefusal::LeftBeforeEntering),
        (turned(days.issued, days.expires), ReferralRefusal::PermitEndsFirst),
    ];
    found.into_iter().filter(|(wrong, _)| *wrong).map(|(_, refusal)| refusal).collect()
}

words! {
    /// What somebody wants to do next with a referral.
    pub enum ReferralStep {
        /// Receive it.
        Receive = "receive",
        /// See which programmes fit.
        Assess = "assess",
        /// Take the household in charge.
        TakeInCharge = "take-in-charge",
    }
}

words! {
    /// What is still to be filled.
    pub enum ReferralGap {
        /// A name of at least one person.
        SomeName = "some-name",
        /// Who sent it.
        Sender = "sender",
        /// When somebody was born.
        BirthDay = "birth-day",
        /// Whose citizen somebody is.
        Citizenship = "citizenship",
        /// Permits of somebody.
        Permit = "permit",
        /// The last stay in reception of somebody.
        ReceptionStay = "reception-stay",
        /// Where the household lives.
        Residence = "residence",
        /// What it needs.
        Needs = "needs",
        /// How soon.
        Urgency = "urgency",
    }
}

/// What is known of a referral, as far as its steps care.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReferralPicture {
    /// Somebody has a name.
    pub named: bool,
    /// The sender is known.
    pub sender: bool,
    /// Everybody's birth is known.
    pub births: bool,
    /// Everybody's citizenship is known.
    pub citizenships: bool,
    /// Everybody's permits are known.
    pub permits: bool,
    /// Everybody's stays are known.
    pub stays: bool,
    /// The residence is known.
    pub residence: bool,
    /// Needs are named.
    pub needs: bool,
    /// The urgency is said.
    pub urgency: bool,
}

/// What a step would still like to know. Only [`ReferralGap::SomeName`] holds a step up; the rest is a reminder.
#[must_use]
pub fn missing(step: ReferralStep, known: &ReferralPicture) -> Vec<ReferralGap> {
    let asked: &[(bool, ReferralGap)] = match step {
        ReferralStep::Receive => &[(known.named, ReferralGap::SomeName), (known.sender, ReferralGap::Sender)],
        ReferralStep::Assess => &[
            (known.births, ReferralGap::BirthDay),
            (known.citizenships, ReferralGap::Citizenship),
            (known.permits, ReferralGap::Permit),
            (known.stays, ReferralGap::ReceptionStay),
            (known.residence, ReferralGap::Residence),
        ],
        ReferralStep::TakeInCharge => &[(known.needs, ReferralGap::Needs), (known.urgency, ReferralGap::Urgency)],
    };
    asked.iter().filter(|(known, _)| !known).map(|(_, gap)| *gap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_referral_once_taken_in_charge_does_not_move_again() {
        assert_eq!(ReferralStatus::TakenInCharge.acts().count(), 0);
    }

    #[test]
    fn what_was_declined_or_withdrawn_can_be_looked_at_again() {
        for status in [ReferralStatus::Declined, ReferralStatus::Withdrawn] {
            assert_eq!(after(status, ReferralAct::Reopen), Ok(ReferralStatus::Received));
            assert_eq!(after(status, ReferralAct::TakeInCharge), Err(ReferralRefusal::NotFromHere));
        }
    }

    #[test]
    fn a_draft_cannot_be_declined_before_it_is_received() {
        assert_eq!(after(ReferralStatus::Draft, ReferralAct::Decline), Err(ReferralRefusal::NotFromHere));
        assert_eq!(after(ReferralStatus::Draft, ReferralAct::TakeInCharge), Err(ReferralRefusal::NotFromHere));
    }

    #[test]
    fn a_referral_is_not_received_tomorrow() {
        let today = day("2026-11-22");
        assert_eq!(checked_received(Some(today), today), Ok(()));
        assert_eq!(checked_received(None, today), Ok(()));
        assert_eq!(checked_received(Some(today.plus_days(1)), today), Err(ReferralRefusal::ReceivedInFuture));
    }

    #[test]
    fn nobody_leaves_reception_before_coming_in() {
        let today = day("2026-11-22");
        let days =
            PersonDays { entered: Some(day("2025-03-01")), left: Some(day("2025-02-28")), ..PersonDays::default() };
        assert_eq!(checked(days, today), [ReferralRefusal::LeftBeforeEntering]);
        let same = PersonDays { left: days.entered, ..days };
        assert!(checked(same, today).is_empty());
        let ahead = PersonDays { left: Some(day("2027-01-31")), ..days };
        assert!(checked(ahead, today).is_empty(), "people are referred before they leave");
    }

    #[test]
    fn everything_wrong_is_named_at_once() {
        let today = day("2026-11-22");
        let days = PersonDays {
            born: Some(BirthDay::Year(2027)),
            issued: Some(day("2026-01-02")),
            expires: Some(day("2026-01-01")),
            ..PersonDays::default()
        };
        assert_eq!(checked(days, today), [ReferralRefusal::BornInFuture, ReferralRefusal::PermitEndsFirst]);
    }

    #[test]
    fn receiving_asks_for_a_name_and_for_nothing_of_the_later_steps() {
        let nothing = ReferralPicture::default();
        assert_eq!(missing(ReferralStep::Receive, &nothing), [ReferralGap::SomeName, ReferralGap::Sender]);
        let named = ReferralPicture { named: true, sender: true, ..nothing };
        assert!(missing(ReferralStep::Receive, &named).is_empty());
        assert_eq!(missing(ReferralStep::Assess, &named).len(), 5);
    }
}
