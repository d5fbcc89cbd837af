//! Plans homes, work and school for so many invented households, and prints what is proven after how long:
//! `cargo run --release -p matching --example joint -- 600`. With `WRITE=FILE` the problem is written instead, as JSON.

mod invented;

use std::time::Instant;

use matching::Worth;
use matching::joint::{Effort, Known, most, solve, verify};

fn main() {
    let argument = |at: usize| std::env::args().nth(at).and_then(|text| text.parse::<u64>().ok());
    let (count, seed) = (argument(1).unwrap_or(600) as usize, argument(2).unwrap_or(1));
    let mut problem = invented::province(count, seed).checked().expect("the invented problem is sound");
    if std::env::args().nth(3).as_deref() == Some("score") {
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
    let begun = Instant::now();
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
    let answer = solve(&problem, &effort, None, &|| false);
    let took = begun.elapsed().as_secs_f64();
    if let Some(path) = std::env::var_os("PLAN") {
        let text = serde_json::to_string(&answer.plan).expect("a plan can be written");
        std::fs::write(path, text).expect("the plan is written");
    }
    let told = match &answer.known {
        Known::Optimal { .. } => "optimal".to_owned(),
        Known::Feasible { gap, .. } => {
            format!(
                "{} levels proven, then {} of at most {}: {:.3} % open",
                gap.proven,
                gap.reached,
                gap.most,
                gap.per_mille() / 10.0
            )
        }
        other => format!("{other:?}"),
    };
    println!(
        "{count} households, {choices} choices: {told}; {:?}; {took:.1} s; checked: {:?}",
        answer.worth,
        verify(&problem, &answer)
    );
    if let Known::Feasible { parts, .. } = &answer.known {
        for (households, levels) in parts {
            let part = problem.part(households);
            let plan = households.iter().map(|at| answer.plan[*at as usize].clone()).collect();
            let worth = part.worth(&plan).expect("a part of a plan is a plan").levels();
            for (level, prices) in levels.iter().enumerate() {
                let bound = most(&part, &[], level, &worth[..level], prices);
                println!("  {} households, level {level}: {} of {bound:?}", households.len(), worth[level]);
            }
        }
    }
    let begun = Instant::now();
    let mut changed = problem.clone();
    changed.households[count / 2].stays.clear();
    let again = solve(&changed, &Effort::AFTER_A_CHANGE, Some(&answer), &|| false);
    println!("after one change: {:?} in {:.2} s", again.worth, begun.elapsed().as_secs_f64());
}
