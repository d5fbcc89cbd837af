//! Who fits a programme, and why: pure rules over given evidence, with the day as an argument.
//!
//! Deliberately absent: files, databases, clocks and words for the reader. A verdict carries keys and values, and the
//! pages say them in the reader's language. Nothing here decides about a person: a verdict is a proposal.

pub mod citizenship;
pub mod edition;
pub mod eligibility;
pub mod evidence;
mod requirements;
pub mod said;
pub mod verdict;
pub mod vocabulary;

#[cfg(test)]
mod examples;
#[cfg(test)]
mod oracle;

pub use citizenship::Citizenship;
pub use eligibility::{Force, Requirement, Rule, Whom, verdict};
pub use evidence::{Evidence, Leaving, PermitEvidence, PersonEvidence, Place, StayEvidence};
pub use kernel::Answer;
pub use said::Arg;
pub use verdict::{Fact, Missing, Reason, RuleVerdict, Tried, Verdict};
pub use vocabulary::{Circuit, PermitKind, PermitState, Recipient, Sector};
