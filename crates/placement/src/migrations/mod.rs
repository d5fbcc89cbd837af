//! The growth of this slice's tables.

mod m0001_offers;
mod m0002_placements;
mod m0003_searches;
mod m0004_proposals;
mod m0005_room;
mod m0006_once;

/// Every step, in order of birth.
pub(crate) fn steps() -> Vec<store::Step> {
    vec![
        m0001_offers::step(),
        m0002_placements::step(),
        m0003_searches::step(),
        m0004_proposals::step(),
        m0005_room::step(),
        m0006_once::step(),
    ]
}
