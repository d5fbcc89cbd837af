//! The handle: who asks, for which purpose, and how far they may see.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use kernel::{Clock, MemberId, Moment, OrganisationId};
use sea_query::SelectStatement;
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::change::{Change, Held, insert_rows, note_rows};
use crate::dialect::{OLDEST_SQLITE, Pool, Tx, UseFor};
use crate::schema;
use crate::together::{Bundle, Share};
use crate::{InReach, Keyed, Raw, Reach, Record, Rows, Step, StoreError, Stored, Together, Trace};

/// Which database: `sqlite:PATH` or `postgres://…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// The embedded one, in this file.
    Sqlite(PathBuf),
    /// A PostgreSQL server, by URL.
    Postgres(String),
}

/// The text names no database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseError(String);

impl fmt::Display for DatabaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` names no database: write sqlite:PATH or postgres://USER@HOST/NAME", self.0)
    }
}

impl std::error::Error for DatabaseError {}

impl FromStr for Database {
    type Err = DatabaseError;

    fn from_str(text: &str) -> Result<Self, DatabaseError> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        match text.strip_prefix("sqlite:") {
            Some(path) if !path.trim_start_matches('/').is_empty() => {
                Ok(Self::Sqlite(path.strip_prefix("//").unwrap_or(path).into()))
            }
            _ => Err(DatabaseError(text.to_owned())),
        }
    }
}

/// Where it is, without the password.
impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => {
                let place = url.rsplit_once('@').map_or(url.as_str(), |(_, place)| place);
                write!(f, "postgres://{}", place.trim_start_matches("postgres://").trim_start_matches("postgresql://"))
            }
        }
    }
}

/// Duties of the system itself, for which there is no member and no limit. The list is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// Finding out who somebody is, before it is known how far they may see.
    SignIn,
    /// An order given on the command line of the server.
    CommandLine,
    /// Building an invented network.
    Demo,
    /// Reading the programmes and territories that every page needs.
    Catalogue,
    /// Sending reminders of appointments when they are due.
    Reminders,
    /// Forgetting what was kept only for a time, once it is over.
    Forgetting,
}

impl System {
    fn purpose(self) -> &'static str {
        match self {
            Self::SignIn => "system-sign-in",
            Self::CommandLine => "system-command-line",
            Self::Demo => "system-demo",
            Self::Catalogue => "system-catalogue",
            Self::Reminders => "system-reminders",
            Self::Forgetting => "system-forgetting",
        }
    }
}

/// Who acts, and for which purpose: written into every journal entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// The member; nobody when the system acts.
    pub member: Option<MemberId>,
    /// The permission used, or the system's duty.
    pub purpose: &'static str,
}

impl Act {
    /// Whether this is the system finding out who somebody is.
    pub(crate) fn is_sign_in(&self) -> bool {
        self.member.is_none() && self.purpose == System::SignIn.purpose()
    }
}

struct Inside {
    pool: Pool,
    place: Database,
    clock: Clock,
    steps: Vec<Step>,
    /// SQLite has one writer: waiting here is fair and cheap, waiting in its busy handler is neither.
    writer: Option<Arc<Mutex<()>>>,
}

/// An open database. The program holds it; slices get a [`Db`].
#[derive(Clone)]
pub struct Store(Arc<Inside>);

impl Store {
    /// Opens the database and brings its schema up to date.
    ///
    /// # Errors
    /// When it cannot be opened, when SQLite is older than 3.51.3, or when a step fails.
    pub async fn open(place: &Database, clock: Clock, steps: &[Step]) -> Stored<Self> {
        Self::opened(place, clock, steps, UseFor::Service).await
    }

    /// Opens it for building an invented network: fast, with one connection, without waiting for the disk, and without
    /// indexes until [`Store::finish_loading`].
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_for_loading(place: &Database, clock: Clock, steps: &[Step]) -> Stored<Self> {
        Self::opened(place, clock, steps, UseFor::Loading).await
    }

    async fn opened(place: &Database, clock: Clock, steps: &[Step], use_for: UseFor) -> Stored<Self> {
        let mut all = crate::journal::steps();
        all.extend_from_slice(steps);
        let store = Self::connect(place, clock, use_for, all).await?;
        schema::grow(&store.0.pool, &store.0.steps, store.0.clock.now(), use_for).await?;
        if use_for == UseFor::Service {
            schema::index(&store.0.pool, &store.0.steps).await?;
        }
        Ok(store)
    }

    async fn connect(place: &Database, clock: Clock, use_for: UseFor, steps: Vec<Step>) -> Stored<Self> {
        let (pool, writer) = match place {
            Database::Sqlite(path) => (Pool::open_sqlite(path, use_for).await?, Some(Arc::new(Mutex::new(())))),
            Database::Postgres(url) => (Pool::open_postgres(url, 16).await?, None),
        };
        let store = Self(Arc::new(Inside { pool, place: place.clone(), clock, steps, writer }));
        store.refuse_old_sqlite().await?;
        Ok(store)
    }

    async fn refuse_old_sqlite(&self) -> Stored<()> {
        let version = self.version().await?;
        let Some(numbers) = version.strip_prefix("SQLite ") else { return Ok(()) };
        if is_old_sqlite(numbers) {
            let (major, minor, patch) = OLDEST_SQLITE;
            let why =
                format!("{version} can lose commits (WAL-reset bug): Soglia needs {major}.{minor}.{patch} or later");
            return Err(StoreError::Broken(sqlx::Error::Configuration(why.into())));
        }
        Ok(())
    }

    /// The engine's name and version, as `SQLite 3.51.3`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn version(&self) -> Stored<String> {
        self.0.pool.version().await
    }

    /// Where the database is, without its password.
    #[must_use]
    pub fn place(&self) -> &Database {
        &self.0.place
    }

    /// The clock by which everything is dated.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// A handle for a member's request. Only the web's sign-in door makes these.
    #[must_use]
    pub fn for_member(&self, member: MemberId, purpose: &'static str, reach: Reach) -> Db {
        let reach = Arc::new(reach.on(self.0.clock.today()));
        Db { store: self.clone(), reach, act: Act { member: Some(member), purpose }, bundle: None }
    }

    /// A handle without limits, for one of the system's own duties.
    #[must_use]
    pub fn system(&self, duty: System) -> Db {
        let act = Act { member: None, purpose: duty.purpose() };
        Db { store: self.clone(), reach: Arc::new(Reach::everything()), act, bundle: None }
    }

    /// Loads many rows at once, without journal: for building an invented network into an empty database.
    ///
    /// # Errors
    /// When no transaction can begin.
    pub async fn bulk(&self) -> Stored<Bulk> {
        Ok(Bulk { tx: Share::Own(self.0.pool.begin().await?) })
    }

    /// Makes the indexes that wait for the end of a load, and lets the engine look at what its tables hold.
    ///
    /// # Errors
    /// When what must be unique is not, or the database fails.
    pub async fn finish_loading(&self) -> Stored<()> {
        schema::index(&self.0.pool, &self.0.steps).await?;
        self.0.pool.analyse().await
    }

    /// Closes all connections.
    pub async fn close(&self) {
        // Nothing is left to be told to when closing fails.
        let _ = self.0.pool.close().await;
    }
}

fn is_old_sqlite(numbers: &str) -> bool {
    let mut parts = numbers.split('.').map(|part| part.parse::<u32>().unwrap_or_default());
    let mut next = || parts.next().unwrap_or_default();
    (next(), next(), next()) < OLDEST_SQLITE
}

/// A database handle with a reach in it. Deliberately not a connection.
#[derive(Clone)]
pub struct Db {
    store: Store,
    reach: Arc<Reach>,
    act: Act,
    bundle: Option<Bundle>,
}

impl Db {
    /// How far this handle sees.
    #[must_use]
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// Who acts, and what for.
    #[must_use]
    pub fn act(&self) -> &Act {
        &self.act
    }

    /// This instant.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.store.0.clock.now()
    }

    /// Today, in the network's time zone.
    #[must_use]
    pub fn today(&self) -> kernel::Day {
        self.store.0.clock.today()
    }

    /// The clock by which everything is dated, with the network's time zone.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.store.0.clock
    }

    /// The day of an instant, in the network's time zone.
    #[must_use]
    pub fn day_of(&self, at: Moment) -> kernel::Day {
        self.local(at).0
    }

    /// The day and the time of an instant, in the network's time zone.
    #[must_use]
    pub fn local(&self, at: Moment) -> (kernel::Day, String) {
        at.local(self.store.0.clock.zone())
    }

    /// The rows of a table, within reach.
    pub fn rows<R: InReach>(&self) -> Rows<'_, R> {
        Rows::new(self)
    }

    /// One row, held for a change. Out of reach reads as not found, and so does what is only shared for reading.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or when the database fails.
    pub async fn held<R: InReach + Keyed>(&self, id: R::Id) -> Stored<Held<R>> {
        Rows::within(self, &self.reach.own_alone()).id(id).one().await.map(Held::new)
    }

    /// The same handle without what others share: for lists of duties, which are those of whoever accompanies.
    #[must_use]
    pub fn without_shared(&self) -> Self {
        Self { reach: Arc::new(self.reach.own_alone()), ..self.clone() }
    }

    /// The same handle for what one organisation knows, so far as the handle reaches.
    #[must_use]
    pub fn only_at(&self, organisation: OrganisationId) -> Self {
        Self { reach: Arc::new(self.reach.only_at(organisation)), ..self.clone() }
    }

    /// Notes rows in passing, each once: those that are there already stay as they are. Without a journal entry, since
    /// they establish no fact. The caller asks first whether they are there, so that reading seldom has to write.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note<R: Trace>(&self, rows: &[R]) -> Stored<()> {
        let (tx, _turn) = self.begin().await?;
        let mut tx = Share::Own(tx);
        note_rows(&mut tx, rows).await?;
        tx.commit().await
    }

    /// Begins a change; it takes effect when it is committed with its journal entry, and not at all otherwise.
    ///
    /// # Errors
    /// When no transaction can begin.
    pub async fn change(&self) -> Stored<Change> {
        if let Some(bundle) = &self.bundle {
            return Ok(Change::new(self.clone(), bundle.share(), None));
        }
        let (tx, turn) = self.begin().await?;
        Ok(Change::new(self.clone(), Share::Own(tx), turn))
    }

    /// Begins several changes that take effect together or not at all.
    ///
    /// # Errors
    /// When no transaction can begin.
    pub async fn together(&self) -> Stored<Together> {
        let (tx, turn) = self.begin().await?;
        Ok(Together::new(tx, turn))
    }

    async fn begin(&self) -> Stored<(Tx, Option<OwnedMutexGuard<()>>)> {
        let turn = match &self.store.0.writer {
            Some(writer) => Some(Arc::clone(writer).lock_owned().await),
            None => None,
        };
        Ok((self.store.0.pool.begin().await?, turn))
    }

    pub(crate) fn within(&self, bundle: Bundle) -> Self {
        Self { bundle: Some(bundle), ..self.clone() }
    }

    pub(crate) fn with_reach(&self, reach: Arc<Reach>) -> Self {
        Self { reach, ..self.clone() }
    }

    /// Runs a query and reads its rows. Only this thin shell is compiled anew for every kind of row.
    pub(crate) async fn fetch<T>(
        &self,
        statement: &SelectStatement,
        read: impl Fn(&Raw<'_>) -> Stored<T>,
    ) -> Stored<Vec<T>> {
        let answer = match &self.bundle {
            Some(bundle) => bundle.fetch(statement),
            None => self.store.0.pool.fetch(statement),
        };
        answer.await?.read(read)
    }
}

/// A load of many rows in one transaction.
pub struct Bulk {
    tx: Share,
}

impl Bulk {
    /// Adds rows.
    ///
    /// # Errors
    /// When a row breaks a constraint or the database fails.
    pub async fn add<R: Record>(&mut self, rows: &[R]) -> Stored<()> {
        insert_rows(&mut self.tx, rows).await
    }

    /// Keeps what was added.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn commit(self) -> Stored<()> {
        self.tx.commit().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_named_by_scheme() {
        assert_eq!("sqlite:var/soglia.db".parse(), Ok(Database::Sqlite("var/soglia.db".into())));
        assert_eq!("sqlite:///srv/s.db".parse(), Ok(Database::Sqlite("/srv/s.db".into())));
        assert!(matches!("postgres://a:b@h/n".parse(), Ok(Database::Postgres(_))));
        for wrong in ["", "sqlite:", "mysql://x", "soglia.db"] {
            assert!(wrong.parse::<Database>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        let place: Database = "postgres://soglia:secret@db.local/soglia".parse().unwrap();
        assert_eq!(place.to_string(), "postgres://db.local/soglia");
    }

    #[test]
    fn sqlite_with_the_wal_reset_bug_is_refused() {
        for (version, old) in
            [("3.40.1", true), ("3.51.2", true), ("3.51.3", false), ("3.53.0", false), ("4.0.0", false)]
        {
            assert_eq!(is_old_sqlite(version), old, "{version}");
        }
    }
}
