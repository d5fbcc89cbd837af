//! A person's plain facts.

kernel::words! {
    /// The sex, as registers and the Ministry's figures part it.
    pub enum Sex {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
        /// Another, or none of the two.
        Other = "other",
        /// Not said.
        Unknown = "unknown",
    }
}
store::word_cells!(Sex);
