//! Who takes room of an offer: the proposals that were confirmed, as long as their placement lasts, and whoever was placed
//! there without one.

use store::{Change, Db, Stored};

use super::making::underway;
use super::{Proposal, ProposalId, ProposalKept};
use crate::rules::capacity::Capacity;
use crate::rules::offer::OfferKind;
use crate::rules::placement::PlacementStatus;
use crate::rules::proposal::ProposalStatus;
use crate::store::offers::OfferId;
use crate::store::taking::placed_directly;

/// How much room is taken of the offer of a proposal, by others: the size of each.
pub(super) async fn taken(db: &Db, of: &Proposal, room: Capacity) -> Stored<Vec<i64>> {
    let confirmed = underway(db, of.offer_id).await?.into_iter().filter(|row| row.holds).map(|row| row.size);
    // Who is placed there already is told so when theirs is planned. A home that goes whole to one household is taken once
    // somebody lives there; its keeper, who opens it again, says that it is free.
    let direct = placed_directly(db, of.offer_id).await?.into_iter().filter(|row| {
        let own = of.person_id.map_or(row.household_id == of.household_id, |person| row.person_id == Some(person));
        !own && (room != Capacity::OneHousehold || row.status == PlacementStatus::Planned)
    });
    Ok(confirmed.chain(direct.map(|row| row.takes())).collect())
}

/// The other proposals of the same kind to the same household, or the same person for work, whatever their offer.
pub(super) async fn others(db: &Db, of: &Proposal) -> Stored<Vec<Proposal>> {
    let whose = match (of.kind, of.person_id) {
        (OfferKind::Work, Some(person)) => Proposal::person_id.eq(Some(person)).and(Proposal::kind.eq(OfferKind::Work)),
        _ => Proposal::household_id.eq(of.household_id).and(Proposal::kind.eq(of.kind)),
    };
    db.rows::<Proposal>().filter(whose.and(Proposal::id.ne(of.id))).all().await
}

/// Whether two proposals are parts of a household that asked to be parted: both may hold.
pub(super) fn parted(one: &Proposal, other: &Proposal) -> bool {
    one.split_asked_on.is_some() && other.split_asked_on.is_some()
}

/// Says whether a confirmed proposal takes room of its offer: no longer once its placement ended or was called off, again
/// when that was a mistake. In the change of whoever says so; the proposal must lie within its reach.
///
/// # Errors
/// When the database fails.
pub async fn hold_room(change: &mut Change, proposal: Option<&str>, holds: bool) -> Stored<()> {
    let Some(id) = proposal.and_then(|id| id.parse::<ProposalId>().ok()) else { return Ok(()) };
    let confirmed = Proposal::id.eq(id).and(Proposal::status.eq(ProposalStatus::Confirmed));
    change.set::<Proposal, _>(confirmed, Proposal::holds, holds).await?;
    Ok(())
}

/// Gives the room of an offer for one household back that is offered again. Where several live, each leaves by the end of
/// the own placement.
pub(crate) async fn release_all(change: &mut Change, offer: OfferId) -> Stored<()> {
    change.set::<ProposalKept, _>(ProposalKept::offer_id.eq(offer), ProposalKept::holds, false).await?;
    Ok(())
}
