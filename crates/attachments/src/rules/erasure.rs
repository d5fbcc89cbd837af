//! Why somebody's attachments are erased. A word, not a text: the journal keeps it, and names nobody.

kernel::words! {
    /// Why all attachments of a person are erased.
    pub enum ErasureReason {
        /// The person asked for it (GDPR art. 17).
        Asked = "asked",
        /// The person took the consent back on which they were kept.
        ConsentWithdrawn = "consent-withdrawn",
        /// The time for which they may be kept is over.
        TimeOver = "time-over",
        /// They are of somebody else, or were never to be kept.
        Mistake = "mistake",
    }
}
