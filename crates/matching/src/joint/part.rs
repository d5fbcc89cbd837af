//! One part of a problem, planned and proven level by level. What work adds nothing to is decided first, by homes and
//! schools alone: who is placed at all. Then everybody who is placed stays so, and where they live and work becomes better.

use super::branch::Tree;
use super::dual::Duals;
use super::proof::{PROVEN_LEVELS, Prices, Proof, most, none_better};
use super::ready::{Narrowed, Ready};
use super::solve::{Effort, Gap};
use super::work::Work;
use super::{Bundle, Joint, Plan, flows};
use crate::Worth;

/// With more choices than this, a proof by cases has fewer nodes; with ten times as many, none.
const FEW_CHOICES: usize = 600;

/// What came of one part.
pub(super) struct Solved {
    pub(super) plan: Plan,
    pub(super) worth: Worth,
    pub(super) known: PartKnown,
    pub(super) prices: Vec<Prices>,
}

pub(super) enum PartKnown {
    Proven(Proof),
    Gap(Gap, Vec<Prices>),
    Open,
    Impossible(Proof),
}

impl Solved {
    fn nothing(known: PartKnown) -> Self {
        Self { plan: Plan::new(), worth: Worth::default(), known, prices: Vec::new() }
    }

    /// Why there is no plan, if there is none.
    pub(super) fn impossible(&self) -> Option<&Proof> {
        if let PartKnown::Impossible(proof) = &self.known { Some(proof) } else { None }
    }
}

/// Plans and proves. `before` and `prices` are where to begin.
pub(super) fn solve_part(
    problem: &Joint,
    effort: &Effort,
    before: Option<&Plan>,
    prices: &[Prices],
    stop: &(dyn Fn() -> bool + Sync),
) -> Solved {
    if let Some((plan, worth, prices)) = flows::alone(problem) {
        return Solved { plan, worth, known: PartKnown::Proven(Proof::Values(prices)), prices: Vec::new() };
    }
    let given = (effort, stop);
    let mut duals: Vec<Duals> = Vec::new();
    let begin = before.cloned().unwrap_or_default();
    let first = first_of_work(problem);
    let housed = if first > 0 { housed(problem, given, &begin, (first, prices), &mut duals) } else { Some(None) };
    let ready = Ready::of(problem);
    let narrowed = Narrowed::by(problem, &[]);
    let mut work = Work::new(&ready, &narrowed, given, !prices.is_empty());
    work.begin(&begin);
    let mut possible = housed.is_some();
    if let Some(plan) = housed.flatten() {
        work.housed(plan);
    }
    possible = possible && work.stage(first..PROVEN_LEVELS, &mut duals, prices);
    let mut incumbent = work.incumbent;
    let levels: Vec<Prices> = duals.iter().enumerate().map(|(level, own)| own.prices(level)).collect();
    if incumbent.as_ref().is_none_or(|(_, worth)| none_better(problem, &[], *worth, &levels).is_err()) {
        let choices: usize =
            ready.stays.iter().map(Vec::len).sum::<usize>() + ready.jobs.iter().flatten().map(Vec::len).sum::<usize>();
        let few = choices <= 10 * FEW_CHOICES;
        let nodes = if few { (effort.nodes as usize * FEW_CHOICES / choices.max(FEW_CHOICES)) as u32 } else { 0 };
        // Where prices have shown already that there is no plan, the first node says so.
        let nodes = nodes.max(u32::from(!possible));
        let mut tree = Tree { ready: &ready, nodes, rounds: effort.rounds, tries: 40, seed: effort.seed, stop };
        let proof = tree.prove(&mut Vec::new(), &duals, &mut incumbent);
        match (&incumbent, proof) {
            (Some((plan, worth)), Some(proof)) => {
                let (plan, worth) = (plan.clone(), *worth);
                return Solved { plan, worth, known: PartKnown::Proven(proof), prices: levels };
            }
            (None, Some(proof)) => return Solved::nothing(PartKnown::Impossible(proof)),
            (_, None) => {}
        }
    }
    // The levels that are proven are decided; on the last, the lot, the plan is as good as was found.
    let Some((plan, worth)) = incumbent else {
        return Solved::nothing(PartKnown::Open);
    };
    let known = match open(problem, worth, &levels) {
        Some(gap) => PartKnown::Gap(gap, levels.clone()),
        None => PartKnown::Proven(Proof::Prices(levels.clone())),
    };
    Solved { plan, worth, known, prices: levels }
}

/// Who is placed, and where, on the levels to which work adds nothing. Nothing, if there is no plan at all.
fn housed(
    problem: &Joint,
    given: (&Effort, &(dyn Fn() -> bool + Sync)),
    begin: &Plan,
    (first, prices): (usize, &[Prices]),
    duals: &mut Vec<Duals>,
) -> Option<Option<Plan>> {
    let mut bare = problem.clone();
    bare.households.iter_mut().for_each(|own| own.workers.iter_mut().for_each(Vec::clear));
    let ready = Ready::of(&bare);
    let narrowed = Narrowed::by(&bare, &[]);
    let mut work = Work::new(&ready, &narrowed, given, !prices.is_empty());
    work.begin(&begin.iter().map(|bundle| bundle.as_ref().map(Bundle::without_work)).collect());
    work.stage(0..first, duals, prices).then(|| work.incumbent.map(|(plan, _)| plan))
}

/// The first level to which any work adds or takes something, if stays decide anything before it; else zero.
fn first_of_work(problem: &Joint) -> usize {
    let first = |worth: Worth| worth.levels().iter().position(|amount| *amount != 0).unwrap_or(Worth::LEVELS);
    let jobs = problem.households.iter().flat_map(|own| own.workers.iter().flatten()).map(|job| first(job.worth)).min();
    let stays = problem.households.iter().flat_map(|own| &own.stays).map(|stay| first(stay.worth)).min();
    match (jobs, stays) {
        (Some(jobs), Some(stays)) if stays < jobs => jobs.min(PROVEN_LEVELS - 1),
        _ => 0,
    }
}

/// The first level on which prices leave open whether a plan may be better.
fn open(problem: &Joint, worth: Worth, levels: &[Prices]) -> Option<Gap> {
    let reached = worth.levels();
    (0..).zip(levels).find_map(|(level, prices)| {
        let most = most(problem, &[], level, &reached[..level], prices).ok()??;
        (most > reached[level]).then_some(Gap { proven: level, reached: reached[level], most })
    })
}
