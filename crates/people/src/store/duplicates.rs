//! Two records that may be of one person: noticed when somebody is written down or put right, or sought on demand;
//! settled by a person, with the evidence before their eyes. Only where both lie within reach, with names.

use std::collections::{BTreeSet, HashMap, HashSet};

use kernel::{DuplicateId, HouseholdId, MemberId, Moment, PersonId};
use store::{Change, Db, Entry, Held, InReach, Order, Page, PageAsk, Reach, StoreError, Stored, Where, record};

use super::facts::PeopleFact;
use super::households::{Place, members_of, place_of_person};
use super::persons::{Identity, KnownAt, Person, placed};
use super::questions::{Questions, tells_enough};
use super::resemblances::{Likely, described, likely, likely_each};
use crate::rules::PeopleRefusal;
use crate::rules::duplicate::{SettleAct, Standing, may_join, settled};
use crate::rules::identity::{Resemblance, weigh};

/// The most pairs noticed for one person.
const MOST_PAIRS: usize = 5;

/// How many people one pass looks at.
const AT_ONCE: u64 = 300;

/// The most records of one person that are followed from link to link.
const MOST_LINKED: usize = 50;

record! {
    /// Two records that may be of one person; the one written down first comes first.
    pub struct Duplicate in duplicate keyed by DuplicateId {
        /// The id.
        pub id: DuplicateId,
        /// How often the row was changed.
        pub version: i64,
        /// The earlier record.
        pub one_id: PersonId,
        /// The later record.
        pub other_id: PersonId,
        /// What has been said of them.
        pub standing: Standing,
        /// The weight of the evidence when they were noticed, in hundredths of a bit: it orders the list.
        pub total: i64,
        /// When they were noticed.
        pub noticed_at: Moment,
        /// Who settled it.
        pub settled_by: Option<MemberId>,
        /// When it was settled.
        pub settled_at: Option<Moment>,
        /// Why, in the words of who settled it.
        pub reason: Option<String>,
    }
}

impl InReach for Duplicate {
    fn in_reach(reach: &Reach) -> Where {
        let named = reach.with_names();
        let one = named.through::<KnownAt>(KnownAt::person_id.is(Self::one_id));
        one.and(named.through::<KnownAt>(KnownAt::person_id.is(Self::other_id)))
    }
}

impl Duplicate {
    fn of(db: &Db, person: PersonId, likely: &Likely) -> Self {
        let other = likely.person.id;
        Self {
            id: DuplicateId::fresh(),
            version: 0,
            one_id: person.min(other),
            other_id: person.max(other),
            standing: Standing::Open,
            total: i64::from(likely.resemblance.total.0),
            noticed_at: db.now(),
            settled_by: None,
            settled_at: None,
            reason: None,
        }
    }

    fn pair(&self) -> (PersonId, PersonId) {
        (self.one_id, self.other_id)
    }
}

/// What came to light about somebody before they are written: pairs within reach, and whom to ask beyond it.
#[derive(Debug, Default)]
#[must_use]
pub struct Noticed {
    pairs: Vec<Duplicate>,
    place: Option<Place>,
    questions: Questions,
}

impl Noticed {
    /// For somebody who is written down anew at a place.
    pub(super) async fn of(db: &Db, place: &Place, person: &Person, identity: &Identity) -> Stored<Self> {
        let noticed = Self::among_those_known(db, place, person, identity).await?;
        Ok(Self { questions: Questions::of(db, place, person, identity).await?, ..noticed })
    }

    /// For somebody whose data are put right. Elsewhere is asked only when too little was told before for an answer and
    /// enough is told now, once; or the same record could be put right until an answer comes.
    pub(super) async fn of_corrected(
        db: &Db,
        place: &Place,
        before: (&Person, &Identity),
        (person, identity): (&Person, &Identity),
    ) -> Stored<Self> {
        let noticed = Self::among_those_known(db, place, person, identity).await?;
        if tells_enough(before.0, before.1) || !tells_enough(person, identity) {
            return Ok(noticed);
        }
        Ok(Self { questions: Questions::once(db, place, &[(person, identity)]).await?, ..noticed })
    }

    /// For a household known already that is to become known at one more place, as when it is referred there: each of
    /// its people is asked about for the organisation there, unless that was done before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of_household(db: &Db, household: HouseholdId, place: &Place) -> Stored<Self> {
        let members = members_of(db, household).await?;
        let present = members.iter().filter(|(spell, ..)| spell.holds_on(db.today()));
        let people: Vec<(&Person, &Identity)> = present
            .filter_map(|(_, person, identity)| Some((person, identity.as_ref()?)))
            .filter(|(person, identity)| tells_enough(person, identity))
            .collect();
        Ok(Self { questions: Questions::once(db, place, &people).await?, ..Self::default() })
    }

    async fn among_those_known(db: &Db, place: &Place, person: &Person, identity: &Identity) -> Stored<Self> {
        let likely = likely(db, &described(person, identity), MOST_PAIRS + 1).await?;
        let known = known_pairs(db, [person.id]).await?;
        let pairs = likely.iter().filter(|one| one.person.id != person.id);
        let pairs = pairs.map(|one| Duplicate::of(db, person.id, one)).filter(|pair| !known.contains(&pair.pair()));
        Ok(Self { pairs: pairs.collect(), place: Some(place.clone()), questions: Questions::default() })
    }

    /// Writes it within the change that writes the person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn written(self, change: &mut Change) -> Stored<()> {
        change.add(&self.pairs).await?;
        if let Some(place) = &self.place {
            for pair in &self.pairs {
                let entry = Entry::new(&PeopleFact::DuplicateNoticed { other: pair.one_id }, pair.other_id);
                change.record(entry.within(&place.programme, place.organisation, &place.territory)).await?;
            }
        }
        self.questions.written(change).await
    }
}

/// The pairs that are known already of a few people.
async fn known_pairs(db: &Db, people: impl IntoIterator<Item = PersonId>) -> Stored<HashSet<(PersonId, PersonId)>> {
    let people: Vec<PersonId> = people.into_iter().collect();
    let theirs = Duplicate::one_id.is_in(people.clone()).or(Duplicate::other_id.is_in(people));
    Ok(db.rows::<Duplicate>().filter(theirs).all().await?.iter().map(Duplicate::pair).collect())
}

/// What a pass came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sought {
    /// How many people were looked at.
    pub looked: usize,
    /// How many pairs were new.
    pub found: usize,
    /// Where the next pass begins; nothing when all within reach were looked at.
    pub next: Option<PersonId>,
}

/// Looks for duplicates of a few hundred people within reach, the last written down first, from the given one on.
///
/// # Errors
/// When the database fails.
pub async fn seek(db: &Db, before: Option<PersonId>) -> Stored<Sought> {
    let some = db.rows::<Person>().filter_if(before.map(|id| Person::id.lt(id)));
    let some = some.sort(Person::id, Order::Falling).limit(AT_ONCE);
    let people = some.with::<Identity>(Identity::id.is(Person::id)).all().await?;
    let asked: Vec<_> = people.iter().map(|(person, identity)| described(person, identity)).collect();
    let likely = likely_each(db, &asked, MOST_PAIRS + 1).await?;
    let mut known = known_pairs(db, people.iter().map(|(person, _)| person.id)).await?;
    let mut pairs = Vec::new();
    for ((person, _), likely) in people.iter().zip(&likely) {
        for one in likely.iter().filter(|one| one.person.id != person.id) {
            let pair = Duplicate::of(db, person.id, one);
            if known.insert(pair.pair()) {
                pairs.push(pair);
            }
        }
    }
    let (looked, found) = (people.len(), pairs.len());
    if found > 0 {
        let place = place_of_person(db, pairs[0].other_id).await?;
        let mut change = db.change().await?;
        change.add(&pairs).await?;
        let fact = PeopleFact::DuplicatesSought { looked, found };
        let entry = Entry::new(&fact, pairs[0].id);
        let entry = match place {
            Some((_, place)) => entry.within(&place.programme, place.organisation, &place.territory),
            None => entry,
        };
        change.commit(entry).await?;
    }
    let full = looked as u64 == AT_ONCE;
    Ok(Sought { looked, found, next: people.last().filter(|_| full).map(|(person, _)| person.id) })
}

/// A pair with both records, and the evidence as of now.
#[derive(Debug, Clone)]
pub struct Pair {
    /// What has been said of it.
    pub duplicate: Duplicate,
    /// The earlier record.
    pub one: (Person, Identity),
    /// The later record.
    pub other: (Person, Identity),
    /// The evidence.
    pub resemblance: Resemblance,
}

/// One page of the pairs that stand so, the weightiest first.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, standing: Standing, ask: PageAsk) -> Stored<Page<Pair>> {
    let rows = db.rows::<Duplicate>().filter(Duplicate::standing.eq(standing));
    let page = rows.sort(Duplicate::total, Order::Falling).sort(Duplicate::id, Order::Rising).page(ask).await?;
    let Page { items, total, ask } = page;
    Ok(Page { items: pairs(db, items).await?, total, ask })
}

/// One pair.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none within reach.
pub async fn one(db: &Db, id: DuplicateId) -> Stored<Pair> {
    let duplicate = db.rows::<Duplicate>().id(id).one().await?;
    pairs(db, vec![duplicate]).await?.pop().ok_or(StoreError::NotFound)
}

async fn pairs(db: &Db, duplicates: Vec<Duplicate>) -> Stored<Vec<Pair>> {
    let ids: BTreeSet<PersonId> = duplicates.iter().flat_map(|pair| [pair.one_id, pair.other_id]).collect();
    let rows = db.rows::<Person>().filter(Person::id.is_in(ids)).with::<Identity>(Identity::id.is(Person::id));
    let people: HashMap<PersonId, (Person, Identity)> =
        rows.all().await?.into_iter().map(|both| (both.0.id, both)).collect();
    let pair = |duplicate: Duplicate| {
        let (one, other) = (people.get(&duplicate.one_id)?.clone(), people.get(&duplicate.other_id)?.clone());
        let resemblance = weigh(&described(&one.0, &one.1), &described(&other.0, &other.1));
        Some(Pair { duplicate, one, other, resemblance })
    };
    Ok(duplicates.into_iter().filter_map(pair).collect())
}

/// Why a pair is not settled.
#[derive(Debug)]
pub enum Unsettled {
    /// The rules say no.
    Refused(PeopleRefusal),
    /// The database failed, or somebody was faster.
    Store(StoreError),
}

impl From<StoreError> for Unsettled {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Says of a pair that it is one person or two, or takes that back.
///
/// # Errors
/// When the act is refused where the pair stands, when a link would join records that were told apart, or when somebody
/// was faster.
pub async fn settle(db: &Db, held: Held<Duplicate>, act: SettleAct, reason: &str) -> Result<Standing, Unsettled> {
    let standing = settled(held.standing, act).map_err(Unsettled::Refused)?;
    let (one, other) = held.pair();
    if act == SettleAct::Link {
        let (mine, theirs) = (linked(db, one).await?, linked(db, other).await?);
        may_join(are_told_apart(db, &mine, &theirs).await?).map_err(Unsettled::Refused)?;
    }
    let fact = match act {
        SettleAct::Link => PeopleFact::DuplicateLinked { other: one },
        SettleAct::TellApart => PeopleFact::DuplicateToldApart { other: one },
        SettleAct::Reopen => PeopleFact::DuplicateReopened { other: one },
    };
    let place = place_of_person(db, other).await?;
    let new = Duplicate {
        standing,
        settled_by: db.act().member.filter(|_| standing != Standing::Open),
        settled_at: (standing != Standing::Open).then(|| db.now()),
        reason: Some(reason.to_owned()),
        ..held.clone()
    };
    let mut change = db.change().await?;
    change.update(held, new).await?;
    change.commit(placed(Entry::new(&fact, other), place)).await?;
    Ok(standing)
}

/// Every record that links lead to from a person's, the person's own among them.
///
/// # Errors
/// When the database fails.
pub async fn linked(db: &Db, person: PersonId) -> Stored<BTreeSet<PersonId>> {
    let mut found = BTreeSet::from([person]);
    let mut last = vec![person];
    while !last.is_empty() && found.len() < MOST_LINKED {
        let theirs = Duplicate::one_id.is_in(last.clone()).or(Duplicate::other_id.is_in(last));
        let rows = db.rows::<Duplicate>().filter(theirs.and(Duplicate::standing.eq(Standing::Linked))).all().await?;
        last = rows.iter().flat_map(|pair| [pair.one_id, pair.other_id]).filter(|id| found.insert(*id)).collect();
    }
    Ok(found)
}

/// The pairs of a person that stand open or linked, the weightiest first.
///
/// # Errors
/// When the database fails.
pub async fn of_person(db: &Db, person: PersonId) -> Stored<Vec<Pair>> {
    let theirs = Duplicate::one_id.eq(person).or(Duplicate::other_id.eq(person));
    let rows = db.rows::<Duplicate>().filter(theirs.and(Duplicate::standing.ne(Standing::Apart)));
    let rows = rows.sort(Duplicate::total, Order::Falling).limit(MOST_LINKED as u64).all().await?;
    pairs(db, rows).await
}

async fn are_told_apart(db: &Db, mine: &BTreeSet<PersonId>, theirs: &BTreeSet<PersonId>) -> Stored<bool> {
    let across = |one: &BTreeSet<PersonId>, other: &BTreeSet<PersonId>| {
        Duplicate::one_id.is_in(one.iter().copied()).and(Duplicate::other_id.is_in(other.iter().copied()))
    };
    let either = across(mine, theirs).or(across(theirs, mine));
    let apart = db.rows::<Duplicate>().filter(either.and(Duplicate::standing.eq(Standing::Apart)));
    Ok(apart.first().await?.is_some())
}
