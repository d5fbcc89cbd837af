//! The growth of this slice's tables.

#[path = "0006_circles.rs"]
mod circles;
#[path = "0002_drafts.rs"]
mod drafts;
#[path = "0001_members.rs"]
mod members;
#[path = "0007_passwords.rs"]
mod passwords;

use store::Step;

/// Every step, in order of birth.
#[must_use]
pub fn steps() -> Vec<Step> {
    vec![members::step(), drafts::step(), circles::step(), passwords::step()]
}
