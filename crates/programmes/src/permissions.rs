//! Who may read the programmes, and who decides which of them run here.

web::permissions! {
    /// Read what each programme is, whom it serves and by which sources.
    ViewProgrammes: "view-programmes" => [
        CaseWorker, Coordinator, PartnerAdministrator, LeadPartner, BoardMember, Trainer, MobileTeam, MonitoringOfficer,
        Evaluator, SystemAdministrator,
    ];
    /// Set when this installation runs a programme.
    RunProgrammes: "run-programmes" => [LeadPartner, SystemAdministrator];
}
