//! The growth of this slice's tables.

mod m0001_imports;
mod m0002_added;

/// Every step, in order of birth.
pub(crate) fn steps() -> Vec<store::Step> {
    vec![m0001_imports::step(), m0002_added::step()]
}
