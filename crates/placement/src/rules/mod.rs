//! What an offer is and where it stands; what an internship must keep to; the way of a host family. What a placement is,
//! and how it is accompanied.

pub mod check_in;
pub mod family;
pub mod home;
pub mod internship;
pub mod missing;
pub mod occupation;
pub mod offer;
pub mod placement;
pub mod problem;
pub mod refusal;
pub mod stay_refusal;
pub mod work;

pub use refusal::Refusal;
pub use stay_refusal::StayRefusal;
