//! Who takes room of an offer: the proposals that were confirmed, as long as their placement lasts, and whoever was placed
//! there without one.

use store::{Change, Db, Held, Stored};

use super::making::{room, underway};
use super::{OfferAgreed, Proposal, ProposalId, ProposalOfOffer};
use crate::rules::StayRefusal;
use crate::rules::capacity::Capacity;
use crate::rules::offer::{OfferAct, OfferKind, standing};
use crate::rules::placement::PlacementStatus;
use crate::rules::proposal::ProposalStatus;
use crate::store::declined::StayActed;
use crate::store::offers::OfferId;
use crate::store::parts;
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

/// A confirmed proposal takes no more room of its offer: its placement ended or was called off. In the change that says so;
/// the proposal must lie within its reach.
pub(crate) async fn give_back_room(change: &mut Change, proposal: Option<&str>) -> Stored<()> {
    hold(change, proposal.and_then(|id| id.parse().ok()), false).await
}

async fn hold(change: &mut Change, proposal: Option<ProposalId>, holds: bool) -> Stored<()> {
    let Some(id) = proposal else { return Ok(()) };
    let confirmed = Proposal::id.eq(id).and(Proposal::status.eq(ProposalStatus::Confirmed));
    change.set::<Proposal, _>(confirmed, Proposal::holds, holds).await?;
    Ok(())
}

/// A confirmed proposal takes its room again, since the end of its placement was a mistake: only where nobody else has it by
/// now, and who it is for found nothing else. The offer is counted up as by a confirmation, so that of two at the same
/// instant the second looks again; `db` is a handle of the bundle of the change.
pub(crate) async fn retake_room(change: &mut Change, db: &Db, proposal: Option<&str>) -> StayActed<()> {
    let Some(id) = proposal.and_then(|id| id.parse::<ProposalId>().ok()) else { return Ok(()) };
    let confirmed = Proposal::status.eq(ProposalStatus::Confirmed).and(Proposal::holds.eq(false));
    let Some(own) = db.rows::<Proposal>().id(id).filter(confirmed).first().await? else { return Ok(()) };
    let offer: Held<OfferAgreed> = db.held(own.offer_id).await?;
    let room = room(&parts::of(db, &[offer.id]).await?, offer.id);
    let mut sizes = taken(db, &own, room).await?;
    sizes.push(own.size);
    if !room.holds(&sizes) {
        return Err(StayRefusal::NoRoomLeft.into());
    }
    if others(db, &own).await?.iter().any(|other| other.holds && !parted(&own, other)) {
        return Err(StayRefusal::PlacedElsewhere.into());
    }
    let stands = standing(offer.status, offer.held_until, db.today());
    let fills = stands.after(OfferAct::Take).filter(|_| room.is_full(&sizes));
    let (status, held_until) = fills.map_or((offer.status, offer.held_until), |taken| (taken, None));
    let new = OfferAgreed { status, held_until, changed_at: db.now(), ..offer.clone() };
    let offer = change.update(offer, new).await?;
    if fills.is_some() {
        change.record(offer.taken()).await?;
    }
    hold(change, Some(id), true).await?;
    Ok(())
}

/// Gives the room of an offer for one household back that is offered again. Where several live, each leaves by the end of
/// the own placement.
pub(crate) async fn release_all(change: &mut Change, offer: OfferId) -> Stored<()> {
    change.set::<ProposalOfOffer, _>(ProposalOfOffer::offer_id.eq(offer), ProposalOfOffer::holds, false).await?;
    Ok(())
}
