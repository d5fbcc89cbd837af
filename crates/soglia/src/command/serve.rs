//! `soglia serve`

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use agenda::post::{self, Sends};
use anyhow::Context;
use axum::Extension;
use intake::store::imports;
use store::{Db, System};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use crate::config::Config;
use crate::house;

/// How long a day is for duties that come once a day.
const DAY: Duration = Duration::from_secs(24 * 3600);

/// Serves until it is told to stop; requests under way are finished first.
pub(super) async fn run(config: &Config) -> anyhow::Result<ExitCode> {
    let catalogue = Arc::new(house::catalogue(config)?);
    let store = house::open(config).await?;
    let safe = house::safe(config, &store).await?;
    let (web, router) = house::service(store.clone(), catalogue, safe).await?;
    let router = router.layer(Extension(Sends(config.mail.is_some())));
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}: is another server using it?", config.listen))?;
    let version = store.version().await?;
    tracing::info!(database = %config.database, version, "open");
    println!("Soglia listens on http://{} (database {}, {version})", listener.local_addr()?, config.database);
    let (stop, mut stopped) = watch::channel(false);
    let forgetting = tokio::spawn(forget(store.system(System::Forgetting), stopped.clone()));
    let worker = config.mail.clone().map(|server| {
        let until = async move {
            // A sender that is gone means the same as one that says so.
            let _ = stopped.wait_for(|stopped| *stopped).await;
        };
        tokio::spawn(post::run(store.system(System::Reminders), web, server, until))
    });
    axum::serve(listener, router).with_graceful_shutdown(told_to_stop()).await?;
    drop(stop);
    // Each file is forgotten whole or not at all: nothing is lost by breaking off.
    let _ = timeout(Duration::from_secs(5), forgetting).await;
    if let Some(worker) = worker {
        // A conversation with the mail server that lasts longer is broken off; what became of it is written down.
        let _ = timeout(Duration::from_secs(20), worker).await;
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Forgets the files of imports that nobody works on: at once, then once a day, until it is told to stop.
async fn forget(db: Db, mut stopped: watch::Receiver<bool>) {
    loop {
        match imports::forget_old(&db).await {
            Ok(0) => {}
            Ok(forgotten) => tracing::info!(forgotten, "files of imports forgotten"),
            Err(error) => tracing::error!(%error, "files of imports wait to be forgotten: the database failed"),
        }
        tokio::select! {
            () = sleep(DAY) => {}
            _ = stopped.wait_for(|stopped| *stopped) => return,
        }
    }
}

async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
        }
        Err(_) => {
            let _ = interrupt.await;
        }
    }
}
