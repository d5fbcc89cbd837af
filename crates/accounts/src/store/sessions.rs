//! Sessions: kept by the hash of their secret, looked up at every request.

use kernel::{MemberId, Moment};
use store::{Db, InReach, Reach, Stored, Where, record};

use web::GrantHeld;

use super::grants::{counting_on, one_with_grants};
use super::{Member, RoleGrant};
use crate::rules::LONGEST_SECONDS;
use crate::secret::{random_secret, secret_hash};

record! {
    /// A member signed in with a browser.
    pub struct Session in session {
        /// The hash of the secret in the cookie.
        pub secret_hash: String,
        /// Who.
        pub member_id: MemberId,
        /// The token that forms must bring back.
        pub csrf: String,
        /// When it began.
        pub created: Moment,
        /// The last request noted.
        pub last_seen: Moment,
        /// When it ends at the latest.
        pub expires: Moment,
    }
}

impl InReach for Session {
    fn in_reach(reach: &Reach) -> Where {
        reach.own(Self::member_id)
    }
}

/// The session with this secret, its member and the member's roles of today; session and member whatever their state.
///
/// # Errors
/// When the database fails.
pub async fn session_of(db: &Db, secret: &str) -> Stored<Option<(Session, Member, Vec<GrantHeld>)>> {
    let this = Session::secret_hash.eq(secret_hash(secret));
    let held = db.rows::<Session>().filter(this).with::<Member>(Member::id.is(Session::member_id));
    Ok(one_with_grants(held.with_any::<RoleGrant>(counting_on(db.today())).all().await?))
}

/// Begins a session and gives its secret; ended ones are swept away on the occasion. Needs the door's handle, like
/// all changes here.
///
/// # Errors
/// When the database fails.
pub async fn begin_session(db: &Db, member: MemberId) -> Stored<String> {
    let (secret, now) = (random_secret(), db.now());
    let session = Session {
        secret_hash: secret_hash(&secret),
        member_id: member,
        csrf: random_secret(),
        created: now,
        last_seen: now,
        expires: now.plus_seconds(LONGEST_SECONDS),
    };
    let mut change = db.change().await?;
    change.remove::<Session>(Session::expires.at_most(now)).await?;
    change.add(&[session]).await?;
    change.commit_at_the_door().await?;
    Ok(secret)
}

/// Notes that a session was used now.
///
/// # Errors
/// When the database fails.
pub async fn seen_now(db: &Db, session: &Session) -> Stored<()> {
    let this = Session::secret_hash.eq(session.secret_hash.clone());
    let mut change = db.change().await?;
    change.set::<Session, _>(this, Session::last_seen, db.now()).await?;
    change.commit_at_the_door().await
}

/// Ends the session that has this token for its forms.
///
/// # Errors
/// When the database fails.
pub async fn end_session(db: &Db, member: MemberId, csrf: &str) -> Stored<()> {
    let mut change = db.change().await?;
    change.remove::<Session>(Session::member_id.eq(member).and(Session::csrf.eq(csrf))).await?;
    change.commit_at_the_door().await
}

/// Ends all sessions of a member but the one that has this token for its forms; all, when there is none.
///
/// # Errors
/// When the database fails.
pub async fn end_other_sessions(db: &Db, member: MemberId, csrf: &str) -> Stored<()> {
    let mut change = db.change().await?;
    change.remove::<Session>(Session::member_id.eq(member).and(Session::csrf.ne(csrf))).await?;
    change.commit_at_the_door().await
}
