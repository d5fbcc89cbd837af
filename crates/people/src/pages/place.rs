//! Where something new is put: said in full, or by what the caller's roles leave no choice about.

use axum::Extension;
use kernel::{OrganisationId, ProgrammeCode, TerritoryCode};
use network::store::organisations::Organisation;
use programmes::catalogue::Catalogue;
use std::sync::Arc;
use store::{Db, Scope, Stored};
use web::field::{Field, Kind};
use web::{FieldError, Form};

use crate::store::households::Place;

/// The fields that name a place.
pub(crate) const PLACE: &[Field] = &[
    Field::new("programme", Kind::Code, "The programme; may be left out by who works in one only."),
    Field::new("organisation", Kind::Id, "The organisation; may be left out by who works for one only."),
    Field::new("territory", Kind::Code, "The territory; may be left out by who works in one only."),
];

/// The one value that all scopes name.
fn only<T: PartialEq + Clone>(scopes: &[Scope], of: fn(&Scope) -> Option<&T>) -> Option<T> {
    let first = of(scopes.first()?)?;
    scopes.iter().all(|scope| of(scope) == Some(first)).then(|| first.clone())
}

/// The place that a checked form names; what is wrong with it is noted in the form.
pub(crate) async fn place_asked(
    db: &Db,
    catalogue: &Extension<Arc<Catalogue>>,
    form: &mut Form,
) -> Stored<Option<Place>> {
    let scopes = db.reach().scopes();
    let programme: Option<ProgrammeCode> =
        form.value("programme").or_else(|| only(scopes, |scope| scope.programme.as_ref()));
    let organisation: Option<OrganisationId> =
        form.value("organisation").or_else(|| only(scopes, |scope| scope.organisation.as_ref()));
    let territory: Option<TerritoryCode> =
        form.value("territory").or_else(|| only(scopes, |scope| scope.territory.as_ref()));
    let named = [
        ("programme", programme.is_some()),
        ("organisation", organisation.is_some()),
        ("territory", territory.is_some()),
    ];
    for (field, _) in named.iter().filter(|(_, there)| !there) {
        form.fail(FieldError::new(field, "required"));
    }
    let (Some(programme), Some(organisation), Some(territory)) = (programme, organisation, territory) else {
        return Ok(None);
    };
    let known = catalogue.get(&programme);
    if known.is_none() {
        form.fail(FieldError::new("programme", "unknown-choice"));
    }
    if known.is_some_and(|programme| !programme.territories.iter().any(|one| one.code == territory)) {
        form.fail(FieldError::new("territory", "unknown-choice"));
    }
    if db.rows::<Organisation>().id(organisation).first().await?.is_none() {
        form.fail(FieldError::new("organisation", "unknown-choice"));
    }
    if !db.reach().covers(&programme, organisation, &territory) {
        form.fail(FieldError::new("programme", "out-of-reach"));
    }
    Ok(form.errors().is_empty().then_some(Place { programme, organisation, territory }))
}
