//! What people have decided already, so that no run proposes it again: a proposal under way keeps its household and its
//! place, a no keeps the two apart.
//!
//! A no that says *never* stands for good. Any other no stands until the search or the offer is written anew: then the
//! rules say whether it could be otherwise. Nobody's noes are counted, and what lapsed, was taken back or was freed by
//! another confirmation is open again.

use std::collections::{HashMap, HashSet};

use kernel::{HouseholdId, Moment, Uuid};
use matching::desk::{Ask, Forbidden, Homes, Hosts, Kind, Openings, Pair};
use matching::facts::Room;
use matching::rules::Answer;
use placement::rules::capacity::{Capacity, of_home};
use placement::rules::decline::Consequence;
use placement::rules::offer::SharedWith;
use placement::rules::proposal::ProposalStatus;
use placement::store::offers::OfferId;
use placement::store::proposals::{Proposal, ProposalId, Underway};
use placement::store::searches::Search;
use serde::{Deserialize, Serialize};
use store::Stored;

use super::offered::Offered;
use super::{About, Sources, by_ids, owner, seeker};

kernel::words! {
    /// What a person's decision means for a run.
    pub enum Decision {
        /// It is proposed already: the household is spoken for, and so is the place.
        UnderWay = "under-way",
        /// It is proposed already although a rule refuses it today.
        AgainstRules = "against-rules",
        /// It is in reserve, or stands behind others at the same offer.
        Reserve = "reserve",
        /// The household has found a place by another proposal.
        Placed = "placed",
        /// The household wants this offer never again.
        VetoOffer = "veto-offer",
        /// The household wants nothing of this owner again.
        VetoOwner = "veto-owner",
        /// Whoever offers does not want to be asked for this household again.
        VetoHousehold = "veto-household",
        /// The household said no, and nothing has changed since.
        HouseholdNo = "declined-by-household",
        /// Whoever offers said no, and nothing has changed since.
        OffererNo = "declined-by-offerer",
        /// The organisation that keeps the offer shows it to its own people alone.
        KeptToItself = "kept-to-itself",
    }
}

impl Decision {
    /// Whether the household is spoken for: the run looks for nothing else.
    #[must_use]
    pub fn speaks_for(self) -> bool {
        matches!(self, Self::UnderWay | Self::AgainstRules | Self::Placed)
    }
}

/// A household or person and an offer about which a person has decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Decided {
    /// The two.
    pub pair: Pair,
    /// What was decided.
    pub decision: Decision,
    /// Where.
    pub proposal: ProposalId,
}

/// What was decided about those who look and what is on offer.
#[derive(Debug, Default)]
pub(super) struct Decisions {
    /// All of it, to be told.
    pub(super) told: Vec<Decided>,
    /// Offers of which people have given everything away already.
    pub(super) gone: Vec<Uuid>,
    /// What is under way, the furthest first, one for each seeker.
    live: Vec<(u8, Decided)>,
    /// Who is spoken for without a lock.
    out: HashSet<Uuid>,
    apart: Vec<Forbidden>,
    /// How much of each offer is spoken for, by whomever.
    taken: HashMap<Uuid, Taken>,
}

/// How much of an offer is spoken for.
#[derive(Debug, Default, Clone)]
pub(super) struct Taken {
    /// How many people each household is that holds a place, or is proposed for one.
    sizes: Vec<i64>,
    /// How many of them hold it already.
    held: usize,
    /// Whether several households live there, in rooms of their own.
    rooms: bool,
}

impl Decisions {
    /// Reads what was decided, as far as one's reach goes; of what others propose only how much room it takes.
    pub(super) async fn read(from: &Sources, about: &About, searches: &[Search], offered: &Offered) -> Stored<Self> {
        let mut this = Self::default();
        let mut households: Vec<_> = searches.iter().map(|search| search.household_id).collect();
        households.sort_unstable();
        households.dedup();
        let mut rows = by_ids!(from.proposals, Proposal, household_id, households);
        rows.retain(|row| row.kind == about.kind);
        // The furthest first; of two as far, the older one.
        rows.sort_by_key(|row| (standing(row.status), row.id));
        let changed: HashMap<OfferId, Moment> = offered.offers.iter().map(|row| (row.id, row.changed_at)).collect();
        let mut of: HashMap<HouseholdId, Vec<&Proposal>> = HashMap::new();
        for row in &rows {
            of.entry(row.household_id).or_default().push(row);
        }
        for search in searches {
            let all = of.get(&search.household_id).into_iter().flatten();
            for row in all.filter(|row| row.person_id.is_none_or(|person| Some(person) == search.person_id)) {
                let written = changed.get(&row.offer_id).copied().unwrap_or(search.changed_at);
                this.note(row, seeker(search), written.max(search.changed_at), offered);
            }
        }
        // Whoever runs may see more than those for whom it is: nobody is planned what one could not propose to them.
        for offer in offered.offers.iter().filter(|offer| offer.shared_with == SharedWith::Organisation) {
            for search in searches.iter().filter(|search| search.organisation_id != offer.organisation_id) {
                let pair = Pair { seeker: seeker(search), offer: offer.id.as_uuid() };
                this.apart.push(forbidden(pair, Decision::KeptToItself));
            }
        }
        this.live.sort_by_key(|(standing, decided)| (*standing, decided.proposal));
        let offers: Vec<OfferId> = offered.offers.iter().map(|offer| offer.id).collect();
        for row in by_ids!(from.offers, Underway, offer_id, offers) {
            let live = row.status.is_live() && !row.reserve;
            if live || row.holds {
                let taken = this.taken.entry(row.offer_id.as_uuid()).or_default();
                taken.sizes.push(row.size);
                taken.held += usize::from(row.holds);
                taken.rooms = offered.parts.homes.get(&row.offer_id).is_some_and(|home| {
                    let rooms = offered.parts.rooms.get(&row.offer_id).map(Vec::as_slice).unwrap_or_default();
                    matches!(of_home(home.letting, home.owner_kind, rooms), Capacity::Rooms { .. })
                });
            }
        }
        Ok(this)
    }

    /// What one proposal means; `changed` is when the search or the offer was last written.
    fn note(&mut self, row: &Proposal, who: Uuid, changed: Moment, offered: &Offered) {
        let pair = Pair { seeker: who, offer: row.offer_id.as_uuid() };
        let decided = |decision| Decided { pair, decision, proposal: row.id };
        if let Some(veto) = row.veto {
            let decision = match veto {
                Consequence::VetoOwner => Decision::VetoOwner,
                Consequence::VetoHousehold => Decision::VetoHousehold,
                _ => Decision::VetoOffer,
            };
            let key = row.owner_key.as_deref().filter(|_| veto == Consequence::VetoOwner).map(owner);
            let same = offered.owners.iter().filter(|(_, of)| Some(**of) == key).map(|(offer, _)| offer.as_uuid());
            let all: HashSet<Uuid> = same.chain([pair.offer]).collect();
            self.apart.extend(all.into_iter().map(|offer| forbidden(Pair { offer, ..pair }, decision)));
            self.told.push(decided(decision));
            return;
        }
        match row.status {
            live if live.is_live() && row.reserve => {
                self.apart.push(forbidden(pair, Decision::Reserve));
                self.told.push(decided(Decision::Reserve));
            }
            live if live.is_live() => {
                if self.live.iter().any(|(_, other)| other.pair.seeker == who) {
                    self.told.push(decided(Decision::UnderWay));
                } else {
                    self.live.push((standing(live), decided(Decision::UnderWay)));
                }
            }
            // Whoever asked to be parted still looks for the others.
            ProposalStatus::Confirmed if row.holds && row.split_asked_on.is_none() => {
                self.out.insert(who);
                self.told.push(decided(Decision::Placed));
            }
            ProposalStatus::DeclinedByHousehold if changed <= row.changed_at => {
                self.apart.push(forbidden(pair, Decision::HouseholdNo));
                self.told.push(decided(Decision::HouseholdNo));
            }
            ProposalStatus::DeclinedByOfferer if changed <= row.changed_at => {
                self.apart.push(forbidden(pair, Decision::OffererNo));
                self.told.push(decided(Decision::OffererNo));
            }
            _ => {}
        }
    }

    /// Lets the facts keep to what was decided. No lock is set that the engine could not keep: whoever is proposed against
    /// a rule, or beyond the places there are, is taken out beside it, and nobody else's plan fails by that.
    pub(super) fn settle<K: Shrinks>(&mut self, ask: &mut Ask<K>) {
        let mut locked: HashMap<Uuid, u32> = HashMap::new();
        for (_, mut decided) in std::mem::take(&mut self.live) {
            let pair = decided.pair;
            let taken = self.taken.get(&pair.offer).cloned().unwrap_or_default();
            let who = ask.seekers.iter().find(|one| K::seeker_key(one) == pair.seeker);
            let what = ask.offers.iter().find(|one| K::offer_key(one) == pair.offer);
            let refused = who.zip(what).map(|(who, what)| K::consider(&ask.scene(), who, what).answer() == Answer::No);
            let free = what.map_or(0, K::units).saturating_sub(u32::try_from(taken.held).unwrap_or(u32::MAX));
            let own = locked.entry(pair.offer).or_default();
            match refused {
                // Who is placed elsewhere already looks for nothing more here.
                _ if self.out.contains(&pair.seeker) => {}
                Some(false) if !taken.rooms && *own < free => {
                    *own += 1;
                    ask.locked.push(pair);
                }
                Some(false) if !taken.rooms => {
                    decided.decision = Decision::Reserve;
                    self.apart.push(forbidden(pair, Decision::Reserve));
                }
                refused => {
                    if refused == Some(true) {
                        decided.decision = Decision::AgainstRules;
                    }
                    self.out.insert(pair.seeker);
                }
            }
            self.told.push(decided);
        }
        ask.seekers.retain(|one| !self.out.contains(&K::seeker_key(one)));
        ask.forbidden = std::mem::take(&mut self.apart);
        ask.forbidden.retain(|one| !ask.locked.contains(&one.pair) && !self.out.contains(&one.pair.seeker));
        ask.forbidden.sort();
        ask.forbidden.dedup();
        let mut kept = Vec::with_capacity(ask.offers.len());
        for offer in std::mem::take(&mut ask.offers) {
            let key = K::offer_key(&offer);
            let Some(taken) = self.taken.get(&key) else {
                kept.push(offer);
                continue;
            };
            let own = locked.get(&key).copied().unwrap_or_default();
            match K::left(offer, taken, own) {
                Some(offer) => kept.push(offer),
                None => self.gone.push(key),
            }
        }
        ask.offers = kept;
        self.told.sort_by_key(|decided| (decided.pair, decided.proposal));
    }
}

fn forbidden(pair: Pair, decision: Decision) -> Forbidden {
    Forbidden { pair, reason: decision.to_string() }
}

/// How far a proposal is, the furthest first.
fn standing(status: ProposalStatus) -> u8 {
    match status {
        ProposalStatus::Agreed => 0,
        ProposalStatus::HouseholdYes | ProposalStatus::OffererYes => 1,
        ProposalStatus::Made => 2,
        _ => 3,
    }
}

/// Offers of which a part may be spoken for.
pub(super) trait Shrinks: Kind {
    /// What is left of it for this run, `own` locks included; nothing, when all of it is given away.
    fn left(offer: Self::Offer, taken: &Taken, own: u32) -> Option<Self::Offer>;
}

impl Shrinks for Openings {
    fn left(mut offer: Self::Offer, taken: &Taken, own: u32) -> Option<Self::Offer> {
        let all = u32::try_from(taken.sizes.len()).unwrap_or(u32::MAX);
        let others = all.saturating_sub(own);
        offer.units = offer.units.saturating_sub(others).max(own);
        (offer.units > 0).then_some(offer)
    }
}

impl Shrinks for Hosts {
    fn left(offer: Self::Offer, taken: &Taken, own: u32) -> Option<Self::Offer> {
        (own > 0 || taken.sizes.is_empty()).then_some(offer)
    }
}

impl Shrinks for Homes {
    fn left(mut offer: Self::Offer, taken: &Taken, own: u32) -> Option<Self::Offer> {
        if !taken.rooms {
            return (own > 0 || taken.sizes.is_empty()).then_some(offer);
        }
        let rooms = rooms_left(offer.rooms.take()?, &taken.sizes);
        let some = !rooms.is_empty();
        offer.rooms = Some(rooms);
        some.then_some(offer)
    }
}

/// The rooms that are left. Who sleeps where is not written down: each household is thought to take the smallest room that
/// holds it, or the largest ones there are. Own practice, *to verify*.
fn rooms_left(mut rooms: Vec<Room>, sizes: &[i64]) -> Vec<Room> {
    let beds = |room: &Room| i64::from(room.beds.unwrap_or_default());
    rooms.sort_by_key(|room| room.beds);
    let mut sizes = sizes.to_vec();
    sizes.sort_unstable_by_key(|size| std::cmp::Reverse(*size));
    for mut size in sizes {
        while size > 0 && !rooms.is_empty() {
            let at = rooms.iter().position(|room| beds(room) >= size).unwrap_or(rooms.len() - 1);
            size -= beds(&rooms.remove(at)).max(1);
        }
    }
    rooms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(beds: &[u32], sizes: &[i64]) -> Vec<u32> {
        let room = |beds: &u32| Room { beds: Some(*beds), reserved: None, sharers: None };
        let rooms = rooms_left(beds.iter().map(room).collect(), sizes);
        rooms.iter().filter_map(|room| room.beds).collect()
    }

    #[test]
    fn of_a_home_by_the_room_the_smallest_rooms_that_hold_them_are_gone() {
        assert_eq!(left(&[4, 2, 2], &[2]), [2, 4]);
        assert_eq!(left(&[4, 2, 2], &[1, 3]), [2]);
        assert_eq!(left(&[2, 2], &[3]), [0_u32; 0], "no room holds three: they take both");
        assert_eq!(left(&[3, 2], &[]), [2, 3]);
    }
}
