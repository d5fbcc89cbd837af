//! What a network may change of a policy: what the criteria weigh, which rules that may be switched off are off, and the
//! floors it declares. Everything else of a policy comes with the program.

use std::sync::LazyLock;

use kernel::{Day, Period, ProgrammeCode};
use matching::rules::{Criterion, Policy, Rule, RuleCode, Rulebook, Texts, Weighed, policies};
use serde::{Deserialize, Serialize};

use crate::groups::Floor;

/// The most that a criterion may weigh: a thousand points.
pub const MOST_WEIGHT: i64 = 1_000_000;

static BOOK: LazyLock<Option<Rulebook>> = LazyLock::new(|| Rulebook::shipped().ok());

/// The policies that come with the program; a test of the engine keeps them without faults.
static SHIPPED: LazyLock<Vec<Policy>> =
    LazyLock::new(|| BOOK.as_ref().and_then(|book| policies(book).ok()).unwrap_or_default());

/// The policies that come with the program.
#[must_use]
pub fn shipped() -> &'static [Policy] {
    &SHIPPED
}

/// What a network has chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Draft {
    /// What each criterion weighs; what is not named counts as nothing.
    pub weights: Vec<(Criterion, i64)>,
    /// The rules that are off.
    pub off: Vec<RuleCode>,
    /// The floors declared.
    pub floors: Vec<Floor>,
}

/// A policy with the floors declared beside it.
#[derive(Debug, Clone)]
pub struct InForce {
    /// How is matched.
    pub policy: Policy,
    /// The floors.
    pub floors: Vec<Floor>,
}

impl InForce {
    /// What of it a network may change.
    #[must_use]
    pub fn draft(&self) -> Draft {
        Draft {
            weights: self.policy.criteria.iter().map(|one| (one.criterion, one.weight)).collect(),
            off: self.policy.off.clone(),
            floors: self.floors.clone(),
        }
    }

    /// The same policy as a network changes it: nothing that protects people can be switched off.
    #[must_use]
    pub fn changed(&self, draft: &Draft) -> Self {
        let off: Vec<RuleCode> =
            RuleCode::ALL.iter().copied().filter(|code| draft.off.contains(code) && !code.always_on()).collect();
        let book = BOOK.as_ref().map(|book| book.rules.as_slice()).unwrap_or_default();
        let known = |code: RuleCode| self.policy.rules.iter().any(|rule| rule.code == code);
        // A rule that was off so far comes back as the rulebook has it.
        let back = book.iter().filter(|rule| !known(rule.code));
        let mut rules: Vec<Rule> =
            self.policy.rules.iter().chain(back).filter(|rule| !off.contains(&rule.code)).cloned().collect();
        rules.sort_by_key(|rule| (rule.code, rule.valid.from));
        let weight = |criterion: &Criterion| {
            let own = draft.weights.iter().find(|(own, _)| own == criterion).map_or(0, |(_, weight)| *weight);
            Weighed { criterion: *criterion, weight: own.min(MOST_WEIGHT) }
        };
        let criteria = Criterion::ALL.iter().map(weight).filter(|one| one.weight > 0).collect();
        let mut floors = draft.floors.clone();
        floors.retain(|floor| floor.percent > 0);
        floors.sort_unstable();
        Self { policy: Policy { rules, off, criteria, ..self.policy.clone() }, floors }
    }

    /// The same policy as it is adopted: under its own name, with the reason that was given.
    #[must_use]
    pub fn adopted(self, programme: &ProgrammeCode, number: u32, from: Day, because: &str) -> Self {
        let because = Texts { it: because.to_owned(), en: because.to_owned() };
        let valid = Period { from, to: None };
        let policy = Policy { programme: Some(programme.clone()), version: number, valid, because, ..self.policy };
        Self { policy, ..self }
    }
}

/// The policy that comes with the program, for a programme on a day.
#[must_use]
pub fn shipped_for(programme: &ProgrammeCode, day: Day) -> Option<InForce> {
    let policy = Policy::of(shipped(), programme, day)?.clone();
    Some(InForce { policy, floors: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::groups::Group;

    fn base() -> InForce {
        shipped_for(&"fra-noi-2".parse().unwrap(), "2026-11-22".parse().unwrap()).unwrap()
    }

    #[test]
    fn what_is_not_changed_stays_as_it_is() {
        let base = base();
        let same = base.changed(&base.draft());
        assert_eq!(same.policy.rules, base.policy.rules);
        let sum = |policy: &Policy| policy.criteria.iter().map(|one| one.weight).sum::<i64>();
        assert_eq!(sum(&same.policy), sum(&base.policy));
    }

    #[test]
    fn no_draft_switches_off_what_protects_people() {
        let draft = Draft { off: RuleCode::ALL.to_vec(), ..Draft::default() };
        let changed = base().changed(&draft);
        for code in RuleCode::ALL {
            let on = changed.policy.rules.iter().any(|rule| rule.code == *code);
            assert_eq!(on, code.always_on(), "{code}");
        }
        let back = changed.changed(&Draft::default());
        assert_eq!(back.policy.rules.len(), base().policy.rules.len(), "and all of it can be switched on again");
    }

    #[test]
    fn a_weight_of_nothing_leaves_the_criterion_out_and_a_floor_of_nothing_is_none() {
        let floor = |percent| Floor { group: Group::Women, percent };
        let draft = Draft {
            weights: vec![(Criterion::ShortWays, 500), (Criterion::EasyRent, 0), (Criterion::CustomsShared, i64::MAX)],
            off: Vec::new(),
            floors: vec![floor(40), floor(0)],
        };
        let changed = base().changed(&draft);
        let weights: Vec<(Criterion, i64)> = changed.draft().weights;
        assert_eq!(weights.len(), 2, "{weights:?}");
        assert!(weights.iter().all(|(_, weight)| (1..=MOST_WEIGHT).contains(weight)));
        assert_eq!(changed.floors, [floor(40)]);
    }
}
