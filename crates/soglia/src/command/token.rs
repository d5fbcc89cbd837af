//! `soglia token …`

use std::process::ExitCode;

use accounts::{Member, NewToken, make_token};
use anyhow::Context;
use clap::Subcommand;
use kernel::Day;
use store::System;

use crate::config::Config;
use crate::house;

#[derive(Debug, Subcommand)]
pub(super) enum Token {
    /// Make a token for a member; the secret is printed once
    Create {
        /// The member's e-mail
        email: String,
        /// What the token is for
        #[arg(long, default_value = "command line")]
        label: String,
        /// Only these permissions, such as view-pathways; all of the member's when left out
        #[arg(long, value_name = "PERMISSION")]
        only: Vec<String>,
        /// The last day
        #[arg(long, value_name = "DAY")]
        expires: Option<Day>,
    },
}

impl Token {
    pub(super) async fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let Self::Create { email, label, only, expires } = self;
        let store = house::open(config).await?;
        let db = store.system(System::CommandLine);
        let key = accounts::rules::email_key(&email);
        let member = db.rows::<Member>().filter(Member::email_key.eq(key)).first().await?;
        let member = member.with_context(|| format!("no member has the e-mail `{email}`"))?;
        let only = (!only.is_empty()).then_some(only);
        let (_, secret) = make_token(&db, member.id, NewToken { label, only, expires }).await?;
        println!("{secret}");
        Ok(ExitCode::SUCCESS)
    }
}
