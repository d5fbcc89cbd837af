//! What prices prove, checked in whole numbers, without trusting whoever found them.
//!
//! Weak duality, in any problem of this kind: whatever the prices, no plan adds more on a level than all rooms at their
//! prices, and for each household the most that a choice of its own leaves after paying for what it takes. That a plan
//! must be at least as good on the levels above, and must reach the floors, is paid for in the same way. Prices are in
//! [`ONE`]ths, so that sums are exact. (Geoffrion, *Lagrangean relaxation for integer programming*, 1974.)

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Broken, Household, Joint, Plan, Stay, Take};
use crate::Worth;

/// How many levels are proven; the lot, which comes last, is drawn between plans that are equal in all else.
pub const PROVEN_LEVELS: usize = Worth::LEVELS - 1;

/// Prices and multipliers are in such parts.
pub const ONE: i64 = 1 << 20;

/// Prices for one level. None is below zero.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Prices {
    /// For each place, for each unit of it.
    pub places: Vec<i64>,
    /// For each level above, what one unit of it is worth on this one.
    pub above: Vec<i64>,
    /// For each floor, what one household more is worth.
    pub floors: Vec<i64>,
}

/// Which part of a bundle a branch speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Part {
    /// Where the household lives: whether it takes a place.
    Stay,
    /// Which stay it is, by its position: two may take the same places.
    Which,
    /// Where one of its workers works.
    Worker(u32),
}

/// That a part of a household's bundle takes a place, or that it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// Whose.
    pub household: u32,
    /// Which part of the bundle.
    pub part: Part,
    /// Which place; which stay, for [`Part::Which`].
    pub place: u32,
    /// Whether it takes it.
    pub takes: bool,
}

impl Limit {
    /// Whether a stay of the household may be chosen.
    pub(super) fn allows(&self, at: usize, stay: &Stay) -> bool {
        match self.part {
            Part::Stay => stay.takes.iter().any(|take| take.place == self.place) == self.takes,
            Part::Which => (at == self.place as usize) == self.takes,
            Part::Worker(_) => true,
        }
    }
}

/// Why no plan within some limits is better than the one proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Proof {
    /// Level by level, prices show that no plan adds more; the last of them that none adds as much, or all levels are
    /// equal.
    Prices(Vec<Prices>),
    /// For each place what one unit is worth, on all levels at once: no plan is worth more than all rooms at these prices,
    /// and what each household has left at most. (Weak duality needs nothing but sums and an order.)
    Values(Vec<Worth>),
    /// Those who must be at this place need more than there is, or are not alike.
    Crowded {
        /// Which place.
        place: u32,
    },
    /// Either a part of a bundle takes a place, or it does not.
    Either {
        /// Whose.
        household: u32,
        /// Which part.
        part: Part,
        /// Which place.
        place: u32,
        /// Why not, if it does.
        taken: Box<Proof>,
        /// Why not, if it does not.
        left: Box<Proof>,
    },
}

/// What is wrong with a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The plan itself may not be.
    Plan(Broken),
    /// The plan is not worth what is said.
    Worth,
    /// Prices are missing, or below zero.
    Prices,
    /// A level could be better than the plan by this much, for all that is shown.
    Gap {
        /// The level, from zero.
        level: usize,
        /// By how much, at most.
        by: i64,
    },
    /// A place said to be crowded is not.
    NotCrowded {
        /// Which place.
        place: u32,
    },
    /// The parts that are proven are not those of the problem, or a part is neither priced nor proven.
    Parts,
    /// A demand is not one of the problem, or not one of the households whose proof is given.
    Demand,
    /// The proof goes too deep to be followed.
    TooDeep,
}

impl From<Broken> for Fault {
    fn from(broken: Broken) -> Self {
        Self::Plan(broken)
    }
}

/// The deepest tree that is followed.
const DEEPEST: usize = 4_000;

/// Checks that a plan may be, is worth what is said, and that no other plan is better.
///
/// # Errors
/// [`Fault`]: the first thing that does not hold.
pub fn check(problem: &Joint, plan: &Plan, worth: Worth, proof: &Proof) -> Result<(), Fault> {
    if problem.worth(plan)? != worth {
        return Err(Fault::Worth);
    }
    follow(problem, worth, proof, &mut Vec::new())
}

/// Checks that no plan may be at all: none is worth even less than anything that a plan could be.
///
/// # Errors
/// [`Fault`]: the first thing that does not hold.
pub(super) fn check_impossible(problem: &Joint, proof: &Proof) -> Result<(), Fault> {
    follow(problem, problem.lowest(), proof, &mut Vec::new())
}

fn follow(problem: &Joint, worth: Worth, proof: &Proof, limits: &mut Vec<Limit>) -> Result<(), Fault> {
    match proof {
        Proof::Prices(levels) => none_better(problem, limits, worth, levels),
        Proof::Values(prices) if limits.is_empty() => none_above(problem, worth, prices),
        Proof::Values(_) => Err(Fault::Prices),
        Proof::Crowded { place } => {
            if is_crowded(problem, limits, *place) {
                Ok(())
            } else {
                Err(Fault::NotCrowded { place: *place })
            }
        }
        Proof::Either { household, part, place, taken, left } => {
            if limits.len() >= DEEPEST {
                return Err(Fault::TooDeep);
            }
            for (takes, proof) in [(true, taken), (false, left)] {
                limits.push(Limit { household: *household, part: *part, place: *place, takes });
                follow(problem, worth, proof, limits)?;
                limits.pop();
            }
            Ok(())
        }
    }
}

/// Whether prices on all levels at once show that no plan is better.
fn none_above(problem: &Joint, than: Worth, prices: &[Worth]) -> Result<(), Fault> {
    type Wide = [i128; Worth::LEVELS];
    let nothing = Wide::default();
    let times = |worth: Worth, count: i128| worth.levels().map(|level| i128::from(level) * count);
    let sum = |one: Wide, other: Wide| -> Wide { std::array::from_fn(|at| one[at] + other[at]) };
    if prices.len() != problem.places.len() || prices.iter().any(|price| *price < Worth::default()) {
        return Err(Fault::Prices);
    }
    let rooms = problem.places.iter().zip(prices);
    let mut most = rooms.fold(nothing, |all, (place, price)| sum(all, times(*price, i128::from(place.room))));
    for household in &problem.households {
        let left = household.stays.iter().map(|stay| {
            let paid = |take: &Take| times(prices[take.place as usize], -i128::from(take.units));
            let after = stay.takes.iter().fold(times(stay.worth, 1), |after, take| sum(after, paid(take)));
            household.workers.iter().fold(after, |after, jobs| {
                let within = jobs
                    .iter()
                    .filter(|job| problem.places[job.place as usize].reached_from.binary_search(&stay.area).is_ok());
                let job = within.map(|job| sum(times(job.worth, 1), times(prices[job.place as usize], -1))).max();
                sum(after, job.map_or(nothing, |job| job.max(nothing)))
            })
        });
        let best = left.max();
        most = match best {
            Some(best) if household.locked => sum(most, best),
            None if household.locked => return Ok(()),
            other => sum(most, other.map_or(nothing, |best| best.max(nothing))),
        };
    }
    let reached = than.levels();
    for level in 0..PROVEN_LEVELS {
        let by = most[level] - i128::from(reached[level]);
        if by > 0 {
            return Err(Fault::Gap { level, by: i64::try_from(by).unwrap_or(i64::MAX) });
        }
        if by < 0 {
            break;
        }
    }
    Ok(())
}

/// Whether prices show, level by level, that no plan within limits is better.
pub(super) fn none_better(problem: &Joint, limits: &[Limit], than: Worth, levels: &[Prices]) -> Result<(), Fault> {
    let reached = than.levels();
    for level in 0..PROVEN_LEVELS {
        let prices = levels.get(level).ok_or(Fault::Prices)?;
        let Some(most) = most(problem, limits, level, &reached[..level], prices)? else {
            return Ok(());
        };
        if most > reached[level] {
            return Err(Fault::Gap { level, by: most - reached[level] });
        }
        if most < reached[level] {
            return Ok(());
        }
    }
    Ok(())
}

/// The most that a plan within limits adds on a level, for all that these prices show, if it reaches so much on the
/// levels above; nothing, if no plan is within the limits.
///
/// # Errors
/// [`Fault::Prices`] when prices are missing, or below zero.
pub fn most(
    problem: &Joint,
    limits: &[Limit],
    level: usize,
    reached: &[i64],
    prices: &Prices,
) -> Result<Option<i64>, Fault> {
    let lengths = [
        (prices.places.len(), problem.places.len()),
        (prices.above.len(), level),
        (reached.len(), level),
        (prices.floors.len(), problem.floors.len()),
    ];
    let mut all = prices.places.iter().chain(&prices.above).chain(&prices.floors);
    if lengths.iter().any(|(one, other)| one != other) || all.any(|price| *price < 0) {
        return Err(Fault::Prices);
    }
    let wide = i128::from;
    let rooms = problem.places.iter().zip(&prices.places);
    let mut sum: i128 = rooms.map(|(place, price)| i128::from(place.room) * wide(*price)).sum();
    sum -= reached.iter().zip(&prices.above).map(|(reached, price)| wide(*reached) * wide(*price)).sum::<i128>();
    sum -= problem
        .floors
        .iter()
        .zip(&prices.floors)
        .map(|(floor, price)| i128::from(floor.least) * wide(*price))
        .sum::<i128>();
    let mut extra = vec![0_i128; problem.households.len()];
    for (floor, price) in problem.floors.iter().zip(&prices.floors) {
        for household in &floor.households {
            extra[*household as usize] += wide(*price);
        }
    }
    let gain = |worth: Worth| {
        let levels = worth.levels();
        let above: i128 =
            levels[..level].iter().zip(&prices.above).map(|(amount, price)| wide(*amount) * wide(*price)).sum();
        wide(levels[level]) * wide(ONE) + above
    };
    let mut by_household: Vec<Vec<Limit>> = vec![Vec::new(); problem.households.len()];
    for limit in limits {
        by_household[limit.household as usize].push(*limit);
    }
    for (at, household) in problem.households.iter().enumerate() {
        let own = &by_household[at];
        let best = best(problem, household, own, &prices.places, &gain).map(|best| best + extra[at]);
        let must = household.locked || own.iter().any(|limit| limit.takes);
        match best {
            Some(best) if must => sum += best,
            None if must => return Ok(None),
            other => sum += other.unwrap_or(0).max(0),
        }
    }
    let most = sum.div_euclid(wide(ONE));
    Ok(Some(i64::try_from(most).unwrap_or(if most > 0 { i64::MAX } else { i64::MIN })))
}

/// The most that one household's bundle leaves after paying; nothing, if none is within its limits.
fn best(
    problem: &Joint,
    household: &Household,
    limits: &[Limit],
    prices: &[i64],
    gain: &impl Fn(Worth) -> i128,
) -> Option<i128> {
    let price = |place: u32| i128::from(prices[place as usize]);
    let of = |part: Part| limits.iter().filter(move |limit| limit.part == part);
    let mut best: Option<i128> = None;
    for (at, stay) in household.stays.iter().enumerate() {
        if !limits.iter().all(|limit| limit.allows(at, stay)) {
            continue;
        }
        let paid: i128 = stay.takes.iter().map(|take| i128::from(take.units) * price(take.place)).sum();
        let mut left = gain(stay.worth) - paid;
        let mut possible = true;
        for (worker, jobs) in (0_u32..).zip(&household.workers) {
            let part = Part::Worker(worker);
            let may = |place: u32| of(part).all(|limit| (limit.place == place) == limit.takes);
            let within = jobs.iter().filter(|job| {
                may(job.place) && problem.places[job.place as usize].reached_from.binary_search(&stay.area).is_ok()
            });
            let job = within.map(|job| gain(job.worth) - price(job.place)).max();
            let must = of(part).any(|limit| limit.takes);
            match job {
                Some(job) if must => left += job,
                None if must => possible = false,
                other => left += other.unwrap_or(0).max(0),
            }
        }
        if possible {
            best = best.max(Some(left));
        }
    }
    best
}

/// Whether those who must be at a place need more than there is, or are not alike.
pub(super) fn is_crowded(problem: &Joint, limits: &[Limit], place: u32) -> bool {
    let mut needed: u64 = 0;
    let mut companies: Vec<u32> = Vec::new();
    let takers = limits.iter().filter(|limit| limit.takes);
    for household in takers.clone().map(|limit| limit.household).collect::<BTreeSet<u32>>() {
        let own = limits.iter().filter(|limit| limit.household == household);
        let stays = problem.households[household as usize].stays.iter().enumerate();
        let stays = stays.filter(|(at, stay)| own.clone().all(|limit| limit.allows(*at, stay)));
        let at = |stay: &Stay| stay.takes.iter().find(|take| take.place == place).copied();
        let takes: Vec<Option<Take>> = stays.map(|(_, stay)| at(stay)).collect();
        needed += takes.iter().map(|take| take.map_or(0, |take| u64::from(take.units))).min().unwrap_or(0);
        // Whoever could be of this company or of that proves nothing.
        if let Some(Some(first)) = takes.first()
            && takes.iter().all(|take| take.is_some_and(|take| take.company == first.company))
        {
            companies.push(first.company);
        }
    }
    let at_work = |limit: &&Limit| matches!(limit.part, Part::Worker(_)) && limit.place == place;
    needed += takers.filter(at_work).map(|limit| (limit.household, limit.part)).collect::<BTreeSet<_>>().len() as u64;
    let alike = companies.windows(2).all(|two| two[0] == two[1]);
    needed > u64::from(problem.places[place as usize].room) || (problem.places[place as usize].alike && !alike)
}
