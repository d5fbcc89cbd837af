//! The routes of this slice: pages and API.

use axum::http::Method;
use web::Routes;
use web::api::ApiCard;

use crate::api;
use crate::pages::{fields, policy, run, search, work};
use crate::permissions::{RunDesk, ViewDesk};

/// Everything of this slice.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(ViewDesk, "/desk", run::index)
        .post(RunDesk, "/desk", run::make)
        .get(RunDesk, "/desk/works/{id}", work::show)
        .get(RunDesk, "/desk/works/{id}/stop", work::show)
        .post(RunDesk, "/desk/works/{id}/stop", work::stop)
        .get(ViewDesk, "/desk/policy", policy::show)
        .get(ViewDesk, "/desk/runs/{id}", run::show)
        .get(ViewDesk, "/desk/runs/{id}/searches/{search}", search::show)
        .get(ViewDesk, "/desk/searches/{id}", search::latest)
        .and(api_routes())
}

fn api_routes() -> Routes {
    Routes::new()
        .api(
            ViewDesk,
            Method::GET,
            "/api/v1/match-runs",
            api::list,
            ApiCard::new("The runs of the desk, the latest first.").asks(fields::FILTERS).lists::<api::RunOut>(),
        )
        .api(
            RunDesk,
            Method::POST,
            "/api/v1/match-runs",
            api::make,
            ApiCard::new("Works out who could go where, for the households of one's reach. Counts as nothing.")
                .takes(fields::RUN)
                .makes::<api::RunOut>(),
        )
        .api(
            ViewDesk,
            Method::GET,
            "/api/v1/match-runs/{id}",
            api::one,
            ApiCard::new("One run: the plan with its certificate, verified anew, and what is told of it.")
                .gives::<api::WholeRunOut>(),
        )
        .api(
            ViewDesk,
            Method::GET,
            "/api/v1/match-runs/{id}/searches/{search}",
            api::explained,
            ApiCard::new("Why this one, why not that one, and what would change it.")
                .asks(fields::EXPLAIN)
                .gives::<api::ExplainedOut>(),
        )
        .api(
            ViewDesk,
            Method::GET,
            "/api/v1/match-policies",
            api::policies,
            ApiCard::new("The policies of matching: rules with their basis, and weights.")
                .lists_all::<policy::PolicyOut>(),
        )
}
