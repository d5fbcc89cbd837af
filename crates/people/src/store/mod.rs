//! The tables of this slice.
//!
//! A person's names, contacts and numbers stand in a table of their own ([`persons::Identity`]): a reach that shows
//! pseudonyms only holds no row of it, whatever the page forgets. Permits and stays are tables of their own for the
//! same reason: they carry a permission of their own.

pub mod alerts;
pub mod answers;
pub mod duplicates;
pub mod emergencies;
pub mod emergency_tries;
mod everybody;
pub mod facts;
pub mod household_moves;
pub mod households;
pub mod languages;
pub mod needs;
pub mod notices;
pub mod papers;
pub mod permit_events;
pub mod persons;
pub mod questions;
pub mod resemblances;
pub mod search;
pub mod sharing;
pub mod sightings;
pub mod spells;
pub mod stay_moves;
pub mod undoing;
