//! Who may take over the sheets that partners send.

web::permissions! {
    /// Take over sheets of referrals, and take an import back.
    ImportReferrals: "import-referrals" => [CaseWorker, Coordinator];
    /// Take away the people of referrals as a sheet; each of them can read that it was done.
    ExportReferrals: "export-referrals" => [CaseWorker, Coordinator];
}
