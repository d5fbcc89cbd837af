//! Who would have what, if whoever waits longest had chosen first; and who does worse than that.
//!
//! A proposal may place more people and still leave somebody worse off than the queue would have: a mean hides it. So
//! losers are listed one by one (Kube, Das, Fowler: *Allocating interventions based on predicted outcomes: a case study
//! on homelessness services*, AAAI 2019, who found that a better total left many worse off).

use std::cmp::Reverse;

use kernel::Uuid;
use serde::{Deserialize, Serialize};

use super::{Seeker, groups};
use crate::Worth;
use crate::flow::Transport;
use crate::rules::lot;

/// The plan of the queue: the urgent first, then whoever has waited longest, then by a lot from the seed; each takes the
/// free option of the highest own score (then the one kept, then that of the higher lot, then the first place). Every
/// option listed is taken rather than nothing.
#[must_use]
pub fn first_come(problem: &Transport<Worth>, seekers: &[Seeker], seed: u64) -> Vec<Option<u32>> {
    let mut order: Vec<usize> = (0..problem.seekers.len().min(seekers.len())).collect();
    let drawn = |at: usize| lot(seed, seekers[at].key, Uuid::nil());
    order.sort_by_cached_key(|at| (Reverse(seekers[*at].rank()), Reverse(drawn(*at)), *at));
    let mut left = problem.room.clone();
    let mut taken = vec![None; problem.seekers.len()];
    for seeker in order {
        let free = (0_u32..).zip(&problem.seekers[seeker]).filter(|(_, choice)| left[choice.place as usize] > 0);
        let best = free
            .max_by_key(|(_, choice)| (choice.gain.score, choice.gain.kept, choice.gain.lot, Reverse(choice.place)));
        if let Some((at, choice)) = best {
            left[choice.place as usize] -= 1;
            taken[seeker] = Some(at);
        }
    }
    taken
}

/// How one seeker does in a plan, against another plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Placed by this plan only.
    Gained,
    /// Placed by both, here with a higher own score.
    Better,
    /// Placed by both with the same score, or by neither.
    Same,
    /// Placed by both, but the yardstick knows no score for one of the places.
    Unjudged,
    /// Placed by both, here with a lower own score.
    Worse,
    /// Placed by the other plan only.
    Lost,
}

impl Outcome {
    /// All, from the best to the worst.
    pub const ALL: [Self; 6] = [Self::Gained, Self::Better, Self::Same, Self::Unjudged, Self::Worse, Self::Lost];

    /// Whether the seeker would rather have the other plan.
    #[must_use]
    pub const fn is_loss(self) -> bool {
        matches!(self, Self::Worse | Self::Lost)
    }
}

/// One seeker in two plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Against {
    /// Who.
    pub seeker: u32,
    /// How it does.
    pub outcome: Outcome,
    /// The own score here less the one there, where both are known.
    pub difference: Option<i64>,
}

/// A plan against another, seeker by seeker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Compared {
    /// Every seeker, by position.
    pub each: Vec<Against>,
    /// How many of each outcome, in the order of [`Outcome::ALL`], by group.
    pub by_group: Vec<(Option<u32>, [u32; 6])>,
    /// Who does worse, by position.
    pub losers: Vec<Against>,
}

/// Compares a proposed plan with another one: each says for every seeker which of its choices it takes.
#[must_use]
pub fn compare(
    problem: &Transport<Worth>,
    seekers: &[Seeker],
    proposed: &[Option<u32>],
    other: &[Option<u32>],
) -> Compared {
    let score = |plan: &[Option<u32>], at: usize| {
        let taken = plan.get(at).copied().flatten()?;
        Some(problem.seekers[at].get(taken as usize).map(|choice| choice.gain.score))
    };
    compared(seekers, |at| score(proposed, at), |at| score(other, at))
}

/// Compares by what is known of each seeker's place: none, one without a score, or one with a score.
pub(super) fn compared(
    seekers: &[Seeker],
    proposed: impl Fn(usize) -> Option<Option<i64>>,
    other: impl Fn(usize) -> Option<Option<i64>>,
) -> Compared {
    let against = |at: usize| {
        let (here, there) = (proposed(at), other(at));
        let difference = here.flatten().zip(there.flatten()).map(|(here, there)| here - there);
        let outcome = match (here, there, difference) {
            (None, None, _) | (.., Some(0)) => Outcome::Same,
            (Some(_), None, _) => Outcome::Gained,
            (None, Some(_), _) => Outcome::Lost,
            (Some(_), Some(_), None) => Outcome::Unjudged,
            (Some(_), Some(_), Some(difference)) if difference > 0 => Outcome::Better,
            _ => Outcome::Worse,
        };
        Against { seeker: at as u32, outcome, difference }
    };
    let each: Vec<Against> = (0..seekers.len()).map(against).collect();
    let totals = |group: Option<u32>| {
        let own = each.iter().zip(seekers).filter(|(_, seeker)| seeker.group == group);
        let mut counts = [0; 6];
        own.for_each(|(one, _)| counts[one.outcome as usize] += 1);
        (group, counts)
    };
    let by_group = groups(seekers).into_iter().map(totals).collect();
    let losers = each.iter().copied().filter(|one| one.outcome.is_loss()).collect();
    Compared { each, by_group, losers }
}
