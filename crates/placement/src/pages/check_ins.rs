//! Check-ins: held in a few words, moved or dropped with a reason.

use kernel::Day;
use people::store::sightings::Seen;
use serde_json::{Value, json};
use store::{Held, Stored};
use web::{Answer, Flash, Form, Id, May, Posted, Problem, is_own_path};

use super::placement_fields::{CHECK_IN, DROPPING, MOVING};
use super::placement_forms::{head, told_form};
use super::placement_told::{CheckInOut, along};
use super::placements::{reaches, seen};
use super::{Programmes, choices};
use crate::permissions::{AccompanyPlacements, ViewOfferContacts, ViewPlacements};
use crate::rules::check_in::{CheckInReason, Goes, SpokenWith, Told};
use crate::rules::placement::PlacementStatus;
use crate::store::check_ins::{self, CheckIn, CheckInId};
use crate::store::placements::{self, Placement};

/// A check-in as it is read.
pub(crate) async fn out<P>(may: &May<P>, placement: &Placement, id: CheckInId) -> Result<CheckInOut, Problem> {
    along(may, placement).await?.check_ins.into_iter().find(|row| row.id == id).ok_or(Problem::NotFound)
}

/// What a check-in found out, with whom by name and what was said.
pub(crate) struct Said {
    pub(crate) told: Told,
    pub(crate) who: Option<String>,
    pub(crate) words: Option<String>,
}

/// What a form says of a check-in; nothing, when the form says why not.
pub(crate) fn said_of(form: &mut Form, today: Day) -> Option<Said> {
    if !form.check(CHECK_IN) {
        return None;
    }
    let told = Told {
        held_on: form.value("held-on").unwrap_or(today),
        with: form.word("spoken-with", SpokenWith::from_word)?,
        household: form.word("household", Goes::from_word),
        other_side: form.word("other-side", Goes::from_word),
    };
    Some(Said { told, who: form.text("who"), words: form.text("words") })
}

/// One check-in: what it found out, or the form to write it down.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn show(may: May<ViewPlacements>, Id(id): Id<CheckInId>, catalogue: Programmes) -> Answer {
    let row = may.db.rows::<CheckIn>().id(id).one().await?;
    let placement = placements::one(&may.db, row.placement_id).await?;
    seen(&may.db, &placement, Seen::Record).await?;
    let out = out(&may, &placement, id).await?;
    let form = Form::blank()
        .with("held-on", out.held_on.unwrap_or(may.db.today()))
        .with("spoken-with", out.spoken_with.unwrap_or(SpokenWith::Household))
        .with_some("household", out.household)
        .with_some("other-side", out.other_side)
        .with_some("who", out.who.as_ref())
        .with_some("words", out.words.as_ref())
        .with("version", out.version);
    check_in_page(&may, &catalogue, &placement, id, &form).await
}

async fn check_in_page<P>(
    may: &May<P>,
    catalogue: &Programmes,
    placement: &Placement,
    id: CheckInId,
    form: &Form,
) -> Answer {
    let mut context = about(may, catalogue, placement, id).await?;
    context["spoken_with"] = json!(choices(may, &format!("spoken-with-{}", side(placement)), SpokenWith::ALL));
    context["goes"] = json!(choices(may, "goes", Goes::ALL));
    may.form("placements/check_in.html", form, context)
}

/// How the other side of a placement is called in texts.
pub(crate) fn side(placement: &Placement) -> &'static str {
    placement.kind.offered_as().word()
}

async fn about<P>(
    may: &May<P>,
    catalogue: &Programmes,
    placement: &Placement,
    id: CheckInId,
) -> Result<Value, Problem> {
    Ok(json!({
        "placement": head(may, catalogue, placement).await?,
        "check_in": out(may, placement, id).await?,
        "side": side(placement),
        "words": placement.shows_words(&may.also::<ViewOfferContacts>()),
        "may_accompany": reaches::<AccompanyPlacements, _>(may, placement),
        "under_way": placement.status == PlacementStatus::UnderWay,
    }))
}

/// Writes down what a check-in found out; over what was written before only by somebody who has seen it.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; [`web::Problem::Stale`] when somebody was faster.
pub async fn hold(
    may: May<AccompanyPlacements>,
    Id(id): Id<CheckInId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    let held: Held<CheckIn> = may.db.held(id).await?;
    let placement = placements::one(&may.db, held.placement_id).await?;
    if let Some(Said { told, who, words }) = said_of(&mut form, may.db.today()) {
        let held = held.at_version(form.version().unwrap_or_default())?;
        if told_form(&mut form, check_ins::hold(&may.db, held, told, who, words).await)?.is_some() {
            // Whoever works through a day goes back to it.
            let next = form.typed("next");
            let usual = format!("/placements/{}#check-ins", placement.id);
            let back = if is_own_path(next) { next } else { &usual };
            return may.see_done(back, Flash("check-in-held"));
        }
    }
    check_in_page(&may, &catalogue, &placement, id, &form).await
}

async fn read(may: &May<AccompanyPlacements>, id: CheckInId) -> Stored<(CheckIn, Placement)> {
    let row = may.db.rows::<CheckIn>().id(id).one().await?;
    let placement = placements::one(&may.db, row.placement_id).await?;
    Ok((row, placement))
}

async fn reason_page(
    may: &May<AccompanyPlacements>,
    catalogue: &Programmes,
    (placement, id): (&Placement, CheckInId),
    moves: bool,
    form: &Form,
) -> Answer {
    let mut context = about(may, catalogue, placement, id).await?;
    context["moves"] = json!(moves);
    context["reasons"] = json!(choices(may, "check-in-reason", CheckInReason::ALL));
    may.form("placements/check_in_reason.html", form, context)
}

/// The form of a check-in that is moved.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn moving(may: May<AccompanyPlacements>, Id(id): Id<CheckInId>, catalogue: Programmes) -> Answer {
    let (row, placement) = read(&may, id).await?;
    let form = Form::blank()
        .with("due-on", row.due_on.max(may.db.today().plus_days(7)))
        .with_some("reason", row.moved_for)
        .with("version", row.version);
    reason_page(&may, &catalogue, (&placement, id), true, &form).await
}

/// To which day a check-in is moved, and why; nothing, when the form says why not.
pub(crate) fn moved_of(form: &mut Form) -> Option<(Day, CheckInReason)> {
    if !form.check(MOVING) {
        return None;
    }
    Some((form.value("due-on")?, form.word("reason", CheckInReason::from_word)?))
}

/// Moves a check-in.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; [`web::Problem::Stale`] when somebody was faster.
pub async fn postpone(
    may: May<AccompanyPlacements>,
    Id(id): Id<CheckInId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    let held: Held<CheckIn> = may.db.held(id).await?;
    let placement = placements::one(&may.db, held.placement_id).await?;
    if let Some((to, reason)) = moved_of(&mut form) {
        let held = held.at_version(form.version().unwrap_or_default())?;
        if told_form(&mut form, check_ins::postpone(&may.db, held, to, reason).await)?.is_some() {
            return may.see_done(&format!("/placements/{}#check-ins", placement.id), Flash("check-in-moved"));
        }
    }
    reason_page(&may, &catalogue, (&placement, id), true, &form).await
}

/// The form of a check-in that is dropped.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn dropping(may: May<AccompanyPlacements>, Id(id): Id<CheckInId>, catalogue: Programmes) -> Answer {
    let (row, placement) = read(&may, id).await?;
    let form = Form::blank().with_some("reason", row.dropped_for).with("version", row.version);
    reason_page(&may, &catalogue, (&placement, id), false, &form).await
}

/// Why a check-in is dropped; nothing, when the form says why not.
pub(crate) fn dropped_of(form: &mut Form) -> Option<CheckInReason> {
    if form.check(DROPPING) { form.word("reason", CheckInReason::from_word) } else { None }
}

/// Drops a check-in.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; [`web::Problem::Stale`] when somebody was faster.
pub async fn drop_it(
    may: May<AccompanyPlacements>,
    Id(id): Id<CheckInId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    let held: Held<CheckIn> = may.db.held(id).await?;
    let placement = placements::one(&may.db, held.placement_id).await?;
    if let Some(reason) = dropped_of(&mut form) {
        let held = held.at_version(form.version().unwrap_or_default())?;
        if told_form(&mut form, check_ins::drop_it(&may.db, held, reason).await)?.is_some() {
            return may.see_done(&format!("/placements/{}#check-ins", placement.id), Flash("check-in-dropped"));
        }
    }
    reason_page(&may, &catalogue, (&placement, id), false, &form).await
}
