//! The languages of a person. What was written of them in plain words stays where it is, in the identity.

use store::{Step, Table};

pub(super) fn step() -> Step {
    let language = Table::new("person_language", &["id"])
        .text("id")
        .int("version")
        .text("person_id")
        .of("person")
        .text("language")
        .flag("mother_tongue")
        .text("speaks")
        .text("reads")
        .text("script")
        .optional()
        .flag("interpreter")
        .unique(&["person_id", "language"]);
    Step::new("people-0003-languages", vec![language])
}
