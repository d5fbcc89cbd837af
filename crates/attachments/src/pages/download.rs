//! An attachment goes out: as a file to be saved, of a type that we say, into a sandbox if a browser opens it all the
//! same. Never inside a page.

use axum::Extension;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use store::Db;
use web::{Answer, Id, May, Problem};

use crate::permissions::{ViewAttachments, ViewHealthAttachments};
use crate::safe::Safe;
use crate::store::attachments::{AnyHeld, Attachment, AttachmentId};
use crate::store::contents;

/// A browser that opens the file after all may do nothing with it.
const SANDBOX: &str = "sandbox; default-src 'none'; frame-ancestors 'none'";

/// One attachment as a file. The journal says who took it.
///
/// # Errors
/// When there is none within reach, it is gone, or the installation's key is missing.
pub async fn send(may: May<ViewAttachments>, Id(id): Id<AttachmentId>, Extension(safe): Extension<Safe>) -> Answer {
    // Out of reach must read as not there, whatever else is wrong with the installation.
    let (db, row) = found(&may, id).await?;
    let bytes = contents::opened(&db, safe.key()?, &row).await?;
    Ok(file(&row, bytes))
}

/// The attachment, and the handle of the permission through which it is seen.
async fn found(may: &May<ViewAttachments>, id: AttachmentId) -> Result<(Db, Attachment), Problem> {
    let health = may.also::<ViewHealthAttachments>();
    Ok(match AnyHeld::find(&may.db, &health, id).await? {
        held @ AnyHeld::Plain(_) => (may.db.clone(), held.row()),
        held @ AnyHeld::Health(_) => (health, held.row()),
    })
}

fn file(row: &Attachment, bytes: Vec<u8>) -> Response {
    let fixed: [(HeaderName, HeaderValue); 5] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(row.media.content_type())),
        (header::CONTENT_DISPOSITION, disposition(&row.name, row.media.ending())),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX)),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    ];
    (fixed, bytes).into_response()
}

/// A file to be saved under a name (RFC 6266): in plain letters for old programs, in full for all others.
fn disposition(name: &str, ending: &str) -> HeaderValue {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || " .-_".contains(c) { c } else { '_' }).collect();
    let full: String = name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{full}"))
        .or_else(|_| HeaderValue::from_str(&format!("attachment; filename=\"documento.{ending}\"")))
        .unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_cannot_leave_its_place_in_the_head() {
        let said = |name: &str| disposition(name, "pdf").to_str().unwrap().to_owned();
        assert_eq!(said("permesso.pdf"), "attachment; filename=\"permesso.pdf\"; filename*=UTF-8''permesso.pdf");
        assert_eq!(
            said("a\"; b\r\nX: \u{e0}.pdf"),
            "attachment; filename=\"a__ b__X_ _.pdf\"; filename*=UTF-8''a%22%3B%20b%0D%0AX%3A%20%C3%A0.pdf"
        );
    }
}
