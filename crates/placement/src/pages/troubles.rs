//! What goes wrong along a placement, and the visits that mediate.

use kernel::Day;
use serde_json::json;
use store::Held;
use web::{Answer, FieldError, Flash, Form, Id, May, Posted, Problem as Refused};

use super::placement_fields::{MEDIATION, MEDIATION_HELD, PROBLEM, SOLUTION};
use super::placement_forms::{head, told_form};
use super::placement_told::{MediationOut, ProblemOut, along};
use super::{Programmes, choices};
use crate::permissions::{AccompanyPlacements, ViewOfferContacts};
use crate::rules::problem::{MediationOutcome, ProblemKind};
use crate::store::mediation::{self, MediationSaid, MediationVisit, MediationVisitId};
use crate::store::placements::{self, Placement, PlacementId};
use crate::store::problems::{self, Problem, ProblemId};

/// A problem as it is read.
pub(crate) async fn problem_out<P>(may: &May<P>, of: &Placement, id: ProblemId) -> Result<ProblemOut, Refused> {
    along(may, of).await?.problems.into_iter().find(|row| row.id == id).ok_or(Refused::NotFound)
}

/// A mediation visit as it is read.
pub(crate) async fn visit_out<P>(may: &May<P>, of: &Placement, id: MediationVisitId) -> Result<MediationOut, Refused> {
    along(may, of).await?.visits.into_iter().find(|row| row.id == id).ok_or(Refused::NotFound)
}

/// What a form says of a problem; nothing, when the form says why not.
pub(crate) fn problem_of(form: &mut Form, today: Day) -> Option<(ProblemKind, Day, Option<String>)> {
    if !form.check(PROBLEM) {
        return None;
    }
    let kind = form.word("kind", ProblemKind::from_word)?;
    Some((kind, form.value("noted-on").unwrap_or(today), form.text("words")))
}

/// The form of a problem.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach, or before it began.
pub async fn problem_form(may: May<AccompanyPlacements>, Id(id): Id<PlacementId>, catalogue: Programmes) -> Answer {
    let placement = placements::one(&may.db, id).await?;
    problem_page(&may, &catalogue, &placement, &Form::blank().with("noted-on", may.db.today())).await
}

async fn problem_page(
    may: &May<AccompanyPlacements>,
    catalogue: &Programmes,
    placement: &Placement,
    form: &Form,
) -> Answer {
    if placement.began_on.is_none() {
        return Err(Refused::NotFound);
    }
    let context = json!({
        "placement": head(may, catalogue, placement).await?,
        "kinds": choices(may, "problem-kind", ProblemKind::ALL),
    });
    may.form("placements/problem.html", form, context)
}

/// Notes a problem.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn note_problem(
    may: May<AccompanyPlacements>,
    Id(id): Id<PlacementId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    let placement = placements::one(&may.db, id).await?;
    if let Some((kind, on, words)) = problem_of(&mut form, may.db.today())
        && told_form(&mut form, problems::note(&may.db, &placement, kind, on, words).await)?.is_some()
    {
        return may.see_done(&format!("/placements/{id}"), Flash("problem-noted"));
    }
    problem_page(&may, &catalogue, &placement, &form).await
}

/// The form of how a problem was solved.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn solution_form(may: May<AccompanyPlacements>, Id(id): Id<ProblemId>, catalogue: Programmes) -> Answer {
    let row = may.db.rows::<Problem>().id(id).one().await?;
    let placement = placements::one(&may.db, row.placement_id).await?;
    let before = problem_out(&may, &placement, id).await?.done;
    let form = Form::blank()
        .with("solved-on", row.solved_on.unwrap_or(may.db.today()))
        .with_some("words", before)
        .with("version", row.version);
    solution_page(&may, &catalogue, (&placement, id), &form).await
}

async fn solution_page(
    may: &May<AccompanyPlacements>,
    catalogue: &Programmes,
    (placement, id): (&Placement, ProblemId),
    form: &Form,
) -> Answer {
    let context = json!({
        "placement": head(may, catalogue, placement).await?,
        "problem": problem_out(may, placement, id).await?,
        "words": placement.shows_words(&may.also::<ViewOfferContacts>()),
    });
    may.form("placements/solution.html", form, context)
}

/// When a problem was solved, and what was done; nothing, when the form says why not.
pub(crate) fn solution_of(form: &mut Form) -> Option<(Day, Option<String>)> {
    if form.check(SOLUTION) { Some((form.value("solved-on")?, form.text("words"))) } else { None }
}

/// Notes that a problem is solved.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; [`web::Problem::Stale`] when somebody was faster.
pub async fn solve(
    may: May<AccompanyPlacements>,
    Id(id): Id<ProblemId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    let held: Held<Problem> = may.db.held(id).await?;
    let placement = placements::one(&may.db, held.placement_id).await?;
    if let Some((on, done)) = solution_of(&mut form) {
        let held = held.at_version(form.version().unwrap_or_default())?;
        if told_form(&mut form, problems::solve(&may.db, held, on, done).await)?.is_some() {
            return may.see_done(&format!("/placements/{}", placement.id), Flash("problem-solved"));
        }
    }
    solution_page(&may, &catalogue, (&placement, id), &form).await
}

/// Where the address of a problem opened again leads back to.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn back_to_problems(may: May<AccompanyPlacements>, Id(id): Id<ProblemId>) -> Answer {
    let row = may.db.rows::<Problem>().id(id).one().await?;
    may.see(&format!("/placements/{}#problems", row.placement_id))
}

/// A solved problem is there again.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; when it is open.
pub async fn reopen_problem(may: May<AccompanyPlacements>, Id(id): Id<ProblemId>, Posted(_): Posted) -> Answer {
    let held: Held<Problem> = may.db.held(id).await?;
    let placement = held.placement_id;
    problems::reopen(&may.db, held).await?;
    may.see_done(&format!("/placements/{placement}"), Flash("problem-reopened"))
}

/// What a form says of a mediation visit; nothing, when the form says why not.
pub(crate) fn visit_of(form: &mut Form) -> Option<MediationSaid> {
    if !form.check(MEDIATION) {
        return None;
    }
    let held_on: Option<Day> = form.value("held-on");
    let outcome = form.word("outcome", MediationOutcome::from_word);
    if held_on.is_none() && !form.is_filled("planned-on") {
        form.fail(FieldError::new("planned-on", "planned-or-done"));
        return None;
    }
    if held_on.is_some() && outcome.is_none() {
        form.fail(FieldError::new("outcome", "required"));
        return None;
    }
    Some(MediationSaid {
        planned_on: form.value("planned-on"),
        held: held_on.zip(outcome),
        who: form.text("who"),
        words: form.text("words"),
    })
}

/// The form of a mediation visit.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach, or before it began.
pub async fn visit_form(may: May<AccompanyPlacements>, Id(id): Id<PlacementId>, catalogue: Programmes) -> Answer {
    let placement = placements::one(&may.db, id).await?;
    visit_page(&may, &catalogue, (&placement, None), &Form::blank()).await
}

async fn visit_page(
    may: &May<AccompanyPlacements>,
    catalogue: &Programmes,
    (placement, visit): (&Placement, Option<&MediationVisit>),
    form: &Form,
) -> Answer {
    if placement.began_on.is_none() {
        return Err(Refused::NotFound);
    }
    let context = json!({
        "placement": head(may, catalogue, placement).await?,
        "outcomes": choices(may, "mediation-outcome", MediationOutcome::ALL),
        "plans": visit.is_none(),
        "cancel": visit
            .filter(|visit| visit.held_on.is_none())
            .map(|visit| format!("/mediation-visits/{}/cancellation", visit.id)),
    });
    may.form("placements/mediation.html", form, context)
}

/// Plans or notes a mediation visit.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn add_visit(
    may: May<AccompanyPlacements>,
    Id(id): Id<PlacementId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    let placement = placements::one(&may.db, id).await?;
    if let Some(said) = visit_of(&mut form)
        && told_form(&mut form, mediation::add(&may.db, &placement, said).await)?.is_some()
    {
        return may.see_done(&format!("/placements/{id}#visits"), Flash("mediation-noted"));
    }
    visit_page(&may, &catalogue, (&placement, None), &form).await
}

/// The form of how a planned visit ended.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn visit_held_form(
    may: May<AccompanyPlacements>,
    Id(id): Id<MediationVisitId>,
    catalogue: Programmes,
) -> Answer {
    let row = may.db.rows::<MediationVisit>().id(id).one().await?;
    let placement = placements::one(&may.db, row.placement_id).await?;
    let before = visit_out(&may, &placement, id).await?;
    let form = Form::blank()
        .with("held-on", row.held_on.unwrap_or(may.db.today()))
        .with_some("outcome", row.outcome)
        .with_some("who", before.who)
        .with_some("words", before.words)
        .with("version", row.version);
    visit_page(&may, &catalogue, (&placement, Some(&row)), &form).await
}

/// When and how a visit ended; nothing, when the form says why not.
pub(crate) fn visit_held_of(form: &mut Form) -> Option<(Day, MediationOutcome)> {
    if !form.check(MEDIATION_HELD) {
        return None;
    }
    form.value("held-on").zip(form.word("outcome", MediationOutcome::from_word))
}

/// Notes how a planned visit ended.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; [`web::Problem::Stale`] when somebody was faster.
pub async fn finish_visit(
    may: May<AccompanyPlacements>,
    Id(id): Id<MediationVisitId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    let held: Held<MediationVisit> = may.db.held(id).await?;
    let visit = held.clone();
    let placement = placements::one(&may.db, held.placement_id).await?;
    if let Some(done) = visit_held_of(&mut form) {
        let held = held.at_version(form.version().unwrap_or_default())?;
        let (who, words) = (form.text("who"), form.text("words"));
        if told_form(&mut form, mediation::finish(&may.db, held, done, who, words).await)?.is_some() {
            return may.see_done(&format!("/placements/{}#visits", placement.id), Flash("mediation-noted"));
        }
    }
    visit_page(&may, &catalogue, (&placement, Some(&visit)), &form).await
}

/// Where the address of a cancelled visit leads back to.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn back_to_visits(may: May<AccompanyPlacements>, Id(id): Id<MediationVisitId>) -> Answer {
    let row = may.db.rows::<MediationVisit>().id(id).one().await?;
    may.see(&format!("/placements/{}#visits", row.placement_id))
}

/// Takes a visit out of the plan.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; when it was held.
pub async fn cancel_visit(may: May<AccompanyPlacements>, Id(id): Id<MediationVisitId>, Posted(_): Posted) -> Answer {
    let held: Held<MediationVisit> = may.db.held(id).await?;
    let placement = held.placement_id;
    mediation::cancel(&may.db, held).await?;
    may.see_done(&format!("/placements/{placement}#visits"), Flash("mediation-cancelled"))
}
