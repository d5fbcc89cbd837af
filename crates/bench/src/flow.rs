//! One household, one place: the engine beside OR-Tools' SimpleMinCostFlow, in turn in one run, and how long explanations
//! take. OR-Tools runs in a process of its own, from the folder that `scripts/oracles` fetches it into; without a
//! network ours is measured alone.

use std::fs::File;
use std::hint::black_box;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, ensure};
use matching::Worth;
use matching::flow::{Choice, Exchange, Levelled, Solution, Transport, check, solve, solve_from};
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// How often each is measured; an odd number.
const TIMES: usize = 5;

/// Choices of each seeker.
const CHOICES: usize = 20;

/// Measures and prints.
pub(crate) fn print() -> anyhow::Result<()> {
    against_or_tools()?;
    let problem = invented(50_000, 5_000, 16, worth);
    let (seconds, plan) = timed(|| solve(&problem))?;
    println!("the same on six levels of worth: {seconds:.2} s; certificate {}", certificate(&problem, &plan));
    after_a_change(&problem, &plan)?;
    explanations("one level", &invented(10_000, 1_000, 16, |dice, _| dice.random_range(1..=1_000)))?;
    explanations("six levels", &invented(10_000, 1_000, 16, worth))
}

fn against_or_tools() -> anyhow::Result<()> {
    let problem = invented(50_000, 5_000, 16, |dice, _| dice.random_range(1..=1_000_i64));
    let units: u32 = problem.room.iter().sum();
    println!("50,000 seekers, 5,000 places with {units} units, {CHOICES} choices each");
    let python = or_tools();
    let file = std::env::temp_dir().join(format!("soglia-transport-{}.json", std::process::id()));
    if python.is_some() {
        serde_json::to_writer(BufWriter::new(File::create(&file)?), &serde_json::json!({ "problem": problem }))?;
    }
    let (mut ours, mut solving, mut whole) = (Vec::new(), Vec::new(), Vec::new());
    let (mut same, mut proven) = (true, "gap 0");
    for _ in 0..TIMES {
        let begun = Instant::now();
        let plan = black_box(solve(black_box(&problem)));
        ours.push(begun.elapsed().as_secs_f64());
        if check(&problem, &plan).is_err() {
            proven = "REFUSED";
        }
        if let Some(python) = &python {
            let theirs = theirs(python, &file)?;
            solving.push(theirs["solve"].as_f64().context("seconds")?);
            whole.push(theirs["build"].as_f64().context("seconds")? + solving.last().copied().unwrap_or_default());
            same &= theirs["worth"].as_i64() == Some(plan.worth);
        }
    }
    let ours = median(&mut ours);
    println!("ours, building included: {ours:.3} s (median of {TIMES}; promise: 1 s); certificate {proven}");
    if python.is_none() {
        println!("OR-Tools is not there: scripts/oracles --fetch-only fetches it");
        return Ok(());
    }
    std::fs::remove_file(&file)?;
    let (solving, whole) = (median(&mut solving), median(&mut whole));
    println!(
        "OR-Tools: solving alone {solving:.3} s, {:.2} times ours; building and solving {whole:.3} s, {:.2} times ours; same optimum: {}",
        solving / ours,
        whole / ours,
        if same { "yes" } else { "NO" }
    );
    Ok(())
}

/// The Python that has OR-Tools, fetched if it can be.
fn or_tools() -> Option<PathBuf> {
    let fetched = Command::new("scripts/oracles").arg("--fetch-only").status().is_ok_and(|status| status.success());
    fetched.then(|| PathBuf::from("target/oracles/bin/python"))
}

fn theirs(python: &Path, file: &Path) -> anyhow::Result<serde_json::Value> {
    let output = Command::new(python).args(["scripts/oracles_flow.py", "--time"]).arg(file).output()?;
    ensure!(output.status.success(), "OR-Tools answers: {}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// A new plan after one change: a unit less somewhere, a seeker gone.
fn after_a_change(problem: &Transport<Worth>, plan: &Solution<Worth>) -> anyhow::Result<()> {
    let mut changed = problem.clone();
    let mut plan = plan.clone();
    let mut dice = ChaCha8Rng::seed_from_u64(2);
    let (mut warm, mut proven) = (Vec::new(), true);
    for _ in 0..TIMES {
        let place = dice.random_range(0..changed.room.len());
        changed.room[place] = changed.room[place].saturating_sub(1);
        let seeker = dice.random_range(0..changed.seekers.len());
        changed.seekers[seeker].clear();
        let begun = Instant::now();
        plan = solve_from(&changed, &plan);
        warm.push(begun.elapsed().as_secs_f64());
        proven &= check(&changed, &plan).is_ok();
    }
    let proven = if proven { "gap 0" } else { "REFUSED" };
    println!(
        "a new plan after one change: {:.3} s (median of {TIMES}; promise: 1 s); certificate {proven}",
        median(&mut warm)
    );
    Ok(())
}

/// All regrets, one more and one less, of 10,000 seekers and 1,000 places.
fn explanations<G: Levelled>(what: &str, problem: &Transport<G>) -> anyhow::Result<()> {
    let (solving, plan) = timed(|| solve(problem))?;
    let (building, exchange) = timed(|| Exchange::of(problem, &plan))?;
    let exchange = exchange.map_err(|fault| anyhow::anyhow!("{fault}"))?;
    let (one, alone) = timed(|| exchange.regrets(1))?;
    let (two, both) = timed(|| exchange.regrets(2))?;
    ensure!(alone == both, "regrets do not depend on the threads");
    let (units, _) = timed(|| exchange.intervals())?;
    println!(
        "10,000 seekers, 1,000 places, {what}: plan {solving:.2} s; its exchange graph {building:.2} s; all regrets {one:.2} s, on two threads {two:.2} s; one more and one less of each place {units:.3} s; in all {:.2} s (promise: 10 s)",
        solving + building + two + units
    );
    Ok(())
}

fn certificate<G: Levelled>(problem: &Transport<G>, plan: &Solution<G>) -> &'static str {
    if check(problem, plan).is_ok() { "gap 0" } else { "REFUSED" }
}

/// The median of a few runs, and the last result.
fn timed<T>(run: impl Fn() -> T) -> anyhow::Result<(f64, T)> {
    let mut seconds = Vec::new();
    let mut last = None;
    for _ in 0..3 {
        let begun = Instant::now();
        last = Some(black_box(run()));
        seconds.push(begun.elapsed().as_secs_f64());
    }
    Ok((median(&mut seconds), last.context("a run")?))
}

fn median(seconds: &mut [f64]) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}

/// Always the same: places with 1 to `most` units, seekers with choices among them.
fn invented<G>(
    seekers: usize,
    places: u32,
    most: u32,
    mut gain: impl FnMut(&mut ChaCha8Rng, u64) -> G,
) -> Transport<G> {
    let mut dice = ChaCha8Rng::seed_from_u64(1);
    let room = (0..places).map(|_| dice.random_range(1..=most)).collect();
    let mut all: Vec<u32> = (0..places).collect();
    let seekers = (0..seekers as u64).map(|seeker| {
        let (some, _) = all.partial_shuffle(&mut dice, CHOICES);
        let some = some.to_vec();
        some.into_iter().map(|place| Choice { place, gain: gain(&mut dice, seeker) }).collect()
    });
    let seekers = seekers.collect();
    Transport { room, seekers }
}

/// As a desk would say it: few urgent, one to six persons, up to two years of waiting, a score and a lot for each pair.
fn worth(dice: &mut ChaCha8Rng, seeker: u64) -> Worth {
    let mut own = ChaCha8Rng::seed_from_u64(seeker);
    Worth {
        urgent: i64::from(own.random_range(0..20) == 0),
        persons: own.random_range(1..=6),
        waiting: own.random_range(0..=730),
        score: dice.random_range(0..=10_000),
        kept: 0,
        lot: dice.random_range(0..1 << 30),
    }
}
