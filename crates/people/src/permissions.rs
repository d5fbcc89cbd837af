//! Who may see and change what is known of people.

web::permissions! {
    /// See the people and households of one's reach; evaluators see codes instead of names.
    ViewPeople: "view-people" => [CaseWorker, Coordinator, LeadPartner, MobileTeam, MonitoringOfficer, Evaluator, SystemAdministrator];
    /// Write down people and households, and put their data right.
    EditPeople: "edit-people" => [CaseWorker, Coordinator];
    /// See permits, receipts and stays in reception.
    ViewLegalStatus: "view-legal-status" => [CaseWorker, Coordinator, LeadPartner, MobileTeam, MonitoringOfficer];
}
