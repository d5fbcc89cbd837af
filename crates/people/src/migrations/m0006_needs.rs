//! Needs of support: health and vulnerability, apart from everything else that is known of a person.

use store::{Step, Table};

pub(super) fn step() -> Step {
    let need = Table::new("support_need", &["id"])
        .text("id")
        .int("version")
        .text("person_id")
        .of("person")
        .text("kind")
        .text("support")
        .day("since")
        .optional()
        .day("until")
        .optional()
        .text("noted_by")
        .optional()
        .int("noted_at")
        .index(&["person_id"]);
    Step::new("people-0006-needs", vec![need])
}
