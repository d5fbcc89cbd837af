//! API tokens: a member's key for a program, never wider than the member.

use kernel::{Day, MemberId, Moment, TokenId};
use store::{Db, Entry, Held, InReach, Json, Order, Reach, Stored, Where, record};

use web::GrantHeld;

use super::grants::{counting_on, one_with_grants};
use super::{DoorFact, Member, RoleGrant};
use crate::secret::{TOKEN_PREFIX, random_secret, secret_hash};

record! {
    /// A token of a member.
    pub struct ApiToken in api_token keyed by TokenId {
        /// Which token.
        pub id: TokenId,
        /// How often the row was changed.
        pub version: i64,
        /// Whose.
        pub member_id: MemberId,
        /// The hash of the secret.
        pub secret_hash: String,
        /// What it is for, in the owner's words.
        pub label: String,
        /// The only permissions that it has; nothing means all of the owner's.
        pub only: Option<Json<Vec<String>>>,
        /// Its last day.
        pub expires: Option<Day>,
        /// When it was taken back.
        pub revoked_at: Option<Moment>,
        /// The last day on which it was used.
        pub last_used: Option<Day>,
    }
}

impl ApiToken {
    /// Whether it opens anything on a day.
    #[must_use]
    pub fn is_valid_on(&self, today: Day) -> bool {
        self.revoked_at.is_none() && self.expires.is_none_or(|last| today <= last)
    }
}

impl InReach for ApiToken {
    fn in_reach(reach: &Reach) -> Where {
        reach.own(Self::member_id)
    }
}

/// A token about to be made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewToken {
    /// What it is for.
    pub label: String,
    /// The only permissions that it has; nothing means all of the owner's.
    pub only: Option<Vec<String>>,
    /// Its last day.
    pub expires: Option<Day>,
}

/// Makes a token, and gives its secret, which is shown once and kept nowhere.
///
/// # Errors
/// [`store::StoreError::NotFound`] when the member is not the handle's own.
pub async fn make_token(db: &Db, member: MemberId, new: NewToken) -> Stored<(ApiToken, String)> {
    let secret = format!("{TOKEN_PREFIX}{}", random_secret());
    let token = ApiToken {
        id: TokenId::fresh(),
        version: 0,
        member_id: member,
        secret_hash: secret_hash(&secret),
        label: new.label.trim().to_owned(),
        only: new.only.clone().map(Json),
        expires: new.expires,
        revoked_at: None,
        last_used: None,
    };
    let mut change = db.change().await?;
    change.insert(&token).await?;
    let fact = DoorFact::TokenMade { only: new.only, expires: new.expires };
    change.commit(Entry::new(&fact, token.id)).await?;
    Ok((token, secret))
}

/// A member's tokens, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn tokens_of(db: &Db, member: MemberId) -> Stored<Vec<ApiToken>> {
    db.rows::<ApiToken>().filter(ApiToken::member_id.eq(member)).sort(ApiToken::id, Order::Falling).all().await
}

/// Takes a token back, from the next request on. One already taken back stays as it was.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it since.
pub async fn revoke_token(db: &Db, held: Held<ApiToken>) -> Stored<ApiToken> {
    if held.revoked_at.is_some() {
        return Ok(held.clone());
    }
    let id = held.id;
    let new = ApiToken { revoked_at: Some(db.now()), ..held.clone() };
    let mut change = db.change().await?;
    let revoked = change.update(held, new).await?;
    change.commit(Entry::new(&DoorFact::TokenRevoked, id)).await?;
    Ok(revoked)
}

/// The token with this secret, its owner and the owner's roles of today; token and owner whatever their state.
///
/// # Errors
/// When the database fails.
pub async fn token_of(db: &Db, secret: &str) -> Stored<Option<(ApiToken, Member, Vec<GrantHeld>)>> {
    let this = ApiToken::secret_hash.eq(secret_hash(secret));
    let owned = db.rows::<ApiToken>().filter(this).with::<Member>(Member::id.is(ApiToken::member_id));
    Ok(one_with_grants(owned.with_any::<RoleGrant>(counting_on(db.today())).all().await?))
}

/// Notes that a token was used today. Needs the door's handle.
///
/// # Errors
/// When the database fails.
pub async fn used_today(db: &Db, token: &ApiToken) -> Stored<()> {
    let mut change = db.change().await?;
    change.set::<ApiToken, _>(ApiToken::id.eq(token.id), ApiToken::last_used, Some(db.today())).await?;
    change.commit_at_the_door().await
}
