//! What a run means for whom: worked out with it and kept with it, so that it can be read later whatever has changed since.
//! Nothing here feeds back into a plan, and the run obeys no floor: what one would cost is told to people.

use std::collections::HashMap;

use kernel::Uuid;
use matching::Worth;
use matching::desk::{Kind, Plan, Table};
use matching::fairness::{
    self, GroupFloor, Outcome, Override, Row, Seeker, Unmet, allocation, compare, envy, first_come, floor_costs,
    overdue,
};
use matching::flow::{Solution, Transport};
use serde::{Deserialize, Serialize};

use crate::groups::{Floor, Groups, Lens};

/// Beyond so many days somebody waits too long although there is an option: our own practice, *to verify*.
pub const TOO_LONG: i64 = 180;

/// Placements and waiting by group, in one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ByGroup {
    /// By what.
    pub lens: Lens,
    /// Group by group; last, those of whom it is not known.
    pub rows: Vec<Row>,
}

/// Somebody who does worse than if whoever waits longest had chosen first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Loser {
    /// Who.
    pub seeker: Uuid,
    /// Whether it would have had a place, or a better one.
    pub outcome: Outcome,
}

/// What a declared floor costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct FloorTold {
    /// The floor.
    pub floor: Floor,
    /// How many that is.
    pub least: u32,
    /// How many the group is.
    pub members: u32,
    /// How many of it are placed without the floor, all others kept.
    pub without: u32,
    /// How many with it; nothing where it cannot be met.
    pub with: Option<u32>,
    /// What the plan would be worth less by it.
    pub costs: Worth,
    /// How many others would lose their place by it.
    pub lose: u32,
}

/// What a run means for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Fairness {
    /// Placements and waiting by group.
    pub tables: Vec<ByGroup>,
    /// Against the queue: how many of each outcome, in the order of [`Outcome::ALL`].
    pub against: [u32; 6],
    /// Who does worse than in the queue.
    pub losers: Vec<Loser>,
    /// How many would rather have a place that somebody has who comes after them.
    pub envious: u32,
    /// Who waits for more than [`TOO_LONG`] days although there is an option, with the days.
    pub overdue: Vec<(Uuid, i64)>,
    /// What each declared floor costs.
    pub floors: Vec<FloorTold>,
}

/// Who is of which groups.
pub type GroupsOf = HashMap<Uuid, Groups>;

/// What a plan means for whom.
pub fn of<K: Kind>(table: &Table<K>, plan: &Plan, groups: &GroupsOf, floors: &[Floor]) -> Fairness {
    let problem = table.problem();
    let taken = &plan.solution().taken;
    let seekers = fairness::seekers(table, |_| None);
    let mut placed = vec![false; seekers.len()];
    for one in &plan.proposal.taken {
        if let Some(at) = table.seeker(one.pair.seeker) {
            placed[at as usize] = true;
        }
    }
    let queue = first_come(problem, &seekers, table.ask().seed);
    let compared = compare(problem, &seekers, taken, &queue);
    let key = |at: u32| seekers[at as usize].key;
    let mut envious: Vec<u32> = envy(problem, &seekers, taken).iter().map(|one| one.seeker).collect();
    envious.dedup();
    Fairness {
        tables: by_group(&seekers, &placed, groups),
        against: counted(&compared),
        losers: compared.losers.iter().map(|one| Loser { seeker: key(one.seeker), outcome: one.outcome }).collect(),
        envious: u32::try_from(envious.len()).unwrap_or(u32::MAX),
        overdue: overdue(problem, &seekers, taken, TOO_LONG).iter().map(|one| (key(one.seeker), one.waited)).collect(),
        floors: told_floors(problem, &seekers, &placed, groups, floors),
    }
}

/// How many of each outcome there are, whatever the group.
pub(crate) fn counted(compared: &fairness::Compared) -> [u32; 6] {
    let mut counts = [0; 6];
    for (_, own) in &compared.by_group {
        counts.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
    }
    counts
}

/// The same seekers with the groups of one table.
fn labelled(seekers: &[Seeker], groups: &GroupsOf, lens: Lens) -> Vec<Seeker> {
    let group = |key: Uuid| groups.get(&key).and_then(|own| own.of(lens)).map(|group| group.number());
    seekers.iter().map(|one| Seeker { group: group(one.key), ..*one }).collect()
}

/// The tables by group.
pub(crate) fn by_group(seekers: &[Seeker], placed: &[bool], groups: &GroupsOf) -> Vec<ByGroup> {
    let table = |lens: &Lens| ByGroup { lens: *lens, rows: allocation(&labelled(seekers, groups, *lens), placed) };
    Lens::ALL.iter().map(table).collect()
}

/// What each floor costs. Floors of one table are kept together, each table by itself: within one, nobody is of two groups.
fn told_floors(
    problem: &Transport<Worth>,
    seekers: &[Seeker],
    placed: &[bool],
    groups: &GroupsOf,
    floors: &[Floor],
) -> Vec<FloorTold> {
    let mut told = Vec::new();
    for lens in Lens::ALL {
        let own: Vec<Floor> = floors.iter().copied().filter(|floor| floor.group.lens() == *lens).collect();
        if own.is_empty() {
            continue;
        }
        let seekers = labelled(seekers, groups, *lens);
        let members = |floor: &Floor| {
            let number = Some(floor.group.number());
            let of = || (0..seekers.len()).filter(|at| seekers[*at].group == number);
            (
                of().count(),
                of().filter(|at| placed[*at]).count(),
                of().filter(|at| problem.seekers[*at].is_empty() && placed[*at]).count(),
            )
        };
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        // Whoever is placed by a person's decision stands outside what the engine gives away, and counts for the floor.
        let asked: Vec<(Floor, u32, u32, u32)> = own
            .iter()
            .map(|floor| {
                let (all, now, held) = members(floor);
                (*floor, count(all), count(now), count(held))
            })
            .collect();
        let wanted: Vec<GroupFloor> = asked
            .iter()
            .map(|(floor, all, _, held)| GroupFloor {
                group: floor.group.number(),
                least: floor.least(*all).saturating_sub(*held),
            })
            .collect();
        let costs = floor_costs(problem, &seekers, &wanted);
        for (at, (floor, members, now, held)) in asked.into_iter().enumerate() {
            let blank = FloorTold {
                floor,
                least: floor.least(members),
                members,
                without: now,
                with: None,
                costs: Worth::default(),
                lose: 0,
            };
            told.push(match &costs {
                Ok(cost) => {
                    let one = &cost.each[at];
                    let (without, with) = (one.without + held, Some(one.with + held));
                    FloorTold { without, with, costs: one.costs, lose: count(one.lose.len()), ..blank }
                }
                Err(Unmet::Impossible { .. } | Unmet::Malformed(_)) => blank,
            });
        }
    }
    told
}

/// What people decided otherwise cost the plan, each by itself and all together; nothing where it cannot be told.
pub(crate) fn cost_of(
    problem: &Transport<Worth>,
    solution: &Solution<Worth>,
    made: &[Override],
) -> Option<(Vec<Option<Worth>>, Option<Worth>)> {
    let told = fairness::overrides(problem, solution, &[], made).ok()?;
    Some((told.each.into_iter().map(|(_, cost)| cost).collect(), told.together))
}
