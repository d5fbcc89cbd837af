//! What is done with a proposal beside the answers: confirmed, taken back, let go, made again, waited for.

use serde_json::json;
use store::Held;
use web::{Answer, Flash, Form, Id, May, Permission, Posted};

use super::fields::{CONFIRMATION, WAIT, WITHDRAWAL};
use super::told::whole;
use crate::pages::choices;
use crate::pages::offer_form::told_form;
use crate::permissions::{AnswerProposals, ConfirmProposals, MakeProposals, ViewProposals};
use crate::rules::proposal::TakenBack;
use crate::store::declined::Acted;
use crate::store::proposals::{self, Proposal, ProposalId, ProposalKept, ProposalSeen};

/// Where the address of an act leads back to.
///
/// # Errors
/// [`web::Problem::NotFound`] when there is none that one may look at.
pub async fn back(may: May<ViewProposals>, Id(id): Id<ProposalId>) -> Answer {
    may.db.rows::<ProposalSeen>().id(id).one().await?;
    may.see(&format!("/proposals/{id}"))
}

/// Confirms a proposal.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond the household's side; when it lacks an answer or the offer has no room.
pub async fn confirm(may: May<ConfirmProposals>, Id(id): Id<ProposalId>, Posted(mut form): Posted) -> Answer {
    may.db.rows::<Proposal>().id(id).one().await?;
    if !form.check(CONFIRMATION) {
        return Err(form.problem());
    }
    proposals::confirm_noted(&may.db, id, form.version(), form.text("rule-note")).await?;
    may.see_done(&format!("/proposals/{id}"), Flash("proposal-confirmed"))
}

/// Makes a proposal again.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond the household's side; when the offer is not open.
pub async fn reopen(may: May<MakeProposals>, Id(id): Id<ProposalId>, Posted(_): Posted) -> Answer {
    let held: Held<Proposal> = may.db.held(id).await?;
    proposals::reopen(&may.db, held).await?;
    may.see_done(&format!("/proposals/{id}"), Flash("proposal-reopened"))
}

/// Whoever offers thought their *never again* over.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond the offer's side; where they said no such thing.
pub async fn lift_veto(may: May<AnswerProposals>, Id(id): Id<ProposalId>, Posted(_): Posted) -> Answer {
    let held: Held<ProposalKept> = may.db.held(id).await?;
    proposals::lift_veto(&may.db, held).await?;
    may.see_done(&format!("/proposals/{id}"), Flash("proposal-veto-lifted"))
}

/// Lets a proposal go as one of the two sides.
pub(crate) async fn lapsed(may: &May<AnswerProposals>, id: ProposalId) -> Acted<ProposalId> {
    if may.db.rows::<Proposal>().id(id).first().await?.is_some() {
        return proposals::lapse(&may.db, may.db.held::<Proposal>(id).await?).await;
    }
    proposals::lapse(&may.db, may.db.held::<ProposalKept>(id).await?).await
}

/// Lets a proposal go, as no answer came.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; while there is time.
pub async fn lapse(may: May<AnswerProposals>, Id(id): Id<ProposalId>, Posted(_): Posted) -> Answer {
    lapsed(&may, id).await?;
    may.see_done(&format!("/proposals/{id}"), Flash("proposal-lapsed"))
}

/// The form of a withdrawal.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond the household's side.
pub async fn withdrawal_form(may: May<MakeProposals>, Id(id): Id<ProposalId>) -> Answer {
    let row = may.db.rows::<Proposal>().id(id).one().await?;
    withdrawal_page(&may, id, &Form::blank().with("version", row.version)).await
}

async fn withdrawal_page(may: &May<MakeProposals>, id: ProposalId, form: &Form) -> Answer {
    let reasons = choices(may, "taken-back", TakenBack::ALL);
    may.form("proposals/withdrawal.html", form, json!({ "one": whole(may, id).await?, "reasons": reasons }))
}

/// What a withdrawal says; nothing, when the form says why not.
pub(crate) fn withdrawal_of(form: &mut Form) -> Option<TakenBack> {
    if !form.check(WITHDRAWAL) {
        return None;
    }
    form.word("reason", TakenBack::from_word)
}

/// Takes a proposal back.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond the household's side; [`web::Problem::Stale`] when somebody was faster.
pub async fn withdraw(may: May<MakeProposals>, Id(id): Id<ProposalId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Proposal> = may.db.held(id).await?;
    if let Some(reason) = withdrawal_of(&mut form) {
        let held = held.at_version(form.version().unwrap_or_default())?;
        if told_form(&mut form, proposals::withdraw(&may.db, held, reason).await)?.is_some() {
            return may.see_done(&format!("/proposals/{id}"), Flash("proposal-withdrawn"));
        }
    }
    withdrawal_page(&may, id, &form).await
}

/// The form of a wait; the last day that stands is shown, and a later one proposed.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn wait_form(may: May<AnswerProposals>, Id(id): Id<ProposalId>) -> Answer {
    let row = may.db.rows::<ProposalSeen>().id(id).one().await?;
    let week = may.db.today().plus_days(7);
    let until = row.due().map_or(week, |due| due.plus_days(1).max(week));
    let form = Form::blank().with("until", until).with("version", row.version);
    wait_page(&may, id, &form).await
}

async fn wait_page<P: Permission>(may: &May<P>, id: ProposalId, form: &Form) -> Answer {
    may.form("proposals/wait.html", form, json!({ "one": whole(may, id).await? }))
}

/// Agrees to wait as one of the two sides.
pub(crate) async fn waited(
    may: &May<AnswerProposals>,
    id: ProposalId,
    version: Option<i64>,
    until: kernel::Day,
) -> Acted<ProposalId> {
    if may.db.rows::<Proposal>().id(id).first().await?.is_some() {
        let held = may.db.held::<Proposal>(id).await?;
        let held = if let Some(version) = version { held.at_version(version)? } else { held };
        return proposals::wait_until(&may.db, held, until).await;
    }
    let held = may.db.held::<ProposalKept>(id).await?;
    let held = if let Some(version) = version { held.at_version(version)? } else { held };
    proposals::wait_until(&may.db, held, until).await
}

/// What a wait says; nothing, when the form says why not.
pub(crate) fn wait_of(form: &mut Form) -> Option<kernel::Day> {
    if !form.check(WAIT) {
        return None;
    }
    form.value("until")
}

/// Agrees to wait until a day.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; [`web::Problem::Stale`] when somebody was faster.
pub async fn wait(may: May<AnswerProposals>, Id(id): Id<ProposalId>, Posted(mut form): Posted) -> Answer {
    may.db.rows::<ProposalSeen>().id(id).one().await?;
    if let Some(until) = wait_of(&mut form) {
        let version = form.version();
        if told_form(&mut form, waited(&may, id, version, until).await)?.is_some() {
            return may.see_done(&format!("/proposals/{id}"), Flash("proposal-waits"));
        }
    }
    wait_page(&may, id, &form).await
}
