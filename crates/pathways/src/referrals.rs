//! The routes of the referral: pages and API.

use web::Routes;

/// Everything up to the opening of a pathway.
pub(crate) fn routes() -> Routes {
    Routes::new()
}
