//! Counting the journal: how many facts, how many people, and who they are.
//!
//! Every figure of the house is one of these tallies, so a figure and the list behind it cannot part.

use kernel::{Day, PersonId, ProgrammeCode};
use sea_query::{Expr, ExprTrait, Func, Query};

use crate::journal::{AgeBand, JournalEntry, JournalPerson};
use crate::{Cell, Db, InReach, Page, PageAsk, Stored, Where};

/// Which facts a tally counts: those of a programme within two days, not voided.
#[derive(Debug, Clone)]
pub struct TallyAsk {
    /// In which programme.
    pub programme: ProgrammeCode,
    /// From this day.
    pub from: Day,
    /// To this day, counted in.
    pub to: Day,
}

impl TallyAsk {
    /// The entries that count.
    pub fn entries(&self) -> Where {
        JournalEntry::programme
            .eq(self.programme.clone())
            .and(JournalEntry::day.at_least(self.from))
            .and(JournalEntry::day.at_most(self.to))
            .and(not_voided())
    }
}

/// No later entry takes this one back.
fn not_voided() -> Where {
    let mut voided = Query::select();
    voided
        .expr(Expr::val(1))
        .from_as("journal", "later")
        .and_where(Expr::col(("later", "voids")).equals(("journal", "id")));
    Where(sea_query::Condition::all().add(Expr::exists(voided)).not())
}

/// One cell of a tally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyRow {
    /// The kind of fact.
    pub kind: String,
    /// The detail, where facts of the kind have one.
    pub detail: Option<String>,
    /// Sex and age band; nothing in the rows that count entries.
    pub who: Option<(String, AgeBand)>,
    /// How many.
    pub count: u64,
}

/// Which people a figure counts: those of one kind of fact, once each.
#[derive(Debug, Clone)]
pub struct PeopleAsk {
    /// The kind of fact.
    pub kind: String,
    /// Only with this detail; any, when empty.
    pub detail: Option<String>,
    /// Only of this sex.
    pub sex: Option<String>,
    /// Only of this age band.
    pub age_band: Option<AgeBand>,
}

/// A person behind a figure, as the figure counts them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonBehind {
    /// Who.
    pub person: PersonId,
    /// The sex, as a word.
    pub sex: String,
    /// The age band of the first fact.
    pub age_band: AgeBand,
}

impl Db {
    /// Counts the journal's facts by kind and detail: how many entries (`who` empty), and how many people by sex and
    /// age band. A person is counted once per kind and detail, in the band of the first fact of the period.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tally_facts(&self, ask: &TallyAsk) -> Stored<Vec<TallyRow>> {
        self.tally(ask.entries(), JournalEntry::detail.expr()).await
    }

    /// The same by kind alone, for a few kinds: a person is counted once per kind, whatever the details; all details
    /// are empty.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tally_kinds(&self, ask: &TallyAsk, kinds: &[&str]) -> Stored<Vec<TallyRow>> {
        let of_these = ask.entries().and(JournalEntry::kind.is_in(kinds.iter().copied()));
        // A typed NULL: PostgreSQL groups by no constant of unknown type.
        self.tally(of_these, Expr::val(Option::<String>::None).cast_as("text")).await
    }

    async fn tally(&self, which: Where, detail: Expr) -> Stored<Vec<TallyRow>> {
        let within = which.and(JournalEntry::in_reach(self.reach()));
        let counted = Query::select()
            .expr_as(JournalEntry::kind.expr(), "kind")
            .expr_as(detail.clone(), "detail")
            .from("journal")
            .cond_where(within.0.clone())
            .take();
        let columns = ["kind", "detail"];
        let entries = Query::select()
            .columns(columns)
            .expr(Func::count(Expr::val(1)))
            .from_subquery(counted, "counted")
            .add_group_by(columns.map(Expr::col))
            .take();
        let read = |raw: &crate::Raw<'_>| {
            Ok(TallyRow {
                kind: String::read(raw, 0)?,
                detail: Option::read(raw, 1)?,
                who: None,
                count: i64::read(raw, 2)?.unsigned_abs(),
            })
        };
        let mut tally = self.fetch(&entries, read).await?;

        let concerned = Query::select()
            .expr_as(JournalEntry::kind.expr(), "kind")
            .expr_as(detail, "detail")
            .expr_as(JournalPerson::person_id.expr(), "person_id")
            .expr_as(JournalPerson::sex.expr(), "sex")
            .expr_as(JournalPerson::age_band.expr(), "age_band")
            .from("journal")
            .inner_join("journal_person", JournalEntry::id.is(JournalPerson::entry_id).0)
            .cond_where(within.0)
            .take();
        let once = Query::select()
            .columns(columns)
            .expr_as(Func::min(Expr::col("sex")), "sex")
            .expr_as(Func::min(Expr::col("age_band")), "age_band")
            .from_subquery(concerned, "concerned")
            .add_group_by(["kind", "detail", "person_id"].map(Expr::col))
            .take();
        let columns = ["kind", "detail", "sex", "age_band"];
        let people = Query::select()
            .columns(columns)
            .expr(Func::count(Expr::val(1)))
            .from_subquery(once, "once")
            .add_group_by(columns.map(Expr::col))
            .take();
        let read = |raw: &crate::Raw<'_>| {
            Ok(TallyRow {
                kind: String::read(raw, 0)?,
                detail: Option::read(raw, 1)?,
                who: Some((String::read(raw, 2)?, AgeBand::at_order(i64::read(raw, 3)?))),
                count: i64::read(raw, 4)?.unsigned_abs(),
            })
        };
        tally.extend(self.fetch(&people, read).await?);
        Ok(tally)
    }

    /// One page of the people whom a figure of [`Db::tally_facts`] or [`Db::tally_kinds`] counts, the earliest first:
    /// the total is that figure.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_behind(&self, ask: &TallyAsk, which: &PeopleAsk, page: PageAsk) -> Stored<Page<PersonBehind>> {
        let mut within = ask.entries().and(JournalEntry::kind.eq(which.kind.clone()));
        if let Some(detail) = &which.detail {
            within = within.and(JournalEntry::detail.eq(detail.clone()));
        }
        let person = JournalPerson::person_id;
        let sex = || Expr::from(Func::min(JournalPerson::sex.expr()));
        let age_band = || Expr::from(Func::min(JournalPerson::age_band.expr()));
        let mut people = Query::select();
        people
            .expr_as(person.expr(), "person_id")
            .expr_as(sex(), "sex")
            .expr_as(age_band(), "age_band")
            .from("journal")
            .inner_join("journal_person", JournalEntry::id.is(JournalPerson::entry_id).0)
            .cond_where(within.and(JournalEntry::in_reach(self.reach())).0)
            .add_group_by([person.expr()]);
        if let Some(word) = &which.sex {
            people.and_having(sex().eq(word.clone()));
        }
        if let Some(band) = which.age_band {
            people.and_having(age_band().eq(band.order()));
        }
        let count = Query::select().expr(Func::count(Expr::val(1))).from_subquery(people.clone(), "people").take();
        let total = self.fetch(&count, |raw| i64::read(raw, 0)).await?;
        people
            .order_by_expr(Expr::from(Func::min(JournalEntry::day.expr())), sea_query::Order::Asc)
            .order_by_expr(person.expr(), sea_query::Order::Asc)
            .limit(page.size())
            .offset((page.number() - 1) * page.size());
        let read = |raw: &crate::Raw<'_>| {
            Ok(PersonBehind {
                person: PersonId::read(raw, 0)?,
                sex: String::read(raw, 1)?,
                age_band: AgeBand::at_order(i64::read(raw, 2)?),
            })
        };
        let items = self.fetch(&people, read).await?;
        Ok(Page { items, total: total.first().copied().unwrap_or_default().unsigned_abs(), ask: page })
    }
}
