//! Reading: a query that has its reach built in from the first word.

use std::marker::PhantomData;

use sea_query::{Condition, Expr, ExprTrait, Func, JoinType, Query, SelectStatement};

use crate::{Cell, Column, Db, InReach, Keyed, Reach, StoreError, Stored, Where};

/// A direction of sorting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The smallest first.
    Rising,
    /// The largest first.
    Falling,
}

impl From<Order> for sea_query::Order {
    fn from(order: Order) -> Self {
        match order {
            Order::Rising => Self::Asc,
            Order::Falling => Self::Desc,
        }
    }
}

/// Which page of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageAsk {
    number: u64,
    size: u64,
}

impl PageAsk {
    /// The largest page that is served.
    pub const LARGEST: u64 = 100;

    /// Page `number` (from 1) of `size` rows; both are brought into bounds.
    #[must_use]
    pub fn new(number: u64, size: u64) -> Self {
        Self { number: number.clamp(1, 1_000_000), size: size.clamp(1, Self::LARGEST) }
    }

    /// The page's number, from 1.
    #[must_use]
    pub fn number(self) -> u64 {
        self.number
    }

    /// Rows to a page.
    #[must_use]
    pub fn size(self) -> u64 {
        self.size
    }
}

/// One page of a list.
#[derive(Debug, Clone)]
pub struct Page<R> {
    /// The rows.
    pub items: Vec<R>,
    /// How many rows the whole list has, within reach.
    pub total: u64,
    /// Which page this is.
    pub ask: PageAsk,
}

impl<R> Page<R> {
    /// The number of the next page, if there is one.
    #[must_use]
    pub fn next(&self) -> Option<u64> {
        (self.ask.number * self.ask.size < self.total).then_some(self.ask.number + 1)
    }

    /// The number of the last page, at least 1.
    #[must_use]
    pub fn last(&self) -> u64 {
        Ord::max(self.total.div_ceil(self.ask.size), 1)
    }

    /// The same page with every row turned into something else.
    #[must_use]
    pub fn map<T>(self, turn: impl FnMut(R) -> T) -> Page<T> {
        Page { items: self.items.into_iter().map(turn).collect(), total: self.total, ask: self.ask }
    }
}

/// What is asked of one table. Plain, so that it is compiled once and not for every kind of row.
struct Ask {
    table: &'static str,
    columns: &'static [&'static str],
    conditions: Condition,
    order: Vec<(&'static str, &'static str, Order)>,
    limit: Option<u64>,
}

impl Ask {
    fn select(&self) -> SelectStatement {
        let mut select = Query::select();
        for column in self.columns {
            select.column((self.table, *column));
        }
        select.from(self.table).cond_where(self.conditions.clone());
        for (table, column, order) in &self.order {
            select.order_by((*table, *column), (*order).into());
        }
        if let Some(most) = self.limit {
            select.limit(most);
        }
        select
    }

    fn page(&self, ask: PageAsk) -> SelectStatement {
        let mut select = self.select();
        select.limit(ask.size).offset((ask.number - 1) * ask.size);
        select
    }

    async fn count(&self, db: &Db) -> Stored<u64> {
        let count =
            Query::select().expr(Func::count(Expr::val(1))).from(self.table).cond_where(self.conditions.clone()).take();
        let counts = db.fetch(&count, |raw| i64::read(raw, 0)).await?;
        Ok(counts.first().copied().unwrap_or_default().unsigned_abs())
    }

    fn grouped(&self, columns: &[&'static str]) -> SelectStatement {
        let mut tally = Query::select();
        for column in columns {
            tally.column((self.table, *column)).add_group_by([Expr::col((self.table, *column))]);
            tally.order_by((self.table, *column), sea_query::Order::Asc);
        }
        tally.expr(Func::count(Expr::val(1))).from(self.table).cond_where(self.conditions.clone());
        tally
    }
}

/// The rows of one table that lie within the handle's reach.
#[must_use]
pub struct Rows<'d, R> {
    db: &'d Db,
    ask: Ask,
    row: PhantomData<fn() -> R>,
}

impl<'d, R: InReach> Rows<'d, R> {
    pub(crate) fn new(db: &'d Db) -> Self {
        Self::within(db, db.reach())
    }

    pub(crate) fn within(db: &'d Db, reach: &Reach) -> Self {
        let conditions = Condition::all().add(R::in_reach(reach).0);
        let ask = Ask { table: R::TABLE, columns: R::COLUMNS, conditions, order: Vec::new(), limit: None };
        Self { db, ask, row: PhantomData }
    }

    /// Only rows that meet the condition.
    pub fn filter(mut self, only: Where) -> Self {
        self.ask.conditions = self.ask.conditions.add(only.0);
        self
    }

    /// Only rows that meet the condition, if one is given.
    pub fn filter_if(self, only: Option<Where>) -> Self {
        match only {
            Some(only) => self.filter(only),
            None => self,
        }
    }

    /// Sorted by a column, after those already named.
    pub fn sort<T>(mut self, by: Column<T>, order: Order) -> Self {
        self.ask.order.push((by.table, by.name, order));
        self
    }

    /// No more than so many rows.
    pub fn limit(mut self, most: u64) -> Self {
        self.ask.limit = Some(most);
        self
    }

    /// All of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all(self) -> Stored<Vec<R>> {
        self.db.fetch(&self.ask.select(), |raw| R::read(raw, 0)).await
    }

    /// The first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn first(self) -> Stored<Option<R>> {
        Ok(self.limit(1).all().await?.into_iter().next())
    }

    /// The first, or [`StoreError::NotFound`].
    ///
    /// # Errors
    /// When there is none within reach, or the database fails.
    pub async fn one(self) -> Stored<R> {
        self.first().await?.ok_or(StoreError::NotFound)
    }

    /// How many there are.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count(&self) -> Stored<u64> {
        self.ask.count(self.db).await
    }

    /// One page of them, and how many there are in all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn page(self, ask: PageAsk) -> Stored<Page<R>> {
        let items = self.db.fetch(&self.ask.page(ask), |raw| R::read(raw, 0)).await?;
        let first_and_whole = ask.number == 1 && (items.len() as u64) < ask.size;
        let total = if first_and_whole { items.len() as u64 } else { self.count().await? };
        Ok(Page { items, total, ask })
    }

    /// How many rows there are for each value of one column.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tally<T: Cell>(self, by: Column<T>) -> Stored<Vec<(T, u64)>> {
        let tally = self.ask.grouped(&[by.name]);
        self.db.fetch(&tally, |raw| Ok((T::read(raw, 0)?, i64::read(raw, 1)?.unsigned_abs()))).await
    }

    /// How many rows there are for each pair of values of two columns.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tally_two<T: Cell, U: Cell>(self, by: Column<T>, and: Column<U>) -> Stored<Vec<((T, U), u64)>> {
        let tally = self.ask.grouped(&[by.name, and.name]);
        let read = |raw: &crate::Raw<'_>| Ok(((T::read(raw, 0)?, U::read(raw, 1)?), i64::read(raw, 2)?.unsigned_abs()));
        self.db.fetch(&tally, read).await
    }

    /// Each row with its partner of another table, where both lie within reach.
    pub fn with<P: InReach>(self, on: Where) -> Pairs<'d, R, P> {
        let mine = P::in_reach(self.db.reach());
        Pairs { rows: self.filter(mine), on, partner: PhantomData }
    }
}

impl<R: InReach + Keyed> Rows<'_, R> {
    /// Only the row with this id.
    pub fn id(self, id: R::Id) -> Self {
        let only = Condition::all().add(Expr::col((R::TABLE, "id")).eq(id.value()));
        self.filter(Where(only))
    }
}

/// Rows of two tables, joined.
#[must_use]
pub struct Pairs<'d, R, P> {
    rows: Rows<'d, R>,
    on: Where,
    partner: PhantomData<fn() -> P>,
}

impl<'d, R: InReach, P: InReach> Pairs<'d, R, P> {
    /// All pairs.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all(self) -> Stored<Vec<(R, P)>> {
        let read = |raw: &crate::Raw<'_>| Ok((R::read(raw, 0)?, P::read(raw, R::COLUMNS.len())?));
        self.rows.db.fetch(&self.select(), read).await
    }

    /// Each pair once for every row of a third table that lies within reach and hangs on it; once without any, when
    /// there is none.
    pub fn with_any<Q: InReach>(self, on: Where) -> Triples<'d, R, P, Q> {
        let on = on.and(Q::in_reach(self.rows.db.reach()));
        Triples { pairs: self, on, third: PhantomData }
    }

    fn select(&self) -> SelectStatement {
        let mut select = self.rows.ask.select();
        join(&mut select, JoinType::InnerJoin, P::TABLE, P::COLUMNS, &self.on);
        select
    }
}

/// Rows of two tables, joined, and what hangs on them in a third.
#[must_use]
pub struct Triples<'d, R, P, Q> {
    pairs: Pairs<'d, R, P>,
    on: Where,
    third: PhantomData<fn() -> Q>,
}

impl<R: InReach, P: InReach, Q: InReach> Triples<'_, R, P, Q> {
    /// All of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all(self) -> Stored<Vec<(R, P, Option<Q>)>> {
        let mut select = self.pairs.select();
        join(&mut select, JoinType::LeftJoin, Q::TABLE, Q::COLUMNS, &self.on);
        let second = R::COLUMNS.len();
        let third = second + P::COLUMNS.len();
        let read = |raw: &crate::Raw<'_>| {
            // The first column of a table is part of its key: it is empty only where there is no row.
            let last = if raw.is_null(third)? { None } else { Some(Q::read(raw, third)?) };
            Ok((R::read(raw, 0)?, P::read(raw, second)?, last))
        };
        self.pairs.rows.db.fetch(&select, read).await
    }
}

fn join(select: &mut SelectStatement, how: JoinType, table: &'static str, columns: &[&'static str], on: &Where) {
    for column in columns {
        select.column((table, *column));
    }
    select.join(how, table, on.0.clone());
}
