//! The tables of this slice.

pub mod declined;
pub mod host_steps;
pub mod offers;
pub mod parts;
pub mod proposals;
pub mod talks;
pub mod visits;
