//! Host families: the way from the first meeting to a household, and what may follow what.
//!
//! The steps are those of Refugees Welcome Italia's hosting (meeting, interview, visit at home, training, matching), as
//! far as published; each is done on a day by somebody. Whether a family is suitable is said by a person, never counted.

use kernel::Day;

use super::Refusal;

kernel::words! {
    /// A step of a host family.
    pub enum HostStepKind {
        /// The meeting at which hosting is explained.
        InformationMeeting = "information-meeting",
        /// The interview with everybody of the family.
        Interview = "interview",
        /// The visit at home.
        HomeVisit = "home-visit",
        /// The training.
        Training = "training",
        /// The decision whether the family is suitable.
        Suitability = "suitability",
        /// The meeting of the family with somebody who may come to live there.
        MatchingInterview = "matching-interview",
    }
}
store::word_cells!(HostStepKind);

kernel::words! {
    /// How a step ended.
    pub enum HostOutcome {
        /// It took place.
        Done = "done",
        /// Suitability was given.
        Given = "given",
        /// Suitability was refused.
        Refused = "refused",
    }
}
store::word_cells!(HostOutcome);

kernel::words! {
    /// Whether a family may host.
    pub enum Suitability {
        /// It is on its way.
        Preparing = "preparing",
        /// It may.
        Suitable = "suitable",
        /// It may not.
        Unsuitable = "unsuitable",
    }
}

/// A step that was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoneStep {
    /// Which.
    pub kind: HostStepKind,
    /// How it ended.
    pub outcome: HostOutcome,
    /// On which day.
    pub on: Day,
}

/// Whether a family may host, from the steps it has done: the last word counts, of one day the last written.
#[must_use]
pub fn suitability(done: &[DoneStep]) -> Suitability {
    let said = done.iter().filter(|step| step.kind == HostStepKind::Suitability).max_by_key(|step| step.on);
    match said.map(|step| step.outcome) {
        Some(HostOutcome::Given) => Suitability::Suitable,
        Some(HostOutcome::Refused) => Suitability::Unsuitable,
        _ => Suitability::Preparing,
    }
}

/// The next step of the way that has not been done; none once somebody said that the family is not suitable.
#[must_use]
pub fn next(done: &[DoneStep]) -> Option<HostStepKind> {
    if suitability(done) == Suitability::Unsuitable {
        return None;
    }
    HostStepKind::ALL.iter().copied().find(|kind| !done.iter().any(|step| step.kind == *kind))
}

/// Whether a step may be noted as done.
///
/// # Errors
/// When its result is none of this step, it lies ahead, or what must come before it has not been done.
pub fn may_be_done(step: DoneStep, before: &[DoneStep], today: Day) -> Result<(), Refusal> {
    let decides = step.kind == HostStepKind::Suitability;
    if decides == (step.outcome == HostOutcome::Done) {
        return Err(Refusal::NoSuchResult);
    }
    if step.on > today {
        return Err(Refusal::InTheFuture);
    }
    let was_done = |kind| before.iter().any(|other| other.kind == kind && other.on <= step.on);
    let known = was_done(HostStepKind::Interview) && was_done(HostStepKind::HomeVisit);
    if step.outcome == HostOutcome::Given && !known {
        return Err(Refusal::StepsMissing);
    }
    if step.kind == HostStepKind::MatchingInterview && suitability(before) != Suitability::Suitable {
        return Err(Refusal::NotSuitable);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(kind: HostStepKind, outcome: HostOutcome, on: &str) -> DoneStep {
        DoneStep { kind, outcome, on: on.parse().unwrap() }
    }

    fn known() -> Vec<DoneStep> {
        vec![
            step(HostStepKind::InformationMeeting, HostOutcome::Done, "2026-09-01"),
            step(HostStepKind::Interview, HostOutcome::Done, "2026-09-10"),
            step(HostStepKind::HomeVisit, HostOutcome::Done, "2026-09-20"),
        ]
    }

    fn today() -> Day {
        "2026-11-22".parse().unwrap()
    }

    #[test]
    fn nobody_is_suitable_before_an_interview_and_a_visit_at_home() {
        let given = step(HostStepKind::Suitability, HostOutcome::Given, "2026-10-01");
        assert_eq!(may_be_done(given, &[], today()), Err(Refusal::StepsMissing));
        assert_eq!(may_be_done(given, &known()[..2], today()), Err(Refusal::StepsMissing));
        assert_eq!(may_be_done(given, &known(), today()), Ok(()));
        let early = step(HostStepKind::Suitability, HostOutcome::Given, "2026-09-15");
        assert_eq!(may_be_done(early, &known(), today()), Err(Refusal::StepsMissing), "the visit came later");
        let refused = step(HostStepKind::Suitability, HostOutcome::Refused, "2026-09-02");
        assert_eq!(may_be_done(refused, &[], today()), Ok(()), "a no may come at any time");
    }

    #[test]
    fn nobody_is_met_by_a_family_that_is_not_suitable() {
        let meeting = step(HostStepKind::MatchingInterview, HostOutcome::Done, "2026-11-01");
        assert_eq!(may_be_done(meeting, &known(), today()), Err(Refusal::NotSuitable));
        let mut steps = known();
        steps.push(step(HostStepKind::Suitability, HostOutcome::Given, "2026-10-01"));
        assert_eq!(may_be_done(meeting, &steps, today()), Ok(()));
        steps.push(step(HostStepKind::Suitability, HostOutcome::Refused, "2026-10-20"));
        assert_eq!((suitability(&steps), next(&steps)), (Suitability::Unsuitable, None));
        assert_eq!(may_be_done(meeting, &steps, today()), Err(Refusal::NotSuitable));
    }

    #[test]
    fn a_step_has_its_own_results_and_lies_in_the_past() {
        let odd = step(HostStepKind::Interview, HostOutcome::Given, "2026-10-01");
        assert_eq!(may_be_done(odd, &known(), today()), Err(Refusal::NoSuchResult));
        let odd = step(HostStepKind::Suitability, HostOutcome::Done, "2026-10-01");
        assert_eq!(may_be_done(odd, &known(), today()), Err(Refusal::NoSuchResult));
        let ahead = step(HostStepKind::Training, HostOutcome::Done, "2026-11-23");
        assert_eq!(may_be_done(ahead, &known(), today()), Err(Refusal::InTheFuture));
    }

    #[test]
    fn the_way_goes_on_where_it_stopped() {
        assert_eq!(next(&[]), Some(HostStepKind::InformationMeeting));
        assert_eq!(next(&known()), Some(HostStepKind::Training));
    }
}
