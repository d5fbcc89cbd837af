//! `soglia doctor`

use std::process::ExitCode;

use accounts::Member;
use programmes::store::editions;
use store::{JournalEntry, System};

use super::FAULTY;
use crate::config::Config;
use crate::{house, installation};

/// Looks at everything that a server stands on, and says what it finds.
pub(super) async fn run(config: &Config) -> anyhow::Result<ExitCode> {
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
                format!("members: {members}{}", if members == 0 { "; add one with `soglia member add`" } else { "" }),
            );
            let editions = editions::all(&db).await?;
            told(true, format!("programmes that run here: {}", editions.len()));
            told(true, format!("journal: {} entries", db.rows::<JournalEntry>().count().await?));
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
