//! What an offer is and where it stands; what an internship must keep to; the way of a host family; what somebody looks for.

pub mod family;
pub mod home;
pub mod internship;
pub mod missing;
pub mod occupation;
pub mod offer;
pub mod refusal;
pub mod search;
pub mod wanted;
pub mod work;

pub use refusal::Refusal;
