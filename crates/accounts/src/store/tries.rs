//! Tries to sign in, counted by account.

use kernel::Moment;
use store::{Db, InReach, Order, Reach, Stored, Where, record};

use super::Member;
use crate::rules::{email_key, wait_seconds};
use crate::secret;

kernel::id!(
    /// Names one try to sign in.
    AttemptId
);
store::text_cells!(AttemptId);

record! {
    /// One password typed for an e-mail, whether or not somebody has the e-mail.
    pub struct SignInAttempt in sign_in_attempt {
        /// Which.
        pub id: AttemptId,
        /// The e-mail as it is compared.
        pub email_key: String,
        /// When.
        pub at: Moment,
        /// Whether the password was right.
        pub ok: bool,
    }
}

/// Not within the reach of anybody whose roles restrict anything; no page shows them.
impl InReach for SignInAttempt {
    fn in_reach(reach: &Reach) -> Where {
        if reach.is_everything() { Where::everything() } else { Where::nothing() }
    }
}

/// How a try ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Try {
    /// The password is right and the member may come in.
    Right(Box<Member>),
    /// No such member, no such password, or access closed: nobody is told which.
    Wrong,
    /// Not tried: wait so many seconds first.
    Wait(u64),
}

/// Tries a password, counting the try before the password is looked at: guesses sent at the same time count each other.
///
/// # Errors
/// When the database fails, or the handle is not the door's.
pub async fn try_password(db: &Db, email: &str, password: &str) -> Stored<Try> {
    let key = email_key(email);
    if let Some(seconds) = waiting(db, &key, None).await? {
        return Ok(Try::Wait(seconds));
    }
    let attempt = SignInAttempt { id: AttemptId::fresh(), email_key: key.clone(), at: db.now(), ok: false };
    let this = SignInAttempt::id.eq(attempt.id);
    let mut change = db.change().await?;
    change.remove::<SignInAttempt>(SignInAttempt::at.lt(db.now().plus_seconds(-24 * 3600))).await?;
    change.add(std::slice::from_ref(&attempt)).await?;
    change.commit_at_the_door().await?;
    if let Some(seconds) = waiting(db, &key, Some(attempt.id)).await? {
        let mut change = db.change().await?;
        change.remove::<SignInAttempt>(this).await?;
        change.commit_at_the_door().await?;
        return Ok(Try::Wait(seconds));
    }

    let member = db.rows::<Member>().filter(Member::email_key.eq(key)).first().await?;
    let kept = member.as_ref().and_then(|member| member.password_hash.clone());
    let right = secret::is_right(password.to_owned(), kept).await;
    match member {
        Some(member) if right && member.active => {
            let mut change = db.change().await?;
            change.set::<SignInAttempt, _>(this, SignInAttempt::ok, true).await?;
            change.commit_at_the_door().await?;
            Ok(Try::Right(Box::new(member)))
        }
        _ => Ok(Try::Wrong),
    }
}

/// The seconds to wait, by the failures since the last success, one try left out.
async fn waiting(db: &Db, key: &str, without: Option<AttemptId>) -> Stored<Option<u64>> {
    let mut tries = db
        .rows::<SignInAttempt>()
        .filter(SignInAttempt::email_key.eq(key))
        .sort(SignInAttempt::at, Order::Rising)
        .sort(SignInAttempt::id, Order::Rising)
        .all()
        .await?;
    tries.retain(|one| Some(one.id) != without);
    let since = tries.iter().rposition(|one| one.ok).map_or(0, |success| success + 1);
    let failures: Vec<Moment> = tries[since..].iter().map(|one| one.at).collect();
    Ok(wait_seconds(&failures, db.now()))
}
