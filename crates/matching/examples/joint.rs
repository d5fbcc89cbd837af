//! Plans homes, work and school for so many invented households, and prints what is proven after how long:
//! `cargo run --release -p matching --example joint -- 600`. With `WRITE=FILE` the problem is written instead, as JSON.

use std::time::Instant;

use matching::Worth;
use matching::joint::{Effort, Household, Job, Joint, Known, Place, Stay, Take, solve, verify};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;

fn main() {
    let argument = |at: usize| std::env::args().nth(at).and_then(|text| text.parse::<u64>().ok());
    let (count, seed) = (argument(1).unwrap_or(600) as usize, argument(2).unwrap_or(1));
    let levels = std::env::args().nth(3).as_deref() == Some("levels");
    let problem = invented(count, seed, levels).checked().expect("the invented problem is sound");
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
        dives: given("DIVES", usual.dives),
        nodes: given("NODES", usual.nodes),
        seed,
    };
    let answer = solve(&problem, &effort, None, &|| false);
    let took = begun.elapsed().as_secs_f64();
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
    let begun = Instant::now();
    let mut changed = problem.clone();
    changed.households[count / 2].stays.clear();
    let effort = Effort { rounds: 100, tries: 4, turns: 1, dives: 2, nodes: 0, seed: 1 };
    let again = solve(&changed, &effort, Some(&answer.plan), &|| false);
    println!("after one change: {:?} in {:.2} s", again.worth, begun.elapsed().as_secs_f64());
}

/// Scarce homes and openings in some territories, a school in each.
fn invented(count: usize, seed: u64, levels: bool) -> Joint {
    let mut rng = ChaCha12Rng::seed_from_u64(seed);
    let areas = (count / 30).max(4) as u32;
    let (homes, work) = (count * 7 / 10, count);
    let mut places: Vec<Place> = (0..homes).map(|_| Place { room: 1, ..Place::default() }).collect();
    let home_area: Vec<u32> = (0..homes).map(|_| rng.random_range(0..areas)).collect();
    let beds: Vec<u32> = (0..homes).map(|_| rng.random_range(2..8)).collect();
    for _ in 0..work {
        let at = rng.random_range(0..areas);
        let mut from = vec![at];
        if rng.random_bool(0.5) {
            from.push((at + 1) % areas);
        }
        from.sort_unstable();
        places.push(Place { room: rng.random_range(1..3), reached_from: from, ..Place::default() });
    }
    let schools = places.len() as u32;
    let seats: u32 = std::env::var("SEATS").ok().and_then(|text| text.parse().ok()).unwrap_or(15);
    places.extend((0..areas).map(|_| Place { room: rng.random_range(seats..seats * 8 / 3), ..Place::default() }));
    let households = (0..count).map(|_| {
        let size = rng.random_range(1..8_u32);
        let pupils = if size > 2 { rng.random_range(0..size - 1) } else { 0 };
        let urgent = levels && rng.random_bool(0.1);
        let waiting = if levels { rng.random_range(0..12) * 30 } else { 0 };
        let stay = |rng: &mut ChaCha12Rng, at: u32| {
            let mut takes = vec![Take { place: at, units: 1, company: 0 }];
            if pupils > 0 {
                takes.push(Take { place: schools + home_area[at as usize], units: pupils, company: 0 });
            }
            let persons = if levels { i64::from(size) } else { 0 };
            let score = rng.random_range(200..1_000_i64) * 10;
            let worth = Worth { urgent: i64::from(urgent), persons, waiting, score, ..Worth::default() };
            Stay { area: home_area[at as usize], takes, worth }
        };
        let mut own: Vec<u32> = Vec::new();
        for _ in 0..60 {
            let at = rng.random_range(0..homes as u32);
            if beds[at as usize] >= size && beds[at as usize] <= size + 3 && !own.contains(&at) && own.len() < 20 {
                own.push(at);
            }
        }
        let stays = own.into_iter().map(|at| stay(&mut rng, at)).collect();
        let adults = rng.random_range(1..=2.min(size)) as usize;
        let workers = (0..adults).map(|_| {
            let mut own: Vec<u32> = (0..16).map(|_| rng.random_range(0..work as u32)).collect();
            own.sort_unstable();
            own.dedup();
            let job = |at: u32| {
                let score = rng.random_range(100..600_i64) * 10;
                Job { place: homes as u32 + at, worth: Worth { score, ..Worth::default() } }
            };
            own.into_iter().map(job).collect()
        });
        Household { workers: workers.collect(), stays, locked: false }
    });
    Joint { households: households.collect(), places, floors: Vec::new() }
}
