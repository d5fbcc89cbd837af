//! The same rows and rules as JSON.

pub(crate) mod account;
pub(crate) mod members;
