//! The sheets that partners send, as they send them: read, understood, shown before anything is written.
//!
//! A file becomes sheets of plain cells ([`read`]); the header row is found and its columns are understood
//! ([`rules::header`]); each row becomes one person with what is wrong, doubtful or missing, cell by cell
//! ([`rules::row`]); rows become households ([`rules::household`]). Nothing here touches a database. Absent on purpose:
//! formulas (they are read as the text they show and never computed), macros, guessing what a cell does not say.

pub mod read;
pub mod rules;
