//! The private address of a member's calendar feed: an API token that opens nothing else.
//!
//! Such a token is narrow on purpose. Whoever finds it in a log may read when its owner is busy, and with the owner's
//! consent the names; no route of the API answers to it.

use accounts::NewToken;
use accounts::store::{ApiToken, make_token, revoke_token, tokens_of};
use kernel::MemberId;
use store::{Db, Stored};
use web::{Permission, PermissionCard};

use crate::permissions::{ReadCalendarFeed, ReadCalendarNames};

/// The permissions that a feed's token may hold, and no other.
const KNOWN: [PermissionCard; 2] = [ReadCalendarFeed::CARD, ReadCalendarNames::CARD];

/// Whether a token's permissions are those of a feed: it opens the calendar and nothing else.
#[must_use]
pub fn is_feed(only: &[String]) -> bool {
    let known = |name: &String| KNOWN.iter().any(|card| card.name == name);
    only.iter().any(|name| name == ReadCalendarFeed::CARD.name) && only.iter().all(known)
}

/// Whether a feed's token also opens names.
#[must_use]
pub fn opens_names(only: &[String]) -> bool {
    only.iter().any(|name| name == ReadCalendarNames::CARD.name)
}

/// The feed that a member's calendar has now, if it has one.
///
/// # Errors
/// When the database fails.
pub async fn current(db: &Db, member: MemberId) -> Stored<Option<ApiToken>> {
    let today = db.today();
    let valid = tokens_of(db, member).await?.into_iter().filter(|token| token.is_valid_on(today));
    Ok(valid.into_iter().find(|token| token.only.as_ref().is_some_and(|only| is_feed(&only.0))))
}

/// Makes a feed anew; the address before answers no more. Gives the new secret, which is kept nowhere.
///
/// # Errors
/// When the database fails.
pub async fn make(db: &Db, member: MemberId, label: &str, names: bool) -> Stored<String> {
    let bundle = db.together().await?;
    let within = bundle.of(db);
    revoke(&within, member).await?;
    let mut only = vec![ReadCalendarFeed::CARD.name.to_owned()];
    if names {
        only.push(ReadCalendarNames::CARD.name.to_owned());
    }
    let new = NewToken { label: label.to_owned(), only: Some(only), expires: None };
    let (_, secret) = make_token(&within, member, new).await?;
    bundle.commit().await?;
    Ok(secret)
}

/// Takes a member's feeds back, from the next request on.
///
/// # Errors
/// When the database fails.
pub async fn revoke(db: &Db, member: MemberId) -> Stored<()> {
    while let Some(token) = current(db, member).await? {
        revoke_token(db, db.held::<ApiToken>(token.id).await?).await?;
    }
    Ok(())
}
