//! Follow-ups as JSON.

use kernel::PathwayId;
use people::store::sightings::Seen;
use web::api::{Sent, all, created};
use web::{Answer, Id, May, Problem};

use crate::pages::follow_ups::{OUTCOME, outcome, shown};
use crate::pages::frame::seen;
use crate::permissions::{EditPlans, ViewPathways};
use crate::store::follow_ups::{self, FollowUp, FollowUpId};
use crate::store::pathways;

/// The follow-ups of a pathway, in the order in which they fall due.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn list(may: May<ViewPathways>, Id(id): Id<PathwayId>) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    seen(&may.db, &pathway, Seen::Record).await?;
    let words = pathway.shows_words(&may.db);
    all(follow_ups::of(&may.db, id).await?.iter().map(|due| shown(due, words)).collect())
}

/// Writes down what a follow-up found out. Over what was written down before only with its version: whoever does not say
/// one has not seen it.
///
/// # Errors
/// When a field is wrong, it is written down already and no version is said, or somebody was faster.
pub async fn done(may: May<EditPlans>, Id(id): Id<FollowUpId>, Sent(mut form): Sent) -> Answer {
    let held = may.db.held::<FollowUp>(id).await?;
    let pathway = pathways::one(&may.db, held.pathway_id).await?;
    if !form.check(OUTCOME) {
        return Err(form.problem());
    }
    let Some(outcome) = outcome(&form) else { return Err(form.problem()) };
    let done = match form.version() {
        Some(seen) if held.done_on.is_some() => {
            follow_ups::corrected(&may.db, &pathway, held.at_version(seen)?, outcome).await
        }
        Some(seen) => follow_ups::done(&may.db, &pathway, held.at_version(seen)?, outcome).await,
        None => follow_ups::done(&may.db, &pathway, held, outcome).await,
    };
    let done = done.map_err(Problem::from)?;
    created(&format!("/api/v1/pathways/{}/follow-ups", pathway.id), shown(&done, true))
}
