//! Where a person says to have been born.

use store::{Step, Table};

pub(super) fn step() -> Step {
    Step::new("people-0007-birth-place", vec![Table::more("person_identity").text("birth_place")])
}
