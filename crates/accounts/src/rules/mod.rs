//! The rules of the door, without I/O: who may give which role, how long to wait after wrong passwords, when a session
//! ends, what a member's name, e-mail and password must be, what is kept of a form in the making.

mod circle;
mod draft;
mod giving;
mod member;
mod session;
mod throttle;

pub use circle::{Circle, CircleRefusal, reads_from};
pub use draft::{
    DraftRefusal, KEPT_DAYS, LARGEST_DRAFT, MOST_DRAFTS, Typed, keeps_drafts, kept, oldest_kept, page_of, title_of,
};
pub use giving::{GrantRefusal, NewGrant, is_valid_on, may_give, may_keep, roles_to_give, scope_of};
pub use member::{
    LONGEST_PASSWORD, MemberRefusal, PasswordRefusal, SHORTEST_PASSWORD, checked_password, email_key, is_address,
};
pub use session::{LONGEST_IDLE_SECONDS, LONGEST_SECONDS, MARK_EVERY_SECONDS, is_alive};
pub use throttle::{TRIES_A_DAY, wait_seconds};
