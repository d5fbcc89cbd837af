//! Who belongs to a profession or team that seals notes.

use store::{Step, Table};

pub(super) fn step() -> Step {
    let belongings = Table::new("belonging", &["id"])
        .text("id")
        .int("version")
        .text("member_id")
        .of("member")
        .text("organisation_id")
        .text("circle")
        .int("reads_from")
        .text("admitted_by")
        .optional()
        .int("admitted_at")
        .int("ended_at")
        .optional()
        .index(&["member_id"])
        .index(&["organisation_id", "circle"]);
    Step::new("accounts-0006-circles", vec![belongings])
}
