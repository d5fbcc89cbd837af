//! The API of this slice.

pub mod history;
pub mod internships;
pub mod offers;
pub mod proposals;
pub mod searches;
