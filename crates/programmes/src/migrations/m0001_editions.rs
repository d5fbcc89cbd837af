//! Editions.

use store::{Step, Table};

pub(super) fn step() -> Step {
    let edition = Table::new("edition", &["programme"]).text("programme").day("begins").day("ends").optional();
    Step::new("programmes-0001-editions", vec![edition])
}
