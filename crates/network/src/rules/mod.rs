//! What an organisation is, and the places of Italy.

pub mod organisation;
pub mod place;
