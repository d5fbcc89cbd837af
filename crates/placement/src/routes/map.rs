//! The routes of the map: its page and its numbers.

use axum::http::Method;
use web::Routes;
use web::api::ApiCard;

use crate::api::map as api;
use crate::pages::map;
use crate::permissions::ViewOffers;

pub(super) fn routes() -> Routes {
    Routes::new().get(ViewOffers, "/map", map::show).api(
        ViewOffers,
        Method::GET,
        "/api/v1/map",
        api::list,
        ApiCard::new("How many look and how many offers there are, by kind and region or by the territories of one.")
            .asks(map::FILTERS)
            .lists_all::<map::AreaOut>(),
    )
}
