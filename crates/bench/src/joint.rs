//! Home, work and school together, for households of an invented province: how far the plan is from the best at most, by
//! its own certificate, after how long. Nothing else is asked for the bound.

use std::time::Instant;

use matching::Worth;
use matching::joint::{Answer, Effort, Joint, Known, solve, verify};

#[path = "../../matching/examples/joint/invented.rs"]
mod invented;

/// The names of the levels that are proven.
const LEVELS: [&str; 5] = ["households who cannot wait", "persons", "days waited", "score", "kept"];

/// Measures and prints.
pub(crate) fn print() {
    let sizes = [(600, "0.1 % in 30 s"), (1_500, "1 %")];
    let seats = [invented::Seats::Few, invented::Seats::More];
    for ((households, promise), seats) in sizes.into_iter().flat_map(|size| seats.map(|seats| (size, seats))) {
        let province = invented::province(households, seats, 1);
        let choices: usize = province
            .households
            .iter()
            .map(|one| one.stays.len() + one.workers.iter().map(Vec::len).sum::<usize>())
            .sum();
        println!(
            "{households} households with {choices} choices of homes and openings, {} seats (promise: {promise})",
            if seats == invented::Seats::Few { "few" } else { "more" }
        );
        let answer = measured("level by level", &province);
        measured("by score alone", &by_score(&province));
        after_a_change(&province, &answer);
    }
}

fn measured(what: &str, problem: &Joint) -> Answer {
    let begun = Instant::now();
    let answer = solve(problem, &Effort::default(), None, &|| false);
    println!(
        "  {what}: {:.1} s; {}; certificate {}",
        begun.elapsed().as_secs_f64(),
        told(&answer),
        verdict(problem, &answer)
    );
    answer
}

fn told(answer: &Answer) -> String {
    match &answer.known {
        Known::Optimal { .. } => "the best plan, gap 0".to_owned(),
        Known::Feasible { gap, .. } => format!(
            "{} levels proven; {}: {} of at most {}, gap {:.3} %",
            gap.proven,
            LEVELS.get(gap.proven).unwrap_or(&""),
            gap.reached,
            gap.most,
            gap.per_mille() / 10.0
        ),
        Known::Infeasible { .. } | Known::Open => "no plan".to_owned(),
    }
}

fn verdict(problem: &Joint, answer: &Answer) -> &'static str {
    if verify(problem, answer).is_ok() { "holds" } else { "REFUSED" }
}

/// The same households, all else equal between them.
fn by_score(province: &Joint) -> Joint {
    let mut alike = province.clone();
    let stays = alike.households.iter_mut().flat_map(|one| &mut one.stays);
    stays.for_each(|stay| stay.worth = Worth { score: stay.worth.score, ..Worth::default() });
    alike
}

/// A new proposal when a household gave up.
fn after_a_change(province: &Joint, answer: &Answer) {
    let mut changed = province.clone();
    let middle = changed.households.len() / 2;
    changed.households[middle].stays.clear();
    let begun = Instant::now();
    let again = solve(&changed, &Effort::AFTER_A_CHANGE, Some(answer), &|| false);
    println!(
        "  a new proposal after one change: {:.2} s (promise: 1 s); {}; certificate {}",
        begun.elapsed().as_secs_f64(),
        told(&again),
        verdict(&changed, &again)
    );
}
