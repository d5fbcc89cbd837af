//! Pathways and everything along them.

use store::Step;

pub(super) fn step() -> Step {
    Step::new("pathways-0002-pathways", vec![])
}
