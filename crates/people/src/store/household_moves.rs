//! Households in time: somebody leaves or becomes something else, one household becomes two, two become one. Each is
//! one transaction: all of it is kept or none.
//!
//! Who left stays known where the household was known, for its history; a household that came out of another is known
//! only where whoever split it reaches. Facts that counted somebody after the day of leaving count that person no
//! longer: figures and rows never part.

use std::collections::{BTreeSet, HashMap};

use kernel::{Day, HouseholdId, MemberId, Moment, PersonId};
use store::{Change, Db, Entry, Held, InReach, Order, Reach, StoreError, Stored, Where, record};

use super::facts::PeopleFact;
use super::households::{Household, Membership, Place, Whereabouts, members_of, place_of, places_of};
use super::persons::{KnownAt, Person, placed};
use super::search::know;
use crate::rules::household::Relation;
use crate::rules::moving::{GoesWith, HouseholdHappening, Inmate, through, to_new_reference};

kernel::id!(
    /// Names one earlier spell of membership.
    SpellId
);
kernel::id!(
    /// Names one thing that happened to a household.
    HouseholdEventId
);
store::text_cells!(SpellId, HouseholdEventId);

record! {
    /// An earlier spell of somebody in a household: before a return, or before another role.
    pub struct EarlierMembership in earlier_membership keyed by SpellId {
        /// The id.
        pub id: SpellId,
        /// Always 0: what was is not changed.
        pub version: i64,
        /// The household.
        pub household_id: HouseholdId,
        /// The person.
        pub person_id: PersonId,
        /// What the person was to the reference person.
        pub relation: Relation,
        /// Since when.
        pub since: Option<Day>,
        /// Until when.
        pub until: Day,
    }
}

impl InReach for EarlierMembership {
    fn in_reach(reach: &Reach) -> Where {
        let of = KnownAt::person_id.is(Self::person_id).and(KnownAt::household_id.is(Self::household_id));
        reach.through::<KnownAt>(of)
    }
}

impl From<EarlierMembership> for Membership {
    fn from(row: EarlierMembership) -> Self {
        let EarlierMembership { household_id, person_id, relation, since, until, .. } = row;
        Self { household_id, person_id, relation, since, until: Some(until) }
    }
}

record! {
    /// Something that happened to a household.
    pub struct HouseholdEvent in household_event keyed by HouseholdEventId {
        /// The id.
        pub id: HouseholdEventId,
        /// Always 0.
        pub version: i64,
        /// To which.
        pub household_id: HouseholdId,
        /// What.
        pub kind: HouseholdHappening,
        /// About whom.
        pub person_id: Option<PersonId>,
        /// The other household.
        pub other_id: Option<HouseholdId>,
        /// When.
        pub day: Day,
        /// Why.
        pub reason: Option<String>,
        /// Who wrote it down.
        pub member_id: Option<MemberId>,
        /// When it was written down.
        pub at: Moment,
    }
}

impl InReach for HouseholdEvent {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Household>(Household::id.is(Self::household_id))
    }
}

/// What happened to a household, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn events_of(db: &Db, household: HouseholdId) -> Stored<Vec<HouseholdEvent>> {
    let of = HouseholdEvent::household_id.eq(household);
    let rows = db.rows::<HouseholdEvent>().filter(of).sort(HouseholdEvent::day, Order::Falling);
    rows.sort(HouseholdEvent::id, Order::Falling).limit(200).all().await
}

/// The earlier spells of a household's people, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn earlier_of(db: &Db, household: HouseholdId) -> Stored<Vec<EarlierMembership>> {
    let of = EarlierMembership::household_id.eq(household);
    db.rows::<EarlierMembership>().filter(of).sort(EarlierMembership::until, Order::Falling).all().await
}

/// Every spell of everybody in a few households: that of today, or the last one, and those before.
///
/// # Errors
/// When the database fails.
pub async fn spells_of_many(
    db: &Db,
    households: impl IntoIterator<Item = HouseholdId>,
) -> Stored<HashMap<HouseholdId, Vec<(Membership, Person)>>> {
    let ids: Vec<HouseholdId> = households.into_iter().collect();
    let of = Membership::household_id.is_in(ids.iter().copied());
    let now = db.rows::<Membership>().filter(of).with::<Person>(Person::id.is(Membership::person_id)).all().await?;
    let of = EarlierMembership::household_id.is_in(ids);
    let before = db.rows::<EarlierMembership>().filter(of);
    let before = before.with::<Person>(Person::id.is(EarlierMembership::person_id)).all().await?;
    let mut spells: HashMap<HouseholdId, Vec<(Membership, Person)>> = HashMap::new();
    for (spell, person) in now.into_iter().chain(before.into_iter().map(|(spell, person)| (spell.into(), person))) {
        spells.entry(spell.household_id).or_default().push((spell, person));
    }
    Ok(spells)
}

/// Who belongs to a household today.
///
/// # Errors
/// When the database fails.
pub async fn inmates(db: &Db, household: HouseholdId) -> Stored<Vec<Inmate>> {
    let today = db.today();
    let present = members_of(db, household).await?.into_iter().filter(|(spell, ..)| spell.holds_on(today));
    Ok(present
        .map(|(spell, person, _)| Inmate { person: person.id, relation: spell.relation, since: spell.since })
        .collect())
}

/// Takes somebody out of a household from a day on. Where the reference person leaves and others stay, one of them
/// becomes it.
///
/// # Errors
/// [`StoreError::Stale`] when somebody changed the household since; [`StoreError::NotFound`] when the person is not in it.
pub async fn leave(
    db: &Db,
    held: Held<Household>,
    person: PersonId,
    on: Day,
    reason: Option<String>,
    reference: Option<PersonId>,
) -> Stored<()> {
    let id = held.id;
    let all = inmates(db, id).await?;
    let who = all.iter().find(|one| one.person == person).copied().ok_or(StoreError::NotFound)?;
    let place = place_of(db, id).await?;
    let mut moving = Moving { change: db.change().await?, db, on };
    moving.ends(id, &who).await?;
    let staying: Vec<Inmate> = all.into_iter().filter(|one| one.person != person).collect();
    let reference = moving.refer(id, &staying, reference.filter(|_| who.relation == Relation::Reference)).await?;
    let reference_id = reference.or(held.reference_id.filter(|known| *known != person));
    let new = Household { size: staying.len() as i64, reference_id, ..held.clone() };
    moving.change.update(held, new).await?;
    moving.happens(id, HouseholdHappening::Left, Some(person), None, reason).await?;
    let fact = PeopleFact::PersonLeft;
    moving.change.commit(placed(Entry::new(&fact, person).on(on), place.map(|place| (id, place)))).await?;
    Ok(())
}

/// Takes somebody back who had left, from a day on.
///
/// # Errors
/// [`StoreError::Stale`] when somebody changed the household since; [`StoreError::Taken`] when the person had not left
/// by that day.
pub(super) async fn comes_back(
    db: &Db,
    held: Held<Household>,
    person: PersonId,
    relation: Relation,
    on: Day,
) -> Stored<PersonId> {
    let id = held.id;
    let (places, place) = (places_of(db, id).await?, place_of(db, id).await?);
    let mut moving = Moving { change: db.change().await?, db, on };
    moving.comes(id, person, relation, &places).await?;
    let reference_id = held.reference_id.or(Some(person));
    let new = Household { size: held.size + 1, reference_id, ..held.clone() };
    moving.change.update(held, new).await?;
    let fact = PeopleFact::PersonReturned { relation };
    moving.change.commit(placed(Entry::new(&fact, person), place.map(|place| (id, place)))).await?;
    Ok(person)
}

/// Writes that somebody is something else to the reference person from a day on; who becomes the reference person
/// changes what everybody else is.
///
/// # Errors
/// [`StoreError::Stale`] when somebody changed the household since; [`StoreError::NotFound`] when the person is not in it.
pub async fn change_role(
    db: &Db,
    held: Held<Household>,
    person: PersonId,
    relation: Relation,
    from: Option<Day>,
) -> Stored<()> {
    let id = held.id;
    let all = inmates(db, id).await?;
    let who = all.iter().find(|one| one.person == person).copied().ok_or(StoreError::NotFound)?;
    let place = place_of(db, id).await?;
    let on = from.unwrap_or(db.today());
    let mut moving = Moving { change: db.change().await?, db, on };
    let mut new = held.clone();
    if relation == Relation::Reference {
        moving.refer(id, &all, Some(person)).await?;
        new.reference_id = Some(person);
    } else if from.is_some() {
        moving.becomes(id, &who, relation).await?;
    } else {
        moving.set(id, person, relation).await?;
    }
    moving.change.update(held, new).await?;
    if from.is_some() {
        moving.happens(id, HouseholdHappening::RoleChanged, Some(person), None, None).await?;
    }
    let fact = PeopleFact::RoleChanged { relation };
    moving.change.commit(placed(Entry::new(&fact, person).on(on), place.map(|place| (id, place)))).await?;
    Ok(())
}

/// How a household is split.
#[derive(Debug, Clone)]
pub struct Splitting {
    /// Who leaves.
    pub leaving: Vec<PersonId>,
    /// The reference person of those who leave.
    pub reference: PersonId,
    /// The reference person of those who stay, when the one before leaves.
    pub stays_reference: Option<PersonId>,
    /// From which day on.
    pub on: Day,
    /// Why.
    pub reason: Option<String>,
    /// With whom the household goes on.
    pub goes_with: GoesWith,
}

/// Makes two households of one; gives the id of the new one. The household that was, with its code, referrals, pathways
/// and address, goes on with those who stay, or with those who leave when that is said.
///
/// # Errors
/// [`StoreError::Stale`] when somebody changed the household since.
pub async fn split(db: &Db, held: Held<Household>, how: Splitting) -> Stored<HouseholdId> {
    let id = held.id;
    let Splitting { leaving, reference, stays_reference, on, reason, goes_with } = how;
    let all = inmates(db, id).await?;
    let (left, stayed): (Vec<Inmate>, Vec<Inmate>) = all.iter().partition(|one| leaving.contains(&one.person));
    let was = all.iter().find(|one| one.relation == Relation::Reference).map(|one| one.person);
    let stays_reference = stays_reference.or(was.filter(|person| !leaving.contains(person)));
    // Those who move into the new household, with their reference person, and those who remain in this one.
    let (movers, movers_reference, remaining, remaining_reference) = match goes_with {
        GoesWith::Staying => (left, Some(reference), stayed, stays_reference),
        GoesWith::Leaving => (stayed, stays_reference, left, Some(reference)),
    };
    let own: BTreeSet<Place> = known_within_reach(db, id).await?;
    let place = place_of(db, id).await?.ok_or(StoreError::NotFound)?;
    let (known_address, new_address) = match goes_with {
        GoesWith::Staying => (held.municipality.clone(), None),
        GoesWith::Leaving => (None, held.municipality.clone()),
    };
    let new = Household {
        reference_id: movers_reference,
        size: movers.len() as i64,
        municipality: new_address,
        everyone_listed: held.everyone_listed,
        ..Household::new(db.now())
    };
    let mut moving = Moving { change: db.change().await?, db, on };
    moving.change.insert(&new).await?;
    for one in &movers {
        moving.ends(id, one).await?;
        let known: Vec<KnownAt> = own.iter().map(|place| place.knows(one.person, new.id)).collect();
        know(db, &mut moving.change, &known).await?;
        let relation = seen_from(&movers, movers_reference, one);
        let spell = Membership { household_id: new.id, person_id: one.person, relation, since: Some(on), until: None };
        moving.change.add(&[spell]).await?;
    }
    let reference_id = moving.refer(id, &remaining, remaining_reference).await?.or(held.reference_id);
    let old = Household { size: remaining.len() as i64, reference_id, municipality: known_address, ..held.clone() };
    moving.change.update(held, old).await?;
    moving.happens(id, HouseholdHappening::SplitOff, None, Some(new.id), reason.clone()).await?;
    moving.happens(new.id, HouseholdHappening::CameFrom, None, Some(id), reason).await?;
    let came = Entry::new(&PeopleFact::HouseholdCameFrom { other: id }, new.id).on(on);
    moving.change.record(placed(came, Some((new.id, place.clone())))).await?;
    let fact = PeopleFact::HouseholdSplit { other: new.id };
    moving.change.commit(placed(Entry::new(&fact, id).on(on), Some((id, place)))).await?;
    Ok(new.id)
}

/// Makes one household of two: everybody of `from` belongs to `into` from a day on. What the reference person of `from`
/// is to that of `into` says what the others are.
///
/// # Errors
/// [`StoreError::Stale`] when somebody changed either since.
pub async fn merge(
    db: &Db,
    from: Held<Household>,
    into: Held<Household>,
    on: Day,
    link: Relation,
    reason: Option<String>,
) -> Stored<()> {
    let (from_id, into_id) = (from.id, into.id);
    let (guests, hosts) = (inmates(db, from_id).await?, inmates(db, into_id).await?);
    let (from_place, into_place) = (place_of(db, from_id).await?, place_of(db, into_id).await?);
    let places = places_of(db, into_id).await?;
    let mut moving = Moving { change: db.change().await?, db, on };
    let mut size = hosts.len() as i64;
    for guest in &guests {
        moving.ends(from_id, guest).await?;
        if hosts.iter().any(|host| host.person == guest.person) {
            continue;
        }
        moving.comes(into_id, guest.person, through(link, guest.relation), &places).await?;
        size += 1;
    }
    let reference_id = into.reference_id.or(from.reference_id);
    let everyone_listed = into.everyone_listed && from.everyone_listed;
    let (old, new) =
        (Household { size: 0, ..from.clone() }, Household { size, reference_id, everyone_listed, ..into.clone() });
    moving.change.update(from, old).await?;
    moving.change.update(into, new).await?;
    moving.happens(from_id, HouseholdHappening::MergedInto, None, Some(into_id), reason.clone()).await?;
    moving.happens(into_id, HouseholdHappening::MergedWith, None, Some(from_id), reason).await?;
    let ended = Entry::new(&PeopleFact::HouseholdMergedInto { other: into_id }, from_id).on(on);
    moving.change.record(placed(ended, from_place.map(|place| (from_id, place)))).await?;
    let fact = PeopleFact::HouseholdMergedWith { other: from_id };
    moving.change.commit(placed(Entry::new(&fact, into_id).on(on), into_place.map(|place| (into_id, place)))).await?;
    Ok(())
}

/// What somebody is to a reference person of the same group.
fn seen_from(group: &[Inmate], reference: Option<PersonId>, one: &Inmate) -> Relation {
    if Some(one.person) == reference {
        return Relation::Reference;
    }
    let of = group.iter().find(|other| Some(other.person) == reference).map(|other| other.relation);
    of.map_or(one.relation, |reference| to_new_reference(reference, one.relation))
}

/// Where a household is known, as far as the caller reaches.
async fn known_within_reach(db: &Db, household: HouseholdId) -> Stored<BTreeSet<Place>> {
    let rows = db.rows::<KnownAt>().filter(KnownAt::household_id.eq(household)).all().await?;
    Ok(rows.into_iter().map(|row| Place::of(row).1).collect())
}

/// A move in the making: one change, one day.
pub(super) struct Moving<'d> {
    pub(super) change: Change,
    pub(super) db: &'d Db,
    pub(super) on: Day,
}

impl Moving<'_> {
    /// Somebody belongs to a household no longer; what happened to it since counts the person no longer either.
    async fn ends(&mut self, household: HouseholdId, who: &Inmate) -> Stored<()> {
        let until = Some(self.on.plus_days(-1));
        self.change.set::<Membership, _>(spell(household, who.person), Membership::until, until).await?;
        self.change.uncount_leaver(household, self.on, who.person).await
    }

    /// Somebody comes into a household, or comes back; known wherever the household is.
    pub(super) async fn comes(
        &mut self,
        household: HouseholdId,
        person: PersonId,
        relation: Relation,
        places: &BTreeSet<Place>,
    ) -> Stored<()> {
        let row = self.db.rows::<Person>().id(person).one().await?;
        let before = self.db.rows::<Membership>().filter(spell(household, person)).first().await?;
        let since = Some(self.on);
        match before {
            None => {
                let spell = Membership { household_id: household, person_id: person, relation, since, until: None };
                self.change.add(&[spell]).await?;
            }
            Some(before) => {
                let Some(until) = before.until.filter(|until| *until < self.on) else {
                    return Err(StoreError::Taken("membership".into()));
                };
                self.keep(&before, until).await?;
                self.set(household, person, relation).await?;
                self.change.set::<Membership, _>(spell(household, person), Membership::since, since).await?;
                self.change.set::<Membership, _>(spell(household, person), Membership::until, None).await?;
            }
        }
        // Also beyond the caller's reach: whoever comes back is known there still.
        let of = Whereabouts::household_id.eq(household).and(Whereabouts::person_id.eq(person));
        let here: BTreeSet<Place> =
            self.db.rows::<Whereabouts>().filter(of).all().await?.into_iter().map(Place::from).collect();
        let known: Vec<KnownAt> = places.difference(&here).map(|place| place.knows(person, household)).collect();
        know(self.db, &mut self.change, &known).await?;
        self.change.count_newcomer(household, self.on, &row.counted()).await
    }

    /// Somebody is something else from the day on: the spell before is kept, unless it began that day.
    async fn becomes(&mut self, household: HouseholdId, who: &Inmate, relation: Relation) -> Stored<()> {
        if relation == who.relation {
            return Ok(());
        }
        self.set(household, who.person, relation).await?;
        if who.since.is_some_and(|since| since >= self.on) {
            return Ok(());
        }
        let Inmate { person: person_id, relation, since } = *who;
        let before = Membership { household_id: household, person_id, relation, since, until: None };
        self.keep(&before, self.on.plus_days(-1)).await?;
        let since = Some(self.on);
        self.change.set::<Membership, _>(spell(household, person_id), Membership::since, since).await?;
        Ok(())
    }

    /// Makes somebody the reference person, if anybody is named who is not, and says anew what the others are.
    async fn refer(
        &mut self,
        household: HouseholdId,
        group: &[Inmate],
        reference: Option<PersonId>,
    ) -> Stored<Option<PersonId>> {
        let Some(new) = group.iter().find(|one| Some(one.person) == reference) else { return Ok(None) };
        if new.relation != Relation::Reference {
            for one in group {
                self.becomes(household, one, seen_from(group, reference, one)).await?;
            }
        }
        Ok(reference)
    }

    async fn set(&mut self, household: HouseholdId, person: PersonId, relation: Relation) -> Stored<()> {
        self.change.set::<Membership, _>(spell(household, person), Membership::relation, relation).await?;
        Ok(())
    }

    async fn keep(&mut self, before: &Membership, until: Day) -> Stored<()> {
        let Membership { household_id, person_id, relation, since, .. } = *before;
        let id = SpellId::fresh();
        self.change.insert(&EarlierMembership { id, version: 0, household_id, person_id, relation, since, until }).await
    }

    pub(super) async fn happens(
        &mut self,
        household_id: HouseholdId,
        kind: HouseholdHappening,
        person_id: Option<PersonId>,
        other_id: Option<HouseholdId>,
        reason: Option<String>,
    ) -> Stored<()> {
        let (id, day) = (HouseholdEventId::fresh(), self.on);
        let (member_id, at) = (self.db.act().member, self.db.now());
        let event =
            HouseholdEvent { id, version: 0, household_id, kind, person_id, other_id, day, reason, member_id, at };
        self.change.insert(&event).await
    }
}

/// Somebody's spell of today in a household, or the last one.
pub(super) fn spell(household: HouseholdId, person: PersonId) -> Where {
    Membership::household_id.eq(household).and(Membership::person_id.eq(person))
}
