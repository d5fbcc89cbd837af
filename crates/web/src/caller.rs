//! Who asks.

use std::future::Future;
use std::pin::Pin;

use kernel::{MemberId, Role};
use store::{Db, Reach, Scope, Stored};

use crate::{Language, Permission, SignedIn};

/// A role held in some part of the network, valid today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantHeld {
    /// The role.
    pub role: Role,
    /// Where it is held.
    pub scope: Scope,
}

/// How the member came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Via {
    /// Through the sign-in page; forms must bring this token back.
    Session {
        /// The token against forged requests.
        csrf: String,
    },
    /// With an API token.
    Token {
        /// The only permissions that the token was given; nothing means all of its owner's.
        only: Option<Vec<String>>,
    },
}

/// A member on whose behalf a request is made, as of this request: nothing of it is remembered for the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Who.
    pub member: MemberId,
    /// The name shown in the page's head.
    pub name: String,
    /// The language the member chose.
    pub language: Option<Language>,
    /// The grants valid today.
    pub grants: Vec<GrantHeld>,
    /// How the member came in.
    pub via: Via,
}

impl Caller {
    /// How far the caller sees for a permission; nothing, when no valid grant gives it.
    #[must_use]
    pub fn reach<P: Permission>(&self) -> Option<Reach> {
        if let Via::Token { only: Some(only) } = &self.via
            && !only.iter().any(|name| name == P::CARD.name)
        {
            return None;
        }
        let held = self.grants.iter().filter(|grant| P::CARD.roles.contains(&grant.role));
        let scopes: Vec<Scope> = held.map(|grant| grant.scope.clone()).collect();
        let for_everybody = P::CARD == SignedIn::CARD;
        (for_everybody || !scopes.is_empty()).then(|| Reach::of(self.member, scopes).reading_shared(P::CARD.shared))
    }

    /// Whether the caller holds a permission anywhere.
    #[must_use]
    pub fn may<P: Permission>(&self) -> bool {
        self.reach::<P>().is_some()
    }
}

/// A future without a name.
pub type Doors<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Finds out who somebody is. The `accounts` slice implements it; the web knows no table of its own.
pub trait Doorkeeper: Send + Sync + 'static {
    /// The member behind a session cookie.
    fn by_session<'a>(&'a self, db: &'a Db, secret: &'a str) -> Doors<'a, Stored<Option<Caller>>>;

    /// The member behind an API token.
    fn by_token<'a>(&'a self, db: &'a Db, secret: &'a str) -> Doors<'a, Stored<Option<Caller>>>;

    /// The name of a colleague, where it lies within reach.
    fn name_of<'a>(&'a self, db: &'a Db, member: MemberId) -> Doors<'a, Stored<Option<String>>> {
        let _ = (db, member);
        Box::pin(std::future::ready(Ok(None)))
    }

    /// A form of the member's was taken: what was kept while it was typed may go.
    fn form_taken<'a>(&'a self, db: &'a Db, member: MemberId, form: &'a str) -> Doors<'a, Stored<()>> {
        let _ = (db, member, form);
        Box::pin(std::future::ready(Ok(())))
    }
}
