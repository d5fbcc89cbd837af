//! The routes of this slice: pages and API.

use axum::http::Method;
use web::Routes;
use web::api::ApiCard;

use crate::api;
use crate::pages::{fairness, fields, policy, run, search, trials, work};
use crate::permissions::{AdoptPolicies, RunDesk, TryPolicies, ViewDesk};

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
        .get(ViewDesk, "/desk/runs/{id}/fairness", fairness::show)
        .get(ViewDesk, "/desk/runs/{id}/searches/{search}", search::show)
        .get(TryPolicies, "/desk/trials", trials::index)
        .post(TryPolicies, "/desk/trials", trials::make)
        .get(ViewDesk, "/desk/trials/{id}", trials::show)
        .get(ViewDesk, "/desk/trials/{id}/adopt", trials::show)
        .post(AdoptPolicies, "/desk/trials/{id}/adopt", trials::adopt)
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
            "/api/v1/match-runs/{id}/fairness",
            api::fairness,
            ApiCard::new("What a run means for whom: by group, against the queue, floors, and where people decided otherwise.")
                .gives::<fairness::FairnessOut>(),
        )
        .api(
            ViewDesk,
            Method::GET,
            "/api/v1/match-trials",
            api::trials,
            ApiCard::new("The trials of policies, the latest first.")
                .asks(&fields::FILTERS[..1])
                .lists::<trials::TrialOut>(),
        )
        .api(
            TryPolicies,
            Method::POST,
            "/api/v1/match-trials",
            api::try_out,
            ApiCard::new("Tries weights, rules and floors on the past, beside the policy in force. Changes nothing.")
                .takes(fields::TRIAL)
                .makes::<trials::WholeTrialOut>(),
        )
        .api(
            ViewDesk,
            Method::GET,
            "/api/v1/match-trials/{id}",
            api::trial,
            ApiCard::new("One trial: what was tried beside what is in force.").gives::<trials::WholeTrialOut>(),
        )
        .api(
            AdoptPolicies,
            Method::POST,
            "/api/v1/match-trials/{id}/adopt",
            api::adopt,
            ApiCard::new("Adopts what was tried as a new version of the policy, with the reason.")
                .takes(fields::ADOPT)
                .makes::<policy::PolicyOut>(),
        )
        .api(
            ViewDesk,
            Method::GET,
            "/api/v1/match-policies",
            api::policies,
            ApiCard::new("The policies of matching: rules with their basis, weights and floors; those adopted first, the latest before.")
                .lists_all::<policy::PolicyOut>(),
        )
}
