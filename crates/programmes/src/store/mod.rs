//! The table of this slice, and how its words are kept in the columns of others.

pub mod editions;

use crate::rules::{Circuit, Citizenship, PermitKind, PermitState};

store::word_cells!(Circuit, PermitKind, PermitState);
store::text_cells!(Citizenship);
kernel::text_schema!(Citizenship, Plain);
