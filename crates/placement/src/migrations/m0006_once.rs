//! What may be placed once only: the same people in the same place, while it lives.

use store::{Step, Table};

pub(super) fn step() -> Step {
    Step::new("placement-0006-once", vec![Table::more("placement").text("live_key").unique(&["live_key"])])
}
