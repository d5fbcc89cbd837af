//! Runs: what was asked and what came out. The plan with its certificate and what is told of it, and the problem that the
//! certificate is about, stand in tables of their own: they are large, and lists do not read them.

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
        .int("searches")
        .int("offers")
        .int("placed")
        .int("persons")
        .text("member_id")
        .optional()
        .int("at")
        .index(&["programme", "kind", "at"]);
    let told =
        Table::new("match_told", &["run_id"]).text("run_id").of("match_run").text("proposal").optional().text("told");
    let problem = Table::new("match_problem", &["run_id"]).text("run_id").of("match_run").text("problem");
    Step::new("desk-0001-runs", vec![run, told, problem])
}
