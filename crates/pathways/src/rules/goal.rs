//! A goal: on one axis of the programme, in the person's own words.

use super::machine;
use super::refusal::{Refusal, Ruled};

kernel::words! {
    /// Where a goal stands.
    pub enum GoalStatus {
        /// Being worked on.
        Open = "open",
        /// Reached.
        Reached = "reached",
        /// Reached in part.
        PartlyReached = "partly-reached",
        /// Given up.
        GivenUp = "given-up",
    }
}
store::word_cells!(GoalStatus);

kernel::words! {
    /// What can be done with a goal.
    pub enum GoalAct {
        /// It is reached.
        Reach = "reach",
        /// It is reached in part.
        ReachInPart = "reach-in-part",
        /// It is given up.
        GiveUp = "give-up",
        /// It is taken up again, or was ended by mistake.
        Reopen = "reopen",
    }
}

impl GoalStatus {
    /// Where the act leads; nowhere, when it is refused.
    #[must_use]
    pub fn after(self, act: GoalAct) -> Option<Self> {
        match (self, act) {
            (Self::Open | Self::PartlyReached, GoalAct::Reach) => Some(Self::Reached),
            (Self::Open, GoalAct::ReachInPart) => Some(Self::PartlyReached),
            (Self::Open, GoalAct::GiveUp) => Some(Self::GivenUp),
            (Self::Reached | Self::PartlyReached | Self::GivenUp, GoalAct::Reopen) => Some(Self::Open),
            _ => None,
        }
    }
}

/// Every transition of a goal.
#[must_use]
pub fn transitions() -> Vec<(GoalStatus, GoalAct, GoalStatus)> {
    machine::table(GoalStatus::ALL, GoalAct::ALL, GoalStatus::after)
}

/// Where a goal stands after an act.
///
/// # Errors
/// When the goal is ended already, or is open and there is nothing to reopen.
pub fn acted(status: GoalStatus, act: GoalAct) -> Ruled<GoalStatus> {
    status.after(act).ok_or(if status == GoalStatus::Open { Refusal::GoalOpen } else { Refusal::GoalEnded })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_reached_in_part_may_still_be_reached_and_an_ended_one_is_not_given_up() {
        assert_eq!(acted(GoalStatus::PartlyReached, GoalAct::Reach), Ok(GoalStatus::Reached));
        assert_eq!(acted(GoalStatus::Reached, GoalAct::GiveUp), Err(Refusal::GoalEnded));
        assert_eq!(acted(GoalStatus::Open, GoalAct::Reopen), Err(Refusal::GoalOpen));
    }
}
