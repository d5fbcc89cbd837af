//! Searches as JSON.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use pathways::store::pathways as kept;
use people::permissions::ViewPeople;
use store::Held;
use web::api::{Sent, all, created, given, listed};
use web::{Answer, Filters, Id, May, Permission, Problem};

use crate::pages::Programmes;
use crate::pages::searches::acts::{end_of, turned};
use crate::pages::searches::fields::{FILTERS, NEW};
use crate::pages::searches::form::{filled, overlaid, read};
use crate::pages::searches::told::{SearchOut, told};
use crate::pages::searches::vetoes::{access_of, access_told, one_told, present, veto_of, vetoes_told};
use crate::pages::searches::{asked, opening_of};
use crate::permissions::{EditAccessNeeds, EditSearches, ViewAccessNeeds, ViewOffers, ViewSearches};
use crate::store::searches::{self, SORTINGS, Search, SearchId, SearchTurn};
use crate::store::vetoes::{self, SearchVeto, VetoId};

/// The searches within reach.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn list(may: May<ViewSearches>, filters: Filters, catalogue: Programmes) -> Answer {
    let filters = filters.checked(FILTERS)?;
    let page =
        searches::page(&may.db, &asked(&filters.0, &catalogue), filters.sorting(SORTINGS), filters.page(50)).await?;
    let (ask, total) = (page.ask, page.total);
    let items = told(&may, &catalogue, page.items).await?;
    listed(&may, &filters, store::Page { items, total, ask })
}

/// One search.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn one(may: May<ViewSearches>, Id(id): Id<SearchId>, catalogue: Programmes) -> Answer {
    given(out(&may, &catalogue, id).await?)
}

async fn out<P: Permission>(may: &May<P>, catalogue: &Programmes, id: SearchId) -> Result<SearchOut, Problem> {
    let row = may.also::<ViewSearches>().rows::<Search>().id(id).one().await?;
    told(may, catalogue, vec![row]).await?.pop().ok_or(Problem::NotFound)
}

/// Begins a search along a pathway.
///
/// # Errors
/// When a field is wrong, the pathway lies beyond reach, or a search of the kind lives.
pub async fn create(may: May<EditSearches>, catalogue: Programmes, Sent(mut form): Sent) -> Answer {
    let opening = opening_of(&mut form, NEW, may.db.today());
    let (Some(opening), Some(pathway)) = (opening, form.value("pathway")) else { return Err(form.problem()) };
    let pathway = kept::one(&may.db, pathway).await?;
    let search = searches::open(&may.db, &pathway, opening).await?;
    let out = out(&may, &catalogue, search.id).await?;
    created(&format!("/api/v1/searches/{}", search.id), out)
}

/// Changes a search: what is not sent stays as it is.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when a field is wrong or somebody was faster.
pub async fn patch(may: May<EditSearches>, Id(id): Id<SearchId>, catalogue: Programmes, Sent(form): Sent) -> Answer {
    let held: Held<Search> = may.db.held(id).await?;
    let held = match form.version() {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    let mut whole = overlaid(filled(&may.db, &held).await?, &form, &held);
    let Some((standing, wishes)) = read(&mut whole, &held) else { return Err(whole.problem()) };
    searches::put(&may.db, held, standing, wishes).await?;
    given(out(&may, &catalogue, id).await?)
}

async fn moved(may: &May<EditSearches>, catalogue: &Programmes, id: SearchId, turn: SearchTurn) -> Answer {
    turned(may, id, turn).await?;
    given(out(may, catalogue, id).await?)
}

/// For the time being nothing is to be proposed.
///
/// # Errors
/// When it is not open.
pub async fn pause(may: May<EditSearches>, Id(id): Id<SearchId>, catalogue: Programmes) -> Answer {
    moved(&may, &catalogue, id, SearchTurn::Pause).await
}

/// Something may be proposed again.
///
/// # Errors
/// When it is not paused.
pub async fn resume(may: May<EditSearches>, Id(id): Id<SearchId>, catalogue: Programmes) -> Answer {
    moved(&may, &catalogue, id, SearchTurn::Resume).await
}

/// What was looked for was found here.
///
/// # Errors
/// When it neither is open nor paused.
pub async fn meet(may: May<EditSearches>, Id(id): Id<SearchId>, catalogue: Programmes) -> Answer {
    moved(&may, &catalogue, id, SearchTurn::Meet).await
}

/// It ends otherwise.
///
/// # Errors
/// When it neither is open nor paused, or a field is wrong.
pub async fn end(may: May<EditSearches>, Id(id): Id<SearchId>, catalogue: Programmes, Sent(mut form): Sent) -> Answer {
    may.db.rows::<Search>().id(id).one().await?;
    let Some(turn) = end_of(&mut form) else { return Err(form.problem()) };
    moved(&may, &catalogue, id, turn).await
}

/// It begins anew.
///
/// # Errors
/// When it was neither met nor ended, or another of its kind lives by now.
pub async fn reopen(may: May<EditSearches>, Id(id): Id<SearchId>, catalogue: Programmes) -> Answer {
    moved(&may, &catalogue, id, SearchTurn::Reopen).await
}

/// What was refused beforehand.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn vetoes(may: May<ViewSearches>, Id(id): Id<SearchId>) -> Answer {
    may.db.rows::<Search>().id(id).one().await?;
    all(vetoes_told(&may, id).await?)
}

/// Writes a no down.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when a field is wrong.
pub async fn add_veto(may: May<EditSearches>, Id(id): Id<SearchId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Search> = may.db.held(id).await?;
    let seen = may.also::<ViewOffers>();
    let Some(said) = veto_of(&mut form, &seen).await? else { return Err(form.problem()) };
    let veto = vetoes::add(&may.db, &held, &seen, said).await?;
    created(&format!("/api/v1/searches/{id}/vetoes"), one_told(&may, id, veto.id).await?)
}

/// Takes a no back.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn take_back(may: May<EditSearches>, Id(id): Id<VetoId>) -> Answer {
    let held: Held<SearchVeto> = may.db.held(id).await?;
    vetoes::take_back(&may.db, held).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Who needs to get in without steps.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn access(may: May<ViewAccessNeeds>, Id(id): Id<SearchId>) -> Answer {
    let search = may.db.rows::<Search>().id(id).one().await?;
    let present = present(&may.also::<ViewPeople>(), &search).await?;
    all(access_told(&may, &search, present).await?)
}

/// Writes who needs to get in without steps.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when a field is wrong or somebody was faster.
pub async fn put_access(may: May<EditAccessNeeds>, Id(id): Id<SearchId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Search> = may.db.held(id).await?;
    let held = match form.version() {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    let search = held.clone();
    let Some(needs) = access_of(&mut form) else { return Err(form.problem()) };
    vetoes::put_access(&may.db, held, needs).await?;
    let present = present(&may.also::<ViewPeople>(), &search).await?;
    all(access_told(&may, &search, present).await?)
}
