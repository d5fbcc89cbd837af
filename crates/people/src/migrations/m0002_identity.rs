//! Who may be written down twice, and who was asked about whom. The people are named without a foreign key: whoever takes
//! an import back must not fail at a pair or a question beyond their reach; what names nobody any more is in no reach.

use store::{Step, Table};

pub(super) fn step() -> Step {
    let duplicate = Table::new("duplicate", &["id"])
        .text("id")
        .int("version")
        .text("one_id")
        .text("other_id")
        .text("standing")
        .int("total")
        .int("noticed_at")
        .text("settled_by")
        .optional()
        .int("settled_at")
        .optional()
        .text("reason")
        .optional()
        .unique(&["one_id", "other_id"])
        .index(&["other_id"])
        .index(&["standing", "total"]);
    let question = Table::new("handover_question", &["id"])
        .text("id")
        .int("asked_at")
        .text("member_id")
        .optional()
        .text("asking_id")
        .text("person_id")
        .text("asked_id")
        .text("about_id")
        .index(&["person_id"])
        .index(&["about_id"])
        .index(&["member_id", "asked_at"]);
    Step::new("people-0002-identity", vec![duplicate, question])
}
