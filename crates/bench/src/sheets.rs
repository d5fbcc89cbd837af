//! How long a large sheet takes to be shown: read, understood, its repeats found, each of its people weighed against
//! everybody whom the partner knows, by the release program itself.

use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, ensure};
use people::rules::person::Sex;
use testkit::invented::written;

use crate::client::beside;
use crate::world::{World, folder};

/// Rows below the headers.
const ROWS: usize = 10_000;

/// A seed of which nothing else knows.
const SEED: u64 = 4004;

/// Measures and prints.
pub(crate) fn print(world: &World) -> anyhow::Result<()> {
    let people = sheet();
    for (name, bytes) in
        [("sheet.csv", intake::write::people_csv(&people)), ("sheet.xlsx", intake::write::people(&people)?)]
    {
        let file = folder().join(name);
        std::fs::write(&file, &bytes)?;
        let mut seconds = Vec::new();
        for _ in 0..3 {
            let begun = Instant::now();
            let status = Command::new(beside("soglia")?)
                .args(["import", "referrals"])
                .arg(&file)
                .args(["--programme", world.programme.as_str(), "--organisation", &world.organisation])
                .args(["--dry-run", "--json"])
                .env("SOGLIA_DATABASE", &world.database)
                .stdout(Stdio::null())
                .status()
                .context("the program starts")?;
            // 3: some rows wait for somebody's answer, as always.
            ensure!(matches!(status.code(), Some(0 | 3)), "the sheet is read");
            seconds.push(begun.elapsed().as_secs_f64());
        }
        seconds.sort_by(f64::total_cmp);
        println!(
            "{name}, {ROWS} rows, shown in a network of {} people: {:.2} s (median of 3; promise: 3 s)",
            world.people, seconds[1]
        );
    }
    Ok(())
}

fn sheet() -> Vec<intake::rules::row::Person> {
    let rows = written(SEED, ROWS).into_iter().take(ROWS).enumerate().map(|(at, one)| intake::rules::row::Person {
        given: one.given,
        family: one.family,
        native_name: one.also,
        sex: one.woman.map(|woman| if woman { Sex::Female } else { Sex::Male }),
        born: one.born,
        citizenship: one.country.and_then(|code| code.parse().ok()),
        phone: one.phone,
        email: one.email,
        cui: one.cui,
        tax_code: one.tax_code,
        household_number: Some((at / 2 + 1).to_string()),
        municipality: Some(["Milano", "Lecco", "Torino", "Bergamo"][at / 2 % 4].to_owned()),
        ..Default::default()
    });
    rows.collect()
}
