//! Who may see and change referrals, pathways and what happens along them.

web::permissions! {
    /// See the referrals of one's reach.
    ViewReferrals: "view-referrals" => [CaseWorker, Coordinator, LeadPartner, MobileTeam, MonitoringOfficer, SystemAdministrator];
    /// Write referrals down, receive them, decline or withdraw them.
    EditReferrals: "edit-referrals" => [CaseWorker, Coordinator];
    /// See the pathways of one's reach: plan, steps, services, reviews; evaluators see no words that may name people.
    ViewPathways: "view-pathways" => [CaseWorker, Coordinator, LeadPartner, MobileTeam, MonitoringOfficer, Evaluator, SystemAdministrator] + PathwaySummary;
    /// Take a household in charge: open a pathway.
    OpenPathways: "open-pathways" => [CaseWorker, Coordinator];
    /// Work on a pathway: baseline, plan, steps, services, reviews, follow-ups.
    EditPlans: "edit-plans" => [CaseWorker, Coordinator];
    /// Approve an individual plan before it is signed.
    ApprovePlans: "approve-plans" => [Coordinator, LeadPartner];
    /// Read the notes of a pathway.
    ViewNotes: "view-notes" => [CaseWorker, Coordinator, MobileTeam];
    /// Write a note on a pathway.
    WriteNotes: "write-notes" => [CaseWorker, Coordinator, MobileTeam];
    /// Read the notes that one's own profession or team sealed; the role alone opens none.
    ReadSealedNotes: "read-sealed-notes" => [CaseWorker, MobileTeam];
    /// Seal a note for one's own profession or team.
    WriteSealedNotes: "write-sealed-notes" => [CaseWorker, MobileTeam];
    /// Close a pathway, with its reason and result.
    ClosePathways: "close-pathways" => [CaseWorker, Coordinator];
    /// Open a closed pathway again.
    ReopenPathways: "reopen-pathways" => [Coordinator];
    /// Say which case worker accompanies a household.
    AssignCaseWorkers: "assign-case-workers" => [Coordinator, PartnerAdministrator];
}
