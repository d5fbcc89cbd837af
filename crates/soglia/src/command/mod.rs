//! The command line: the powers that an administrator scripts.
//!
//! Exit codes: 0 done, 1 it failed, 2 the call was wrong (by clap), 3 what was checked has faults, or a sheet holds rows
//! that wait for somebody, or a plan is not proven to be the best.

mod demo;
mod doctor;
mod figures;
mod import;
mod matching;
mod member;
mod programme;
mod serve;
mod simulate;
mod token;

use std::collections::HashMap;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};
use kernel::OrganisationId;

use crate::config::{Config, Flags};

/// What was checked has faults.
const FAULTY: u8 = 3;

/// Soglia: from the reception centre to a life of one's own.
#[derive(Debug, Parser)]
#[command(name = "soglia", version, about, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages and the API
    Serve,
    /// Build an invented network in an empty database, and print its sample sign-ins
    Demo(demo::Demo),
    /// Programme definitions
    #[command(subcommand)]
    Programme(programme::Programme),
    /// Members: people who sign in
    #[command(subcommand)]
    Member(member::Member),
    /// Tokens for the API
    #[command(subcommand)]
    Token(token::Token),
    /// Sheets that partners send
    #[command(subcommand)]
    Import(import::Import),
    /// Who could go where: work it out, and ask why
    #[command(subcommand)]
    Match(matching::Match),
    /// Figures
    #[command(subcommand)]
    Figures(figures::Figures),
    /// Check configuration, database, programmes and, if asked, the journal
    Doctor(doctor::Doctor),
}

impl Cli {
    /// Does what the command says. The runtime begins here: what a program awaits is compiled where it is awaited, and
    /// the program itself is to be linked quickly.
    #[must_use]
    pub fn run(self) -> ExitCode {
        let done = Config::read(&self.flags).and_then(|config| {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
            runtime.block_on(self.command.run(&config))
        });
        done.unwrap_or_else(|error| {
            eprintln!("soglia: {error:#}");
            ExitCode::FAILURE
        })
    }
}

impl Command {
    async fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        match self {
            Self::Serve => serve::run(config).await,
            Self::Demo(demo) => demo.run(config).await,
            Self::Programme(programme) => programme.run(config).await,
            Self::Member(member) => member.run(config).await,
            Self::Token(token) => token.run(config).await,
            Self::Import(import) => import.run(config).await,
            Self::Match(asked) => asked.run(config).await,
            Self::Figures(figures) => figures.run(config).await,
            Self::Doctor(doctor) => doctor.run(config).await,
        }
    }
}

/// The organisation with this name or id.
fn organisation_called(names: &HashMap<OrganisationId, String>, written: &str) -> anyhow::Result<OrganisationId> {
    let folded = kernel::text::fold(written);
    let found = names.iter().find(|(id, name)| id.to_string() == written || kernel::text::fold(name) == folded);
    found.map(|(id, _)| *id).with_context(|| format!("no organisation is called `{written}`"))
}
