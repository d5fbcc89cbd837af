//! An attachment: what it is of, how long it holds, where it stands, and how many somebody may have.

use kernel::Day;

use super::AttachmentRefusal;

kernel::words! {
    /// What a file is a copy of.
    pub enum AttachmentKind {
        /// A residence permit, or the receipt of a request for one.
        Permit = "permit",
        /// An identity card, a passport, a travel document.
        Identity = "identity",
        /// The card of the tax code.
        TaxCode = "tax-code",
        /// A decision of the commission, the police or a court.
        Decision = "decision",
        /// A contract of work or of an internship.
        WorkContract = "work-contract",
        /// A contract of rent or hospitality.
        HomeContract = "home-contract",
        /// Income and means: ISEE, pay slips, benefits.
        Income = "income",
        /// School and training: enrolments, certificates, recognised titles.
        School = "school",
        /// Something that the person signed with the network: a consent, a pact, a plan.
        Signed = "signed",
        /// A medical certificate or report.
        HealthCertificate = "health-certificate",
        /// A recognised disability or invalidity.
        Disability = "disability",
        /// Vaccinations.
        Vaccination = "vaccination",
        /// Anything else.
        Other = "other",
    }
}
store::word_cells!(AttachmentKind);

impl AttachmentKind {
    /// Whether it tells of somebody's health (GDPR art. 9): kept in a table of its own, under a permission of its own.
    #[must_use]
    pub fn is_health(self) -> bool {
        matches!(self, Self::HealthCertificate | Self::Disability | Self::Vaccination)
    }
}

kernel::words! {
    /// What a kept file holds. Only these can be kept.
    pub enum Media {
        /// A PDF document, kept as it came.
        Pdf = "pdf",
        /// A JPEG picture, drawn anew.
        Jpeg = "jpeg",
        /// A PNG picture, drawn anew.
        Png = "png",
        /// A text of Word, kept as it came.
        Docx = "docx",
        /// A sheet of Excel, kept as it came.
        Xlsx = "xlsx",
        /// A text of LibreOffice, kept as it came.
        Odt = "odt",
        /// A sheet of LibreOffice, kept as it came.
        Ods = "ods",
    }
}
store::word_cells!(Media);

impl Media {
    /// The type that a browser is told: ours, never what the sender said.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
        }
    }

    /// The ending of its name.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            other => other.word(),
        }
    }
}

kernel::words! {
    /// Where an attachment stands.
    pub enum AttachmentState {
        /// Its content can be opened.
        Kept = "kept",
        /// It was removed alone: a wrong file, a newer copy.
        Removed = "removed",
        /// It went with the person's key.
        Erased = "erased",
    }
}
store::word_cells!(AttachmentState);

kernel::words! {
    /// What ends an attachment.
    pub enum AttachmentAct {
        /// It is removed alone.
        Remove = "remove",
        /// All of the person's are erased, with the key.
        Erase = "erase",
    }
}

impl AttachmentState {
    /// Where the act leads; nowhere, when it is refused: what is gone does not come back.
    #[must_use]
    pub fn after(self, act: AttachmentAct) -> Option<Self> {
        match (self, act) {
            (Self::Kept, AttachmentAct::Remove) => Some(Self::Removed),
            (Self::Kept, AttachmentAct::Erase) => Some(Self::Erased),
            (Self::Removed | Self::Erased, _) => None,
        }
    }

    /// The same, with the words of the refusal.
    ///
    /// # Errors
    /// When it is gone already.
    pub fn acted(self, act: AttachmentAct) -> Result<Self, AttachmentRefusal> {
        self.after(act).ok_or(AttachmentRefusal::of_whole("attachment-gone"))
    }
}

/// Every transition of an attachment.
#[must_use]
pub fn transitions() -> Vec<(AttachmentState, AttachmentAct, AttachmentState)> {
    let each = |from: &AttachmentState| {
        let from = *from;
        AttachmentAct::ALL.iter().filter_map(move |act| Some((from, *act, from.after(*act)?)))
    };
    AttachmentState::ALL.iter().flat_map(each).collect()
}

kernel::words! {
    /// How an attachment stands with its expiry.
    pub enum Expiry {
        /// It has none, or it is far off.
        Holds = "holds",
        /// It comes within [`SOON`] days.
        Soon = "soon",
        /// It has passed.
        Expired = "expired",
    }
}

/// How many days before its expiry an attachment is marked.
pub const SOON: i64 = 60;

/// How an expiry looks on a day. The day itself still counts.
#[must_use]
pub fn expiry(expires_on: Option<Day>, today: Day) -> Expiry {
    match expires_on {
        Some(day) if day < today => Expiry::Expired,
        Some(day) if today.days_until(day) <= SOON => Expiry::Soon,
        _ => Expiry::Holds,
    }
}

/// The most that one file may hold, in bytes.
pub const MOST_BYTES: usize = 10 << 20;
/// The most files that are kept of one person.
pub const MOST_FILES: usize = 60;
/// The most that the files of one person may hold together, in bytes.
pub const MOST_IN_ALL: usize = 150 << 20;

/// Whether a file of this size may join those of these sizes.
///
/// # Errors
/// When there are too many, or they would hold too much.
pub fn has_room(kept: &[i64], new: usize) -> Result<(), AttachmentRefusal> {
    let in_all: usize = kept.iter().filter_map(|size| usize::try_from(*size).ok()).sum();
    if kept.len() >= MOST_FILES {
        Err(AttachmentRefusal::of_file("attachments-too-many"))
    } else if in_all + new > MOST_IN_ALL {
        Err(AttachmentRefusal::of_file("attachments-too-large"))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use web::Refusal;

    use super::*;

    #[test]
    fn an_expiry_is_announced_two_months_before_and_holds_through_its_day() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let today = day("2026-11-22");
        assert_eq!(expiry(None, today), Expiry::Holds);
        assert_eq!(expiry(Some(day("2026-11-21")), today), Expiry::Expired);
        assert_eq!(expiry(Some(today), today), Expiry::Soon);
        assert_eq!(expiry(Some(day("2027-01-21")), today), Expiry::Soon);
        assert_eq!(expiry(Some(day("2027-01-22")), today), Expiry::Holds);
    }

    #[test]
    fn a_person_s_files_are_limited_in_number_and_in_all() {
        assert_eq!(has_room(&[], MOST_BYTES), Ok(()));
        let many = vec![1; MOST_FILES];
        assert_eq!(has_room(&many, 1).unwrap_err().code(), "attachments-too-many");
        assert_eq!(has_room(&many[1..], 1), Ok(()));
        let large = vec![MOST_BYTES as i64; MOST_IN_ALL / MOST_BYTES];
        assert_eq!(has_room(&large, 1).unwrap_err().code(), "attachments-too-large");
        assert_eq!(has_room(&large[1..], MOST_BYTES), Ok(()));
    }
}
