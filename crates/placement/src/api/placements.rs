//! Placements as JSON.

use people::store::sightings::Seen;
use store::Held;
use web::api::{Sent, created, given, listed};
use web::{Answer, Filters, Form, Id, May, Problem};

use crate::pages::Programmes;
use crate::pages::placement_fields::{BEGINNING, NEW_PLACEMENT, PLACEMENT_FILTERS, TERMS};
use crate::pages::placement_forms::{begun, ended, ending_of, new_of, next_of, pathway_of, terms_of, written};
use crate::pages::placement_told::{PlacementOut, told};
use crate::pages::placements::{asked, seen};
use crate::permissions::{EditPlacements, EndPlacements, ViewPlacements};
use crate::store::placements::{self, Placement, PlacementId, SORTINGS};
use crate::store::stays;

/// The placements within reach.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn list(may: May<ViewPlacements>, filters: Filters, catalogue: Programmes) -> Answer {
    let filters = filters.checked(PLACEMENT_FILTERS)?;
    let page = placements::page(&may.db, &asked(&filters.0), filters.sorting(SORTINGS), filters.page(50)).await?;
    let (ask, total) = (page.ask, page.total);
    let items = told(&may, &catalogue, page.items).await?;
    listed(&may, &filters, store::Page { items, total, ask })
}

async fn out<P>(may: &May<P>, catalogue: &Programmes, id: PlacementId) -> Result<PlacementOut, Problem> {
    let row = placements::one(&may.also::<ViewPlacements>(), id).await?;
    told(may, catalogue, vec![row]).await?.pop().ok_or(Problem::NotFound)
}

/// One placement.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn one(may: May<ViewPlacements>, Id(id): Id<PlacementId>, catalogue: Programmes) -> Answer {
    seen(&may.db, &placements::one(&may.db, id).await?, Seen::Record).await?;
    given(out(&may, &catalogue, id).await?)
}

/// Plans a placement along a pathway, or writes one down that has begun.
///
/// # Errors
/// When a field is wrong, or a rule says no.
pub async fn create(may: May<EditPlacements>, catalogue: Programmes, Sent(mut form): Sent) -> Answer {
    form.check(NEW_PLACEMENT);
    let pathway = pathway_of(&may, &form).await?;
    let Some(new) = new_of(&may, &pathway, &mut form).await? else { return Err(form.problem()) };
    let placement = written(&may, new, &form).await?;
    let out = out(&may, &catalogue, placement.id).await?;
    created(&format!("/api/v1/placements/{}", placement.id), out)
}

/// The placement as it was seen, where a version is said.
pub(crate) fn as_seen<R: store::Keyed>(held: Held<R>, form: &Form) -> store::Stored<Held<R>> {
    match form.version() {
        Some(version) => held.at_version(version),
        None => Ok(held),
    }
}

/// Changes what is agreed: what is not sent stays as it is.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when a field is wrong or somebody was faster.
pub async fn patch(
    may: May<EditPlacements>,
    Id(id): Id<PlacementId>,
    catalogue: Programmes,
    Sent(mut form): Sent,
) -> Answer {
    let held: Held<Placement> = may.db.held(id).await?;
    let stands = [
        ("planned-from", held.planned_from.map(|day| day.to_string())),
        ("planned-until", held.planned_until.map(|day| day.to_string())),
        ("monthly", held.monthly.map(|monthly| monthly.to_string())),
        ("rule-note", held.rule_note.clone()),
    ];
    for (name, value) in stands {
        if !form.has(name) {
            form = form.with_some(name, value);
        }
    }
    if !form.check(TERMS) {
        return Err(form.problem());
    }
    let Some(terms) = terms_of(&may, &held, &mut form).await? else { return Err(form.problem()) };
    stays::agree(&may.db, as_seen(held, &form)?, terms).await?;
    given(out(&may, &catalogue, id).await?)
}

/// A placement begins, or the day of its beginning is put right.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when the day does not fit.
pub async fn begin(
    may: May<EditPlacements>,
    Id(id): Id<PlacementId>,
    catalogue: Programmes,
    Sent(mut form): Sent,
) -> Answer {
    let held: Held<Placement> = may.db.held(id).await?;
    let Some(on) = form.check(BEGINNING).then(|| form.value("began-on")).flatten() else { return Err(form.problem()) };
    begun(&may, as_seen(held, &form)?, on).await?;
    given(out(&may, &catalogue, id).await?)
}

/// A beginning is taken back.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when something was written down along it.
pub async fn take_back_beginning(may: May<EditPlacements>, Id(id): Id<PlacementId>, catalogue: Programmes) -> Answer {
    stays::take_back_beginning(&may.db, may.db.held(id).await?).await?;
    given(out(&may, &catalogue, id).await?)
}

/// A placement ends, is called off, or its end is put right.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when the day or the reason does not fit.
pub async fn end(
    may: May<EndPlacements>,
    Id(id): Id<PlacementId>,
    catalogue: Programmes,
    Sent(mut form): Sent,
) -> Answer {
    let held: Held<Placement> = may.db.held(id).await?;
    let Some(ending) = ending_of(&mut form, &held) else { return Err(form.problem()) };
    ended(&may, as_seen(held, &form)?, ending).await?;
    given(out(&may, &catalogue, id).await?)
}

/// An end is taken back.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when it goes on elsewhere.
pub async fn take_back_ending(may: May<EndPlacements>, Id(id): Id<PlacementId>, catalogue: Programmes) -> Answer {
    stays::take_back_ending(&may.db, may.db.held(id).await?).await?;
    given(out(&may, &catalogue, id).await?)
}

/// One placement turns into the next, which is given.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; when a field is wrong or a rule says no.
pub async fn transform(
    may: May<EndPlacements>,
    Id(id): Id<PlacementId>,
    catalogue: Programmes,
    Sent(mut form): Sent,
) -> Answer {
    let held: Held<Placement> = may.db.held(id).await?;
    let Some(next) = next_of(&may, &mut form).await? else { return Err(form.problem()) };
    let next = stays::transform(&may.db, as_seen(held, &form)?, next).await?;
    created(&format!("/api/v1/placements/{}", next.id), out(&may, &catalogue, next.id).await?)
}
