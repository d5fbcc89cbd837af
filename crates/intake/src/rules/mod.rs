//! How a sheet is understood. Pure: cells in, meanings and doubts out.

pub mod answer;
pub mod cell;
pub mod header;
pub mod household;
pub mod import;
pub mod mapping;
pub mod proposal;
pub mod reading;
pub mod repeats;
pub mod row;
pub mod taking;
pub mod words;
