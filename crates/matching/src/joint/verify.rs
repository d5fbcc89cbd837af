//! Checks answers without trusting how they were found, part by part: nothing here knows of any search.

use super::proof::{Fault, PROVEN_LEVELS, check, check_impossible, most};
use super::solve::{Answer, Demand, Gap, Known, ProvenPart};
use super::split::parts;
use super::{Joint, Plan, Prices, Proof};

/// Checks an answer: that the plan may be and is worth what is said, that nothing is better where that is claimed, that
/// the gap is no larger than said, and that there is no plan where that is claimed.
///
/// Not checked, as nothing proves it: that no demand of a core could be left out, and that the plan has the best lot.
///
/// # Errors
/// [`Fault`]: the first thing that does not hold.
pub fn verify(problem: &Joint, answer: &Answer) -> Result<(), Fault> {
    match &answer.known {
        Known::Open => return Ok(()),
        Known::Infeasible { core, households, proof } => return impossible(problem, core, households, proof),
        Known::Optimal { .. } | Known::Feasible { .. } => {}
    }
    if problem.worth(&answer.plan)? != answer.worth {
        return Err(Fault::Worth);
    }
    match &answer.known {
        Known::Optimal { parts: proven } => {
            for households in parts(problem) {
                whole(problem, &answer.plan, &households, proven)?;
            }
        }
        Known::Feasible { gap, parts, proven } => within(problem, answer, gap, parts, proven)?,
        Known::Infeasible { .. } | Known::Open => {}
    }
    Ok(())
}

/// That a part's plan is the best there is.
fn whole(problem: &Joint, plan: &Plan, households: &[u32], proven: &[ProvenPart]) -> Result<(), Fault> {
    let part = proven.iter().find(|part| part.households == households).ok_or(Fault::Parts)?;
    check(&problem.part(households), &of_part(plan, households), part.worth, &part.proof)
}

/// That all parts together are no further from the best than said.
fn within(
    problem: &Joint,
    answer: &Answer,
    gap: &Gap,
    priced: &[(Vec<u32>, Vec<Prices>)],
    proven: &[ProvenPart],
) -> Result<(), Fault> {
    if gap.proven >= PROVEN_LEVELS {
        return Err(Fault::Parts);
    }
    if gap.reached != answer.worth.levels()[gap.proven] {
        return Err(Fault::Worth);
    }
    let mut most_of_all: i64 = 0;
    for households in parts(problem) {
        let part = problem.part(&households);
        let worth = part.worth(&of_part(&answer.plan, &households))?.levels();
        let Some((_, prices)) = priced.iter().find(|(which, _)| *which == households) else {
            whole(problem, &answer.plan, &households, proven)?;
            most_of_all = most_of_all.saturating_add(worth[gap.proven]);
            continue;
        };
        for level in 0..=gap.proven {
            let prices = prices.get(level).ok_or(Fault::Prices)?;
            let most = most(&part, &[], level, &worth[..level], prices)?.unwrap_or(i64::MIN).max(worth[level]);
            if level == gap.proven {
                most_of_all = most_of_all.saturating_add(most);
            } else if most > worth[level] {
                return Err(Fault::Gap { level, by: most - worth[level] });
            }
        }
    }
    if most_of_all > gap.most {
        return Err(Fault::Gap { level: gap.proven, by: most_of_all - gap.most });
    }
    Ok(())
}

/// That some households cannot have what is demanded for them. The places are there for them alone, so whatever others
/// take, it does not become possible.
fn impossible(problem: &Joint, core: &[Demand], households: &[u32], proof: &Proof) -> Result<(), Fault> {
    let there = households.iter().all(|at| (*at as usize) < problem.households.len());
    if !there || !households.windows(2).all(|two| two[0] < two[1]) {
        return Err(Fault::Parts);
    }
    let known = |at: &u32| households.binary_search(at).is_ok();
    let ours = core.iter().all(|demand| match demand {
        Demand::Locked(at) => known(at) && problem.households[*at as usize].locked,
        Demand::Floor(at) => problem.floors.get(*at as usize).is_some_and(|floor| floor.households.iter().all(known)),
    });
    if core.is_empty() || !ours {
        return Err(Fault::Demand);
    }
    check_impossible(&problem.demanding(core).part(households), proof)
}

fn of_part(plan: &Plan, households: &[u32]) -> Plan {
    households.iter().map(|at| plan[*at as usize].clone()).collect()
}
