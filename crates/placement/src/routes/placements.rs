//! The routes of placements: pages and API.

use axum::http::Method;
use web::Routes;
use web::api::ApiCard;

use crate::api::{along, placements as api};
use crate::pages::placement_told::{CheckInOut, MediationOut, PlacementOut, ProblemOut};
use crate::pages::troubles;
use crate::pages::{check_ins, placement_export, placement_fields as fields, placement_forms as forms, placements};
use crate::permissions::{AccompanyPlacements, EditPlacements, EndPlacements, ViewPlacements};

/// Everything of placements.
pub(crate) fn routes() -> Routes {
    pages().and(pages_along()).and(api_of_placements()).and(api_along())
}

fn pages() -> Routes {
    Routes::new()
        .get(ViewPlacements, "/placements", placements::index)
        .get(ViewPlacements, "/placements/export", placement_export::export)
        .get(EditPlacements, "/pathways/{id}/placements/new", forms::blank)
        .post(EditPlacements, "/pathways/{id}/placements/new", forms::create)
        .get(ViewPlacements, "/placements/{id}", placements::show)
        .get(EditPlacements, "/placements/{id}/edit", forms::edit)
        .post(EditPlacements, "/placements/{id}/edit", forms::update)
        .get(EditPlacements, "/placements/{id}/beginning", forms::beginning)
        .post(EditPlacements, "/placements/{id}/beginning", forms::begin)
        .get(ViewPlacements, "/placements/{id}/beginning/undoing", forms::back)
        .post(EditPlacements, "/placements/{id}/beginning/undoing", forms::take_back_beginning)
        .get(EndPlacements, "/placements/{id}/ending", forms::ending)
        .post(EndPlacements, "/placements/{id}/ending", forms::end)
        .get(ViewPlacements, "/placements/{id}/ending/undoing", forms::back)
        .post(EndPlacements, "/placements/{id}/ending/undoing", forms::take_back_ending)
        .get(EndPlacements, "/placements/{id}/transformation", forms::transformation)
        .post(EndPlacements, "/placements/{id}/transformation", forms::transform)
}

fn pages_along() -> Routes {
    Routes::new()
        .get(ViewPlacements, "/check-ins/{id}", check_ins::show)
        .post(AccompanyPlacements, "/check-ins/{id}", check_ins::hold)
        .get(AccompanyPlacements, "/check-ins/{id}/moving", check_ins::moving)
        .post(AccompanyPlacements, "/check-ins/{id}/moving", check_ins::postpone)
        .get(AccompanyPlacements, "/check-ins/{id}/dropping", check_ins::dropping)
        .post(AccompanyPlacements, "/check-ins/{id}/dropping", check_ins::drop_it)
        .get(AccompanyPlacements, "/placements/{id}/problems", troubles::problem_form)
        .post(AccompanyPlacements, "/placements/{id}/problems", troubles::note_problem)
        .get(AccompanyPlacements, "/placement-problems/{id}/solution", troubles::solution_form)
        .post(AccompanyPlacements, "/placement-problems/{id}/solution", troubles::solve)
        .get(AccompanyPlacements, "/placement-problems/{id}/reopening", troubles::back_to_problems)
        .post(AccompanyPlacements, "/placement-problems/{id}/reopening", troubles::reopen_problem)
        .get(AccompanyPlacements, "/placements/{id}/mediation-visits", troubles::visit_form)
        .post(AccompanyPlacements, "/placements/{id}/mediation-visits", troubles::add_visit)
        .get(AccompanyPlacements, "/mediation-visits/{id}/done", troubles::visit_held_form)
        .post(AccompanyPlacements, "/mediation-visits/{id}/done", troubles::finish_visit)
        .get(AccompanyPlacements, "/mediation-visits/{id}/cancellation", troubles::back_to_visits)
        .post(AccompanyPlacements, "/mediation-visits/{id}/cancellation", troubles::cancel_visit)
}

fn api_of_placements() -> Routes {
    const ALL: &str = "/api/v1/placements";
    const ONE: &str = "/api/v1/placements/{id}";
    const BEGINNING: &str = "/api/v1/placements/{id}/beginning";
    const ENDING: &str = "/api/v1/placements/{id}/ending";
    let card = |says| ApiCard::new(says).gives::<PlacementOut>();
    Routes::new()
        .api(
            ViewPlacements,
            Method::GET,
            ALL,
            api::list,
            ApiCard::new("The tenancies, cohabitations, internships and contracts within reach.")
                .asks(fields::PLACEMENT_FILTERS)
                .lists::<PlacementOut>(),
        )
        .api(
            EditPlacements,
            Method::POST,
            ALL,
            api::create,
            ApiCard::new("Plans a placement along a pathway, or writes one down that has begun.")
                .takes(fields::NEW_PLACEMENT)
                .makes::<PlacementOut>(),
        )
        .api(ViewPlacements, Method::GET, ONE, api::one, card("One placement."))
        .api(
            EditPlacements,
            Method::PATCH,
            ONE,
            api::patch,
            card("Changes what is agreed; what is not sent stays as it is.").takes(fields::TERMS),
        )
        .api(
            EditPlacements,
            Method::POST,
            BEGINNING,
            api::begin,
            card("A placement begins, or the day of its beginning is put right.").takes(fields::BEGINNING),
        )
        .api(EditPlacements, Method::DELETE, BEGINNING, api::take_back_beginning, card("It had not begun."))
        .api(
            EndPlacements,
            Method::POST,
            ENDING,
            api::end,
            card("A placement ends, is called off, or its end is put right.").takes(fields::ENDING),
        )
        .api(EndPlacements, Method::DELETE, ENDING, api::take_back_ending, card("It had not ended."))
        .api(
            EndPlacements,
            Method::POST,
            "/api/v1/placements/{id}/transformation",
            api::transform,
            ApiCard::new("Ends a placement and plans or begins what it turns into.")
                .takes(fields::TRANSFORMATION)
                .makes::<PlacementOut>(),
        )
}

fn api_along() -> Routes {
    const PROBLEMS: &str = "/api/v1/placements/{id}/problems";
    const SOLUTION: &str = "/api/v1/placement-problems/{id}/solution";
    const VISITS: &str = "/api/v1/placements/{id}/mediation-visits";
    let check_in = |says| ApiCard::new(says).gives::<CheckInOut>();
    let mut gone = ApiCard::new("Takes a planned mediation visit out of the plan.");
    gone.status = 204;
    Routes::new()
        .api(
            ViewPlacements,
            Method::GET,
            "/api/v1/placements/{id}/check-ins",
            along::check_ins,
            ApiCard::new("The check-ins of a placement.").lists_all::<CheckInOut>(),
        )
        .api(
            AccompanyPlacements,
            Method::POST,
            "/api/v1/check-ins/{id}/held",
            along::hold,
            check_in("Writes down what a check-in found out; over what was written before with its version.")
                .takes(fields::CHECK_IN),
        )
        .api(
            AccompanyPlacements,
            Method::POST,
            "/api/v1/check-ins/{id}/moving",
            along::postpone,
            check_in("Moves a check-in, with a reason; one that was dropped is taken up.").takes(fields::MOVING),
        )
        .api(
            AccompanyPlacements,
            Method::POST,
            "/api/v1/check-ins/{id}/dropping",
            along::drop_it,
            check_in("Drops a check-in, with a reason.").takes(fields::DROPPING),
        )
        .api(
            ViewPlacements,
            Method::GET,
            PROBLEMS,
            along::problems,
            ApiCard::new("The problems of a placement, those open first.").lists_all::<ProblemOut>(),
        )
        .api(
            AccompanyPlacements,
            Method::POST,
            PROBLEMS,
            along::note_problem,
            ApiCard::new("Notes a problem of a placement.").takes(fields::PROBLEM).makes::<ProblemOut>(),
        )
        .api(
            AccompanyPlacements,
            Method::POST,
            SOLUTION,
            along::solve,
            ApiCard::new("Notes that a problem is solved.").takes(fields::SOLUTION).gives::<ProblemOut>(),
        )
        .api(
            AccompanyPlacements,
            Method::DELETE,
            SOLUTION,
            along::reopen_problem,
            ApiCard::new("A solved problem is there again.").gives::<ProblemOut>(),
        )
        .api(
            ViewPlacements,
            Method::GET,
            VISITS,
            along::visits,
            ApiCard::new("The mediation visits of a placement, the latest first.").lists_all::<MediationOut>(),
        )
        .api(
            AccompanyPlacements,
            Method::POST,
            VISITS,
            along::add_visit,
            ApiCard::new("Plans a mediation visit, or notes one.").takes(fields::MEDIATION).makes::<MediationOut>(),
        )
        .api(
            AccompanyPlacements,
            Method::POST,
            "/api/v1/mediation-visits/{id}/done",
            along::finish_visit,
            ApiCard::new("Notes how a planned visit ended.").takes(fields::MEDIATION_HELD).gives::<MediationOut>(),
        )
        .api(AccompanyPlacements, Method::DELETE, "/api/v1/mediation-visits/{id}", along::cancel_visit, gone)
}
