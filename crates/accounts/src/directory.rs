//! The names of what stands above this slice, which the program hands in.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use kernel::{OrganisationId, ProgrammeCode, Role, TerritoryCode};
use serde::Serialize;
use store::Scope;
use web::Desk;

/// Names of organisations, programmes and territories, for choosing where a role is held. The program lays it on the
/// router as `Extension<Arc<dyn Directory>>`; without one, grants show codes and ids.
pub trait Directory: Send + Sync {
    /// Organisations, by name.
    fn organisations(&self) -> Vec<(OrganisationId, String)>;
    /// Programmes, by name.
    fn programmes(&self) -> Vec<(ProgrammeCode, String)>;
    /// Territories, by name.
    fn territories(&self) -> Vec<(TerritoryCode, String)>;
}

/// A sign-in of the demonstration.
#[derive(Debug, Clone, Serialize)]
pub struct SampleSignIn {
    /// The role that it shows.
    pub role: Role,
    /// The e-mail.
    pub email: String,
    /// The password.
    pub password: String,
    /// The invented member's name.
    pub name: String,
}

/// The demonstration's sign-ins, shown on its sign-in page; the program lays them on the router as an `Extension`, for
/// a demo database alone.
#[derive(Debug, Clone, Default)]
pub struct SampleSignIns(pub Arc<Vec<SampleSignIn>>);

/// The directory as a handler takes it: empty when the program brought none.
pub(crate) struct Names {
    pub(crate) organisations: Vec<(OrganisationId, String)>,
    pub(crate) programmes: Vec<(ProgrammeCode, String)>,
    pub(crate) territories: Vec<(TerritoryCode, String)>,
}

impl<S: Send + Sync> FromRequestParts<S> for Names {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(match parts.extensions.get::<Arc<dyn Directory>>() {
            Some(directory) => Self {
                organisations: directory.organisations(),
                programmes: directory.programmes(),
                territories: directory.territories(),
            },
            None => Self { organisations: Vec::new(), programmes: Vec::new(), territories: Vec::new() },
        })
    }
}

impl Names {
    /// Where a role is held, in words; everywhere, when nothing restricts it.
    pub(crate) fn place(&self, desk: &Desk, scope: &Scope) -> String {
        let parts = [
            scope.programme.as_ref().map(|code| self.programme(code)),
            scope.organisation.map(|id| self.organisation(id)),
            scope.territory.as_ref().map(|code| self.territory(code)),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { desk.say("grant-everywhere") } else { parts.join(" · ") }
    }

    pub(crate) fn organisation(&self, id: OrganisationId) -> String {
        let found = self.organisations.iter().find(|(known, _)| *known == id);
        found.map_or_else(|| id.to_string(), |(_, name)| name.clone())
    }

    pub(crate) fn programme(&self, code: &ProgrammeCode) -> String {
        let found = self.programmes.iter().find(|(known, _)| known == code);
        found.map_or_else(|| code.to_string(), |(_, name)| name.clone())
    }

    pub(crate) fn territory(&self, code: &TerritoryCode) -> String {
        let found = self.territories.iter().find(|(known, _)| known == code);
        found.map_or_else(|| code.to_string(), |(_, name)| name.clone())
    }
}
