//! The routes of this slice: pages and API, a file for each of its nouns.

mod map;
mod offers;
mod placements;
mod proposals;
mod searches;

use web::Routes;

/// Everything of this slice.
pub(crate) fn routes() -> Routes {
    offers::routes().and(searches::routes()).and(proposals::routes()).and(placements::routes()).and(map::routes())
}
