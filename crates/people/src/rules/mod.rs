//! What persons and households are. No I/O.

pub mod alert;
pub mod answering;
pub mod code;
pub mod country;
pub mod duplicate;
pub mod household;
pub mod identity;
pub mod language;
pub mod moving;
pub mod need;
pub mod paper;
pub mod permit;
pub mod person;
pub mod phone;
pub mod privacy;
pub mod sharing;
pub mod spell;
pub mod stay;
pub mod tax_code;

use web::Refusal;

/// An expected no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeopleRefusal {
    field: &'static str,
    code: &'static str,
}

impl PeopleRefusal {
    const fn new(field: &'static str, code: &'static str) -> Self {
        Self { field, code }
    }
}

impl Refusal for PeopleRefusal {
    fn field(&self) -> &'static str {
        self.field
    }
    fn code(&self) -> &'static str {
        self.code
    }
}
