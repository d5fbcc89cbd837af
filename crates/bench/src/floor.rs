//! The floor: what axum and SQLite alone do for the same row. No sign-in, no reach, no journal.

use std::str::FromStr;

use anyhow::Context;
use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use sqlx::{ConnectOptions, Row};

/// Serves `/row/{id}` from the database named by the second argument, on the port named by the third.
#[tokio::main]
pub(crate) async fn serve() -> anyhow::Result<()> {
    let mut words = std::env::args().skip(2);
    let path = words.next().context("a database")?;
    let port = words.next().context("a port")?;
    let options = SqliteConnectOptions::from_str(&path)?
        .pragma("cache_size", "-16000")
        .pragma("temp_store", "memory")
        .disable_statement_logging();
    let pool = SqlitePoolOptions::new().max_connections(8).test_before_acquire(false).connect_with(options).await?;
    let router = Router::new().route("/row/{id}", get(row)).route("/status", get(|| async { "ok" })).with_state(pool);
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    axum::serve(listener, router).await?;
    Ok(())
}

async fn row(State(pool): State<SqlitePool>, Path(id): Path<String>) -> Json<serde_json::Value> {
    let row = sqlx::query("SELECT id, code, programme, organisation_id, territory, household_id, case_worker, status, opened_on, closed_on, last_activity FROM pathway WHERE id = ?")
        .bind(id)
        .fetch_one(&pool)
        .await;
    Json(match row {
        Ok(row) => serde_json::json!({
            "id": row.get::<String, _>(0),
            "code": row.get::<String, _>(1),
            "programme": row.get::<String, _>(2),
            "organisation": row.get::<String, _>(3),
            "territory": row.get::<String, _>(4),
            "household": row.get::<String, _>(5),
            "case-worker": row.get::<String, _>(6),
            "status": row.get::<String, _>(7),
            "opened-on": row.get::<String, _>(8),
            "closed-on": row.get::<Option<String>, _>(9),
            "last-activity": row.get::<i64, _>(10),
        }),
        Err(error) => serde_json::json!({ "error": error.to_string() }),
    })
}
