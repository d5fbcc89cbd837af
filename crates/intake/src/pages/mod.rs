//! Imports on pages: send a file, look at what it comes to, answer, take over, take back.

pub mod acts;
pub mod columns;
pub mod files;
pub mod imports;
pub mod learnt;
pub mod preview;
pub mod remedy;
mod said;
