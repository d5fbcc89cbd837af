//! `soglia import …`

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};
use intake::pages::acts::{Gone, go};
use intake::pages::remedy;
use intake::report::Report;
use intake::rules::mapping::Mapping;
use intake::store::imports::{self, Sending, SheetImport};
use intake::store::preview::{NoPreview, preview};
use intake::store::taking::{self, Hands};
use kernel::{ProgrammeCode, TerritoryCode};
use network::store::organisations;
use programmes::definition::Programme;
use store::{Db, Held, System};
use web::{Language, Texts};

use super::{FAULTY, organisation_called};
use crate::config::Config;
use crate::house;

/// How many cells of each doubt are named.
const DOUBTS: usize = 10;

#[derive(Debug, Subcommand)]
pub(super) enum Import {
    /// Take over a sheet of referrals: XLSX, XLS, ODS or CSV. What is good is taken, the rest is told; a second time changes nothing
    Referrals(Referrals),
}

#[derive(Debug, clap::Args)]
pub(super) struct Referrals {
    /// The sheet
    file: PathBuf,
    /// The programme that the households are referred to
    #[arg(long)]
    programme: ProgrammeCode,
    /// The partner that receives them, by name or id
    #[arg(long)]
    organisation: String,
    /// The territory of all households; left out, each goes where its town lies
    #[arg(long)]
    territory: Option<TerritoryCode>,
    /// Who sent the sheet: what its headers mean is learnt for this sender
    #[arg(long)]
    sender: Option<String>,
    /// How the sheet is to be read: a TOML file with `sheet`, `header-row` and a table `[columns]` of headers and meanings
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Only tell what it comes to; write nothing
    #[arg(long)]
    dry_run: bool,
    /// Tell it as JSON
    #[arg(long)]
    json: bool,
}

impl Import {
    pub(super) async fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let Self::Referrals(referrals) = self;
        referrals.run(config).await
    }
}

impl Referrals {
    async fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let catalogue = house::catalogue(config)?;
        let texts = house::texts()?;
        let programme = catalogue.get(&self.programme).cloned();
        let programme = programme.with_context(|| format!("no definition has the code `{}`", self.programme))?;
        let store = house::open(config).await?;
        let db = store.system(System::CommandLine);
        let running = catalogue.active(&db).await?;
        anyhow::ensure!(
            running.iter().any(|one| one.code == self.programme),
            "`{}` does not run here today; see `soglia programme list` and `soglia programme run`",
            self.programme
        );
        let sent = self.sent(&db, &programme).await?;
        let import = if self.dry_run { sent } else { kept(&db, sent).await? };
        if !self.dry_run {
            take(&db, &import, &running, &programme, self.json).await?;
        }
        let report = told(&db, &import, &programme, &texts).await?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&report)?);
        } else {
            print(&report, self.dry_run);
        }
        store.close().await;
        let waits = report.standings.iter().any(|one| {
            one.households > 0 && ["held-back", "known", "repeated", "misplaced"].contains(&one.standing.as_str())
        });
        Ok(if waits { ExitCode::from(FAULTY) } else { ExitCode::SUCCESS })
    }

    async fn sent(&self, db: &Db, programme: &Programme) -> anyhow::Result<SheetImport> {
        let organisation = organisation_called(&organisations::names(db).await?, &self.organisation)?;
        if let Some(territory) = &self.territory {
            anyhow::ensure!(
                programme.territory(territory).is_some(),
                "`{}` does not work in `{territory}`; it works in {}",
                programme.code,
                programme.territories.iter().map(|one| one.code.to_string()).collect::<Vec<_>>().join(", ")
            );
        }
        let bytes = std::fs::read(&self.file).with_context(|| format!("cannot read `{}`", self.file.display()))?;
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let sending = Sending {
            programme: self.programme.clone(),
            organisation,
            territory: self.territory.clone(),
            sender: self.sender.clone(),
        };
        let mut import = SheetImport::new(sending, &name, bytes, None, db.now());
        if let Some(file) = &self.mapping {
            let text = std::fs::read_to_string(file).with_context(|| format!("cannot read `{}`", file.display()))?;
            let mapping = Mapping::parse(&text).map_err(|why| anyhow::anyhow!("{}: {why}", file.display()))?;
            import.say(&mapping.columns);
            import.sheet = mapping.sheet.map(|number| number - 1);
            import.header_row = mapping.header_row;
        }
        Ok(import)
    }
}

/// The import as kept: the one that brought the very same file before, read as is wished now, or this one.
async fn kept(db: &Db, sent: SheetImport) -> anyhow::Result<SheetImport> {
    let Some(known) = imports::same_file(db, &sent).await? else {
        imports::send(db, &sent).await?;
        return Ok(sent);
    };
    let held: Held<SheetImport> = db.held(known.id).await?;
    let (headers, sheet, header_row) = (sent.headers, sent.sheet, sent.header_row);
    let content = known.content.clone().or(sent.content);
    let new = SheetImport { headers, sheet, header_row, content, ..known };
    Ok(imports::put(db, held, new).await?)
}

async fn take(
    db: &Db,
    import: &SheetImport,
    running: &[Arc<Programme>],
    programme: &Arc<Programme>,
    quiet: bool,
) -> anyhow::Result<()> {
    let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new(0) };
    bar.set_style(ProgressStyle::with_template("{bar:40} {pos}/{len} households, {elapsed} gone, {eta} to go")?);
    let show = |gone: Gone| {
        bar.set_length((gone.taken + gone.left) as u64);
        bar.set_position(gone.taken as u64);
    };
    // As a worker of the partner would: those whom others know are theirs to tell.
    let hands = Hands { people: db.only_at(import.organisation_id), ..Hands::one(db.clone()) };
    let gone = go(&hands, import, running, programme, None, show).await?.map_err(unread)?;
    bar.finish_and_clear();
    if gone.taken > 0 {
        let households = imports::of_import(db, import.id).await?.len();
        let held: Held<SheetImport> = db.held(import.id).await?;
        taking::finish(db, held, households)
            .await?
            .map_err(|_| anyhow::anyhow!("the import was taken back meanwhile"))?;
    }
    Ok(())
}

async fn told(db: &Db, import: &SheetImport, programme: &Arc<Programme>, texts: &Texts) -> anyhow::Result<Report> {
    let found = preview(db, &db.only_at(import.organisation_id), import, programme).await?.map_err(unread)?;
    let taken = imports::of_import(db, import.id).await?;
    anyhow::ensure!(
        found.reading.header.is_some(),
        "no row of the sheet `{}` looks like headers; name the sheet and the row with --mapping",
        found.reading.sheet.name
    );
    Ok(Report::of(import, &found, &taken, |remark| remedy::told(texts, Language::English, remark)))
}

fn unread(none: NoPreview) -> anyhow::Error {
    match none {
        NoPreview::Unreadable(why) => anyhow::anyhow!(why),
        NoPreview::Refused(_) => anyhow::anyhow!("the file is no longer kept"),
    }
}

fn print(report: &Report, dry: bool) {
    println!(
        "{}: {} people, headers in row {}",
        report.file_name,
        report.people,
        report.header_row.unwrap_or_default()
    );
    for one in report.standings.iter().filter(|one| one.households > 0) {
        println!("  {:<10} {:>5} households {:>6} people", one.standing, one.households, one.people);
    }
    for cell in report.cells.iter().filter(|cell| cell.fault) {
        eprintln!("{}{}: `{}`: {}. {}", cell.column, cell.row, cell.value, cell.remark, cell.remedy);
    }
    for (doubt, cells) in report.doubts() {
        eprintln!("{} x {doubt}: taken over as it was understood", cells.len());
        for cell in cells.iter().take(DOUBTS) {
            eprintln!("  {}{}: `{}`. {}", cell.column, cell.row, cell.value, cell.remedy);
        }
    }
    for household in &report.households {
        for repeat in &household.repeats {
            eprintln!("row {}: looks like the person of row {}", repeat.row, repeat.of);
        }
        for likely in &household.likely {
            eprintln!("row {}: may be {}, who is known", likely.row, likely.person);
        }
    }
    if !dry {
        println!("Import {}: {} households taken over in all.", report.id, report.taken.len());
    }
}
