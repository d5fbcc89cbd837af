//! For whom it was asked, or is still to be asked, where somebody is known elsewhere.

use store::{Step, Table};

pub(super) fn step() -> Step {
    let check = Table::new("handover_check", &["person_id", "organisation_id"])
        .text("person_id")
        .text("organisation_id")
        .text("programme")
        .text("territory")
        .flag("waits")
        .int("at");
    Step::new("people-0009-handover-checks", vec![check])
}
