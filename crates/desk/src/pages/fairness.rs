//! What a run means for whom: placements and waiting by group, who does worse than in the queue, what declared floors cost, and
//! where people decided otherwise. Groups serve this page alone, and small ones are not told.

use kernel::Uuid;
use matching::desk::Pair;
use matching::fairness::{Apart, Days, MILLION, Outcome, Row};
use placement::permissions::ViewProposals;
use placement::store::proposals::{Proposal, ProposalId};
use serde::Serialize;
use serde_json::json;
use store::Stored;
use web::{Answer, Desk, Id, May, Problem};

use super::Programmes;
use super::names::{Names, OfferShortOut, SeekerOut};
use super::run::{head, one, ways};
use super::tells::regret;
use crate::fairness::{ByGroup, Fairness, FloorTold, TOO_LONG};
use crate::few::{self, FEW};
use crate::groups::{Group, Lens};
use crate::permissions::ViewDesk;
use crate::store::runs::{self, MatchRunId, WholeRun};

/// One group in a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct GroupOut {
    /// Which; nothing for those of whom it is not known.
    pub group: Option<Group>,
    /// What it is called.
    pub name: String,
    /// Whether its figures are told: of small groups none are.
    pub told: bool,
    /// How many households or people.
    pub all: Option<u32>,
    /// How many of them have a place.
    pub placed: Option<u32>,
    /// How many in a hundred that is.
    pub percent: Option<u32>,
    /// The bounds of the 95 % interval, in the hundred; nothing below ten.
    pub interval: Option<(u32, u32)>,
    /// The days that half of those with a place had waited no longer than.
    pub waited: Option<i64>,
    /// The days that half of those without have waited no longer than.
    pub left: Option<i64>,
    /// Whether it stands apart from all others beyond chance.
    pub apart: Option<String>,
}

/// A table by group.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct TableOut {
    /// By what.
    pub lens: Lens,
    /// What that is called.
    pub name: String,
    /// Group by group.
    pub rows: Vec<GroupOut>,
}

/// How many of an outcome.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OutcomeOut {
    /// Which.
    pub outcome: String,
    /// In words, with the number.
    pub words: String,
    /// How many.
    pub count: u32,
}

/// Somebody who does worse, or waits too long.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OfOneOut {
    /// Who.
    pub seeker: SeekerOut,
    /// What about them.
    pub words: String,
}

/// A declared floor.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FloorOut {
    /// Of which group.
    pub group: Group,
    /// How many in a hundred.
    pub percent: u32,
    /// The floor in words.
    pub words: String,
    /// What it would cost, in words.
    pub costs: String,
}

/// Where somebody decided otherwise.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OverrideOut {
    /// For whom.
    pub seeker: SeekerOut,
    /// What was proposed.
    pub offer: OfferShortOut,
    /// What the run would have taken; nothing where it had nothing for them.
    pub planned: Option<OfferShortOut>,
    /// Why, as written with the proposal.
    pub reason: Option<String>,
    /// What it cost the plan, in words; nothing where that cannot be told.
    pub cost: Option<String>,
    /// The proposal.
    pub proposal: ProposalId,
    /// Its code.
    pub code: String,
}

/// What a run means for whom.
#[derive(Debug, Clone, Default, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FairnessOut {
    /// Whether anything was worked out: runs of before tell nothing.
    pub known: bool,
    /// Placements and waiting by group.
    pub tables: Vec<TableOut>,
    /// Against whoever waits longest choosing first.
    pub against: Vec<OutcomeOut>,
    /// How many do worse than that.
    pub worse: u32,
    /// Those of them whom the reader accompanies.
    pub losers: Vec<OfOneOut>,
    /// How many would rather have a place that somebody has who comes after them.
    pub envious: u32,
    /// How many wait too long although there is an option.
    pub overdue: u32,
    /// Those of them whom the reader accompanies.
    pub waiting: Vec<OfOneOut>,
    /// What declared floors would cost.
    pub floors: Vec<FloorOut>,
    /// How many proposals since were those of the run.
    pub followed: u32,
    /// Where people decided otherwise, as far as the reader may know.
    pub overrides: Vec<OverrideOut>,
    /// What all of them cost together, in words.
    pub together: Option<String>,
}

/// A run's page on fairness.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn show(may: May<ViewDesk>, Id(id): Id<MatchRunId>, catalogue: Programmes) -> Answer {
    let run = one(&may, id).await?;
    let told = fairness(&may, &run).await?;
    let names = Names::of(&may, &run).await?;
    let context = json!({
        "run": head(&may, &catalogue, &run).await?, "parts": ways(&run, &names, None), "told": told,
        "few": FEW, "too_long": TOO_LONG,
    });
    may.page("desk/fairness.html", context)
}

/// What is told of a run's fairness.
pub(crate) async fn fairness<P>(may: &May<P>, run: &WholeRun) -> Result<FairnessOut, Problem> {
    let mut names = Names::of(may, run).await?;
    let mut out = FairnessOut::default();
    overridden(may, run, &mut names, &mut out).await?;
    let Some(told) = &run.told.fairness else { return Ok(out) };
    let own = |seeker: &Uuid| names.is_own(*seeker);
    let losers: Vec<_> = told.losers.iter().filter(|one| own(&one.seeker)).collect();
    let waiting: Vec<_> = told.overdue.iter().filter(|(seeker, _)| own(seeker)).collect();
    let seekers: Vec<Uuid> =
        losers.iter().map(|one| one.seeker).chain(waiting.iter().map(|(seeker, _)| *seeker)).collect();
    names.call(may, seekers, []).await?;
    out.losers = losers
        .iter()
        .map(|one| OfOneOut {
            seeker: names.seeker(one.seeker),
            words: may.say(&format!("fair-loser-{}", outcome_word(one.outcome))),
        })
        .collect();
    out.waiting = waiting
        .iter()
        .map(|(seeker, days)| OfOneOut {
            seeker: names.seeker(*seeker),
            words: may.say_with("fair-days", &[("days", (*days).into())]),
        })
        .collect();
    told_of(may, told, &mut out);
    Ok(out)
}

fn told_of(desk: &Desk, told: &Fairness, out: &mut FairnessOut) {
    out.known = true;
    out.tables = tables(desk, &told.tables);
    out.against = outcomes(desk, "fair-against", &told.against);
    out.worse = u32::try_from(told.losers.len()).unwrap_or(u32::MAX);
    out.envious = told.envious;
    out.overdue = u32::try_from(told.overdue.len()).unwrap_or(u32::MAX);
    out.floors = floors(desk, &told.floors);
}

/// The word of an outcome in texts.
pub(crate) fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Gained => "gained",
        Outcome::Better => "better",
        Outcome::Same => "same",
        Outcome::Unjudged => "unjudged",
        Outcome::Worse => "worse",
        Outcome::Lost => "lost",
    }
}

/// How many of each outcome, those that there are.
pub(crate) fn outcomes(desk: &Desk, key: &str, counts: &[u32; 6]) -> Vec<OutcomeOut> {
    let all = Outcome::ALL.iter().zip(counts).filter(|(_, count)| **count > 0);
    let told = all.map(|(outcome, count)| {
        let word = outcome_word(*outcome);
        let words = desk.say_with(&format!("{key}-{word}"), &[("count", i64::from(*count).into())]);
        OutcomeOut { outcome: word.to_owned(), words, count: *count }
    });
    told.collect()
}

/// The tables by group, without the small ones.
pub(crate) fn tables(desk: &Desk, tables: &[ByGroup]) -> Vec<TableOut> {
    let table = |one: &ByGroup| {
        let sizes: Vec<u32> = one.rows.iter().map(|row| row.placed.of).collect();
        let rows = one.rows.iter().zip(few::told(&sizes)).map(|(row, told)| group(desk, row, told));
        TableOut { lens: one.lens, name: desk.say(&format!("lens-{}", one.lens)), rows: rows.collect() }
    };
    tables.iter().map(table).collect()
}

fn group(desk: &Desk, row: &Row, told: bool) -> GroupOut {
    let group = row.group.and_then(Group::of_number);
    let name = desk.say(&group.map_or_else(|| "group-unknown".to_owned(), |group| format!("group-{group}")));
    if !told {
        return GroupOut { group, name, ..GroupOut::default() };
    }
    let percent = |millionths: u32| millionths / (MILLION / 100);
    let apart = match row.apart {
        Apart::Below => Some(desk.say("fair-below")),
        Apart::Above => Some(desk.say("fair-above")),
        Apart::TooFew | Apart::No => None,
    };
    GroupOut {
        group,
        name,
        told,
        all: Some(row.placed.of),
        placed: Some(row.placed.count),
        percent: (row.placed.of > 0).then(|| percent(row.placed.millionths())),
        interval: row.placed.interval.map(|(low, high)| (percent(low), high.div_ceil(MILLION / 100))),
        waited: middle(&row.waited_placed),
        left: middle(&row.waited_left),
        apart,
    }
}

/// The days that half waited no longer than; nothing of few.
pub(crate) fn middle(days: &Days) -> Option<i64> {
    match days {
        Days::Quarters { median, .. } => Some(*median),
        Days::Each { days } if days.len() >= FEW as usize => days.get((days.len() * 2).div_ceil(4) - 1).copied(),
        Days::Each { .. } => None,
    }
}

/// Declared floors and what they would cost; of small groups nothing.
pub(crate) fn floors(desk: &Desk, floors: &[FloorTold]) -> Vec<FloorOut> {
    let told = floors.iter().map(|one| {
        let group = desk.say(&format!("group-{}", one.floor.group));
        let args = [("group", group.as_str().into()), ("percent", i64::from(one.floor.percent).into())];
        let costs = match one.with {
            _ if one.members < FEW => desk.say_with("fair-few", &[("few", i64::from(FEW).into())]),
            None => desk.say_with("fair-floor-cannot", &[("least", i64::from(one.least).into())]),
            Some(with) if with == one.without => desk.say("fair-floor-met"),
            Some(with) => {
                let args = [
                    ("without", i64::from(one.without).into()),
                    ("with", i64::from(with).into()),
                    ("lose", i64::from(one.lose).into()),
                ];
                format!("{} {}", desk.say_with("fair-floor-costs", &args), regret(desk, one.costs))
            }
        };
        let words = desk.say_with("fair-floor", &args);
        FloorOut { group: one.floor.group, percent: one.floor.percent, words, costs }
    });
    told.collect()
}

/// The proposals since the run and before the next one, as far as the reader may know: those of the run, and all others.
async fn overridden<P>(may: &May<P>, run: &WholeRun, names: &mut Names, out: &mut FairnessOut) -> Stored<()> {
    let db = may.also::<ViewProposals>();
    let since = Proposal::programme.eq(run.programme.clone()).and(Proposal::kind.eq(run.kind));
    let rows = db.rows::<Proposal>().filter(since.and(Proposal::made_on.at_least(run.day))).all().await?;
    let next = runs::next(&may.also::<ViewDesk>(), run).await?.map(|next| next.id.as_uuid());
    let named = run.id.to_string();
    let in_time = |row: &&Proposal| {
        let id = row.id.as_uuid();
        row.run_id.as_deref() == Some(&named) || (id > run.id.as_uuid() && next.is_none_or(|next| id < next))
    };
    let plan: Vec<Pair> = runs::pairs(run);
    let mut made: Vec<(Pair, Option<Uuid>, &Proposal)> = Vec::new();
    for row in rows.iter().filter(in_time) {
        let Some(seeker) = row.search_id.and_then(|search| names.seeker_of(search)) else { continue };
        let pair = Pair { seeker, offer: row.offer_id.as_uuid() };
        let planned = plan.iter().find(|own| own.seeker == seeker).map(|own| own.offer);
        if planned == Some(pair.offer) {
            out.followed += 1;
        } else {
            made.push((pair, planned, row));
        }
    }
    if made.is_empty() {
        return Ok(());
    }
    made.sort_by_key(|(.., row)| row.id);
    names
        .call(
            may,
            made.iter().map(|(pair, ..)| pair.seeker),
            made.iter().flat_map(|(pair, planned, _)| planned.iter().copied().chain([pair.offer])),
        )
        .await?;
    let pairs: Vec<Pair> = made.iter().map(|(pair, ..)| *pair).collect();
    let (each, together) = runs::cost_of(&may.also::<ViewDesk>(), run, pairs).await?;
    out.together = together.map(|cost| regret(may, cost));
    let told = made.iter().enumerate().map(|(at, (pair, planned, row))| OverrideOut {
        seeker: names.seeker(pair.seeker),
        offer: names.offer(pair.offer),
        planned: planned.map(|planned| names.offer(planned)),
        reason: row.override_reason.clone(),
        cost: each.get(at).copied().flatten().map(|cost| regret(may, cost)),
        proposal: row.id,
        code: row.code.clone(),
    });
    out.overrides = told.collect();
    Ok(())
}
