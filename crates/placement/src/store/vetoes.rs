//! What was refused beforehand, by whichever side; and who needs to get in without steps. Nobody is asked for reasons, and
//! a reason that is given stays with the search.

use std::collections::HashMap;

use kernel::text::fold;
use kernel::{Day, MemberId, PersonId};
use matching::facts::Access;
use people::store::households::Membership;
use store::{Db, Held, InReach, Json, Order, Reach, Stored, Where, record};

use super::declined::Acted;
use super::offers::{OfferId, OfferSeen};
use super::proposals::Proposal;
use super::search_facts::SearchFact;
use super::searches::{Search, SearchId};
use crate::rules::Refusal;
use crate::rules::decline::Consequence;
use crate::rules::search::VetoBy;

kernel::id!(
    /// Names something that was refused beforehand.
    VetoId
);
store::text_cells!(VetoId);

record! {
    /// A no that was said beforehand: to one offer, or to whatever somebody offers.
    pub struct SearchVeto in search_veto keyed by VetoId {
        /// Its id.
        pub id: VetoId,
        /// How often it was changed.
        pub version: i64,
        /// The search.
        pub search_id: SearchId,
        /// The offer.
        pub offer_id: Option<OfferId>,
        /// Whoever offers, in the words of who said it.
        pub owner: Option<String>,
        /// The same, folded.
        pub owner_key: Option<String>,
        /// Who said no.
        pub said_by: VetoBy,
        /// Why, if somebody wanted to say.
        pub reason: Option<String>,
        /// When.
        pub said_on: Day,
        /// Who wrote it down.
        pub member_id: Option<MemberId>,
    }
}

impl InReach for SearchVeto {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Search>(Search::id.is(Self::search_id))
    }
}

record! {
    /// What one person needs to get in and about. Only where names may be read: it is about a body.
    pub struct SearchAccess in search_access {
        /// The search.
        pub search_id: SearchId,
        /// Who.
        pub person_id: PersonId,
        /// What is needed.
        pub needs: Json<Access>,
    }
}

impl InReach for SearchAccess {
    fn in_reach(reach: &Reach) -> Where {
        reach.with_names().through::<Search>(Search::id.is(Self::search_id))
    }
}

/// What the household refused of one offer.
pub(super) fn of_household(search: SearchId, offer: OfferId) -> Where {
    // Filled is asked by itself: what is empty equals nothing, and its negation would hold for nothing either.
    let this = SearchVeto::search_id.eq(search).and(SearchVeto::offer_id.is_filled());
    this.and(SearchVeto::offer_id.eq(Some(offer))).and(SearchVeto::said_by.eq(VetoBy::Household))
}

/// What is written of a no.
#[derive(Debug, Clone)]
pub struct VetoSaid {
    /// The offer.
    pub offer: Option<OfferId>,
    /// Whoever offers.
    pub owner: Option<String>,
    /// Who said it.
    pub by: VetoBy,
    /// Why.
    pub reason: Option<String>,
}

/// What was refused for a few searches, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, ids: &[SearchId]) -> Stored<HashMap<SearchId, Vec<SearchVeto>>> {
    let rows = db.rows::<SearchVeto>().filter(SearchVeto::search_id.is_in(ids.iter().copied()));
    let mut all: HashMap<SearchId, Vec<SearchVeto>> = HashMap::new();
    for row in rows.sort(SearchVeto::id, Order::Falling).all().await? {
        all.entry(row.search_id).or_default().push(row);
    }
    Ok(all)
}

/// Writes a no down.
///
/// # Errors
/// When it names nothing, or an offer of another kind; [`store::StoreError::NotFound`] for an offer that nobody sees here.
pub async fn add(db: &Db, held: &Held<Search>, seen: &Db, said: VetoSaid) -> Acted<SearchVeto> {
    let owner = said.owner.filter(|owner| !fold(owner).is_empty());
    if said.offer.is_none() && owner.is_none() {
        return Err(Refusal::VetoesNothing.into());
    }
    if let Some(offer) = said.offer
        && seen.rows::<OfferSeen>().id(offer).one().await?.kind != held.kind
    {
        return Err(Refusal::OtherKind.into());
    }
    let veto = SearchVeto {
        id: VetoId::fresh(),
        version: 0,
        search_id: held.id,
        offer_id: said.offer,
        owner_key: owner.as_deref().map(fold),
        owner,
        said_by: said.by,
        reason: said.reason,
        said_on: db.today(),
        member_id: db.act().member,
    };
    let mut change = db.change().await?;
    change.insert(&veto).await?;
    change.commit(held.entry(&SearchFact::SearchChanged { kind: held.kind })).await?;
    Ok(veto)
}

/// Takes a no back. What the household said on a proposal is the same no, kept there so that it outlives the search: it goes
/// with it. What whoever offers said there is theirs.
///
/// # Errors
/// [`store::StoreError::NotFound`] when it is gone already.
pub async fn take_back(db: &Db, held: Held<SearchVeto>) -> Stored<SearchId> {
    let search = db.rows::<Search>().id(held.search_id).one().await?;
    let said = (held.said_by == VetoBy::Household).then(|| said_on_proposals(&search, &held));
    let mut change = db.change().await?;
    // The proposals first, as whoever makes one again: the two never wait for one another in a ring.
    if let Some(said) = said {
        change.set::<Proposal, _>(said, Proposal::veto, None).await?;
    }
    change.take_away(held).await?;
    change.commit(search.entry(&SearchFact::SearchChanged { kind: search.kind })).await?;
    Ok(search.id)
}

/// The proposals on which the same no was said.
fn said_on_proposals(search: &Search, veto: &SearchVeto) -> Where {
    let whose = match search.person_id {
        Some(person) => Proposal::person_id.eq(Some(person)),
        None => Proposal::household_id.eq(search.household_id),
    };
    let said = |what| Proposal::veto.eq(Some(what));
    let same = match (&veto.owner_key, veto.offer_id) {
        (Some(owner), _) => Proposal::owner_key.eq(Some(owner.clone())).and(said(Consequence::VetoOwner)),
        // Where nobody knew who offers, a no to all they offer struck this offer alone.
        (None, Some(offer)) => {
            let nobodys = Proposal::owner_key.is_null().and(said(Consequence::VetoOwner));
            Proposal::offer_id.eq(offer).and(said(Consequence::VetoOffer).or(nobodys))
        }
        (None, None) => Where::nothing(),
    };
    whose.and(Proposal::kind.eq(search.kind)).and(same)
}

/// What people need to get in and about, for a few searches.
///
/// # Errors
/// When the database fails.
pub async fn access_of(db: &Db, ids: &[SearchId]) -> Stored<HashMap<SearchId, Vec<(PersonId, Access)>>> {
    let rows = db.rows::<SearchAccess>().filter(SearchAccess::search_id.is_in(ids.iter().copied()));
    let mut all: HashMap<SearchId, Vec<(PersonId, Access)>> = HashMap::new();
    for row in rows.sort(SearchAccess::person_id, Order::Rising).all().await? {
        all.entry(row.search_id).or_default().push((row.person_id, row.needs.0));
    }
    Ok(all)
}

/// Writes who needs what to get in and about; who is left out has not been asked. The journal says only that the search
/// was changed, and the search is counted up: the needs hang on it and have no version of their own.
///
/// # Errors
/// [`Refusal::NotOfHousehold`] for somebody else; [`store::StoreError::Stale`] when somebody changed the search since.
pub async fn put_access(db: &Db, held: Held<Search>, needs: Vec<(PersonId, Access)>) -> Acted<()> {
    let of_it = Membership::household_id.eq(held.household_id).and(Membership::on(db.today()));
    let present = db.rows::<Membership>().filter(of_it).all().await?;
    if needs.iter().any(|(person, _)| !present.iter().any(|member| member.person_id == *person)) {
        return Err(Refusal::NotOfHousehold.into());
    }
    let rows =
        needs.into_iter().map(|(person_id, needs)| SearchAccess { search_id: held.id, person_id, needs: Json(needs) });
    let rows: Vec<SearchAccess> = rows.collect();
    let new = Search { changed_at: db.now(), ..held.clone() };
    let mut change = db.change().await?;
    let search = change.update(held, new).await?;
    change.remove::<SearchAccess>(SearchAccess::search_id.eq(search.id)).await?;
    change.add(&rows).await?;
    change.commit(search.entry(&SearchFact::SearchChanged { kind: search.kind })).await?;
    Ok(())
}
