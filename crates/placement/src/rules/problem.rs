//! What goes wrong along a placement, and visits that mediate. Health is left out on purpose (it is a matter of its own,
//! with permissions of its own).

use kernel::machine;

kernel::words! {
    /// What goes wrong.
    pub enum ProblemKind {
        /// With the neighbours.
        Neighbours = "neighbours",
        /// Rent or costs that are not paid.
        Arrears = "arrears",
        /// The state of the home, repairs.
        Upkeep = "upkeep",
        /// Living together at home.
        ConflictAtHome = "conflict-at-home",
        /// On the job: with colleagues or with what is asked.
        ConflictAtWork = "conflict-at-work",
        /// Hours or pay are not as agreed.
        WorkHours = "work-hours",
        /// How one gets there.
        Transport = "transport",
        /// Papers: residence, contract, permits.
        Papers = "papers",
        /// Anything else: the words say what.
        Other = "other",
    }
}
store::word_cells!(ProblemKind);

kernel::words! {
    /// Where a problem stands.
    pub enum ProblemStatus {
        /// It is there.
        Open = "open",
        /// It is solved.
        Solved = "solved",
    }
}
store::word_cells!(ProblemStatus);

kernel::words! {
    /// What can be done with a problem.
    pub enum ProblemAct {
        /// It is solved.
        Solve = "solve",
        /// It is there again, or was never solved.
        Reopen = "reopen",
    }
}

kernel::words! {
    /// How a mediation visit ended.
    pub enum MediationOutcome {
        /// Both sides agreed on something.
        Agreed = "agreed",
        /// In part.
        PartlyAgreed = "partly-agreed",
        /// They did not agree.
        NotAgreed = "not-agreed",
        /// Somebody who was needed did not come.
        DidNotTakePlace = "did-not-take-place",
    }
}
store::word_cells!(MediationOutcome);

impl ProblemStatus {
    /// Where the act leads; nowhere, when it is refused.
    #[must_use]
    pub fn after(self, act: ProblemAct) -> Option<Self> {
        match (self, act) {
            (Self::Open, ProblemAct::Solve) => Some(Self::Solved),
            (Self::Solved, ProblemAct::Reopen) => Some(Self::Open),
            _ => None,
        }
    }
}

/// Every transition of a problem.
#[must_use]
pub fn transitions() -> Vec<(ProblemStatus, ProblemAct, ProblemStatus)> {
    machine::table(ProblemStatus::ALL, ProblemAct::ALL, ProblemStatus::after)
}
