//! Nothing typed is lost: what becomes of a form that was sent, whatever the answer.
//!
//! Taken: what was kept of it while it was typed may go. Overtaken by somebody else: the page of the form is asked for
//! anew and shows both versions, field by field. Any other problem, an ended session among them: the page that says so
//! gives back what was typed. All of it is done here, for every slice's forms alike.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use store::System;

use crate::desk::{BothShown, Overtaken};
use crate::form::LARGEST_BODY;
use crate::{Caller, Form, Problem, Web, upload};

/// What somebody typed into a form that could not be taken: given back, so that nothing is lost.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed(pub(crate) Vec<String>);

/// Tells the browser's script which form was taken, so that it forgets what it keeps of it. It holds a path and nothing
/// that was typed.
const TAKEN_COOKIE: &str = "__Host-soglia-taken";

/// Sees every form of a member through to its end.
pub(crate) async fn forms(State(web): State<Web>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let is_form = request.method() == Method::POST && !path.starts_with("/api/");
    let caller = request.extensions().get::<Arc<Caller>>().cloned();
    let Some(caller) = caller.filter(|_| is_form) else { return next.run(request).await };
    let (answer, sent) = if is_plain_form(&request) {
        let (parts, body) = request.into_parts();
        let Ok(bytes) = to_bytes(body, LARGEST_BODY).await else { return Problem::TooLarge.into_response() };
        let answer = next.clone().run(Request::from_parts(parts.clone(), Body::from(bytes.clone()))).await;
        (answer, Some((parts, bytes)))
    } else {
        (next.clone().run(request).await, None)
    };
    if answer.status().is_redirection() {
        return taken(&web, &caller, &path, answer).await;
    }
    match (answer.extensions().get::<Problem>(), sent) {
        (Some(Problem::Stale), Some((parts, bytes))) => both_versions(next, parts, bytes, answer).await,
        (Some(_), Some((parts, bytes))) => with_what_was_typed(answer, pairs(&parts, bytes).await),
        _ => answer,
    }
}

fn is_plain_form(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

async fn pairs(parts: &Parts, bytes: Bytes) -> Vec<(String, String)> {
    let request = Request::from_parts(parts.clone(), Body::from(bytes));
    axum::Form::<Vec<(String, String)>>::from_request(request, &()).await.map(|form| form.0).unwrap_or_default()
}

/// The form is taken: the server forgets its draft, and the browser learns that it may.
async fn taken(web: &Web, caller: &Caller, path: &str, mut answer: Response) -> Response {
    let db = web.store().system(System::SignIn);
    if let Err(error) = web.doorkeeper().form_taken(&db, caller.member, path).await {
        // What was sent is safe; a draft left behind shows itself and can be thrown away.
        tracing::warn!(%error, "the draft of a form that was taken is still there");
    }
    let cookie = format!("{TAKEN_COOKIE}={path}; Path=/; Secure; SameSite=Lax; Max-Age=300");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}

/// The form's own page, asked for anew by the same member: it shows what stands now beside what was typed. Where there
/// is no such page, what was typed is given back with the news.
async fn both_versions(next: Next, mut parts: Parts, bytes: Bytes, answer: Response) -> Response {
    let typed = pairs(&parts, bytes).await;
    parts.method = Method::GET;
    parts.extensions.insert(Overtaken { typed: Arc::new(Form::sent(typed.clone())), faster: None });
    let page = next.run(Request::from_parts(parts, Body::empty())).await;
    if page.extensions().get::<BothShown>().is_some() { page } else { with_what_was_typed(answer, typed) }
}

/// A form sent after the session ended: its values come back on the page that says so.
pub(crate) async fn of_an_ended_session(web: &Web, request: Request) -> Response {
    let pairs = if upload::has_parts(&request) {
        upload::typed(request, web).await
    } else {
        axum::Form::<Vec<(String, String)>>::from_request(request, web).await.map(|form| form.0).unwrap_or_default()
    };
    with_what_was_typed(Problem::SignInFirst.into_response(), pairs)
}

fn with_what_was_typed(mut answer: Response, mut pairs: Vec<(String, String)>) -> Response {
    const OURS: [&str; 4] = ["csrf", "version", "next", "base"];
    // Ids stand behind what was chosen, nobody typed them; a password is not written onto a page.
    pairs.retain(|(name, value)| {
        let is_ours = OURS.contains(&name.as_str()) || name.starts_with("take.") || name.ends_with("-seen");
        let is_id = value.parse::<kernel::EntryId>().is_ok();
        !is_ours && !is_id && !name.contains("password") && !value.trim().is_empty()
    });
    answer.extensions_mut().insert(Typed(pairs.into_iter().map(|(_, value)| value).collect()));
    answer
}
