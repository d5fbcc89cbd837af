//! What tests share: a fresh database of either kind.
//!
//! Every store test is written once and runs on both engines; see [`on_both!`]. PostgreSQL is never skipped: where it
//! is missing the test fails and says what to do.

pub mod invented;

use std::cell::RefCell;
use std::path::PathBuf;

use kernel::{Clock, Day};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use store::{Database, Step, Store};

/// The tests' today.
#[must_use]
pub fn today() -> Day {
    Day::new(2026, 11, 22).unwrap_or_else(|| unreachable!("the calendar has this day"))
}

/// A clock that stands at the tests' today.
#[must_use]
pub fn clock() -> Clock {
    Clock::stopped_at(chrono_tz::Europe::Rome, today())
}

/// One of the two engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The embedded database.
    Sqlite,
    /// The server that `scripts/with-postgres` started.
    Postgres,
}

impl Engine {
    /// A place for a fresh database.
    ///
    /// # Panics
    /// When PostgreSQL is asked for and no server was started for the tests.
    pub async fn fresh(self) -> Database {
        let place = self.make().await;
        // A test that is not written for both engines has no list: its one file goes with the next run.
        let _ = MADE.try_with(|made| made.borrow_mut().push(place.clone()));
        place
    }

    async fn make(self) -> Database {
        let name = format!("t{}", kernel::Uuid::now_v7().simple());
        match self {
            Self::Sqlite => {
                let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/test-databases");
                std::fs::create_dir_all(&folder).unwrap();
                Database::Sqlite(folder.join(format!("{name}.db")))
            }
            Self::Postgres => {
                let server = postgres();
                tell(&server, format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")).await;
                let (head, _) = server.rsplit_once('/').expect("the URL names a database");
                Database::Postgres(format!("{head}/{name}"))
            }
        }
    }

    /// A fresh store with these steps.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn store(self, steps: &[Step]) -> Store {
        let place = self.fresh().await;
        Store::open(&place, clock(), steps).await.expect("a fresh store opens")
    }
}

fn postgres() -> String {
    std::env::var("SOGLIA_TEST_POSTGRES")
        .expect("SOGLIA_TEST_POSTGRES is not set: run the tests with `make test`, or behind `scripts/with-postgres`")
}

async fn tell(server: &str, statement: String) {
    let mut connection = PgConnection::connect(server).await.expect("the tests' PostgreSQL answers");
    sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await.expect("the tests' PostgreSQL obeys");
}

tokio::task_local! {
    static MADE: RefCell<Vec<Database>>;
}

/// Runs a test and removes the databases it made, so that a whole run needs room for a few at a time. One whose test
/// failed is left to be looked at.
pub async fn removing_its_databases(test: impl Future<Output = ()>) {
    let body = async {
        test.await;
        MADE.with(RefCell::take)
    };
    for place in MADE.scope(RefCell::default(), body).await {
        match place {
            Database::Sqlite(file) => {
                for end in ["", "-wal", "-shm"] {
                    let mut name = file.clone().into_os_string();
                    name.push(end);
                    let _ = std::fs::remove_file(name);
                }
            }
            Database::Postgres(url) => {
                let (_, name) = url.rsplit_once('/').expect("the URL names a database");
                tell(&postgres(), format!("DROP DATABASE {name} WITH (FORCE)")).await;
            }
        }
    }
}

/// Writes one test twice: `on_both!(a_name, |engine| async move { … })` becomes `a_name::on_sqlite` and
/// `a_name::on_postgres`.
#[macro_export]
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($engine:ident) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn run($engine: $crate::Engine) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                $crate::removing_its_databases(run($crate::Engine::Sqlite)).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                $crate::removing_its_databases(run($crate::Engine::Postgres)).await;
            }
        }
    )+};
}

/// Compares a text with the file in the tree that prints it, and says how to print it anew.
///
/// # Panics
/// When they differ. With `SOGLIA_PRINT=1` in the environment the file is written instead.
pub fn printed(file: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(file);
    if std::env::var_os("SOGLIA_PRINT").is_some() {
        std::fs::create_dir_all(path.parent().expect("a file in a folder")).expect("the folder is made");
        std::fs::write(&path, text).expect("the file is written");
        return;
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    if known != text {
        let first = known.lines().zip(text.lines()).find(|(known, now)| known != now);
        let (was, is) = first.unwrap_or(("(the end)", "(more or fewer lines)"));
        panic!(
            "{file} is not what the program says now.\n  was: {was}\n  is:  {is}\nRead the change, then run the tests with SOGLIA_PRINT=1."
        );
    }
}
