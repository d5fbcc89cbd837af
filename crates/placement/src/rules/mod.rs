//! What an offer is and where it stands; what an internship must keep to; the way of a host family; what somebody looks for;
//! proposals, what they wait for, what a no leads to, and how many an offer has room for. What a placement is, and how it is
//! accompanied. What is sought and what is on offer, by region.

pub mod balance;
pub mod capacity;
pub mod check_in;
pub mod deadline;
pub mod decline;
pub mod family;
pub mod home;
pub mod internship;
pub mod missing;
pub mod occupation;
pub mod offer;
pub mod placement;
pub mod problem;
pub mod proposal;
pub mod refusal;
pub mod region;
pub mod search;
pub mod stay_refusal;
pub mod wanted;
pub mod work;

pub use refusal::Refusal;
pub use stay_refusal::StayRefusal;
