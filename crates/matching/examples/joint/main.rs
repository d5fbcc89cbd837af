//! Plans homes, work and school for so many invented households, and prints what is proven after how long:
//! `cargo run --release -p matching --example joint -- 600 few 1` (households; seats: few or more; seed). A last `score`
//! lets the score alone count. With `WRITE=FILE` the problem is written instead, as JSON.

mod invented;

use std::time::Instant;

use matching::Worth;
use matching::joint::{Answer, Effort, Joint, Known, most, solve, verify};

fn main() {
    let argument = |at: usize| std::env::args().nth(at);
    let number = |at: usize, usual: u64| argument(at).and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (count, seed) = (number(1, 600) as usize, number(3, 1));
    let seats = if argument(2).as_deref() == Some("more") { invented::Seats::More } else { invented::Seats::Few };
    let mut problem = invented::province(count, seats, seed).checked().expect("the invented problem is sound");
    if argument(4).as_deref() == Some("score") {
        let stays = problem.households.iter_mut().flat_map(|one| &mut one.stays);
        stays.for_each(|stay| stay.worth = Worth { score: stay.worth.score, ..Worth::default() });
    }
    if let Some(path) = std::env::var_os("WRITE") {
        let text = serde_json::to_string(&problem).expect("a problem can be written");
        std::fs::write(path, text).expect("the problem is written");
        return;
    }
    let choices: usize =
        problem.households.iter().map(|one| one.stays.len() + one.workers.iter().map(Vec::len).sum::<usize>()).sum();
    let given = |name: &str, usual: u32| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let usual = Effort::default();
    let effort = Effort {
        rounds: given("ROUNDS", usual.rounds),
        tries: given("TRIES", usual.tries),
        turns: given("TURNS", usual.turns),
        moves: given("MOVES", usual.moves),
        nodes: given("NODES", usual.nodes),
        seed,
    };
    println!("{count} households, {seats:?} seats, seed {seed}, {choices} choices");
    let begun = Instant::now();
    let answer = solve(&problem, &effort, None, &|| false);
    let took = format!("{:.1} s ({:.1} s of processors)", begun.elapsed().as_secs_f64(), processors());
    println!("  planned in {took}; checked: {:?}", verify(&problem, &answer));
    tell(&problem, &answer);
    let mut changed = problem.clone();
    changed.households[count / 2].stays.clear();
    let (begun, before) = (Instant::now(), processors());
    let again = solve(&changed, &Effort::AFTER_A_CHANGE, Some(&answer), &|| false);
    let took = format!("{:.2} s ({:.2} s of processors)", begun.elapsed().as_secs_f64(), processors() - before);
    println!("  after one change {took}; checked: {:?}", verify(&changed, &again));
    tell(&changed, &again);
}

/// Seconds of processors that this program had so far, where Linux tells: on a busy machine they say more than the clock.
fn processors() -> f64 {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = told.split_whitespace().skip(13).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

/// Level by level: what is reached, and what no plan as good on the levels above exceeds, for all that is proven.
fn tell(problem: &Joint, answer: &Answer) {
    let Known::Feasible { parts, gap, .. } = &answer.known else {
        println!("    {:?}", answer.worth);
        return;
    };
    println!("    first open level: {:.3} % open", gap.per_mille() / 10.0);
    for (households, levels) in parts {
        let part = problem.part(households);
        let plan = households.iter().map(|at| answer.plan[*at as usize].clone()).collect();
        let worth = part.worth(&plan).expect("a part of a plan is a plan").levels();
        for (level, prices) in levels.iter().enumerate() {
            let most = most(&part, &[], level, &worth[..level], prices).ok().flatten().unwrap_or(worth[level]);
            let open = 100.0 * (most - worth[level]) as f64 / (most as f64).abs().max(1.0);
            println!("    level {level}: {} of at most {most}, {open:.3} % open", worth[level]);
        }
    }
}
