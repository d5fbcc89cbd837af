//! Organisations.

use store::{Step, Table};

pub(super) fn step() -> Step {
    let organisation = Table::new("organisation", &["id"])
        .text("id")
        .int("version")
        .text("name")
        .text("name_key")
        .text("kind")
        .text("municipality")
        .optional()
        .text("email")
        .optional()
        .flag("active")
        .unique(&["name_key"]);
    Step::new("network-0001-organisations", vec![organisation])
}
