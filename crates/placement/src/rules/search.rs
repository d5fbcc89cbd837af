//! A search: what a household or one of its people is looking for, and where that stands.
//!
//! Three words say how long it can wait, and none says why: a reason would tell of violence or of an eviction to
//! everybody who reads lists.

use kernel::{Day, machine};

use super::Refusal;

kernel::words! {
    /// Where a search stands.
    pub enum SearchStatus {
        /// Somebody is looking.
        Open = "open",
        /// For the time being nothing is proposed.
        Paused = "paused",
        /// What was looked for was found here.
        Met = "met",
        /// It was given up, or is needed no more.
        Ended = "ended",
    }
}
store::word_cells!(SearchStatus);

kernel::words! {
    /// What can be done with a search.
    pub enum SearchAct {
        /// For the time being nothing is to be proposed.
        Pause = "pause",
        /// Something may be proposed again.
        Resume = "resume",
        /// What was looked for was found here.
        Meet = "meet",
        /// It is given up, or needed no more.
        End = "end",
        /// It begins anew, and the waiting goes on from its old day.
        Reopen = "reopen",
    }
}

kernel::words! {
    /// How long a search can wait, from those that can.
    pub enum Urgency {
        /// It can wait.
        Routine = "routine",
        /// The place they live in, or what they live on, ends within weeks.
        Soon = "soon",
        /// It cannot wait: they would be without a roof, or not safe.
        Urgent = "urgent",
    }
}
store::word_cells!(Urgency);

kernel::words! {
    /// Why a search ends without having been met here.
    pub enum SearchEnd {
        /// They found something themselves.
        FoundThemselves = "found-themselves",
        /// They moved to where nobody of the network works.
        MovedAway = "moved-away",
        /// They thought better of it.
        ChangedMind = "changed-mind",
        /// Their pathway was closed.
        PathwayClosed = "pathway-closed",
        /// It was written down by mistake, or twice.
        Mistake = "mistake",
        /// Anything else.
        Other = "other",
    }
}
store::word_cells!(SearchEnd);

kernel::words! {
    /// Who said no beforehand.
    pub enum VetoBy {
        /// The household, or the person.
        Household = "household",
        /// Whoever makes the offer.
        Offerer = "offerer",
    }
}
store::word_cells!(VetoBy);

impl SearchStatus {
    /// Where the act leads; nowhere, when it is refused.
    #[must_use]
    pub fn after(self, act: SearchAct) -> Option<Self> {
        match (self, act) {
            (Self::Open, SearchAct::Pause) => Some(Self::Paused),
            (Self::Paused, SearchAct::Resume) => Some(Self::Open),
            (Self::Open | Self::Paused, SearchAct::Meet) => Some(Self::Met),
            (Self::Open | Self::Paused, SearchAct::End) => Some(Self::Ended),
            (Self::Met | Self::Ended, SearchAct::Reopen) => Some(Self::Open),
            _ => None,
        }
    }

    /// Whether somebody is still looking, now or later: of one kind there is only one such search.
    #[must_use]
    pub fn lives(self) -> bool {
        matches!(self, Self::Open | Self::Paused)
    }
}

/// Every transition of a search.
#[must_use]
pub fn transitions() -> Vec<(SearchStatus, SearchAct, SearchStatus)> {
    machine::table(SearchStatus::ALL, SearchAct::ALL, SearchStatus::after)
}

/// Where a search stands after an act.
///
/// # Errors
/// [`Refusal::SearchNotSo`] when it stands elsewhere than the act needs.
pub fn acted(status: SearchStatus, act: SearchAct) -> Result<SearchStatus, Refusal> {
    status.after(act).ok_or(Refusal::SearchNotSo)
}

/// Whether waiting may be counted from a day.
///
/// # Errors
/// [`Refusal::WaitsFromTomorrow`] for a day ahead.
pub fn may_wait_since(since: Day, today: Day) -> Result<(), Refusal> {
    if since > today { Err(Refusal::WaitsFromTomorrow) } else { Ok(()) }
}

/// For how many days somebody has waited; none before the first day.
#[must_use]
pub fn waited(since: Day, today: Day) -> i64 {
    since.days_until(today).max(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn waiting_begins_today_at_the_latest() {
        let today: Day = "2026-11-22".parse().unwrap();
        assert_eq!(may_wait_since(today, today), Ok(()));
        assert_eq!(may_wait_since(today.plus_days(1), today), Err(Refusal::WaitsFromTomorrow));
        assert_eq!((waited(today.plus_days(-30), today), waited(today.plus_days(2), today)), (30, 0));
    }

    proptest! {
        /// Whatever is done day after day: what was paused can go on, and what ended can begin anew.
        #[test]
        fn no_search_is_ever_stuck(acts in proptest::collection::vec(0usize..5, 0..30)) {
            let mut status = SearchStatus::Open;
            for act in acts {
                status = status.after(SearchAct::ALL[act]).unwrap_or(status);
                prop_assert!(SearchAct::ALL.iter().any(|act| status.after(*act).is_some()), "{status}");
            }
        }
    }
}
