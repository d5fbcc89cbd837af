//! The roles that a member can hold.

crate::words!(
    /// What a member does in the network. A grant ties a role to a programme, an organisation and a territory.
    pub enum Role {
        /// Accompanies households: referrals, plans, steps, notes.
        CaseWorker = "case-worker",
        /// Answers for a territory: the caseload of all its partners.
        Coordinator = "coordinator",
        /// Looks after the members of one partner.
        PartnerAdministrator = "partner-administrator",
        /// The programme's lead: sees every partner's work, signs off, reports.
        LeadPartner = "lead-partner",
        /// Sits on the steering board: figures, no names.
        BoardMember = "board-member",
        /// Plans and holds training.
        Trainer = "trainer",
        /// Called to complex cases in the field.
        MobileTeam = "mobile-team",
        /// Watches the indicators and reports to the Ministry.
        MonitoringOfficer = "monitoring-officer",
        /// Evaluates from outside: sees pseudonyms only.
        Evaluator = "evaluator",
        /// Keeps the server, the members and the programmes running.
        SystemAdministrator = "system-administrator",
    }
);
