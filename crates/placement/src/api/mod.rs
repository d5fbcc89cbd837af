//! The API of this slice.

pub mod along;
pub mod history;
pub mod internships;
pub mod map;
pub mod offers;
pub mod placements;
pub mod proposals;
pub mod searches;
