//! Ordinary services activated: which, by whom, when.

use std::sync::Arc;

use axum::Extension;
use kernel::{Day, PathwayId};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use serde_json::json;
use web::field::{Field, Kind};
use web::{Answer, Flash, Form, Id, May, Posted, Problem, words_of};

use super::acted::told;
use super::frame::{choices, frame};
use crate::permissions::{EditPlans, ViewPathways};
use crate::rules::service::ServiceKind;
use crate::store::pathways::{self, Pathway};
use crate::store::services::{self, ActivatedService, ServiceId, ServiceSaid};

/// What an activated service holds.
pub const SERVICE: &[Field] = &[
    Field::new("kind", Kind::Word(words_of!(ServiceKind)), "Which.").required(),
    Field::new("activated-by", Kind::Text(120), "Who activated it: the worker, the person, an office."),
    Field::new("provider", Kind::Text(200), "Who provides it."),
    Field::new("activated-on", Kind::Day, "When.").required(),
];

/// An activated service.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ServiceOut {
    /// Its id.
    pub id: ServiceId,
    /// Which.
    pub kind: ServiceKind,
    /// Who activated it.
    pub activated_by: Option<String>,
    /// Who provides it.
    pub provider: Option<String>,
    /// When.
    pub activated_on: Day,
}

/// A service as it is read; without words that may name people where only pseudonyms may be seen.
#[must_use]
pub fn shown(service: &ActivatedService, words: bool) -> ServiceOut {
    ServiceOut {
        id: service.id,
        kind: service.kind,
        activated_by: service.activated_by.clone().filter(|_| words),
        provider: service.provider.clone().filter(|_| words),
        activated_on: service.activated_on,
    }
}

/// Reads a checked form.
pub(crate) fn said(form: &Form) -> Option<ServiceSaid> {
    Some(ServiceSaid {
        kind: form.word("kind", ServiceKind::from_word)?,
        activated_by: form.text("activated-by"),
        provider: form.text("provider"),
        activated_on: form.value("activated-on")?,
    })
}

/// The services of a pathway.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn index(
    may: May<ViewPathways>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    let form = Form::blank().with("activated-on", may.db.today());
    services_page(&may, &catalogue, &pathway, &form).await
}

/// Writes down that a service was activated.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn create(
    may: May<EditPlans>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
    Posted(mut form): Posted,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    if form.check(SERVICE)
        && let Some(said) = said(&form)
    {
        let acted = services::activate(&may.db, &pathway, said).await;
        if told(&mut form, acted)?.is_some() {
            return may.see_done(&format!("/pathways/{id}#services"), Flash("service-activated"));
        }
    }
    services_page(&may, &catalogue, &pathway, &form).await
}

async fn services_page<P>(may: &May<P>, catalogue: &Catalogue, pathway: &Pathway, form: &Form) -> Answer {
    let frame = frame(may, catalogue, pathway).await?;
    let services = services::of(&may.db, pathway.id).await?;
    let services: Vec<ServiceOut> = services.iter().map(|service| shown(service, frame.words)).collect();
    let context =
        json!({ "pathway": frame, "services": services, "kinds": choices(may, "service-kind-", ServiceKind::ALL) });
    may.form("pathways/services.html", form, context)
}

/// Takes back a service written down by mistake.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; the refusal.
pub async fn remove(may: May<EditPlans>, Id(id): Id<ServiceId>, Posted(_): Posted) -> Answer {
    let held = may.db.held::<ActivatedService>(id).await?;
    let pathway = pathways::one(&may.db, held.pathway_id).await?;
    services::remove(&may.db, &pathway, &held).await.map_err(Problem::from)?;
    may.see_done(&format!("/pathways/{}/services", pathway.id), Flash("service-removed"))
}

/// Where the form of a removal leads back to.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn back(may: May<ViewPathways>, Id(id): Id<ServiceId>) -> Answer {
    let service = may.db.held::<ActivatedService>(id).await?;
    may.see(&format!("/pathways/{}/services", service.pathway_id))
}
