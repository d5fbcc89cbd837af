//! Who reads the desk, and who lets it work: those who may read all that its rules ask. The lead partner reads no access
//! needs, and a run of its own would only ask.

web::permissions! {
    /// See what the desk worked out: who could go where, why, and what would change it.
    ViewDesk: "view-desk" => [CaseWorker, Coordinator, LeadPartner, MobileTeam];
    /// Let the desk work out anew who could go where, for the households of one's reach.
    RunDesk: "run-desk" => [CaseWorker, Coordinator];
    /// Try weights, rules and floors on the past, beside the policy in force.
    TryPolicies: "try-policies" => [Coordinator];
    /// Adopt what was tried as a new version of the policy, with the reason, as far as the own reach is not one partner's.
    AdoptPolicies: "adopt-policies" => [Coordinator, LeadPartner];
}
