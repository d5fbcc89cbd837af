//! The growth of this slice's tables.

mod m0001_tasks;
mod m0002_appointments;
mod m0003_reminders;

/// Every step, in order of birth.
pub(crate) fn steps() -> Vec<store::Step> {
    vec![m0001_tasks::step(), m0002_appointments::step(), m0003_reminders::step()]
}
