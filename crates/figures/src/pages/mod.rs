//! The pages of this slice.

pub mod export;
pub mod index;
pub mod monitoring;
pub mod records;

use std::sync::Arc;

use axum::Extension;
use kernel::ProgrammeCode;
use programmes::catalogue::Catalogue;
use programmes::definition::Programme;
use store::Db;
use web::Problem;
use web::field::{Field, Kind};

use crate::store::monitoring::reaches;

/// The definitions at hand, as handlers take them.
pub(crate) type Known = Extension<Arc<Catalogue>>;

/// The period of a table.
pub const PERIOD: &[Field] = &[
    Field::new("from", Kind::Day, "From this day; when left out, from 1 January."),
    Field::new("to", Kind::Day, "To this day, counted in; when left out, to today."),
];

/// The programme of the path. Unknown, and out of reach, read alike.
pub(crate) fn programme(catalogue: &Catalogue, db: &Db, code: &ProgrammeCode) -> Result<Arc<Programme>, Problem> {
    let known = catalogue.get(code).filter(|programme| reaches(db.reach(), &programme.code));
    known.cloned().ok_or(Problem::NotFound)
}
