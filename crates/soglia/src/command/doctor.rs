//! `soglia doctor`

use std::process::ExitCode;

use accounts::Member;
use attachments::safe::{KeyFile, Scan};
use attachments::store::keys;
use clap::Args;
use figures::rebuild;
use figures::rules::period::Span;
use programmes::store::editions;
use store::{Db, JournalEntry, System};

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
                for (good, what) in attachments_of(config, &db).await? {
                    told(good, what);
                }
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

/// What there is to say of the attachments' key and of their scanner. Nothing is made here: the first start does that.
async fn attachments_of(config: &Config, db: &Db) -> anyhow::Result<Vec<(bool, String)>> {
    let sealed_with = keys::wrapped_with(db).await?;
    let file = KeyFile::at(config.attachment_key.clone());
    let place = file.path().display().to_string();
    let key = match file.read() {
        Ok(None) if sealed_with.is_empty() => {
            (true, format!("attachments: none yet; the first start makes their key, `{place}`"))
        }
        Ok(_) | Err(_) => match file.open(&sealed_with) {
            Ok(_) if file.is_open_to_others() => {
                (false, format!("attachments: others than its owner may read the key; run `chmod 600 {place}`"))
            }
            Ok(_) => (
                true,
                format!("attachments: the key is in `{place}`; keep a copy apart from the backups of the database"),
            ),
            Err(fault) => (false, format!("attachments: {fault}")),
        },
    };
    let scanner = match &config.scanner {
        None => (true, "scanner: none is configured, so attachments are kept without being scanned".to_owned()),
        Some(scanner) => match scanner.scan(b"Soglia asks whether the scanner answers.").await {
            Scan::Clean => (true, "scanner: it answers".to_owned()),
            Scan::Found(what) => {
                (false, format!("scanner: it refuses a harmless text ({what}), so it refuses everything"))
            }
            Scan::Unclear(why) => (false, format!("scanner: no clear answer, so no attachment is taken: {why}")),
        },
    };
    Ok(vec![key, scanner])
}
