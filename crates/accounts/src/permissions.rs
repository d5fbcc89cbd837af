//! What may be done with members, and by whom. Own affairs (name, password, own tokens) ask [`web::SignedIn`].

web::permissions! {
    /// See the members of one's own organisation, programme or network, and their roles.
    ViewMembers: "view-members" => [PartnerAdministrator, LeadPartner, SystemAdministrator];
    /// Add members, give them a new password and close their access.
    ManageMembers: "manage-members" => [PartnerAdministrator, LeadPartner, SystemAdministrator];
    /// Give roles and take them back, never beyond one's own.
    GiveGrants: "give-grants" => [PartnerAdministrator, LeadPartner, SystemAdministrator];
    /// See who belongs to the professions and teams that seal notes, and let colleagues in.
    UseCircles: "use-circles" => [CaseWorker, MobileTeam, PartnerAdministrator];
}
