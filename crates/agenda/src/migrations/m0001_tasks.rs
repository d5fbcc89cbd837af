//! Tasks written by hand. Those derived from plans, follow-ups, permits and referrals are stored nowhere.

use store::{Step, Table};

pub(super) fn step() -> Step {
    let task = Table::new("task", &["id"])
        .text("id")
        .int("version")
        .text("what")
        .day("due_on")
        .optional()
        .text("pathway_id")
        .optional()
        .of("pathway")
        .text("made_by")
        .of("member")
        .text("assigned_to")
        .of("member")
        .text("status")
        .int("done_at")
        .optional()
        .text("done_by")
        .optional()
        .index(&["assigned_to", "status", "due_on"])
        .index(&["made_by", "status"]);
    Step::new("agenda-0001-tasks", vec![task])
}
