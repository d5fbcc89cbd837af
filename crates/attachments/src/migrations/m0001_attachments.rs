//! Attachments, those about health apart; their sealed contents; the wrapped keys of people.

use store::{Step, Table};

pub(super) fn step() -> Step {
    let content = Table::new("attachment_content", &["id"])
        .text("id")
        .text("person_id")
        .of("person")
        .bytes("sealed")
        .index(&["person_id"]);
    let key = Table::new("attachment_key", &["id"])
        .text("id")
        .of("person")
        .int("version")
        .bytes("wrapped")
        .optional()
        .text("wrapped_with")
        .int("made_at")
        .int("destroyed_at")
        .optional();
    Step::new("attachments-0001-attachments", vec![filed("attachment"), filed("health_attachment"), content, key])
}

fn filed(name: &'static str) -> Table {
    Table::new(name, &["id"])
        .text("id")
        .int("version")
        .text("person_id")
        .of("person")
        .text("kind")
        .text("name")
        .text("media")
        .int("size")
        .day("expires_on")
        .optional()
        .text("note")
        .optional()
        .int("added_at")
        .text("added_by")
        .optional()
        .text("state")
        .int("gone_at")
        .optional()
        .index(&["person_id"])
        .index_where_filled(&["expires_on"])
}
