//! What is sought and what is on offer, counted by kind and territory: one query for each, over the very rows that the
//! lists show to the same reader.

use kernel::{ProgrammeCode, TerritoryCode};
use store::{Db, Stored};

use super::offers::{OfferAsk, OfferSeen};
use super::searches::{Search, SearchAsk};
use crate::rules::offer::OfferKind;

/// A count of one kind in one territory.
pub type Tally = Vec<((OfferKind, TerritoryCode), u64)>;

/// The open searches within reach.
///
/// # Errors
/// When the database fails.
pub async fn sought(db: &Db, programme: Option<&ProgrammeCode>) -> Stored<Tally> {
    let ask = SearchAsk { programme: programme.cloned(), ..SearchAsk::default() };
    db.rows::<Search>().filter(ask.condition()).tally_two(Search::kind, Search::territory).await
}

/// The offers that can be proposed today and that one may look at, or only those of the own reach.
///
/// # Errors
/// When the database fails.
pub async fn offered(db: &Db, programme: Option<&ProgrammeCode>, own: bool) -> Stored<Tally> {
    let ask = OfferAsk { programme: programme.cloned(), own, ..OfferAsk::default() };
    db.rows::<OfferSeen>().filter(ask.condition(db)).tally_two(OfferSeen::kind, OfferSeen::territory).await
}
