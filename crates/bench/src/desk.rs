//! From facts to a proposal with all its explanations, for 10,000 households and 1,000 homes, on two threads: pairs
//! considered by the rules, a proven plan, everybody in short, what every territory lacks; then a new plan after one change
//! of each kind.

use std::time::Instant;

use anyhow::{anyhow, ensure};
use matching::desk::{Ask, Forbidden, Homes, Plan, Table};
use matching::explain::{Explainer, Goal, Held};
use matching::facts::Travel;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

// The households and homes that the property tests of the engine invent too.
#[path = "../../matching/tests/desk/invented.rs"]
mod invented;

const SIZE: invented::Size = invented::Size { seekers: 10_000, offers: 1_000, territories: 60, unknown: 0.02 };

const THREADS: usize = 2;

/// Of how many of those who stay without it is measured what would change it.
const ASKED: usize = 5;

/// Measures and prints.
pub(crate) fn print() -> anyhow::Result<()> {
    let ask: Ask<Homes> = invented::ask(&mut ChaCha8Rng::seed_from_u64(1), SIZE);
    let begun = Instant::now();
    let table = Table::lay(ask.clone(), THREADS)?;
    let laid = begun.elapsed();
    let plan = plan(&table)?;
    let planned = begun.elapsed();
    let explainer = Explainer::of(&table, &plan, THREADS)?;
    let everybody = explainer.everybody();
    let told = begun.elapsed();
    let lacks = explainer.lacks();
    let all = begun.elapsed();
    let possible: usize = table.problem().seekers.iter().map(Vec::len).sum();
    println!(
        "10,000 households, 1,000 homes, {possible} possible pairs: considered {:.2} s; plan and certificate {:.2} s, {} placed; everybody explained {:.2} s; what territories lack {:.2} s, {} lacks; in all {:.2} s (promise: 10 s)",
        laid.as_secs_f64(),
        (planned - laid).as_secs_f64(),
        plan.proposal.taken.len(),
        (told - planned).as_secs_f64(),
        (all - told).as_secs_f64(),
        lacks.len(),
        all.as_secs_f64()
    );
    let without = (0_u32..).zip(&everybody).filter(|(_, one)| matches!(one.held, Held::Full { .. }));
    let (mut slowest, mut ways) = (0.0_f64, 0);
    for (seeker, _) in without.step_by(700).take(ASKED) {
        let begun = Instant::now();
        ways += explainer.what_would_change(seeker, Goal::Placed).len();
        slowest = slowest.max(begun.elapsed().as_secs_f64());
    }
    println!(
        "what would change it, for one household without: {slowest:.2} s (slowest of {ASKED}); {ways} ways in all"
    );
    changes(&ask, &table, &plan)
}

/// One household and one home.
fn one_more() -> Ask<Homes> {
    invented::ask(&mut ChaCha8Rng::seed_from_u64(2), invented::Size { seekers: 1, offers: 1, ..SIZE })
}

/// A change of the facts.
type Change = fn(&mut Ask<Homes>, &Plan);

/// A new proven plan after one change of each kind, from the plan before.
fn changes(ask: &Ask<Homes>, before: &Table<Homes>, plan: &Plan) -> anyhow::Result<()> {
    let each: [(&str, Change); 5] = [
        ("a home withdrawn", |ask, plan| {
            let taken = plan.proposal.taken.first().map(|one| one.pair.offer);
            ask.offers.retain(|home| Some(home.id.as_uuid()) != taken);
        }),
        ("a home offered", |ask, _| {
            ask.offers.extend(one_more().offers);
        }),
        ("a household more", |ask, _| {
            ask.seekers.extend(one_more().seekers);
        }),
        ("a pair ruled out", |ask, plan| {
            let taken = plan.proposal.taken.first().map(|one| one.pair);
            ask.forbidden.extend(taken.map(|pair| Forbidden { pair, reason: "was there before".to_owned() }));
        }),
        ("a way measured", |ask, _| {
            let places: Vec<_> = ask.offers.iter().filter_map(|home| home.territory.clone()).take(2).collect();
            if let [from, to] = &places[..] {
                ask.distances.note(from, to, Travel { minutes: Some(12), kilometres: None });
            }
        }),
    ];
    let mut told = Vec::new();
    for (what, change) in each {
        let mut changed = ask.clone();
        change(&mut changed, plan);
        let begun = Instant::now();
        let table = Table::relay(changed, before, THREADS)?;
        let new = table.plan_from(&plan.proposal).map_err(clash)?;
        let seconds = begun.elapsed().as_secs_f64();
        ensure!(table.check(&new.proposal).is_ok(), "after {what} the plan is not proven");
        told.push(format!("{what} {seconds:.2} s"));
    }
    println!("a new proven plan after one change: {} (promise: 1 s)", told.join(", "));
    Ok(())
}

fn plan(table: &Table<Homes>) -> anyhow::Result<Plan> {
    table.plan().map_err(clash)
}

fn clash(conflicts: Vec<matching::desk::Conflict>) -> anyhow::Error {
    anyhow!("locks that clash: {conflicts:?}")
}
