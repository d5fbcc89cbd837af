//! Who sees offers, who keeps them, and who reads how to reach an owner, an employer or a family; who accompanies what
//! began.

web::permissions! {
    /// See the homes, jobs and host families on offer in one's reach, and those that partners offer to the whole network.
    ViewOffers: "view-offers" => [CaseWorker, Coordinator, LeadPartner, MobileTeam];
    /// Read how to reach whoever makes an offer: name, telephone, address, what was said, for whom it is held.
    ViewOfferContacts: "view-offer-contacts" => [CaseWorker, Coordinator, MobileTeam];
    /// Write offers down, keep them right, note what was said, plan visits of homes.
    EditOffers: "edit-offers" => [CaseWorker, Coordinator];
    /// Hold an offer for somebody until a day, free it, and say that it is taken.
    HoldOffers: "hold-offers" => [CaseWorker, Coordinator];
    /// Withdraw an offer, with the reason, and open it again.
    WithdrawOffers: "withdraw-offers" => [CaseWorker, Coordinator];
    /// Accompany a host family through preparation, and say whether it is suitable.
    PrepareHostFamilies: "prepare-host-families" => [CaseWorker, Coordinator];

    // Placements.
    /// See the tenancies, cohabitations, internships and contracts of the households in one's reach.
    ViewPlacements: "view-placements" => [CaseWorker, Coordinator, LeadPartner, MobileTeam];
    /// Plan placements, let them begin, and put what was agreed or a wrong first day right.
    EditPlacements: "edit-placements" => [CaseWorker, Coordinator];
    /// Hold check-ins, note problems and mediation visits along a placement.
    AccompanyPlacements: "accompany-placements" => [CaseWorker, Coordinator, MobileTeam];
    /// End placements, call them off, and turn one into the next.
    EndPlacements: "end-placements" => [CaseWorker, Coordinator];
}
