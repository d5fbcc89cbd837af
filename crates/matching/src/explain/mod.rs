//! Explanations, computed and never told from memory: each is a number, a list or a change that was tried.
//!
//! - [`Explainer::why_this`]: the terms of the score, the rank among the own options, the next best and its exact regret;
//! - [`Explainer::why_not`]: rules, open questions, or the place is taken: by whom, at what price, who would have to move;
//! - [`Explainer::what_would_change`]: answers, steps, one more unit, a rule: each tried on the facts, told only if it
//!   really turns the result, the smallest first;
//! - [`Explainer::lacks`]: what one more home for so many people would do, territory by territory;
//! - [`Explainer::held_back`]: what each rule costs, and where;
//! - [`Explainer::everybody`]: the short form for all at once.
//!
//! Deliberately absent: words (texts are elsewhere; here are keys, codes and amounts), changes of several rules at once,
//! and rules that no policy may switch off: nothing here says what one would gain by leaving people unprotected.

mod alone;
mod answers;
mod change;
mod everybody;
mod rules;
mod steps;
mod territory;
mod typical;
mod why;

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use kernel::Uuid;
use serde::{Deserialize, Serialize};

pub use self::change::{Change, Flip, Goal};
pub use self::everybody::{Held, Summary};
pub use self::rules::HeldBack;
pub use self::steps::{Changeable, Step};
pub use self::territory::Lack;
pub use self::why::{Next, Occupant, WhyNot, WhyThis};
use crate::Worth;
use crate::desk::{Kind, Plan, Table};
use crate::flow::{self, Exchange, Fault};
use crate::rules::RuleCode;

/// Somebody goes elsewhere; nothing stands for being without a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Moved {
    /// Who.
    pub seeker: Uuid,
    /// The offer left.
    pub from: Option<Uuid>,
    /// The offer taken.
    pub to: Option<Uuid>,
}

/// Explains a proven plan.
#[derive(Debug)]
pub struct Explainer<'a, K: Kind> {
    table: &'a Table<K>,
    plan: &'a Plan,
    exchange: Exchange<'a, Worth>,
    /// Who takes each offer, locked or not.
    occupants: Vec<Vec<u32>>,
    /// What one more unit would bring, for each offer.
    ones: Vec<flow::Change<Worth>>,
    /// Plans with one rule off, made when first asked for: who takes which offer, and the worth.
    relaxed: Mutex<BTreeMap<RuleCode, Other>>,
    /// The pairs that one rule alone stands in the way of, found when first asked for.
    alone: OnceLock<BTreeMap<RuleCode, Vec<(u32, u32)>>>,
    threads: usize,
}

/// Another plan for the same seekers: which offer each takes, by position, and what it is worth.
#[derive(Debug, Clone)]
struct Other {
    held: Vec<Option<Uuid>>,
    worth: Worth,
}

impl<'a, K: Kind> Explainer<'a, K> {
    /// Explains a plan of this table.
    ///
    /// # Errors
    /// [`Fault`]: the plan is not proven, and what is not proven is not explained.
    pub fn of(table: &'a Table<K>, plan: &'a Plan, threads: usize) -> Result<Self, Fault> {
        let exchange = Exchange::of(&table.problem, &plan.solution)?;
        let mut occupants = vec![Vec::new(); table.ask.offers.len()];
        for seeker in 0..table.rows.len() as u32 {
            if let Some((offer, _)) = table.held(&plan.solution, seeker) {
                occupants[offer as usize].push(seeker);
            }
        }
        let ones = exchange.with_one_more_each();
        Ok(Self { table, plan, exchange, occupants, ones, relaxed: Mutex::default(), alone: OnceLock::new(), threads })
    }

    /// What a seeker takes in the plan.
    fn held(&self, seeker: u32) -> Option<u32> {
        self.table.held(&self.plan.solution, seeker).map(|(offer, _)| offer)
    }

    /// What a seeker's place adds to what the engine decides; nothing for whoever is without.
    fn own_gain(&self, seeker: u32) -> Worth {
        let taken = self.plan.solution.taken[seeker as usize];
        taken.map_or(Worth::default(), |taken| self.table.problem.gain(seeker as usize, taken))
    }

    fn moved(&self, moves: &[flow::Move]) -> Vec<Moved> {
        let key = |offer: Option<u32>| offer.map(|offer| self.table.offer_key(offer));
        let moves = moves.iter();
        moves
            .map(|one| Moved { seeker: self.table.seeker_key(one.seeker), from: key(one.from), to: key(one.to) })
            .collect()
    }
}
