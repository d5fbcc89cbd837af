//! Who comes in, and how far: members, sign-in, sessions, API tokens, roles and grants.
//!
//! Every request asks this slice anew who is behind its cookie or token; nothing is cached, so whatever is taken back
//! counts no more at the next request. Absent on purpose: organisations and programmes (they stand above, and are
//! named through [`Directory`]), passwords sent by mail, questions for forgotten passwords.

mod directory;
mod doorkeeper;
mod migrations;
pub mod permissions;
pub mod rules;
mod secret;
pub mod store;

pub use directory::{Directory, SampleSignIn, SampleSignIns};
pub use doorkeeper::Accounts;
pub use migrations::steps;
pub use rules::NewGrant;
pub use secret::{hash_password, random_password};
pub use store::{Member, NewMember, NewToken, RoleGrant, add_member, give_grant, make_token};
