//! A policy tried on the past before anybody adopts it: the past is played again with the policy in force and with the one
//! proposed, batch after batch, and today's households and offers are planned with both.
//!
//! What people would have answered is not known: every proposal is taken as accepted. It shows what a policy does to the
//! queue, not what it would have done to people's lives; and no verdict which is better is given.

use std::collections::HashMap;

use kernel::{Day, Uuid};
use matching::desk::{Ask, Kind, Malformed, Table};
use matching::fairness::{self, Days, Past, PastOffer, PastSeeker, Played, Seeker, Variant, Way, replay};
use serde::{Deserialize, Serialize};
use store::Db;

use crate::draft::{Draft, InForce};
use crate::engine::threads;
use crate::fairness::{ByGroup, FloorTold, GroupsOf, TOO_LONG, by_group, counted};
use crate::gather::{About, Facts, Gathered, How, PastGathered, Sources, gather, gather_past};
use crate::groups::Floor;
use crate::making::NoRun;

/// Places are given every so many days when the past is played.
const EVERY: i64 = 14;

/// The same lot for both, and for whoever tries again.
const SEED: u64 = 1;

/// What is tried.
#[derive(Debug, Clone)]
pub struct Trying {
    /// For whom, and what is looked for.
    pub about: About,
    /// The policy in force.
    pub base: InForce,
    /// What is proposed.
    pub draft: Draft,
    /// The first day of the past.
    pub from: Day,
    /// The last.
    pub today: Day,
}

/// What one policy does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Side {
    /// How many of those who looked would have found a place.
    pub placed: u32,
    /// How many people these are.
    pub persons: u64,
    /// How long they had waited.
    pub waited: Option<Days>,
    /// How long those waited who stayed without.
    pub left: Option<Days>,
    /// Against the queue: how many of each outcome.
    pub against: [u32; 6],
    /// How many would have preferred a place that somebody had who came after them.
    pub envious: u32,
    /// How many waited too long although there was an option.
    pub overdue: u32,
    /// Placements and waiting by group.
    pub tables: Vec<ByGroup>,
    /// Today: how many of those who look could take something.
    pub placed_now: u32,
    /// How many people these are.
    pub persons_now: i64,
    /// Today: what each floor would cost.
    pub floors: Vec<FloorTold>,
}

/// What came out of a trial.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Tried {
    /// How many looked in that time.
    pub searches: u32,
    /// How many of them had an option by either policy.
    pub able: u32,
    /// How many offers there were.
    pub offers: u32,
    /// On how many days places were given.
    pub batches: u32,
    /// The policy in force.
    pub one: Side,
    /// The one proposed.
    pub other: Side,
    /// The one proposed against the one in force: how many of each outcome.
    pub change: [u32; 6],
}

/// Tries; `tell` hears what is being done and says whether to go on. Keeps nothing.
///
/// # Errors
/// When the facts cannot be worked with, it was stopped, or the database fails.
pub async fn try_out(
    db: &Db,
    sources: &Sources,
    trying: &Trying,
    tell: impl Fn(&'static str) -> bool + Send + Sync + 'static,
) -> Result<Tried, NoRun> {
    let proposed = trying.base.changed(&trying.draft);
    let policies = [trying.base.policy.clone(), proposed.policy.clone()];
    let days = (trying.from, trying.today);
    let past = gather_past(sources, &trying.about, policies, days, SEED, &tell).await?.ok_or(NoRun::Stopped)?;
    let mut now = Vec::new();
    for one in [&trying.base, &proposed] {
        let how = How {
            policy: one.policy.clone(),
            floors: one.floors.clone(),
            today: db.today(),
            seed: SEED,
            published: Vec::new(),
        };
        now.push(gather(sources, &trying.about, how, &tell).await?.ok_or(NoRun::Stopped)?);
    }
    let work = move || played(past, now, days, tell);
    let tried = tokio::task::spawn_blocking(work).await;
    tried.map_err(|_| NoRun::Store(store::StoreError::Unfinished))?.map_err(NoRun::Malformed)?.ok_or(NoRun::Stopped)
}

fn played(
    past: PastGathered,
    now: Vec<Gathered>,
    days: (Day, Day),
    tell: impl Fn(&'static str) -> bool,
) -> Result<Option<Tried>, Malformed> {
    if !tell("past") {
        return Ok(None);
    }
    let PastGathered { facts, seekers, offers, groups } = past;
    let spells = Spells { seekers, offers, groups, days };
    let mut tried = match facts {
        [Facts::Home(one), Facts::Home(other)] => spells.play(*one, *other)?,
        [Facts::Family(one), Facts::Family(other)] => spells.play(*one, *other)?,
        [Facts::Work(one), Facts::Work(other)] => spells.play(*one, *other)?,
        _ => Tried::default(),
    };
    for (side, gathered) in [&mut tried.one, &mut tried.other].into_iter().zip(now) {
        if !tell("plan") {
            return Ok(None);
        }
        today(side, gathered)?;
    }
    Ok(Some(tried))
}

/// Who came when, and what was there when.
struct Spells {
    seekers: HashMap<Uuid, (Day, Option<Day>)>,
    offers: HashMap<Uuid, (Day, Option<Day>)>,
    groups: GroupsOf,
    days: (Day, Day),
}

impl Spells {
    fn play<K: Kind>(&self, one: Ask<K>, other: Ask<K>) -> Result<Tried, Malformed> {
        let (one, other) = (Table::lay(one, threads())?, Table::lay(other, threads())?);
        let (since, today) = self.days;
        let ask = one.ask();
        let offers = ask.offers.iter().zip(&one.problem().room).map(|(offer, room)| {
            let (from, until) = self.offers.get(&K::offer_key(offer)).copied().unwrap_or((since, None));
            PastOffer { from, until, room: *room }
        });
        let seekers = fairness::seekers(&one, |_| None).into_iter().map(|seeker| {
            let (arrived, until) = self.seekers.get(&seeker.key).copied().unwrap_or((since, None));
            PastSeeker { arrived, until, seeker: Seeker { waited: 0, ..seeker } }
        });
        let past = Past { offers: offers.collect(), seekers: seekers.collect(), batches: batches(since, today) };
        let variant = |table: &Table<K>| Variant { way: Way::Best, gains: table.problem().seekers.clone() };
        let (first, second) = (variant(&one), variant(&other));
        let able = (0..past.seekers.len()).filter(|at| !first.gains[*at].is_empty() || !second.gains[*at].is_empty());
        let able = count(able.count());
        // What the table accepted, the past does too: the days rise, and the seekers are the same.
        let Ok(sides) = replay(&past, &first, &second, SEED, TOO_LONG) else { return Ok(Tried::default()) };
        Ok(Tried {
            searches: count(past.seekers.len()),
            able,
            offers: count(past.offers.len()),
            batches: count(past.batches.len()),
            one: self.side(&past, &sides.one),
            other: self.side(&past, &sides.other),
            change: counted(&sides.change),
        })
    }

    fn side(&self, past: &Past, played: &Played) -> Side {
        let ends = past.seekers.iter().zip(&played.ends);
        let seekers: Vec<Seeker> = ends.map(|(one, end)| Seeker { waited: end.waited, ..one.seeker }).collect();
        let placed: Vec<bool> = played.ends.iter().map(|end| end.placed.is_some()).collect();
        let days = |wanted: bool| {
            let own = seekers.iter().zip(&placed).filter(|(_, placed)| **placed == wanted);
            Some(Days::of(own.map(|(one, _)| one.waited).collect()))
        };
        let own = seekers.iter().zip(&placed).filter(|(_, placed)| **placed);
        let mut envious: Vec<u32> = played.envy.iter().map(|(_, one)| one.seeker).collect();
        envious.sort_unstable();
        envious.dedup();
        Side {
            placed: count(placed.iter().filter(|placed| **placed).count()),
            persons: own.map(|(one, _)| u64::from(one.persons)).sum(),
            waited: days(true),
            left: days(false),
            against: counted(&played.against_first_come),
            envious: count(envious.len()),
            overdue: count(played.overdue.len()),
            tables: by_group(&seekers, &placed, &self.groups),
            ..Side::default()
        }
    }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The days on which places are given: every fortnight, and the last day.
fn batches(since: Day, today: Day) -> Vec<Day> {
    let mut days: Vec<Day> = (0..).map(|at| since.plus_days(at * EVERY)).take_while(|day| *day < today).collect();
    days.push(today);
    days
}

/// What one policy does today.
fn today(side: &mut Side, gathered: Gathered) -> Result<(), Malformed> {
    let Gathered { facts, groups, floors, .. } = gathered;
    match facts {
        Facts::Home(ask) => planned(side, *ask, &groups, &floors),
        Facts::Family(ask) => planned(side, *ask, &groups, &floors),
        Facts::Work(ask) => planned(side, *ask, &groups, &floors),
    }
}

fn planned<K: Kind>(side: &mut Side, ask: Ask<K>, groups: &GroupsOf, floors: &[Floor]) -> Result<(), Malformed> {
    let table = Table::lay(ask, threads())?;
    if let Ok(plan) = table.plan() {
        side.placed_now = count(plan.proposal.taken.len());
        side.persons_now = plan.proposal.worth.persons;
        side.floors = crate::fairness::of(&table, &plan, groups, floors).floors;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_given_every_fortnight_and_on_the_last_day() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let told = batches(day("2026-11-01"), day("2026-11-22"));
        assert_eq!(told, [day("2026-11-01"), day("2026-11-15"), day("2026-11-22")]);
        assert_eq!(batches(day("2026-11-22"), day("2026-11-22")), [day("2026-11-22")]);
        assert!(told.windows(2).all(|two| two[0] < two[1]));
    }
}
