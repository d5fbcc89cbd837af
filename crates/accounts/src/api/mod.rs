//! The same rows and rules as JSON.

pub(crate) mod account;
pub(crate) mod circles;
pub(crate) mod members;
