//! How much room a placement takes of its offer, where no proposal says so.

use store::{Step, Table};

pub(super) fn step() -> Step {
    Step::new("placement-0005-room", vec![Table::more("placement").int("size")])
}
