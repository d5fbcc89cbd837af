//! The routes of the opened pathway: pages and API.

use axum::http::Method;
use people::permissions::{EditPeople, ViewLegalStatus};
use web::Routes;
use web::api::ApiCard;

use crate::permissions::{
    ApprovePlans, AssignCaseWorkers, ClosePathways, EditPlans, OpenPathways, ReadSealedNotes, ReopenPathways,
    ViewNotes, ViewPathways, WriteNotes, WriteSealedNotes,
};
use crate::{api, pages};

/// Everything from the opened pathway on.
pub(crate) fn routes() -> Routes {
    pathway_pages()
        .and(plan_pages())
        .and(other_pages())
        .and(pathway_api())
        .and(verdict_api())
        .and(plan_api())
        .and(other_api())
}

fn pathway_pages() -> Routes {
    use pages::{caseload, looks, merging, pathways, summaries};
    Routes::new()
        .get(ViewPathways, "/caseload", caseload::index)
        .get(ViewPathways, "/pathways", pathways::index)
        .get(ViewPathways, "/pathways/{id}", pathways::show)
        .get(ViewPathways, "/pathways/{id}/timeline", pathways::timeline)
        .get(ViewPathways, "/people/{id}/pathway-summary", summaries::show)
        .get(EditPeople, "/households/{id}/merge", merging::blank)
        .post(EditPeople, "/households/{id}/merge", merging::merge)
        .get(ViewLegalStatus, "/pathways/{id}/verdict", looks::show)
        .post(OpenPathways, "/pathways/{id}/verdict", looks::look)
        .get(AssignCaseWorkers, "/pathways/{id}/case-worker", pathways::worker)
        .post(AssignCaseWorkers, "/pathways/{id}/case-worker", pathways::assign)
}

fn plan_pages() -> Routes {
    use pages::{goals, pathways, plans, steps};
    Routes::new()
        .get(EditPlans, "/pathways/{id}/plan", plans::edit)
        .post(EditPlans, "/pathways/{id}/plan", plans::agree)
        .get(ViewPathways, "/pathways/{id}/plan/print", plans::print)
        .get(ViewPathways, "/pathways/{id}/plan/approval", pathways::back)
        .post(ApprovePlans, "/pathways/{id}/plan/approval", plans::approve)
        .get(EditPlans, "/pathways/{id}/plan/signature", plans::blank_signature)
        .post(EditPlans, "/pathways/{id}/plan/signature", plans::sign)
        .get(ViewPathways, "/pathways/{id}/plan/revision", pathways::back)
        .post(EditPlans, "/pathways/{id}/plan/revision", plans::revise)
        .get(EditPlans, "/pathways/{id}/goals/new", goals::blank)
        .post(EditPlans, "/pathways/{id}/goals/new", goals::create)
        .get(EditPlans, "/goals/{id}/edit", goals::edit)
        .post(EditPlans, "/goals/{id}/edit", goals::update)
        .get(EditPlans, "/goals/{id}/outcome", goals::back)
        .post(EditPlans, "/goals/{id}/outcome", goals::outcome)
        .get(EditPlans, "/goals/{id}/steps/new", steps::blank)
        .post(EditPlans, "/goals/{id}/steps/new", steps::create)
        .get(EditPlans, "/steps/{id}/edit", steps::edit)
        .post(EditPlans, "/steps/{id}/edit", steps::update)
        .get(EditPlans, "/steps/{id}/done", steps::ask_done)
        .post(EditPlans, "/steps/{id}/done", steps::done)
        .get(EditPlans, "/steps/{id}/state", steps::back)
        .post(EditPlans, "/steps/{id}/state", steps::act)
}

fn other_pages() -> Routes {
    use pages::{baselines, closings, follow_ups, notes, pathways, reviews, sealed_notes, services};
    Routes::new()
        .get(ViewPathways, "/pathways/{id}/baseline", baselines::index)
        .post(EditPlans, "/pathways/{id}/baseline", baselines::create)
        .get(ViewNotes, "/pathways/{id}/notes", notes::index)
        .post(WriteNotes, "/pathways/{id}/notes", notes::write)
        .get(ReadSealedNotes, "/pathways/{id}/sealed-notes", sealed_notes::index)
        .post(WriteSealedNotes, "/pathways/{id}/sealed-notes", sealed_notes::write)
        .get(ViewPathways, "/pathways/{id}/services", services::index)
        .post(EditPlans, "/pathways/{id}/services", services::create)
        .get(ViewPathways, "/activated-services/{id}/removal", services::back)
        .post(EditPlans, "/activated-services/{id}/removal", services::remove)
        .get(ViewPathways, "/pathways/{id}/reviews", reviews::index)
        .post(EditPlans, "/pathways/{id}/reviews", reviews::create)
        .get(ClosePathways, "/pathways/{id}/closing", closings::blank)
        .post(ClosePathways, "/pathways/{id}/closing", closings::close)
        .get(ViewPathways, "/pathways/{id}/reopening", pathways::back)
        .post(ReopenPathways, "/pathways/{id}/reopening", closings::reopen)
        .get(ViewPathways, "/follow-ups/{id}", follow_ups::show)
        .post(EditPlans, "/follow-ups/{id}", follow_ups::done)
}

fn pathway_api() -> Routes {
    use api::pathways::{self, PathwayFull, PathwayOut};
    const ONE: &str = "/api/v1/pathways/{id}";
    const SEALED: &str = "/api/v1/pathways/{id}/sealed-notes";
    Routes::new()
        .api(
            ReadSealedNotes,
            Method::GET,
            SEALED,
            api::sealed_notes::list,
            ApiCard::new("The sealed notes of a pathway that the caller's profession or team may read.")
                .lists::<pages::sealed_notes::SealedNoteOut>(),
        )
        .api(
            WriteSealedNotes,
            Method::POST,
            SEALED,
            api::sealed_notes::create,
            ApiCard::new("Seals a note for one's own profession or team.")
                .takes(pages::sealed_notes::SEALED)
                .makes::<pages::sealed_notes::SealedNoteOut>(),
        )
        .api(
            ViewPathways,
            Method::GET,
            "/api/v1/people/{id}/pathway-summary",
            api::summaries::list,
            ApiCard::new("Where a person's pathways stand, in short.").lists_all::<pages::summaries::SummaryOut>(),
        )
        .api(
            ViewPathways,
            Method::GET,
            "/api/v1/pathways",
            pathways::list,
            ApiCard::new("The pathways within reach.").asks(pages::pathways::FILTERS).lists::<PathwayOut>(),
        )
        .api(
            ViewPathways,
            Method::GET,
            ONE,
            pathways::one,
            ApiCard::new("One pathway, with its people and its plan if asked for.")
                .asks(pathways::WITH)
                .gives::<PathwayFull>(),
        )
        .api(
            AssignCaseWorkers,
            Method::PATCH,
            ONE,
            pathways::patch,
            ApiCard::new("Gives a pathway to another case worker.")
                .takes(pages::pathways::WORKER)
                .gives::<PathwayOut>(),
        )
        .api(
            ViewPathways,
            Method::GET,
            "/api/v1/pathways/{id}/timeline",
            pathways::timeline,
            ApiCard::new("What happened along a pathway, the latest first.").lists::<pages::timeline::Told>(),
        )
}

fn verdict_api() -> Routes {
    use api::looks;
    use pages::looks::{LOOK, ToLookAtShort, VerdictStanding};
    const VERDICT: &str = "/api/v1/pathways/{id}/verdict";
    Routes::new()
        .api(
            EditPeople,
            Method::POST,
            "/api/v1/households/{id}/merge",
            api::merging::merge,
            ApiCard::new("Makes one household of two; gives the one that goes on.")
                .takes(pages::merging::MERGE)
                .gives::<people::api::households::HouseholdOut>(),
        )
        .api(
            ViewLegalStatus,
            Method::GET,
            VERDICT,
            looks::show,
            ApiCard::new("The verdict of a pathway, and what changed since it was kept.").gives::<VerdictStanding>(),
        )
        .api(
            OpenPathways,
            Method::POST,
            VERDICT,
            looks::look,
            ApiCard::new("Keeps a look at a verdict that facts or time have re-opened.")
                .takes(LOOK)
                .makes::<VerdictStanding>(),
        )
        .api(
            ViewLegalStatus,
            Method::GET,
            "/api/v1/reopened-verdicts",
            looks::list,
            ApiCard::new("The pathways of a caseload whose verdict is to be looked at again.")
                .asks(pages::caseload::FILTERS)
                .lists_all::<ToLookAtShort>(),
        )
}

fn plan_api() -> Routes {
    use api::goals::{self, GoalOut};
    use api::plans::{self, PlanOut, PlanStanding};
    use api::steps::{self, StepOut};
    const PLAN: &str = "/api/v1/pathways/{id}/plan";
    const GOALS: &str = "/api/v1/pathways/{id}/goals";
    const STEPS: &str = "/api/v1/pathways/{id}/steps";
    Routes::new()
        .api(
            ViewPathways,
            Method::GET,
            PLAN,
            plans::one,
            ApiCard::new("The plan of a pathway, and what it still lacks.").gives::<PlanStanding>(),
        )
        .api(
            EditPlans,
            Method::PATCH,
            PLAN,
            plans::patch,
            ApiCard::new("Writes commitments and the day of the next review.")
                .takes(pages::plans::AGREED)
                .gives::<PlanOut>(),
        )
        .api(
            ApprovePlans,
            Method::POST,
            "/api/v1/pathways/{id}/plan/approval",
            plans::approve,
            ApiCard::new("Approves the plan.").makes::<PlanOut>(),
        )
        .api(
            EditPlans,
            Method::POST,
            "/api/v1/pathways/{id}/plan/signature",
            plans::sign,
            ApiCard::new("Writes the signature of the plan down.").takes(pages::plans::SIGNATURE).makes::<PlanOut>(),
        )
        .api(
            EditPlans,
            Method::POST,
            "/api/v1/pathways/{id}/plan/revision",
            plans::revise,
            ApiCard::new("Begins a new revision of a signed plan.").makes::<PlanOut>(),
        )
        .api(
            ViewPathways,
            Method::GET,
            GOALS,
            goals::list,
            ApiCard::new("The goals of a pathway.").lists_all::<GoalOut>(),
        )
        .api(
            EditPlans,
            Method::POST,
            GOALS,
            goals::create,
            ApiCard::new("Sets a goal.").takes(pages::goals::GOAL).makes::<GoalOut>(),
        )
        .api(
            EditPlans,
            Method::PATCH,
            "/api/v1/goals/{id}",
            goals::patch,
            ApiCard::new("Words a goal anew, ends it or takes it up again.").takes(goals::CHANGE).gives::<GoalOut>(),
        )
        .api(
            ViewPathways,
            Method::GET,
            STEPS,
            steps::list,
            ApiCard::new("The steps of a pathway.").lists_all::<StepOut>(),
        )
        .api(
            EditPlans,
            Method::POST,
            STEPS,
            steps::create,
            ApiCard::new("Adds a step towards a goal.").takes(steps::NEW).makes::<StepOut>(),
        )
        .api(
            EditPlans,
            Method::PATCH,
            "/api/v1/steps/{id}",
            steps::patch,
            ApiCard::new("Changes a step, or marks it done, planned or dropped.")
                .takes(steps::CHANGE)
                .gives::<StepOut>(),
        )
}

fn other_api() -> Routes {
    use api::{baselines, closings, follow_ups, notes, reviews, services};
    use pages::baselines::{ASSESSMENT, AssessmentOut};
    use pages::closings::{CLOSING, ClosingOut};
    use pages::follow_ups::{FollowUpOut, OUTCOME};
    use pages::notes::{NOTE, NoteOut};
    use pages::reviews::{REVIEW, ReviewOut};
    use pages::services::{SERVICE, ServiceOut};
    const BASELINE: &str = "/api/v1/pathways/{id}/baseline";
    const NOTES: &str = "/api/v1/pathways/{id}/notes";
    const SERVICES: &str = "/api/v1/pathways/{id}/services";
    const REVIEWS: &str = "/api/v1/pathways/{id}/reviews";
    const CLOSE: &str = "/api/v1/pathways/{id}/closing";
    let get = |says| ApiCard::new(says);
    let mut removed = get("Takes back a service written down by mistake.");
    removed.status = 204;
    Routes::new()
        .api(
            ViewPathways,
            Method::GET,
            BASELINE,
            baselines::list,
            get("The assessments of a pathway with the autonomy scale.").lists_all::<AssessmentOut>(),
        )
        .api(
            EditPlans,
            Method::POST,
            BASELINE,
            baselines::create,
            get("Writes an assessment down. The scale is not validated.").takes(ASSESSMENT).makes::<AssessmentOut>(),
        )
        .api(
            ViewNotes,
            Method::GET,
            NOTES,
            notes::list,
            get("The notes of a pathway, the latest first.").lists::<NoteOut>(),
        )
        .api(WriteNotes, Method::POST, NOTES, notes::create, get("Writes a note.").takes(NOTE).makes::<NoteOut>())
        .api(
            ViewPathways,
            Method::GET,
            SERVICES,
            services::list,
            get("The ordinary services activated along a pathway.").lists_all::<ServiceOut>(),
        )
        .api(
            EditPlans,
            Method::POST,
            SERVICES,
            services::create,
            get("Writes down that an ordinary service was activated.").takes(SERVICE).makes::<ServiceOut>(),
        )
        .api(EditPlans, Method::DELETE, "/api/v1/services/{id}", services::remove, removed)
        .api(
            ViewPathways,
            Method::GET,
            REVIEWS,
            reviews::list,
            get("The reviews of a pathway, the latest first.").lists_all::<ReviewOut>(),
        )
        .api(
            EditPlans,
            Method::POST,
            REVIEWS,
            reviews::create,
            get("Writes a review down.").takes(REVIEW).makes::<ReviewOut>(),
        )
        .api(ViewPathways, Method::GET, CLOSE, closings::one, get("The closing that holds.").gives::<ClosingOut>())
        .api(
            ClosePathways,
            Method::POST,
            CLOSE,
            closings::create,
            get("Closes a pathway and schedules its follow-ups.").takes(CLOSING).makes::<ClosingOut>(),
        )
        .api(
            ReopenPathways,
            Method::POST,
            "/api/v1/pathways/{id}/reopening",
            closings::reopen,
            get("Opens a closed pathway again.").gives::<api::pathways::PathwayOut>(),
        )
        .api(
            ViewPathways,
            Method::GET,
            "/api/v1/pathways/{id}/follow-ups",
            follow_ups::list,
            get("The follow-ups of a pathway.").lists_all::<FollowUpOut>(),
        )
        .api(
            EditPlans,
            Method::POST,
            "/api/v1/follow-ups/{id}/outcome",
            follow_ups::done,
            get("Writes down what a follow-up found out.").takes(OUTCOME).makes::<FollowUpOut>(),
        )
}
