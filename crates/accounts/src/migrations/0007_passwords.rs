//! Which passwords somebody else gave.

use store::{Step, Table};

pub(super) fn step() -> Step {
    Step::new("accounts-0007-passwords", vec![Table::more("member").int("password_given")])
}
