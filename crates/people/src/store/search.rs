//! Finding people: the few who share rare keys first, then those who share a word, then those who sound alike.
//!
//! Every stage looks at a bounded number of rows within reach, so that the answer comes quickly among a million people;
//! ranking is done on what the stages bring. See `rules::identity`.

use std::collections::{BTreeSet, HashMap, HashSet};

use kernel::{OrganisationId, PersonId};
use store::{Change, Db, InReach, Reach, Stored, Where, record};

use super::households::{Household, Whereabouts, households_of, members_of};
use super::persons::{Identity, KnownAt, Person};
use super::sharing::shared_people;
use crate::rules::code;
use crate::rules::identity::{self, Evidence, Match, Naming, Query, Ranking};

record! {
    /// One key of one person, for one organisation that knows the person: so that a name borne by many thousands is
    /// compared with an organisation's own people alone.
    pub struct PersonKey in person_key {
        /// The key: a folded word, a sound, a pair of sounds, a number.
        pub key: String,
        /// The organisation.
        pub organisation_id: OrganisationId,
        /// The person.
        pub person_id: PersonId,
    }
}

impl InReach for PersonKey {
    fn in_reach(reach: &Reach) -> Where {
        let named = reach.with_names();
        let known = KnownAt::person_id.is(Self::person_id).and(KnownAt::organisation_id.is(Self::organisation_id));
        named.only_organisations(Self::organisation_id).and(named.through::<KnownAt>(known))
    }
}

record! {
    /// The same rows, within the reach of whoever reaches the *person*: they are kept right for every organisation that
    /// knows the person. Never shown.
    pub struct KeptKey in person_key {
        /// The key.
        pub key: String,
        /// The organisation.
        pub organisation_id: OrganisationId,
        /// The person.
        pub person_id: PersonId,
    }
}

impl InReach for KeptKey {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<KnownAt>(KnownAt::person_id.is(Self::person_id))
    }
}

/// The keys by which a person is found at some organisations.
#[must_use]
pub fn keys_of(
    person: &Person,
    identity: &Identity,
    organisations: impl IntoIterator<Item = OrganisationId>,
) -> Vec<PersonKey> {
    let keys = identity::keys(&naming(person, identity));
    let at = |organisation_id: OrganisationId| {
        keys.iter().map(move |key| PersonKey { key: key.clone(), organisation_id, person_id: person.id })
    };
    let organisations: BTreeSet<OrganisationId> = organisations.into_iter().collect();
    organisations.into_iter().flat_map(at).collect()
}

/// Makes people who are written down already known at some places, and found there.
///
/// # Errors
/// When the database fails.
pub(super) async fn know(db: &Db, change: &mut Change, known: &[KnownAt]) -> Stored<()> {
    change.add(known).await?;
    let wanted: BTreeSet<(PersonId, OrganisationId)> =
        known.iter().map(|row| (row.person_id, row.organisation_id)).collect();
    let people: BTreeSet<PersonId> = wanted.iter().map(|(person, _)| *person).collect();
    let mut kept: HashMap<(PersonId, OrganisationId), Vec<String>> = HashMap::new();
    for row in db.rows::<KeptKey>().filter(KeptKey::person_id.is_in(people)).all().await? {
        kept.entry((row.person_id, row.organisation_id)).or_default().push(row.key);
    }
    let mut keys = Vec::new();
    for (person_id, organisation_id) in wanted {
        if kept.contains_key(&(person_id, organisation_id)) {
            continue;
        }
        let elsewhere = kept.iter().find(|((person, _), _)| *person == person_id).map(|(_, keys)| keys);
        keys.extend(elsewhere.into_iter().flatten().map(|key| PersonKey {
            key: key.clone(),
            organisation_id,
            person_id,
        }));
    }
    change.add(&keys).await
}

/// Puts a person's keys right at every organisation that knows the person.
///
/// # Errors
/// When the database fails.
pub(super) async fn rekey(db: &Db, change: &mut Change, person: &Person, identity: &Identity) -> Stored<()> {
    let of = || KeptKey::person_id.eq(person.id);
    let kept = db.rows::<KeptKey>().filter(of()).all().await?;
    let whereabouts = db.rows::<Whereabouts>().filter(Whereabouts::person_id.eq(person.id)).all().await?;
    let organisations = kept.into_iter().map(|row| row.organisation_id);
    let organisations = organisations.chain(whereabouts.into_iter().map(|row| row.organisation_id));
    change.remove::<KeptKey>(of()).await?;
    change.add(&keys_of(person, identity, organisations)).await
}

/// What a person is recognised by.
#[must_use]
pub fn naming<'a>(person: &Person, identity: &'a Identity) -> Naming<'a> {
    Naming {
        given: &identity.given,
        family: &identity.family,
        also_known_as: identity.also_known_as.as_deref(),
        phone: identity.phone.as_deref(),
        email: identity.email.as_deref(),
        tax_code: identity.tax_code.as_deref(),
        cui: identity.cui.as_deref(),
        born: person.born,
    }
}

/// Somebody who may be the person looked for.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The person.
    pub person: Person,
    /// The names; nothing where only pseudonyms may be seen.
    pub identity: Option<Identity>,
    /// The person's households within reach, the newest first.
    pub households: Vec<Household>,
    /// How well the person answers, and by what.
    pub evidence: Evidence,
}

/// The most rows that one stage looks at.
const MOST_ROWS: u64 = 120;

/// So much below the best, nobody is shown beside somebody certain enough.
const MUCH_LESS: u8 = 15;

/// From this score on, nobody further afield is looked for.
const CERTAIN_ENOUGH: u8 = 88;

/// The people within reach who answer to what was typed: names in any order, script and spelling, a day or year of
/// birth, a telephone, an address, a number, the code of a household.
///
/// # Errors
/// When the database fails.
pub async fn search(db: &Db, typed: &str, most: usize) -> Stored<Vec<Candidate>> {
    let mut found = by_household_code(db, typed).await?;
    if let Some(query) = Query::read(typed) {
        found.extend(by_query(db, &query).await?);
    }
    with_households(db, best(found, most)).await
}

/// The people within reach who may be this one: asked before somebody is written down a second time.
///
/// # Errors
/// When the database fails.
pub async fn look_alikes(db: &Db, of: &Naming<'_>, most: usize) -> Stored<Vec<Candidate>> {
    let found = match Query::of(of) {
        Some(query) => by_query(db, &query).await?,
        None => Vec::new(),
    };
    with_households(db, best(found, most)).await
}

type Found = (Person, Option<Identity>, Evidence);

fn best(mut found: Vec<Found>, most: usize) -> Vec<Found> {
    found.sort_by(|(one, one_named, better), (other, other_named, worse)| {
        let names = |identity: &Option<Identity>| identity.as_ref().map(|identity| identity.name_key.clone());
        worse
            .score
            .cmp(&better.score)
            .then_with(|| names(one_named).cmp(&names(other_named)))
            .then(one.id.cmp(&other.id))
    });
    let first = found.first().map_or(0, |(_, _, evidence)| evidence.score);
    // Beside somebody who answers well, those who hardly do are noise.
    let least = if first >= CERTAIN_ENOUGH { first - MUCH_LESS } else { 0 };
    let mut seen = HashSet::new();
    found.retain(|(person, _, evidence)| evidence.score >= least && seen.insert(person.id));
    found.truncate(most);
    found
}

async fn with_households(db: &Db, found: Vec<Found>) -> Stored<Vec<Candidate>> {
    let mut households = households_of(db, found.iter().map(|(person, _, _)| person.id)).await?;
    let candidate = |(person, identity, evidence): Found| {
        let theirs = households.remove(&person.id).unwrap_or_default();
        let households = theirs.into_iter().map(|(_, household)| household).collect();
        Candidate { person, identity, households, evidence }
    };
    Ok(found.into_iter().map(candidate).collect())
}

async fn by_household_code(db: &Db, typed: &str) -> Stored<Vec<Found>> {
    let Some(code) = code::read('N', typed) else { return Ok(Vec::new()) };
    let Some(household) = db.rows::<Household>().filter(Household::code.eq(code)).first().await? else {
        return Ok(Vec::new());
    };
    let members = members_of(db, household.id).await?;
    let evidence = Evidence { score: 100, why: vec![Match::HouseholdCode] };
    Ok(members.into_iter().map(|(_, person, identity)| (person, identity, evidence.clone())).collect())
}

async fn by_query(db: &Db, query: &Query) -> Stored<Vec<Found>> {
    let mut looked_at = HashSet::new();
    let narrow =
        db.rows::<PersonKey>().filter(PersonKey::key.is_in(query.narrow_keys())).limit(MOST_ROWS).all().await?;
    let mut found = ranked(db, query, narrow.into_iter().map(|row| row.person_id), &mut looked_at).await?;
    // Few are shared: they are looked at one by one, so that the keys' own reach stays as quick as it is.
    found.extend(ranked(db, query, shared_people(db).await?.into_iter(), &mut looked_at).await?);
    let range = query.beginning().map(|(from, to)| PersonKey::key.at_least(from).and(PersonKey::key.lt(to)));
    let stages = [Some(PersonKey::key.is_in(query.word_keys())), Some(PersonKey::key.is_in(query.sound_keys())), range];
    for stage in stages.into_iter().flatten() {
        if found.iter().any(|(_, _, evidence)| evidence.score >= CERTAIN_ENOUGH) {
            break;
        }
        let rows = db.rows::<PersonKey>().filter(stage).limit(MOST_ROWS).all().await?;
        found.extend(ranked(db, query, rows.into_iter().map(|row| row.person_id), &mut looked_at).await?);
    }
    Ok(found)
}

/// How well a few people answer, each looked at once.
async fn ranked(
    db: &Db,
    query: &Query,
    people: impl Iterator<Item = PersonId>,
    looked_at: &mut HashSet<PersonId>,
) -> Stored<Vec<Found>> {
    let people: Vec<PersonId> = people.filter(|id| looked_at.insert(*id)).collect();
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let rows = db
        .rows::<Person>()
        .filter(Person::id.is_in(people))
        .with::<Identity>(Identity::id.is(Person::id))
        .all()
        .await?;
    let mut ranking = Ranking::of(query);
    let found = rows.into_iter().filter_map(|(person, identity)| {
        let evidence = ranking.rank(&naming(&person, &identity))?;
        Some((person, Some(identity), evidence))
    });
    Ok(found.collect())
}
