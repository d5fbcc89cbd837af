//! Attachments in the database.

pub mod attachments;
pub mod contents;
pub mod facts;
pub mod keys;
