//! The JSON API's common part: bodies, lists, what a route says of itself in the OpenAPI document.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kernel::schema::{RefOr, Schema, ToSchema};
use serde::Serialize;
use store::Page;

use crate::field::Field;
use crate::{Answer, Desk, Filters, Form, Problem, Web};

/// A JSON body, read as a form: the same fields, the same checks, the same errors as on the page.
pub struct Sent(pub Form);

impl FromRequest<Web> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Problem> {
        let bytes = Bytes::from_request(request, web).await.map_err(|_| Problem::TooLarge)?;
        if bytes.is_empty() {
            return Ok(Self(Form::blank()));
        }
        let json: serde_json::Value = serde_json::from_slice(&bytes).map_err(|_| Problem::BadRequest("not-json"))?;
        Form::of_json(&json).map(Self)
    }
}

/// A list: never a bare array.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct List<T> {
    /// The rows of this page.
    pub items: Vec<T>,
    /// How many there are in all, within the caller's reach.
    pub total: u64,
    /// The address of the next page, if there is one.
    pub next: Option<String>,
}

/// Answers 200 with a body.
///
/// # Errors
/// Never.
pub fn given(body: impl Serialize) -> Answer {
    Ok(Json(body).into_response())
}

/// Answers 201 with a body and the address of what was made.
///
/// # Errors
/// Never.
pub fn created(place: &str, body: impl Serialize) -> Answer {
    Ok((StatusCode::CREATED, [("location", place.to_owned())], Json(body)).into_response())
}

/// Answers 200 with one page of a list.
///
/// # Errors
/// Never.
pub fn listed<T: Serialize>(desk: &Desk, filters: &Filters, page: Page<T>) -> Answer {
    let next = page.next().map(|number| format!("{}?{}", desk.path(), filters.query_with("page", &number.to_string())));
    given(List { items: page.items, total: page.total, next })
}

/// Answers 200 with a list that has only one page.
///
/// # Errors
/// Never.
pub fn all<T: Serialize>(items: Vec<T>) -> Answer {
    let total = items.len() as u64;
    given(List { items, total, next: None })
}

/// A schema with those it names.
pub type NamedSchema = (String, RefOr<Schema>);

/// Tells the schema of an answer, and of what it names.
type TellsSchema = fn() -> (RefOr<Schema>, Vec<NamedSchema>);

/// What a route of the API says of itself.
#[derive(Clone)]
pub struct ApiCard {
    /// One sentence.
    pub says: &'static str,
    /// The fields of the query.
    pub query: &'static [Field],
    /// Whether it understands `page` and `page-size`.
    pub paged: bool,
    /// The fields of the body.
    pub takes: &'static [Field],
    /// How many bytes the file may have that comes with the fields, if one does.
    pub file: Option<usize>,
    /// Whether it answers with a file.
    pub gives_file: bool,
    /// The status when all goes well.
    pub status: u16,
    pub(crate) gives: Option<TellsSchema>,
}

impl ApiCard {
    /// A route that says this of itself and answers 200.
    #[must_use]
    pub const fn new(says: &'static str) -> Self {
        Self { says, query: &[], paged: false, takes: &[], file: None, gives_file: false, status: 200, gives: None }
    }

    /// It understands these fields in the query.
    #[must_use]
    pub const fn asks(mut self, query: &'static [Field]) -> Self {
        self.query = query;
        self
    }

    /// It takes these fields in the body.
    #[must_use]
    pub const fn takes(mut self, fields: &'static [Field]) -> Self {
        self.takes = fields;
        self
    }

    /// It takes a file of at most so many bytes, named `file`, as `multipart/form-data` with the fields.
    #[must_use]
    pub const fn takes_file(mut self, most: usize) -> Self {
        self.file = Some(most);
        self
    }

    /// It answers with a file.
    #[must_use]
    pub const fn gives_file(mut self) -> Self {
        self.gives_file = true;
        self
    }

    /// It answers with one of these.
    #[must_use]
    pub fn gives<T: ToSchema>(mut self) -> Self {
        self.gives = Some(|| {
            let mut named = Vec::new();
            T::schemas(&mut named);
            (T::schema(), named)
        });
        self
    }

    /// It makes something new: 201.
    #[must_use]
    pub fn makes<T: ToSchema>(self) -> Self {
        Self { status: 201, ..self.gives::<T>() }
    }

    /// It answers with a list of these, in pages.
    #[must_use]
    pub fn lists<T: ToSchema>(self) -> Self {
        Self { paged: true, ..self.gives::<List<T>>() }
    }

    /// It answers with a list of these, in one piece.
    #[must_use]
    pub fn lists_all<T: ToSchema>(self) -> Self {
        self.gives::<List<T>>()
    }
}
