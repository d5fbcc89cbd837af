//! What happens along an offer: talks with whoever makes it, visits of a home, steps of a host family.

use kernel::Day;
use serde::Serialize;
use serde_json::json;
use store::{Db, Held, Stored};
use web::{Answer, FieldError, Flash, Form, Id, May, Permission, Posted};

use super::choices;
use super::fields::{STEP, STEP_DONE, TALK, VISIT, VISIT_DONE};
use super::offer_form::told_form;
use crate::permissions::{EditOffers, PrepareHostFamilies};
use crate::rules::Refusal;
use crate::rules::family::{self, HostOutcome, HostStepKind};
use crate::rules::offer::{ContactHow, OfferKind};
use crate::store::host_steps::{self, HostStep, HostStepId, StepSaid};
use crate::store::offers::{Offer, OfferId};
use crate::store::talks::{self, TalkId, TalkSaid};
use crate::store::visits::{self, UpkeepVisit, VisitId, VisitSaid};

/// A talk about an offer.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct TalkOut {
    /// Its id.
    pub id: TalkId,
    /// On which day.
    pub on_day: Day,
    /// How.
    pub how: ContactHow,
    /// With whom.
    pub who: Option<String>,
    /// What was said.
    pub words: String,
    /// Whether the offer was said to stand.
    pub confirmed: bool,
    /// Who wrote it down.
    pub written_by: Option<String>,
}

/// A visit of a home.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct VisitOut {
    /// Its id.
    pub id: VisitId,
    /// For which day it was planned.
    pub planned_on: Option<Day>,
    /// On which day it was done.
    pub done_on: Option<Day>,
    /// What was found.
    pub findings: Option<String>,
    /// Who noted it.
    pub noted_by: Option<String>,
}

/// A step of a host family.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct StepOut {
    /// Its id.
    pub id: HostStepId,
    /// Which.
    pub kind: HostStepKind,
    /// For which day it was planned.
    pub planned_on: Option<Day>,
    /// On which day it was done.
    pub done_on: Option<Day>,
    /// How it ended.
    pub outcome: Option<HostOutcome>,
    /// What there is to say.
    pub words: Option<String>,
    /// Who noted it.
    pub noted_by: Option<String>,
}

/// The contact history of an offer.
pub(crate) async fn talks_told(db: &Db, id: OfferId) -> Stored<Vec<TalkOut>> {
    let rows = talks::of(db, id).await?;
    let names = accounts::store::names_of(db, rows.iter().filter_map(|row| row.member_id)).await?;
    let told = rows.into_iter().map(|row| TalkOut {
        id: row.id,
        on_day: row.on_day,
        how: row.how,
        who: row.who,
        words: row.words,
        confirmed: row.confirmed,
        written_by: row.member_id.and_then(|member| names.get(&member).cloned()),
    });
    Ok(told.collect())
}

/// The visits of a home.
pub(crate) async fn visits_told(db: &Db, id: OfferId) -> Stored<Vec<VisitOut>> {
    let rows = visits::of(db, id).await?;
    let names = accounts::store::names_of(db, rows.iter().filter_map(|row| row.member_id)).await?;
    let told = rows.into_iter().map(|row| VisitOut {
        id: row.id,
        planned_on: row.planned_on,
        done_on: row.done_on,
        findings: row.findings,
        noted_by: row.member_id.and_then(|member| names.get(&member).cloned()),
    });
    Ok(told.collect())
}

/// The steps of a family.
pub(crate) async fn steps_told(db: &Db, rows: Vec<HostStep>) -> Stored<Vec<StepOut>> {
    let names = accounts::store::names_of(db, rows.iter().filter_map(|row| row.member_id)).await?;
    let told = rows.into_iter().map(|row| StepOut {
        id: row.id,
        kind: row.kind,
        planned_on: row.planned_on,
        done_on: row.done_on,
        outcome: row.outcome,
        words: row.words,
        noted_by: row.member_id.and_then(|member| names.get(&member).cloned()),
    });
    Ok(told.collect())
}

/// What a form says of a talk; nothing, when the form says why not.
pub(crate) fn talk_of(form: &mut Form, today: Day) -> Option<TalkSaid> {
    if !form.check(TALK) {
        return None;
    }
    Some(TalkSaid {
        on_day: form.value("on-day").unwrap_or(today),
        how: form.word("how", ContactHow::from_word)?,
        who: form.text("who"),
        words: form.text("words")?,
        confirmed: form.flag("confirmed"),
    })
}

/// The form of a talk.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn talk_form(may: May<EditOffers>, Id(id): Id<OfferId>) -> Answer {
    let form = Form::blank().with("on-day", may.db.today()).with("how", ContactHow::Phone).with("confirmed", "yes");
    talk_page(&may, id, &form).await
}

async fn talk_page(may: &May<EditOffers>, id: OfferId, form: &Form) -> Answer {
    let hows = choices(may, "talk-how", ContactHow::ALL);
    may.form("offers/talk.html", form, json!({ "id": id, "code": offer(may, id).await?.code, "hows": hows }))
}

async fn offer<P: Permission>(may: &May<P>, id: OfferId) -> Stored<Offer> {
    may.db.rows::<Offer>().id(id).one().await
}

/// Notes a talk.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn note_talk(may: May<EditOffers>, Id(id): Id<OfferId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Offer> = may.db.held(id).await?;
    if let Some(said) = talk_of(&mut form, may.db.today())
        && told_form(&mut form, talks::note(&may.db, held, said).await)?.is_some()
    {
        return may.see_done(&format!("/offers/{id}#talks"), Flash("offer-talk-noted"));
    }
    talk_page(&may, id, &form).await
}

/// What a form says of a visit; nothing, when the form says why not.
pub(crate) fn visit_of(form: &mut Form) -> Option<VisitSaid> {
    if !form.check(VISIT) {
        return None;
    }
    if !form.is_filled("planned-on") && !form.is_filled("done-on") {
        form.fail(FieldError::new("planned-on", "planned-or-done"));
        return None;
    }
    Some(VisitSaid {
        planned_on: form.value("planned-on"),
        done_on: form.value("done-on"),
        findings: form.text("findings"),
    })
}

/// The form of a visit.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach, or for what is no home.
pub async fn visit_form(may: May<EditOffers>, Id(id): Id<OfferId>) -> Answer {
    visit_page(&may, id, &Form::blank()).await
}

async fn visit_page(may: &May<EditOffers>, id: OfferId, form: &Form) -> Answer {
    let offer = offer(may, id).await?;
    if offer.kind != OfferKind::Home {
        return Err(web::Problem::NotFound);
    }
    let context = json!({ "id": id, "code": offer.code, "action": format!("/offers/{id}/upkeep-visits"), "plans": true, "cancel": null });
    may.form("offers/visit.html", form, context)
}

/// Plans or notes a visit.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn add_visit(may: May<EditOffers>, Id(id): Id<OfferId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Offer> = may.db.held(id).await?;
    if let Some(said) = visit_of(&mut form)
        && told_form(&mut form, visits::add(&may.db, &held, said).await)?.is_some()
    {
        return may.see_done(&format!("/offers/{id}#visits"), Flash("upkeep-visit-noted"));
    }
    visit_page(&may, id, &form).await
}

/// The form of what a planned visit found.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn visit_done_form(may: May<EditOffers>, Id(id): Id<VisitId>) -> Answer {
    let visit = may.db.rows::<UpkeepVisit>().id(id).one().await?;
    let form = Form::blank().with("done-on", may.db.today()).with("version", visit.version);
    visit_done_page(&may, &visit, &form).await
}

async fn visit_done_page(may: &May<EditOffers>, visit: &UpkeepVisit, form: &Form) -> Answer {
    let offer = offer(may, visit.offer_id).await?;
    let action = format!("/upkeep-visits/{}/done", visit.id);
    let context = json!({ "id": offer.id, "code": offer.code, "action": action, "plans": false,
        "cancel": visit.done_on.is_none().then(|| format!("/upkeep-visits/{}/cancellation", visit.id)),
    });
    may.form("offers/visit.html", form, context)
}

/// Notes what a planned visit found.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; [`web::Problem::Stale`] when somebody was faster.
pub async fn finish_visit(may: May<EditOffers>, Id(id): Id<VisitId>, Posted(mut form): Posted) -> Answer {
    let held: Held<UpkeepVisit> = may.db.held(id).await?;
    let visit = held.clone();
    let on = form.check(VISIT_DONE).then(|| form.value::<Day>("done-on")).flatten();
    if let Some(on) = on {
        let held = held.at_version(form.version().unwrap_or_default())?;
        let findings = form.text("findings");
        if told_form(&mut form, visits::finish(&may.db, held, on, findings).await)?.is_some() {
            return may.see_done(&format!("/offers/{}#visits", visit.offer_id), Flash("upkeep-visit-noted"));
        }
    }
    visit_done_page(&may, &visit, &form).await
}

/// Where the address of a cancelled visit leads back to.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn back_to_visits(may: May<EditOffers>, Id(id): Id<VisitId>) -> Answer {
    let visit = may.db.rows::<UpkeepVisit>().id(id).one().await?;
    may.see(&format!("/offers/{}#visits", visit.offer_id))
}

/// Takes a visit out of the plan.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; when it was done.
pub async fn cancel_visit(may: May<EditOffers>, Id(id): Id<VisitId>, Posted(_): Posted) -> Answer {
    let held: Held<UpkeepVisit> = may.db.held(id).await?;
    let offer = held.offer_id;
    visits::cancel(&may.db, held).await?;
    may.see_done(&format!("/offers/{offer}#visits"), Flash("upkeep-visit-cancelled"))
}

/// Where the address of a cancelled step leads back to.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn back_to_steps(may: May<PrepareHostFamilies>, Id(id): Id<HostStepId>) -> Answer {
    let step = may.db.rows::<HostStep>().id(id).one().await?;
    may.see(&format!("/offers/{}#steps", step.offer_id))
}

/// Takes a step out of the plan.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; when it was done.
pub async fn cancel_step(may: May<PrepareHostFamilies>, Id(id): Id<HostStepId>, Posted(_): Posted) -> Answer {
    let held: Held<HostStep> = may.db.held(id).await?;
    let offer = held.offer_id;
    host_steps::cancel(&may.db, held).await?;
    may.see_done(&format!("/offers/{offer}#steps"), Flash("host-step-cancelled"))
}

/// How a step ended, as a form says; what is no decision is simply done.
fn outcome_of(form: &Form, kind: HostStepKind) -> Result<HostOutcome, Refusal> {
    match form.word("outcome", HostOutcome::from_word) {
        Some(outcome) => Ok(outcome),
        None if kind == HostStepKind::Suitability => Err(Refusal::NoSuchResult),
        None => Ok(HostOutcome::Done),
    }
}

/// What a form says of a step; nothing, when the form says why not.
pub(crate) fn step_of(form: &mut Form) -> Option<StepSaid> {
    if !form.check(STEP) {
        return None;
    }
    let kind = form.word("kind", HostStepKind::from_word)?;
    let done_on: Option<Day> = form.value("done-on");
    if done_on.is_none() && !form.is_filled("planned-on") {
        form.fail(FieldError::new("planned-on", "planned-or-done"));
        return None;
    }
    let done = match done_on.map(|on| outcome_of(form, kind).map(|outcome| (on, outcome))).transpose() {
        Ok(done) => done,
        Err(refusal) => {
            form.refuse(&refusal);
            return None;
        }
    };
    Some(StepSaid { kind, planned_on: form.value("planned-on"), done, words: form.text("words") })
}

/// What a form says of the end of a planned step; nothing, when the form says why not.
pub(crate) fn step_done_of(form: &mut Form, kind: HostStepKind) -> Option<(Day, HostOutcome)> {
    if !form.check(STEP_DONE) {
        return None;
    }
    match outcome_of(form, kind) {
        Ok(outcome) => form.value("done-on").map(|on| (on, outcome)),
        Err(refusal) => {
            form.refuse(&refusal);
            None
        }
    }
}

/// The form of a step; the next of the way is proposed.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach, or for what is no family.
pub async fn step_form(may: May<PrepareHostFamilies>, Id(id): Id<OfferId>) -> Answer {
    let done = host_steps::done(&host_steps::of(&may.db, id).await?);
    step_page(&may, id, &Form::blank().with_some("kind", family::next(&done))).await
}

async fn step_page(may: &May<PrepareHostFamilies>, id: OfferId, form: &Form) -> Answer {
    let offer = offer(may, id).await?;
    if offer.kind != OfferKind::Family {
        return Err(web::Problem::NotFound);
    }
    let action = format!("/offers/{id}/host-steps");
    let context = json!({
        "id": id, "code": offer.code, "action": action, "step": null, "cancel": null,
        "kinds": choices(may, "host-step", HostStepKind::ALL),
        "outcomes": choices(may, "host-outcome", HostOutcome::ALL),
    });
    may.form("offers/step.html", form, context)
}

/// Plans or notes a step.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn add_step(may: May<PrepareHostFamilies>, Id(id): Id<OfferId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Offer> = may.db.held(id).await?;
    if let Some(said) = step_of(&mut form)
        && told_form(&mut form, host_steps::add(&may.db, &held, said).await)?.is_some()
    {
        return may.see_done(&format!("/offers/{id}#steps"), Flash("host-step-noted"));
    }
    step_page(&may, id, &form).await
}

/// The form of how a planned step ended.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn step_done_form(may: May<PrepareHostFamilies>, Id(id): Id<HostStepId>) -> Answer {
    let step = may.db.rows::<HostStep>().id(id).one().await?;
    let form = Form::blank()
        .with("done-on", may.db.today())
        .with_some("words", step.words.as_ref())
        .with("version", step.version);
    step_done_page(&may, &step, &form).await
}

async fn step_done_page(may: &May<PrepareHostFamilies>, step: &HostStep, form: &Form) -> Answer {
    let offer = offer(may, step.offer_id).await?;
    let decides = step.kind == HostStepKind::Suitability;
    let outcomes: Vec<HostOutcome> =
        HostOutcome::ALL.iter().copied().filter(|outcome| decides == (*outcome != HostOutcome::Done)).collect();
    let context = json!({
        "id": offer.id, "code": offer.code, "action": format!("/host-steps/{}/done", step.id), "step": step.kind,
        "kinds": [], "outcomes": choices(may, "host-outcome", &outcomes),
        "cancel": step.done_on.is_none().then(|| format!("/host-steps/{}/cancellation", step.id)),
    });
    may.form("offers/step.html", form, context)
}

/// Notes how a planned step ended.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; [`web::Problem::Stale`] when somebody was faster.
pub async fn finish_step(may: May<PrepareHostFamilies>, Id(id): Id<HostStepId>, Posted(mut form): Posted) -> Answer {
    let held: Held<HostStep> = may.db.held(id).await?;
    let step = held.clone();
    if let Some(done) = step_done_of(&mut form, step.kind) {
        let held = held.at_version(form.version().unwrap_or_default())?;
        let words = form.text("words");
        if told_form(&mut form, host_steps::finish(&may.db, held, done, words).await)?.is_some() {
            return may.see_done(&format!("/offers/{}#steps", step.offer_id), Flash("host-step-noted"));
        }
    }
    step_done_page(&may, &step, &form).await
}
