//! Proposals as JSON.

use store::{Held, Stored};
use web::api::{Sent, created, given, listed};
use web::{Answer, Filters, Form, Id, May, Permission};

use crate::pages::proposals::acts::{lapsed, wait_of, waited, withdrawal_of};
use crate::pages::proposals::answering::{household_said, of_household_form, of_offerer_form, offerer_said};
use crate::pages::proposals::fields::{CONFIRMATION, FILTERS};
use crate::pages::proposals::told::{record, told};
use crate::pages::proposals::{asked, making, meeting};
use crate::permissions::{AnswerProposals, ConfirmProposals, MakeProposals, ViewProposals};
use crate::store::proposals::{self, Proposal, ProposalId, ProposalKept, ProposalSeen, SORTINGS};

/// The proposals that one may look at.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn list(may: May<ViewProposals>, filters: Filters) -> Answer {
    let filters = filters.checked(FILTERS)?;
    let page = proposals::page(&may.db, &asked(&filters.0), filters.sorting(SORTINGS), filters.page(50)).await?;
    let (ask, total) = (page.ask, page.total);
    let items = told(&may, page.items).await?;
    listed(&may, &filters, store::Page { items, total, ask })
}

/// One proposal.
///
/// # Errors
/// [`web::Problem::NotFound`] when there is none that one may look at.
pub async fn one(may: May<ViewProposals>, Id(id): Id<ProposalId>) -> Answer {
    given(record(&may, id).await?)
}

/// Makes a proposal.
///
/// # Errors
/// When a field is wrong, or an offer, a pathway or a household lies beyond reach.
pub async fn create(may: May<MakeProposals>, Sent(mut form): Sent) -> Answer {
    let Some(mut new) = making::read(&mut form) else { return Err(form.problem()) };
    if !making::complete(&may, &mut form, &mut new).await? {
        return Err(form.problem());
    }
    let made = proposals::propose(&may.db, new).await?;
    created(&format!("/api/v1/proposals/{}", made.id), record(&may, made.id).await?)
}

async fn out<P: Permission>(may: &May<P>, id: ProposalId) -> Answer {
    given(record(may, id).await?)
}

fn at<R: store::Keyed>(held: Held<R>, form: &Form) -> Stored<Held<R>> {
    match form.version() {
        Some(version) => held.at_version(version),
        None => Ok(held),
    }
}

/// Notes a meeting.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; when a field is wrong or somebody was faster.
pub async fn meet(may: May<AnswerProposals>, Id(id): Id<ProposalId>, Sent(mut form): Sent) -> Answer {
    may.db.rows::<ProposalSeen>().id(id).one().await?;
    let Some(said) = meeting::read(&mut form) else { return Err(form.problem()) };
    let version = form.version();
    meeting::noted(&may, id, version, said).await?;
    out(&may, id).await
}

/// Writes the household's answer down.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond the household's side; when a field is wrong or somebody was faster.
pub async fn household_answer(may: May<AnswerProposals>, Id(id): Id<ProposalId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Proposal> = at(may.db.held(id).await?, &form)?;
    let Some(told) = of_household_form(&mut form, may.db.today()) else { return Err(form.problem()) };
    household_said(&may, held, told).await?;
    out(&may, id).await
}

/// Writes the answer of whoever offers down.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond the offer's side; when a field is wrong or somebody was faster.
pub async fn offerer_answer(may: May<AnswerProposals>, Id(id): Id<ProposalId>, Sent(mut form): Sent) -> Answer {
    let held: Held<ProposalKept> = at(may.db.held(id).await?, &form)?;
    let Some(told) = of_offerer_form(&mut form, may.db.today()) else { return Err(form.problem()) };
    offerer_said(&may, held, told).await?;
    out(&may, id).await
}

/// Confirms a proposal.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond the household's side; when it lacks an answer or the offer has no room.
pub async fn confirm(may: May<ConfirmProposals>, Id(id): Id<ProposalId>, Sent(mut form): Sent) -> Answer {
    may.db.rows::<Proposal>().id(id).one().await?;
    if !form.check(CONFIRMATION) {
        return Err(form.problem());
    }
    proposals::confirm_noted(&may.db, id, form.version(), form.text("rule-note")).await?;
    out(&may, id).await
}

/// Takes a proposal back.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond the household's side; when a field is wrong or somebody was faster.
pub async fn withdraw(may: May<MakeProposals>, Id(id): Id<ProposalId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Proposal> = at(may.db.held(id).await?, &form)?;
    let Some(reason) = withdrawal_of(&mut form) else { return Err(form.problem()) };
    proposals::withdraw(&may.db, held, reason).await?;
    out(&may, id).await
}

/// Lets a proposal go, as no answer came.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; while there is time.
pub async fn lapse(may: May<AnswerProposals>, Id(id): Id<ProposalId>) -> Answer {
    lapsed(&may, id).await?;
    out(&may, id).await
}

/// Makes a proposal again.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond the household's side; when the offer is not open.
pub async fn reopen(may: May<MakeProposals>, Id(id): Id<ProposalId>) -> Answer {
    proposals::reopen(&may.db, may.db.held(id).await?).await?;
    out(&may, id).await
}

/// Whoever offers thought their *never again* over.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond the offer's side; where they said no such thing.
pub async fn lift_veto(may: May<AnswerProposals>, Id(id): Id<ProposalId>) -> Answer {
    proposals::lift_veto(&may.db, may.db.held(id).await?).await?;
    out(&may, id).await
}

/// Agrees to wait until a day.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; when a field is wrong or somebody was faster.
pub async fn wait(may: May<AnswerProposals>, Id(id): Id<ProposalId>, Sent(mut form): Sent) -> Answer {
    may.db.rows::<ProposalSeen>().id(id).one().await?;
    let Some(until) = wait_of(&mut form) else { return Err(form.problem()) };
    let version = form.version();
    waited(&may, id, version, until).await?;
    out(&may, id).await
}
