//! `soglia match simulate` and `soglia match fairness`: what a policy would have done, and what a run means for whom. Figures
//! alone; small groups are not told here either.

use std::process::ExitCode;

use ::matching::fairness::Outcome;
use ::matching::rules::{Criterion, RuleCode};
use anyhow::Context;
use desk::draft::{Draft, InForce};
use desk::fairness::ByGroup;
use desk::few;
use desk::gather::{About, Sources};
use desk::groups::{Floor, Group};
use desk::store::policies;
use desk::store::runs::{self, MatchRun, MatchRunId};
use desk::store::trials;
use desk::trial::{self, Side, Trying};
use kernel::{ProgrammeCode, TerritoryCode};
use placement::rules::offer::OfferKind;
use serde_json::{Value, json};
use store::System;

use super::matching::{kind, spinner};
use crate::config::Config;
use crate::house;

#[derive(Debug, clap::Args)]
pub(super) struct Simulate {
    /// The programme
    #[arg(long)]
    programme: ProgrammeCode,
    /// What is looked for: home, work or family
    #[arg(long, value_parser = kind)]
    kind: OfferKind,
    /// Only in this territory of the programme
    #[arg(long)]
    territory: Option<TerritoryCode>,
    /// How many months of the past are played
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(i32).range(1..=60))]
    months: i32,
    /// What a criterion weighs, in thousandths of a point: short-ways=5000. May be given several times
    #[arg(long, value_parser = weight)]
    weight: Vec<(Criterion, i64)>,
    /// A rule that is off. May be given several times
    #[arg(long, value_parser = switch)]
    off: Vec<RuleCode>,
    /// A rule that is on again. May be given several times
    #[arg(long, value_parser = switch)]
    on: Vec<RuleCode>,
    /// How many in a hundred of a group are to find a place: women=40. May be given several times
    #[arg(long, value_parser = floor)]
    floor: Vec<Floor>,
    /// Keep the trial, so that it can be read and adopted on the pages
    #[arg(long)]
    keep: bool,
    /// Tell it as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Fairness {
    /// The id of the run
    run: MatchRunId,
    /// Tell it as JSON
    #[arg(long)]
    json: bool,
}

/// `name=number`.
fn pair(written: &str) -> Result<(&str, i64), String> {
    let (name, number) = written.split_once('=').ok_or_else(|| "write it as name=number".to_owned())?;
    let number = number.parse().map_err(|_| format!("`{number}` is not a whole number"))?;
    Ok((name, number))
}

fn listed<T: std::fmt::Display>(all: impl Iterator<Item = T>) -> String {
    all.map(|one| one.to_string()).collect::<Vec<_>>().join(", ")
}

fn weight(written: &str) -> Result<(Criterion, i64), String> {
    let (name, weight) = pair(written)?;
    let known = || format!("`{name}` is no criterion; write one of {}", listed(Criterion::ALL.iter()));
    if !(0..=desk::draft::MOST_WEIGHT).contains(&weight) {
        return Err(format!("write a weight from 0 to {}", desk::draft::MOST_WEIGHT));
    }
    Ok((Criterion::from_word(name).ok_or_else(known)?, weight))
}

fn switch(written: &str) -> Result<RuleCode, String> {
    let may = || RuleCode::ALL.iter().filter(|code| !code.always_on());
    let found = may().find(|code| code.word() == written).copied();
    found.ok_or_else(|| format!("`{written}` is no rule that may be switched off; write one of {}", listed(may())))
}

fn floor(written: &str) -> Result<Floor, String> {
    let (name, percent) = pair(written)?;
    let known = || format!("`{name}` is no group; write one of {}", listed(Group::ALL.iter()));
    let group = Group::from_word(name).ok_or_else(known)?;
    let percent = u32::try_from(percent).ok().filter(|percent| *percent <= 100);
    Ok(Floor { group, percent: percent.ok_or("write how many in a hundred, from 0 to 100")? })
}

impl Simulate {
    /// What is tried, beside what is in force.
    fn draft(&self, base: &InForce) -> Draft {
        let mut draft = base.draft();
        for (criterion, weight) in &self.weight {
            draft.weights.retain(|(own, _)| own != criterion);
            draft.weights.push((*criterion, *weight));
        }
        draft.off.extend(&self.off);
        draft.off.retain(|code| !self.on.contains(code));
        for floor in &self.floor {
            draft.floors.retain(|own| own.group != floor.group);
            draft.floors.push(*floor);
        }
        draft
    }

    pub(super) async fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let store = house::open(config).await?;
        let db = store.system(System::CommandLine);
        let today = db.today();
        let base = policies::in_force(&db, &self.programme, self.territory.as_ref(), today).await?;
        let base = base.with_context(|| format!("no policy of matching holds for `{}` today", self.programme))?;
        let about = About { programme: self.programme.clone(), kind: self.kind, territory: self.territory.clone() };
        let trying = Trying { draft: self.draft(&base), about, base, from: today.plus_months(-self.months), today };
        let bar = spinner(self.json)?;
        let shown = bar.clone();
        let tell = move |phase: &'static str| {
            shown.set_message(phase);
            true
        };
        let tried = trial::try_out(&db, &Sources::one(&db), &trying, tell).await;
        let tried = tried.map_err(|why| anyhow::anyhow!("{why}"))?;
        bar.finish_and_clear();
        let kept = if self.keep { Some(trials::keep(&db, &trying, tried.clone()).await?.id) } else { None };
        if self.json {
            let told = json!({
                "trial": kept, "searches": tried.searches, "able": tried.able, "offers": tried.offers,
                "batches": tried.batches, "in-force": side(&tried.one), "proposed": side(&tried.other),
                "change": outcomes(&tried.change),
            });
            println!("{}", serde_json::to_string_pretty(&told)?);
        } else {
            println!(
                "{} searches ({} with an option), {} offers, {} batches since {}",
                tried.searches, tried.able, tried.offers, tried.batches, trying.from
            );
            println!("{:<24}{:>10}{:>10}", "", "in force", "proposed");
            let (one, other) = (&tried.one, &tried.other);
            let worse = |side: &Side| side.against[4] + side.against[5];
            for (what, one, other) in [
                ("placed", u64::from(one.placed), u64::from(other.placed)),
                ("persons", one.persons, other.persons),
                ("worse than in the queue", u64::from(worse(one)), u64::from(worse(other))),
                ("would rather another", u64::from(one.envious), u64::from(other.envious)),
                ("waited too long", u64::from(one.overdue), u64::from(other.overdue)),
                ("placed today", u64::from(one.placed_now), u64::from(other.placed_now)),
            ] {
                println!("{what:<24}{one:>10}{other:>10}");
            }
            if let Some(id) = kept {
                println!("Trial {id}: it is adopted on its page, with a reason.");
            }
        }
        store.close().await;
        Ok(ExitCode::SUCCESS)
    }
}

/// How many of each outcome.
fn outcomes(counts: &[u32; 6]) -> Value {
    let all = Outcome::ALL.iter().zip(counts);
    all.map(|(outcome, count)| (serde_json::to_value(outcome).unwrap_or_default(), *count))
        .map(|(outcome, count)| json!({ "outcome": outcome, "count": count }))
        .collect()
}

/// The tables by group, without the small ones.
fn tables(tables: &[ByGroup]) -> Value {
    let told = tables.iter().map(|table| {
        let sizes: Vec<u32> = table.rows.iter().map(|row| row.placed.of).collect();
        let rows = table.rows.iter().zip(few::told(&sizes)).map(|(row, told)| {
            let group = row.group.and_then(Group::of_number);
            let share = told.then_some(row.placed);
            json!({ "group": group, "told": told, "placed": share, "apart": told.then_some(row.apart) })
        });
        json!({ "lens": table.lens, "rows": rows.collect::<Vec<_>>() })
    });
    told.collect()
}

fn side(side: &Side) -> Value {
    json!({
        "placed": side.placed, "persons": side.persons, "against": outcomes(&side.against), "envious": side.envious,
        "overdue": side.overdue, "placed-now": side.placed_now, "persons-now": side.persons_now,
        "tables": tables(&side.tables),
    })
}

impl Fairness {
    pub(super) async fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let store = house::open(config).await?;
        let db = store.system(System::CommandLine);
        let run = db.rows::<MatchRun>().filter(MatchRun::id.eq(self.run)).first().await?;
        let run = run.with_context(|| format!("there is no run `{}`", self.run))?;
        let told = runs::whole(&db, run).await?.told.fairness;
        let told = told.context("this run tells nothing of fairness; work it out anew with `soglia match run`")?;
        if self.json {
            let floors: Vec<Value> = told
                .floors
                .iter()
                .filter(|one| one.members >= few::FEW)
                .map(|one| serde_json::to_value(one).unwrap_or_default())
                .collect();
            let told = json!({
                "tables": tables(&told.tables), "against": outcomes(&told.against), "worse": told.losers.len(),
                "envious": told.envious, "overdue": told.overdue.len(), "floors": floors,
            });
            println!("{}", serde_json::to_string_pretty(&told)?);
        } else {
            for table in &told.tables {
                println!("{}", table.lens);
                let sizes: Vec<u32> = table.rows.iter().map(|row| row.placed.of).collect();
                for (row, is_told) in table.rows.iter().zip(few::told(&sizes)) {
                    let name = row.group.and_then(Group::of_number).map_or("unknown", Group::word);
                    if is_told {
                        println!("  {name:<20}{:>6} of {:>6} with a possible place", row.placed.count, row.placed.of);
                    } else {
                        println!("  {name:<20}fewer than {}, or told by another", few::FEW);
                    }
                }
            }
            println!(
                "{} do worse than in the queue, {} would rather have a place of somebody after them, {} wait too long with an option",
                told.losers.len(),
                told.envious,
                told.overdue.len()
            );
        }
        store.close().await;
        Ok(ExitCode::SUCCESS)
    }
}
