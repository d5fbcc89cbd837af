//! What SQLite and PostgreSQL do differently, and nothing else: how they are opened, which type a column gets, how a
//! statement is built, sent and begun.

use std::path::Path;
use std::pin::Pin;
use std::str::FromStr;
use std::time::Duration;

use sea_query::{
    ColumnDef, PostgresQueryBuilder, QueryStatementWriter, SchemaStatementBuilder, SelectStatement, SqliteQueryBuilder,
    TableCreateStatement,
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

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    fn build(self, statement: &impl QueryStatementWriter) -> Built {
        let (sql, values) = match self {
            Self::Sqlite => statement.build(SqliteQueryBuilder),
            Self::Postgres => statement.build(PostgresQueryBuilder),
        };
        (sql, SqlxValues(values))
    }

    fn shape(self, statement: &impl SchemaStatementBuilder) -> Built {
        let sql = match self {
            Self::Sqlite => statement.to_string(SqliteQueryBuilder),
            Self::Postgres => statement.to_string(PostgresQueryBuilder),
        };
        (sql, SqlxValues(sea_query::Values(Vec::new())))
    }
}

/// A statement's text, and the values that stand in it.
type Built = (String, SqlxValues);

/// What a driver does, behind a pointer: so the drivers are compiled here once, and not again in every crate that waits
/// for them.
pub(crate) type Driven<'a, T> = Pin<Box<dyn Future<Output = Stored<T>> + Send + 'a>>;

/// A driver's connections.
trait Engine: Send + Sync {
    fn fetch(&self, built: Built) -> Driven<'_, Fetched>;
    /// Begins a transaction that holds the write lock from its start, where the engine has only one.
    fn begin(&self) -> Driven<'_, Box<dyn Running>>;
    fn version(&self) -> Driven<'_, String>;
    fn analyse(&self) -> Driven<'_, ()>;
    fn close(&self) -> Driven<'_, ()>;
}

/// A driver's transaction.
trait Running: Send {
    fn fetch(&mut self, built: Built) -> Driven<'_, Fetched>;
    fn execute(&mut self, built: Built) -> Driven<'_, u64>;
    fn commit(self: Box<Self>) -> Driven<'static, ()>;
}

/// The rows of one answer.
pub(crate) enum Fetched {
    Sqlite(Vec<SqliteRow>),
    Postgres(Vec<PgRow>),
}

impl Fetched {
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Sqlite(rows) => rows.is_empty(),
            Self::Postgres(rows) => rows.is_empty(),
        }
    }

    pub(crate) fn read<T>(&self, read: impl Fn(&Raw<'_>) -> Stored<T>) -> Stored<Vec<T>> {
        match self {
            Self::Sqlite(rows) => rows.iter().map(|row| read(&Raw::Sqlite(row))).collect(),
            Self::Postgres(rows) => rows.iter().map(|row| read(&Raw::Postgres(row))).collect(),
        }
    }
}

impl Engine for SqlitePool {
    fn fetch(&self, (sql, values): Built) -> Driven<'_, Fetched> {
        Box::pin(
            async move { Ok(Fetched::Sqlite(sqlx::query_with(AssertSqlSafe(sql), values).fetch_all(self).await?)) },
        )
    }

    fn begin(&self) -> Driven<'_, Box<dyn Running>> {
        Box::pin(async move { Ok(Box::new(self.begin_with("BEGIN IMMEDIATE").await?) as Box<dyn Running>) })
    }

    fn version(&self) -> Driven<'_, String> {
        Box::pin(async move {
            let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(self).await?;
            Ok(format!("SQLite {version}"))
        })
    }

    fn analyse(&self) -> Driven<'_, ()> {
        Box::pin(async move {
            sqlx::query("PRAGMA analysis_limit = 2000").execute(self).await?;
            sqlx::query("ANALYZE").execute(self).await?;
            Ok(())
        })
    }

    fn close(&self) -> Driven<'_, ()> {
        Box::pin(async move {
            Self::close(self).await;
            Ok(())
        })
    }
}

impl Running for Transaction<'static, Sqlite> {
    fn fetch(&mut self, (sql, values): Built) -> Driven<'_, Fetched> {
        Box::pin(async move {
            Ok(Fetched::Sqlite(sqlx::query_with(AssertSqlSafe(sql), values).fetch_all(&mut **self).await?))
        })
    }

    fn execute(&mut self, (sql, values): Built) -> Driven<'_, u64> {
        Box::pin(async move {
            let done = sqlx::query_with(AssertSqlSafe(sql), values).execute(&mut **self).await;
            Ok(done.map_err(StoreError::from_write)?.rows_affected())
        })
    }

    fn commit(self: Box<Self>) -> Driven<'static, ()> {
        Box::pin(async move { Self::commit(*self).await.map_err(StoreError::from_write) })
    }
}

impl Engine for PgPool {
    fn fetch(&self, (sql, values): Built) -> Driven<'_, Fetched> {
        Box::pin(
            async move { Ok(Fetched::Postgres(sqlx::query_with(AssertSqlSafe(sql), values).fetch_all(self).await?)) },
        )
    }

    fn begin(&self) -> Driven<'_, Box<dyn Running>> {
        Box::pin(async move { Ok(Box::new(Self::begin(self).await?) as Box<dyn Running>) })
    }

    fn version(&self) -> Driven<'_, String> {
        Box::pin(async move {
            let version: String = sqlx::query_scalar("SHOW server_version").fetch_one(self).await?;
            Ok(format!("PostgreSQL {version}"))
        })
    }

    fn analyse(&self) -> Driven<'_, ()> {
        Box::pin(async move {
            sqlx::query("ANALYZE").execute(self).await?;
            Ok(())
        })
    }

    fn close(&self) -> Driven<'_, ()> {
        Box::pin(async move {
            Self::close(self).await;
            Ok(())
        })
    }
}

impl Running for Transaction<'static, Postgres> {
    fn fetch(&mut self, (sql, values): Built) -> Driven<'_, Fetched> {
        Box::pin(async move {
            Ok(Fetched::Postgres(sqlx::query_with(AssertSqlSafe(sql), values).fetch_all(&mut **self).await?))
        })
    }

    fn execute(&mut self, (sql, values): Built) -> Driven<'_, u64> {
        Box::pin(async move {
            let done = sqlx::query_with(AssertSqlSafe(sql), values).execute(&mut **self).await;
            Ok(done.map_err(StoreError::from_write)?.rows_affected())
        })
    }

    fn commit(self: Box<Self>) -> Driven<'static, ()> {
        Box::pin(async move { Self::commit(*self).await.map_err(StoreError::from_write) })
    }
}

/// What a database is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UseFor {
    Service,
    Loading,
}

/// Connections to one of the two databases.
pub(crate) struct Pool {
    engine: Box<dyn Engine>,
    dialect: Dialect,
}

impl Pool {
    /// For service every commit reaches the disk. For building an invented network one connection with a large cache
    /// loads without waiting for it: what a power cut spoils is built anew.
    pub(crate) async fn open_sqlite(path: &Path, use_for: UseFor) -> Stored<Self> {
        let (connections, synchronous, cache) = match use_for {
            UseFor::Service => (connections_for_cores(), SqliteSynchronous::Full, "-4000"),
            UseFor::Loading => (1, SqliteSynchronous::Off, "-1000000"),
        };
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .foreign_keys(use_for == UseFor::Service)
            .busy_timeout(Duration::from_secs(10))
            .statement_cache_capacity(100)
            .pragma("cache_size", cache)
            .pragma("temp_store", "memory")
            .disable_statement_logging();
        let pool = SqlitePoolOptions::new()
            .max_connections(connections)
            .min_connections(1)
            // A file does not hang up: no need to ask before every query whether it is still there.
            .test_before_acquire(false)
            .connect_with(options)
            .await?;
        Ok(Self { engine: Box::new(pool), dialect: Dialect::Sqlite })
    }

    pub(crate) async fn open_postgres(url: &str, connections: u32) -> Stored<Self> {
        let options = PgConnectOptions::from_str(url)?.statement_cache_capacity(256).disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options)
            .await?;
        Ok(Self { engine: Box::new(pool), dialect: Dialect::Postgres })
    }

    /// The engine's name and version.
    pub(crate) fn version(&self) -> Driven<'_, String> {
        self.engine.version()
    }

    /// Begins a transaction that writes.
    pub(crate) async fn begin(&self) -> Stored<Tx> {
        Ok(Tx { running: self.engine.begin().await?, dialect: self.dialect })
    }

    /// Runs a query.
    pub(crate) fn fetch(&self, statement: &SelectStatement) -> Driven<'_, Fetched> {
        self.engine.fetch(self.dialect.build(statement))
    }

    /// Lets the engine look at its tables, so that it plans by what is in them.
    pub(crate) fn analyse(&self) -> Driven<'_, ()> {
        self.engine.analyse()
    }

    /// Closes all connections.
    pub(crate) fn close(&self) -> Driven<'_, ()> {
        self.engine.close()
    }
}

/// A query in SQLite keeps one core busy: a few more connections than cores hide the waiting, many only take memory.
fn connections_for_cores() -> u32 {
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    u32::try_from(cores * 2).unwrap_or(u32::MAX).clamp(4, 32)
}

/// A transaction that writes.
pub(crate) struct Tx {
    running: Box<dyn Running>,
    dialect: Dialect,
}

impl Tx {
    /// Runs a query inside the transaction.
    pub(crate) fn fetch(&mut self, statement: &SelectStatement) -> Driven<'_, Fetched> {
        self.running.fetch(self.dialect.build(statement))
    }

    /// Runs a statement that writes; says how many rows it touched.
    pub(crate) fn execute(&mut self, statement: &impl QueryStatementWriter) -> Driven<'_, u64> {
        self.running.execute(self.dialect.build(statement))
    }

    /// Runs a statement that shapes the schema.
    pub(crate) async fn shape(&mut self, statement: &impl SchemaStatementBuilder) -> Stored<()> {
        self.running.execute(self.dialect.shape(statement)).await?;
        Ok(())
    }

    pub(crate) fn commit(self) -> Driven<'static, ()> {
        self.running.commit()
    }

    /// Keeps the rows of a table in the tree of its key. SQLite would keep them twice otherwise: once by number, once
    /// by key. Good for short rows that are mostly key: links between two tables, keys of a search.
    pub(crate) fn keep_by_key(&self, table: &mut TableCreateStatement) {
        if self.dialect == Dialect::Sqlite {
            table.extra("WITHOUT ROWID");
        }
    }

    /// The column type that keeps a kind of value. Text is compared byte by byte in both engines.
    pub(crate) fn column(&self, name: &'static str, kind: Kind) -> ColumnDef {
        let mut column = ColumnDef::new(name);
        match kind {
            Kind::Text => {
                column.text();
                if self.dialect == Dialect::Postgres {
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
            Kind::Bytes => {
                column.blob();
            }
        }
        column
    }
}
