//! What SQLite and PostgreSQL do differently, and nothing else: how they are opened, which type a column gets, how a
//! statement is built, sent and begun.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sea_query::{
    ColumnDef, PostgresQueryBuilder, QueryStatementWriter, SchemaStatementBuilder, SelectStatement, SqliteQueryBuilder,
};
use sea_query_sqlx::SqlxValues;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgRow};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, ConnectOptions, Postgres, Sqlite, Transaction};

use crate::schema::Kind;
use crate::{Raw, StoreError, Stored};

/// The first SQLite without the WAL-reset bug, which could lose commits (3.7.0 to 3.51.2).
pub(crate) const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// Connections to one of the two databases.
#[derive(Debug, Clone)]
pub(crate) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// What a database is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UseFor {
    Service,
    Loading,
}

/// A transaction that writes.
pub(crate) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// The rows of one answer.
enum Fetched {
    Sqlite(Vec<SqliteRow>),
    Postgres(Vec<PgRow>),
}

impl Fetched {
    fn read<T>(&self, read: impl Fn(&Raw<'_>) -> Stored<T>) -> Stored<Vec<T>> {
        match self {
            Self::Sqlite(rows) => rows.iter().map(|row| read(&Raw::Sqlite(row))).collect(),
            Self::Postgres(rows) => rows.iter().map(|row| read(&Raw::Postgres(row))).collect(),
        }
    }
}

fn build(statement: &impl QueryStatementWriter, postgres: bool) -> (String, SqlxValues) {
    let (sql, values) =
        if postgres { statement.build(PostgresQueryBuilder) } else { statement.build(SqliteQueryBuilder) };
    (sql, SqlxValues(values))
}

fn schema_sql(statement: &impl SchemaStatementBuilder, postgres: bool) -> String {
    if postgres { statement.to_string(PostgresQueryBuilder) } else { statement.to_string(SqliteQueryBuilder) }
}

impl Pool {
    /// For service every commit reaches the disk. For building an invented network one connection with a large cache
    /// loads without waiting for it: what a power cut spoils is built anew.
    pub(crate) async fn open_sqlite(path: &Path, use_for: UseFor) -> Stored<Self> {
        let (connections, synchronous, cache) = match use_for {
            UseFor::Service => (8, SqliteSynchronous::Full, "-16000"),
            UseFor::Loading => (1, SqliteSynchronous::Off, "-1000000"),
        };
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .foreign_keys(use_for == UseFor::Service)
            .busy_timeout(Duration::from_secs(10))
            .statement_cache_capacity(256)
            .pragma("cache_size", cache)
            .pragma("temp_store", "memory")
            .disable_statement_logging();
        let pool =
            SqlitePoolOptions::new().max_connections(connections).min_connections(1).connect_with(options).await?;
        Ok(Self::Sqlite(pool))
    }

    pub(crate) async fn open_postgres(url: &str, connections: u32) -> Stored<Self> {
        let options = PgConnectOptions::from_str(url)?.statement_cache_capacity(256).disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options)
            .await?;
        Ok(Self::Postgres(pool))
    }

    /// The engine's name and version.
    pub(crate) async fn version(&self) -> Stored<String> {
        Ok(match self {
            Self::Sqlite(pool) => {
                let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(pool).await?;
                format!("SQLite {version}")
            }
            Self::Postgres(pool) => {
                let version: String = sqlx::query_scalar("SHOW server_version").fetch_one(pool).await?;
                format!("PostgreSQL {version}")
            }
        })
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// Begins a transaction that holds the write lock from its start, where the engine has only one.
    pub(crate) async fn begin(&self) -> Stored<Tx> {
        Ok(match self {
            Self::Sqlite(pool) => Tx::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Runs a query and reads its rows. Only this thin shell is compiled anew for every kind of row.
    pub(crate) async fn fetch<T>(
        &self,
        statement: &SelectStatement,
        read: impl Fn(&Raw<'_>) -> Stored<T>,
    ) -> Stored<Vec<T>> {
        self.rows(build(statement, self.is_postgres())).await?.read(read)
    }

    async fn rows(&self, (sql, values): (String, SqlxValues)) -> Stored<Fetched> {
        let query = AssertSqlSafe(sql);
        Ok(match self {
            Self::Sqlite(pool) => Fetched::Sqlite(sqlx::query_with(query, values).fetch_all(pool).await?),
            Self::Postgres(pool) => Fetched::Postgres(sqlx::query_with(query, values).fetch_all(pool).await?),
        })
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// Lets the engine look at its tables, so that it plans by what is in them.
    pub(crate) async fn analyse(&self) -> Stored<()> {
        match self {
            Self::Sqlite(pool) => {
                sqlx::query("PRAGMA analysis_limit = 2000").execute(pool).await?;
                sqlx::query("ANALYZE").execute(pool).await?;
            }
            Self::Postgres(pool) => {
                sqlx::query("ANALYZE").execute(pool).await?;
            }
        }
        Ok(())
    }
}

impl Tx {
    fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// As [`Pool::fetch`], inside the transaction.
    pub(crate) async fn fetch<T>(
        &mut self,
        statement: &SelectStatement,
        read: impl Fn(&Raw<'_>) -> Stored<T>,
    ) -> Stored<Vec<T>> {
        let built = build(statement, self.is_postgres());
        self.rows(built).await?.read(read)
    }

    async fn rows(&mut self, (sql, values): (String, SqlxValues)) -> Stored<Fetched> {
        let query = AssertSqlSafe(sql);
        Ok(match self {
            Self::Sqlite(tx) => Fetched::Sqlite(sqlx::query_with(query, values).fetch_all(&mut **tx).await?),
            Self::Postgres(tx) => Fetched::Postgres(sqlx::query_with(query, values).fetch_all(&mut **tx).await?),
        })
    }

    /// Runs a statement that writes; says how many rows it touched.
    pub(crate) async fn execute(&mut self, statement: &impl QueryStatementWriter) -> Stored<u64> {
        let built = build(statement, self.is_postgres());
        self.run(built).await
    }

    async fn run(&mut self, (sql, values): (String, SqlxValues)) -> Stored<u64> {
        let query = AssertSqlSafe(sql);
        let touched = match self {
            Self::Sqlite(tx) => {
                sqlx::query_with(query, values).execute(&mut **tx).await.map(|done| done.rows_affected())
            }
            Self::Postgres(tx) => {
                sqlx::query_with(query, values).execute(&mut **tx).await.map(|done| done.rows_affected())
            }
        };
        touched.map_err(StoreError::from_write)
    }

    /// Runs a statement that shapes the schema.
    pub(crate) async fn shape(&mut self, statement: &impl SchemaStatementBuilder) -> Stored<()> {
        let sql = schema_sql(statement, self.is_postgres());
        match self {
            Self::Sqlite(tx) => sqlx::query(AssertSqlSafe(sql)).execute(&mut **tx).await.map(|_| ())?,
            Self::Postgres(tx) => sqlx::query(AssertSqlSafe(sql)).execute(&mut **tx).await.map(|_| ())?,
        }
        Ok(())
    }

    pub(crate) async fn commit(self) -> Stored<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await,
            Self::Postgres(tx) => tx.commit().await,
        }
        .map_err(StoreError::from_write)
    }

    /// The column type that keeps a kind of value. Text is compared byte by byte in both engines.
    pub(crate) fn column(&self, name: &'static str, kind: Kind) -> ColumnDef {
        let mut column = ColumnDef::new(name);
        match kind {
            Kind::Text => {
                column.text();
                if self.is_postgres() {
                    column.extra("COLLATE \"C\"");
                }
            }
            Kind::Int => {
                column.big_integer();
            }
            Kind::Flag => {
                column.boolean();
            }
            Kind::Day => {
                column.date();
            }
        }
        column
    }
}
