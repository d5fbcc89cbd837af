//! Names of organisations, programmes and territories, for the forms of `accounts`.

use std::collections::BTreeMap;
use std::sync::Arc;

use accounts::Directory;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::{OrganisationId, ProgrammeCode, TerritoryCode};
use programmes::catalogue::Catalogue;
use store::{Store, System};
use web::Problem;

struct Names {
    organisations: Vec<(OrganisationId, String)>,
    catalogue: Arc<Catalogue>,
}

impl Directory for Names {
    fn organisations(&self) -> Vec<(OrganisationId, String)> {
        self.organisations.clone()
    }

    fn programmes(&self) -> Vec<(ProgrammeCode, String)> {
        self.catalogue.all().map(|programme| (programme.code.clone(), programme.name.clone())).collect()
    }

    fn territories(&self) -> Vec<(TerritoryCode, String)> {
        let all = self.catalogue.all().flat_map(|programme| &programme.territories);
        let named: BTreeMap<_, _> = all.map(|territory| (territory.name.clone(), territory.code.clone())).collect();
        named.into_iter().map(|(name, code)| (code, name)).collect()
    }
}

/// Lays the names on the requests that choose where a role is held.
pub(crate) async fn lay_names(
    State((store, catalogue)): State<(Store, Arc<Catalogue>)>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    if path.starts_with("/members") || path.starts_with("/account") {
        let db = store.system(System::Catalogue);
        let mut organisations: Vec<_> = match network::store::organisations::names(&db).await {
            Ok(names) => names.into_iter().collect(),
            Err(error) => return Problem::from(error).into_response(),
        };
        organisations.sort_by(|(_, one), (_, other)| one.cmp(other));
        let names: Arc<dyn Directory> = Arc::new(Names { organisations, catalogue });
        request.extensions_mut().insert(names);
    }
    next.run(request).await
}
