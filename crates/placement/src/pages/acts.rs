//! What is done with an offer: opened, held, freed, taken, withdrawn, opened again, confirmed.

use serde_json::json;
use store::{Held, Stored};
use web::{Answer, Flash, Form, Id, May, Permission, Posted, is_own_path};

use super::choices;
use super::fields::{HOLD, WITHDRAWAL};
use super::offer_form::told_form;
use crate::permissions::{EditOffers, HoldOffers, ViewOffers, WithdrawOffers};
use crate::rules::offer::{LONGEST_HOLD, WithdrawReason};
use crate::store::declined::Acted;
use crate::store::offers::{self, Offer, OfferId, OfferSeen, Turn};

/// Where the address of an act leads back to.
///
/// # Errors
/// [`web::Problem::NotFound`] when there is none that one may look at.
pub async fn back(may: May<ViewOffers>, Id(id): Id<OfferId>) -> Answer {
    may.db.rows::<OfferSeen>().id(id).one().await?;
    may.see(&format!("/offers/{id}"))
}

/// Moves an offer on that lies within reach.
pub(crate) async fn turned<P: Permission>(may: &May<P>, id: OfferId, turn: Turn) -> Acted<Offer> {
    let held: Held<Offer> = may.db.held(id).await?;
    offers::turn(&may.db, held, turn).await
}

async fn simple<P: Permission>(may: &May<P>, id: OfferId, turn: Turn, flash: &'static str) -> Answer {
    turned(may, id, turn).await?;
    may.see_done(&format!("/offers/{id}"), Flash(flash))
}

/// It may be proposed from now on.
///
/// # Errors
/// When it is no draft, or a family that is not suitable.
pub async fn open(may: May<EditOffers>, Id(id): Id<OfferId>, Posted(_): Posted) -> Answer {
    simple(&may, id, Turn::Open, "offer-opened").await
}

/// The hold ends.
///
/// # Errors
/// When it is not held.
pub async fn free(may: May<HoldOffers>, Id(id): Id<OfferId>, Posted(_): Posted) -> Answer {
    simple(&may, id, Turn::Free, "offer-freed").await
}

/// Somebody takes it.
///
/// # Errors
/// When it is neither open nor held.
pub async fn take(may: May<HoldOffers>, Id(id): Id<OfferId>, Posted(_): Posted) -> Answer {
    simple(&may, id, Turn::Take, "offer-taken").await
}

/// It is offered again.
///
/// # Errors
/// When it was neither taken nor withdrawn.
pub async fn reopen(may: May<WithdrawOffers>, Id(id): Id<OfferId>, Posted(_): Posted) -> Answer {
    simple(&may, id, Turn::Reopen, "offer-reopened").await
}

/// It still stands.
///
/// # Errors
/// When it was taken or withdrawn.
pub async fn confirm(may: May<EditOffers>, Id(id): Id<OfferId>, Posted(form): Posted) -> Answer {
    let held: Held<Offer> = may.db.held(id).await?;
    offers::confirm(&may.db, held).await?;
    // Whoever rings through a list goes back to it.
    let next = form.typed("next");
    let back = if is_own_path(next) { next.to_owned() } else { format!("/offers/{id}") };
    may.see_done(&back, Flash("offer-confirmed"))
}

/// The form of a hold; two weeks are proposed.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn hold_form(may: May<HoldOffers>, Id(id): Id<OfferId>) -> Answer {
    let form = Form::blank().with("until", may.db.today().plus_days(14));
    hold_page(&may, id, &form).await
}

async fn hold_page(may: &May<HoldOffers>, id: OfferId, form: &Form) -> Answer {
    let context = json!({ "id": id, "code": code(may, id).await?, "longest": LONGEST_HOLD });
    may.form("offers/hold.html", form, context)
}

async fn code<P: Permission>(may: &May<P>, id: OfferId) -> Stored<String> {
    Ok(may.db.rows::<Offer>().id(id).one().await?.code)
}

/// What a hold says; nothing, when the form says why not.
pub(crate) fn hold_of(form: &mut Form) -> Option<Turn> {
    if !form.check(HOLD) {
        return None;
    }
    Some(Turn::Hold { until: form.value("until")?, held_for: form.text("held-for") })
}

/// Holds an offer.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn hold(may: May<HoldOffers>, Id(id): Id<OfferId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Offer> = may.db.held(id).await?;
    if let Some(turn) = hold_of(&mut form)
        && told_form(&mut form, offers::turn(&may.db, held, turn).await)?.is_some()
    {
        return may.see_done(&format!("/offers/{id}"), Flash("offer-held"));
    }
    hold_page(&may, id, &form).await
}

/// The form of a withdrawal.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn withdrawal_form(may: May<WithdrawOffers>, Id(id): Id<OfferId>) -> Answer {
    withdrawal_page(&may, id, &Form::blank()).await
}

async fn withdrawal_page(may: &May<WithdrawOffers>, id: OfferId, form: &Form) -> Answer {
    let reasons = choices(may, "offer-reason", WithdrawReason::ALL);
    may.form("offers/withdrawal.html", form, json!({ "id": id, "code": code(may, id).await?, "reasons": reasons }))
}

/// What a withdrawal says; nothing, when the form says why not.
pub(crate) fn withdrawal_of(form: &mut Form) -> Option<Turn> {
    if !form.check(WITHDRAWAL) {
        return None;
    }
    form.word("reason", WithdrawReason::from_word).map(Turn::Withdraw)
}

/// Withdraws an offer.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn withdraw(may: May<WithdrawOffers>, Id(id): Id<OfferId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Offer> = may.db.held(id).await?;
    if let Some(turn) = withdrawal_of(&mut form)
        && told_form(&mut form, offers::turn(&may.db, held, turn).await)?.is_some()
    {
        return may.see_done(&format!("/offers/{id}"), Flash("offer-withdrawn"));
    }
    withdrawal_page(&may, id, &form).await
}
