//! What a declared floor costs: the best plan with it against the best plan without it, on every level.
//!
//! "At least r of these m" is the same as "at most m − r of them stay without". So every member of the group must take
//! either a place or one of m − r *leaves to stay without*, which are one more place of the transport problem; that they
//! must is said by a reward above all other levels. As every seeker has one label at most, floors never overlap, the
//! problem stays a transport problem, and the same simplex solves it, with prices that prove it: the cost is exact.
//! (Lower bounds on flows: Ahuja, Magnanti and Orlin, *Network Flows*, 1993, section 2.4. The price of fairness:
//! Bertsimas, Farias, Trichakis, Operations Research 59, 2011.)
//!
//! A floor is about who gets a place, not about what becomes of them.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Seeker, groups};
use crate::Worth;
use crate::flow::{Choice, Exchange, Malformed, Solution, Transport, solve};

/// At least so many of a group must be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct GroupFloor {
    /// The group.
    pub group: u32,
    /// How many of it at least.
    pub least: u32,
}

/// What one floor costs, all others kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct FloorCost {
    /// The floor.
    pub floor: GroupFloor,
    /// How many the group is.
    pub members: u32,
    /// How many of it are placed without the floor.
    pub without: u32,
    /// How many with it.
    pub with: u32,
    /// What the plan is worth without it, less what it is worth with it; the lot counts as nothing. Never below zero.
    pub costs: Worth,
    /// What the floor would cost more if it asked for one household more; nothing where that cannot be.
    pub next: Option<Worth>,
    /// Who has a place only without the floor, rising.
    pub lose: Vec<u32>,
    /// Who has a place only with it, rising.
    pub gain: Vec<u32>,
}

/// The best plan with all floors, and what they cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Cost {
    /// For each seeker the position of the choice taken with all floors.
    pub taken: Vec<Option<u32>>,
    /// What that is worth.
    pub worth: Worth,
    /// What the best plan without any floor is worth, less that; the lot counts as nothing.
    pub together: Worth,
    /// Floor by floor.
    pub each: Vec<FloorCost>,
    /// The widened problem with its proven solution: [`crate::flow::check`] verifies it.
    pub proof: (Transport<Worth>, Solution<Worth>),
}

/// Why there is no plan with the floors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmet {
    /// These floors, by position, cannot be met together; without any one of them, the rest can. Proven.
    Impossible {
        /// The floors, rising.
        core: Vec<u32>,
    },
    /// The problem itself is refused.
    Malformed(Malformed),
}

impl fmt::Display for Unmet {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Impossible { core } => {
                write!(out, "the floors {core:?} cannot be met together; lower one of them or find more places")
            }
            Self::Malformed(why) => why.fmt(out),
        }
    }
}

impl std::error::Error for Unmet {}

/// A plan that meets some floors.
struct Floored {
    problem: Transport<Worth>,
    solution: Solution<Worth>,
    taken: Vec<Option<u32>>,
    worth: Worth,
    /// Where each group's leaves to stay without are.
    leaves: BTreeMap<u32, u32>,
    must: i64,
}

/// What each floor costs, exactly.
///
/// # Errors
/// [`Unmet`]: which floors cannot be met together, or that the problem is not sound.
pub fn floor_costs(problem: &Transport<Worth>, seekers: &[Seeker], floors: &[GroupFloor]) -> Result<Cost, Unmet> {
    let all: Vec<u32> = (0..floors.len() as u32).collect();
    let plan = |which: &[u32]| planned(problem, seekers, floors, which);
    let Some(with) = plan(&all)? else {
        let mut core = all;
        let mut at = 0;
        while at < core.len() {
            let mut rest = core.clone();
            rest.remove(at);
            if plan(&rest)?.is_none() {
                core = rest;
            } else {
                at += 1;
            }
        }
        return Err(Unmet::Impossible { core });
    };
    let less = |without: Worth| Worth { lot: 0, ..without - with.worth };
    let exchange = Exchange::of(&with.problem, &with.solution).ok();
    let one_less = exchange.map(|exchange| exchange.one_less()).unwrap_or_default();
    let each = (0_u32..).zip(floors).map(|(at, floor)| {
        let rest: Vec<u32> = all.iter().copied().filter(|other| *other != at).collect();
        // Fewer floors are met by whatever meets all.
        let Some(without) = plan(&rest)? else { return Err(Unmet::Impossible { core: rest }) };
        let placed = |taken: &[Option<u32>], at: usize| taken.get(at).copied().flatten().is_some();
        let members: Vec<usize> = (0..seekers.len()).filter(|at| seekers[*at].group == Some(floor.group)).collect();
        let counted = |taken: &[Option<u32>]| members.iter().filter(|at| placed(taken, **at)).count() as u32;
        let only = |one: &[Option<u32>], other: &[Option<u32>]| {
            let own = (0..seekers.len()).filter(|at| placed(one, *at) && !placed(other, *at));
            own.map(|at| at as u32).collect::<Vec<u32>>()
        };
        let highest = floors.iter().filter(|other| other.group == floor.group).all(|other| other.least <= floor.least);
        let leave = with.leaves.get(&floor.group).filter(|_| highest);
        let next = leave.and_then(|leave| one_less.get(*leave as usize).copied().flatten());
        Ok(FloorCost {
            floor: *floor,
            members: members.len() as u32,
            without: counted(&without.taken),
            with: counted(&with.taken),
            costs: less(without.worth),
            next: next.filter(|next| next.urgent < with.must / 2).map(|next| Worth { lot: 0, ..next }),
            lose: only(&without.taken, &with.taken),
            gain: only(&with.taken, &without.taken),
        })
    });
    let each = each.collect::<Result<_, _>>()?;
    let Some(free) = plan(&[])? else { return Err(Unmet::Impossible { core: Vec::new() }) };
    let together = less(free.worth);
    Ok(Cost { taken: with.taken, worth: with.worth, together, each, proof: (with.problem, with.solution) })
}

/// The best plan that meets these of the floors; nothing, if there is none.
fn planned(
    problem: &Transport<Worth>,
    seekers: &[Seeker],
    floors: &[GroupFloor],
    which: &[u32],
) -> Result<Option<Floored>, Unmet> {
    let least = |group: u32| {
        let own = which.iter().map(|at| floors[*at as usize]).filter(|floor| floor.group == group);
        own.map(|floor| floor.least).max()
    };
    let sizes = problem.seekers.iter().map(|row| row.iter().map(|one| one.gain.urgent.saturating_abs()).max());
    // More than twice whatever two plans can differ by on the first level: so what breaks a floor shows in any difference.
    let must = sizes.fold(2_i64, |sum, size| sum.saturating_add(size.unwrap_or_default().saturating_mul(4)));
    let mut wide = problem.clone();
    let mut leaves = BTreeMap::new();
    let mut must_take: i64 = 0;
    let asked: Vec<u32> = groups(seekers).into_iter().flatten().collect();
    if which.iter().any(|at| floors[*at as usize].least > 0 && !asked.contains(&floors[*at as usize].group)) {
        return Ok(None);
    }
    for group in asked {
        let Some(least) = least(group) else { continue };
        let members: Vec<usize> =
            (0..problem.seekers.len().min(seekers.len())).filter(|at| seekers[*at].group == Some(group)).collect();
        let Some(may_stay) = (members.len() as u32).checked_sub(least) else { return Ok(None) };
        let leave = wide.room.len() as u32;
        wide.room.push(may_stay);
        leaves.insert(group, leave);
        must_take += members.len() as i64;
        for member in members {
            let row = &mut wide.seekers[member];
            row.iter_mut().for_each(|choice| choice.gain.urgent = choice.gain.urgent.saturating_add(must));
            row.push(Choice { place: leave, gain: Worth { urgent: must, ..Worth::default() } });
        }
    }
    let wide = wide.checked().map_err(Unmet::Malformed)?;
    let solution = solve(&wide);
    let mut worth = Worth::default();
    let mut answered: i64 = 0;
    let mut taken = vec![None; problem.seekers.len()];
    for (seeker, at) in solution.taken.iter().enumerate() {
        let Some(at) = *at else { continue };
        answered += i64::from(is_member(&leaves, seekers, seeker));
        // The leave to stay without stands last, beyond the seeker's own choices.
        if let Some(own) = problem.seekers[seeker].get(at as usize) {
            worth += own.gain;
            taken[seeker] = Some(at);
        }
    }
    Ok((answered == must_take).then_some(Floored { problem: wide, solution, taken, worth, leaves, must }))
}

/// Whether a floor speaks of the seeker.
fn is_member(leaves: &BTreeMap<u32, u32>, seekers: &[Seeker], seeker: usize) -> bool {
    seekers.get(seeker).and_then(|seeker| seeker.group).is_some_and(|group| leaves.contains_key(&group))
}
