//! Who may see and change what is known of people.

web::permissions! {
    /// See the people and households of one's reach; evaluators see codes instead of names.
    ViewPeople: "view-people" => [CaseWorker, Coordinator, LeadPartner, MobileTeam, MonitoringOfficer, Evaluator, SystemAdministrator] + Identity;
    /// Write down people and households, and put their data right.
    EditPeople: "edit-people" => [CaseWorker, Coordinator];
    /// See who may be written down twice, with the evidence, and say whether two records are of one person.
    SettleDuplicates: "settle-duplicates" => [CaseWorker, Coordinator, LeadPartner];
    /// See permits, receipts and stays in reception.
    ViewLegalStatus: "view-legal-status" => [CaseWorker, Coordinator, LeadPartner, MobileTeam, MonitoringOfficer] + LegalStatus;
    /// See which privacy notices people were given, with whom their data are shared and who has seen them.
    ViewPrivacy: "view-privacy" => [CaseWorker, Coordinator, LeadPartner, SystemAdministrator];
    /// Note that somebody was given a privacy notice.
    GiveNotices: "give-notices" => [CaseWorker, Coordinator, MobileTeam];
    /// Share people's data with another organisation, and note a withdrawal.
    ShareData: "share-data" => [CaseWorker, Coordinator];
    /// Open somebody's data in an emergency, out of one's reach, for a reason that everybody concerned can read.
    OpenInEmergency: "open-in-emergency" => [CaseWorker, Coordinator, MobileTeam];
    /// See who opened whose data in an emergency, and why.
    ViewEmergencies: "view-emergencies" => [Coordinator, PartnerAdministrator, LeadPartner, SystemAdministrator];
    /// See what support people need for their health or safety.
    ViewNeeds: "view-needs" => [CaseWorker, Coordinator, MobileTeam];
    /// Write down what support people need for their health or safety.
    EditNeeds: "edit-needs" => [CaseWorker, Coordinator];
}
