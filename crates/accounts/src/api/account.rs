//! Who am I, and my tokens.

use axum::extract::State;
use kernel::{Day, MemberId, Moment, OrganisationId, ProgrammeCode, Role, TerritoryCode, TokenId};
use serde::Serialize;
use utoipa::ToSchema;
use web::api::{Sent, all, created, given};
use web::{Answer, GrantHeld, Id, Language, May, SignedIn, Web};

use crate::pages::tokens::{new_token, permissions_of};
use crate::store::{ApiToken, make_token, revoke_token, tokens_of};

/// Who asks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct AccountOut {
    /// Who.
    member: MemberId,
    /// The name.
    name: String,
    /// The language chosen.
    language: Option<Language>,
    /// The roles that count today.
    grants: Vec<RoleOut>,
    /// The permissions of this request: those of the roles, as far as the token has them.
    permissions: Vec<&'static str>,
}

/// A role that counts today.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct RoleOut {
    /// Which.
    role: Role,
    /// Only in this programme.
    programme: Option<ProgrammeCode>,
    /// Only of this organisation.
    organisation: Option<OrganisationId>,
    /// Only in this territory.
    territory: Option<TerritoryCode>,
}

impl RoleOut {
    fn of(grant: &GrantHeld) -> Self {
        let scope = grant.scope.clone();
        Self {
            role: grant.role,
            programme: scope.programme,
            organisation: scope.organisation,
            territory: scope.territory,
        }
    }
}

pub(crate) async fn show(may: May<SignedIn>, State(web): State<Web>) -> Answer {
    let caller = may.caller();
    given(AccountOut {
        member: caller.member,
        name: caller.name.clone(),
        language: caller.language,
        grants: caller.grants.iter().map(RoleOut::of).collect(),
        permissions: permissions_of(&web, caller).map(|card| card.name).collect(),
    })
}

/// A token, without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct TokenOut {
    /// Which.
    id: TokenId,
    /// What it is for.
    label: String,
    /// The only permissions that it has; null means all of its owner's.
    permissions: Option<Vec<String>>,
    /// Its last day.
    expires: Option<Day>,
    /// When it was taken back.
    revoked_at: Option<Moment>,
    /// The last day on which it was used.
    last_used: Option<Day>,
}

impl From<ApiToken> for TokenOut {
    fn from(token: ApiToken) -> Self {
        Self {
            id: token.id,
            label: token.label,
            permissions: token.only.map(|only| only.0),
            expires: token.expires,
            revoked_at: token.revoked_at,
            last_used: token.last_used,
        }
    }
}

/// A token just made.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct TokenMadeOut {
    /// The token.
    token: TokenOut,
    /// Its secret, told this once: send it as `Authorization: Bearer …`.
    secret: String,
}

pub(crate) async fn tokens(may: May<SignedIn>) -> Answer {
    let tokens = tokens_of(&may.db, may.caller().member).await?;
    all(tokens.into_iter().map(TokenOut::from).collect())
}

pub(crate) async fn make(may: May<SignedIn>, State(web): State<Web>, Sent(mut form): Sent) -> Answer {
    let new = new_token(&mut form, &web, may.caller(), may.db.today()).ok_or_else(|| form.problem())?;
    let (token, secret) = make_token(&may.db, may.caller().member, new).await?;
    created("/api/v1/tokens", TokenMadeOut { token: token.into(), secret })
}

pub(crate) async fn revoke(may: May<SignedIn>, Id(id): Id<TokenId>) -> Answer {
    let revoked = revoke_token(&may.db, may.db.held::<ApiToken>(id).await?).await?;
    given(TokenOut::from(revoked))
}
