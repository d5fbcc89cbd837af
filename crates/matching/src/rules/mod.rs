//! Who may go where, and how well it would suit: pure rules over given facts, with the day as an argument.
//!
//! Hard rules answer yes, no or *needs to know*, and are never priced: of a pair that is refused all failed rules are
//! told, not the first one. Soft criteria give points by the weights that a programme's policy shows. What is not known
//! becomes a question and never a no.
//!
//! The answers are *sound*: a yes or a no holds however the missing facts turn out. They are not complete: where
//! several missing facts hang together a rule may ask although every way it could turn out gives the same answer. It
//! errs towards asking, never towards deciding.
//!
//! Deliberately absent: words for the reader (findings carry keys and values), and any decision about a person.

mod catalogue;
mod consider;
mod criteria;
mod fault;
mod gate;
mod internships;
mod look;
mod lot;
mod on_home;
mod on_host;
mod on_household;
mod on_work;
mod packing;
mod policy;
mod question;
mod verdict;

pub use catalogue::{Basis, BasisKind, OfferKind, Rule, RuleCode, Rulebook, Settings, Texts};
pub use consider::{
    Considered, Scene, consider_home, consider_host, consider_work, home_answers, home_score, host_answers, host_score,
    work_answers, work_score,
};
pub use criteria::{Criterion, Term};
pub use fault::Fault;
pub use gate::Gate;
pub use internships::{Internships, Places, Regional};
pub use kernel::Answer;
pub use lot::{lot, worth};
pub use packing::{Sleeper, fits};
pub use policy::{Policy, Weighed, policies};
pub use question::{About, Fact, Question};
pub use verdict::{Failed, RuleAnswer, Side, Why};
