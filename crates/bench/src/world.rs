//! The worlds that are measured: invented networks on SQLite, built once and kept.

use std::path::PathBuf;

use accounts::{Member, NewToken, make_token};
use anyhow::Context;
use indicatif::ProgressBar;
use kernel::{PathwayId, ProgrammeCode, Role, TerritoryCode};
use pathways::store::pathways::Pathway;
use people::store::persons::Identity;
use soglia::config::Config;
use soglia::{demo, house};
use store::{Db, Order, System};

/// A built world, with what the measurements ask for.
pub(crate) struct World {
    /// As `SOGLIA_DATABASE` names it.
    pub(crate) database: String,
    pub(crate) people: u64,
    pub(crate) pathways: u64,
    /// The token of the member who sees everything.
    pub(crate) administrator: String,
    /// The token of a case worker of one partner.
    pub(crate) worker: String,
    pub(crate) worker_territory: TerritoryCode,
    /// Where a sheet of referrals may go.
    pub(crate) programme: ProgrammeCode,
    pub(crate) organisation: String,
    pub(crate) pathway_ids: Vec<PathwayId>,
    pub(crate) territories: Vec<TerritoryCode>,
    /// Names as workers would type them.
    pub(crate) names: Vec<String>,
}

/// Where worlds and sheets are kept.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/bench")
}

impl World {
    /// Builds a world of so many people, or takes the one that stands already.
    #[tokio::main]
    pub(crate) async fn prepare(people: u64) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder())?;
        let path = folder().join(format!("people-{people}.db"));
        let config = Config { database: store::Database::Sqlite(path.clone()), ..Config::default() };
        let store = house::open_for_loading(&config).await?;
        if demo::is_empty(&store).await? {
            let catalogue = house::catalogue(&config)?;
            let bar = ProgressBar::new(people);
            let wanted = demo::Wanted { people, seed: 1, today: store.clock().today() };
            let begun = std::time::Instant::now();
            demo::build(&store, &catalogue, wanted, |done| bar.set_position(done)).await?;
            bar.finish_and_clear();
            println!("{people} people loaded in {:.0} s", begun.elapsed().as_secs_f64());
        }
        let db = store.system(System::CommandLine);
        let world = Self {
            database: config.database.to_string(),
            people: db.rows::<Identity>().count().await?,
            pathways: db.rows::<Pathway>().count().await?,
            administrator: token(&db, Role::SystemAdministrator).await?,
            worker: token(&db, Role::CaseWorker).await?,
            worker_territory: worker_pathway(&db).await?.territory,
            programme: worker_pathway(&db).await?.programme,
            organisation: worker_pathway(&db).await?.organisation_id.to_string(),
            pathway_ids: db
                .rows::<Pathway>()
                .sort(Pathway::id, Order::Falling)
                .limit(5_000)
                .all()
                .await?
                .iter()
                .map(|p| p.id)
                .collect(),
            territories: db
                .rows::<Pathway>()
                .tally(Pathway::territory)
                .await?
                .into_iter()
                .map(|(code, _)| code)
                .collect(),
            names: names(&db).await?,
        };
        store.close().await;
        Ok(world)
    }
}

async fn token(db: &Db, role: Role) -> anyhow::Result<String> {
    let member = sample(db, role).await?;
    let (_, secret) = make_token(db, member.id, NewToken { label: "bench".to_owned(), ..NewToken::default() }).await?;
    Ok(secret)
}

async fn sample(db: &Db, role: Role) -> anyhow::Result<Member> {
    let email = format!("{role}@soglia.example");
    let member = db.rows::<Member>().filter(Member::email_key.eq(email)).first().await?;
    member.with_context(|| format!("the world has a {role}"))
}

/// A pathway of the sample case worker: it says where that one works.
async fn worker_pathway(db: &Db) -> anyhow::Result<Pathway> {
    let worker = sample(db, Role::CaseWorker).await?;
    let own = db.rows::<Pathway>().filter(Pathway::case_worker.eq(worker.id)).first().await?;
    own.context("the case worker has a pathway")
}

/// Every tenth name swapped, every seventh a single word, every fifth misspelt by one vowel.
async fn names(db: &Db) -> anyhow::Result<Vec<String>> {
    let some = db.rows::<Identity>().sort(Identity::id, Order::Falling).limit(2_000).all().await?;
    let names = some.iter().enumerate().map(|(n, identity)| match n {
        n if n % 10 == 0 => format!("{} {}", identity.family, identity.given),
        n if n % 7 == 0 => identity.family.clone(),
        n if n % 5 == 0 => identity.name().replacen('a', "e", 1),
        _ => identity.name(),
    });
    Ok(names.collect())
}
