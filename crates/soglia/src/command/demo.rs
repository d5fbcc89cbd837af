//! `soglia demo`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use kernel::Day;

use crate::config::Config;
use crate::{demo, house};

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// About how many people
    #[arg(long, default_value_t = 3_000, value_parser = clap::value_parser!(u64).range(50..=2_000_000))]
    people: u64,
    /// The seed of its chance: the same seed gives the same network
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The day on which the network stands as it is [default: today]
    #[arg(long, value_name = "DAY")]
    today: Option<Day>,
    /// Also write the sample sign-ins to this file, as JSON
    #[arg(long, value_name = "FILE")]
    sign_ins: Option<PathBuf>,
}

impl Demo {
    pub(super) async fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let catalogue = house::catalogue(config)?;
        let store = house::open_for_loading(config).await?;
        anyhow::ensure!(
            demo::is_empty(&store).await?,
            "the database {} is in use already; an invented network is built in an empty one only",
            config.database
        );
        let bar = ProgressBar::new(self.people).with_style(
            ProgressStyle::with_template("{bar:40} {pos}/{len} people, {elapsed} gone, {eta} to go")
                .context("the progress bar's template")?,
        );
        let wanted =
            demo::Wanted { people: self.people, seed: self.seed, today: self.today.unwrap_or(store.clock().today()) };
        let samples =
            demo::build(&store, &catalogue, wanted, |people| bar.set_position(people.min(self.people))).await?;
        bar.finish_and_clear();
        println!("An invented network of about {} people stands in {}. Sign in as:", self.people, config.database);
        for sample in &samples {
            println!("  {:<22} {:<40} {}", sample.role.to_string(), sample.email, sample.password);
        }
        if let Some(file) = self.sign_ins {
            let told: Vec<_> = samples
                .iter()
                .map(
                    |s| serde_json::json!({ "role": s.role, "email": s.email, "password": s.password, "name": s.name }),
                )
                .collect();
            std::fs::write(&file, serde_json::to_string_pretty(&told)?)
                .with_context(|| format!("cannot write `{}`", file.display()))?;
        }
        store.close().await;
        Ok(ExitCode::SUCCESS)
    }
}
