//! What was learnt of the senders' column headers, for all to see who take their sheets over. Learning itself belongs to
//! taking a sheet over: see [`super::imports`].

use kernel::OrganisationId;
use kernel::text::fold;
use store::{Db, Entry, Order, Stored};

use super::imports::ImportFact;
pub use super::imports::SenderHeader;

/// What is to be forgotten of a sender.
#[derive(Debug, Clone)]
pub struct Forgetting {
    /// The partner that receives the sheets.
    pub organisation: OrganisationId,
    /// Whose sheets.
    pub sender: String,
    /// Which headers; all of them, without.
    pub headers: Option<Vec<String>>,
}

/// What was learnt within reach, in the order of partners and senders.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &Db) -> Stored<Vec<SenderHeader>> {
    let rows = db.rows::<SenderHeader>().sort(SenderHeader::organisation_id, Order::Rising);
    rows.sort(SenderHeader::sender, Order::Rising).sort(SenderHeader::header, Order::Rising).all().await
}

/// Forgets what was learnt, and says how many headers: the next sheet of the sender is suggested for anew. Nothing is
/// written when there was nothing.
///
/// # Errors
/// When the database fails.
pub async fn forget(db: &Db, what: &Forgetting) -> Stored<u64> {
    let mut of = SenderHeader::organisation_id.eq(what.organisation).and(SenderHeader::sender.eq(fold(&what.sender)));
    if let Some(headers) = &what.headers {
        of = of.and(SenderHeader::header.is_in(headers.iter().map(|header| fold(header))));
    }
    let mut change = db.change().await?;
    let headers = change.remove::<SenderHeader>(of).await?;
    if headers > 0 {
        change.commit(Entry::new(&ImportFact::HeadersForgotten { headers }, what.organisation)).await?;
    }
    Ok(headers)
}
