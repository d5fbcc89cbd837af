//! Where people decided otherwise than proposed: counted by reason and group, with what it cost the plan. The figures
//! serve to better the rules: a reason that comes again and again is a rule that is missing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Seeker;
use crate::Worth;
use crate::flow::{Exchange, Fault, Solution, Transport, solve};

/// A person took another option than the one proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Override {
    /// For whom.
    pub seeker: u32,
    /// The position of the choice taken instead; nothing: stays without.
    pub instead: Option<u32>,
    /// The reason, as a number that is understood outside.
    pub reason: u32,
}

/// Overrides of one reason in one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Counted {
    /// The reason.
    pub reason: u32,
    /// The group; nothing for those without a label.
    pub group: Option<u32>,
    /// How often.
    pub count: u32,
    /// How many of them cost the plan nothing.
    pub free: u32,
}

/// Overrides against a proven plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Overrides {
    /// Each with its exact regret, were it the only one: what the best plan loses with it. Nothing where the place has no
    /// room at all.
    pub each: Vec<(Override, Option<Worth>)>,
    /// What all of them cost together, the rest planned anew around them; nothing where they do not fit together. It is
    /// not the sum of the regrets.
    pub together: Option<Worth>,
    /// Counted by reason, then by group.
    pub counted: Vec<Counted>,
}

/// Why overrides cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlike {
    /// The plan is not proven.
    Plan(Fault),
    /// An override names a seeker or a choice that is not there, or a seeker a second time.
    Override {
        /// Its position.
        at: u32,
    },
}

impl std::fmt::Display for Unlike {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Plan(fault) => write!(out, "the plan is not proven: {fault}; solve it anew"),
            Self::Override { at } => write!(
                out,
                "override {at} names a seeker or a choice that is not there, or a seeker twice; name each seeker once"
            ),
        }
    }
}

impl std::error::Error for Unlike {}

/// What the overrides cost.
///
/// # Errors
/// [`Unlike`]: the plan is not proven, or an override does not speak of it.
pub fn overrides(
    problem: &Transport<Worth>,
    solution: &Solution<Worth>,
    seekers: &[Seeker],
    made: &[Override],
) -> Result<Overrides, Unlike> {
    let exchange = Exchange::of(problem, solution).map_err(Unlike::Plan)?;
    let mut fixed: Vec<Option<Option<u32>>> = vec![None; problem.seekers.len()];
    for (at, one) in (0..).zip(made) {
        let row = problem.seekers.get(one.seeker as usize).ok_or(Unlike::Override { at })?;
        let known = one.instead.is_none_or(|instead| (instead as usize) < row.len());
        let again = fixed[one.seeker as usize].replace(one.instead).is_some();
        if !known || again {
            return Err(Unlike::Override { at });
        }
    }
    let each: Vec<_> = made.iter().map(|one| (*one, exchange.regret(one.seeker, one.instead))).collect();
    let mut counts: BTreeMap<(u32, bool, Option<u32>), (u32, u32)> = BTreeMap::new();
    for (one, regret) in &each {
        let group = seekers.get(one.seeker as usize).and_then(|seeker| seeker.group);
        let (count, free) = counts.entry((one.reason, group.is_none(), group)).or_default();
        *count += 1;
        *free += u32::from(*regret == Some(Worth::default()));
    }
    let counted =
        counts.into_iter().map(|((reason, _, group), (count, free))| Counted { reason, group, count, free }).collect();
    Ok(Overrides { each, together: around(problem, &fixed).map(|worth| solution.worth - worth), counted })
}

/// What the best plan around fixed decisions is worth; nothing where they need more room than there is.
fn around(problem: &Transport<Worth>, fixed: &[Option<Option<u32>>]) -> Option<Worth> {
    let mut rest = problem.clone();
    let mut worth = Worth::default();
    for (at, decided) in fixed.iter().enumerate() {
        let Some(decided) = decided else { continue };
        rest.seekers[at].clear();
        if let Some(choice) = decided {
            let choice = problem.seekers[at][*choice as usize];
            let room = &mut rest.room[choice.place as usize];
            *room = room.checked_sub(1)?;
            worth += choice.gain;
        }
    }
    Some(worth + solve(&rest).worth)
}
