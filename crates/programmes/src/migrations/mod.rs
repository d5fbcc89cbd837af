//! The growth of this slice's table.

mod m0001_editions;

/// Every step, in order of birth.
pub(crate) fn steps() -> Vec<store::Step> {
    vec![m0001_editions::step()]
}
