//! Offers as JSON.

use store::Held;
use web::api::{Sent, created, given, listed};
use web::{Answer, Filters, Form, Id, May, Permission, Problem};

use crate::pages::Programmes;
use crate::pages::acts::{hold_of, turned, withdrawal_of};
use crate::pages::fields::{FILTERS, of_kind};
use crate::pages::offer_form::{filled, read};
use crate::pages::offers::asked;
use crate::pages::told::{OfferOut, told};
use crate::permissions::{EditOffers, HoldOffers, ViewOffers, WithdrawOffers};
use crate::rules::offer::OfferKind;
use crate::store::offers::{self, Offer, OfferId, OfferSeen, SORTINGS, Turn};

/// The offers that one may look at.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn list(may: May<ViewOffers>, filters: Filters, catalogue: Programmes) -> Answer {
    let filters = filters.checked(FILTERS)?;
    let page =
        offers::page(&may.db, &asked(&filters.0, &catalogue), filters.sorting(SORTINGS), filters.page(50)).await?;
    let (ask, total) = (page.ask, page.total);
    let items = told(&may, &catalogue, page.items).await?;
    listed(&may, &filters, store::Page { items, total, ask })
}

/// One offer.
///
/// # Errors
/// [`Problem::NotFound`] when there is none that one may look at.
pub async fn one(may: May<ViewOffers>, Id(id): Id<OfferId>, catalogue: Programmes) -> Answer {
    given(out(&may, &catalogue, id).await?)
}

async fn out<P: Permission>(may: &May<P>, catalogue: &Programmes, id: OfferId) -> Result<OfferOut, Problem> {
    let row = may.also::<ViewOffers>().rows::<OfferSeen>().id(id).one().await?;
    told(may, catalogue, vec![row]).await?.pop().ok_or(Problem::NotFound)
}

/// Writes an offer down.
///
/// # Errors
/// When a field is wrong or the database fails.
pub async fn create(may: May<EditOffers>, catalogue: Programmes, Sent(mut form): Sent) -> Answer {
    let kind = form.word("kind", OfferKind::from_word).unwrap_or(OfferKind::Home);
    let Some(whole) = read(&may, &catalogue, &mut form, kind, None).await? else { return Err(form.problem()) };
    let offer = offers::add(&may.db, whole, form.flag("open")).await?;
    let out = out(&may, &catalogue, offer.id).await?;
    created(&format!("/api/v1/offers/{}", offer.id), out)
}

/// Changes an offer: what is not sent stays as it is.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when a field is wrong or somebody was faster.
pub async fn patch(may: May<EditOffers>, Id(id): Id<OfferId>, catalogue: Programmes, Sent(form): Sent) -> Answer {
    let held: Held<Offer> = may.db.held(id).await?;
    let held = match form.version() {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    let mut whole = overlaid(filled(&may, &held).await?, &form, held.kind);
    let Some(new) = read(&may, &catalogue, &mut whole, held.kind, Some(&held)).await? else {
        return Err(whole.problem());
    };
    offers::put(&may.db, held, new).await?;
    given(out(&may, &catalogue, id).await?)
}

/// What stands, with what was sent over it. Fields that no offer of the kind has are kept, to be refused by name.
fn overlaid(stands: Form, sent: &Form, kind: OfferKind) -> Form {
    let fields = of_kind(kind);
    let known = fields.iter().map(|field| field.name).filter(|name| sent.has(name));
    let whole = known.fold(stands, |whole, name| whole.with_all(name, sent.all(name)));
    let unknown = crate::pages::fields::NEW.iter().map(|field| field.name);
    let unknown = unknown.filter(|name| sent.has(name) && !fields.iter().any(|field| field.name == *name));
    unknown.fold(whole, |whole, name| whole.with_all(name, sent.all(name)))
}

async fn moved<P: Permission>(may: &May<P>, catalogue: &Programmes, id: OfferId, turn: Turn) -> Answer {
    turned(may, id, turn).await?;
    given(out(may, catalogue, id).await?)
}

/// It may be proposed from now on.
///
/// # Errors
/// When it is no draft, or a family that is not suitable.
pub async fn open(may: May<EditOffers>, Id(id): Id<OfferId>, catalogue: Programmes) -> Answer {
    moved(&may, &catalogue, id, Turn::Open).await
}

/// It is held for somebody until a day.
///
/// # Errors
/// When it is not open, or a field is wrong.
pub async fn hold(may: May<HoldOffers>, Id(id): Id<OfferId>, catalogue: Programmes, Sent(mut form): Sent) -> Answer {
    may.db.rows::<Offer>().id(id).one().await?;
    let Some(turn) = hold_of(&mut form) else { return Err(form.problem()) };
    moved(&may, &catalogue, id, turn).await
}

/// The hold ends.
///
/// # Errors
/// When it is not held.
pub async fn free(may: May<HoldOffers>, Id(id): Id<OfferId>, catalogue: Programmes) -> Answer {
    moved(&may, &catalogue, id, Turn::Free).await
}

/// Somebody takes it.
///
/// # Errors
/// When it is neither open nor held.
pub async fn take(may: May<HoldOffers>, Id(id): Id<OfferId>, catalogue: Programmes) -> Answer {
    moved(&may, &catalogue, id, Turn::Take).await
}

/// It is no longer offered.
///
/// # Errors
/// When it was taken or withdrawn, or a field is wrong.
pub async fn withdraw(
    may: May<WithdrawOffers>,
    Id(id): Id<OfferId>,
    catalogue: Programmes,
    Sent(mut form): Sent,
) -> Answer {
    may.db.rows::<Offer>().id(id).one().await?;
    let Some(turn) = withdrawal_of(&mut form) else { return Err(form.problem()) };
    moved(&may, &catalogue, id, turn).await
}

/// It is offered again.
///
/// # Errors
/// When it was neither taken nor withdrawn.
pub async fn reopen(may: May<WithdrawOffers>, Id(id): Id<OfferId>, catalogue: Programmes) -> Answer {
    moved(&may, &catalogue, id, Turn::Reopen).await
}

/// It still stands.
///
/// # Errors
/// When it was taken or withdrawn.
pub async fn confirm(may: May<EditOffers>, Id(id): Id<OfferId>, catalogue: Programmes) -> Answer {
    let held: Held<Offer> = may.db.held(id).await?;
    offers::confirm(&may.db, held).await?;
    given(out(&may, &catalogue, id).await?)
}
