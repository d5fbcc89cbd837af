//! How long a whole desk takes: pairs considered, a plan with its certificate, everybody in short, what territories lack,
//! some of the costly explanations, and a new plan after one change.
//! Usage: explain_everything [SEEKERS [OFFERS [TERRITORIES [THREADS [SEED]]]]]

use std::error::Error;
use std::time::Instant;

use matching::desk::{Ask, Homes, Table};
use matching::explain::{Explainer, Goal, Held};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

#[path = "../tests/desk/invented.rs"]
mod invented;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<u64> = std::env::args().skip(1).map(|word| word.parse()).collect::<Result<_, _>>()?;
    let word = |at: usize, other: u64| words.get(at).copied().unwrap_or(other);
    let size = invented::Size {
        seekers: usize::try_from(word(0, 10_000))?,
        offers: usize::try_from(word(1, 1_000))?,
        territories: usize::try_from(word(2, 60))?,
        unknown: 0.02,
    };
    let threads = usize::try_from(word(3, 2))?;
    let ask: Ask<Homes> = invented::ask(&mut ChaCha8Rng::seed_from_u64(word(4, 1)), size);

    let begin = Instant::now();
    let table = Table::lay(ask.clone(), threads)?;
    let laid = begin.elapsed();
    let possible: usize = table.problem().seekers.iter().map(Vec::len).sum();
    let kept: usize = (0..size.seekers).map(|at| table.row(u32::try_from(at).unwrap_or_default()).len()).sum();
    println!("{} x {}: {possible} possible pairs, {} wait for an answer", size.seekers, size.offers, kept - possible);
    println!("pairs considered            {laid:>10.2?}");

    let step = Instant::now();
    let plan = table.plan().map_err(|conflicts| format!("{conflicts:?}"))?;
    println!("plan                        {:>10.2?}  {} placed", step.elapsed(), plan.proposal.taken.len());
    let step = Instant::now();
    table.check(&plan.proposal)?;
    println!("certificate checked         {:>10.2?}", step.elapsed());
    let step = Instant::now();
    let questions = table.questions(&plan).len();
    println!("questions ranked            {:>10.2?}  {questions}", step.elapsed());
    let step = Instant::now();
    let explainer = Explainer::of(&table, &plan, threads)?;
    println!("exchange, one more each     {:>10.2?}", step.elapsed());
    let step = Instant::now();
    let everybody = explainer.everybody();
    println!("everybody in short          {:>10.2?}  {}", step.elapsed(), everybody.len());
    let step = Instant::now();
    let lacks = explainer.lacks();
    println!("what territories lack       {:>10.2?}  {}", step.elapsed(), lacks.len());
    println!("EVERYTHING                  {:>10.2?}", begin.elapsed());

    let step = Instant::now();
    let rules = explainer.held_back().len();
    println!("what rules hold back        {:>10.2?}  {rules}", step.elapsed());
    let step = Instant::now();
    let why = (0..size.seekers).step_by(100).filter_map(|at| explainer.why_this(u32::try_from(at).ok()?));
    let count = why.count();
    println!("why this, of a hundredth    {:>10.2?}  {count}", step.elapsed());
    let without = everybody.iter().zip(0..).filter(|(one, _)| !matches!(one.held, Held::Placed { .. }));
    for (_, seeker) in without.step_by(700).take(5) {
        let step = Instant::now();
        let flips = explainer.what_would_change(seeker, Goal::Placed);
        println!("what would change, one seeker {:>8.2?}  {} ways", step.elapsed(), flips.len());
    }

    let mut changed = ask;
    let taken = plan.proposal.taken.first().map(|one| one.pair.offer);
    changed.offers.retain(|home| Some(home.id.as_uuid()) != taken);
    let step = Instant::now();
    let again = Table::relay(changed, &table, threads)?;
    let new = again.plan_from(&plan.proposal).map_err(|conflicts| format!("{conflicts:?}"))?;
    println!("a home withdrawn, new plan  {:>10.2?}  {} placed", step.elapsed(), new.proposal.taken.len());
    Ok(())
}
