//! The growth of this slice's tables.

mod m0001_referrals;
mod m0002_pathways;
mod m0003_looks;
mod m0006_sealed_notes;

/// Every step, in order of birth.
pub(crate) fn steps() -> Vec<store::Step> {
    vec![m0001_referrals::step(), m0002_pathways::step(), m0003_looks::step(), m0006_sealed_notes::step()]
}
