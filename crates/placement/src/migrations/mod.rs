//! The growth of this slice's tables.

mod m0001_offers;
mod m0002_placements;

/// Every step, in order of birth.
pub(crate) fn steps() -> Vec<store::Step> {
    vec![m0001_offers::step(), m0002_placements::step()]
}
