//! The tables of this slice.

pub mod declined;
pub mod host_steps;
pub mod offers;
pub mod parts;
pub mod proposals;
pub mod search_facts;
pub mod searches;
pub mod talks;
pub mod terms;
pub mod vetoes;
pub mod visits;
pub mod wishes;
