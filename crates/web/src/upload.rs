//! Forms with a file: the fields as in any form, and at most one file, read within the limit of its route.
//!
//! A file that is too large is read past and not kept, so that the form comes back with what was typed and says the
//! limit; only what exceeds the limit several times is refused unread. The file is held in memory: a route names a
//! limit that a server can hold a few times over.

use axum::extract::multipart::{Field as Part, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;

use crate::api::Sent;
use crate::form::{LARGEST_BODY, expected_token, proved};
use crate::{FieldError, Form, Posted, Problem, Web};

/// How large the file of this route may be, in bytes: laid on the request where the route is declared.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LargestFile(pub(crate) usize);

impl LargestFile {
    /// How much of a request is read at all.
    pub(crate) fn largest_body(self) -> usize {
        self.0.saturating_mul(4).saturating_add(LARGEST_BODY)
    }
}

/// A file as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentFile {
    /// Its name, without folders and without characters that cannot be seen.
    pub name: String,
    /// What it holds, which may be anything.
    pub bytes: Vec<u8>,
}

#[derive(Debug, PartialEq, Eq)]
enum Sending {
    Nothing,
    Whole { field: String, file: SentFile },
    TooLarge { most: usize },
    TooMany,
}

/// A form with a file, proved to come from a page of this very session; under `/api/` the same, from a program.
///
/// A body of another kind is read as a form or as JSON without a file: that the file is missing is then told like any
/// other missing field.
pub struct Uploaded {
    /// The fields.
    pub form: Form,
    sending: Sending,
}

impl Uploaded {
    /// The file of a field; when there is none, or it cannot be taken, the form is told why.
    pub fn file(&mut self, field: &str) -> Option<SentFile> {
        let why = match std::mem::replace(&mut self.sending, Sending::Nothing) {
            Sending::Whole { field: found, .. } if found != field => FieldError::new(&found, "unknown-field"),
            Sending::Whole { file, .. } if file.bytes.is_empty() => FieldError::new(field, "file-empty"),
            Sending::Whole { file, .. } => return Some(file),
            Sending::Nothing => FieldError::new(field, "file-missing"),
            Sending::TooLarge { most } => FieldError::new(field, "file-too-large").with("most", most >> 20),
            Sending::TooMany => FieldError::new(field, "one-file"),
        };
        self.form.fail(why);
        None
    }
}

impl FromRequest<Web> for Uploaded {
    type Rejection = Problem;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Problem> {
        if !has_parts(&request) {
            let form = if request.uri().path().starts_with("/api/") {
                Sent::from_request(request, web).await?.0
            } else {
                Posted::from_request(request, web).await?.0
            };
            return Ok(Self { form, sending: Sending::Nothing });
        }
        let expected = expected_token(&request);
        let most = request.extensions().get::<LargestFile>().map_or(LARGEST_BODY, |most| most.0);
        let parts = Multipart::from_request(request, web).await.map_err(|_| Problem::BadRequest("not-a-form"))?;
        let (pairs, sending) = read(parts, most).await?;
        Ok(Self { form: proved(Form::sent(pairs), expected)?, sending })
    }
}

/// Whether a form was sent as one that may hold a file.
pub(crate) fn has_parts(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data"))
}

/// The fields that stand before the file: what can be given back of a form that is not taken.
pub(crate) async fn typed(request: Request, web: &Web) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let Ok(mut parts) = Multipart::from_request(request, web).await else { return pairs };
    while let Ok(Some(mut part)) = parts.next_field().await {
        if part.file_name().is_some() {
            break;
        }
        let name = part.name().unwrap_or_default().to_owned();
        let Ok(Some(bytes)) = whole(&mut part, LARGEST_BODY).await else { break };
        pairs.push((name, String::from_utf8_lossy(&bytes).into_owned()));
    }
    pairs
}

async fn read(mut parts: Multipart, most: usize) -> Result<(Vec<(String, String)>, Sending), Problem> {
    let mut pairs = Vec::new();
    let mut sending = Sending::Nothing;
    let mut room = LARGEST_BODY;
    while let Some(mut part) = parts.next_field().await.map_err(unreadable)? {
        let field = part.name().unwrap_or_default().to_owned();
        let Some(name) = part.file_name().map(plain_name) else {
            let bytes = whole(&mut part, room).await?.ok_or(Problem::TooLarge)?;
            room -= bytes.len();
            pairs.push((field, String::from_utf8_lossy(&bytes).into_owned()));
            continue;
        };
        let bytes = whole(&mut part, most).await?;
        // A file field that was left alone is sent without name and content.
        let left_alone = name.is_empty() && bytes.as_ref().is_some_and(Vec::is_empty);
        sending = match (sending, bytes) {
            (before, _) if left_alone => before,
            (Sending::Nothing, Some(bytes)) => Sending::Whole { field, file: SentFile { name, bytes } },
            (Sending::Nothing, None) => Sending::TooLarge { most },
            _ => Sending::TooMany,
        };
    }
    Ok((pairs, sending))
}

/// A part, if it is no longer than so many bytes; a longer one is read past.
async fn whole(part: &mut Part<'_>, most: usize) -> Result<Option<Vec<u8>>, Problem> {
    let mut kept = Some(Vec::new());
    while let Some(chunk) = part.chunk().await.map_err(unreadable)? {
        kept = kept.filter(|bytes| bytes.len() + chunk.len() <= most);
        if let Some(bytes) = &mut kept {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(kept)
}

#[expect(clippy::needless_pass_by_value, reason = "what map_err hands over")]
fn unreadable(error: MultipartError) -> Problem {
    if error.status().as_u16() == 413 { Problem::TooLarge } else { Problem::BadRequest("not-a-form") }
}

/// The last part of a path of either kind, without control characters and marks that turn the direction of writing,
/// with which an ending can be disguised; the end of it, when it is very long.
fn plain_name(sent: &str) -> String {
    const MOST: usize = 120;
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let name: String = sent.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|c| !hidden(*c)).collect();
    let name = name.trim();
    name.chars().skip(name.chars().count().saturating_sub(MOST)).collect()
}

#[cfg(test)]
mod tests {
    use super::plain_name;

    #[test]
    fn a_file_s_name_loses_its_folders_and_its_disguises() {
        assert_eq!(plain_name("permesso.pdf"), "permesso.pdf");
        assert_eq!(plain_name("C:\\Users\\anna\\permesso.pdf"), "permesso.pdf");
        assert_eq!(plain_name("../../etc/passwd"), "passwd");
        assert_eq!(plain_name("foto\u{202e}gpj.exe\r\n"), "fotogpj.exe");
        let long = plain_name(&format!("{}.pdf", "à".repeat(500)));
        assert!(long.chars().count() == 120 && long.ends_with(".pdf"), "{long}");
    }
}
