//! `soglia serve`

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::config::Config;
use crate::house;

/// Serves until it is told to stop; requests under way are finished first.
pub(super) async fn run(config: &Config) -> anyhow::Result<ExitCode> {
    let catalogue = Arc::new(house::catalogue(config)?);
    let store = house::open(config).await?;
    let safe = house::safe(config, &store).await?;
    let (_, router) = house::service(store.clone(), catalogue, safe).await?;
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}: is another server using it?", config.listen))?;
    let version = store.version().await?;
    tracing::info!(database = %config.database, version, "open");
    println!("Soglia listens on http://{} (database {}, {version})", listener.local_addr()?, config.database);
    axum::serve(listener, router).with_graceful_shutdown(told_to_stop()).await?;
    store.close().await;
    Ok(ExitCode::SUCCESS)
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
