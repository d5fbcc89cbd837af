//! Who sees offers, who keeps them, and who reads how to reach an owner, an employer or a family; who knows what
//! households look for; who proposes, writes answers down and confirms; who accompanies what began.

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

    /// See the proposals to one's own households and of the offers that one keeps, and what they wait for.
    ViewProposals: "view-proposals" => [CaseWorker, Coordinator, LeadPartner, MobileTeam];
    /// Propose an offer to a household, take a proposal back, make it again.
    MakeProposals: "make-proposals" => [CaseWorker, Coordinator];
    /// Write down meetings and the answer of one's own side, and what follows from a no.
    AnswerProposals: "answer-proposals" => [CaseWorker, Coordinator];
    /// Confirm what both sides said yes to.
    ConfirmProposals: "confirm-proposals" => [CaseWorker, Coordinator];
    /// Be told in one's day of proposals that have stood still for too long.
    UnblockProposals: "unblock-proposals" => [Coordinator];

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
