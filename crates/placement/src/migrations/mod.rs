//! The growth of this slice's tables.

mod m0001_offers;

/// Every step, in order of birth.
pub(crate) fn steps() -> Vec<store::Step> {
    vec![m0001_offers::step()]
}
