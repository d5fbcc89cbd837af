//! What persons and households are. No I/O.

pub mod household;
pub mod person;
pub mod stay;
