//! Rounds what prices suggest into a plan: whoever nearly always makes the same choice gets it, prices are found anew for
//! the rest and what is left for them, until nobody is undecided. (Diving, as in price-and-branch: Joncour, Michel,
//! Sadykov, Sverdlov, Vanderbeck, *Column generation based primal heuristics*, 2010.)

use super::dual::{Averages, Duals, ascend};
use super::ready::{Amounts, Narrowed, Ready, amounts};
use super::search::Search;
use super::{Bundle, Joint, Plan};
use crate::Worth;

/// What a dive stands on.
pub(super) struct Dive<'a> {
    pub(super) level: usize,
    pub(super) rounds: u32,
    pub(super) tries: u64,
    pub(super) seed: u64,
    pub(super) stop: &'a dyn Fn() -> bool,
}

impl Dive<'_> {
    /// A plan, from prices and from what it must reach on the levels above.
    pub(super) fn plan(&self, problem: &Joint, duals: &Duals, reached: &Amounts) -> Option<(Plan, Worth)> {
        let mut plan: Plan = vec![None; problem.households.len()];
        let mut open: Vec<u32> = (0..problem.households.len() as u32).collect();
        let mut left: Vec<u32> = problem.places.iter().map(|place| place.room).collect();
        let (mut duals, mut reached) = (duals.clone(), *reached);
        while !open.is_empty() && !(self.stop)() {
            let (mut part, places) = problem.part_of(&open);
            for (place, at) in part.places.iter_mut().zip(&places) {
                place.room = left[*at as usize];
            }
            part.floors.clear();
            let ready = Ready::of(&part);
            let narrowed = Narrowed::by(&part, &[]);
            let start = duals.of_part(&places);
            let mut averages = Averages::new(&ready);
            let found =
                ascend(&ready, &start, &narrowed, self.level, &reached, self.rounds, self.stop, &mut |_, plan| {
                    averages.see(plan);
                })?;
            duals.take_part(&found.duals, &places);
            let chosen = surest(&part, &ready, &averages);
            let least = (open.len() / 6).max(1);
            let mut decided = Vec::new();
            for (sure, at, bundle) in chosen {
                if sure < 0.9 && decided.len() >= least {
                    break;
                }
                let household = open[at];
                if let Some(bundle) = bundle {
                    let own = &problem.households[household as usize];
                    let takes: Vec<_> = own.takes(&bundle).collect();
                    if !fits(&takes, &left) {
                        continue;
                    }
                    for (place, units, _) in takes {
                        left[place as usize] -= units;
                    }
                    let got = amounts(own.worth(&bundle));
                    for (reached, got) in reached.iter_mut().zip(got) {
                        *reached -= got;
                    }
                    plan[household as usize] = Some(bundle);
                }
                decided.push(household);
            }
            if decided.is_empty() {
                break;
            }
            decided.sort_unstable();
            open.retain(|at| decided.binary_search(at).is_err());
        }
        let ready = Ready::of(problem);
        let narrowed = Narrowed::by(problem, &[]);
        let mut search = Search::new(&ready, &narrowed, self.seed);
        search.price(&duals);
        search.begin(&plan);
        search.improve(self.tries, self.stop);
        search.plan()
    }

    /// Plans some households, rising, anew beside everybody else. The plan that results, if it is no worse.
    pub(super) fn around(
        &self,
        problem: &Joint,
        duals: &Duals,
        (plan, worth): (&Plan, Worth),
        some: &[u32],
    ) -> Option<(Plan, Worth)> {
        let (mut part, places) = problem.part_of(some);
        // Floors speak of everybody: whether they hold is asked of the whole plan.
        part.floors.clear();
        let mut left: Vec<u32> = problem.places.iter().map(|place| place.room).collect();
        for (at, bundle) in plan.iter().enumerate() {
            if let Some(bundle) = bundle.as_ref().filter(|_| some.binary_search(&(at as u32)).is_err()) {
                problem.households[at].takes(bundle).for_each(|(place, units, _)| left[place as usize] -= units);
            }
        }
        for (place, at) in part.places.iter_mut().zip(&places) {
            place.room = left[*at as usize];
        }
        let own: Plan = some.iter().map(|at| plan[*at as usize].clone()).collect();
        let before = own.iter().zip(&part.households).filter_map(|(bundle, own)| Some(own.worth(bundle.as_ref()?)));
        let reached = before.fold(Worth::default(), |sum, worth| sum + worth);
        let (found, _) = self.plan(&part, &duals.of_part(&places), &amounts(reached))?;
        let mut whole = plan.clone();
        for (at, bundle) in some.iter().zip(found) {
            whole[*at as usize] = bundle;
        }
        let after = problem.worth(&whole).ok()?;
        (after >= worth).then_some((whole, after))
    }
}

/// What each household chooses most often, the surest first.
fn surest(part: &Joint, ready: &Ready<'_>, averages: &Averages) -> Vec<(f64, usize, Option<Bundle>)> {
    let most = |row: &[f64]| {
        (0..).zip(row).max_by(|one: &(u32, &f64), other| one.1.total_cmp(other.1)).map(|(at, seen)| (at, *seen))
    };
    let mut chosen: Vec<_> = (0..part.households.len())
        .map(|at| {
            let without = 1.0 - averages.share(averages.stays[at].iter().sum());
            match most(&averages.stays[at]) {
                Some((stay, seen)) if averages.share(seen) >= without => {
                    let area = ready.areas[at].iter().find(|area| area.stays.contains(&stay));
                    let jobs = averages.jobs[at].iter().enumerate().map(|(worker, row)| {
                        let within = |job: &u32| area.is_some_and(|area| area.jobs[worker].contains(job));
                        most(row).filter(|(job, seen)| averages.share(*seen) > 0.5 && within(job)).map(|(job, _)| job)
                    });
                    (averages.share(seen), at, Some(Bundle { stay, jobs: jobs.collect() }))
                }
                _ => (without, at, None),
            }
        })
        .collect();
    chosen.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    chosen
}

fn fits(takes: &[(u32, u32, u32)], left: &[u32]) -> bool {
    takes.iter().enumerate().all(|(at, take)| {
        let before: u32 = takes[..at].iter().filter(|other| other.0 == take.0).map(|other| other.1).sum();
        left[take.0 as usize] >= take.1 + before
    })
}
