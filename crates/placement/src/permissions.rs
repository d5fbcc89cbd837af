//! Who sees offers, who keeps them, and who reads how to reach an owner, an employer or a family; who knows what
//! households look for.

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
    // Searches.
    /// See what the households of one's reach are looking for.
    ViewSearches: "view-searches" => [CaseWorker, Coordinator, LeadPartner, MobileTeam];
    /// Write down what a household is looking for, keep it right, pause and end it.
    EditSearches: "edit-searches" => [CaseWorker, Coordinator];
    /// See who needs to get in and about without steps.
    ViewAccessNeeds: "view-access-needs" => [CaseWorker, Coordinator, MobileTeam];
    /// Write down who needs to get in and about without steps.
    EditAccessNeeds: "edit-access-needs" => [CaseWorker, Coordinator];
}
