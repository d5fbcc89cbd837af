//! What persons and households are. No I/O.

pub mod code;
pub mod household;
pub mod identity;
pub mod person;
pub mod stay;
