//! Attachments over the API.

pub mod attachments;
