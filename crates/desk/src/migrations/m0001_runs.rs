//! Runs: what was asked, the plan with its certificate, what is told of it; and the problem that the certificate is about,
//! in a table of its own, since it is large and read only to be checked.

use store::{Step, Table};

pub(super) fn step() -> Step {
    let run = Table::new("match_run", &["id"])
        .text("id")
        .int("version")
        .text("programme")
        .text("organisation_id")
        .optional()
        .text("kind")
        .text("territory")
        .optional()
        .day("day")
        .text("policy")
        .optional()
        .int("policy_version")
        .int("seed")
        .text("before_id")
        .optional()
        .text("instance")
        .text("outcome")
        .text("proposal")
        .optional()
        .text("told")
        .int("searches")
        .int("offers")
        .int("placed")
        .int("persons")
        .text("member_id")
        .optional()
        .int("at")
        .index(&["programme", "kind", "at"]);
    let problem = Table::new("match_problem", &["run_id"]).text("run_id").of("match_run").text("problem");
    Step::new("desk-0001-runs", vec![run, problem])
}
