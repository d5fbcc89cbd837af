//! How a sheet is understood. Pure: cells in, meanings and doubts out.

pub mod cell;
pub mod header;
pub mod household;
pub mod row;
pub mod words;
