//! A placement: what began once both sides said yes. A tenancy, a cohabitation, an internship or a contract: where it
//! stands, why it ends, what it may turn into.
//!
//! Reasons are words of the network's forms; whether one counts as a good or a bad result is told only where a source
//! says so ([`mark`]). Absent on purpose: health as a reason. What touches the body is not written on a placement.

use kernel::{Day, machine};

use super::offer::OfferKind;
use super::stay_refusal::StayRefusal;

kernel::words! {
    /// What began.
    pub enum PlacementKind {
        /// A household lives in a home with a contract of its own.
        Tenancy = "tenancy",
        /// A household, or one of it, lives with a host family.
        Cohabitation = "cohabitation",
        /// Somebody learns on the job.
        Internship = "internship",
        /// Somebody is employed.
        Contract = "contract",
    }
}
store::word_cells!(PlacementKind);

kernel::words! {
    /// Where a placement stands.
    pub enum PlacementStatus {
        /// Agreed, not begun.
        Planned = "planned",
        /// It lasts.
        UnderWay = "under-way",
        /// It is over, or was called off before it began.
        Ended = "ended",
    }
}
store::word_cells!(PlacementStatus);

kernel::words! {
    /// What can be done with a placement.
    pub enum PlacementAct {
        /// It begins.
        Begin = "begin",
        /// It will not begin.
        CallOff = "call-off",
        /// It ends.
        End = "end",
        /// It was said to have begun by mistake.
        TakeBackBeginning = "take-back-beginning",
        /// It was said to have ended by mistake.
        TakeBackEnding = "take-back-ending",
        /// What was called off is planned again.
        PlanAgain = "plan-again",
    }
}

kernel::words! {
    /// Why a placement ends, or does not begin.
    pub enum EndReason {
        /// It lasted as long as was agreed.
        PlannedEnd = "planned-end",
        /// An own home was found.
        OwnHome = "own-home",
        /// Other work was found.
        OtherWork = "other-work",
        /// The household moved away.
        Moved = "moved",
        /// It turned into the next: an internship into a contract.
        Transformed = "transformed",
        /// Whoever worked there gave notice.
        Resigned = "resigned",
        /// The employer gave notice.
        Dismissed = "dismissed",
        /// Living or working together did not go well.
        Conflict = "conflict",
        /// The rent was not paid.
        RentUnpaid = "rent-unpaid",
        /// The owner or the employer takes back what was offered.
        OffererWithdrew = "offerer-withdrew",
        /// The host family cannot or will not go on.
        FamilyWithdrew = "family-withdrew",
        /// The people accompanied do not want it any more.
        HouseholdWithdrew = "household-withdrew",
        /// The papers no longer allow it.
        Papers = "papers",
        /// Somebody died.
        Death = "death",
        /// Nobody can be reached any more.
        ContactLost = "contact-lost",
        /// Anything else: the words say what.
        Other = "other",
    }
}
store::word_cells!(EndReason);

kernel::words! {
    /// How figures may count the end of a placement.
    pub enum Mark {
        /// A good result, as the source says.
        Positive = "positive",
        /// A bad result, as the source says.
        Negative = "negative",
        /// No source says so: to verify with the network.
        ToVerify = "to-verify",
    }
}

impl PlacementKind {
    /// The kind of offer from which it comes.
    #[must_use]
    pub const fn offered_as(self) -> OfferKind {
        match self {
            Self::Tenancy => OfferKind::Home,
            Self::Cohabitation => OfferKind::Family,
            Self::Internship | Self::Contract => OfferKind::Work,
        }
    }

    /// Whether it is one person's, not the whole household's.
    #[must_use]
    pub const fn of_one_person(self) -> bool {
        matches!(self, Self::Internship | Self::Contract)
    }

    /// What it may turn into.
    #[must_use]
    pub const fn becomes(self) -> &'static [Self] {
        match self {
            Self::Internship => &[Self::Contract],
            Self::Cohabitation | Self::Tenancy => &[Self::Tenancy],
            Self::Contract => &[],
        }
    }

    /// Why it may end, once it has begun. That it was transformed is never said by hand: see
    /// [`becomes`](Self::becomes).
    #[must_use]
    pub const fn ends_for(self) -> &'static [EndReason] {
        use EndReason as R;
        match self {
            Self::Tenancy => &[
                R::PlannedEnd,
                R::OwnHome,
                R::Moved,
                R::Conflict,
                R::RentUnpaid,
                R::OffererWithdrew,
                R::HouseholdWithdrew,
                R::Death,
                R::ContactLost,
                R::Other,
            ],
            Self::Cohabitation => &[
                R::PlannedEnd,
                R::OwnHome,
                R::Moved,
                R::Conflict,
                R::FamilyWithdrew,
                R::HouseholdWithdrew,
                R::Death,
                R::ContactLost,
                R::Other,
            ],
            Self::Internship | Self::Contract => &[
                R::PlannedEnd,
                R::OtherWork,
                R::Moved,
                R::Resigned,
                R::Dismissed,
                R::OffererWithdrew,
                R::Papers,
                R::Death,
                R::ContactLost,
                R::Other,
            ],
        }
    }

    /// Why it may be called off before it begins.
    #[must_use]
    pub const fn called_off_for(self) -> &'static [EndReason] {
        use EndReason as R;
        match self {
            Self::Tenancy => {
                &[R::OwnHome, R::Moved, R::OffererWithdrew, R::HouseholdWithdrew, R::Death, R::ContactLost, R::Other]
            }
            Self::Cohabitation => {
                &[R::OwnHome, R::Moved, R::FamilyWithdrew, R::HouseholdWithdrew, R::Death, R::ContactLost, R::Other]
            }
            Self::Internship | Self::Contract => &[
                R::OtherWork,
                R::Moved,
                R::OffererWithdrew,
                R::HouseholdWithdrew,
                R::Papers,
                R::Death,
                R::ContactLost,
                R::Other,
            ],
        }
    }
}

impl EndReason {
    /// Whether words must say more.
    #[must_use]
    pub const fn needs_words(self) -> bool {
        matches!(self, Self::Other)
    }
}

/// How figures may count such an end, as far as a source says so.
///
/// * An internship that turns into a contract is what Fra Noi counts as its result (about 40 contracts after 118
///   internships, Corriere della Sera, May 2022).
/// * A cohabitation that ends in an own home is autonomy in the evaluation of family hosting by Refugees Welcome Italia
///   (its own evaluation: 90 % autonomous).
/// * Rent that is not paid is the loss that guarantee funds insure (Milano Abitare; Pordenone counts the claims).
///
/// Everything else is to verify with the network: nobody has published whether a move is good or bad.
#[must_use]
pub const fn mark(kind: PlacementKind, reason: EndReason) -> Mark {
    match (kind, reason) {
        (PlacementKind::Internship, EndReason::Transformed)
        | (PlacementKind::Cohabitation, EndReason::OwnHome | EndReason::Transformed) => Mark::Positive,
        (PlacementKind::Tenancy, EndReason::RentUnpaid) => Mark::Negative,
        _ => Mark::ToVerify,
    }
}

impl PlacementStatus {
    /// Where the act leads; nowhere, when it is refused.
    ///
    /// An end has two ways back: [`PlacementAct::TakeBackEnding`] where it had begun, [`PlacementAct::PlanAgain`] where it
    /// was called off. See [`way_back`].
    #[must_use]
    pub fn after(self, act: PlacementAct) -> Option<Self> {
        match (self, act) {
            (Self::Planned, PlacementAct::Begin) | (Self::Ended, PlacementAct::TakeBackEnding) => Some(Self::UnderWay),
            (Self::Planned, PlacementAct::CallOff) | (Self::UnderWay, PlacementAct::End) => Some(Self::Ended),
            (Self::UnderWay, PlacementAct::TakeBackBeginning) | (Self::Ended, PlacementAct::PlanAgain) => {
                Some(Self::Planned)
            }
            _ => None,
        }
    }

    /// Whether it counts as filling a place: planned or under way.
    #[must_use]
    pub fn lives(self) -> bool {
        matches!(self, Self::Planned | Self::UnderWay)
    }
}

/// Every transition of a placement.
#[must_use]
pub fn transitions() -> Vec<(PlacementStatus, PlacementAct, PlacementStatus)> {
    machine::table(PlacementStatus::ALL, PlacementAct::ALL, PlacementStatus::after)
}

/// The act by which an ended placement comes back: it goes on where it had begun, else it is planned again.
#[must_use]
pub const fn way_back(began_on: Option<Day>) -> PlacementAct {
    if began_on.is_some() { PlacementAct::TakeBackEnding } else { PlacementAct::PlanAgain }
}

/// Where a placement stands after an act.
///
/// # Errors
/// [`StayRefusal::NotSo`] when it stands elsewhere than the act needs.
pub fn acted(status: PlacementStatus, act: PlacementAct) -> Result<PlacementStatus, StayRefusal> {
    status.after(act).ok_or(StayRefusal::NotSo)
}

/// Whether a placement can have begun on a day.
///
/// # Errors
/// When the day lies ahead.
pub fn may_begin(on: Day, today: Day) -> Result<(), StayRefusal> {
    if on > today { Err(StayRefusal::BeginsInTheFuture) } else { Ok(()) }
}

/// Whether a placement can have ended on a day, for a reason. One that never began is called off: `began_on` is empty.
///
/// # Errors
/// When the day lies ahead or before the beginning, when its kind does not end so, or when the reason needs words.
pub fn may_end(
    kind: PlacementKind,
    began_on: Option<Day>,
    (on, reason): (Day, EndReason),
    words: bool,
    today: Day,
) -> Result<(), StayRefusal> {
    let known = if began_on.is_some() { kind.ends_for() } else { kind.called_off_for() };
    if !known.contains(&reason) {
        return Err(StayRefusal::NoSuchReason);
    }
    if reason.needs_words() && !words {
        return Err(StayRefusal::SayWhy);
    }
    ended_between(began_on, on, today)
}

/// Whether the day of an end fits.
///
/// # Errors
/// When it lies ahead or before the beginning.
pub fn ended_between(began_on: Option<Day>, on: Day, today: Day) -> Result<(), StayRefusal> {
    if on > today {
        return Err(StayRefusal::EndsInTheFuture);
    }
    if began_on.is_some_and(|began| on < began) {
        return Err(StayRefusal::EndsBeforeItBegins);
    }
    Ok(())
}

/// Whether the days of a plan follow one another.
///
/// # Errors
/// When it is to end before it begins.
pub fn planned_well(from: Option<Day>, until: Option<Day>) -> Result<(), StayRefusal> {
    match (from, until) {
        (Some(from), Some(until)) if until < from => Err(StayRefusal::PlannedBackwards),
        _ => Ok(()),
    }
}

/// How many months an internship lasts at most between two days: begun months count whole.
#[must_use]
pub fn months_between(from: Day, until: Day) -> i64 {
    let mut months = 0;
    while months < 120 && from.plus_months(months) <= until {
        months += 1;
    }
    i64::from(months)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_placement_ends_between_its_beginning_and_today() {
        let (began, today) = (Some(day("2026-06-01")), day("2026-11-22"));
        let end = |on, reason| may_end(PlacementKind::Tenancy, began, (day(on), reason), false, today);
        assert_eq!(end("2026-06-01", EndReason::Moved), Ok(()));
        assert_eq!(end("2026-11-22", EndReason::Moved), Ok(()));
        assert_eq!(end("2026-05-31", EndReason::Moved), Err(StayRefusal::EndsBeforeItBegins));
        assert_eq!(end("2026-11-23", EndReason::Moved), Err(StayRefusal::EndsInTheFuture));
        assert_eq!(end("2026-11-22", EndReason::Dismissed), Err(StayRefusal::NoSuchReason));
        assert_eq!(end("2026-11-22", EndReason::Transformed), Err(StayRefusal::NoSuchReason), "never by hand");
        assert_eq!(end("2026-11-22", EndReason::Other), Err(StayRefusal::SayWhy));
    }

    #[test]
    fn what_never_began_is_called_off_for_reasons_of_its_own() {
        let today = day("2026-11-22");
        let off = |reason| may_end(PlacementKind::Tenancy, None, (today, reason), true, today);
        assert_eq!(off(EndReason::OffererWithdrew), Ok(()));
        assert_eq!(off(EndReason::RentUnpaid), Err(StayRefusal::NoSuchReason));
    }

    #[test]
    fn only_what_a_source_calls_good_or_bad_is_marked() {
        assert_eq!(mark(PlacementKind::Internship, EndReason::Transformed), Mark::Positive);
        assert_eq!(mark(PlacementKind::Cohabitation, EndReason::OwnHome), Mark::Positive);
        assert_eq!(mark(PlacementKind::Tenancy, EndReason::RentUnpaid), Mark::Negative);
        assert_eq!(mark(PlacementKind::Tenancy, EndReason::Transformed), Mark::ToVerify);
        let marked =
            PlacementKind::ALL.iter().flat_map(|kind| EndReason::ALL.iter().map(|reason| mark(*kind, *reason)));
        assert_eq!(marked.filter(|mark| *mark != Mark::ToVerify).count(), 4);
    }

    #[test]
    fn begun_months_count_whole() {
        assert_eq!(months_between(day("2026-01-01"), day("2026-06-30")), 6);
        assert_eq!(months_between(day("2026-01-01"), day("2026-07-01")), 7);
        assert_eq!(months_between(day("2026-01-31"), day("2026-02-15")), 1);
    }

    #[test]
    fn days_of_a_plan_follow_one_another() {
        assert_eq!(planned_well(Some(day("2026-06-01")), Some(day("2026-05-31"))), Err(StayRefusal::PlannedBackwards));
        assert_eq!(planned_well(Some(day("2026-06-01")), Some(day("2026-06-01"))), Ok(()));
        assert_eq!(planned_well(None, Some(day("2026-06-01"))), Ok(()));
    }

    proptest! {
        /// Whatever is done in whatever order: no placement is ever stuck.
        #[test]
        fn no_placement_is_ever_stuck(acts in proptest::collection::vec(0usize..PlacementAct::ALL.len(), 0..30)) {
            let mut status = PlacementStatus::Planned;
            for act in acts {
                status = status.after(PlacementAct::ALL[act]).unwrap_or(status);
                prop_assert!(PlacementAct::ALL.iter().any(|act| status.after(*act).is_some()));
            }
        }
    }
}
