//! `soglia programme …`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use kernel::{Day, ProgrammeCode};
use programmes::store::editions::{self, Edition};
use store::System;

use super::FAULTY;
use crate::config::Config;
use crate::house;

#[derive(Debug, Subcommand)]
pub(super) enum Programme {
    /// Validate definition files; each fault is told with line, field and remedy
    Check {
        /// Definition files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// List the definitions at hand and when they run here
    List,
    /// Run a programme in this installation
    Run {
        /// Its code, such as fra-noi-2
        programme: ProgrammeCode,
        /// The first day
        #[arg(long, value_name = "DAY")]
        from: Day,
        /// The last day
        #[arg(long, value_name = "DAY")]
        to: Option<Day>,
    },
}

impl Programme {
    pub(super) async fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        match self {
            Self::Check { files } => check(&files),
            Self::List => list(config).await,
            Self::Run { programme, from, to } => {
                let catalogue = house::catalogue(config)?;
                anyhow::ensure!(catalogue.get(&programme).is_some(), "no definition has the code `{programme}`");
                anyhow::ensure!(to.is_none_or(|to| from <= to), "the last day comes before the first");
                let store = house::open(config).await?;
                let edition = Edition { programme, begins: from, ends: to };
                editions::set(&store.system(System::CommandLine), edition).await?;
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

fn check(files: &[PathBuf]) -> anyhow::Result<ExitCode> {
    let mut faulty = false;
    for file in files {
        let text = std::fs::read_to_string(file).with_context(|| format!("cannot read `{}`", file.display()))?;
        match programmes::definition::Programme::parse(&text) {
            Ok(programme) => {
                println!("{}: `{}` version {} is sound", file.display(), programme.code, programme.version)
            }
            Err(faults) => {
                faulty = true;
                for fault in faults {
                    eprintln!("{}:{fault}", file.display());
                }
            }
        }
    }
    Ok(if faulty { ExitCode::from(FAULTY) } else { ExitCode::SUCCESS })
}

async fn list(config: &Config) -> anyhow::Result<ExitCode> {
    let catalogue = house::catalogue(config)?;
    let store = house::open(config).await?;
    let editions = editions::all(&store.system(System::CommandLine)).await?;
    for programme in catalogue.all() {
        let runs = match editions.iter().find(|edition| edition.programme == programme.code) {
            Some(Edition { begins, ends: Some(ends), .. }) => format!("runs here from {begins} to {ends}"),
            Some(Edition { begins, ends: None, .. }) => format!("runs here from {begins}"),
            None => "does not run here".to_owned(),
        };
        println!("{}\t{}\tversion {}\t{runs}", programme.code, programme.name, programme.version);
    }
    Ok(ExitCode::SUCCESS)
}
