//! A run under way: what it is doing, and how to stop it.

use serde_json::json;
use web::{Answer, Flash, Id, May, Posted, Problem};

use crate::permissions::RunDesk;
use crate::works::{self, Ended, Work, WorkId};

fn own(may: &May<RunDesk>, id: WorkId) -> Result<std::sync::Arc<Work>, Problem> {
    works::of(id, may.caller().member).ok_or(Problem::NotFound)
}

/// How far it is; the run itself as soon as there is one.
///
/// # Errors
/// [`Problem::NotFound`] for a run of somebody else.
pub async fn show(may: May<RunDesk>, Id(id): Id<WorkId>) -> Answer {
    let work = own(&may, id)?;
    told(&may, &work).await
}

/// Waits for a moment, and tells how it went.
pub(crate) async fn told<P>(may: &May<P>, work: &Work) -> Answer {
    match work.wait().await {
        Some(Ended::Kept(run)) => may.see_done(&format!("/desk/runs/{run}"), Flash("desk-run")),
        Some(Ended::Tried(trial)) => may.see_done(&format!("/desk/trials/{trial}"), Flash("desk-tried")),
        Some(Ended::Stopped) => may.see_done("/desk", Flash("desk-stopped")),
        Some(Ended::Failed) => Err(Problem::Broken),
        None => {
            let seconds = may.db.now().millis().saturating_sub(work.began.millis()) / 1000;
            let context = json!({
                "id": work.id, "kind": work.about.kind, "phase": work.phase(), "seconds": seconds,
            });
            may.page("desk/work.html", context)
        }
    }
}

/// It ends as soon as it has done what it is doing; nothing is kept.
///
/// # Errors
/// [`Problem::NotFound`] for a run of somebody else.
pub async fn stop(may: May<RunDesk>, Id(id): Id<WorkId>, Posted(_): Posted) -> Answer {
    let work = own(&may, id)?;
    work.stop();
    may.see(&format!("/desk/works/{id}"))
}
