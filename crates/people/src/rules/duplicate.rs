//! Two records that may be of one person: what has been said of them. Nothing is merged and nothing deleted, so all of
//! it can be taken back.

use super::PeopleRefusal;

kernel::words! {
    /// What has been said of two records.
    pub enum Standing {
        /// Nothing yet.
        Open = "open",
        /// They are of one person.
        Linked = "linked",
        /// They are of two people.
        Apart = "apart",
    }
}
store::word_cells!(Standing);

kernel::words! {
    /// What can be said of two records.
    pub enum SettleAct {
        /// They are of one person.
        Link = "link",
        /// They are of two people.
        TellApart = "tell-apart",
        /// What was said is taken back.
        Reopen = "reopen",
    }
}

impl Standing {
    /// Where the act leads; nowhere, when it is refused.
    #[must_use]
    pub fn after(self, act: SettleAct) -> Option<Self> {
        match (self, act) {
            (Self::Open, SettleAct::Link) => Some(Self::Linked),
            (Self::Open, SettleAct::TellApart) => Some(Self::Apart),
            (Self::Linked | Self::Apart, SettleAct::Reopen) => Some(Self::Open),
            _ => None,
        }
    }
}

/// What stands after an act.
///
/// # Errors
/// When something was said already, or nothing that could be taken back.
pub fn settled(standing: Standing, act: SettleAct) -> Result<Standing, PeopleRefusal> {
    let code = if standing == Standing::Open { "duplicate-open" } else { "duplicate-settled" };
    standing.after(act).ok_or(PeopleRefusal::new("", code))
}

/// Whether a link may be made: not when, among the records that it would join, two were said to be of two people.
///
/// # Errors
/// When they were.
pub fn may_join(told_apart: bool) -> Result<(), PeopleRefusal> {
    if told_apart { Err(PeopleRefusal::new("", "duplicate-told-apart")) } else { Ok(()) }
}
