//! Notes sealed for a profession or a team.

use store::{Step, Table};

pub(super) fn step() -> Step {
    let notes = Table::new("sealed_note", &["id"])
        .text("id")
        .int("version")
        .text("pathway_id")
        .of("pathway")
        .text("organisation_id")
        .text("circle")
        .text("written_by")
        .optional()
        .int("written_at")
        .day("day")
        .text("words")
        .index(&["pathway_id", "written_at"]);
    Step::new("pathways-0006-sealed-notes", vec![notes])
}
