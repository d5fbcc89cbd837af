//! Making a proposal: the one way in, for a page, for the desk and for the API.

use kernel::text::fold;
use kernel::{Day, HouseholdId, PathwayId, PersonId};
use pathways::store::pathways::{Pathway, touch};
use people::rules::code;
use people::store::households::{Place, counted_on, place_of};
use store::{AgeBand, Counted, Db, Order, StoreError, Stored, Where};

use super::facts::ProposalFact;
use super::{Proposal, ProposalId, Underway, live_key};
use crate::rules::Refusal;
use crate::rules::capacity::{self, Capacity};
use crate::rules::decline::Consequence;
use crate::rules::family::Suitability;
use crate::rules::offer::{OfferKind, OfferStatus, is_over};
use crate::rules::proposal::{ProposalStatus, not_ahead};
use crate::rules::search::SearchStatus;
use crate::rules::work::may_work;
use crate::store::declined::Acted;
use crate::store::host_steps;
use crate::store::offers::{OfferId, OfferSeen};
use crate::store::parts::{self, Parts};
use crate::store::searches::{Search, SearchId};
use crate::store::vetoes::{self, SearchVeto};

/// That a household asked to be parted: nobody else may.
#[derive(Debug, Clone)]
pub struct Split {
    /// Who of them asked.
    pub asked_by: Option<String>,
    /// When.
    pub asked_on: Option<Day>,
    /// How many of them would move here.
    pub people: i64,
}

/// What a proposal begins with.
#[derive(Debug, Clone)]
pub struct NewProposal {
    /// What is proposed.
    pub offer: OfferId,
    /// To whom.
    pub household: HouseholdId,
    /// To which of them: for work, and for nothing else.
    pub person: Option<PersonId>,
    /// Along which pathway; its partner stands on the household's side.
    pub pathway: Option<PathwayId>,
    /// The search that it answers; looked up where one of the kind lives and none is said.
    pub search: Option<SearchId>,
    /// Whether it is in reserve, after a first choice.
    pub reserve: bool,
    /// What the offer's side should know besides, without names.
    pub told: Option<String>,
    /// For a part of the household alone.
    pub split: Option<Split>,
    /// The run of the engine that proposed it.
    pub run: Option<String>,
    /// The offer that the engine would have taken, where a person takes another.
    pub instead_of: Option<OfferId>,
    /// Why.
    pub override_reason: Option<String>,
}

impl NewProposal {
    /// A proposal with nothing said but what to whom.
    #[must_use]
    pub fn of(offer: OfferId, household: HouseholdId) -> Self {
        Self {
            offer,
            household,
            person: None,
            pathway: None,
            search: None,
            reserve: false,
            told: None,
            split: None,
            run: None,
            instead_of: None,
            override_reason: None,
        }
    }
}

/// Proposes an offer to a household, or to one of its people. Two that are made at the same instant may stand one above the
/// limit of an offer: the limit keeps lists short, and what is confirmed is bounded on its own.
///
/// # Errors
/// Those of [`Refusal`] that its fields name; [`StoreError::NotFound`] when either lies beyond reach.
pub async fn propose(db: &Db, new: NewProposal) -> Acted<Proposal> {
    let today = db.today();
    let offer = db.rows::<OfferSeen>().id(new.offer).one().await?;
    may_be_proposed(db, &offer).await?;
    let place = place(db, &new).await?;
    let (people, split) = who(db, &new, offer.kind, today).await?;
    let parts = parts::of(db, &[offer.id]).await?;
    let owner_key = owner_key(&parts, offer.id);
    let search = search(db, &new, offer.kind).await?;
    let struck = Struck { offer: offer.id, household: new.household, person: new.person, search, but: None };
    not_vetoed(db, struck, owner_key.as_deref()).await?;
    let underway = underway(db, offer.id).await?;
    if underway.iter().filter(|row| row.status.is_live()).count() >= room(&parts, offer.id).most_live() {
        return Err(Refusal::TooManyProposals.into());
    }
    let overridden = new.instead_of.is_some_and(|instead| instead != new.offer);
    let override_reason = new.override_reason.filter(|reason| !reason.trim().is_empty());
    if overridden && override_reason.is_none() {
        return Err(Refusal::OverrideReasonMissing.into());
    }
    let id = ProposalId::fresh();
    let size = split.as_ref().map_or(people.len() as i64, |split| split.people);
    let proposal = Proposal {
        id,
        version: 0,
        code: code::of('C', id.as_uuid()),
        kind: offer.kind,
        search_id: search,
        household_id: new.household,
        person_id: new.person,
        pathway_id: new.pathway,
        offer_id: offer.id,
        programme: place.programme,
        organisation_id: place.organisation,
        territory: place.territory,
        keeper_programme: offer.programme.clone(),
        keeper_organisation_id: offer.organisation_id,
        keeper_territory: offer.territory.clone(),
        status: ProposalStatus::Made,
        reserve: new.reserve,
        made_on: today,
        met_on: None,
        since: today,
        agreed_until: None,
        size,
        // Of a part that moves alone nobody knows yet who it is.
        people: if split.is_some() { String::new() } else { bands(&people, today) },
        told: new.told,
        split_asked_by: split.as_ref().and_then(|split| split.asked_by.clone()),
        split_asked_on: split.as_ref().and_then(|split| split.asked_on),
        owner_key,
        veto: None,
        holds: false,
        live_key: Some(live_key(offer.id, new.household, new.person)),
        run_id: new.run,
        instead_of: new.instead_of.filter(|_| overridden),
        override_reason,
        taken_back_for: None,
        made_by: db.act().member,
        keeper_member: None,
        changed_at: db.now(),
    };
    let split = split.is_some();
    let mut change = db.change().await?;
    match change.insert(&proposal).await {
        Err(StoreError::Taken(_)) => return Err(Refusal::ProposedAlready.into()),
        other => other?,
    }
    if let Some(pathway) = proposal.pathway_id {
        touch(&mut change, db, pathway).await?;
    }
    change.commit(proposal.entry(&ProposalFact::ProposalMade { kind: offer.kind, overridden, split })).await?;
    Ok(proposal)
}

/// Whether an offer may be proposed today.
pub(super) async fn may_be_proposed(db: &Db, offer: &OfferSeen) -> Acted<()> {
    let (today, standing) = (db.today(), offer.standing(db.today()));
    if !matches!(standing, OfferStatus::Open | OfferStatus::Held) || is_over(offer.available_to, today) {
        return Err(Refusal::OfferNotOpen.into());
    }
    may_host(db, offer.id, offer.kind).await
}

/// Whether whoever is offered may move in today: a host family only as long as it is found suitable.
pub(super) async fn may_host(db: &Db, offer: OfferId, kind: OfferKind) -> Acted<()> {
    let hosts = kind == OfferKind::Family;
    if hosts && host_steps::suitability_on(db, offer, db.today()).await? != Suitability::Suitable {
        return Err(Refusal::NotSuitable.into());
    }
    Ok(())
}

/// The household's side: the partner of the pathway, or whoever knows the household here.
async fn place(db: &Db, new: &NewProposal) -> Acted<Place> {
    match new.pathway {
        Some(id) => along(db, id, new.household).await,
        None => Ok(place_of(db, new.household).await?.ok_or(StoreError::NotFound)?),
    }
}

/// The partner of a household's pathway, as long as that is open: nothing can be planned along a closed one.
pub(super) async fn along(db: &Db, pathway: PathwayId, household: HouseholdId) -> Acted<Place> {
    let pathway = db.rows::<Pathway>().id(pathway).filter(Pathway::household_id.eq(household)).one().await?;
    if !pathway.status.is_open() {
        return Err(Refusal::PathwayClosed.into());
    }
    let Pathway { programme, organisation_id, territory, .. } = pathway;
    Ok(Place { programme, organisation: organisation_id, territory })
}

/// The people it is for, and the part that asked to be parted, if any.
async fn who(db: &Db, new: &NewProposal, kind: OfferKind, today: Day) -> Acted<(Vec<Counted>, Option<Split>)> {
    let present = counted_on(db, new.household, today).await?;
    if present.is_empty() {
        return Err(Refusal::NobodyListed.into());
    }
    match (kind, new.person) {
        (OfferKind::Work, None) => return Err(Refusal::PersonMissing.into()),
        (OfferKind::Work, Some(person)) => {
            let worker: Vec<Counted> = present.into_iter().filter(|known| known.person == person).collect();
            return match worker.first() {
                None => Err(Refusal::NoSuchMember.into()),
                Some(known) if !may_work(known.born, today) => Err(Refusal::TooYoung.into()),
                Some(_) => Ok((worker, None)),
            };
        }
        (OfferKind::Home | OfferKind::Family, Some(_)) => return Err(Refusal::PersonNotWanted.into()),
        (OfferKind::Home | OfferKind::Family, None) => {}
    }
    let Some(split) = new.split.clone() else { return Ok((present, None)) };
    let asked = split.asked_by.as_deref().is_some_and(|who| !who.trim().is_empty());
    let Some(on) = split.asked_on.filter(|_| asked) else { return Err(Refusal::SplitNotAsked.into()) };
    not_ahead(on, today)?;
    if split.people < 1 || split.people >= present.len() as i64 {
        return Err(Refusal::PartTooLarge.into());
    }
    Ok((present, Some(split)))
}

/// The search that a proposal answers: the one named, or the one of its kind that lives. One that rests is resumed first,
/// one that ended begins anew first: who looks again says so.
async fn search(db: &Db, new: &NewProposal, kind: OfferKind) -> Acted<Option<SearchId>> {
    let theirs = Search::household_id.eq(new.household).and(Search::kind.eq(kind));
    let theirs = match new.person {
        Some(person) => theirs.and(Search::person_id.eq(Some(person))),
        None => theirs,
    };
    let found = if let Some(id) = new.search {
        Some(db.rows::<Search>().id(id).filter(theirs).one().await?)
    } else {
        let lives = theirs.and(Search::status.is_in([SearchStatus::Open, SearchStatus::Paused]));
        let lives = match new.pathway {
            Some(pathway) => lives.and(Search::pathway_id.eq(Some(pathway))),
            None => lives,
        };
        let mut rows = db.rows::<Search>().filter(lives).sort(Search::id, Order::Falling).all().await?;
        rows.sort_by_key(|search| search.status != SearchStatus::Open);
        rows.into_iter().next()
    };
    match found.map(|search| (search.status, search.id)) {
        None => Ok(None),
        Some((SearchStatus::Open, id)) => Ok(Some(id)),
        Some((SearchStatus::Paused, _)) => Err(Refusal::SearchPaused.into()),
        Some((SearchStatus::Met | SearchStatus::Ended, _)) => Err(Refusal::SearchNotSo.into()),
    }
}

/// Sexes and age bands, as the offer's side is told them.
#[must_use]
pub fn bands(people: &[Counted], today: Day) -> String {
    let mut told: Vec<(i64, String)> = people
        .iter()
        .map(|known| {
            let band = AgeBand::of(known.born, today);
            (-band.order(), format!("{}:{band}", known.sex))
        })
        .collect();
    told.sort();
    told.into_iter().map(|(_, words)| words).collect::<Vec<_>>().join(" ")
}

/// Whoever offers, folded, where the network may know the name: an agency, a body, an employer.
pub(super) fn owner_key(parts: &Parts, offer: OfferId) -> Option<String> {
    let home = parts.homes.get(&offer).and_then(|home| home.owner_name.as_deref());
    let job = parts.jobs.get(&offer).and_then(|job| job.employer.as_deref());
    home.or(job).map(fold).filter(|key| !key.is_empty())
}

/// What a veto may strike: this offer, for these people.
pub(super) struct Struck {
    /// The offer.
    pub(super) offer: OfferId,
    /// To whom.
    pub(super) household: HouseholdId,
    /// To which of them, for work.
    pub(super) person: Option<PersonId>,
    /// The search that is answered.
    pub(super) search: Option<SearchId>,
    /// A proposal that the household's side makes again: its own no to this offer is thought over by that.
    pub(super) but: Option<ProposalId>,
}

/// Whether neither side said never again.
pub(super) async fn not_vetoed(db: &Db, struck: Struck, owner_key: Option<&str>) -> Acted<()> {
    let Struck { offer, household, person, search, but } = struck;
    let whose = match person {
        Some(person) => Proposal::person_id.eq(Some(person)),
        None => Proposal::household_id.eq(household),
    };
    let this = Proposal::offer_id.eq(offer).and(Proposal::veto.is_filled());
    let owner = owner_key.map_or_else(Where::nothing, |key| {
        Proposal::owner_key.eq(Some(key.to_owned())).and(Proposal::veto.eq(Some(Consequence::VetoOwner)))
    });
    let others = but.map_or_else(Where::everything, |but| Proposal::id.ne(but));
    let vetoed = db.rows::<Proposal>().filter(whose.and(this.or(owner)).and(others)).count().await?;
    let beforehand = match search {
        Some(search) => {
            let owner = owner_key.map_or_else(Where::nothing, |key| SearchVeto::owner_key.eq(Some(key.to_owned())));
            let strikes = SearchVeto::offer_id.eq(Some(offer)).or(owner);
            let stand = but.map_or_else(Where::everything, |_| vetoes::of_household(search, offer).negated());
            db.rows::<SearchVeto>().filter(SearchVeto::search_id.eq(search).and(strikes).and(stand)).count().await?
        }
        None => 0,
    };
    if vetoed + beforehand > 0 { Err(Refusal::Vetoed.into()) } else { Ok(()) }
}

/// The proposals of an offer, without whom they are for.
///
/// # Errors
/// When the database fails.
pub async fn underway(db: &Db, offer: OfferId) -> Stored<Vec<Underway>> {
    db.rows::<Underway>().filter(Underway::offer_id.eq(offer)).all().await
}

/// The room that an offer has.
pub(crate) fn room(parts: &Parts, offer: OfferId) -> Capacity {
    if let Some(home) = parts.homes.get(&offer) {
        let rooms = parts.rooms.get(&offer).map(Vec::as_slice).unwrap_or_default();
        return capacity::of_home(home.letting, home.owner_kind, rooms);
    }
    match parts.jobs.get(&offer) {
        Some(job) => Capacity::Places(job.places.unwrap_or(1)),
        None => Capacity::OneHousehold,
    }
}
