//! The growth of this slice's tables.

mod m0001_people;
mod m0002_identity;
mod m0003_languages;
mod m0004_papers_in_time;
mod m0005_households_in_time;
mod m0006_needs;
mod m0006_sharing;
mod m0007_birth_place;
mod m0008_emergency_tries;
mod m0009_handover_checks;

/// Every step, in order of birth.
pub(crate) fn steps() -> Vec<store::Step> {
    vec![
        m0001_people::step(),
        m0003_languages::step(),
        m0004_papers_in_time::step(),
        m0005_households_in_time::step(),
        m0006_sharing::step(),
        m0006_needs::step(),
        m0002_identity::step(),
        m0007_birth_place::step(),
        m0008_emergency_tries::step(),
        m0009_handover_checks::step(),
    ]
}
