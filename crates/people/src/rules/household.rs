//! Who is what to whom in a household.

kernel::words! {
    /// What a person is to the reference person of the household.
    pub enum Relation {
        /// The reference person.
        Reference = "reference",
        /// Husband, wife, partner.
        Partner = "partner",
        /// Son or daughter.
        Child = "child",
        /// Father or mother.
        Parent = "parent",
        /// Brother or sister.
        Sibling = "sibling",
        /// Another relative.
        Relative = "relative",
        /// Somebody who is not related.
        Other = "other",
    }
}
store::word_cells!(Relation);
