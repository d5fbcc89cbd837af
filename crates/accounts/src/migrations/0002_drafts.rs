//! What members typed and have not sent yet.

use store::{Step, Table};

pub(super) fn step() -> Step {
    let drafts = Table::new("draft", &["member_id", "form"])
        .text("member_id")
        .of("member")
        .text("form")
        .text("page")
        .text("title")
        .text("typed")
        .int("saved_at")
        .index(&["saved_at"]);
    Step::new("accounts-0002-drafts", vec![drafts])
}
