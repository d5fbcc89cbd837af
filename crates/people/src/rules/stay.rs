//! Whether somebody has left reception.

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
