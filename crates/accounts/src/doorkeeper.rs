//! Who is behind a cookie or a token, asked anew at every request: whatever was taken back counts no more at once.

use kernel::{MemberId, Moment};
use store::{Db, Stored};
use web::{Caller, Doorkeeper, Doors, GrantHeld, Language, Via};

use crate::rules::{MARK_EVERY_SECONDS, is_alive};
use crate::secret::TOKEN_PREFIX;
use crate::store::{self as rows, Member};

/// The doorkeeper over this slice's tables. It remembers nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Accounts;

impl Doorkeeper for Accounts {
    fn by_session<'a>(&'a self, db: &'a Db, secret: &'a str) -> Doors<'a, Stored<Option<Caller>>> {
        Box::pin(by_session(db, secret))
    }

    fn by_token<'a>(&'a self, db: &'a Db, secret: &'a str) -> Doors<'a, Stored<Option<Caller>>> {
        Box::pin(by_token(db, secret))
    }

    fn name_of<'a>(&'a self, db: &'a Db, member: MemberId) -> Doors<'a, Stored<Option<String>>> {
        Box::pin(async move { Ok(rows::names_of(db, [member]).await?.remove(&member)) })
    }

    fn form_taken<'a>(&'a self, db: &'a Db, member: MemberId, form: &'a str) -> Doors<'a, Stored<()>> {
        Box::pin(rows::drop_draft(db, member, form))
    }
}

async fn by_session(db: &Db, secret: &str) -> Stored<Option<Caller>> {
    let Some((session, member, grants)) = rows::session_of(db, secret).await? else { return Ok(None) };
    let now = db.now();
    if !member.active || !is_alive(session.last_seen, session.expires, now) {
        return Ok(None);
    }
    if is_older(session.last_seen, now, MARK_EVERY_SECONDS) {
        rows::seen_now(db, &session).await?;
    }
    Ok(Some(caller(member, grants, Via::Session { csrf: session.csrf })))
}

async fn by_token(db: &Db, secret: &str) -> Stored<Option<Caller>> {
    if !secret.starts_with(TOKEN_PREFIX) {
        return Ok(None);
    }
    let Some((token, member, grants)) = rows::token_of(db, secret).await? else { return Ok(None) };
    if !member.active || !token.is_valid_on(db.today()) {
        return Ok(None);
    }
    if token.last_used != Some(db.today()) {
        rows::used_today(db, &token).await?;
    }
    Ok(Some(caller(member, grants, Via::Token { only: token.only.map(|only| only.0) })))
}

fn is_older(then: Moment, now: Moment, seconds: i64) -> bool {
    then.plus_seconds(seconds) <= now
}

fn caller(member: Member, grants: Vec<GrantHeld>, via: Via) -> Caller {
    let language = member.language.as_deref().and_then(Language::from_word);
    Caller { member: member.id, name: member.name, language, grants, via }
}
