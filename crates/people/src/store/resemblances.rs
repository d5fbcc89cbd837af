//! Who, within reach, may be somebody who is being written down: brought together by shared keys, weighed by evidence.
//! See `rules::identity`.

use std::collections::{BTreeSet, HashMap};

use kernel::PersonId;
use store::{Db, Stored};

use super::everybody::Everybody;
use super::persons::{Identity, Person};
use super::search::{PersonKey, naming};
use crate::rules::identity::{Class, Described, Portrait, Query, Resemblance};

/// Somebody within reach who may be the one described.
#[derive(Debug, Clone)]
pub struct Likely {
    /// The person.
    pub person: Person,
    /// The names.
    pub identity: Identity,
    /// The evidence.
    pub resemblance: Resemblance,
}

/// The most candidates that are weighed for one newcomer.
pub(super) const MOST_WEIGHED: usize = 400;

/// From so many newcomers on, everybody within reach is held in memory, if these are not too many.
const MANY: usize = 1_000;

/// How many newcomers are asked for at once, and how many keys and people in one query.
const AT_ONCE: usize = 500;
const MOST_ASKED: usize = 4_000;

/// The most rows of one kind of key, for so many newcomers asked at once.
const MOST_ROWS: u64 = 200_000;
const MOST_ROWS_EACH: u64 = 600;

/// What is known of a person, for comparing.
#[must_use]
pub fn described<'a>(person: &Person, identity: &'a Identity) -> Described<'a> {
    Described { naming: naming(person, identity), sex: person.sex, citizenship: person.citizenship }
}

/// The people within reach who may be the one described, the likeliest first; none that are called different.
///
/// # Errors
/// When the database fails.
pub async fn likely(db: &Db, newcomer: &Described<'_>, most: usize) -> Stored<Vec<Likely>> {
    Ok(likely_each(db, std::slice::from_ref(newcomer), most).await?.pop().unwrap_or_default())
}

/// The same for many at once, as a sheet brings them: the answers stand in the order of the questions. A few queries for
/// every five hundred newcomers, whatever they find; for a large sheet, everybody within reach is fetched once instead.
///
/// # Errors
/// When the database fails.
pub async fn likely_each(db: &Db, newcomers: &[Described<'_>], most: usize) -> Stored<Vec<Vec<Likely>>> {
    if newcomers.len() >= MANY
        && let Some(everybody) = Everybody::within_reach(db).await?
    {
        return Ok(everybody.likely_each(newcomers, most).await);
    }
    let mut answers = Vec::with_capacity(newcomers.len());
    for some in newcomers.chunks(AT_ONCE) {
        answers.extend(likely_of_some(db, some, most).await?);
    }
    Ok(answers)
}

async fn likely_of_some(db: &Db, newcomers: &[Described<'_>], most: usize) -> Stored<Vec<Vec<Likely>>> {
    let candidates = candidates(db, newcomers).await?;
    let people = known(db, candidates.iter().flatten().copied().collect()).await?;
    let answers = newcomers.iter().zip(candidates).map(|(newcomer, candidates)| {
        weighed(&Portrait::of(newcomer), candidates.into_iter().filter_map(|id| people.get(&id)), most)
    });
    Ok(answers.collect())
}

/// Somebody who is known, ready for comparing.
pub(super) struct Known {
    pub(super) portrait: Portrait,
    pub(super) person: Person,
    pub(super) identity: Identity,
}

/// The likeliest of some candidates.
pub(super) fn weighed<'k>(of: &Portrait, candidates: impl Iterator<Item = &'k Known>, most: usize) -> Vec<Likely> {
    let compared = candidates.map(|known| (of.against(&known.portrait), known));
    let mut likely: Vec<_> = compared.filter(|(resemblance, _)| resemblance.class != Class::Different).collect();
    likely.sort_by_key(|(resemblance, known)| (std::cmp::Reverse(resemblance.total), known.person.id));
    likely.truncate(most);
    let likely = likely.into_iter().map(|(resemblance, known)| {
        let (person, identity) = (known.person.clone(), known.identity.clone());
        Likely { person, identity, resemblance }
    });
    likely.collect()
}

/// For each newcomer those who share a key, numbers before pairs of sounds before sounds with a year.
async fn candidates(db: &Db, newcomers: &[Described<'_>]) -> Stored<Vec<BTreeSet<PersonId>>> {
    let mut found: Vec<BTreeSet<PersonId>> = vec![BTreeSet::new(); newcomers.len()];
    let keys: Vec<[Vec<String>; 3]> = newcomers
        .iter()
        .map(|newcomer| Query::of(&newcomer.naming).map(|query| query.blocking_keys()).unwrap_or_default())
        .collect();
    for kind in 0..3 {
        let mut askers: HashMap<&str, Vec<usize>> = HashMap::new();
        for (asker, keys) in keys.iter().enumerate() {
            for key in &keys[kind] {
                askers.entry(key).or_default().push(asker);
            }
        }
        let limit = (MOST_ROWS_EACH * newcomers.len() as u64).min(MOST_ROWS);
        let all: Vec<&str> = askers.keys().copied().collect();
        for some in all.chunks(MOST_ASKED) {
            for (key, person) in holders(db, some, limit).await? {
                for asker in askers.get(key.as_str()).into_iter().flatten() {
                    if found[*asker].len() < MOST_WEIGHED {
                        found[*asker].insert(person);
                    }
                }
            }
        }
    }
    Ok(found)
}

/// Who within reach holds one of a few keys.
async fn holders(db: &Db, keys: &[&str], limit: u64) -> Stored<Vec<(String, PersonId)>> {
    let keys = || keys.iter().map(|key| (*key).to_owned());
    let rows = db.rows::<PersonKey>().filter(PersonKey::key.is_in(keys())).limit(limit).all().await?;
    Ok(rows.into_iter().map(|row| (row.key, row.person_id)).collect())
}

/// These people, as far as their names are within reach.
pub(super) async fn known(db: &Db, people: BTreeSet<PersonId>) -> Stored<HashMap<PersonId, Known>> {
    let mut known = HashMap::with_capacity(people.len());
    let people: Vec<PersonId> = people.into_iter().collect();
    for some in people.chunks(MOST_ASKED) {
        let rows = db
            .rows::<Person>()
            .filter(Person::id.is_in(some.iter().copied()))
            .with::<Identity>(Identity::id.is(Person::id))
            .all()
            .await?;
        known.extend(rows.into_iter().map(|(person, identity)| {
            (person.id, Known { portrait: Portrait::of(&described(&person, &identity)), person, identity })
        }));
    }
    Ok(known)
}
