//! Extensions and transfers of a stay as JSON.

use kernel::StayId;
use store::{Held, StoreError};
use web::api::{Sent, created};
use web::{Answer, Id, May};

use super::papers::StayOut;
use crate::pages::stay_moves::{EXTENSION, TRANSFER, read_extension, read_transfer};
use crate::permissions::{EditPeople, ViewLegalStatus};
use crate::store::papers::ReceptionStay;
use crate::store::stay_moves;

/// Extends a stay.
///
/// # Errors
/// When a field is wrong, there is none within reach, or somebody was faster.
pub async fn extend(may: May<EditPeople>, Id(id): Id<StayId>, Sent(mut form): Sent) -> Answer {
    let held: Held<ReceptionStay> = may.also::<ViewLegalStatus>().held(id).await?;
    form.check(EXTENSION);
    let Some(how) = read_extension(&mut form, &held, may.db.today()) else { return Err(form.problem()) };
    let held = match form.version() {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    stay_moves::extend(&may.db, held, how).await?;
    let stay = may.db.rows::<ReceptionStay>().id(id).one().await?;
    created(&format!("/api/v1/stays/{id}"), StayOut::from(stay))
}

/// Transfers somebody; gives the stay that begins.
///
/// # Errors
/// When a field is wrong, there is none within reach, or somebody was faster.
pub async fn transfer(may: May<EditPeople>, Id(id): Id<StayId>, Sent(mut form): Sent) -> Answer {
    let held: Held<ReceptionStay> = may.also::<ViewLegalStatus>().held(id).await?;
    form.check(TRANSFER);
    let Some((on, to)) = read_transfer(&mut form, &held, may.db.today()) else { return Err(form.problem()) };
    let held = match form.version() {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    let next = to.id;
    stay_moves::transfer(&may.db, held, on, to).await?;
    let stay = may.db.rows::<ReceptionStay>().id(next).first().await?.ok_or(StoreError::NotFound)?;
    created(&format!("/api/v1/stays/{next}"), StayOut::from(stay))
}
