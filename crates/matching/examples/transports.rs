//! Invented transport problems with what Soglia says their best plan is worth, for other solvers to judge: see
//! `scripts/oracles`. Each base problem comes with two changes, whose worth is told by its explanations alone: one unit
//! more somewhere, and one pair forced.
//! Usage: transports FOLDER [PROBLEMS [SEED]]

use std::error::Error;
use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;

use matching::flow::{Choice, Exchange, Transport, solve};
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let folder = PathBuf::from(words.next().ok_or("usage: transports FOLDER [PROBLEMS [SEED]]")?);
    let problems: u64 = words.next().map_or(Ok(40), |word| word.parse())?;
    let seed: u64 = words.next().map_or(Ok(1), |word| word.parse())?;
    for number in 0..problems {
        let mut dice = ChaCha8Rng::seed_from_u64(seed * 1_000_000 + number);
        let problem = invented(&mut dice);
        let plan = solve(&problem);
        let exchange = Exchange::of(&problem, &plan)?;
        let write = |kind: &str, problem: &Transport<i64>, worth: i64| -> Result<(), Box<dyn Error>> {
            let file = BufWriter::new(File::create(folder.join(format!("{number:04}-{kind}.json")))?);
            Ok(serde_json::to_writer(file, &serde_json::json!({ "problem": problem, "worth": worth }))?)
        };
        write("plan", &problem, plan.worth)?;

        let place = dice.random_range(0..problem.room.len());
        let mut wider = problem.clone();
        wider.room[place] += 1;
        write("one-more", &wider, plan.worth + exchange.one_more()[place])?;

        let seeker = dice.random_range(0..problem.seekers.len());
        let pairs = (0..).zip(&problem.seekers[seeker]);
        for (at, choice) in pairs.filter(|(_, choice)| problem.room[choice.place as usize] > 0).take(1) {
            let mut rest = problem.clone();
            rest.room[choice.place as usize] -= 1;
            rest.seekers[seeker].clear();
            let regret = exchange.regret(seeker as u32, Some(at)).ok_or("there is room")?;
            write("forced", &rest, plan.worth - regret - choice.gain)?;
        }
    }
    Ok(())
}

/// From a handful to some thousands of seekers; with ties, closed places and losses.
fn invented(dice: &mut ChaCha8Rng) -> Transport<i64> {
    let seekers = 1 << dice.random_range(2..=12);
    let places: u32 = dice.random_range(2..=(seekers / 2).max(2));
    let spread = [2, 30, 100_000][dice.random_range(0..3)];
    let most = 2 * seekers / places;
    let room = (0..places).map(|_| dice.random_range(0..=most.max(1))).collect();
    let mut all: Vec<u32> = (0..places).collect();
    let seekers = (0..seekers).map(|_| {
        let (some, _) = all.partial_shuffle(dice, 20.min(places as usize));
        let some = some.to_vec();
        some.into_iter().map(|place| Choice { place, gain: dice.random_range(-spread / 10..=spread) }).collect()
    });
    let seekers = seekers.collect();
    Transport { room, seekers }
}
