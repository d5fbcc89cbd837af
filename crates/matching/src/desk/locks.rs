//! Locks: what a person has fixed is kept, and taken out of what the engine decides. Where not all can be kept, those that
//! clash are named.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use kernel::Uuid;
use serde::{Deserialize, Serialize};

use super::{Kind, Pair, Table};
use crate::rules::{Answer, Failed};

/// Locks that cannot be kept. Every conflict is a core: take one of its locks away (of a full offer, so many as are too
/// many) and it is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "conflict", rename_all = "kebab-case")]
pub enum Conflict {
    /// A lock names a seeker or an offer that is not there.
    Nobody {
        /// The lock.
        lock: Pair,
    },
    /// A rule refuses the pair: no lock overrides a hard rule.
    Rules {
        /// The lock.
        lock: Pair,
        /// Every rule that refuses it.
        failed: Vec<Failed>,
    },
    /// The pair is also ruled out by a person.
    Forbidden {
        /// The lock.
        lock: Pair,
        /// The reason for which it is ruled out.
        reason: String,
    },
    /// One seeker is locked to several offers.
    Several {
        /// The seeker.
        seeker: Uuid,
        /// The locks: any two of them clash.
        locks: Vec<Pair>,
    },
    /// More are locked to an offer than it has units.
    Full {
        /// The offer.
        offer: Uuid,
        /// Its units.
        units: u32,
        /// The locks: any one more of them than there are units clash.
        locks: Vec<Pair>,
    },
}

impl fmt::Display for Conflict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nobody { lock } => write!(out, "{} or {} is not there", lock.seeker, lock.offer),
            Self::Rules { lock, failed } => {
                write!(out, "{} at {} is refused by", lock.seeker, lock.offer)?;
                failed.iter().try_for_each(|one| write!(out, " `{}`", one.rule))
            }
            Self::Forbidden { lock, reason } => {
                write!(out, "{} at {} is ruled out: {reason}", lock.seeker, lock.offer)
            }
            Self::Several { seeker, locks } => write!(out, "{seeker} is locked to {} offers", locks.len()),
            Self::Full { offer, units, locks } => {
                write!(out, "{} are locked to {offer}, which has {units} units", locks.len())
            }
        }
    }
}

/// The locks of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Locks {
    /// For each seeker the offer to which it is locked.
    pub(crate) of_seekers: Vec<Option<u32>>,
    pub(crate) conflicts: Vec<Conflict>,
}

impl Locks {
    pub(super) fn of<K: Kind>(table: &Table<K>) -> Self {
        let all: BTreeSet<Pair> = table.ask.locked.iter().copied().collect();
        let mut this = Self { of_seekers: vec![None; table.ask.seekers.len()], conflicts: Vec::new() };
        let (mut by_seeker, mut by_offer) = (BTreeMap::<_, Vec<Pair>>::new(), BTreeMap::<_, Vec<Pair>>::new());
        for lock in all {
            let (Some(seeker), Some(offer)) = (table.seeker(lock.seeker), table.offer(lock.offer)) else {
                this.conflicts.push(Conflict::Nobody { lock });
                continue;
            };
            by_seeker.entry(seeker).or_default().push(lock);
            by_offer.entry(offer).or_default().push(lock);
            if let Some(reason) = table.forbidden.get(&(seeker, offer)) {
                this.conflicts.push(Conflict::Forbidden { lock, reason: reason.clone() });
            }
            if table.cell(seeker, offer).is_none() {
                let ask = &table.ask;
                let pair = (&ask.seekers[seeker as usize], &ask.offers[offer as usize]);
                let considered = K::consider(&ask.scene(), pair.0, pair.1);
                if considered.answer() == Answer::No {
                    this.conflicts.push(Conflict::Rules { lock, failed: considered.failed });
                }
            }
            this.of_seekers[seeker as usize] = Some(offer);
        }
        for (seeker, locks) in by_seeker.into_iter().filter(|(_, locks)| locks.len() > 1) {
            this.conflicts.push(Conflict::Several { seeker: table.seeker_key(seeker), locks });
        }
        for (offer, locks) in by_offer {
            let key = table.offer_key(offer);
            let more = table.ask.more.iter().filter(|more| **more == key).count() as u32;
            let units = K::units(&table.ask.offers[offer as usize]).saturating_add(more);
            if locks.len() > units as usize {
                this.conflicts.push(Conflict::Full { offer: key, units, locks });
            }
        }
        this
    }
}
