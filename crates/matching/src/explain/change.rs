//! What would change the result: every candidate is tried on the facts and the plan made again; only what really turns it
//! is told.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use kernel::Uuid;
use serde::{Deserialize, Serialize};

use super::{Changeable, Explainer, Moved, Other, Step};
use crate::Worth;
use crate::desk::{Ask, Table};
use crate::rules::{Answer, Question, RuleCode};

/// What somebody would like to see turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "goal", rename_all = "kebab-case")]
pub enum Goal {
    /// That the seeker, who is without, takes anything at all.
    Placed,
    /// That the seeker takes this offer.
    Takes {
        /// Which.
        offer: Uuid,
    },
}

/// One change of the facts, from the smallest kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum Change {
    /// Missing facts turn out as they help this pair most.
    Answers {
        /// The offer of the pair.
        offer: Uuid,
        /// The questions: one, or all of the pair.
        questions: Vec<Question>,
    },
    /// The seeker wishes or does something otherwise.
    Step {
        /// What.
        step: Step,
    },
    /// One more unit of an offer.
    OneMore {
        /// Which.
        offer: Uuid,
    },
    /// A rule of the policy is off, for everybody.
    RuleOff {
        /// Which.
        rule: RuleCode,
    },
}

impl Change {
    /// How small: how many things change, then of what kind.
    fn size(&self) -> (usize, u8) {
        match self {
            Self::Answers { questions, .. } => (questions.len(), 0),
            Self::Step { .. } => (1, 1),
            Self::OneMore { .. } => (1, 2),
            Self::RuleOff { .. } => (1, 3),
        }
    }

    /// The facts after the change, for a seeker; nothing where it cannot be made: somebody is not there, a question has no
    /// simple yes, or no policy may switch the rule off.
    #[must_use]
    pub fn applied<K: Changeable>(&self, ask: &Ask<K>, seeker: Uuid) -> Option<Ask<K>> {
        let mut after = ask.clone();
        let own = after.seekers.iter_mut().find(|one| K::seeker_key(one) == seeker)?;
        match self {
            Self::Answers { offer, questions } => {
                let place = after.offers.iter_mut().find(|one| K::offer_key(one) == *offer)?;
                for question in questions {
                    (*own, *place) = K::answered(own, place, question)?;
                }
            }
            Self::Step { step } => *own = K::after(own, step),
            Self::OneMore { offer } => after.more.push(*offer),
            Self::RuleOff { rule } => {
                (!rule.always_on()).then_some(())?;
                after.policy.rules.retain(|one| one.code != *rule);
                after.policy.off.push(*rule);
                after.policy.off.sort_unstable();
            }
        }
        Some(after)
    }
}

/// A change that turns the result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Flip {
    /// The change.
    pub change: Change,
    /// What the seeker would take.
    pub takes: Uuid,
    /// By how much the plan would be better, or worse.
    pub difference: Worth,
    /// Who would move.
    pub moves: Vec<Moved>,
}

/// Of each kind of change so many are tried, the most hopeful first.
const TRIED: usize = 8;

impl<K: Changeable> Explainer<'_, K> {
    /// The changes that would turn the result for the seeker at this position, the smallest first. Empty where it is so
    /// already, where a person has fixed it, or where no single change was found that does.
    #[must_use]
    pub fn what_would_change(&self, seeker: u32, goal: Goal) -> Vec<Flip> {
        let reached = match goal {
            Goal::Placed => self.held(seeker).is_some(),
            Goal::Takes { offer } => self.held(seeker) == self.table.offer(offer),
        };
        if reached || self.table.locks.of_seekers[seeker as usize].is_some() {
            return Vec::new();
        }
        let offers = match goal {
            Goal::Placed => (0..self.table.ask.offers.len() as u32).collect(),
            Goal::Takes { offer } => self.table.offer(offer).into_iter().collect(),
        };
        let mut flips = self.by_one_more(seeker, goal);
        flips.extend(self.answers(seeker, &offers).into_iter().filter_map(|change| self.tried(seeker, goal, change)));
        let (steps, rules) = self.near_misses(seeker, &offers);
        flips.extend(steps.into_iter().filter_map(|step| self.tried(seeker, goal, Change::Step { step })));
        flips.extend(rules.into_iter().filter_map(|rule| self.by_rule(seeker, goal, rule)));
        flips.sort_by_key(|flip| (flip.change.size(), std::cmp::Reverse(flip.difference), flip.change.clone()));
        flips
    }

    /// One more unit somewhere after which the seeker is where it would like to be.
    fn by_one_more(&self, seeker: u32, goal: Goal) -> Vec<Flip> {
        let mut flips = Vec::new();
        for (offer, one) in (0_u32..).zip(&self.ones) {
            let own = one.moves.iter().find(|moved| moved.seeker == seeker);
            let Some(takes) = own.and_then(|own| own.to).map(|to| self.table.offer_key(to)) else { continue };
            if goal == Goal::Placed || goal == (Goal::Takes { offer: takes }) {
                let change = Change::OneMore { offer: self.table.offer_key(offer) };
                flips.push(Flip { change, takes, difference: one.difference, moves: self.moved(&one.moves) });
            }
        }
        flips.sort_by_key(|flip| std::cmp::Reverse(flip.difference));
        flips.truncate(TRIED);
        flips
    }

    /// Each question of the pairs that wait, and all of a pair's together; those pairs first that could win most.
    fn answers(&self, seeker: u32, offers: &BTreeSet<u32>) -> Vec<Change> {
        let table = self.table;
        let waiting = table.rows[seeker as usize].iter().filter(|cell| !cell.open.is_empty());
        let allowed =
            waiting.filter(|cell| offers.contains(&cell.offer) && !table.forbidden.contains_key(&(seeker, cell.offer)));
        let mut cells: Vec<_> = allowed
            .map(|cell| (table.could_win(self.plan, seeker, cell.offer, table.gain(seeker, cell)), cell))
            .collect();
        cells.sort_by_key(|(most, cell)| (cell.open.len(), std::cmp::Reverse(*most), cell.offer));
        let mut changes: Vec<Change> = Vec::new();
        for (_, cell) in cells.into_iter().take(TRIED) {
            let offer = table.offer_key(cell.offer);
            let singles = cell.open.iter().map(|question| vec![question.clone()]);
            let all = (cell.open.len() > 1).then(|| cell.open.clone());
            changes.extend(singles.chain(all).map(|questions| Change::Answers { offer, questions }));
        }
        changes
    }

    /// The steps and the rules that would each admit an offer which only one rule refuses.
    fn near_misses(&self, seeker: u32, offers: &BTreeSet<u32>) -> (Vec<Step>, Vec<RuleCode>) {
        let ask = &self.table.ask;
        let own = &ask.seekers[seeker as usize];
        let (mut steps, mut rules) = (Vec::new(), BTreeSet::new());
        for &offer in offers.iter().filter(|offer| self.table.cell(seeker, **offer).is_none()) {
            if self.table.forbidden.contains_key(&(seeker, offer)) {
                continue;
            }
            let considered = self.considered(seeker, offer);
            let ([failed], true) = (&considered.failed[..], considered.open.is_empty()) else { continue };
            if !failed.rule.always_on() {
                rules.insert(failed.rule);
            }
            if let Some(step) = K::step(own, &ask.offers[offer as usize], failed) {
                let after = K::after(own, &step);
                if K::consider(&ask.scene(), &after, &ask.offers[offer as usize]).answer() == Answer::Yes {
                    steps.push((std::cmp::Reverse(considered.score), step));
                }
            }
        }
        steps.sort();
        let mut seen = BTreeSet::new();
        let steps = steps.into_iter().map(|(_, step)| step).filter(|step| seen.insert(step.clone())).take(TRIED);
        (steps.collect(), rules.into_iter().collect())
    }

    /// The change, if the plan made with it turns the result.
    fn tried(&self, seeker: u32, goal: Goal, change: Change) -> Option<Flip> {
        let other = self.other(&change, seeker)?;
        self.flip(seeker, goal, change, &other)
    }

    /// The rule switched off, if the plan then turns the result.
    fn by_rule(&self, seeker: u32, goal: Goal, rule: RuleCode) -> Option<Flip> {
        let other = self.without_rule(rule)?;
        self.flip(seeker, goal, Change::RuleOff { rule }, &other)
    }

    /// The plan with a rule off; made once, whoever asks.
    pub(super) fn without_rule(&self, rule: RuleCode) -> Option<Other> {
        let known = self.relaxed.lock().unwrap_or_else(PoisonError::into_inner).get(&rule).cloned();
        known.or_else(|| {
            let other = self.planned_without(rule)?;
            self.relaxed.lock().unwrap_or_else(PoisonError::into_inner).insert(rule, other.clone());
            Some(other)
        })
    }

    /// The plan with a rule off for everybody. Only the pairs that it alone stood in the way of are new; where none of them
    /// could win anything at the prices of the plan, the plan stays as it is.
    fn planned_without(&self, rule: RuleCode) -> Option<Other> {
        let freed = self.alone().get(&rule).map(Vec::as_slice).unwrap_or_default();
        let wins = |pair: &&(u32, u32)| {
            let (seeker, offer) = **pair;
            let (table, ask) = (self.table, &self.table.ask);
            let free =
                table.locks.of_seekers[seeker as usize].is_none() && !table.forbidden.contains_key(&(seeker, offer));
            let score = K::score(&ask.scene(), &ask.seekers[seeker as usize], &ask.offers[offer as usize]);
            let gain = table.gain_of(seeker, table.pair(seeker, offer), score);
            free && table.could_win(self.plan, seeker, offer, gain) > Worth::default()
        };
        if !freed.iter().any(|pair| wins(&pair)) {
            let held = (0..self.table.rows.len() as u32).map(|seeker| self.held(seeker));
            let held = held.map(|held| held.map(|offer| self.table.offer_key(offer))).collect();
            return Some(Other { held, worth: self.plan.proposal.worth });
        }
        let nobody = Uuid::nil();
        let who = self.table.ask.seekers.first().map_or(nobody, K::seeker_key);
        let after = Change::RuleOff { rule }.applied(&self.table.ask, who)?;
        let table = self.table.without(after, freed).ok()?;
        self.sketched(&table)
    }

    /// The plan after the change.
    fn other(&self, change: &Change, seeker: u32) -> Option<Other> {
        let after = change.applied(&self.table.ask, self.table.seeker_key(seeker))?;
        let table = Table::relay(after, self.table, self.threads).ok()?;
        self.sketched(&table)
    }

    fn sketched(&self, table: &Table<K>) -> Option<Other> {
        let (solution, worth) = table.sketch(&self.plan.proposal)?;
        let held = |seeker| table.held(&solution, seeker).map(|(offer, _)| table.offer_key(offer));
        let held = (0..table.rows.len() as u32).map(held).collect();
        Some(Other { held, worth })
    }

    fn flip(&self, seeker: u32, goal: Goal, change: Change, other: &Other) -> Option<Flip> {
        let takes = other.held[seeker as usize]?;
        (goal == Goal::Placed || goal == (Goal::Takes { offer: takes })).then_some(())?;
        let was = (0..other.held.len() as u32).map(|seeker| self.held(seeker).map(|held| self.table.offer_key(held)));
        let pairs = (0_u32..).zip(was.zip(&other.held));
        let moves = pairs.filter(|(_, (was, is))| was != *is);
        let moves = moves.map(|(seeker, (from, to))| Moved { seeker: self.table.seeker_key(seeker), from, to: *to });
        let moves = moves.collect();
        Some(Flip { change, takes, difference: other.worth - self.plan.proposal.worth, moves })
    }
}
