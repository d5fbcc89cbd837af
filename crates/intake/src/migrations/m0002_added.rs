//! What an import wrote into a household that was known before, so that it can be taken back.

use store::{Step, Table};

pub(super) fn step() -> Step {
    Step::new("intake-0002-added", vec![Table::more("imported_household").text("added").optional()])
}
