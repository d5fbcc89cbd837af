//! What a handler answers when it does not do what was asked: one type, told as a page or as
//! `application/problem+json` (RFC 9457).

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use store::StoreError;

use crate::FieldError;

/// What every handler returns.
pub type Answer = Result<Response, Problem>;

/// An expected no of a slice's rules: which field, and a code whose words stand in the texts.
pub trait Refusal {
    /// The field it concerns; empty when it concerns the whole.
    fn field(&self) -> &'static str;
    /// The code: `error-CODE` is the text's key.
    fn code(&self) -> &'static str;
}

/// Why a request is not done.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// Nobody signed in.
    SignInFirst,
    /// Signed in, but no grant allows this anywhere.
    Forbidden,
    /// There is no such thing, or none within reach: the two read alike.
    NotFound,
    /// The request cannot be read: with a code that says why.
    BadRequest(&'static str),
    /// A form that was not made by our own page, or by one of an ended session.
    ForgedForm,
    /// Somebody changed it in the meantime.
    Stale,
    /// It conflicts with what is there: with a code.
    Conflict(&'static str),
    /// Fields are wrong: each with its place and code.
    Invalid(Vec<FieldError>),
    /// Too many tries; wait so many seconds.
    TooMany(u64),
    /// Too large to take.
    TooLarge,
    /// The method is not offered here.
    WrongMethod,
    /// A part of the installation is missing that its administrator must put right: with a code that says which.
    Unavailable(&'static str),
    /// Something broke on our side; the details are in the log.
    Broken,
}

impl Problem {
    /// A problem of one field.
    #[must_use]
    pub fn refused(refusal: &impl Refusal) -> Self {
        Self::Invalid(vec![FieldError::new(refusal.field(), refusal.code())])
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::SignInFirst => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::ForgedForm => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Stale | Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stem of its texts: `problem-STEM-title`, `problem-STEM-text`.
    #[must_use]
    pub fn stem(&self) -> &'static str {
        match self {
            Self::SignInFirst => "sign-in-first",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::BadRequest(_) => "bad-request",
            Self::ForgedForm => "forged-form",
            Self::Stale => "stale",
            Self::Conflict(_) => "conflict",
            Self::Invalid(_) => "invalid",
            Self::TooMany(_) => "too-many",
            Self::TooLarge => "too-large",
            Self::WrongMethod => "wrong-method",
            Self::Unavailable(_) => "unavailable",
            Self::Broken => "broken",
        }
    }

    /// The code that says more, where there is one.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        match self {
            Self::BadRequest(code) | Self::Conflict(code) | Self::Unavailable(code) => Some(code),
            _ => None,
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Stale => Self::Stale,
            StoreError::Taken(what) => {
                tracing::info!(what, "a uniqueness was refused");
                Self::Conflict("taken")
            }
            broken => {
                tracing::error!(error = %broken, "the store failed");
                Self::Broken
            }
        }
    }
}

/// Travels as an extension; `module::tell_problems` writes the body in the caller's language and format.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
