//! Who could go where, best for all together, and why: the engine alone. Facts and rules come in; a plan, a certificate
//! that anybody can check again, and explanations go out.
//!
//! Nothing here reads a clock, a file or a database, and nothing here decides: a plan is a proposal to people. All
//! arithmetic is in whole numbers, so that equal is equal on every machine.
//!
//! To read it in the order in which a question travels:
//!
//! 1. [`facts`]: what is known of both sides, and what a score may see of it;
//! 2. [`rules`]: hard rules with three answers, soft criteria with visible weights, both versioned data;
//! 3. [`desk`]: from facts to a proven proposal in one call, for one household and one place: [`desk::propose`], or
//!    [`desk::Table`] to keep, ask and plan again after a change;
//! 4. [`explain`]: why this one, why not that one, what would change it, what a territory lacks;
//! 5. [`fairness`]: what a plan means for whom, against the queue, what floors and overrides cost, and policies tried on
//!    past data;
//! 6. [`horizon`]: today's batch with those in mind who are expected.
//!
//! Below them, knowing nothing of people:
//!
//! - [`worth`]: what is better, level by level;
//! - [`flow`]: one seeker, one place: exact, by a network simplex, with a price for every place;
//! - [`joint`]: homes, work and school together: a bounded search on prices, and what it proves.
//!
//! Deliberately absent: names, nationality, religion, ethnicity and health (sex and age are seen by hard rules alone,
//! never by a score), and weights that trade an urgent household for many comfortable ones: a higher level always comes
//! first.

pub mod desk;
pub mod explain;
pub mod facts;
pub mod fairness;
pub mod flow;
pub mod horizon;
pub mod joint;
pub mod rules;
pub mod worth;

pub use worth::{Gain, Worth};
