//! Rows of this slice, and the named queries and changes on them.

mod circles;
mod colleagues;
mod drafts;
mod facts;
mod grants;
mod members;
mod names;
mod sessions;
mod tokens;
mod tries;

pub use circles::{Belonging, BelongingId, admit, belongings, leave, leave_all, own_belongings};
pub use colleagues::colleagues;
pub use drafts::{Draft, drafts_for, drafts_of, drop_draft, keep_draft};
pub use facts::{DoorFact, GrantFact};
pub use grants::{RoleGrant, give_grant, grants_of, revoke_grant};
pub use members::{
    Member, NewMember, add_member, change_own, choose_password, close_access, give_password, held_member,
    reopen_access, sorted_members,
};
pub use names::{MemberName, names_of};
pub use sessions::{Session, begin_session, end_other_sessions, end_session, seen_now, session_of};
pub use tokens::{ApiToken, NewToken, make_token, revoke_token, token_of, tokens_of, used_today};
pub use tries::{AttemptId, SignInAttempt, Try, try_password};
