//! The routes of proposals: pages and API.

use axum::http::Method;
use web::Routes;
use web::api::ApiCard;

use crate::api::proposals as api;
use crate::pages::proposals::told::ProposalOut;
use crate::pages::proposals::{self, acts, answering, export, fields, making, meeting};
use crate::permissions::{AnswerProposals, ConfirmProposals, MakeProposals, ViewProposals};

/// Everything about proposals.
pub(crate) fn routes() -> Routes {
    pages().and(reading_api()).and(acting_api())
}

fn pages() -> Routes {
    Routes::new()
        .get(ViewProposals, "/proposals", proposals::index)
        .get(ViewProposals, "/proposals/export", export::export)
        .get(ViewProposals, "/pathways/{id}/proposals", proposals::of_pathway)
        .get(MakeProposals, "/proposals/new", making::blank)
        .post(MakeProposals, "/proposals/new", making::create)
        .get(ViewProposals, "/proposals/{id}", proposals::show)
        .get(AnswerProposals, "/proposals/{id}/meetings", meeting::blank)
        .post(AnswerProposals, "/proposals/{id}/meetings", meeting::write)
        .get(AnswerProposals, "/proposals/{id}/household-answer", answering::household_form)
        .post(AnswerProposals, "/proposals/{id}/household-answer", answering::household)
        .get(AnswerProposals, "/proposals/{id}/offerer-answer", answering::offerer_form)
        .post(AnswerProposals, "/proposals/{id}/offerer-answer", answering::offerer)
        .get(ViewProposals, "/proposals/{id}/confirmation", acts::back)
        .post(ConfirmProposals, "/proposals/{id}/confirmation", acts::confirm)
        .get(MakeProposals, "/proposals/{id}/withdrawal", acts::withdrawal_form)
        .post(MakeProposals, "/proposals/{id}/withdrawal", acts::withdraw)
        .get(ViewProposals, "/proposals/{id}/lapse", acts::back)
        .post(AnswerProposals, "/proposals/{id}/lapse", acts::lapse)
        .get(ViewProposals, "/proposals/{id}/reopening", acts::back)
        .post(MakeProposals, "/proposals/{id}/reopening", acts::reopen)
        .get(ViewProposals, "/proposals/{id}/veto-lifting", acts::back)
        .post(AnswerProposals, "/proposals/{id}/veto-lifting", acts::lift_veto)
        .get(AnswerProposals, "/proposals/{id}/wait", acts::wait_form)
        .post(AnswerProposals, "/proposals/{id}/wait", acts::wait)
}

const PROPOSALS: &str = "/api/v1/proposals";

fn card(says: &'static str) -> ApiCard {
    ApiCard::new(says).gives::<ProposalOut>()
}

fn reading_api() -> Routes {
    Routes::new()
        .api(
            ViewProposals,
            Method::GET,
            PROPOSALS,
            api::list,
            ApiCard::new("The proposals to one's own households and of the offers that one keeps; those that wait for one's own side when nothing is said.")
                .asks(fields::FILTERS)
                .lists::<ProposalOut>(),
        )
        .api(
            MakeProposals,
            Method::POST,
            PROPOSALS,
            api::create,
            ApiCard::new("Proposes an offer to a household, or for work to one of its people.")
                .takes(fields::NEW)
                .makes::<ProposalOut>(),
        )
        .api(ViewProposals, Method::GET, "/api/v1/proposals/{id}", api::one, card("One proposal, as its side may read it."))
}

fn acting_api() -> Routes {
    Routes::new()
        .api(
            AnswerProposals,
            Method::POST,
            "/api/v1/proposals/{id}/meetings",
            api::meet,
            card("Plans or notes a visit, an interview or days together, or says why the sides do without.")
                .takes(fields::MEETING),
        )
        .api(
            AnswerProposals,
            Method::POST,
            "/api/v1/proposals/{id}/household-answer",
            api::household_answer,
            card("Writes down what the household answered: who told it, how and when.").takes(fields::HOUSEHOLD_ANSWER),
        )
        .api(
            AnswerProposals,
            Method::POST,
            "/api/v1/proposals/{id}/offerer-answer",
            api::offerer_answer,
            card("Writes down what whoever offers answered: who told it, how and when.").takes(fields::OFFERER_ANSWER),
        )
        .api(
            ConfirmProposals,
            Method::POST,
            "/api/v1/proposals/{id}/confirmation",
            api::confirm,
            card("Confirms what both sides said yes to; those that can hold no longer are freed.")
                .takes(fields::CONFIRMATION),
        )
        .api(
            MakeProposals,
            Method::POST,
            "/api/v1/proposals/{id}/withdrawal",
            api::withdraw,
            card("Takes a proposal back, with the reason.").takes(fields::WITHDRAWAL),
        )
        .api(
            AnswerProposals,
            Method::POST,
            "/api/v1/proposals/{id}/lapse",
            api::lapse,
            card("Lets a proposal go whose last day is over without an answer."),
        )
        .api(
            MakeProposals,
            Method::POST,
            "/api/v1/proposals/{id}/reopening",
            api::reopen,
            card("Makes a proposal again that ended; both answers are asked anew."),
        )
        .api(
            AnswerProposals,
            Method::POST,
            "/api/v1/proposals/{id}/veto-lifting",
            api::lift_veto,
            card("Takes back that whoever offers never wants it proposed to this household again."),
        )
        .api(
            AnswerProposals,
            Method::POST,
            "/api/v1/proposals/{id}/wait",
            api::wait,
            card("Agrees to wait for what is awaited until a day.").takes(fields::WAIT),
        )
}
