//! Changing: only what was held, only with a journal entry, all of it or nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use sea_query::{Expr, ExprTrait, InsertStatement, OnConflict, Query, SelectStatement, UpdateStatement, Value};
use tokio::sync::OwnedMutexGuard;

use crate::journal::{AgeBand, Counted, Entry, JournalEntry, JournalPerson};
use crate::together::Share;
use crate::{Cell, Column, Db, InReach, Keyed, Record, StoreError, Stored, Where};

/// A row fetched through a reach: the licence to change it.
#[derive(Debug)]
pub struct Held<R>(R);

impl<R: Keyed> Held<R> {
    pub(crate) fn new(row: R) -> Self {
        Self(row)
    }

    /// Holds on only if the row still has the version that the form was made from.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when somebody changed it since.
    pub fn at_version(self, version: i64) -> Stored<Self> {
        if self.0.version() == version { Ok(self) } else { Err(StoreError::Stale) }
    }
}

impl<R> Deref for Held<R> {
    type Target = R;
    fn deref(&self) -> &R {
        &self.0
    }
}

/// A change in the making: a transaction that ends with a journal entry or leaves no trace.
pub struct Change {
    db: Db,
    tx: Share,
    /// Proves that each inserted row lies within the reach that inserted it.
    inserted: Vec<SelectStatement>,
    /// Proves that each changed row still lies within the reach that changed it.
    changed: Vec<SelectStatement>,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Change {
    pub(crate) fn new(db: Db, tx: Share, turn: Option<OwnedMutexGuard<()>>) -> Self {
        Self { db, tx, inserted: Vec::new(), changed: Vec::new(), _turn: turn }
    }

    /// Adds a row. It must lie within reach once everything is written: that is proved at the commit.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when it must be unique and is not.
    pub async fn insert<R: Keyed + InReach>(&mut self, row: &R) -> Stored<()> {
        insert_rows(&mut self.tx, std::slice::from_ref(row)).await?;
        self.inserted.push(self.proof(row));
        Ok(())
    }

    /// Asks whether a row lies within reach.
    fn proof<R: Keyed + InReach>(&self, row: &R) -> SelectStatement {
        let itself = Expr::col((R::TABLE, "id")).eq(row.id().value());
        let reach = R::in_reach(&self.db.reach().own_alone());
        Query::select().expr(Expr::val(1)).from(R::TABLE).and_where(itself).cond_where(reach.0).take()
    }

    /// Adds rows that hang on a row held or inserted in this change: keys, members of a household, links.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when one must be unique and is not.
    pub async fn add<R: Record>(&mut self, rows: &[R]) -> Stored<()> {
        insert_rows(&mut self.tx, rows).await
    }

    /// Writes the new state of a held row. It must still lie within reach once everything is written: that is proved at
    /// the commit.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when somebody changed it since it was held.
    pub async fn update<R: Keyed + InReach>(&mut self, held: Held<R>, new: R) -> Stored<R> {
        let new = self.hand_over(held, new).await?;
        self.changed.push(self.proof(&new));
        Ok(new)
    }

    /// Writes the new state of a held row, which may lie out of reach from then on: what is given away, or ends.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when somebody changed it since it was held.
    pub async fn hand_over<R: Keyed>(&mut self, held: Held<R>, mut new: R) -> Stored<R> {
        let version = held.version();
        new.set_version(version + 1);
        let update = replacement(R::TABLE, R::COLUMNS, new.values(), held.id().value(), version);
        match self.tx.execute(&update).await? {
            0 => Err(StoreError::Stale),
            _ => Ok(new),
        }
    }

    /// Sets one column of the rows that meet a condition, without counting up their version: for facts derived from
    /// the change, such as the day of the last activity.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set<R: InReach, T: Cell>(&mut self, of: Where, column: Column<T>, value: T) -> Stored<u64> {
        let mut update = Query::update();
        update.table(R::TABLE).value(column.name, value.value());
        update.cond_where(of.0).cond_where(R::in_reach(&self.db.reach().own_alone()).0);
        self.tx.execute(&update).await
    }

    /// Takes rows away that hang on a held row.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove<R: InReach>(&mut self, which: Where) -> Stored<u64> {
        let mut delete = Query::delete();
        delete.from_table(R::TABLE).cond_where(which.0).cond_where(R::in_reach(&self.db.reach().own_alone()).0);
        self.tx.execute(&delete).await
    }

    /// Takes a held row away. For what was never true, such as an import taken back; what ended gets an end instead.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when somebody changed it since it was held; [`StoreError::Needed`] when other rows still hang
    /// on it: on PostgreSQL nothing more can be written in the same transaction then.
    pub async fn take_away<R: Keyed>(&mut self, held: Held<R>) -> Stored<()> {
        let mut delete = Query::delete();
        delete.from_table(R::TABLE);
        delete.and_where(Expr::col("id").eq(held.id().value())).and_where(Expr::col("version").eq(held.version()));
        match self.tx.execute(&delete).await? {
            0 => Err(StoreError::Stale),
            _ => Ok(()),
        }
    }

    /// Writes a journal entry beside the one of the commit, where one act establishes several facts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record(&mut self, entry: Entry) -> Stored<kernel::EntryId> {
        let (row, people): (JournalEntry, Vec<JournalPerson>) =
            entry.written(self.db.act(), self.db.now(), self.db.today())?;
        insert_rows(&mut self.tx, std::slice::from_ref(&row)).await?;
        insert_rows(&mut self.tx, &people).await?;
        Ok(row.id)
    }

    /// Commits what only the sign-in door notes (sessions, tries, last use, drafts) without an entry: it establishes no
    /// fact about anybody's case, and every request would write one.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for any other handle than that of [`crate::System::SignIn`], or when a row was inserted by
    /// [`Change::insert`]; nothing is kept then.
    pub async fn commit_at_the_door(self) -> Stored<()> {
        if !self.db.act().is_sign_in() || !self.inserted.is_empty() {
            return Err(StoreError::NotFound);
        }
        self.tx.commit().await
    }

    /// Lets the journal's people rows follow a corrected record: sex, and the age band on the day of each fact.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recount(&mut self, counted: &Counted) -> Stored<()> {
        let person = || Expr::col("person_id").eq(counted.person.value());
        let mut days = Query::select();
        days.expr(JournalEntry::id.expr())
            .expr(JournalEntry::day.expr())
            .from("journal")
            .inner_join("journal_person", JournalEntry::id.is(JournalPerson::entry_id).0)
            .and_where(Expr::col(("journal_person", "person_id")).eq(counted.person.value()));
        let read = |raw: &crate::Raw<'_>| Ok((kernel::EntryId::read(raw, 0)?, kernel::Day::read(raw, 1)?));
        for (entry, day) in self.tx.fetch(&days).await?.read(read)? {
            let band = AgeBand::of(counted.born, day).order();
            let mut update = Query::update();
            update
                .table("journal_person")
                .value("sex", counted.sex)
                .value("age_band", band)
                .and_where(person())
                .and_where(Expr::col("entry_id").eq(entry.value()));
            self.tx.execute(&update).await?;
        }
        Ok(())
    }

    /// Lets the facts of a household count somebody who came into it, from the day of the coming on: those written
    /// earlier that day did not know the person yet. Facts that count nobody stay as they are.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_newcomer(
        &mut self,
        household: kernel::HouseholdId,
        since: kernel::Day,
        counted: &Counted,
    ) -> Stored<()> {
        let counts = |condition: Option<Where>| {
            let of_it = JournalPerson::entry_id.is(JournalEntry::id);
            Where::exists::<JournalPerson>(condition.map_or(of_it.clone(), |more| of_it.and(more)))
        };
        let already = counts(Some(JournalPerson::person_id.eq(counted.person)));
        let which = JournalEntry::household_id
            .eq(Some(household))
            .and(JournalEntry::day.at_least(since))
            .and(counts(None))
            .and(already.negated());
        let mut days = Query::select();
        days.expr(JournalEntry::id.expr()).expr(JournalEntry::day.expr()).from("journal").cond_where(which.0);
        let read = |raw: &crate::Raw<'_>| Ok((kernel::EntryId::read(raw, 0)?, kernel::Day::read(raw, 1)?));
        let rows: Vec<JournalPerson> = self
            .tx
            .fetch(&days)
            .await?
            .read(read)?
            .into_iter()
            .map(|(entry_id, day)| JournalPerson {
                entry_id,
                person_id: counted.person,
                sex: counted.sex.to_owned(),
                age_band: AgeBand::of(counted.born, day).order(),
            })
            .collect();
        insert_rows(&mut self.tx, &rows).await
    }

    /// Lets the facts of a household no longer count somebody who left it, from the day of the leaving on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn uncount_leaver(
        &mut self,
        household: kernel::HouseholdId,
        since: kernel::Day,
        person: kernel::PersonId,
    ) -> Stored<()> {
        let which = JournalEntry::household_id.eq(Some(household)).and(JournalEntry::day.at_least(since));
        let entries = Query::select().expr(JournalEntry::id.expr()).from("journal").cond_where(which.0).take();
        let mut delete = Query::delete();
        delete
            .from_table("journal_person")
            .and_where(Expr::col("person_id").eq(person.value()))
            .and_where(Expr::col("entry_id").in_subquery(entries));
        self.tx.execute(&delete).await?;
        Ok(())
    }

    /// Lets the facts of a household follow somebody's days in it that were put right: those of a day on which the person
    /// `belongs` now and did not before count the person, those of a day on which it is the other way round do no longer.
    /// Facts that count nobody stay as they are.
    ///
    /// # Errors
    /// [`StoreError::Needed`] when a fact would count nobody any more.
    pub async fn count_as(
        &mut self,
        household: kernel::HouseholdId,
        counted: &Counted,
        belonged: impl Fn(kernel::Day) -> bool,
        belongs: impl Fn(kernel::Day) -> bool,
    ) -> Stored<()> {
        let mut rows = Query::select();
        rows.expr(JournalEntry::id.expr())
            .expr(JournalEntry::day.expr())
            .expr(JournalPerson::person_id.expr())
            .from("journal")
            .inner_join("journal_person", JournalEntry::id.is(JournalPerson::entry_id).0)
            .cond_where(JournalEntry::household_id.eq(Some(household)).0);
        let read = |raw: &crate::Raw<'_>| {
            Ok((kernel::EntryId::read(raw, 0)?, kernel::Day::read(raw, 1)?, kernel::PersonId::read(raw, 2)?))
        };
        let mut facts: BTreeMap<(kernel::Day, kernel::EntryId), BTreeSet<kernel::PersonId>> = BTreeMap::new();
        for (entry, day, person) in self.tx.fetch(&rows).await?.read(read)? {
            facts.entry((day, entry)).or_default().insert(person);
        }
        let mut more = Vec::new();
        for ((day, entry_id), people) in facts.into_iter().filter(|((day, _), _)| belonged(*day) != belongs(*day)) {
            let already = people.contains(&counted.person);
            if belongs(day) && !already {
                let (person_id, sex) = (counted.person, counted.sex.to_owned());
                more.push(JournalPerson { entry_id, person_id, sex, age_band: AgeBand::of(counted.born, day).order() });
            } else if !belongs(day) && already {
                if people.len() == 1 {
                    return Err(StoreError::Needed(format!("a fact of {day} counts nobody else")));
                }
                let mut delete = Query::delete();
                delete
                    .from_table("journal_person")
                    .and_where(Expr::col("person_id").eq(counted.person.value()))
                    .and_where(Expr::col("entry_id").eq(entry_id.value()));
                self.tx.execute(&delete).await?;
            }
        }
        insert_rows(&mut self.tx, &more).await
    }

    /// Commits, with the journal entry that says what happened.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when a row that was inserted or changed lies out of reach; nothing is kept then.
    pub async fn commit(mut self, entry: Entry) -> Stored<kernel::EntryId> {
        for proof in std::mem::take(&mut self.inserted).into_iter().chain(std::mem::take(&mut self.changed)) {
            if self.tx.fetch(&proof).await?.is_empty() {
                return Err(StoreError::NotFound);
            }
        }
        let written = self.record(entry).await?;
        self.tx.commit().await?;
        Ok(written)
    }
}

/// Inserts rows in as few statements as the engines' limit on values (32,766 in SQLite) allows.
pub(crate) async fn insert_rows<R: Record>(tx: &mut Share, rows: &[R]) -> Stored<()> {
    const MOST_VALUES: usize = 4_000;
    for some in rows.chunks((MOST_VALUES / R::COLUMNS.len()).max(1)) {
        let values = some.iter().map(Record::values).collect();
        tx.execute(&insertion(R::TABLE, R::COLUMNS, values)).await?;
    }
    Ok(())
}

/// Inserts rows that may be there already.
pub(crate) async fn note_rows<R: Record>(tx: &mut Share, rows: &[R]) -> Stored<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut insert = insertion(R::TABLE, R::COLUMNS, rows.iter().map(Record::values).collect());
    tx.execute(insert.on_conflict(OnConflict::new().do_nothing().to_owned())).await?;
    Ok(())
}

fn replacement(
    table: &'static str,
    columns: &[&'static str],
    values: Vec<Value>,
    id: Value,
    version: i64,
) -> UpdateStatement {
    let mut update = Query::update();
    update.table(table).values(columns.iter().copied().zip(values.into_iter().map(Expr::val)));
    update.and_where(Expr::col("id").eq(id)).and_where(Expr::col("version").eq(version));
    update
}

fn insertion(table: &'static str, columns: &[&'static str], rows: Vec<Vec<Value>>) -> InsertStatement {
    let mut insert = Query::insert();
    insert.into_table(table).columns(columns.iter().copied());
    for row in rows {
        insert.values_panic(row.into_iter().map(Expr::val));
    }
    insert
}
