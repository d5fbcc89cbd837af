//! What of a person can be shared with another organisation.

crate::words!(
    /// One kind of thing that a partner shares of somebody, and that a permission to read may be widened by.
    pub enum Shareable {
        /// Names, birth, contacts: the person's page.
        Identity = "identity",
        /// Permits, receipts and stays in reception.
        LegalStatus = "legal-status",
        /// Where the pathway stands: programme, partner, days, who accompanies; no notes and no plan.
        PathwaySummary = "pathway-summary",
    }
);
