//! How far territories lie from each other: a table that somebody filled in. What is not in it is a question.

use std::collections::{BTreeMap, BTreeSet};

use kernel::TerritoryCode;
use serde::{Deserialize, Serialize};

/// A way between two territories, there or back alike.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Travel {
    /// Minutes by public transport.
    pub minutes: Option<u32>,
    /// Kilometres by road.
    pub kilometres: Option<u32>,
}

/// The longest daily way that somebody accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Longest {
    /// In minutes by public transport.
    Minutes(u32),
    /// In kilometres by road.
    Kilometres(u32),
}

impl Longest {
    /// The way and the limit, in the unit of the limit; the way as far as it is known.
    #[must_use]
    pub fn measure(self, travel: Travel) -> (Option<u32>, u32) {
        match self {
            Self::Minutes(limit) => (travel.minutes, limit),
            Self::Kilometres(limit) => (travel.kilometres, limit),
        }
    }
}

/// The ways that are known. Territories here are those in which people move about daily, a municipality or less: within
/// one of them a way takes no time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Distances {
    ways: BTreeMap<TerritoryCode, BTreeMap<TerritoryCode, Travel>>,
}

impl Distances {
    /// Notes a way, in both directions.
    pub fn note(&mut self, from: &TerritoryCode, to: &TerritoryCode, travel: Travel) {
        for (from, to) in [(from, to), (to, from)] {
            self.ways.entry(from.clone()).or_default().insert(to.clone(), travel);
        }
    }

    /// The way between two territories, as far as it is known.
    #[must_use]
    pub fn between(&self, from: &TerritoryCode, to: &TerritoryCode) -> Travel {
        if from == to {
            return Travel { minutes: Some(0), kilometres: Some(0) };
        }
        self.ways.get(from).and_then(|ways| ways.get(to)).copied().unwrap_or_default()
    }

    /// The territories of every way that is known otherwise in another table.
    pub(crate) fn unlike<'d>(&'d self, other: &'d Self) -> BTreeSet<&'d TerritoryCode> {
        let one_sided = |one: &'d Self, other: &'d Self| {
            let ways = one.ways.iter().flat_map(|(from, ways)| ways.keys().map(move |to| (from, to)));
            let unlike = ways.filter(move |(from, to)| one.between(from, to) != other.between(from, to));
            unlike.flat_map(|(from, to)| [from, to])
        };
        one_sided(self, other).chain(one_sided(other, self)).collect()
    }
}
