//! The exact engine for one household, one place, against an oracle that tries every plan.

mod changes;
mod invented;
mod oracle;
mod plans;
mod proofs;
