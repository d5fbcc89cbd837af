//! Who may see figures, and who the records behind them.

web::permissions! {
    /// See the figures of one's reach: counts, never names.
    ViewFigures: "view-figures" => [
        CaseWorker, Coordinator, PartnerAdministrator, LeadPartner, BoardMember, MonitoringOfficer, Evaluator,
        SystemAdministrator,
    ];
    /// See the records behind a figure, within one's reach; evaluators see codes instead of names.
    ViewRecords: "view-records" => [CaseWorker, Coordinator, LeadPartner, MonitoringOfficer, Evaluator, SystemAdministrator];
}
