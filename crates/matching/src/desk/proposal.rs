//! The best plan with what proves it, as it is kept and shown: by keys, and to be checked again by anybody who has the
//! same facts.

use std::collections::BTreeMap;
use std::fmt;

use kernel::{Day, ProgrammeCode, Uuid};
use serde::{Deserialize, Serialize};

use super::{Ask, Conflict, Failure, Kind, Pair, Table};
use crate::Worth;
use crate::flow::{Fault, Solution, check, solve, solve_from};

/// Who takes what, and the proof that nothing better can be. A proposal to people: nobody has agreed to anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Proposal {
    /// The name of the instance that it is about.
    pub instance: String,
    /// The programme of the policy; nothing for the policy of programmes that have none of their own.
    pub policy: Option<ProgrammeCode>,
    /// The version of the policy.
    pub version: u32,
    /// The day.
    pub today: Day,
    /// The seed of the lots.
    pub seed: u64,
    /// Who takes what, by seeker.
    pub taken: Vec<Placed>,
    /// What the plan is worth, locks included.
    pub worth: Worth,
    /// The certificate: what a unit of each offer is worth. At these prices nobody would rather take something else, and
    /// what is left over costs nothing; so no plan is worth more.
    pub prices: Vec<Price>,
}

/// A pair of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Placed {
    /// The pair.
    pub pair: Pair,
    /// Whether a person had fixed it.
    pub locked: bool,
}

/// What a unit of an offer is worth to the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Price {
    /// The offer.
    pub offer: Uuid,
    /// The price.
    pub price: Worth,
}

/// A proposal, with the engine's own form of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The proposal.
    pub proposal: Proposal,
    pub(crate) solution: Solution<Worth>,
}

impl Plan {
    /// The engine's own form, by position, of [`Table::problem`]: locked seekers take nothing there.
    #[must_use]
    pub fn solution(&self) -> &Solution<Worth> {
        &self.solution
    }
}

/// Why a proposal is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It is about other facts, another policy, day or seed.
    OtherInstance,
    /// It names somebody twice, out of order or not there, or a pair that may not be.
    NoSuchPair {
        /// The pair.
        pair: Pair,
    },
    /// A lock is not kept, or one is said that is not there.
    Lock {
        /// The seeker.
        seeker: Uuid,
    },
    /// The prices are of other offers.
    OtherOffers,
    /// The certificate does not hold.
    Unproven(Fault),
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherInstance => write!(out, "the proposal is about other facts; make it anew"),
            Self::NoSuchPair { pair } => write!(out, "{} cannot take {}", pair.seeker, pair.offer),
            Self::Lock { seeker } => write!(out, "the lock of {seeker} is not the one that was set"),
            Self::OtherOffers => write!(out, "the prices are of other offers"),
            Self::Unproven(fault) => fault.fmt(out),
        }
    }
}

impl std::error::Error for Refused {}

/// From facts to a proposal.
///
/// # Errors
/// [`Failure`]: the facts cannot be worked with, or the locks cannot all be kept.
pub fn propose<K: Kind>(ask: Ask<K>, threads: usize) -> Result<Proposal, Failure> {
    let table = Table::lay(ask, threads).map_err(Failure::Malformed)?;
    table.plan().map(|plan| plan.proposal).map_err(Failure::Infeasible)
}

impl<K: Kind> Table<K> {
    /// The best plan.
    ///
    /// # Errors
    /// The locks that clash.
    pub fn plan(&self) -> Result<Plan, Vec<Conflict>> {
        self.finish(|| solve(&self.problem))
    }

    /// The best plan, from one that was best before something changed: the same plan, sooner.
    ///
    /// # Errors
    /// The locks that clash.
    pub fn plan_from(&self, before: &Proposal) -> Result<Plan, Vec<Conflict>> {
        self.finish(|| solve_from(&self.problem, &self.hint(before)))
    }

    /// Who would take what in the best plan, and what it is worth, without a proposal; nothing where locks clash.
    pub(crate) fn sketch(&self, before: &Proposal) -> Option<(Solution<Worth>, Worth)> {
        self.locks.conflicts.is_empty().then_some(())?;
        let solution = solve_from(&self.problem, &self.hint(before));
        let worth = solution.worth + self.locked_worth();
        Some((solution, worth))
    }

    fn finish(&self, solution: impl FnOnce() -> Solution<Worth>) -> Result<Plan, Vec<Conflict>> {
        if !self.locks.conflicts.is_empty() {
            return Err(self.locks.conflicts.clone());
        }
        let solution = solution();
        let ask = &self.ask;
        let prices = (0_u32..).zip(&solution.prices);
        let proposal = Proposal {
            instance: self.digest(),
            policy: ask.policy.programme.clone(),
            version: ask.policy.version,
            today: ask.today,
            seed: ask.seed,
            taken: self.taken(&solution),
            worth: solution.worth + self.locked_worth(),
            prices: prices.map(|(offer, price)| Price { offer: self.offer_key(offer), price: *price }).collect(),
        };
        Ok(Plan { proposal, solution })
    }

    /// The offer that a seeker takes, by position, and whether by a lock.
    pub(crate) fn held(&self, solution: &Solution<Worth>, seeker: u32) -> Option<(u32, bool)> {
        let at = seeker as usize;
        let locked = self.locks.of_seekers[at].map(|offer| (offer, true));
        let taken = || solution.taken[at].map(|taken| self.problem.seekers[at][taken as usize].place);
        locked.or_else(|| Some((taken()?, false)))
    }

    fn taken(&self, solution: &Solution<Worth>) -> Vec<Placed> {
        let seekers = 0..self.rows.len() as u32;
        let placed = seekers.filter_map(|seeker| {
            let (offer, locked) = self.held(solution, seeker)?;
            Some(Placed { pair: self.pair(seeker, offer), locked })
        });
        placed.collect()
    }

    /// What the locked pairs add.
    fn locked_worth(&self) -> Worth {
        let locks = (0_u32..).zip(&self.locks.of_seekers);
        let cells = locks.filter_map(|(seeker, offer)| Some((seeker, self.cell(seeker, (*offer)?)?)));
        cells.fold(Worth::default(), |sum, (seeker, cell)| sum + self.gain(seeker, cell))
    }

    /// The choice of a seeker that is this offer.
    fn choice(&self, seeker: u32, offer: u32) -> Option<u32> {
        let row = &self.problem.seekers[seeker as usize];
        row.binary_search_by_key(&offer, |choice| choice.place).ok().map(|at| at as u32)
    }

    /// What of an earlier proposal can still be used.
    fn hint(&self, before: &Proposal) -> Solution<Worth> {
        let mut taken = vec![None; self.rows.len()];
        for placed in &before.taken {
            if let (Some(seeker), Some(offer)) = (self.seeker(placed.pair.seeker), self.offer(placed.pair.offer)) {
                taken[seeker as usize] = self.choice(seeker, offer);
            }
        }
        let known: BTreeMap<Uuid, Worth> = before.prices.iter().map(|one| (one.offer, one.price)).collect();
        let price = |offer| known.get(&self.offer_key(offer)).copied().unwrap_or_default();
        let prices = (0..self.problem.room.len() as u32).map(price).collect();
        Solution { taken, prices, worth: before.worth }
    }

    /// Whether a kept proposal is about these facts, keeps to them, and is proven to be a best one.
    ///
    /// # Errors
    /// [`Refused`]: the first fault that is found.
    pub fn check(&self, proposal: &Proposal) -> Result<Plan, Refused> {
        let ask = &self.ask;
        let same_policy = proposal.policy == ask.policy.programme && proposal.version == ask.policy.version;
        let same_draw = proposal.today == ask.today && proposal.seed == ask.seed;
        if proposal.instance != self.digest() || !same_policy || !same_draw || !self.locks.conflicts.is_empty() {
            return Err(Refused::OtherInstance);
        }
        let mut solution = Solution {
            taken: vec![None; self.rows.len()],
            prices: proposal.prices.iter().map(|one| one.price).collect(),
            worth: proposal.worth - self.locked_worth(),
        };
        let mut locked = vec![None; self.rows.len()];
        let mut last = None;
        for placed in &proposal.taken {
            let pair = placed.pair;
            let wrong = Refused::NoSuchPair { pair };
            let seeker = self.seeker(pair.seeker).ok_or(wrong)?;
            let offer = self.offer(pair.offer).ok_or(wrong)?;
            if last.replace(seeker).is_some_and(|last| last >= seeker) {
                return Err(wrong);
            }
            if placed.locked {
                locked[seeker as usize] = Some(offer);
            } else {
                solution.taken[seeker as usize] = Some(self.choice(seeker, offer).ok_or(wrong)?);
            }
        }
        let broken = (0_u32..).zip(locked.iter().zip(&self.locks.of_seekers)).find(|(_, (said, set))| said != set);
        if let Some((seeker, _)) = broken {
            return Err(Refused::Lock { seeker: self.seeker_key(seeker) });
        }
        let offers = (0_u32..).zip(&proposal.prices);
        let priced = proposal.prices.len() == self.ask.offers.len();
        if !priced || offers.into_iter().any(|(at, one)| one.offer != self.offer_key(at)) {
            return Err(Refused::OtherOffers);
        }
        check(&self.problem, &solution).map_err(Refused::Unproven)?;
        Ok(Plan { proposal: proposal.clone(), solution })
    }
}
