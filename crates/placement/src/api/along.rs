//! What happens along a placement, as JSON.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use people::store::sightings::Seen;
use store::Held;
use web::api::{Sent, all, created, given};
use web::{Answer, Id, May};

use super::placements::as_seen;
use crate::pages::check_ins::{Said, dropped_of, moved_of, out, said_of};
use crate::pages::placement_told::along;
use crate::pages::placements::seen;
use crate::pages::troubles::{problem_of, problem_out, solution_of, visit_held_of, visit_of, visit_out};
use crate::permissions::{AccompanyPlacements, ViewPlacements};
use crate::store::check_ins::{self, CheckIn, CheckInId};
use crate::store::mediation::{self, MediationVisit, MediationVisitId};
use crate::store::placements::{self, PlacementId};
use crate::store::problems::{self, Problem, ProblemId};

/// The check-ins of a placement.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn check_ins(may: May<ViewPlacements>, Id(id): Id<PlacementId>) -> Answer {
    let placement = placements::one(&may.db, id).await?;
    seen(&may.db, &placement, Seen::Record).await?;
    all(along(&may, &placement).await?.check_ins)
}

/// Writes down what a check-in found out. Over what was written before only with its version: whoever says none has not
/// seen it.
///
/// # Errors
/// When a field is wrong, it was held already and no version is said, or somebody was faster.
pub async fn hold(may: May<AccompanyPlacements>, Id(id): Id<CheckInId>, Sent(mut form): Sent) -> Answer {
    let held: Held<CheckIn> = may.db.held(id).await?;
    let placement = placements::one(&may.db, held.placement_id).await?;
    let Some(Said { told, who, words }) = said_of(&mut form, may.db.today()) else { return Err(form.problem()) };
    if held.held_on.is_some() && form.version().is_none() {
        return Err(web::Problem::refused(&crate::rules::StayRefusal::DoneAlready));
    }
    check_ins::hold(&may.db, as_seen(held, &form)?, told, who, words).await?;
    given(out(&may, &placement, id).await?)
}

/// Moves a check-in.
///
/// # Errors
/// When a field is wrong, it was held, or somebody was faster.
pub async fn postpone(may: May<AccompanyPlacements>, Id(id): Id<CheckInId>, Sent(mut form): Sent) -> Answer {
    let held: Held<CheckIn> = may.db.held(id).await?;
    let placement = placements::one(&may.db, held.placement_id).await?;
    let Some((to, reason)) = moved_of(&mut form) else { return Err(form.problem()) };
    check_ins::postpone(&may.db, as_seen(held, &form)?, to, reason).await?;
    given(out(&may, &placement, id).await?)
}

/// Drops a check-in.
///
/// # Errors
/// When a field is wrong, it was held or dropped, or somebody was faster.
pub async fn drop_it(may: May<AccompanyPlacements>, Id(id): Id<CheckInId>, Sent(mut form): Sent) -> Answer {
    let held: Held<CheckIn> = may.db.held(id).await?;
    let placement = placements::one(&may.db, held.placement_id).await?;
    let Some(reason) = dropped_of(&mut form) else { return Err(form.problem()) };
    check_ins::drop_it(&may.db, as_seen(held, &form)?, reason).await?;
    given(out(&may, &placement, id).await?)
}

/// The problems of a placement, those open first.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn problems(may: May<ViewPlacements>, Id(id): Id<PlacementId>) -> Answer {
    let placement = placements::one(&may.db, id).await?;
    seen(&may.db, &placement, Seen::Record).await?;
    all(along(&may, &placement).await?.problems)
}

/// Notes a problem.
///
/// # Errors
/// When a field is wrong, or it has not begun.
pub async fn note_problem(may: May<AccompanyPlacements>, Id(id): Id<PlacementId>, Sent(mut form): Sent) -> Answer {
    let placement = placements::one(&may.db, id).await?;
    let Some((kind, on, words)) = problem_of(&mut form, may.db.today()) else { return Err(form.problem()) };
    let problem = problems::note(&may.db, &placement, kind, on, words).await?;
    created(&format!("/api/v1/placements/{id}/problems"), problem_out(&may, &placement, problem.id).await?)
}

/// Notes that a problem is solved.
///
/// # Errors
/// When a field is wrong, it is solved already, or somebody was faster.
pub async fn solve(may: May<AccompanyPlacements>, Id(id): Id<ProblemId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Problem> = may.db.held(id).await?;
    let placement = placements::one(&may.db, held.placement_id).await?;
    let Some((on, done)) = solution_of(&mut form) else { return Err(form.problem()) };
    problems::solve(&may.db, as_seen(held, &form)?, on, done).await?;
    given(problem_out(&may, &placement, id).await?)
}

/// A solved problem is there again.
///
/// # Errors
/// When it is open.
pub async fn reopen_problem(may: May<AccompanyPlacements>, Id(id): Id<ProblemId>) -> Answer {
    let held: Held<Problem> = may.db.held(id).await?;
    let placement = placements::one(&may.db, held.placement_id).await?;
    problems::reopen(&may.db, held).await?;
    given(problem_out(&may, &placement, id).await?)
}

/// The mediation visits of a placement, the latest first.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn visits(may: May<ViewPlacements>, Id(id): Id<PlacementId>) -> Answer {
    let placement = placements::one(&may.db, id).await?;
    seen(&may.db, &placement, Seen::Record).await?;
    all(along(&may, &placement).await?.visits)
}

/// Plans or notes a mediation visit.
///
/// # Errors
/// When a field is wrong, or it has not begun.
pub async fn add_visit(may: May<AccompanyPlacements>, Id(id): Id<PlacementId>, Sent(mut form): Sent) -> Answer {
    let placement = placements::one(&may.db, id).await?;
    let Some(said) = visit_of(&mut form) else { return Err(form.problem()) };
    let visit = mediation::add(&may.db, &placement, said).await?;
    created(&format!("/api/v1/placements/{id}/mediation-visits"), visit_out(&may, &placement, visit.id).await?)
}

/// Notes how a planned visit ended.
///
/// # Errors
/// When a field is wrong, it was held already, or somebody was faster.
pub async fn finish_visit(may: May<AccompanyPlacements>, Id(id): Id<MediationVisitId>, Sent(mut form): Sent) -> Answer {
    let held: Held<MediationVisit> = may.db.held(id).await?;
    let placement = placements::one(&may.db, held.placement_id).await?;
    let Some(done) = visit_held_of(&mut form) else { return Err(form.problem()) };
    let (who, words) = (form.text("who"), form.text("words"));
    mediation::finish(&may.db, as_seen(held, &form)?, done, who, words).await?;
    given(visit_out(&may, &placement, id).await?)
}

/// Takes a visit out of the plan.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; when it was held.
pub async fn cancel_visit(may: May<AccompanyPlacements>, Id(id): Id<MediationVisitId>) -> Answer {
    mediation::cancel(&may.db, may.db.held(id).await?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
