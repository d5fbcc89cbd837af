//! The web's own few routes: assets, language, legal pages, the API's description and its status.

use axum::extract::{Path, State};
use axum::http::Method;
use axum::response::Response;
use serde_json::json;

use crate::api::{self, ApiCard};
use crate::desk::{Visitor, remember_language};
use crate::{Answer, Anyone, Filters, Language, Module, Problem, Routes, Web, assets, openapi};

/// The web's own share of the program.
pub(crate) fn module() -> Module {
    let routes = Routes::new()
        .get(Anyone, "/assets/{name}", assets::serve)
        .get(Anyone, "/language/{code}", language)
        .get(Anyone, "/privacy", |Visitor(desk): Visitor| async move { desk.page("legal/privacy.html", json!({})) })
        .get(Anyone, "/legal", |Visitor(desk): Visitor| async move { desk.page("legal/legal.html", json!({})) })
        .get(Anyone, "/accessibility", |Visitor(desk): Visitor| async move {
            desk.page("legal/accessibility.html", json!({}))
        })
        .api(Anyone, Method::GET, "/status", status, ApiCard::new("Whether the server and its database answer."))
        .api(Anyone, Method::GET, "/api/v1/openapi.json", document, ApiCard::new("This document."));
    Module { routes, template: crate::templates_of!(), texts: crate::texts_of!(), ..Module::new("web") }
}

async fn language(Path(code): Path<String>, Filters(query): Filters) -> Result<Response, Problem> {
    let language = Language::from_word(&code).ok_or(Problem::NotFound)?;
    Ok(remember_language(language, query.typed("next")))
}

async fn status(State(web): State<Web>) -> Answer {
    let database = web.store().version().await?;
    api::given(
        json!({ "status": "ok", "version": web.settings().version, "database": database, "demo": web.settings().demo }),
    )
}

async fn document(State(web): State<Web>) -> Answer {
    api::given(openapi::document(web.cards(), &web.settings().version))
}
