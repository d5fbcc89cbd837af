//! Who may see and change the directory.

web::permissions! {
    /// See which organisations belong to the network.
    ViewOrganisations: "view-organisations" => [
        CaseWorker, Coordinator, PartnerAdministrator, LeadPartner, BoardMember, Trainer, MobileTeam, MonitoringOfficer,
        SystemAdministrator,
    ];
    /// Add organisations and keep their data right.
    ManageOrganisations: "manage-organisations" => [LeadPartner, SystemAdministrator];
}
