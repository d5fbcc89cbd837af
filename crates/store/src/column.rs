//! Columns and conditions, typed: what a slice writes instead of SQL.

use std::marker::PhantomData;

use sea_query::{Condition, Expr, ExprTrait, LikeExpr, Query};

use crate::{Cell, Record};

/// One column of one table, holding values of type `T`.
#[derive(Debug)]
pub struct Column<T> {
    pub(crate) table: &'static str,
    pub(crate) name: &'static str,
    holds: PhantomData<fn() -> T>,
}

impl<T> Clone for Column<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Column<T> {}

impl<T> Column<T> {
    /// The column `name` of `table`; written by the `record!` macro.
    #[must_use]
    pub const fn new(table: &'static str, name: &'static str) -> Self {
        Self { table, name, holds: PhantomData }
    }

    pub(crate) fn expr(self) -> Expr {
        Expr::col((self.table, self.name))
    }

    /// Holds the same as a column of another table: the condition of a join.
    pub fn is<U>(self, other: Column<U>) -> Where {
        Where::of(self.expr().equals((other.table, other.name)))
    }

    /// Holds at least what a column of another table holds.
    pub fn is_at_least<U>(self, other: Column<U>) -> Where {
        Where::of(self.expr().gte(other.expr()))
    }

    /// Is empty.
    pub fn is_null(self) -> Where {
        Where::of(self.expr().is_null())
    }

    /// Is filled.
    pub fn is_filled(self) -> Where {
        Where::of(self.expr().is_not_null())
    }
}

impl<T: Cell> Column<T> {
    /// Equals.
    pub fn eq(self, value: impl Into<T>) -> Where {
        Where::of(self.expr().eq(value.into().value()))
    }

    /// Differs from.
    pub fn ne(self, value: impl Into<T>) -> Where {
        Where::of(self.expr().ne(value.into().value()))
    }

    /// Is less than.
    pub fn lt(self, value: impl Into<T>) -> Where {
        Where::of(self.expr().lt(value.into().value()))
    }

    /// Is at most.
    pub fn at_most(self, value: impl Into<T>) -> Where {
        Where::of(self.expr().lte(value.into().value()))
    }

    /// Is at least.
    pub fn at_least(self, value: impl Into<T>) -> Where {
        Where::of(self.expr().gte(value.into().value()))
    }

    /// Is one of; never, when the list is empty.
    pub fn is_in<I: IntoIterator>(self, values: I) -> Where
    where
        I::Item: Into<T>,
    {
        Where::of(self.expr().is_in(values.into_iter().map(|value| value.into().value())))
    }
}

impl Column<String> {
    /// Begins with a text. The column must hold folded text: `%` and `_` in the text are taken literally.
    pub fn begins_with(self, prefix: &str) -> Where {
        let escaped = prefix.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        Where::of(self.expr().like(LikeExpr::new(format!("{escaped}%")).escape('\\')))
    }
}

/// A condition on rows.
#[derive(Debug, Clone)]
#[must_use]
pub struct Where(pub(crate) Condition);

impl Where {
    fn of(expr: Expr) -> Self {
        Self(Condition::all().add(expr))
    }

    /// Holds for every row.
    pub fn everything() -> Self {
        Self(Condition::all())
    }

    /// Holds for no row.
    pub fn nothing() -> Self {
        Self::of(Expr::val(1).eq(0))
    }

    /// Both hold.
    pub fn and(self, other: Self) -> Self {
        Self(Condition::all().add(self.0).add(other.0))
    }

    /// At least one holds.
    pub fn or(self, other: Self) -> Self {
        Self(Condition::any().add(self.0).add(other.0))
    }

    /// At least one of many holds; none of none.
    pub fn any(conditions: impl IntoIterator<Item = Self>) -> Self {
        conditions.into_iter().reduce(Self::or).unwrap_or_else(Self::nothing)
    }

    /// Does not hold.
    pub fn negated(self) -> Self {
        Self(self.0.not())
    }

    /// Some row of another table meets the condition, which may name columns of both tables.
    pub fn exists<R: Record>(on: Self) -> Self {
        Self::of(Expr::exists(Query::select().expr(Expr::val(1)).from(R::TABLE).cond_where(on.0).take()))
    }
}
