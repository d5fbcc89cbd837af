//! The measured promises. `make bench` prints them as ratios and percentiles of one run: absolute times depend on the
//! machine, ratios much less. Nothing here is a test: a slow machine breaks no build.
//!
//! The server under measure is the release program itself, in a process of its own; so is the floor (what axum and
//! SQLite alone do). The client is this process: plain sockets, kept open, so that it takes little of the two cores.

mod client;
mod desk;
mod floor;
mod flow;
mod identity;
mod joint;
mod sheets;
mod world;

use std::time::Duration;

use anyhow::Context;

use crate::client::{Served, measure};
use crate::world::World;

/// How large the two worlds are, in people. `SOGLIA_BENCH_PEOPLE` shrinks the larger for a quick look.
const LARGE: u64 = 1_000_000;
/// About 100,000 pathways.
const MIDDLE: u64 = 205_000;

fn main() -> anyhow::Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("desk") => return desk::print(),
        Some("floor") => return floor::serve(),
        Some("flow") => return flow::print(),
        Some("joint") => {
            joint::print();
            return Ok(());
        }
        Some("identity") => {
            identity::print();
            return Ok(());
        }
        _ => {}
    }
    let large = std::env::var("SOGLIA_BENCH_PEOPLE").ok().and_then(|text| text.parse().ok()).unwrap_or(LARGE);
    println!("Building the worlds (kept in target/bench for the next run).");
    let middle = World::prepare(MIDDLE.min(large))?;
    println!("{} people, {} pathways.", middle.people, middle.pathways);

    let floor = Served::floor(&middle)?;
    let served = Served::soglia(&middle)?;
    println!("start to first answer: {:.2} s (promise: 1 s)", served.started_in.as_secs_f64());
    one_pathway(&middle, &floor, &served)?;
    drop(floor);
    lists(&middle, &served)?;
    sheets::print(&middle)?;
    drop(served);

    let large = World::prepare(large)?;
    println!("{} people, {} pathways.", large.people, large.pathways);
    let served = Served::soglia(&large)?;
    println!("start to first answer: {:.2} s (promise: 1 s)", served.started_in.as_secs_f64());
    search(&large, &served)?;
    identity::print();
    flow::print()?;
    desk::print()?;
    joint::print();
    println!("resident memory after all this: {} MB (promise: 150 MB)", served.resident_mb());
    Ok(())
}

fn one_pathway(world: &World, floor: &Served, served: &Served) -> anyhow::Result<()> {
    let ids = &world.pathway_ids;
    let path = |n: usize| format!("/api/v1/pathways/{}", ids[n % ids.len()]);
    let row = |n: usize| format!("/row/{}", ids[n % ids.len()]);
    for clients in [1, 8] {
        // In turn, so that a machine that changes its speed changes it for both.
        let mut ratios = Vec::new();
        let mut last = (0.0, 0.0);
        for _ in 0..5 {
            let bare = measure(floor.port, "", clients, Duration::from_secs(2), row)?;
            let ours = measure(served.port, &world.administrator, clients, Duration::from_secs(2), path)?;
            ratios.push(ours.per_second / bare.per_second);
            last = (ours.per_second, bare.per_second);
        }
        ratios.sort_by(f64::total_cmp);
        println!(
            "API read of one pathway, {clients} at a time: {:.2} of the floor (median of {}; last {:.0}/s against {:.0}/s; promise: 0.50)",
            ratios[ratios.len() / 2],
            ratios.len(),
            last.0,
            last.1
        );
    }
    Ok(())
}

fn lists(world: &World, served: &Served) -> anyhow::Result<()> {
    let path = |n: usize| {
        let status = ["taken-in-charge", "under-way", "closed"][n % 3];
        let territory = &world.territories[n / 3 % world.territories.len()];
        format!("/api/v1/pathways?territory={territory}&status={status}&page-size=50&sort=-last-activity")
    };
    let seconds = Duration::from_secs(8);
    let all = measure(served.port, &world.administrator, 16, seconds, path)?;
    println!(
        "list of 50 by territory and status, 16 at a time: p50 {:.1} ms, p95 {:.1} ms, {:.0}/s (promise: p95 20 ms)",
        all.p50, all.p95, all.per_second
    );
    let one = measure(served.port, &world.administrator, 1, seconds, path)?;
    println!("the same, one at a time: p50 {:.1} ms, p95 {:.1} ms", one.p50, one.p95);

    let own = format!("/api/v1/pathways?territory={}&status=under-way&page-size=50", world.worker_territory);
    let same = |_: usize| own.clone();
    let mut ratios = Vec::new();
    for _ in 0..5 {
        let narrow = measure(served.port, &world.worker, 4, Duration::from_secs(2), same)?;
        let wide = measure(served.port, &world.administrator, 4, Duration::from_secs(2), same)?;
        ratios.push(narrow.p50 / wide.p50);
    }
    ratios.sort_by(f64::total_cmp);
    println!("a narrow role against the administrator, same list: {:.2} times (median of 5; promise: 1.3)", ratios[2]);
    Ok(())
}

fn search(world: &World, served: &Served) -> anyhow::Result<()> {
    let names = &world.names;
    anyhow::ensure!(!names.is_empty(), "the world has names to search for");
    let path = |n: usize| format!("/api/v1/people?q={}", client::percent(&names[n % names.len()]));
    // A server is seldom started: the promise is for one at work, whose indexes are in memory.
    let cold = measure(served.port, &world.administrator, 1, Duration::from_secs(20), path).context("search")?;
    println!(
        "people search, administrator, the first 20 s, read from disk: p50 {:.1} ms, p95 {:.1} ms",
        cold.p50, cold.p95
    );
    for (what, token) in [("administrator", &world.administrator), ("case worker", &world.worker)] {
        for clients in [1, 4] {
            let found = measure(served.port, token, clients, Duration::from_secs(8), path).context("search")?;
            println!(
                "people search, {what}, {clients} at a time: p50 {:.1} ms, p95 {:.1} ms (promise: p95 30 ms)",
                found.p50, found.p95
            );
        }
    }
    Ok(())
}
