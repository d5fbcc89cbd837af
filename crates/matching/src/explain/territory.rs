//! What blocks a territory: what one more home for so many people would do there, tried with an invented offer that is as
//! offers there mostly are.
//!
//! With one more place for one household, at most one household more finds a place: others may move into it, and the
//! chain ends with somebody who was without. So persons and the urgent are counted over the whole plan.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use kernel::{TerritoryCode, Uuid};
use serde::{Deserialize, Serialize};

use super::{Changeable, Explainer, Moved};
use crate::Worth;
use crate::desk::{Look, Pair, name};

/// What one more offer would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Lack<O> {
    /// Where.
    pub territory: TerritoryCode,
    /// For how many people.
    pub persons: u32,
    /// The invented offer: with it in the facts, the plan made anew is better by so much.
    pub offer: O,
    /// By how much the plan would be better, level by level: the urgent, persons, days waited.
    pub brings: Worth,
    /// How many households, or seekers, more would find a place.
    pub placed: u32,
    /// How many of the pairs with it are possible as they stand.
    pub possible: u32,
    /// Who would move.
    pub moves: Vec<Moved>,
}

impl<K: Changeable> Explainer<'_, K> {
    /// For every territory with offers and every size of those who look, what one more would do; the greatest effect
    /// first, and only where there is one.
    #[must_use]
    pub fn lacks(&self) -> Vec<Lack<K::Offer>> {
        let ask = &self.table.ask;
        let mut places: BTreeMap<&TerritoryCode, Vec<&K::Offer>> = BTreeMap::new();
        for offer in &ask.offers {
            if let Some(territory) = K::territory(offer) {
                places.entry(territory).or_default().push(offer);
            }
        }
        let persons = |seeker: &K::Seeker| u32::try_from(K::persons(seeker)).unwrap_or(u32::MAX);
        let sizes: BTreeSet<u32> = ask.seekers.iter().map(persons).filter(|size| *size > 0).collect();
        let places: Vec<_> = places.into_iter().collect();
        let look = Look::over(ask);
        let (next, places, sizes, look) = (AtomicUsize::new(0), &places, &sizes, &look);
        let work = || {
            let mut found = Vec::new();
            while let Some((territory, there)) = places.get(next.fetch_add(1, Ordering::Relaxed)) {
                let near: Vec<u32> = self.near(look, territory);
                for size in sizes {
                    let key = Uuid::from_u64_pair(name(territory.as_str(), *size), u64::from(*size));
                    let offer = K::typical(there, *size, key);
                    found.extend(offer.and_then(|offer| self.lack(look, &near, territory, *size, offer)));
                }
            }
            found
        };
        let mut lacks: Vec<Lack<K::Offer>> = thread::scope(|scope| {
            let others: Vec<_> = (1..self.threads.max(1)).map(|_| scope.spawn(work)).collect();
            let mut own = work();
            let join =
                |one: thread::ScopedJoinHandle<'_, _>| one.join().unwrap_or_else(|why| std::panic::resume_unwind(why));
            own.extend(others.into_iter().flat_map(join));
            own
        });
        lacks.sort_by(|one, other| {
            let key = |lack: &Lack<K::Offer>| (Reverse(lack.brings), lack.persons);
            key(one).cmp(&key(other)).then_with(|| one.territory.cmp(&other.territory))
        });
        lacks
    }

    /// Who is not locked and could reach the territory.
    fn near(&self, look: &Look<'_, K>, territory: &TerritoryCode) -> Vec<u32> {
        let seekers = (0_u32..).zip(&self.table.ask.seekers);
        let free = seekers.filter(|(at, _)| self.table.locks.of_seekers[*at as usize].is_none());
        free.filter(|(_, seeker)| !look.out_of_reach(seeker, territory)).map(|(at, _)| at).collect()
    }

    /// What the offer would do, for those who are near: whoever takes it leaves a unit, and that one's worth is known.
    fn lack(
        &self,
        look: &Look<'_, K>,
        near: &[u32],
        territory: &TerritoryCode,
        persons: u32,
        offer: K::Offer,
    ) -> Option<Lack<K::Offer>> {
        let ask = &self.table.ask;
        let mut best: Option<(Worth, Reverse<u32>)> = None;
        let mut possible = 0;
        for &seeker in near {
            let own = &ask.seekers[seeker as usize];
            if look.too_small(own, &offer) {
                continue;
            }
            let Some((score, open)) = look.consider(own, &offer) else { continue };
            if !open.is_empty() {
                continue;
            }
            possible += 1;
            let pair = Pair { seeker: self.table.seeker_key(seeker), offer: K::offer_key(&offer) };
            let left = self.held(seeker).map_or(Worth::default(), |held| self.ones[held as usize].difference);
            let gain = self.table.gain_of(seeker, pair, score) - self.own_gain(seeker) + left;
            best = best.max(Some((gain, Reverse(seeker))));
        }
        let (brings, Reverse(seeker)) = best?;
        (brings > Worth::default()).then_some(())?;
        let held = self.held(seeker);
        let from = held.map(|held| self.table.offer_key(held));
        let mut moves = vec![Moved { seeker: self.table.seeker_key(seeker), from, to: Some(K::offer_key(&offer)) }];
        moves.extend(held.map(|held| self.moved(&self.ones[held as usize].moves)).unwrap_or_default());
        let placed = moves.iter().filter(|one| one.from.is_none()).count() as u32;
        Some(Lack { territory: territory.clone(), persons, offer, brings, placed, possible, moves })
    }
}
