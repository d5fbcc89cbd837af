//! Style sheet, fonts, pictures and the little script there is, built from npm packages into `assets/dist`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::{Answer, Problem};

#[derive(RustEmbed)]
#[folder = "../../assets/dist/"]
#[allow_missing = true]
struct Assets;

/// The bytes of an asset.
#[must_use]
pub fn read(name: &str) -> Option<Cow<'static, [u8]>> {
    Assets::get(name).map(|file| file.data)
}

/// The links of the assets that every page names, each with the hash of what it holds.
pub(crate) fn links() -> BTreeMap<&'static str, String> {
    let named = [("css", "soglia.css"), ("js", "soglia.js"), ("icons", "icons.svg"), ("favicon", "favicon.svg")];
    let link = |file: &str| {
        let digest = Sha256::digest(read(file).unwrap_or_default());
        let hash: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        format!("/assets/{file}?v={hash}")
    };
    named.into_iter().map(|(name, file)| (name, link(file))).collect()
}

/// Serves one asset, for a year: its link changes when it changes.
pub(crate) async fn serve(Path(name): Path<String>) -> Answer {
    let bytes = read(&name).ok_or(Problem::NotFound)?;
    let kind = match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => return Err(Problem::NotFound),
    };
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, bytes.into_owned()).into_response())
}
