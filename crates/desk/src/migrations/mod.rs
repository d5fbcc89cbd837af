//! The growth of this slice's tables.

mod m0001_runs;
mod m0002_policies;

/// Every step, in order of birth.
pub(crate) fn steps() -> Vec<store::Step> {
    vec![m0001_runs::step(), m0002_policies::step()]
}
