//! The schema, grown by additive steps: each slice brings its own, one a file, in order of birth.
//!
//! A step that has run is never edited; a later step adds. Dropping and renaming are absent on purpose.

use kernel::Moment;
use sea_query::{ConditionalStatement, Expr, ExprTrait, ForeignKey, Index, Query};

use crate::Stored;
use crate::dialect::{Pool, Tx, UseFor};

/// What a column can hold. See [`crate::Cell`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Int,
    Flag,
    Day,
    Bytes,
}

#[derive(Debug, Clone)]
struct ColumnSpec {
    name: &'static str,
    kind: Kind,
    optional: bool,
    references: Option<&'static str>,
}

/// A table in the making.
///
/// Columns are required unless [`Table::optional`] follows them.
#[derive(Debug, Clone)]
#[must_use]
pub struct Table {
    name: &'static str,
    columns: Vec<ColumnSpec>,
    /// Empty where columns are added to a table that exists.
    key: &'static [&'static str],
    indexes: Vec<IndexSpec>,
}

#[derive(Debug, Clone)]
struct IndexSpec {
    columns: &'static [&'static str],
    unique: bool,
    filled_only: bool,
}

impl Table {
    /// A table with these columns as its primary key; they must be declared too.
    pub fn new(name: &'static str, key: &'static [&'static str]) -> Self {
        Self { name, columns: Vec::new(), key, indexes: Vec::new() }
    }

    /// Columns added to a table of an earlier step. They may be empty, whatever is said: the rows that exist have none.
    pub fn more(name: &'static str) -> Self {
        Self { name, columns: Vec::new(), key: &[], indexes: Vec::new() }
    }

    fn column(mut self, name: &'static str, kind: Kind) -> Self {
        self.columns.push(ColumnSpec { name, kind, optional: false, references: None });
        self
    }

    /// A text: ids, codes, words, moments of prose.
    pub fn text(self, name: &'static str) -> Self {
        self.column(name, Kind::Text)
    }

    /// A whole number: counts, cents, milliseconds.
    pub fn int(self, name: &'static str) -> Self {
        self.column(name, Kind::Int)
    }

    /// Yes or no.
    pub fn flag(self, name: &'static str) -> Self {
        self.column(name, Kind::Flag)
    }

    /// A calendar day.
    pub fn day(self, name: &'static str) -> Self {
        self.column(name, Kind::Day)
    }

    /// Bytes as they are: the sealed content of a file.
    pub fn bytes(self, name: &'static str) -> Self {
        self.column(name, Kind::Bytes)
    }

    /// The last column may be empty.
    pub fn optional(mut self) -> Self {
        if let Some(last) = self.columns.last_mut() {
            last.optional = true;
        }
        self
    }

    /// The last column names a row of another table, by its `id`.
    pub fn of(mut self, table: &'static str) -> Self {
        if let Some(last) = self.columns.last_mut() {
            last.references = Some(table);
        }
        self
    }

    /// An index over these columns.
    pub fn index(mut self, columns: &'static [&'static str]) -> Self {
        self.indexes.push(IndexSpec { columns, unique: false, filled_only: false });
        self
    }

    /// An index over the rows whose first of these columns is filled: for columns that seldom are.
    pub fn index_where_filled(mut self, columns: &'static [&'static str]) -> Self {
        self.indexes.push(IndexSpec { columns, unique: false, filled_only: true });
        self
    }

    /// No two rows share these columns; rows with an empty one among them do not count.
    pub fn unique(mut self, columns: &'static [&'static str]) -> Self {
        self.indexes.push(IndexSpec { columns, unique: true, filled_only: false });
        self
    }

    async fn add(&self, tx: &mut Tx) -> Stored<()> {
        for spec in &self.columns {
            let mut more = sea_query::Table::alter();
            more.table(self.name).add_column(tx.column(spec.name, spec.kind));
            tx.shape(&more).await?;
        }
        Ok(())
    }

    async fn create(&self, tx: &mut Tx) -> Stored<()> {
        if self.key.is_empty() {
            return self.add(tx).await;
        }
        let mut table = sea_query::Table::create();
        table.table(self.name);
        for spec in &self.columns {
            let mut column = tx.column(spec.name, spec.kind);
            if !spec.optional {
                column.not_null();
            }
            table.col(column);
            if let Some(parent) = spec.references {
                table.foreign_key(ForeignKey::create().from(self.name, spec.name).to(parent, "id"));
            }
        }
        let mut key = Index::create();
        for column in self.key {
            key.col(*column);
        }
        table.primary_key(&mut key);
        if self.key.len() > 1 {
            tx.keep_by_key(&mut table);
        }
        tx.shape(&table).await
    }

    async fn index_all(&self, tx: &mut Tx) -> Stored<()> {
        for IndexSpec { columns, unique, filled_only } in &self.indexes {
            let mut index = Index::create();
            index.name(format!("{}_by_{}", self.name, columns.join("_"))).table(self.name).if_not_exists();
            if *unique {
                index.unique();
            }
            for column in *columns {
                index.col(*column);
            }
            if *filled_only {
                index.and_where(Expr::col(columns[0]).is_not_null());
            }
            tx.shape(&index).await?;
        }
        Ok(())
    }
}

/// One step of the schema's growth.
#[derive(Debug, Clone)]
pub struct Step {
    name: &'static str,
    tables: Vec<Table>,
}

impl Step {
    /// A step that adds tables. The name carries the slice and a number: `people-0001-persons`.
    #[must_use]
    pub fn new(name: &'static str, tables: Vec<Table>) -> Self {
        Self { name, tables }
    }

    /// The step's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }
}

/// In the ledger of steps while a load is under way whose indexes come last.
const LOADING: &str = "loading";

/// Runs the steps that have not run yet, each in a transaction of its own; says how many did. Before a load the indexes
/// are left out: sorting all rows once is much faster than placing each. [`index`] makes up for them.
pub(crate) async fn grow(pool: &Pool, steps: &[Step], now: Moment, use_for: UseFor) -> Stored<usize> {
    let mut tx = pool.begin().await?;
    let mut ledger = sea_query::Table::create();
    let mut name = tx.column("name", Kind::Text);
    name.not_null().primary_key();
    let mut at = tx.column("at", Kind::Int);
    at.not_null();
    tx.shape(ledger.table("schema_step").if_not_exists().col(name).col(at)).await?;
    tx.commit().await?;

    let mut grown = 0;
    for step in steps {
        let mut tx = pool.begin().await?;
        if is_noted(&mut tx, step.name).await? {
            continue;
        }
        if use_for == UseFor::Loading && !is_noted(&mut tx, LOADING).await? {
            note(&mut tx, LOADING, now).await?;
        }
        for table in &step.tables {
            table.create(&mut tx).await?;
            if use_for == UseFor::Service {
                table.index_all(&mut tx).await?;
            }
        }
        note(&mut tx, step.name, now).await?;
        tx.commit().await?;
        grown += 1;
    }
    Ok(grown)
}

/// Makes the indexes that a load left out, if one did: at its end, or when the database is next opened.
pub(crate) async fn index(pool: &Pool, steps: &[Step]) -> Stored<()> {
    let mut tx = pool.begin().await?;
    if !is_noted(&mut tx, LOADING).await? {
        return Ok(());
    }
    for table in steps.iter().flat_map(|step| &step.tables) {
        table.index_all(&mut tx).await?;
    }
    let done = Query::delete().from_table("schema_step").and_where(Expr::col("name").eq(LOADING)).take();
    tx.execute(&done).await?;
    tx.commit().await
}

async fn is_noted(tx: &mut Tx, name: &'static str) -> Stored<bool> {
    let known = Query::select().column("name").from("schema_step").and_where(Expr::col("name").eq(name)).take();
    Ok(!tx.fetch(&known).await?.is_empty())
}

async fn note(tx: &mut Tx, name: &'static str, now: Moment) -> Stored<()> {
    let row = [name.into(), now.millis().into()];
    let noted = Query::insert().into_table("schema_step").columns(["name", "at"]).values_panic(row).take();
    tx.execute(&noted).await.map(|_| ())
}
