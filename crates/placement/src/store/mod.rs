//! The tables of this slice.

pub mod balances;
pub mod check_ins;
pub mod declined;
pub mod host_steps;
pub mod mediation;
pub mod offers;
pub mod parts;
pub mod placement_facts;
pub mod placement_words;
pub mod placements;
pub mod problems;
pub mod proposals;
pub mod search_facts;
pub mod searches;
pub mod stays;
pub mod taking;
pub mod talks;
pub mod terms;
pub mod vetoes;
pub mod visits;
pub mod wishes;
