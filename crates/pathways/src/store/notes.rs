//! Notes, as kept. They are read with a permission of their own.

use kernel::{Day, MemberId, Moment, NoteId, PathwayId};
use store::{Db, InReach, Order, Page, PageAsk, Reach, Stored, Where, record};

use super::declined::Acted;
use super::facts::PathwayFact;
use super::pathways::{Pathway, touch};
use crate::rules::Refusal;

record! {
    /// A note on a pathway.
    pub struct Note in note keyed by NoteId {
        /// Its id.
        pub id: NoteId,
        /// How often it was changed; notes never are.
        pub version: i64,
        /// On which pathway.
        pub pathway_id: PathwayId,
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

/// Only where names may be read: a note names people.
impl InReach for Note {
    fn in_reach(reach: &Reach) -> Where {
        reach.with_names().through::<Pathway>(Pathway::id.is(Self::pathway_id))
    }
}

/// One page of the notes of a pathway, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, pathway: PathwayId, ask: PageAsk) -> Stored<Page<Note>> {
    db.rows::<Note>()
        .filter(Note::pathway_id.eq(pathway))
        .sort(Note::written_at, Order::Falling)
        .sort(Note::id, Order::Falling)
        .page(ask)
        .await
}

/// Writes a note. On a closed pathway too: whoever calls afterwards is heard.
///
/// # Errors
/// When the day lies ahead.
pub async fn write(db: &Db, pathway: &Pathway, words: &str, day: Option<Day>) -> Acted<Note> {
    let day = day.unwrap_or(db.today());
    if day > db.today() {
        return Err(Refusal::DayInFuture("day").into());
    }
    let note = Note {
        id: NoteId::fresh(),
        version: 0,
        pathway_id: pathway.id,
        written_by: db.act().member,
        written_at: db.now(),
        day,
        words: words.to_owned(),
    };
    let mut change = db.change().await?;
    change.insert(&note).await?;
    touch(&mut change, db, pathway.id).await?;
    change.commit(pathway.entry(&PathwayFact::NoteWritten, note.id).on(day)).await?;
    Ok(note)
}
