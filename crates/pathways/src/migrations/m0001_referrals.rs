//! Referrals.

use store::Step;

pub(super) fn step() -> Step {
    Step::new("pathways-0001-referrals", vec![])
}
