//! The offer from which a placement comes: taken once its places are filled, whoever keeps it.
//!
//! Whoever places somebody with a partner's offer may say one thing of that offer, that it is taken, and read nothing
//! more of it by that.

use kernel::{Day, HouseholdId, Moment, OrganisationId, PersonId, ProgrammeCode, TerritoryCode};
use store::{Change, Db, Entry, Held, InReach, Reach, Stored, Where, record};

use super::offers::{OfferFact, OfferId, OfferSeen};
use super::parts::{self, Contact};
use super::placements::{Placement, PlacementId};
use super::proposals::making::{room, underway};
use crate::rules::capacity::{Capacity, rooms_for};
use crate::rules::internship::{Finding, Internship, findings, rules};
use crate::rules::offer::{OfferAct, OfferKind, OfferStatus, standing};
use crate::rules::placement::{PlacementKind, PlacementStatus, months_between};
use kernel::Cents;
use network::rules::place;

record! {
    /// An offer from which a placement of one's own reach comes: as much of it as says that it is taken.
    pub struct OfferOfPlacement in offer keyed by OfferId {
        /// Its id.
        pub id: OfferId,
        /// How often it was changed.
        pub version: i64,
        /// What is offered.
        pub kind: OfferKind,
        /// In which programme it was found.
        pub programme: ProgrammeCode,
        /// Who keeps it.
        pub organisation_id: OrganisationId,
        /// In which territory.
        pub territory: TerritoryCode,
        /// Where it stands, as last written.
        pub status: OfferStatus,
        /// The last day of a hold.
        pub held_until: Option<Day>,
        /// When it was last changed.
        pub changed_at: Moment,
    }
}

impl InReach for OfferOfPlacement {
    fn in_reach(reach: &Reach) -> Where {
        let own = Placement::offer_id.is(Self::id).and(Placement::in_reach(reach));
        reach.by(Self::programme, Self::organisation_id, Self::territory).or(Where::exists::<Placement>(own))
    }
}

record! {
    /// That somebody fills a place of an offer: within the reach of whoever sees the offer, also where the placement is
    /// another partner's. Never shown, only counted.
    pub struct PlaceFilled in placement {
        /// Which placement.
        pub id: PlacementId,
        /// What it is.
        pub kind: PlacementKind,
        /// Whose; an id opens nothing to who does not reach the household.
        pub household_id: HouseholdId,
        /// Who of it works there.
        pub person_id: Option<PersonId>,
        /// From which offer.
        pub offer_id: Option<OfferId>,
        /// From which proposal: its id.
        pub proposal_id: Option<String>,
        /// Where it stands.
        pub status: PlacementStatus,
        /// How many people it takes room for, where no proposal says so.
        pub size: Option<i64>,
    }
}

impl PlaceFilled {
    /// How much room it takes. A household that nobody counted has a room of its own.
    pub(super) fn takes(&self) -> i64 {
        const UNCOUNTED: i64 = 2;
        if self.kind.of_one_person() { 1 } else { self.size.unwrap_or(UNCOUNTED) }
    }
}

impl InReach for PlaceFilled {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<OfferSeen>(OfferSeen::id.is(Self::offer_id))
    }
}

/// Who is placed with an offer without a proposal, planned or under way, whoever accompanies them.
pub(super) async fn placed_directly(db: &Db, offer: OfferId) -> Stored<Vec<PlaceFilled>> {
    let live = PlaceFilled::status.is_in([PlacementStatus::Planned, PlacementStatus::UnderWay]);
    let direct = PlaceFilled::offer_id.eq(offer).and(PlaceFilled::proposal_id.is_null());
    db.rows::<PlaceFilled>().filter(direct.and(live)).all().await
}

/// How many others fill a place of an offer, standing so.
async fn filled(db: &Db, offer: OfferId, but: PlacementId, standing: &[PlacementStatus]) -> Stored<u64> {
    let others = PlaceFilled::offer_id.eq(offer).and(PlaceFilled::id.ne(but));
    db.rows::<PlaceFilled>().filter(others.and(PlaceFilled::status.is_in(standing.iter().copied()))).count().await
}

/// How many placements that come from an offer are planned or under way, whoever accompanies them.
///
/// # Errors
/// When the database fails.
pub async fn live_from(db: &Db, offer: OfferId) -> Stored<u64> {
    let live = PlaceFilled::status.is_in([PlacementStatus::Planned, PlacementStatus::UnderWay]);
    db.rows::<PlaceFilled>().filter(PlaceFilled::offer_id.eq(offer).and(live)).count().await
}

/// What a beginning does to its offer: read before the change, written within it.
pub(super) struct Taking(Option<Held<OfferOfPlacement>>);

/// Finds out whether the offer of a placement is taken by its beginning: always, but where it has room left.
pub(super) async fn taking(db: &Db, placement: &Placement) -> Stored<Taking> {
    let Some(id) = placement.offer_id else { return Ok(Taking(None)) };
    // What comes from a proposal took its room with the confirmation; a home let by the room has more of it.
    if placement.proposal_id.is_some() {
        return Ok(Taking(None));
    }
    let held = match db.held::<OfferOfPlacement>(id).await {
        Ok(held) => held,
        Err(store::StoreError::NotFound) => return Ok(Taking(None)),
        Err(error) => return Err(error),
    };
    if standing(held.status, held.held_until, db.today()).after(OfferAct::Take).is_none() {
        return Ok(Taking(None));
    }
    let confirmed = underway(db, id).await?.into_iter().filter(|row| row.holds).map(|row| row.size);
    let confirmed: Vec<i64> = confirmed.collect();
    let direct = placed_directly(db, id).await?.into_iter();
    let direct = direct.filter(|row| row.id != placement.id && row.status == PlacementStatus::UnderWay).count();
    let (places, others) = match room(&parts::of(db, &[id]).await?, id) {
        Capacity::Places(places) => (places, confirmed.len() + direct),
        // Without a proposal nobody has worked out who sleeps where: a household to a room.
        Capacity::Rooms { rooms, .. } => (rooms, rooms_for(&confirmed) + direct),
        Capacity::OneHousehold | Capacity::RoomsUnknown => (1, 0),
    };
    if i64::try_from(others).unwrap_or(i64::MAX).saturating_add(1) < places {
        return Ok(Taking(None));
    }
    Ok(Taking(Some(held)))
}

impl Taking {
    /// Writes it.
    pub(super) async fn write(self, change: &mut Change, db: &Db) -> Stored<()> {
        let Some(held) = self.0 else { return Ok(()) };
        let new =
            OfferOfPlacement { status: OfferStatus::Taken, held_until: None, changed_at: db.now(), ..held.clone() };
        let offer = change.update(held, new).await?;
        change.set::<Contact, _>(Contact::offer_id.eq(offer.id), Contact::held_for, None).await?;
        let entry = Entry::new(&OfferFact::OfferTaken { kind: offer.kind }, offer.id);
        change.record(entry.within(&offer.programme, offer.organisation_id, &offer.territory)).await?;
        Ok(())
    }
}

/// What is asked of the rules about an internship that is planned or begins.
#[derive(Debug, Clone, Copy)]
pub struct InternshipAsked {
    /// Which placement, if it is there already: it does not count beside itself.
    pub placement: PlacementId,
    /// From which offer.
    pub offer: Option<OfferId>,
    /// From which day.
    pub from: Option<Day>,
    /// Until which day.
    pub until: Option<Day>,
    /// The pay of a month.
    pub monthly: Option<Cents>,
}

/// The rules that an internship is known to break: what the placement says, and what its offer says beside. Nothing, where
/// the offer tells which other rule holds.
///
/// # Errors
/// When the database fails.
pub async fn internship_findings(db: &Db, asked: InternshipAsked) -> Stored<Vec<(Finding, String)>> {
    let offer = match asked.offer {
        Some(id) => db.rows::<OfferSeen>().id(id).first().await?,
        None => None,
    };
    let mut known = Internship { places: Some(1), ..Internship::default() };
    let mut region = None;
    if let Some(offer) = &offer {
        region = offer.municipality.as_deref().and_then(place::by_code).map(|place| place.region.clone());
        if let Some(job) = parts::of(db, &[offer.id]).await?.jobs.remove(&offer.id) {
            if job.rule_note.is_some() {
                return Ok(Vec::new());
            }
            let live = [PlacementStatus::Planned, PlacementStatus::UnderWay];
            let others = i64::try_from(filled(db, offer.id, asked.placement, &live).await?).unwrap_or(i64::MAX);
            known.group = job.meant_for;
            known.staff = job.staff;
            known.pay = job.pay;
            known.months = job.months;
            known.interns_now = Some(job.interns_now.unwrap_or_default() + others);
        }
    }
    known.pay = asked.monthly.or(known.pay);
    if let (Some(from), Some(until)) = (asked.from, asked.until) {
        known.months = Some(months_between(from, until));
    }
    let Some(rules) = rules(region.as_deref(), asked.from.unwrap_or(db.today())) else { return Ok(Vec::new()) };
    Ok(findings(&rules, &known).into_iter().map(|finding| (finding, rules.source.clone())).collect())
}
