//! What the journal tells along a pathway.

use kernel::{EntryId, PathwayId};
use store::{Db, JournalEntry, Order, Page, PageAsk, Stored};

/// One page of the entries of a pathway, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, pathway: PathwayId, ask: PageAsk) -> Stored<Page<JournalEntry>> {
    db.rows::<JournalEntry>()
        .filter(JournalEntry::pathway_id.eq(pathway))
        .sort(JournalEntry::at, Order::Falling)
        .sort(JournalEntry::id, Order::Falling)
        .page(ask)
        .await
}

/// The latest entry of one of these kinds about a subject: what a later act takes back.
///
/// # Errors
/// When the database fails.
pub async fn latest(db: &Db, subject: impl std::fmt::Display, kinds: &[&str]) -> Stored<Option<EntryId>> {
    let kinds = kinds.iter().map(|kind| (*kind).to_owned());
    let about = JournalEntry::subject.eq(subject.to_string()).and(JournalEntry::kind.is_in(kinds));
    let entry = db.rows::<JournalEntry>().filter(about).sort(JournalEntry::id, Order::Falling).first().await?;
    Ok(entry.map(|entry| entry.id))
}
