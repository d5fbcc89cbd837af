//! One's own account: name, language, password, API tokens.

use axum::extract::State;
use serde_json::json;
use web::{Answer, Field, Flash, Form, Kind, Language, May, Posted, Problem, SignedIn, Threshold, Web, words_of};

use super::sign_in::csrf_of;
use super::tokens::{permission_choices, token_rows};
use super::{Choice, role_words};
use crate::directory::Names;
use crate::rules::{LONGEST_PASSWORD, PasswordRefusal, checked_password};
use crate::secret;
use crate::store::{Member, Try, change_own, choose_password, held_member, tokens_of, try_password};

/// What a member changes of the own account.
pub(crate) const PROFILE: &[Field] = &[
    Field::new("name", Kind::Text(120), "The name.").required(),
    Field::new("language", Kind::Word(words_of!(Language)), "The language of the pages."),
];

const PASSWORD: &[Field] = &[
    Field::new("current-password", Kind::Text(LONGEST_PASSWORD), "The password of now.").required(),
    Field::new("new-password", Kind::Text(LONGEST_PASSWORD), "The new password.").required(),
    Field::new("repeat-password", Kind::Text(LONGEST_PASSWORD), "The new password once more.").required(),
];

/// Which of the page's three forms came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    Profile,
    Password,
    Token,
}

pub(crate) async fn show(may: May<SignedIn>, State(web): State<Web>, names: Names) -> Answer {
    let member = own(&may).await?;
    page(&may, &web, &names, &member, Which::Profile, &profile(&member)).await
}

pub(crate) async fn update(
    may: May<SignedIn>,
    State(web): State<Web>,
    names: Names,
    Posted(mut form): Posted,
) -> Answer {
    let held = held_member(&may.db, may.caller().member).await?;
    let member = held.clone();
    if !form.check(PROFILE) {
        return page(&may, &web, &names, &member, Which::Profile, &form).await;
    }
    let language = form.word("language", Language::from_word);
    let held = held.at_version(form.version().unwrap_or(-1))?;
    change_own(&may.db, held, form.typed("name"), language).await?;
    // The language's own route also moves the cookie that would otherwise outweigh the choice.
    match language {
        Some(language) => may.see(&format!("/language/{language}?next=/account%3Fdone%3Daccount-saved")),
        None => may.see_done("/account", Flash("account-saved")),
    }
}

pub(crate) async fn password(
    may: May<SignedIn>,
    door: Threshold,
    State(web): State<Web>,
    names: Names,
    Posted(mut form): Posted,
) -> Answer {
    let member = own(&may).await?;
    if form.check(PASSWORD)
        && let Err(refusal) =
            checked_password(form.typed("new-password"), form.typed("repeat-password"), &member.email, &member.name)
    {
        form.refuse(&refusal);
    }
    if form.errors().is_empty() {
        match try_password(&door.db, &member.email, form.typed("current-password")).await? {
            Try::Wait(seconds) => return Err(Problem::TooMany(seconds)),
            Try::Wrong => form.refuse(&PasswordRefusal::WrongCurrent),
            Try::Right(_) => {
                let hash = secret::hashed(form.typed("new-password").to_owned()).await;
                let held = held_member(&may.db, member.id).await?;
                choose_password(&may.db, &door.db, held, hash, csrf_of(may.caller())).await?;
                return may.see_done("/account", Flash("password-changed"));
            }
        }
    }
    page(&may, &web, &names, &member, Which::Password, &form).await
}

pub(crate) async fn own(may: &May<SignedIn>) -> Result<Member, Problem> {
    Ok(held_member(&may.db, may.caller().member).await?.clone())
}

fn profile(member: &Member) -> Form {
    Form::blank()
        .with("name", &member.name)
        .with_some("language", member.language.as_ref())
        .with("version", member.version)
}

/// The page, with one of its forms as it came back.
pub(crate) async fn page(
    may: &May<SignedIn>,
    web: &Web,
    names: &Names,
    member: &Member,
    which: Which,
    form: &Form,
) -> Answer {
    let tokens = tokens_of(&may.db, member.id).await?;
    let grants: Vec<_> = may
        .caller()
        .grants
        .iter()
        .map(|grant| json!({ "role": role_words(may, grant.role), "place": names.place(may, &grant.scope) }))
        .collect();
    let languages: Vec<Choice> = Language::ALL.iter().map(|one| Choice::new(one, one.name())).collect();
    let context = json!({
        "which": match which { Which::Profile => "profile", Which::Password => "password", Which::Token => "token" },
        "member": { "name": member.name, "email": member.email, "given": member.password_given.is_some() },
        "profile": {
            "values": { "name": member.name, "language": member.language.clone().unwrap_or_default() },
            "chosen": {}, "errors": [], "version": member.version,
        },
        "grants": grants,
        "languages": languages,
        "permissions": permission_choices(may, web, may.caller()),
        "tokens": token_rows(may, &tokens, may.db.today()),
    });
    may.form("account/show.html", form, context)
}
