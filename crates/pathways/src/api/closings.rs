//! Closing and opening again, as JSON.

use kernel::PathwayId;
use people::store::sightings::Seen;
use web::api::{Sent, created, given};
use web::{Answer, Id, May, Problem};

use super::pathways::PathwayOut;
use crate::pages::closings::{CLOSING, said, shown};
use crate::pages::frame::seen;
use crate::permissions::{ClosePathways, ReopenPathways, ViewPathways};
use crate::store::closings;
use crate::store::pathways::{self, Pathway};

/// The closing that holds.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach, and while the pathway is open.
pub async fn one(may: May<ViewPathways>, Id(id): Id<PathwayId>) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    seen(&may.db, &pathway, Seen::Record).await?;
    let closing = closings::current(&may.db, id).await?.ok_or(Problem::NotFound)?;
    given(shown(&closing, pathway.shows_words(&may.db)))
}

/// Closes the pathway.
///
/// # Errors
/// When a field is wrong, the pathway is closed already, or somebody was faster.
pub async fn create(may: May<ClosePathways>, Id(id): Id<PathwayId>, Sent(mut form): Sent) -> Answer {
    let held = may.db.held::<Pathway>(id).await?;
    if !form.check(CLOSING) {
        return Err(form.problem());
    }
    let seen = form.version().unwrap_or(held.version);
    let held = closings::held_open(held, seen).map_err(Problem::from)?;
    let closing = closings::close(&may.db, held, &said(&form)).await.map_err(Problem::from)?;
    created(&format!("/api/v1/pathways/{id}/closing"), shown(&closing, true))
}

/// Opens a closed pathway again.
///
/// # Errors
/// When it is open, or another of the household in the programme is open meanwhile.
pub async fn reopen(may: May<ReopenPathways>, Id(id): Id<PathwayId>, Sent(mut form): Sent) -> Answer {
    if !form.check(&[]) {
        return Err(form.problem());
    }
    let held = may.db.held::<Pathway>(id).await?;
    let seen = form.version().unwrap_or(held.version);
    let pathway = closings::reopen(&may.db, held.at_version(seen)?).await.map_err(Problem::from)?;
    given(PathwayOut::from(pathway))
}
