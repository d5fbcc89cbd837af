//! Sealed notes, as kept: readable to the members of one profession or team of one organisation, and to no role besides.
//!
//! The table is apart from [`super::notes`], with permissions of its own, and its reach asks for a belonging on top of
//! the
//! role, and for a role at the circle's organisation: whoever reaches the whole network, and the system itself, has no
//! row of it. That a note exists is not told
//! either: its journal entry names neither household nor pathway nor place, the pathway's last activity does not move,
//! and reading one is noted as reading the pathway.
//!
//! The words stand in the database as they are. A key for each circle would keep them from whoever holds the disk;
//! with it, `words` becomes sealed bytes and nothing else here changes.

use accounts::store::Belonging;
use accounts::{Circle, own_belongings};
use kernel::{Day, MemberId, Moment, OrganisationId, PathwayId};
use serde::Serialize;
use store::{Db, Entry, Fact, InReach, Order, Page, PageAsk, Reach, Stored, Where, record};

use super::declined::Acted;
use super::pathways::Pathway;
use crate::rules::Refusal;

kernel::id!(
    /// Names a sealed note.
    SealedNoteId
);
store::text_cells!(SealedNoteId);

record! {
    /// A note on a pathway, sealed for a circle.
    pub struct SealedNote in sealed_note keyed by SealedNoteId {
        /// Its id.
        pub id: SealedNoteId,
        /// How often it was changed; notes never are.
        pub version: i64,
        /// On which pathway.
        pub pathway_id: PathwayId,
        /// Of which organisation the circle is.
        pub organisation_id: OrganisationId,
        /// For which circle.
        pub circle: Circle,
        /// Who wrote it.
        pub written_by: Option<MemberId>,
        /// When.
        pub written_at: Moment,
        /// The day that it tells of.
        pub day: Day,
        /// What it says.
        pub words: String,
    }
}

impl InReach for SealedNote {
    fn in_reach(reach: &Reach) -> Where {
        let (Some(member), Some(today)) = (reach.member(), reach.today()) else { return Where::nothing() };
        let belongs = Where::exists::<Belonging>(
            Belonging::counting_of(member, today)
                .and(Belonging::organisation_id.is(Self::organisation_id))
                .and(Belonging::circle.is(Self::circle))
                .and(Self::written_at.is_at_least(Belonging::reads_from)),
        );
        reach.with_names().through::<Pathway>(Pathway::id.is(Self::pathway_id)).and(belongs)
    }
}

/// A note was sealed. On which pathway is not said.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct NoteSealed {
    circle: Circle,
}

impl Fact for NoteSealed {
    fn kind(&self) -> &'static str {
        "note-sealed"
    }
}

/// One page of the sealed notes of a pathway that the caller may read, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, pathway: PathwayId, ask: PageAsk) -> Stored<Page<SealedNote>> {
    db.rows::<SealedNote>()
        .filter(SealedNote::pathway_id.eq(pathway))
        .sort(SealedNote::written_at, Order::Falling)
        .sort(SealedNote::id, Order::Falling)
        .page(ask)
        .await
}

/// The circles for which the caller may seal a note.
///
/// # Errors
/// When the database fails.
pub async fn circles(db: &Db) -> Stored<Vec<Circle>> {
    let mut circles: Vec<Circle> = own_belongings(db).await?.into_iter().map(|row| row.circle).collect();
    circles.sort_unstable();
    circles.dedup();
    Ok(circles)
}

/// Seals a note for a circle to which the caller belongs.
///
/// # Errors
/// When the day lies ahead, or the caller does not belong to the circle.
pub async fn seal(db: &Db, pathway: &Pathway, circle: Circle, words: &str, day: Option<Day>) -> Acted<SealedNote> {
    let day = day.unwrap_or(db.today());
    if day > db.today() {
        return Err(Refusal::DayInFuture("day").into());
    }
    let own = own_belongings(db).await?.into_iter().find(|row| row.circle == circle);
    let Some(own) = own else { return Err(Refusal::UnknownChoice("circle").into()) };
    let note = SealedNote {
        id: SealedNoteId::fresh(),
        version: 0,
        pathway_id: pathway.id,
        organisation_id: own.organisation_id,
        circle,
        written_by: db.act().member,
        written_at: db.now(),
        day,
        words: words.to_owned(),
    };
    let mut change = db.change().await?;
    change.insert(&note).await?;
    change.commit(Entry::new(&NoteSealed { circle }, note.id)).await?;
    Ok(note)
}
