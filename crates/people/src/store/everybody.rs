//! Many newcomers against everybody within reach, held in memory: a sheet of ten thousand rows asks for hundreds of
//! thousands of keys, and a partner knows some thousands of people.

use std::collections::{BTreeSet, HashMap};
use std::thread;

use kernel::PersonId;
use store::{Db, Stored};

use super::persons::KnownAt;
use super::resemblances::{Known, Likely, MOST_WEIGHED, known, weighed};
use super::search::naming;
use crate::rules::identity::{Described, Portrait, Query, keys};

/// The most people, counted at each place where they are known, that are held.
const MOST_HELD: u64 = 40_000;

/// Everybody within reach, by the keys that bring people together.
pub(super) struct Everybody {
    people: Vec<Known>,
    holders: HashMap<String, Vec<u32>>,
}

/// A newcomer, ready for comparing.
struct Asked {
    portrait: Portrait,
    /// Numbers, then pairs of sounds, then sounds with a year.
    keys: [Vec<String>; 3],
}

impl Everybody {
    /// Fetches them; nothing when they are too many. What others merely share is left out, as in the kept keys.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn within_reach(db: &Db) -> Stored<Option<Self>> {
        let own = db.without_shared();
        let places = own.rows::<KnownAt>().limit(MOST_HELD + 1).all().await?;
        if places.len() as u64 > MOST_HELD {
            return Ok(None);
        }
        let ids: BTreeSet<PersonId> = places.into_iter().map(|place| place.person_id).collect();
        let mut people: Vec<Known> = known(&own, ids).await?.into_values().collect();
        people.sort_by_key(|known| known.person.id);
        let mut holders: HashMap<String, Vec<u32>> = HashMap::new();
        for (at, known) in (0..).zip(&people) {
            for key in keys(&naming(&known.person, &known.identity)) {
                holders.entry(key).or_default().push(at);
            }
        }
        Ok(Some(Self { people, holders }))
    }

    /// For each newcomer the likeliest, in the order of the questions. On all cores, and none of those that answer
    /// requests.
    pub(super) async fn likely_each(self, newcomers: &[Described<'_>], most: usize) -> Vec<Vec<Likely>> {
        let ready = |newcomer: &Described<'_>| Asked {
            portrait: Portrait::of(newcomer),
            keys: Query::of(&newcomer.naming).map(|query| query.blocking_keys()).unwrap_or_default(),
        };
        let asked: Vec<Asked> = newcomers.iter().map(ready).collect();
        match tokio::task::spawn_blocking(move || self.answers(&asked, most)).await {
            Ok(answers) => answers,
            Err(fallen) => std::panic::resume_unwind(fallen.into_panic()),
        }
    }

    fn answers(&self, asked: &[Asked], most: usize) -> Vec<Vec<Likely>> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let share = asked.len().div_ceil(cores).max(1);
        let answer = |one: &Asked| weighed(&one.portrait, self.candidates(one), most);
        thread::scope(|scope| {
            let parts: Vec<_> = asked
                .chunks(share)
                .map(|part| scope.spawn(move || part.iter().map(answer).collect::<Vec<_>>()))
                .collect();
            let joined =
                parts.into_iter().map(|part| part.join().unwrap_or_else(|fallen| std::panic::resume_unwind(fallen)));
            joined.flatten().collect()
        })
    }

    /// Those who share a key, numbers before pairs of sounds before sounds with a year.
    fn candidates(&self, asked: &Asked) -> impl Iterator<Item = &Known> {
        let mut found: BTreeSet<u32> = BTreeSet::new();
        for key in asked.keys.iter().flatten() {
            for at in self.holders.get(key).into_iter().flatten() {
                if found.len() < MOST_WEIGHED {
                    found.insert(*at);
                }
            }
        }
        found.into_iter().map(|at| &self.people[at as usize])
    }
}
