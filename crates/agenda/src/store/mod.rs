//! The tables of this slice, and what it reads from those below.

pub mod colleagues;
pub mod derived;
pub mod tasks;
