//! Who may keep and open copies of people's documents.

web::permissions! {
    /// Open the attachments of people in one's reach, but those about health.
    ViewAttachments: "view-attachments" => [CaseWorker, Coordinator, MobileTeam];
    /// Open attachments about health.
    ViewHealthAttachments: "view-health-attachments" => [CaseWorker, MobileTeam];
    /// Add attachments, put them right and remove them.
    EditAttachments: "edit-attachments" => [CaseWorker, Coordinator];
    /// Erase all attachments of a person, with the key.
    EraseAttachments: "erase-attachments" => [Coordinator];
}
