//! The routes of searches: pages and API.

use axum::http::Method;
use web::Routes;
use web::api::ApiCard;

use crate::api::searches as api;
use crate::pages::searches::told::SearchOut;
use crate::pages::searches::vetoes::{self, AccessOut, VetoOut};
use crate::pages::searches::{self, acts, export, fields, form};
use crate::permissions::{EditAccessNeeds, EditSearches, ViewAccessNeeds, ViewSearches};

pub(super) fn routes() -> Routes {
    pages().and(api_of_searches()).and(api_of_acts()).and(api_along())
}

fn pages() -> Routes {
    Routes::new()
        .get(ViewSearches, "/searches", searches::index)
        .get(ViewSearches, "/searches/export", export::export)
        .get(ViewSearches, "/pathways/{id}/searches", searches::along)
        .post(EditSearches, "/pathways/{id}/searches", searches::begin)
        .get(ViewSearches, "/searches/{id}", searches::show)
        .get(EditSearches, "/searches/{id}/edit", form::edit)
        .post(EditSearches, "/searches/{id}/edit", form::update)
        .get(ViewSearches, "/searches/{id}/pause", acts::back)
        .post(EditSearches, "/searches/{id}/pause", acts::pause)
        .get(ViewSearches, "/searches/{id}/resumption", acts::back)
        .post(EditSearches, "/searches/{id}/resumption", acts::resume)
        .get(ViewSearches, "/searches/{id}/success", acts::back)
        .post(EditSearches, "/searches/{id}/success", acts::meet)
        .get(EditSearches, "/searches/{id}/end", acts::end_form)
        .post(EditSearches, "/searches/{id}/end", acts::end)
        .get(ViewSearches, "/searches/{id}/reopening", acts::back)
        .post(EditSearches, "/searches/{id}/reopening", acts::reopen)
        .get(EditSearches, "/searches/{id}/vetoes", vetoes::veto_form)
        .post(EditSearches, "/searches/{id}/vetoes", vetoes::add_veto)
        .get(ViewSearches, "/search-vetoes/{id}/removal", vetoes::back)
        .post(EditSearches, "/search-vetoes/{id}/removal", vetoes::take_back)
        .get(EditAccessNeeds, "/searches/{id}/access", vetoes::access_form)
        .post(EditAccessNeeds, "/searches/{id}/access", vetoes::put_access)
}

const SEARCHES: &str = "/api/v1/searches";
const ONE: &str = "/api/v1/searches/{id}";

fn api_of_searches() -> Routes {
    Routes::new()
        .api(
            ViewSearches,
            Method::GET,
            SEARCHES,
            api::list,
            ApiCard::new("What the households of one's reach are looking for; open searches when nothing is said.")
                .asks(fields::FILTERS)
                .lists::<SearchOut>(),
        )
        .api(
            EditSearches,
            Method::POST,
            SEARCHES,
            api::create,
            ApiCard::new("Begins a search along a pathway; what is wished can be filled in later.")
                .takes(fields::NEW)
                .makes::<SearchOut>(),
        )
        .api(ViewSearches, Method::GET, ONE, api::one, ApiCard::new("One search.").gives::<SearchOut>())
        .api(
            EditSearches,
            Method::PATCH,
            ONE,
            api::patch,
            ApiCard::new("Changes a search; what is not sent stays as it is.")
                .takes(fields::CHANGE)
                .gives::<SearchOut>(),
        )
}

fn api_of_acts() -> Routes {
    let card = |says| ApiCard::new(says).gives::<SearchOut>();
    Routes::new()
        .api(
            EditSearches,
            Method::POST,
            "/api/v1/searches/{id}/pause",
            api::pause,
            card("For the time being nothing is to be proposed."),
        )
        .api(
            EditSearches,
            Method::POST,
            "/api/v1/searches/{id}/resumption",
            api::resume,
            card("Something may be proposed again."),
        )
        .api(
            EditSearches,
            Method::POST,
            "/api/v1/searches/{id}/success",
            api::meet,
            card("What was looked for was found here."),
        )
        .api(
            EditSearches,
            Method::POST,
            "/api/v1/searches/{id}/end",
            api::end,
            card("Ends a search that was not met here, with the reason.").takes(fields::END),
        )
        .api(
            EditSearches,
            Method::POST,
            "/api/v1/searches/{id}/reopening",
            api::reopen,
            card("Begins anew what was met or ended."),
        )
}

fn api_along() -> Routes {
    const VETOES: &str = "/api/v1/searches/{id}/vetoes";
    const ACCESS: &str = "/api/v1/searches/{id}/access";
    let mut gone = ApiCard::new("Takes a no back that was said beforehand.");
    gone.status = 204;
    Routes::new()
        .api(
            ViewSearches,
            Method::GET,
            VETOES,
            api::vetoes,
            ApiCard::new("What was refused beforehand, the latest first.").lists_all::<VetoOut>(),
        )
        .api(
            EditSearches,
            Method::POST,
            VETOES,
            api::add_veto,
            ApiCard::new("Writes down what is refused beforehand.").takes(fields::VETO).makes::<VetoOut>(),
        )
        .api(EditSearches, Method::DELETE, "/api/v1/search-vetoes/{id}", api::take_back, gone)
        .api(
            ViewAccessNeeds,
            Method::GET,
            ACCESS,
            api::access,
            ApiCard::new("Who needs to get in and about without steps.").lists_all::<AccessOut>(),
        )
        .api(
            EditAccessNeeds,
            Method::PUT,
            ACCESS,
            api::put_access,
            ApiCard::new("Writes who needs to get in and about without steps.")
                .takes(fields::ACCESS)
                .lists_all::<AccessOut>(),
        )
}
