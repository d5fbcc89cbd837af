//! Why this one, and why not that one.

use kernel::Uuid;
use serde::{Deserialize, Serialize};

use super::{Explainer, Moved};
use crate::Worth;
use crate::desk::{Kind, Pair};
use crate::rules::{Considered, Failed, Question, RuleCode, Term};

/// Why a seeker takes this offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct WhyThis {
    /// The pair.
    pub pair: Pair,
    /// Whether a person had fixed it.
    pub locked: bool,
    /// The score, term by term.
    pub terms: Vec<Term>,
    /// Their sum, in thousandths of a point.
    pub score: i64,
    /// What the pair adds to the plan.
    pub adds: Worth,
    /// Which it is among the own options, best suited first, counted from one.
    pub rank: u32,
    /// How many options: pairs to which every rule says yes.
    pub options: u32,
    /// What the plan would do if this pair could not be; nothing where a person had fixed it.
    pub next: Option<Next>,
}

/// The next best plan for a seeker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Next {
    /// What the seeker would take; nothing: would stay without.
    pub offer: Option<Uuid>,
    /// What the whole plan would lose.
    pub regret: Worth,
    /// Who would move.
    pub moves: Vec<Moved>,
}

/// Why a seeker does not take an offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum WhyNot {
    /// It does.
    Takes,
    /// Rules refuse it: all of them.
    Rules {
        /// Every rule that says no.
        failed: Vec<Failed>,
    },
    /// A person has ruled it out.
    Forbidden {
        /// The reason given.
        reason: String,
        /// The rules that refuse it besides.
        failed: Vec<Failed>,
    },
    /// A person has fixed something else for the seeker.
    Locked {
        /// What.
        offer: Uuid,
    },
    /// Rules would have to know more.
    Open {
        /// Which rules.
        rules: Vec<RuleCode>,
        /// What would have to be known.
        questions: Vec<Question>,
        /// What the pair could add to the plan at most, were every answer a yes.
        at_most: Worth,
    },
    /// No unit is left to be given: it has none, or people have fixed who takes them.
    Closed {
        /// Who takes it.
        occupants: Vec<Occupant>,
    },
    /// It could be, but the whole plan would lose.
    Dearer {
        /// How many units are left over. None: it is full.
        free: u32,
        /// Who takes it.
        occupants: Vec<Occupant>,
        /// What a unit is worth to the plan.
        price: Worth,
        /// What the plan would lose if the pair were forced: exactly.
        regret: Worth,
        /// Who would move, the seeker first.
        moves: Vec<Moved>,
    },
}

/// Who takes an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Occupant {
    /// Who.
    pub seeker: Uuid,
    /// Whether a person had fixed it.
    pub locked: bool,
    /// What the place is worth to the plan in these hands, beyond its price; nothing where a person had fixed it.
    pub beyond_price: Option<Worth>,
}

impl<K: Kind> Explainer<'_, K> {
    pub(super) fn considered(&self, seeker: u32, offer: u32) -> Considered {
        let ask = &self.table.ask;
        K::consider(&ask.scene(), &ask.seekers[seeker as usize], &ask.offers[offer as usize])
    }

    /// Why the seeker at this position takes what it takes; nothing for whoever stays without.
    #[must_use]
    pub fn why_this(&self, seeker: u32) -> Option<WhyThis> {
        let (offer, locked) = self.table.held(&self.plan.solution, seeker)?;
        let considered = self.considered(seeker, offer);
        let cell = self.table.cell(seeker, offer)?;
        let adds = self.table.gain(seeker, cell);
        let (rank, options) = self.rank(seeker, adds);
        let next = (!locked).then(|| self.next(seeker));
        let pair = self.table.pair(seeker, offer);
        Some(WhyThis { pair, locked, terms: considered.terms, score: considered.score, adds, rank, options, next })
    }

    /// Which a gain is among the options of a seeker, and how many there are.
    pub(super) fn rank(&self, seeker: u32, adds: Worth) -> (u32, u32) {
        let table = self.table;
        let options = table.rows[seeker as usize].iter();
        let allowed = options
            .filter(|cell| cell.open.is_empty() && !table.forbidden.contains_key(&(seeker, cell.offer)))
            .map(|cell| table.gain(seeker, cell));
        allowed.fold((1, 0), |(rank, options), gain| (rank + u32::from(gain > adds), options + 1))
    }

    /// What the plan would do if the seeker could not take what it takes.
    fn next(&self, seeker: u32) -> Next {
        let (choices, without) = self.exchange.regrets_of(seeker);
        let taken = self.plan.solution.taken[seeker as usize];
        // Of those that cost the same, the first offer; nothing only if it costs less.
        let others = (0_u32..).zip(&choices).filter(|(at, _)| Some(*at) != taken);
        let least = others.filter_map(|(at, regret)| Some(((*regret)?, at))).min();
        let least = least.filter(|(regret, _)| *regret <= without);
        let (regret, choice) = least.map_or((without, None), |(regret, at)| (regret, Some(at)));
        let place = |at: u32| self.table.problem.seekers[seeker as usize][at as usize].place;
        let moves = self.exchange.forced(seeker, choice).map(|change| self.moved(&change.moves));
        let offer = choice.map(|at| self.table.offer_key(place(at)));
        Next { offer, regret, moves: moves.unwrap_or_default() }
    }

    /// Why the seeker does not take the offer, both by position.
    #[must_use]
    pub fn why_not(&self, seeker: u32, offer: u32) -> WhyNot {
        let held = self.table.held(&self.plan.solution, seeker);
        if held.is_some_and(|(own, _)| own == offer) {
            return WhyNot::Takes;
        }
        let forbidden = self.table.forbidden.get(&(seeker, offer));
        let Some(cell) = self.table.cell(seeker, offer) else {
            let failed = self.considered(seeker, offer).failed;
            return match forbidden {
                Some(reason) => WhyNot::Forbidden { reason: reason.clone(), failed },
                None => WhyNot::Rules { failed },
            };
        };
        if let Some(reason) = forbidden {
            return WhyNot::Forbidden { reason: reason.clone(), failed: Vec::new() };
        }
        if let Some((own, true)) = held {
            return WhyNot::Locked { offer: self.table.offer_key(own) };
        }
        if !cell.open.is_empty() {
            let at_most = self.table.could_win(self.plan, seeker, offer, self.table.gain(seeker, cell));
            let rules = self.considered(seeker, offer).open;
            return WhyNot::Open { rules, questions: cell.open.clone(), at_most };
        }
        let occupants = self.occupants(offer);
        let row = &self.table.problem.seekers[seeker as usize];
        let choice = row.iter().position(|choice| choice.place == offer).map(|at| at as u32);
        match choice.and_then(|choice| self.exchange.forced(seeker, Some(choice))) {
            None => WhyNot::Closed { occupants },
            Some(change) => {
                let room = self.table.problem.room[offer as usize];
                let taken = occupants.iter().filter(|one| !one.locked).count() as u32;
                let price = self.plan.solution.prices[offer as usize];
                let moves = self.moved(&change.moves);
                WhyNot::Dearer { free: room - taken, occupants, price, regret: -change.difference, moves }
            }
        }
    }

    fn occupants(&self, offer: u32) -> Vec<Occupant> {
        let price = self.plan.solution.prices[offer as usize];
        let occupant = |seeker: &u32| {
            let locked = self.table.locks.of_seekers[*seeker as usize].is_some();
            let beyond_price = (!locked).then(|| self.own_gain(*seeker) - price);
            Occupant { seeker: self.table.seeker_key(*seeker), locked, beyond_price }
        };
        self.occupants[offer as usize].iter().map(occupant).collect()
    }
}
