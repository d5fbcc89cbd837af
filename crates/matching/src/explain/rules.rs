//! What each rule holds back: the plan made again with the rule off for everybody. A rule may be right all the same; what
//! it costs is told so that people can weigh it against its basis.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use kernel::{TerritoryCode, Uuid};
use serde::{Deserialize, Serialize};

use super::{Changeable, Explainer};
use crate::Worth;
use crate::rules::RuleCode;

/// What one rule holds back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct HeldBack {
    /// The rule, of those that a policy may switch off.
    pub rule: RuleCode,
    /// By how much the plan would be better, level by level.
    pub brings: Worth,
    /// How many more would find a place.
    pub placed: i64,
    /// How many more in each territory, where it is not as many as now; fewer is below zero.
    pub territories: Vec<(TerritoryCode, i64)>,
}

impl<K: Changeable> Explainer<'_, K> {
    /// What each rule in force that a policy may switch off holds back, the one that holds back most first, and only where
    /// it does. A rule that alone stands in the way of nothing holds nothing back and is not tried: one pass over the pairs
    /// tells, and one plan for each of the others.
    #[must_use]
    pub fn held_back(&self) -> Vec<HeldBack> {
        let ask = &self.table.ask;
        let each = ask.policy.in_force(K::KIND, ask.today).map(|rule| rule.code).filter(|rule| !rule.always_on());
        let each = each.filter(|rule| self.alone().contains_key(rule));
        let mut told: Vec<HeldBack> = each.filter_map(|rule| self.held_back_by(rule)).collect();
        told.sort_by_key(|one| (Reverse(one.brings), one.rule));
        told
    }

    fn held_back_by(&self, rule: RuleCode) -> Option<HeldBack> {
        let other = self.without_rule(rule)?;
        let brings = other.worth - self.plan.proposal.worth;
        (brings > Worth::default()).then_some(())?;
        let territory = |offer: Uuid| K::territory(&self.table.ask.offers[self.table.offer(offer)? as usize]);
        let mut places: BTreeMap<&TerritoryCode, i64> = BTreeMap::new();
        let was = self.plan.proposal.taken.iter().map(|one| (one.pair.offer, -1));
        let is = other.held.iter().flatten().map(|offer| (*offer, 1));
        let mut placed = 0;
        for (offer, one) in was.chain(is) {
            placed += one;
            if let Some(territory) = territory(offer) {
                *places.entry(territory).or_default() += one;
            }
        }
        let places = places.into_iter().filter(|(_, more)| *more != 0);
        let territories = places.map(|(territory, more)| (territory.clone(), more)).collect();
        Some(HeldBack { rule, brings, placed, territories })
    }
}
