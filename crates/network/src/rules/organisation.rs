//! Kinds of organisation.

kernel::words! {
    /// What an organisation is.
    pub enum OrganisationKind {
        /// A social cooperative or a consortium of them.
        Cooperative = "cooperative",
        /// An association, a foundation, a body of the church.
        Association = "association",
        /// A municipality or a union of municipalities.
        Municipality = "municipality",
        /// A health or social-service body.
        PublicService = "public-service",
        /// A prefecture or another office of the State.
        State = "state",
        /// A company or a professional.
        Company = "company",
        /// Anything else.
        Other = "other",
    }
}
store::word_cells!(OrganisationKind);
