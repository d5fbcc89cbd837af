//! A stay in reception: whether somebody left, and for what reason a stay is extended.

kernel::words! {
    /// What is known of somebody's leaving.
    pub enum Departure {
        /// Left, or will leave, on a known day.
        Left = "left",
        /// Still inside, with no day set.
        Inside = "inside",
        /// Nobody knows yet.
        Unknown = "unknown",
    }
}
store::word_cells!(Departure);

kernel::words! {
    /// Why a stay is extended (d.m. 18-11-2019, annex A, art. 38 and 39; *to verify* against the text in force).
    pub enum ExtensionGround {
        /// The path towards autonomy is about to be completed.
        IntegrationPath = "integration-path",
        /// Documented health reasons.
        Health = "health",
        /// A vulnerable person (art. 17 of d.lgs. 142/2015).
        Vulnerable = "vulnerable",
        /// The school year is not over.
        SchoolYear = "school-year",
        /// Continued care after 18, by the juvenile court.
        ContinuedCare = "continued-care",
        /// Another reason.
        Other = "other",
    }
}
store::word_cells!(ExtensionGround);
