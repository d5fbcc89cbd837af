//! `soglia figures …`

use std::process::ExitCode;

use clap::Subcommand;
use kernel::{Day, ProgrammeCode};
use store::System;

use crate::config::Config;
use crate::house;

#[derive(Debug, Subcommand)]
pub(super) enum Figures {
    /// Print the monitoring table of a programme and period as CSV
    Monitoring {
        /// The programme's code
        programme: ProgrammeCode,
        /// From this day
        #[arg(long, value_name = "DAY")]
        from: Day,
        /// To this day, counted in
        #[arg(long, value_name = "DAY")]
        to: Day,
    },
}

impl Figures {
    pub(super) async fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let Self::Monitoring { programme, from, to } = self;
        anyhow::ensure!(from <= to, "the last day comes before the first");
        let catalogue = house::catalogue(config)?;
        anyhow::ensure!(catalogue.get(&programme).is_some(), "no definition has the code `{programme}`");
        let store = house::open(config).await?;
        let csv = figures::monitoring_csv(&store.system(System::CommandLine), &catalogue, &programme, from, to).await?;
        print!("{csv}");
        Ok(ExitCode::SUCCESS)
    }
}
