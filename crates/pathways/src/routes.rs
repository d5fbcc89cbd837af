//! The routes of the opened pathway: pages and API.

use web::Routes;

/// Everything from the opened pathway on.
pub(crate) fn routes() -> Routes {
    Routes::new()
}
