//! Households and who belongs to them, as kept.

use std::collections::{BTreeSet, HashMap, HashSet};

use kernel::{Day, HouseholdId, Moment, OrganisationId, PersonId, ProgrammeCode, TerritoryCode};
use store::{
    Change, Counted, Db, Entry, Held, InReach, JournalEntry, JournalPerson, Order, Reach, Stored, Where, record,
};

use super::duplicates::Noticed;
use super::facts::PeopleFact;
use super::household_moves;
use super::persons::{Identity, KnownAt, Person, identities_of, placed};
use super::search::{keys_of, know};
use crate::rules::code;
use crate::rules::household::{Relation, born_into};

record! {
    /// The people who move together.
    pub struct Household in household keyed by HouseholdId {
        /// The id.
        pub id: HouseholdId,
        /// How often the row was changed.
        pub version: i64,
        /// A short code that names nobody: `N-7K3Q-F2XM`.
        pub code: String,
        /// The person whom the others are related to.
        pub reference_id: Option<PersonId>,
        /// How many people are listed.
        pub size: i64,
        /// The ISTAT code of the municipality where it lives.
        pub municipality: Option<String>,
        /// Whether everybody is listed.
        pub everyone_listed: bool,
        /// Whether it is in housing distress.
        pub housing_distress: Option<bool>,
        /// Whether it is in particular hardship, as the service that refers it judges.
        pub hardship: Option<bool>,
        /// When it was first written down.
        pub created_at: Moment,
    }
}

impl InReach for Household {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<KnownAt>(KnownAt::household_id.is(Self::id))
    }
}

record! {
    /// One person's place in a household.
    pub struct Membership in membership {
        /// The household.
        pub household_id: HouseholdId,
        /// The person.
        pub person_id: PersonId,
        /// What the person is to the reference person.
        pub relation: Relation,
        /// Since when.
        pub since: Option<Day>,
        /// Until when.
        pub until: Option<Day>,
    }
}

impl InReach for Membership {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<KnownAt>(
            KnownAt::person_id.is(Self::person_id).and(KnownAt::household_id.is(Self::household_id)),
        )
    }
}

record! {
    /// The same rows as [`KnownAt`], within the reach of whoever reaches the *household*: they say where a new member
    /// must become known. Never shown: who else works with a household is for the pathways to tell.
    pub struct Whereabouts in known_at {
        /// The person.
        pub person_id: PersonId,
        /// The household.
        pub household_id: HouseholdId,
        /// The programme.
        pub programme: ProgrammeCode,
        /// The organisation.
        pub organisation_id: OrganisationId,
        /// The territory.
        pub territory: TerritoryCode,
    }
}

impl InReach for Whereabouts {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Household>(Household::id.is(Self::household_id))
    }
}

/// Where a household is known: what a reach is compared with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// In which programme.
    pub programme: ProgrammeCode,
    /// By which organisation.
    pub organisation: OrganisationId,
    /// In which territory.
    pub territory: TerritoryCode,
}

impl Place {
    pub(super) fn of(row: KnownAt) -> (HouseholdId, Self) {
        let KnownAt { household_id, programme, organisation_id, territory, .. } = row;
        (household_id, Self { programme, organisation: organisation_id, territory })
    }

    /// The rows that make people known at this place.
    pub fn known(&self) -> Where {
        KnownAt::programme
            .eq(self.programme.clone())
            .and(KnownAt::organisation_id.eq(self.organisation))
            .and(KnownAt::territory.eq(self.territory.clone()))
    }

    pub(super) fn knows(&self, person_id: PersonId, household_id: HouseholdId) -> KnownAt {
        KnownAt {
            person_id,
            household_id,
            programme: self.programme.clone(),
            organisation_id: self.organisation,
            territory: self.territory.clone(),
        }
    }
}

impl From<Whereabouts> for Place {
    fn from(row: Whereabouts) -> Self {
        Self { programme: row.programme, organisation: row.organisation_id, territory: row.territory }
    }
}

/// Who comes into a household.
#[derive(Debug)]
pub enum Newcomer {
    /// Somebody written down for the first time.
    New(Box<(Person, Identity)>),
    /// Somebody known already, found within reach.
    Known(Box<Held<Person>>),
}

impl Newcomer {
    /// Somebody written down for the first time.
    #[must_use]
    pub fn new(person: Person, identity: Identity) -> Self {
        Self::New(Box::new((person, identity)))
    }

    /// Somebody known already.
    #[must_use]
    pub fn known(held: Held<Person>) -> Self {
        Self::Known(Box::new(held))
    }

    /// Who of those already known may be the same person: to be asked before the change begins that writes the newcomer,
    /// and written within it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn noticed(&self, db: &Db, place: &Place) -> Stored<Noticed> {
        match self {
            Self::New(both) => Noticed::of(db, place, &both.0, &both.1).await,
            Self::Known(_) => Ok(Noticed::default()),
        }
    }

    /// Who it is.
    #[must_use]
    pub fn person(&self) -> &Person {
        match self {
            Self::New(both) => &both.0,
            Self::Known(held) => held,
        }
    }

    /// Writes somebody new down, and makes anybody known at these places.
    async fn written(self, db: &Db, change: &mut Change, known: &[KnownAt]) -> Stored<()> {
        let Self::New(both) = self else { return know(db, change, known).await };
        let (person, identity) = *both;
        change.insert(&person).await?;
        change.insert(&identity).await?;
        change.add(known).await?;
        change.add(&keys_of(&person, &identity, known.iter().map(|row| row.organisation_id))).await
    }
}

/// One member of a household; without the identity where only pseudonyms may be seen.
pub type Member = (Membership, Person, Option<Identity>);

impl Household {
    /// A household with nobody in it yet.
    #[must_use]
    pub fn new(now: Moment) -> Self {
        Self::with_id(HouseholdId::fresh(), now)
    }

    /// The same with a given id, for invented networks.
    #[must_use]
    pub fn with_id(id: HouseholdId, now: Moment) -> Self {
        Self {
            id,
            version: 0,
            code: code::of('N', id.as_uuid()),
            reference_id: None,
            size: 0,
            municipality: None,
            everyone_listed: false,
            housing_distress: None,
            hardship: None,
            created_at: now,
        }
    }
}

impl Membership {
    /// The memberships that hold on a day.
    pub fn on(day: Day) -> Where {
        let begun = Self::since.is_null().or(Self::since.at_most(Some(day)));
        let lasting = Self::until.is_null().or(Self::until.at_least(Some(day)));
        begun.and(lasting)
    }

    /// Whether this membership holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Day) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| until >= day)
    }
}

/// Writes a household with its first person, known at one place, inside a change of the caller. The caller's entry
/// counts the person by [`Person::counted`], since a reading handle does not see the rows before the commit.
///
/// # Errors
/// When the database fails; at the commit, when the place lies out of reach.
pub async fn start(
    db: &Db,
    change: &mut Change,
    mut household: Household,
    place: &Place,
    first: Newcomer,
) -> Stored<Household> {
    let person = first.person().id;
    household.reference_id = Some(person);
    household.size = 1;
    change.insert(&household).await?;
    first.written(db, change, &[place.knows(person, household.id)]).await?;
    let membership = Membership {
        household_id: household.id,
        person_id: person,
        relation: Relation::Reference,
        since: None,
        until: None,
    };
    change.add(&[membership]).await?;
    Ok(household)
}

/// Writes a household with its first person, on its own.
///
/// # Errors
/// [`store::StoreError::NotFound`] when the place lies out of reach.
pub async fn create(db: &Db, household: Household, place: &Place, first: Newcomer) -> Stored<Household> {
    let noticed = first.noticed(db, place).await?;
    let mut change = db.change().await?;
    let household = start(db, &mut change, household, place, first).await?;
    noticed.written(&mut change).await?;
    let entry = Entry::new(&PeopleFact::HouseholdStarted, household.id);
    change.commit(placed(entry, Some((household.id, place.clone())))).await?;
    Ok(household)
}

/// Takes somebody into a household, without a word on since when: see [`add_person_since`].
///
/// # Errors
/// [`store::StoreError::Taken`] when the person is in it already; [`store::StoreError::Stale`] when somebody changed
/// the household since.
pub async fn add_person(db: &Db, household: Held<Household>, who: Newcomer, relation: Relation) -> Stored<PersonId> {
    add_person_since(db, household, who, relation, None).await
}

/// Takes somebody into a household: known from now on wherever the household is known. Who is said to belong to it since
/// a day counts from that day on. Without a day, a baby born since the household was written down counts from birth;
/// anybody else from today once a fact has counted the household, and before that as if always there.
///
/// # Errors
/// [`store::StoreError::Taken`] when the person is in it already, or was on that day; [`store::StoreError::Stale`] when
/// somebody changed the household since.
pub async fn add_person_since(
    db: &Db,
    household: Held<Household>,
    who: Newcomer,
    relation: Relation,
    since: Option<Day>,
) -> Stored<PersonId> {
    let id = household.id;
    if has_left(db, id, who.person().id).await? {
        let on = since.unwrap_or(db.today());
        return household_moves::comes_back(db, household, who.person().id, relation, on).await;
    }
    let (person_id, reference_id) = (who.person().id, household.reference_id.or(Some(who.person().id)));
    let born = born_into(who.person().born, db.day_of(household.created_at), db.today());
    let since = match since.or(born) {
        Some(day) => Some(day),
        None if was_counted(db, id).await? => Some(db.today()),
        None => None,
    };
    let known = places_of(db, id).await?;
    let own = place_of(db, id).await?;
    let counted = who.person().counted();
    let noticed = match &own {
        Some(place) => who.noticed(db, place).await?,
        None => Noticed::default(),
    };
    let mut change = db.change().await?;
    let rows: Vec<KnownAt> = known.iter().map(|place| place.knows(person_id, id)).collect();
    who.written(db, &mut change, &rows).await?;
    change.add(&[Membership { household_id: id, person_id, relation, since, until: None }]).await?;
    if let Some(day) = since {
        // Facts of that day and since, written before the newcomer was, count everybody of the day.
        change.count_newcomer(id, day, &counted).await?;
    }
    noticed.written(&mut change).await?;
    let new = Household { size: household.size + 1, reference_id, ..household.clone() };
    change.update(household, new).await?;
    let fact = PeopleFact::PersonAdded { relation };
    change.commit(placed(Entry::new(&fact, person_id), own.map(|place| (id, place)))).await?;
    Ok(person_id)
}

/// Whether somebody was in a household and is no longer.
async fn has_left(db: &Db, household: HouseholdId, person: PersonId) -> Stored<bool> {
    let of = Membership::household_id.eq(household).and(Membership::person_id.eq(person));
    let spell = db.rows::<Membership>().filter(of).first().await?;
    Ok(spell.is_some_and(|spell| spell.until.is_some_and(|until| until < db.today())))
}

/// Writes what is known of a household.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it since.
pub async fn put(db: &Db, held: Held<Household>, new: Household) -> Stored<()> {
    let id = new.id;
    let own = place_of(db, id).await?;
    let mut change = db.change().await?;
    change.update(held, new).await?;
    change.commit(placed(Entry::new(&PeopleFact::HouseholdChanged, id), own.map(|place| (id, place)))).await?;
    Ok(())
}

/// Makes everybody who belongs to a household today known at a place, inside a change of the caller: when it is
/// referred there, and when
/// a pathway opens there.
///
/// # Errors
/// When the database fails.
pub async fn make_known(db: &Db, change: &mut Change, household: HouseholdId, place: &Place) -> Stored<()> {
    let known = db.rows::<Whereabouts>().filter(Whereabouts::household_id.eq(household)).all().await?;
    let is_here = |row: &&Whereabouts| {
        row.programme == place.programme
            && row.organisation_id == place.organisation
            && row.territory == place.territory
    };
    let here: HashSet<PersonId> = known.iter().filter(is_here).map(|row| row.person_id).collect();
    let of = Membership::household_id.eq(household);
    let gone = db.rows::<Membership>().filter(of.and(Membership::on(db.today()).negated())).all().await?;
    let gone: HashSet<PersonId> = gone.into_iter().map(|spell| spell.person_id).collect();
    let of_it = known.iter().map(|row| row.person_id);
    let all: BTreeSet<PersonId> = of_it.filter(|person| !gone.contains(person)).collect();
    let missing: Vec<KnownAt> =
        all.into_iter().filter(|person| !here.contains(person)).map(|person| place.knows(person, household)).collect();
    know(db, change, &missing).await
}

/// Where a household is known, also beyond the caller's reach.
pub(super) async fn places_of(db: &Db, household: HouseholdId) -> Stored<BTreeSet<Place>> {
    let rows = db.rows::<Whereabouts>().filter(Whereabouts::household_id.eq(household)).all().await?;
    Ok(rows.into_iter().map(Place::from).collect())
}

/// One place within reach where a household is known.
///
/// # Errors
/// When the database fails.
pub async fn place_of(db: &Db, household: HouseholdId) -> Stored<Option<Place>> {
    let row = db.rows::<KnownAt>().filter(KnownAt::household_id.eq(household)).first().await?;
    Ok(row.map(|row| Place::of(row).1))
}

/// One household within reach in which a person is known, and where: the newest to which the person belongs today; only
/// for somebody who belongs to none, the newest of those that were left.
///
/// # Errors
/// When the database fails.
pub async fn place_of_person(db: &Db, person: PersonId) -> Stored<Option<(HouseholdId, Place)>> {
    let known =
        || db.rows::<KnownAt>().filter(KnownAt::person_id.eq(person)).sort(KnownAt::household_id, Order::Falling);
    let spell = Membership::household_id.is(KnownAt::household_id).and(Membership::person_id.is(KnownAt::person_id));
    let belongs = Where::exists::<Membership>(spell.and(Membership::on(db.today())));
    let row = match known().filter(belongs).first().await? {
        Some(row) => Some(row),
        None => known().first().await?,
    };
    Ok(row.map(Place::of))
}

/// Whether a fact has counted people of the household.
async fn was_counted(db: &Db, household: HouseholdId) -> Stored<bool> {
    let counts = Where::exists::<JournalPerson>(JournalPerson::entry_id.is(JournalEntry::id));
    Ok(db
        .rows::<JournalEntry>()
        .filter(JournalEntry::household_id.eq(household))
        .filter(counts)
        .first()
        .await?
        .is_some())
}

/// The people of a household on a day, as figures count them.
///
/// # Errors
/// When the database fails.
pub async fn counted_on(db: &Db, household: HouseholdId, day: Day) -> Stored<Vec<Counted>> {
    let mut spells = household_moves::spells_of_many(db, [household]).await?;
    let mut counted: Vec<Counted> = Vec::new();
    for (spell, person) in spells.remove(&household).unwrap_or_default() {
        // Spells of one person never overlap, but for a day on which both ends were set by hand.
        if spell.holds_on(day) && !counted.iter().any(|known| known.person == person.id) {
            counted.push(person.counted());
        }
    }
    Ok(counted)
}

/// Everybody who is or was in a household: the reference person first, then by age, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn members_of(db: &Db, household: HouseholdId) -> Stored<Vec<Member>> {
    Ok(members_of_many(db, [household]).await?.remove(&household).unwrap_or_default())
}

/// The same for several households at once, in two queries.
///
/// # Errors
/// When the database fails.
pub async fn members_of_many(
    db: &Db,
    households: impl IntoIterator<Item = HouseholdId>,
) -> Stored<HashMap<HouseholdId, Vec<Member>>> {
    let pairs = db
        .rows::<Membership>()
        .filter(Membership::household_id.is_in(households))
        .with::<Person>(Person::id.is(Membership::person_id))
        .all()
        .await?;
    let people: BTreeSet<PersonId> = pairs.iter().map(|(_, person)| person.id).collect();
    let identities = identities_of(db, people).await?;
    let mut members: HashMap<HouseholdId, Vec<Member>> = HashMap::new();
    for (membership, person) in pairs {
        let identity = identities.get(&person.id).cloned();
        members.entry(membership.household_id).or_default().push((membership, person, identity));
    }
    for of_one in members.values_mut() {
        of_one.sort_by_key(|(membership, person, _)| {
            let year = person.born.map_or(9999, kernel::BirthDay::year);
            (membership.relation != Relation::Reference, year, person.id)
        });
    }
    Ok(members)
}

/// The households of a few people, within reach: person and household, the newest household first.
///
/// # Errors
/// When the database fails.
pub async fn households_of(
    db: &Db,
    people: impl IntoIterator<Item = PersonId>,
) -> Stored<HashMap<PersonId, Vec<(Membership, Household)>>> {
    let pairs = db
        .rows::<Membership>()
        .filter(Membership::person_id.is_in(people))
        .sort(Membership::household_id, Order::Falling)
        .with::<Household>(Household::id.is(Membership::household_id))
        .all()
        .await?;
    let mut households: HashMap<PersonId, Vec<(Membership, Household)>> = HashMap::new();
    for pair in pairs {
        households.entry(pair.0.person_id).or_default().push(pair);
    }
    Ok(households)
}
