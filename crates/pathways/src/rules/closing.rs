//! Closing: why, with which result, and how the household stands in home, work and ties.

use kernel::Day;

use super::pathway::{PathwayAct, PathwayStatus, Span};
use super::refusal::{Refusal, Ruled};

kernel::words! {
    /// Why a pathway is closed.
    pub enum ClosingReason {
        /// The household stands on its own feet.
        AutonomyReached = "autonomy-reached",
        /// Part of the plan was carried out.
        PlanPartlyCompleted = "plan-partly-completed",
        /// The household moved away.
        MovedAway = "moved-away",
        /// The household chose to leave.
        LeftByChoice = "left-by-choice",
        /// Nobody could be reached any more.
        Unreachable = "unreachable",
        /// The requirements of the programme no longer hold.
        RequirementsLost = "requirements-lost",
        /// The ordinary services took over.
        HandedToServices = "handed-to-services",
        /// Going on together was not possible.
        Incompatible = "incompatible",
        /// The household returned to its country.
        Returned = "returned",
        /// The person died.
        Died = "died",
    }
}

kernel::words! {
    /// Where the household lives.
    pub enum HomeState {
        /// In a home of its own, rented or owned.
        Own = "own",
        /// In public or social housing.
        Social = "social",
        /// Sharing a home with others, with a contract.
        Shared = "shared",
        /// Hosted by a family or by acquaintances.
        Hosted = "hosted",
        /// In a home of the project or in reception.
        Project = "project",
        /// Without a stable home.
        Unstable = "unstable",
        /// Nobody knows.
        Unknown = "unknown",
    }
}

kernel::words! {
    /// How the household earns its living.
    pub enum WorkState {
        /// Stable work.
        Stable = "stable",
        /// Work for a time, or by season.
        Temporary = "temporary",
        /// A placement or a course that trains for work.
        Training = "training",
        /// Looking for work.
        Seeking = "seeking",
        /// Not working: study, care, age, health.
        NotWorking = "not-working",
        /// Nobody knows.
        Unknown = "unknown",
    }
}

kernel::words! {
    /// Whom the household can count on.
    pub enum TiesState {
        /// On many people, also outside its own community.
        Wide = "wide",
        /// On a few people.
        Some = "some",
        /// On hardly anybody.
        Few = "few",
        /// Nobody knows.
        Unknown = "unknown",
    }
}
store::word_cells!(ClosingReason, HomeState, WorkState, TiesState);

impl ClosingReason {
    /// The months after which one asks how it went.
    #[must_use]
    pub fn follow_ups(self) -> &'static [i64] {
        match self {
            Self::Died => &[],
            _ => &[3, 6, 12],
        }
    }
}

/// What a closing says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingSaid {
    /// The day.
    pub closed_on: Option<Day>,
    /// Why.
    pub reason: Option<ClosingReason>,
    /// With which result, in words.
    pub result: Option<String>,
    /// Where the household lives.
    pub home: HomeState,
    /// How it earns its living.
    pub work: WorkState,
    /// Whom it can count on.
    pub ties: TiesState,
}

/// A closing that can be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// Where the pathway stands now.
    pub status: PathwayStatus,
    /// The day.
    pub closed_on: Day,
    /// Why.
    pub reason: ClosingReason,
    /// With which result.
    pub result: String,
}

/// Closes, or refuses: twice, without reason or result, before the opening, in the future.
///
/// # Errors
/// The refusal.
pub fn closed(status: PathwayStatus, said: &ClosingSaid, span: &Span) -> Ruled<Ruling> {
    let status = status.after(PathwayAct::Close).ok_or(Refusal::AlreadyClosed)?;
    let closed_on = said.closed_on.ok_or(Refusal::Missing("closed-on"))?;
    let reason = said.reason.ok_or(Refusal::Missing("reason"))?;
    let result = said.result.clone().filter(|text| !text.trim().is_empty()).ok_or(Refusal::Missing("result"))?;
    span.admits(closed_on, "closed-on")?;
    Ok(Ruling { status, closed_on, reason, result })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_closing_needs_reason_result_and_a_possible_day() {
        let span = Span { opened_on: day("2026-03-01"), closed_on: None, today: day("2026-11-22") };
        let said = ClosingSaid {
            closed_on: Some(day("2026-10-01")),
            reason: Some(ClosingReason::AutonomyReached),
            result: Some("casa e lavoro".into()),
            home: HomeState::Own,
            work: WorkState::Stable,
            ties: TiesState::Some,
        };
        let close = |said: &ClosingSaid| closed(PathwayStatus::UnderWay, said, &span);
        assert!(close(&said).is_ok_and(|ruling| ruling.status == PathwayStatus::Closed));
        assert_eq!(close(&ClosingSaid { reason: None, ..said.clone() }), Err(Refusal::Missing("reason")));
        assert_eq!(close(&ClosingSaid { result: Some("  ".into()), ..said.clone() }), Err(Refusal::Missing("result")));
        let early = ClosingSaid { closed_on: Some(day("2026-02-01")), ..said.clone() };
        assert_eq!(close(&early), Err(Refusal::DayBeforeOpening("closed-on")));
        assert_eq!(closed(PathwayStatus::Closed, &said, &span), Err(Refusal::AlreadyClosed));
    }

    #[test]
    fn nobody_asks_after_the_dead() {
        for reason in ClosingReason::ALL {
            assert_eq!(reason.follow_ups().is_empty(), *reason == ClosingReason::Died);
        }
    }
}
