//! The pages of this slice.

pub mod asking;
pub mod fairness;
pub mod fields;
pub mod lines;
pub(crate) mod names;
pub mod policy;
pub mod run;
pub mod search;
pub mod tells;
pub mod trials;
pub mod work;

use std::sync::Arc;

use axum::Extension;
use programmes::catalogue::Catalogue;
use serde::Serialize;
use web::Problem;

use crate::making::NoRun;

/// The programmes that the network knows.
pub(crate) type Programmes = Extension<Arc<Catalogue>>;

/// A choice in a list: what is sent and what is read.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
}

/// Why there is no run, as an answer.
pub(crate) fn no_run(why: NoRun) -> Problem {
    match why {
        NoRun::Store(error) => error.into(),
        NoRun::NoPolicy | NoRun::Malformed(_) | NoRun::Stopped => Problem::Broken,
    }
}
