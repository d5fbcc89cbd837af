//! Verdicts of opened pathways, looked at again when facts had changed.

use store::{Step, Table};

pub(super) fn step() -> Step {
    let look = Table::new("verdict_look", &["id"])
        .text("id")
        .int("version")
        .text("pathway_id")
        .of("pathway")
        .text("answer")
        .int("definition_version")
        .day("day")
        .text("body")
        .text("evidence")
        .text("reason")
        .optional()
        .text("member_id")
        .optional()
        .int("at")
        .index(&["pathway_id"]);
    Step::new("pathways-0003-looks", vec![look])
}
