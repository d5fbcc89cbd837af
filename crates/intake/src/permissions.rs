//! Who may take over the sheets that partners send.

web::permissions! {
    /// Take over sheets of referrals, and take an import back.
    ImportReferrals: "import-referrals" => [CaseWorker, Coordinator];
}
