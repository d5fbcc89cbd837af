//! The state machines: their pages in `docs/states/` say what the code does, and no run of acts leaves the table.

use std::fmt::{Debug, Display};

use pathways::rules::{goal, machine, pathway, plan, referral, step};
use proptest::prelude::*;
use testkit::printed;

#[test]
fn the_pages_of_the_states_say_what_the_code_does() {
    let referral = machine::page(
        "States of a referral",
        "A household referred to a programme, from the first words to the taking in charge.",
        &referral::ReferralStatus::Draft,
        &referral::transitions(),
    );
    printed("docs/states/referral.md", &referral);
    let pathway = machine::page(
        "States of a pathway",
        "A household accompanied in one programme.",
        &pathway::PathwayStatus::TakenInCharge,
        &pathway::transitions(),
    );
    printed("docs/states/pathway.md", &pathway);
    let plan = machine::page(
        "States of an individual plan",
        "One revision. A signed one is changed only by a new revision, which begins as a draft.",
        &plan::PlanStatus::Draft,
        &plan::transitions(),
    );
    printed("docs/states/plan.md", &plan);
    let goal = machine::page(
        "States of a goal",
        "On one axis of the programme, in the person's words.",
        &goal::GoalStatus::Open,
        &goal::transitions(),
    );
    printed("docs/states/goal.md", &goal);
    let step = machine::page(
        "States of a step",
        "What is done towards a goal, by whom, until when.",
        &step::StepStatus::Planned,
        &step::transitions(),
    );
    printed("docs/states/step.md", &step);
}

/// Runs random acts: each is either in the table, and leads where it says, or is refused and leaves the state alone.
fn stays_in_the_table<S, A>(
    begins: S,
    acts: &[A],
    picks: &[usize],
    table: &[(S, A, S)],
    after: impl Fn(S, A) -> Option<S>,
) where
    S: Copy + PartialEq + Debug + Display,
    A: Copy + PartialEq + Debug,
{
    let mut state = begins;
    for pick in picks {
        let act = acts[pick % acts.len()];
        let declared = table.iter().find(|(from, known, _)| *from == state && *known == act).map(|(_, _, to)| *to);
        assert_eq!(after(state, act), declared, "{state} {act:?}");
        state = declared.unwrap_or(state);
        let known = state == begins || table.iter().any(|(_, _, to)| *to == state);
        assert!(known, "{state} is reached by no declared act");
    }
}

proptest! {
    #[test]
    fn no_run_of_acts_leaves_the_tables(picks in proptest::collection::vec(0usize..64, 0..40)) {
        use pathways::rules::goal::{GoalAct, GoalStatus};
        use pathways::rules::pathway::{PathwayAct, PathwayStatus};
        use pathways::rules::plan::{PlanAct, PlanStatus};
        use pathways::rules::step::{StepAct, StepStatus};
        stays_in_the_table(PathwayStatus::TakenInCharge, PathwayAct::ALL, &picks, &pathway::transitions(), PathwayStatus::after);
        stays_in_the_table(PlanStatus::Draft, PlanAct::ALL, &picks, &plan::transitions(), PlanStatus::after);
        stays_in_the_table(GoalStatus::Open, GoalAct::ALL, &picks, &goal::transitions(), GoalStatus::after);
        stays_in_the_table(StepStatus::Planned, StepAct::ALL, &picks, &step::transitions(), StepStatus::after);
    }

    #[test]
    fn a_superseded_plan_never_comes_back(picks in proptest::collection::vec(0usize..64, 0..40)) {
        use pathways::rules::plan::{PlanAct, PlanStatus};
        for pick in picks {
            prop_assert_eq!(PlanStatus::Superseded.after(PlanAct::ALL[pick % PlanAct::ALL.len()]), None);
        }
    }
}
