//! What was said along a placement: by a family, an owner, an employer, by the people accompanied. A table of its own, read
//! by those who may read how to reach whoever makes an offer, and only where names may be read.

use std::collections::HashMap;

use store::{Change, Db, InReach, Reach, Stored, Where, record};

use super::placements::{Placement, PlacementId};

kernel::words! {
    /// What the words say.
    pub enum Part {
        /// What was said, or noted.
        Said = "said",
        /// What was done about it.
        Done = "done",
        /// With whom.
        Who = "who",
    }
}
store::word_cells!(Part);

record! {
    /// Words about something along a placement.
    pub struct PlacementWords in placement_words {
        /// The id of what they are about: the placement's end, a check-in, a problem, a visit.
        pub about: String,
        /// What they say.
        pub part: Part,
        /// Along which placement.
        pub placement_id: PlacementId,
        /// The words.
        pub words: String,
    }
}

impl InReach for PlacementWords {
    fn in_reach(reach: &Reach) -> Where {
        reach.with_names().through::<Placement>(Placement::id.is(Self::placement_id))
    }
}

/// Writes words in place of those that stood there; none takes them away. A handle that may not read words leaves them as
/// they are.
///
/// # Errors
/// When the database fails.
pub(super) async fn write(
    change: &mut Change,
    db: &Db,
    placement: &Placement,
    about: impl std::fmt::Display,
    part: Part,
    words: Option<String>,
) -> Stored<()> {
    if !placement.shows_words(db) {
        return Ok(());
    }
    let about = about.to_string();
    let which = PlacementWords::about.eq(about.clone()).and(PlacementWords::part.eq(part));
    change.remove::<PlacementWords>(which).await?;
    match words {
        Some(words) => change.add(&[PlacementWords { about, part, placement_id: placement.id, words }]).await,
        None => Ok(()),
    }
}

/// All words along a placement, by what they are about. The handle must be one that reads contacts.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, placement: PlacementId) -> Stored<HashMap<(String, Part), String>> {
    let rows = db.rows::<PlacementWords>().filter(PlacementWords::placement_id.eq(placement)).all().await?;
    Ok(rows.into_iter().map(|row| ((row.about, row.part), row.words)).collect())
}
