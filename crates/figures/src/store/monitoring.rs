//! The monitoring table, counted from the journal alone.

use kernel::ProgrammeCode;
use pathways::rules::closing::ClosingReason;
use pathways::rules::service::ServiceKind;
use programmes::definition::Programme;
use store::{Db, Reach, Stored, TallyAsk};

use crate::rules::monitoring::{Line, Parts, Table};
use crate::rules::period::Span;

/// The rows that stand in a programme's table even when nothing happened.
#[must_use]
pub fn parts_of(programme: &Programme) -> Parts {
    Parts {
        axes: programme.axes.iter().map(|axis| axis.code.clone()).collect(),
        services: ServiceKind::ALL.iter().map(|kind| kind.word().to_owned()).collect(),
        reasons: ClosingReason::ALL.iter().map(|reason| reason.word().to_owned()).collect(),
    }
}

/// What is counted in a programme within a period.
#[must_use]
pub fn ask(programme: &ProgrammeCode, span: Span) -> TallyAsk {
    TallyAsk { programme: programme.clone(), from: span.from, to: span.to }
}

/// The table of a programme and period, within reach.
///
/// # Errors
/// When the database fails.
pub async fn table(db: &Db, programme: &Programme, span: Span) -> Stored<Table> {
    let ask = ask(&programme.code, span);
    let by_detail = db.tally_facts(&ask).await?;
    let parts = parts_of(programme);
    let parted: Vec<&str> =
        Line::ALL.iter().filter(|line| parts.of(**line).is_some()).map(|line| line.word()).collect();
    let by_kind = db.tally_kinds(&ask, &parted).await?;
    Ok(Table::of(&by_detail, &by_kind, &parts))
}

/// Whether a reach holds anything of a programme.
#[must_use]
pub fn reaches(reach: &Reach, programme: &ProgrammeCode) -> bool {
    reach.scopes().iter().any(|scope| scope.programme.as_ref().is_none_or(|only| only == programme))
}
