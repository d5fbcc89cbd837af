//! Coming in and going out.

use axum::Extension;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde_json::json;
use web::{
    Answer, Caller, Desk, Field, FieldError, Filters, Form, Kind, May, Posted, Problem, SESSION_COOKIE, SignedIn,
    Threshold, Via, Visitor, is_own_path,
};

use crate::directory::{SampleSignIn, SampleSignIns};
use crate::pages::role_words;
use crate::rules::LONGEST_PASSWORD;
use crate::store::{Try, begin_session, end_session, try_password};

/// The fields of the sign-in form.
const SIGN_IN: &[Field] = &[
    Field::new("email", Kind::Text(320), "The e-mail.").required(),
    Field::new("password", Kind::Text(LONGEST_PASSWORD), "The password.").required(),
];

type Samples = Option<Extension<SampleSignIns>>;

pub(crate) async fn show(Visitor(desk): Visitor, Filters(query): Filters, samples: Samples) -> Answer {
    let next = own_next(query.typed("next"));
    if desk.visitor().is_some() {
        return desk.see(&next);
    }
    page(&desk, &Form::blank().with("next", next), &samples)
}

pub(crate) async fn enter(door: Threshold, samples: Samples, Posted(mut form): Posted) -> Answer {
    let next = own_next(form.typed("next"));
    if !form.check(SIGN_IN) {
        return page(&door.desk, &form, &samples);
    }
    match try_password(&door.db, form.typed("email"), form.typed("password")).await? {
        Try::Wait(seconds) => Err(Problem::TooMany(seconds)),
        Try::Wrong => {
            // The same words, whether nobody has this e-mail, the password is wrong or the access is closed.
            form.fail(FieldError::new("", "sign-in-wrong"));
            page(&door.desk, &form, &samples)
        }
        Try::Right(member) => {
            if let Some(before) = door.desk.visitor() {
                end_session(&door.db, before.member, csrf_of(before)).await?;
            }
            let secret = begin_session(&door.db, member.id).await?;
            // Whoever still has a password that somebody gave comes first to where it is replaced.
            let next = if member.password_given.is_some() { "/account#password" } else { &next };
            with_cookie(door.desk.see(next)?, &format!("{SESSION_COOKIE}={secret}{COOKIE_RULES}"))
        }
    }
}

pub(crate) async fn leave(may: May<SignedIn>, door: Threshold, Posted(_): Posted) -> Answer {
    end_session(&door.db, may.caller().member, csrf_of(may.caller())).await?;
    with_cookie(may.see("/sign-in?done=signed-out")?, &format!("{SESSION_COOKIE}={COOKIE_RULES}; Max-Age=0"))
}

const COOKIE_RULES: &str = "; Path=/; Secure; HttpOnly; SameSite=Lax";

fn with_cookie(mut response: Response, cookie: &str) -> Answer {
    let cookie = HeaderValue::from_str(cookie).map_err(|_| Problem::Broken)?;
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// The token of the caller's forms, by which the session is known; none for an API token.
pub(crate) fn csrf_of(caller: &Caller) -> &str {
    match &caller.via {
        Via::Session { csrf } => csrf,
        Via::Token { .. } => "",
    }
}

/// Where to go after signing in: a path of ours, and not the sign-in itself.
fn own_next(next: &str) -> String {
    let fine = is_own_path(next) && next != "/sign-in" && !next.starts_with("/sign-in?");
    if fine { next.to_owned() } else { "/".to_owned() }
}

fn page(desk: &Desk, form: &Form, samples: &Samples) -> Answer {
    let samples: Vec<_> = match samples {
        Some(Extension(SampleSignIns(samples))) if desk.is_demo() => {
            samples.iter().map(|one| sample(desk, one)).collect()
        }
        _ => Vec::new(),
    };
    desk.form("sign-in/show.html", form, json!({ "next": own_next(form.typed("next")), "samples": samples }))
}

fn sample(desk: &Desk, one: &SampleSignIn) -> serde_json::Value {
    json!({ "role": role_words(desk, one.role), "name": one.name, "email": one.email, "password": one.password })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_nobody_leaves_the_site_or_comes_back_to_the_door() {
        assert_eq!(own_next("/pathways?status=open"), "/pathways?status=open");
        for wrong in ["", "//evil.example", "/\\evil.example", "https://evil.example", "/sign-in", "/sign-in?next=/"] {
            assert_eq!(own_next(wrong), "/", "{wrong}");
        }
    }
}
