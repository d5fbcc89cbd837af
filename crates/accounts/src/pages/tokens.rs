//! One's own API tokens.

use axum::extract::State;
use kernel::{Day, TokenId};
use serde::Serialize;
use serde_json::json;
use web::{
    Answer, Caller, Desk, Field, FieldError, Flash, Form, Id, Kind, May, PermissionCard, Posted, SignedIn, Via, Web,
};

use super::Choice;
use super::account::{Which, own, page};
use crate::directory::Names;
use crate::store::{ApiToken, NewToken, make_token, revoke_token};

/// The word that stands for all permissions of the owner, also those to come.
const ALL: &str = "all";

/// What a token is made from.
pub(crate) const TOKEN: &[Field] = &[
    Field::new("label", Kind::Text(80), "What the token is for.").required(),
    Field::new(
        "permissions",
        Kind::Prose(4000),
        "Names of permissions, parted by blanks or in a list; `all` for all of one's own.",
    )
    .required(),
    Field::new("expires", Kind::Day, "Its last day."),
];

pub(crate) async fn create(
    may: May<SignedIn>,
    State(web): State<Web>,
    names: Names,
    Posted(mut form): Posted,
) -> Answer {
    let new = new_token(&mut form, &web, may.caller(), may.db.today());
    let Some(new) = new else {
        let member = own(&may).await?;
        return page(&may, &web, &names, &member, Which::Token, &form).await;
    };
    let (token, secret) = make_token(&may.db, may.caller().member, new).await?;
    may.page("account/token.html", json!({ "label": token.label, "secret": secret }))
}

pub(crate) async fn revoke(may: May<SignedIn>, Id(id): Id<TokenId>, Posted(_): Posted) -> Answer {
    revoke_token(&may.db, may.db.held::<ApiToken>(id).await?).await?;
    may.see_done("/account#tokens", Flash("token-revoked"))
}

/// Reads a token from its form; nothing when something is wrong, which the form then says. A token made with a token
/// is no wider than that one.
pub(crate) fn new_token(form: &mut Form, web: &Web, caller: &Caller, today: Day) -> Option<NewToken> {
    form.check(TOKEN);
    let expires: Option<Day> = form.value("expires");
    if expires.is_some_and(|last| last < today) {
        form.fail(FieldError::new("expires", "token-expires-in-the-past"));
    }
    let chosen: Vec<String> =
        form.chosen("permissions").iter().flat_map(|words| words.split_whitespace()).map(str::to_owned).collect();
    let known: Vec<&str> = permissions_of(web, caller).map(|card| card.name).collect();
    let all = chosen.iter().any(|name| name == ALL);
    if !all && chosen.iter().any(|name| !known.contains(&name.as_str())) {
        form.fail(FieldError::new("permissions", "unknown-choice"));
    }
    let only = match (&caller.via, all) {
        (Via::Token { only: Some(only) }, true) => Some(only.clone()),
        (_, true) => None,
        (_, false) => Some(chosen),
    };
    form.errors().is_empty().then(|| NewToken { label: form.typed("label").to_owned(), only, expires })
}

/// The permissions that a caller holds somewhere, as the request came in.
pub(crate) fn permissions_of<'w>(web: &'w Web, caller: &'w Caller) -> impl Iterator<Item = &'w PermissionCard> {
    web.permissions().iter().filter(move |card| {
        let allowed = match &caller.via {
            Via::Token { only: Some(only) } => only.iter().any(|name| name == card.name),
            _ => true,
        };
        let held = card.name == "signed-in" || caller.grants.iter().any(|grant| card.roles.contains(&grant.role));
        allowed && held && card.name != "anyone"
    })
}

pub(crate) fn permission_choices(desk: &Desk, web: &Web, caller: &Caller) -> Vec<Choice> {
    let all = Choice::new(ALL, desk.say("token-all-permissions"));
    let each =
        permissions_of(web, caller).map(|card| Choice::new(card.name, desk.say(&format!("permission-{}", card.name))));
    std::iter::once(all).chain(each).collect()
}

#[derive(Debug, Serialize)]
pub(crate) struct TokenRow {
    id: TokenId,
    label: String,
    all: bool,
    permissions: Vec<String>,
    expires: Option<Day>,
    last_used: Option<Day>,
    state: &'static str,
}

pub(crate) fn token_rows(desk: &Desk, tokens: &[ApiToken], today: Day) -> Vec<TokenRow> {
    let words = |name: &String| desk.say(&format!("permission-{name}"));
    let row = |token: &ApiToken| TokenRow {
        id: token.id,
        label: token.label.clone(),
        all: token.only.is_none(),
        permissions: token.only.iter().flat_map(|only| only.0.iter().map(words)).collect(),
        expires: token.expires,
        last_used: token.last_used,
        state: match (token.revoked_at, token.is_valid_on(today)) {
            (Some(_), _) => "revoked",
            (None, true) => "valid",
            (None, false) => "expired",
        },
    };
    tokens.iter().map(row).collect()
}
