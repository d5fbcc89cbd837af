//! Imports, as kept, and what is done with them.

pub mod exports;
pub mod imports;
pub mod learnt;
pub mod preview;
pub mod taking;
