//! Where the figures begin: the programmes that run, with a few live counts.

use axum::Extension;
use kernel::ProgrammeCode;
use pathways::rules::pathway::PathwayStatus;
use pathways::store::pathways::Pathway;
use serde::Serialize;
use web::{Answer, May};

use super::Known;
use crate::permissions::ViewFigures;
use crate::store::monitoring::reaches;

#[derive(Serialize)]
struct Index {
    programmes: Vec<Tile>,
}

#[derive(Serialize)]
struct Tile {
    code: ProgrammeCode,
    name: String,
    description: String,
    taken_in_charge: u64,
    under_way: u64,
    closed: u64,
}

/// The programmes that run and lie within reach.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<ViewFigures>, Extension(catalogue): Known) -> Answer {
    let active = catalogue.active(&may.db).await?;
    let tally = may.db.rows::<Pathway>().tally_two(Pathway::programme, Pathway::status).await?;
    let count = |code: &ProgrammeCode, status: PathwayStatus| {
        tally.iter().filter(|((of, stands), _)| of == code && *stands == status).map(|(_, count)| count).sum()
    };
    let programmes = active.iter().filter(|programme| reaches(may.db.reach(), &programme.code)).map(|programme| Tile {
        taken_in_charge: count(&programme.code, PathwayStatus::TakenInCharge),
        under_way: count(&programme.code, PathwayStatus::UnderWay),
        closed: count(&programme.code, PathwayStatus::Closed),
        code: programme.code.clone(),
        name: programme.name.clone(),
        description: programme.description(may.language().word()).to_owned(),
    });
    may.page("figures/index.html", Index { programmes: programmes.collect() })
}
