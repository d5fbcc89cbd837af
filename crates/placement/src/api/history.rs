//! What happens along an offer, as JSON.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use store::{Db, Held, Stored};
use web::api::{Sent, all, created, given};
use web::{Answer, Id, May, Problem};

use crate::pages::fields::VISIT_DONE;
use crate::pages::history::{
    StepOut, TalkOut, VisitOut, step_done_of, step_of, steps_told, talk_of, talks_told, visit_of, visits_told,
};
use crate::permissions::{EditOffers, PrepareHostFamilies, ViewOfferContacts};
use crate::store::host_steps::{self, HostStep, HostStepId};
use crate::store::offers::{Offer, OfferId};
use crate::store::talks::{self, TalkId};
use crate::store::visits::{self, UpkeepVisit, VisitId};

async fn must_be_there(db: &Db, id: OfferId) -> Stored<()> {
    db.rows::<Offer>().id(id).one().await.map(|_| ())
}

/// The contact history of an offer.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn talks(may: May<ViewOfferContacts>, Id(id): Id<OfferId>) -> Answer {
    must_be_there(&may.db, id).await?;
    all(talks_told(&may.db, id).await?)
}

/// Notes a talk.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when a field is wrong.
pub async fn note_talk(may: May<EditOffers>, Id(id): Id<OfferId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Offer> = may.db.held(id).await?;
    let Some(said) = talk_of(&mut form, may.db.today()) else { return Err(form.problem()) };
    let talk = talks::note(&may.db, held, said).await?;
    created(&format!("/api/v1/offers/{id}/talks"), talk_out(&may.db, id, talk.id).await?)
}

async fn talk_out(db: &Db, offer: OfferId, id: TalkId) -> Result<TalkOut, Problem> {
    talks_told(db, offer).await?.into_iter().find(|talk| talk.id == id).ok_or(Problem::NotFound)
}

/// The visits of a home.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn visits(may: May<ViewOfferContacts>, Id(id): Id<OfferId>) -> Answer {
    must_be_there(&may.db, id).await?;
    all(visits_told(&may.db, id).await?)
}

/// Plans or notes a visit.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when a field is wrong.
pub async fn add_visit(may: May<EditOffers>, Id(id): Id<OfferId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Offer> = may.db.held(id).await?;
    let Some(said) = visit_of(&mut form) else { return Err(form.problem()) };
    let visit = visits::add(&may.db, &held, said).await?;
    created(&format!("/api/v1/offers/{id}/upkeep-visits"), visit_out(&may.db, id, visit.id).await?)
}

async fn visit_out(db: &Db, offer: OfferId, id: VisitId) -> Result<VisitOut, Problem> {
    visits_told(db, offer).await?.into_iter().find(|visit| visit.id == id).ok_or(Problem::NotFound)
}

/// Notes what a planned visit found.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when a field is wrong or somebody was faster.
pub async fn finish_visit(may: May<EditOffers>, Id(id): Id<VisitId>, Sent(mut form): Sent) -> Answer {
    let held: Held<UpkeepVisit> = may.db.held(id).await?;
    let held = match form.version() {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    let on = form.check(VISIT_DONE).then(|| form.value("done-on")).flatten();
    let Some(on) = on else { return Err(form.problem()) };
    let visit = visits::finish(&may.db, held, on, form.text("findings")).await?;
    given(visit_out(&may.db, visit.offer_id, id).await?)
}

/// The steps of a host family.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn steps(may: May<ViewOfferContacts>, Id(id): Id<OfferId>) -> Answer {
    must_be_there(&may.db, id).await?;
    let rows = host_steps::of(&may.db, id).await?;
    all(steps_told(&may.db, rows).await?)
}

/// Plans or notes a step.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when a field is wrong or the step must wait for others.
pub async fn add_step(may: May<PrepareHostFamilies>, Id(id): Id<OfferId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Offer> = may.db.held(id).await?;
    let Some(said) = step_of(&mut form) else { return Err(form.problem()) };
    let step = host_steps::add(&may.db, &held, said).await?;
    created(&format!("/api/v1/offers/{id}/host-steps"), step_out(&may.db, step).await?)
}

async fn step_out(db: &Db, step: HostStep) -> Result<StepOut, Problem> {
    steps_told(db, vec![step]).await?.pop().ok_or(Problem::NotFound)
}

/// Notes how a planned step ended.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when a field is wrong or somebody was faster.
pub async fn finish_step(may: May<PrepareHostFamilies>, Id(id): Id<HostStepId>, Sent(mut form): Sent) -> Answer {
    let held: Held<HostStep> = may.db.held(id).await?;
    let held = match form.version() {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    let Some(done) = step_done_of(&mut form, held.kind) else { return Err(form.problem()) };
    let step = host_steps::finish(&may.db, held, done, form.text("words")).await?;
    given(step_out(&may.db, step).await?)
}

/// Takes a visit out of the plan.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when it was done.
pub async fn cancel_visit(may: May<EditOffers>, Id(id): Id<VisitId>) -> Answer {
    visits::cancel(&may.db, may.db.held(id).await?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Takes a step out of the plan.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when it was done.
pub async fn cancel_step(may: May<PrepareHostFamilies>, Id(id): Id<HostStepId>) -> Answer {
    host_steps::cancel(&may.db, may.db.held(id).await?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
