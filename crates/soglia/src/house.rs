//! The slices, wired into one service.

use std::sync::Arc;

use accounts::Accounts;
use anyhow::Context;
use attachments::safe::{KeyFile, Safe};
use axum::middleware::from_fn_with_state;
use axum::{Extension, Router};
use kernel::Clock;
use programmes::catalogue::Catalogue;
use store::{Step, Store, System};
use web::{Module, Settings, Texts, Web};

use crate::config::Config;
use crate::{directory, installation};

/// The program's version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The slices' shares, in the order of the arrows.
fn modules() -> Vec<Module> {
    vec![
        accounts::module(),
        network::module(),
        programmes::module(),
        people::module(),
        attachments::module(),
        pathways::module(),
        placement::module(),
        agenda::module(),
        intake::module(),
        desk::module(),
        figures::module(),
        own(),
    ]
}

/// The program's own share: what marks an installation.
fn own() -> Module {
    Module { steps: installation::steps(), ..Module::new("soglia") }
}

/// The growth of all tables.
#[must_use]
pub fn steps() -> Vec<Step> {
    modules().into_iter().flat_map(|module| module.steps).collect()
}

/// The words of all slices, for the command line.
///
/// # Errors
/// When two slices use one key.
pub fn texts() -> anyhow::Result<Texts> {
    let sources = modules().into_iter().flat_map(|module| module.texts);
    Texts::read(sources.map(|(language, source)| (language, source.into()))).map_err(|why| anyhow::anyhow!(why))
}

/// Opens the configured database, its schema up to date.
///
/// # Errors
/// When it cannot be opened.
pub async fn open(config: &Config) -> anyhow::Result<Store> {
    make_folder(config)?;
    Store::open(&config.database, Clock::system(config.time_zone), &steps())
        .await
        .with_context(|| format!("cannot open the database {}", config.database))
}

/// Opens it for building an invented network in it.
///
/// # Errors
/// When it cannot be opened.
pub async fn open_for_loading(config: &Config) -> anyhow::Result<Store> {
    make_folder(config)?;
    Store::open_for_loading(&config.database, Clock::system(config.time_zone), &steps())
        .await
        .with_context(|| format!("cannot open the database {}", config.database))
}

fn make_folder(config: &Config) -> anyhow::Result<()> {
    if let store::Database::Sqlite(path) = &config.database
        && let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    }
    Ok(())
}

/// Reads the programme definitions.
///
/// # Errors
/// When one is faulty, with all its faults.
pub fn catalogue(config: &Config) -> anyhow::Result<Catalogue> {
    Catalogue::read(config.programmes.as_deref()).map_err(|(file, faults)| {
        let told: Vec<String> = faults.iter().map(|fault| format!("{file}:{fault}")).collect();
        anyhow::anyhow!("a programme definition is faulty:\n{}", told.join("\n"))
    })
}

/// What attachments are kept with. Where the key cannot be had, the pages of attachments say so and all others serve.
///
/// # Errors
/// When the database fails.
pub async fn safe(config: &Config, store: &Store) -> anyhow::Result<Safe> {
    let sealed_with = attachments::store::keys::wrapped_with(&store.system(System::CommandLine)).await?;
    let key = KeyFile::at(config.attachment_key.clone()).open(&sealed_with);
    if let Err(fault) = &key {
        tracing::error!(%fault, "attachments are not served");
    }
    Ok(Safe::new(key, config.scanner.clone()))
}

/// The service over an open database.
///
/// # Errors
/// When the texts of the slices contradict each other or the database fails.
pub async fn service(store: Store, catalogue: Arc<Catalogue>, safe: Safe) -> anyhow::Result<(Web, Router)> {
    let samples = installation::sample_sign_ins(&store.system(System::Catalogue)).await?;
    let settings = Settings { demo: samples.is_some(), version: VERSION.to_owned() };
    let (web, router) =
        Web::build(store.clone(), Box::new(Accounts), settings, modules()).map_err(|why| anyhow::anyhow!(why))?;
    let router = match samples {
        Some(samples) => router.layer(Extension(samples)),
        None => router,
    };
    let router = router
        .layer(from_fn_with_state((store, Arc::clone(&catalogue)), directory::lay_names))
        .layer(Extension(catalogue))
        .layer(Extension(safe));
    Ok((web, router))
}
