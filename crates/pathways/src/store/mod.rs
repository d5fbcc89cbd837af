//! The tables of this slice.

