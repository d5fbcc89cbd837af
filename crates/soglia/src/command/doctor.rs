//! `soglia doctor`

use std::process::ExitCode;

use accounts::Member;
use clap::Args;
use figures::rebuild;
use figures::rules::period::Span;
use programmes::store::editions;
use store::{JournalEntry, System};

use super::FAULTY;
use crate::config::Config;
use crate::{house, installation};

#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// Also rebuild every programme's monitoring table from the rows and compare it with the journal's; this reads
    /// everything
    #[arg(long)]
    journal: bool,
}

impl Doctor {
    /// Looks at everything that a server stands on, and says what it finds.
    pub(super) async fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let mut sound = true;
        let mut told = |good: bool, what: String| {
            println!("{} {what}", if good { "ok   " } else { "FAULT" });
            sound &= good;
        };
        told(
            true,
            format!("configuration: database {}, listens on {}, {}", config.database, config.listen, config.time_zone),
        );
        let catalogue = house::catalogue(config);
        match &catalogue {
            Ok(catalogue) => told(true, format!("programmes: {} definitions are sound", catalogue.all().count())),
            Err(error) => told(false, format!("{error:#}")),
        }
        match house::open(config).await {
            Err(error) => told(false, format!("{error:#}")),
            Ok(store) => {
                let db = store.system(System::CommandLine);
                told(true, format!("database: {}", store.version().await?));
                let members = db.rows::<Member>().count().await?;
                told(
                    members > 0,
                    format!(
                        "members: {members}{}",
                        if members == 0 { "; add one with `soglia member add`" } else { "" }
                    ),
                );
                let editions = editions::all(&db).await?;
                told(true, format!("programmes that run here: {}", editions.len()));
                told(true, format!("journal: {} entries", db.rows::<JournalEntry>().count().await?));
                if let (true, Ok(catalogue)) = (self.journal, &catalogue) {
                    for edition in &editions {
                        let Some(programme) = catalogue.get(&edition.programme) else { continue };
                        let span = Span { from: edition.begins, to: edition.ends.unwrap_or(db.today()) };
                        let differences = rebuild::differences(&db, programme, span).await?;
                        told(
                            differences.is_empty(),
                            format!("journal and rows of {}: {} differences", programme.name, differences.len()),
                        );
                    }
                }
                let demo = installation::sample_sign_ins(&db).await?.is_some();
                told(true, if demo { "network: invented (demo)".into() } else { "network: real".into() });
                let styled = web::assets::read("soglia.css").is_some();
                told(
                    styled,
                    if styled { "assets: built in".into() } else { "assets: missing; build with `make build`".into() },
                );
            }
        }
        Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(FAULTY) })
    }
}
