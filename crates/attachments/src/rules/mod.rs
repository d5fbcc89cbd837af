//! What may be kept of a person, and how it is told from what may not. No I/O.

pub mod attachment;
pub mod content;
pub mod erasure;
pub mod picture;

use web::Refusal;

/// An expected no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttachmentRefusal {
    field: &'static str,
    code: &'static str,
}

impl AttachmentRefusal {
    pub(crate) const fn of_file(code: &'static str) -> Self {
        Self { field: "file", code }
    }

    pub(crate) const fn of_whole(code: &'static str) -> Self {
        Self { field: "", code }
    }
}

impl Refusal for AttachmentRefusal {
    fn field(&self) -> &'static str {
        self.field
    }
    fn code(&self) -> &'static str {
        self.code
    }
}
