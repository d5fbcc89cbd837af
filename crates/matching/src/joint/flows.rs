//! Where everybody takes one unit of one place, the problem is a transport, and the flow solves and proves it. Where
//! households take more, the flow still moves what can be moved by itself: homes while work and school stay as they are,
//! work while homes stay. It finds long exchanges that no search among a few neighbours sees.

use super::{Bundle, Household, Joint, Plan, Stay};
use crate::Worth;
use crate::flow::{Choice, Transport, solve};

/// The best plan, and prices that prove it, where everybody takes one unit of one place; nothing where somebody does not.
pub(super) fn alone(problem: &Joint) -> Option<(Plan, Worth, Vec<Worth>)> {
    let simple = |own: &Household| {
        let mut takes = own.stays.iter().map(|stay| stay.takes.as_slice());
        !own.locked
            && own.workers.iter().all(Vec::is_empty)
            && takes
                .all(|takes| matches!(takes, [take] if take.units == 1 && !problem.places[take.place as usize].alike))
    };
    if !problem.floors.is_empty() || !problem.households.iter().all(simple) {
        return None;
    }
    let mut rows: Vec<Vec<(u32, Choice<Worth>)>> = Vec::with_capacity(problem.households.len());
    for own in &problem.households {
        let mut row: Vec<(u32, Choice<Worth>)> = (0..)
            .zip(&own.stays)
            .map(|(at, stay)| (at, Choice { place: stay.takes[0].place, gain: stay.worth }))
            .collect();
        // Two stays may take the same place: the better one speaks for it.
        row.sort_by(|(_, one), (_, other)| one.place.cmp(&other.place).then(other.gain.cmp(&one.gain)));
        row.dedup_by_key(|(_, choice)| choice.place);
        rows.push(row);
    }
    let room = problem.places.iter().map(|place| place.room).collect();
    let seekers = rows.iter().map(|row| row.iter().map(|(_, choice)| *choice).collect()).collect();
    let solution = solve(&Transport { room, seekers });
    let plan = rows.iter().zip(&problem.households).zip(&solution.taken).map(|((row, own), taken)| {
        let (stay, _) = row[(*taken)? as usize];
        Some(Bundle { stay, jobs: vec![None; own.workers.len()] })
    });
    Some((plan.collect(), solution.worth, solution.prices))
}

/// The plan, or a better one: homes and work moved in turn as long as it helps.
pub(super) fn polished(problem: &Joint, plan: Plan, worth: Worth) -> (Plan, Worth) {
    let (mut plan, mut worth) = (plan, worth);
    loop {
        let before = worth;
        for moved in [homes, work] {
            let other = moved(problem, &plan);
            if let Ok(reached) = problem.worth(&other)
                && reached > worth
            {
                (plan, worth) = (other, reached);
            }
        }
        if worth == before {
            return (plan, worth);
        }
    }
}

fn rooms_left(problem: &Joint, plan: &Plan) -> Vec<u32> {
    let mut left: Vec<u32> = problem.places.iter().map(|place| place.room).collect();
    for (own, bundle) in problem.households.iter().zip(plan) {
        for (place, units, _) in bundle.iter().flat_map(|bundle| own.takes(bundle)) {
            left[place as usize] -= units;
        }
    }
    left
}

/// The one place that a stay takes besides what is kept; nothing, if it takes other things too.
fn besides(problem: &Joint, kept: &[(u32, u32)], stay: &Stay) -> Option<u32> {
    let mut own = stay.takes.iter().filter(|take| !kept.contains(&(take.place, take.units)));
    let take = own.next().filter(|take| take.units == 1 && !problem.places[take.place as usize].alike)?;
    (own.next().is_none() && stay.takes.len() == kept.len() + 1).then_some(take.place)
}

/// Who is placed changes homes, and who is without may come in, while work and school stay as they are.
fn homes(problem: &Joint, plan: &Plan) -> Plan {
    let mut left = rooms_left(problem, plan);
    let mut seekers: Vec<Vec<Choice<Worth>>> = Vec::new();
    let mut which: Vec<Vec<u32>> = Vec::new();
    for (own, bundle) in problem.households.iter().zip(plan) {
        let (mut row, mut stays) = (Vec::new(), Vec::new());
        let here = bundle.as_ref().map(|bundle| &own.stays[bundle.stay as usize]);
        let jobs: Vec<_> = own.workers.iter().zip(bundle.iter().flat_map(|bundle| &bundle.jobs)).collect();
        let jobs: Vec<_> = jobs.into_iter().filter_map(|(jobs, job)| Some(jobs[(*job)? as usize])).collect();
        let earned = jobs.iter().fold(Worth::default(), |sum, job| sum + job.worth);
        // Each thing taken may be the one that changes; a home is what is taken first.
        let moving = here.and_then(|stay| stay.takes.first()).map(|take| take.place);
        let kept: Vec<(u32, u32)> = here.map_or(Vec::new(), |stay| {
            stay.takes.iter().filter(|take| Some(take.place) != moving).map(|take| (take.place, take.units)).collect()
        });
        let moves = here.is_none_or(|stay| besides(problem, &kept, stay).is_some());
        if moves {
            if let Some(place) = moving {
                left[place as usize] += 1;
            }
            for (at, stay) in (0..).zip(&own.stays) {
                let Some(place) = besides(problem, &kept, stay) else {
                    continue;
                };
                let reached = |area: u32| {
                    jobs.iter().all(|job| problem.places[job.place as usize].reached_from.binary_search(&area).is_ok())
                };
                if reached(stay.area) {
                    row.push((at, Choice { place, gain: stay.worth + earned }));
                }
            }
            row.sort_by(|(_, one), (_, other)| one.place.cmp(&other.place).then(other.gain.cmp(&one.gain)));
            row.dedup_by_key(|(_, choice)| choice.place);
            stays.extend(row.iter().map(|(at, _)| *at));
        }
        seekers.push(row.into_iter().map(|(_, choice)| choice).collect());
        which.push(stays);
    }
    let solution = solve(&Transport { room: left, seekers });
    let mut plan = plan.clone();
    for (at, (taken, stays)) in solution.taken.iter().zip(which).enumerate() {
        if stays.is_empty() {
            continue;
        }
        let without = || vec![None; problem.households[at].workers.len()];
        plan[at] = taken.map(|taken| Bundle {
            stay: stays[taken as usize],
            jobs: plan[at].as_ref().map_or_else(without, |bundle| bundle.jobs.clone()),
        });
    }
    plan
}

/// All workers change openings, while everybody lives where they live.
fn work(problem: &Joint, plan: &Plan) -> Plan {
    let mut left = rooms_left(problem, plan);
    let mut seekers: Vec<Vec<Choice<Worth>>> = Vec::new();
    let mut which: Vec<(usize, usize, Vec<u32>)> = Vec::new();
    for (at, (own, bundle)) in problem.households.iter().zip(plan).enumerate() {
        let Some(bundle) = bundle else { continue };
        let area = own.stays[bundle.stay as usize].area;
        for (worker, (jobs, job)) in own.workers.iter().zip(&bundle.jobs).enumerate() {
            if let Some(job) = job {
                left[jobs[*job as usize].place as usize] += 1;
            }
            let within = (0..)
                .zip(jobs)
                .filter(|(_, job)| problem.places[job.place as usize].reached_from.binary_search(&area).is_ok());
            let (positions, row) = within.map(|(at, job)| (at, Choice { place: job.place, gain: job.worth })).unzip();
            seekers.push(row);
            which.push((at, worker, positions));
        }
    }
    let solution = solve(&Transport { room: left, seekers });
    let mut plan = plan.clone();
    for (taken, (at, worker, positions)) in solution.taken.iter().zip(which) {
        if let Some(bundle) = &mut plan[at] {
            bundle.jobs[worker] = taken.map(|taken| positions[taken as usize]);
        }
    }
    plan
}
