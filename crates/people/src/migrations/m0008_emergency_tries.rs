//! Every try to open somebody's data in an emergency, written before anybody is looked for.

use store::{Step, Table};

pub(super) fn step() -> Step {
    let tries = Table::new("emergency_try", &["id"])
        .text("id")
        .text("member_id")
        .text("organisation_id")
        .optional()
        .text("reason")
        .int("at")
        .flag("missed")
        .index(&["member_id", "at"])
        .index(&["organisation_id", "at"]);
    Step::new("people-0008-emergency-tries", vec![tries])
}
