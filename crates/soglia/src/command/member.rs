//! `soglia member …`

use std::process::ExitCode;

use accounts::rules::MemberRefusal;
use accounts::{NewGrant, NewMember, add_member, hash_password, random_password};
use clap::Subcommand;
use kernel::{ProgrammeCode, Role, TerritoryCode};
use network::store::organisations;
use store::System;

use super::organisation_called;
use crate::config::Config;
use crate::house;

#[derive(Debug, Subcommand)]
pub(super) enum Member {
    /// Add a member with a first role; the password is made up and printed once
    Add {
        /// E-mail, with which the member signs in
        email: String,
        /// Name
        #[arg(long)]
        name: String,
        /// Role: case-worker, coordinator, partner-administrator, lead-partner, board-member, trainer, mobile-team,
        /// monitoring-officer, evaluator, system-administrator
        #[arg(long, value_parser = role)]
        role: Role,
        /// Only in this programme
        #[arg(long)]
        programme: Option<ProgrammeCode>,
        /// Only of this organisation, by name or id
        #[arg(long)]
        organisation: Option<String>,
        /// Only in this territory
        #[arg(long)]
        territory: Option<TerritoryCode>,
    },
}

fn role(word: &str) -> Result<Role, String> {
    Role::from_word(word).ok_or_else(|| {
        let known: Vec<&str> = Role::ALL.iter().map(|role| role.word()).collect();
        format!("the roles are {}", known.join(", "))
    })
}

impl Member {
    pub(super) async fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let Self::Add { email, name, role, programme, organisation, territory } = self;
        if let Some(code) = &programme {
            anyhow::ensure!(house::catalogue(config)?.get(code).is_some(), "no definition has the code `{code}`");
        }
        let store = house::open(config).await?;
        let db = store.system(System::CommandLine);
        let organisation = match organisation {
            Some(written) => Some(organisation_called(&organisations::names(&db).await?, &written)?),
            None => None,
        };
        let password = random_password();
        let grant = NewGrant { role, programme, organisation, territory, from: db.today(), to: None };
        let new = NewMember {
            email: email.clone(),
            name,
            password_hash: Some(hash_password(&password)),
            language: None,
            grants: vec![grant],
        };
        add_member(&db, new).await?.map_err(|refusal| {
            anyhow::anyhow!(match refusal {
                MemberRefusal::EmailTaken => format!("another member has the e-mail `{email}`"),
                _ => format!("`{email}` is no e-mail address"),
            })
        })?;
        println!("{email}\t{password}");
        Ok(ExitCode::SUCCESS)
    }
}
