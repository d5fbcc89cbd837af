//! An offer that goes to another keeper takes its proposals along: whoever keeps it answers for whoever offers, reads what
//! the household let its keepers know, and gives its room back. Who kept it before does so no longer.

use store::{Change, Db, Held, Stored};

use super::ProposalOfOffer;
use super::facts::ProposalFact;
use crate::store::offers::Offer;

/// The proposals of an offer that do not lie where it goes: read before it goes there.
pub(crate) async fn following(db: &Db, to: &Offer) -> Stored<Vec<Held<ProposalOfOffer>>> {
    let rows = db.rows::<ProposalOfOffer>().filter(ProposalOfOffer::offer_id.eq(to.id)).all().await?;
    let there = |row: &ProposalOfOffer| {
        (&row.keeper_programme, row.keeper_organisation_id, &row.keeper_territory)
            == (&to.programme, to.organisation_id, &to.territory)
    };
    let mut held = Vec::new();
    for row in rows.iter().filter(|row| !there(row)) {
        held.push(db.held(row.id).await?);
    }
    held.sort_by_key(|row: &Held<ProposalOfOffer>| row.id);
    Ok(held)
}

/// Lets them follow, in the change that moves the offer and after it. Each is counted up: an answer that the keeper of
/// before writes at the same instant finds it changed.
pub(crate) async fn hand_over(
    change: &mut Change,
    db: &Db,
    following: Vec<Held<ProposalOfOffer>>,
    to: &Offer,
) -> Stored<()> {
    for held in following {
        let stays = held.keeper_organisation_id == to.organisation_id;
        let new = ProposalOfOffer {
            keeper_programme: to.programme.clone(),
            keeper_organisation_id: to.organisation_id,
            keeper_territory: to.territory.clone(),
            keeper_member: held.keeper_member.filter(|_| stays),
            changed_at: db.now(),
            ..held.clone()
        };
        let new = change.update(held, new).await?;
        change.record(new.entry(&ProposalFact::ProposalHandedOver { kind: new.kind })).await?;
    }
    Ok(())
}
