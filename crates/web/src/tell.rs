//! Tells problems: as a page to people, as `application/problem+json` (RFC 9457) to programs.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::json;

use crate::desk::{Desk, is_own_path};
use crate::kept::Typed;
use crate::{Problem, Web};

/// Gives every problem its body, in the caller's language and format.
pub(crate) async fn problems(State(web): State<Web>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let visitor = Desk::of(&web, &parts);
    let came_from = own_referrer(&parts.headers);
    let response = next.run(Request::from_parts(parts, body)).await;
    // Whoever was recognised on the way in is greeted by name on the way out.
    let desk = response.extensions().get::<Desk>().cloned().unwrap_or(visitor);
    let Some(problem) = response.extensions().get::<Problem>().cloned() else {
        return plain_refusals(response, &desk);
    };
    let mut told = if desk.path().starts_with("/api/") {
        as_json(&desk, &problem)
    } else {
        let typed = response.extensions().get::<Typed>().cloned().unwrap_or_default();
        as_page(&desk, &problem, &typed, came_from.as_deref())
    };
    if let Problem::TooMany(seconds) = problem {
        told.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if problem == Problem::SignInFirst && desk.path().starts_with("/api/") {
        told.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    for (name, value) in response.headers() {
        if name == header::SET_COOKIE || name == header::ALLOW {
            told.headers_mut().append(name.clone(), value.clone());
        }
    }
    told
}

/// What the layers around the handlers refuse by status alone.
fn plain_refusals(response: Response, desk: &Desk) -> Response {
    let problem = match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        StatusCode::SERVICE_UNAVAILABLE => Problem::Broken,
        _ => return response,
    };
    if desk.path().starts_with("/api/") {
        as_json(desk, &problem)
    } else {
        as_page(desk, &problem, &Typed::default(), None)
    }
}

fn title(desk: &Desk, problem: &Problem) -> String {
    desk.say(&format!("problem-{}-title", problem.stem()))
}

/// The explanation; with the code's own words where it has some.
fn explanation(desk: &Desk, problem: &Problem) -> String {
    if let Some(code) = problem.code() {
        return desk.say(&format!("error-{code}"));
    }
    let seconds = match problem {
        Problem::TooMany(seconds) => *seconds,
        _ => 0,
    };
    desk.say_with(&format!("problem-{}-text", problem.stem()), &[("seconds", seconds.into())])
}

fn as_json(desk: &Desk, problem: &Problem) -> Response {
    let mut body = json!({
        "type": format!("urn:soglia:problem:{}", problem.stem()),
        "title": title(desk, problem),
        "status": problem.status().as_u16(),
        "detail": explanation(desk, problem),
    });
    if let Some(code) = problem.code() {
        body["code"] = json!(code);
    }
    if let Problem::Invalid(errors) = problem {
        let told = errors.iter().map(|error| {
            json!({ "field": error.field, "code": error.code, "detail": desk.explain(error), "args": error.args })
        });
        body["errors"] = told.collect();
    }
    let kind = [(header::CONTENT_TYPE, "application/problem+json")];
    (problem.status(), kind, Json(body).into_response().into_body()).into_response()
}

/// The path of our own page from which a request came.
fn own_referrer(headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let (_, place) = text(header::REFERER)?.split_once("://")?;
    let path = place.strip_prefix(text(header::HOST)?)?;
    is_own_path(path).then(|| path.to_owned())
}

/// The sign-in that leads back to a path.
fn sign_in_for(next: &str) -> String {
    let next = next.replace('%', "%25").replace('?', "%3F").replace('&', "%26").replace('#', "%23");
    format!("/sign-in?next={next}")
}

fn as_page(desk: &Desk, problem: &Problem, typed: &Typed, came_from: Option<&str>) -> Response {
    if *problem == Problem::SignInFirst && typed.0.is_empty() {
        let next =
            if desk.query().is_empty() { desk.path().to_owned() } else { format!("{}?{}", desk.path(), desk.query()) };
        return Redirect::to(&sign_in_for(&next)).into_response();
    }
    let mut text = explanation(desk, problem);
    if let Problem::Invalid(errors) = problem {
        let told: Vec<String> = errors.iter().map(|error| desk.explain(error)).collect();
        text = told.join(" ");
    }
    let back = match problem {
        // Whoever signs in anew comes back to the form, which its draft fills in.
        Problem::SignInFirst => Some((sign_in_for(came_from.unwrap_or("/")), desk.say("web-sign-in"))),
        Problem::Stale | Problem::Conflict(_) | Problem::Invalid(_) | Problem::ForgedForm | Problem::BadRequest(_) => {
            Some((desk.path().to_owned(), desk.say("problem-back")))
        }
        _ => None,
    };
    let told = json!({
        "status": problem.status().as_u16(),
        "title": title(desk, problem),
        "text": text,
        "back": back.as_ref().map(|(href, _)| href),
        "back_label": back.as_ref().map(|(_, label)| label),
        "typed": typed.0,
        "reference": null,
    });
    let page = desk.page("problem.html", json!({ "problem": told }));
    match page {
        Ok(mut page) => {
            *page.status_mut() = problem.status();
            page
        }
        Err(_) => (problem.status(), title(desk, problem)).into_response(),
    }
}
