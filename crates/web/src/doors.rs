//! The doors that a handler names in its arguments: who may come in, and with which handle.

use std::marker::PhantomData;
use std::ops::Deref;
use std::str::FromStr;
use std::sync::Arc;

use axum::extract::{FromRequestParts, MatchedPath, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use store::{Db, Reach, System};

use crate::{Caller, Desk, Permission, Problem, Web, kept};

/// The cookie of a session. The prefix makes browsers refuse it without TLS (but on localhost), for other paths and
/// from sub-domains.
pub const SESSION_COOKIE: &str = "__Host-soglia";

/// A member who holds the permission `P` somewhere, with a database handle that reaches exactly so far.
pub struct May<P> {
    /// The handle.
    pub db: Db,
    /// What answers are made with.
    pub desk: Desk,
    caller: Arc<Caller>,
    permission: PhantomData<P>,
}

impl<P> May<P> {
    /// Who asks.
    #[must_use]
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// A handle for another permission of the same member, on a page that shows more than one thing; it reaches
    /// nothing if the member does not hold it.
    #[must_use]
    pub fn also<Q: Permission>(&self) -> Db {
        let reach = self.caller.reach::<Q>().unwrap_or_else(|| Reach::of(self.caller.member, Vec::new()));
        self.desk.web().store().for_member(self.caller.member, Q::CARD.name, reach)
    }
}

impl<P> Deref for May<P> {
    type Target = Desk;
    fn deref(&self) -> &Desk {
        &self.desk
    }
}

impl<P: Permission> FromRequestParts<Web> for May<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        let caller = parts.extensions.get::<Arc<Caller>>().cloned().ok_or(Problem::SignInFirst)?;
        let Some(reach) = caller.reach::<P>() else {
            // What has an id and is out of reach reads as not there; what has none is forbidden ground.
            let names_something = parts.extensions.get::<MatchedPath>().is_some_and(|path| path.as_str().contains('{'));
            return Err(if names_something { Problem::NotFound } else { Problem::Forbidden });
        };
        let db = web.store().for_member(caller.member, P::CARD.name, reach);
        let mut desk = Desk::of(web, parts);
        desk.find_out_who_was_faster(&db).await?;
        Ok(Self { db, desk, caller, permission: PhantomData })
    }
}

/// The door of the sign-in itself: a handle without limits, before it is known who asks. Only `accounts` names it.
pub struct Threshold {
    /// The handle.
    pub db: Db,
    /// What answers are made with.
    pub desk: Desk,
}

impl FromRequestParts<Web> for Threshold {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        Ok(Self { db: web.store().system(System::SignIn), desk: Desk::of(web, parts) })
    }
}

/// An id in the path. What is no id is not found, like an id that names nothing.
pub struct Id<T>(pub T);

impl<T: FromStr + Send> FromRequestParts<Web> for Id<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        let Path(text) = Path::<String>::from_request_parts(parts, web).await.map_err(|_| Problem::NotFound)?;
        text.parse().map(Self).map_err(|_| Problem::NotFound)
    }
}

/// Finds out who asks, from the session cookie on pages, from the bearer token under `/api/` and from the address of a
/// calendar feed, and passes it on.
pub(crate) async fn recognise(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let db = web.store().system(System::SignIn);
    let path = request.uri().path();
    let found = if let Some(secret) = feed_secret(path) {
        web.doorkeeper().by_token(&db, secret).await
    } else if path.starts_with("/api/") {
        match bearer(&request) {
            Some(secret) => web.doorkeeper().by_token(&db, secret).await,
            None => Ok(None),
        }
    } else if path.starts_with("/assets/") {
        Ok(None)
    } else {
        match cookie(request.headers(), SESSION_COOKIE) {
            Some(secret) => web.doorkeeper().by_session(&db, secret).await,
            None => Ok(None),
        }
    };
    match found {
        Ok(Some(caller)) => {
            request.extensions_mut().insert(Arc::new(caller));
            let (parts, body) = request.into_parts();
            let desk = Desk::of(&web, &parts);
            let mut response = next.run(Request::from_parts(parts, body)).await;
            response.extensions_mut().insert(desk);
            response
        }
        Ok(None) if request.method() == Method::POST && !path.starts_with("/api/") && path != "/sign-in" => {
            kept::of_an_ended_session(&web, request).await
        }
        Ok(None) => next.run(request).await,
        Err(error) => Problem::from(error).into_response(),
    }
}

/// The secret in the address of a calendar feed: programs that subscribe to one send neither cookies nor headers. It is
/// an API token; that it opens nothing else is for the feed's handler to see to.
fn feed_secret(path: &str) -> Option<&str> {
    path.strip_prefix("/calendar/")?.strip_suffix(".ics")
}

fn bearer(request: &Request) -> Option<&str> {
    request.headers().get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::trim)
}

/// The value of a cookie (RFC 6265 §4.2).
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|header| header.to_str().ok());
    pairs.flat_map(|header| header.split(';')).find_map(|pair| {
        let (found, value) = pair.trim().split_once('=')?;
        (found == name).then_some(value)
    })
}
