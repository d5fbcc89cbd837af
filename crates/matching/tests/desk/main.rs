//! From facts to a proposal, and its explanations: each against plans made anew from nothing.

mod explanations;
mod invented;
mod metamorphic;
mod proposals;
