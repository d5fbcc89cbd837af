//! The pages of this slice: sign-in, one's own account, members and their roles.

pub(crate) mod account;
pub(crate) mod circles;
pub(crate) mod drafts;
pub(crate) mod grants;
pub(crate) mod members;
pub(crate) mod sign_in;
pub(crate) mod tokens;

use std::str::FromStr;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use web::{Desk, Problem, Web};

/// Two ids in the path. What is no id is not found, like an id that names nothing.
pub(crate) struct Ids<A, B>(pub(crate) A, pub(crate) B);

impl<A: FromStr + Send, B: FromStr + Send> FromRequestParts<Web> for Ids<A, B> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        let Path((one, other)) =
            Path::<(String, String)>::from_request_parts(parts, web).await.map_err(|_| Problem::NotFound)?;
        match (one.parse(), other.parse()) {
            (Ok(one), Ok(other)) => Ok(Self(one, other)),
            _ => Err(Problem::NotFound),
        }
    }
}

/// One choice of a select or a set of boxes.
#[derive(Debug, Clone, serde::Serialize)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
}

impl Choice {
    pub(crate) fn new(value: impl ToString, label: impl Into<String>) -> Self {
        Self { value: value.to_string(), label: label.into() }
    }
}

/// The words of a role.
pub(crate) fn role_words(desk: &Desk, role: kernel::Role) -> String {
    desk.say(&format!("role-{role}"))
}
