//! Types, states and refusals of this slice. No I/O; today is an argument.

pub mod baseline;
pub mod closing;
pub mod evidence;
pub mod follow_up;
pub mod goal;
pub mod pathway;
pub mod plan;
pub mod referral;
pub mod referred;
mod refusal;
pub mod reopened;
pub mod review;
pub mod service;
pub mod step;

pub use kernel::machine;
pub use refusal::{Refusal, Ruled};
