//! Where an import stands, and what may be done with it.

use web::Refusal;

kernel::words! {
    /// Where an import stands.
    pub enum ImportStatus {
        /// Read and shown: what is good in it may be taken over, also in several goes.
        Ready = "ready",
        /// What was good was taken over.
        Taken = "taken",
        /// All that was taken over was taken back.
        Undone = "undone",
        /// Put aside without anything taken over.
        Discarded = "discarded",
    }
}
store::word_cells!(ImportStatus);

kernel::words! {
    /// What can be done with an import.
    pub enum ImportAct {
        /// Take over what is good; again, once more doubts are answered.
        Take = "take",
        /// Take back all that was taken over.
        Undo = "undo",
        /// Put it aside.
        Discard = "discard",
    }
}

/// An expected no of the import's rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportRefusal {
    /// This cannot be done from where the import stands.
    NotFromHere,
    /// The file is no longer kept.
    FileForgotten,
    /// No row speaks of two things or more.
    NoHeaders,
}

impl Refusal for ImportRefusal {
    fn field(&self) -> &'static str {
        match self {
            Self::NotFromHere | Self::FileForgotten => "",
            Self::NoHeaders => "header-row",
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFromHere => "import-not-from-here",
            Self::FileForgotten => "import-file-forgotten",
            Self::NoHeaders => "import-no-headers",
        }
    }
}

/// Where an act leads.
///
/// # Errors
/// [`ImportRefusal::NotFromHere`] when it leads nowhere.
pub fn after(status: ImportStatus, act: ImportAct) -> Result<ImportStatus, ImportRefusal> {
    use ImportAct as Act;
    use ImportStatus as Status;
    match (status, act) {
        (Status::Ready | Status::Taken, Act::Take) => Ok(Status::Taken),
        (Status::Ready | Status::Taken, Act::Undo) => Ok(Status::Undone),
        (Status::Ready, Act::Discard) => Ok(Status::Discarded),
        _ => Err(ImportRefusal::NotFromHere),
    }
}

impl ImportStatus {
    /// What can be done from here.
    pub fn acts(self) -> impl Iterator<Item = ImportAct> {
        ImportAct::ALL.iter().copied().filter(move |act| after(self, *act).is_ok())
    }
}
